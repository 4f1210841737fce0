//! What became of an article. In: its number. Out: one of seven states, why it is in that one, how many have it.

use chrono_tz::Tz;
use serde::Serialize;

use crate::{
    acts::reach::moment,
    article::ArticleKey,
    clock::Time,
    report::Push,
    store::{
        Reading, Result,
        articles::{Listed, Readiness},
        held::Verdict,
        plans::{Cause, Plan},
    },
};

/// Where an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    Published,
    Scheduled,
    Held,
    Archive,
    Draft,
    Withheld,
    Withdrawn,
}

/// What became of an article.
#[derive(Debug, Serialize)]
pub(super) struct Fate {
    id: String,
    number: i64,
    state: State,
    why: Option<String>,
    /// Copies that readers were sent.
    sent: u32,
    /// All that there are to be by now.
    of: u32,
}

impl Fate {
    /// `None`: there is no such article.
    pub(super) fn gather(store: &Reading, article: ArticleKey, now: Time, zone: Tz) -> Result<Option<Fate>> {
        let Some(listed) = store.listed(article)? else { return Ok(None) };
        let (state, why) = state(store, &listed, zone)?;
        let push = Push::newest(store, article, moment(now, zone))?;
        let (sent, of) = push.map_or((0, 0), |push| (push.progress.delivered, push.all()));
        Ok(Some(Fate { id: listed.story.id.0, number: article.0, state, why, sent, of }))
    }
}

fn state(store: &Reading, listed: &Listed, zone: Tz) -> Result<(State, Option<String>)> {
    let article = listed.story.key;
    Ok(match listed.readiness {
        Readiness::Draft => (State::Draft, None),
        Readiness::Withheld => (State::Withheld, None),
        Readiness::Withdrawn => (State::Withdrawn, None),
        Readiness::Held => {
            let hold = store.hold(article)?;
            let dropped = hold.as_ref().is_some_and(|hold| hold.verdict == Verdict::Dropped);
            let reasons = hold.map(|hold| hold.reasons).unwrap_or_default();
            let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
            let decided = dropped.then(|| "an editor decided that it does not go out".to_owned());
            (State::Held, decided.or(Some(reasons.join("; "))))
        }
        Readiness::Expired if listed.pushed.is_some() => (State::Published, Some("its time is over".to_owned())),
        Readiness::Expired => (State::Withheld, Some("its time is over: it says expires".to_owned())),
        Readiness::Ready if listed.pushed.is_some() => (State::Published, None),
        Readiness::Ready => waiting(store, article, zone)?,
    })
}

/// What may go out and has not.
fn waiting(store: &Reading, article: ArticleKey, zone: Tz) -> Result<(State, Option<String>)> {
    let plans = store.plans_of(article)?;
    if let Some(plan) = plans.iter().find(|plan| plan.why != Cause::Expiry) {
        return Ok((State::Scheduled, Some(planned(plan, zone))));
    }
    if store.is_archive(article)? {
        return Ok((
            State::Archive,
            Some("it was published too long before it came; an editor can push it".to_owned()),
        ));
    }
    Ok((State::Withheld, Some("what was planned was taken back; an editor can push it".to_owned())))
}

fn planned(plan: &Plan, zone: Tz) -> String {
    let at = |due: Time| due.utc().with_timezone(&zone).to_rfc3339();
    let due = plan.due.map(at).unwrap_or_default();
    match plan.why {
        Cause::Embargo => format!("it has an embargo until {due}"),
        Cause::Ask => {
            format!("the editors are asked for a breaking push; without an answer it goes out as news at {due}")
        }
        Cause::Scheduled => format!("an editor scheduled it for {due}"),
        Cause::Countdown => format!("an editor confirmed it: it goes out at {due}"),
        Cause::Second => "a second editor has to confirm it".to_owned(),
        Cause::Expiry => String::new(),
    }
}
