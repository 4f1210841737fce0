//! A breaking push that waits for a second editor. In: the plan's number, who decides. Out: what came of it. Rights are the
//! caller's to look up; that nobody confirms their own, and that the text is the one that was shown, is looked at here.

use std::time::Duration;

use super::{
    Deed, Who, note,
    stop::{WentOn, go_on_signed},
};
use crate::{
    clock::Time,
    delivery::obstacle::{Obstacle, obstacle},
    newsroom::Newsroom,
    store::{
        Reading, Result, Seq, Writing,
        cards::About,
        plans::{Cause, Plan, PlanState},
    },
};

/// So long a second editor is asked: who confirms later does not know any more what goes on.
const ASKED: Duration = Duration::from_secs(600);

/// What came of a second editor's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seconded {
    /// It counts down.
    Confirmed,
    /// A stopped push goes on, as this entry.
    On(Seq),
    /// It waits for no second editor any more.
    Gone,
    /// Whoever asked cannot confirm it.
    Own,
    /// The text has changed: whoever confirms has to see the new one.
    Changed,
    /// It may not go out.
    Blocked(Obstacle),
    /// The time to send it alone has not come.
    TooSoon,
}

/// The plan, if it waits for a second editor.
pub fn waiting(store: &Reading, plan: i64) -> Result<Option<Plan>> {
    let found = store.plan(plan)?;
    Ok(found.filter(|(plan, state)| *state == PlanState::Waiting && plan.why == Cause::Second).map(|(plan, _)| plan))
}

/// When whoever asked may send it alone; `None`: never.
pub fn alone_from(newsroom: &Newsroom, plan: &Plan) -> Option<Time> {
    let alone = newsroom.breaking.alone;
    (!alone.is_zero() && plan.by.is_some()).then(|| plan.at + alone)
}

/// Confirms it, as another than whoever asked.
pub fn confirm(store: &Writing, newsroom: &Newsroom, who: &Who, plan: i64, now: Time) -> Result<Seconded> {
    let Some(plan) = waiting(store, plan)? else { return Ok(Seconded::Gone) };
    if plan.by.is_some() && plan.by == who.id() {
        return Ok(Seconded::Own);
    }
    go(store, newsroom, (who, Deed::Second), &plan, now)
}

/// Sends it without a second editor, as whoever asked, when the time for that has come.
pub fn send_alone(store: &Writing, newsroom: &Newsroom, who: &Who, plan: i64, now: Time) -> Result<Seconded> {
    let Some(plan) = waiting(store, plan)? else { return Ok(Seconded::Gone) };
    if plan.by != who.id() || alone_from(newsroom, &plan).is_none_or(|from| from > now) {
        return Ok(Seconded::TooSoon);
    }
    go(store, newsroom, (who, Deed::Alone), &plan, now)
}

/// Takes it back, as anybody; `None`: it waits no more.
pub fn refuse(store: &Writing, who: &Who, plan: i64, now: Time) -> Result<Option<Plan>> {
    let Some(plan) = waiting(store, plan)?.filter(|plan| !matches!(store.take_back(plan.id), Ok(false))) else {
        return Ok(None);
    };
    note(store, who, Deed::Refuse, plan.article, now)?;
    Ok(Some(plan))
}

/// When nobody is asked any more.
pub fn asked_until(plan: &Plan) -> Time {
    plan.at + ASKED
}

/// Lets it fall if nobody has said anything for too long. `true`: it fell.
pub fn lapse(store: &Writing, plan: i64, now: Time) -> Result<bool> {
    let Some(plan) = waiting(store, plan)?.filter(|plan| asked_until(plan) <= now) else { return Ok(false) };
    let fell = store.take_back(plan.id)?;
    if fell {
        note(store, &Who::Console, Deed::Lapse, plan.article, now)?;
    }
    Ok(fell)
}

fn go(store: &Writing, newsroom: &Newsroom, (who, deed): (&Who, Deed), plan: &Plan, now: Time) -> Result<Seconded> {
    let Some(listed) = store.listed(plan.article)? else { return Ok(Seconded::Gone) };
    if let Some(obstacle) = obstacle(store, &listed, now)? {
        return Ok(Seconded::Blocked(obstacle));
    }
    if plan.revision != Some(store.revision_of_push(plan.article, plan.lane, now)?) {
        return Ok(Seconded::Changed);
    }
    if let Some(push) = plan.goes_on {
        return goes_on(store, (who, deed), plan, push, now);
    }
    if !store.confirm_second(plan.id, now + newsroom.breaking.undo)? {
        return Ok(Seconded::Gone);
    }
    note(store, who, deed, plan.article, now)?;
    Ok(Seconded::Confirmed)
}

/// A stopped push goes on with the text that both have seen; so do the cards of whoever asked.
fn goes_on(store: &Writing, (who, deed): (&Who, Deed), plan: &Plan, push: Seq, now: Time) -> Result<Seconded> {
    Ok(match go_on_signed(store, plan.by, push, now)? {
        WentOn::On(next) => {
            store.went_on(plan.id)?;
            store.turn_cards(About::Countdown(plan.id), About::Progress(next.0), now)?;
            note(store, who, deed, plan.article, now)?;
            Seconded::On(next)
        }
        WentOn::Blocked(obstacle) => Seconded::Blocked(obstacle),
        WentOn::Already | WentOn::Waits | WentOn::Asks(_) => {
            store.take_back(plan.id)?; // it went on without it
            Seconded::Gone
        }
    })
}
