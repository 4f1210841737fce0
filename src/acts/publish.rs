//! Publishing by hand. In: an [`Order`], and when it is to leave. Out: where it stands in the log, the plan that waits, or
//! what is in the way. Whether to ask before (again? at night?) is the caller's; whether it may go out is looked at here.

use super::{Deed, Who, note};
use crate::{
    article::ArticleKey,
    clock::Time,
    delivery::{
        decide::timing::next_minute,
        obstacle::{Obstacle, obstacle},
    },
    newsroom::{Minute, Newsroom},
    store::{
        Lane, Result, Seq, Volume, Writing,
        cards::About,
        log::Publication,
        plans::{Cause, Plan},
    },
};

/// When the morning begins where new readers have no quiet hours.
const MORNING: Minute = Minute(7 * 60);
/// The store counts prices in tenths of a Star.
const TENTHS: u32 = 10;

/// A publication as somebody wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// What.
    pub article: ArticleKey,
    /// The revision that was looked at, translations included (`Reading::revision_of_push`); with another one by now nothing is
    /// published. `None`: whichever is newest.
    pub revision: Option<i64>,
    /// How it goes out.
    pub lane: Lane,
    /// Mask of languages; 0: the article's own, and for a breaking push those of its translations.
    pub languages: u8,
    /// How loud.
    pub volume: Volume,
    /// The Stars that it may cost at most.
    pub stars: u32,
    /// Also where its story was pushed before, which is written down; by the command line also where it counts down or is
    /// planned.
    pub insists: bool,
}

/// When it is to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// Breaking news after the newsroom's time for second thoughts, all else at once.
    AfterUndo,
    /// When the newsroom's night ends.
    Morning,
    /// At this time, instead of any other that was chosen before.
    At(Time),
}

impl When {
    /// The time that was chosen, if one was.
    fn wanted(self, newsroom: &Newsroom, now: Time) -> Option<Time> {
        match self {
            When::Morning => Some(next_minute(now, newsroom.zone, morning(newsroom))),
            When::At(due) => Some(due),
            When::Now | When::AfterUndo => None,
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// It stands here in the log.
    Now(Seq),
    /// This plan publishes it.
    Planned(i64),
}

/// Cause it was not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such article.
    Unknown,
    /// It may not go out.
    Blocked(Obstacle),
    /// It is another revision by now.
    Changed,
    /// It counts down already, or is planned.
    Waiting,
    /// Its story was pushed before.
    Sent,
}

/// Publishes an article, or makes the plan to.
pub fn publish(
    store: &Writing,
    newsroom: &Newsroom,
    who: &Who,
    order: &Order,
    when: When,
    now: Time,
) -> Result<std::result::Result<Published, Refused>> {
    let wanted = when.wanted(newsroom, now);
    if let Some(refused) = refused(store, who, order, when, (wanted.unwrap_or(now), now))? {
        return Ok(Err(refused));
    }
    let again = store.earlier_push(order.article)?.is_some();
    if again && !order.insists {
        return Ok(Err(Refused::Sent));
    }
    let Order { article, lane, languages, volume, stars, .. } = *order;
    let publication = Publication { article, lane, languages, volume, by: who.id() };
    let price = if lane == Lane::Breaking { stars * TENTHS } else { 0 }; // nothing else is paid for
    let later = |due, why| -> Result<Published> {
        let plan = store.plan_later(&publication, due, why, now)?;
        store.set_plan_price(plan, price)?;
        Ok(Published::Planned(plan))
    };
    let undo = newsroom.breaking.undo;
    let published = match when {
        _ if lane == Lane::Breaking && newsroom.breaking.four_eyes => {
            let revision = store.revision_of_push(article, lane, now)?;
            let plan = store.plan_second(&publication, revision, wanted, now)?;
            store.set_plan_price(plan, price)?;
            Published::Planned(plan)
        }
        When::AfterUndo if lane == Lane::Breaking && !undo.is_zero() => later(now + undo, Cause::Countdown)?,
        _ => match wanted {
            Some(due) => later(due, Cause::Scheduled)?,
            None => Published::Now(store.publish_parts(&publication, price, now)?),
        },
    };
    if let (When::At(_), Published::Planned(plan)) = (when, published) {
        take_place(store, article, plan, now)?;
    }
    if again && order.insists {
        note(store, who, Deed::Insist, article, now)?;
    }
    note(store, who, deed(when, lane), article, now)?;
    Ok(Ok(published))
}

fn deed(when: When, lane: Lane) -> Deed {
    match (when, lane) {
        (When::Morning | When::At(_), _) => Deed::Later,
        (_, Lane::Breaking) => Deed::Breaking,
        (_, Lane::News) => Deed::Push,
    }
}

/// A plan takes the place of what was scheduled for the article before; so do the cards about it.
fn take_place(store: &Writing, article: ArticleKey, plan: i64, now: Time) -> Result<()> {
    for old in store.plans_of(article)?.into_iter().filter(|old| old.why == Cause::Scheduled && old.id != plan) {
        store.take_back(old.id)?;
        store.turn_cards(About::Countdown(old.id), About::Countdown(plan), now)?;
    }
    Ok(())
}

fn refused(store: &Writing, who: &Who, order: &Order, when: When, (due, now): (Time, Time)) -> Result<Option<Refused>> {
    let Some(listed) = store.listed(order.article)? else { return Ok(Some(Refused::Unknown)) };
    if let Some(obstacle) = obstacle(store, &listed, due)? {
        return Ok(Some(Refused::Blocked(obstacle)));
    }
    if let Some(seen) = order.revision
        && seen != store.revision_of_push(order.article, order.lane, now)?
    {
        return Ok(Some(Refused::Changed));
    }
    let moves = matches!(when, When::At(_));
    let waits = |plan: &Plan| match plan.why {
        Cause::Countdown | Cause::Second => plan.lane == order.lane,
        Cause::Scheduled => plan.lane == order.lane && !moves,
        Cause::Embargo | Cause::Ask | Cause::Expiry => false,
    };
    let overrides = order.insists && *who == Who::Console;
    let waiting = !overrides && store.plans_of(order.article)?.iter().any(waits);
    Ok(waiting.then_some(Refused::Waiting))
}

/// When the newsroom's morning begins: with the end of new readers' quiet hours.
pub fn morning(newsroom: &Newsroom) -> Minute {
    newsroom.new_reader.quiet.map_or(MORNING, |(_, end)| end)
}
