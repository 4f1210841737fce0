//! Stops what goes out, and lets it go on. In: a place in the log. Out: whether that changed anything.

use super::{Deed, Who, note};
use crate::{
    clock::Time,
    delivery::obstacle::{Obstacle, obstacle},
    store::{Entry, Result, Seq, Writing, cards::About, log::Publication},
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
    /// It goes on already, or was never stopped.
    Already,
    /// It may not go out.
    Blocked(Obstacle),
}

/// Publishes a stopped entry again, for those who have not got it, at what is left of its price. The cards about it go on
/// with it.
pub fn go_on(store: &Writing, who: &Who, seq: Seq, now: Time) -> Result<WentOn> {
    let Some(entry) = store.entry(seq)?.filter(|entry| entry.stopped) else { return Ok(WentOn::Already) };
    let later = |other: &Entry| other.seq > seq && other.lane == entry.lane && !other.stopped;
    if store.entries_of(entry.article)?.iter().any(later) {
        return Ok(WentOn::Already);
    }
    let Some(listed) = store.listed(entry.article)? else { return Ok(WentOn::Already) };
    if let Some(obstacle) = obstacle(store, &listed, now)? {
        return Ok(WentOn::Blocked(obstacle));
    }
    let mut first = None;
    for part in store.together(&entry)? {
        if part.seq != seq && !may_go(store, &part, now)? {
            continue;
        }
        let Entry { article, lane, languages, volume, .. } = part;
        let next = store.publish_part(&Publication { article, lane, languages, volume, by: who.id() }, first, now)?;
        store.set_price(next, store.price(part.seq)?.left())?;
        store.turn_cards(About::Progress(part.seq.0), About::Progress(next.0), now)?;
        first.get_or_insert(next);
    }
    note(store, who, Deed::GoOn, entry.article, now)?;
    Ok(first.map_or(WentOn::Already, WentOn::On))
}

/// Whether nothing stands in the way of a translation.
fn may_go(store: &Writing, part: &Entry, now: Time) -> Result<bool> {
    let Some(listed) = store.listed(part.article)? else { return Ok(false) };
    Ok(obstacle(store, &listed, now)?.is_none())
}
