//! Stops what goes out, and lets it go on. In: a place in the log. Out: whether that changed anything. Going on with the text that
//! was confirmed asks nobody; with another one it is as new as a push.

use super::{Deed, Who, note};
use crate::{
    clock::Time,
    delivery::obstacle::{Obstacle, obstacle},
    newsroom::Newsroom,
    store::{
        Entry, Lane, Reading, Result, Seq, Writing,
        cards::About,
        log::Publication,
        plans::{Cause, Plan},
    },
};

/// Stops an entry of the log, with those of its push in other languages; `false`: it was stopped before.
pub fn stop(store: &Writing, who: &Who, seq: Seq, now: Time) -> Result<bool> {
    let Some(entry) = store.entry(seq)? else { return Ok(false) };
    let mut stopped = false;
    for part in store.together(&entry)? {
        stopped |= store.stop(part.seq, now)?;
    }
    if stopped {
        note(store, who, Deed::Stop, entry.article, now)?;
    }
    Ok(stopped)
}

/// What came of a wish to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WentOn {
    /// It goes on, as this entry.
    On(Seq),
    /// Its text is not the one that was confirmed: this plan waits for a second editor.
    Asks(i64),
    /// It waits for one already.
    Waits,
    /// It goes on already, or was never stopped.
    Already,
    /// It may not go out.
    Blocked(Obstacle),
}

/// Publishes a stopped entry again, for those who have not got it, at what is left of its price. The cards about it go on
/// with it. Where the newsroom has four eyes, another text than the one that was confirmed needs a second editor's word first.
pub fn go_on(store: &Writing, newsroom: &Newsroom, who: &Who, seq: Seq, now: Time) -> Result<WentOn> {
    let entry = match stopped(store, seq, now)? {
        Ok(entry) => entry,
        Err(otherwise) => return Ok(otherwise),
    };
    let waits = |plan: &Plan| plan.why == Cause::Second && plan.lane == entry.lane;
    if store.plans_of(entry.article)?.iter().any(waits) {
        return Ok(WentOn::Waits);
    }
    note(store, who, Deed::GoOn, entry.article, now)?;
    if !newsroom.breaking.four_eyes || is_signed(store, &entry, now)? {
        return on(store, who.id(), &entry, now);
    }
    let Entry { article, lane, languages, volume, .. } = entry;
    let publication = Publication { article, lane, languages, volume, by: who.id() };
    let plan = store.plan_second(&publication, store.revision_of_push(article, lane, now)?, None, now)?;
    store.set_goes_on(plan, seq)?;
    Ok(WentOn::Asks(plan))
}

/// The same where the second editor has spoken, as whoever wanted it.
pub(super) fn go_on_signed(store: &Writing, by: Option<i64>, seq: Seq, now: Time) -> Result<WentOn> {
    match stopped(store, seq, now)? {
        Ok(entry) => on(store, by, &entry, now),
        Err(otherwise) => Ok(otherwise),
    }
}

/// The stopped entry that may go on, or why there is none.
fn stopped(store: &Reading, seq: Seq, now: Time) -> Result<std::result::Result<Entry, WentOn>> {
    let Some(entry) = store.entry(seq)?.filter(|entry| entry.stopped) else { return Ok(Err(WentOn::Already)) };
    let later = |other: &Entry| other.seq > seq && other.lane == entry.lane && !other.stopped;
    if store.entries_of(entry.article)?.iter().any(later) {
        return Ok(Err(WentOn::Already));
    }
    let Some(listed) = store.listed(entry.article)? else { return Ok(Err(WentOn::Already)) };
    Ok(match obstacle(store, &listed, now)? {
        Some(obstacle) => Err(WentOn::Blocked(obstacle)),
        None => Ok(entry),
    })
}

/// Whether the text that would go on is the one that was confirmed, translations included. Ordinary news is confirmed by nobody.
fn is_signed(store: &Reading, entry: &Entry, now: Time) -> Result<bool> {
    if entry.lane != Lane::Breaking {
        return Ok(true);
    }
    let first = store.together(entry)?.first().map_or(entry.seq, |first| first.seq);
    Ok(store.signed(first)? == Some(store.revision_of_push(entry.article, entry.lane, now)?))
}

fn on(store: &Writing, by: Option<i64>, entry: &Entry, now: Time) -> Result<WentOn> {
    let mut first = None;
    for part in store.together(entry)? {
        if part.seq != entry.seq && !may_go(store, &part, now)? {
            continue;
        }
        let Entry { article, lane, languages, volume, .. } = part;
        let next = store.publish_part(&Publication { article, lane, languages, volume, by }, first, now)?;
        store.set_price(next, store.price(part.seq)?.left())?;
        store.turn_cards(About::Progress(part.seq.0), About::Progress(next.0), now)?;
        first.get_or_insert(next);
    }
    let Some(first) = first else { return Ok(WentOn::Already) };
    if entry.lane == Lane::Breaking {
        store.sign(first, store.revision_of_push(entry.article, entry.lane, now)?)?;
    }
    Ok(WentOn::On(first))
}

/// Whether nothing stands in the way of a translation.
fn may_go(store: &Reading, part: &Entry, now: Time) -> Result<bool> {
    let Some(listed) = store.listed(part.article)? else { return Ok(false) };
    Ok(obstacle(store, &listed, now)?.is_none())
}
