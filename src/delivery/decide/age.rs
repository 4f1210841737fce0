//! What is too old. In: an entry, the chat whose turn it is, the floor that the last outage left. Out: whether the entry
//! is only counted, left out of a digest, or no longer breaking. Slowness, and waiting that the reader asked for (a
//! digest, a break, quiet hours), make nothing old.

use std::time::Duration;

use super::{pauses, timing::Day};
use crate::{
    clock::Time,
    newsroom::Mode,
    store::{Chat, Entry, Reading, Result, Seq, Writing},
};

/// Breaking news that waited longer in an outage is news.
const BREAKING_WAITS: Duration = Duration::from_secs(3600);

/// What the last outage did to the news that came out before its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Floor {
    /// Entries up to here were published before the outage ended.
    pub seq: Seq,
    /// What was due before is too old: it is only counted.
    pub before: Time,
    /// When the outage ended.
    pub ended: Time,
}

impl Floor {
    /// The floor of an outage that ends now. News is as old as it `surely` is.
    pub fn raised(head: Seq, now: Time, surely: Time, max_age: Duration) -> Floor {
        Floor { seq: head, before: surely - max_age, ended: now }
    }

    /// Breaking entries up to here that came out before that time are news by now.
    pub fn cooled(&self) -> (Seq, Time) {
        (self.seq, self.ended - BREAKING_WAITS)
    }

    /// The floor that is kept.
    pub fn kept(store: &Reading) -> Result<Floor> {
        let number = |name| store.number(name).map(|number| number.unwrap_or(0));
        let (seq, before, ended) = (number("floor")?, number("floor_before")?, number("floor_ended")?);
        Ok(Floor { seq: Seq(seq), before: Time(before), ended: Time(ended) })
    }

    /// Keeps it.
    pub fn keep(&self, store: &Writing) -> Result<()> {
        store.set_number("floor", self.seq.0)?;
        store.set_number("floor_before", self.before.0)?;
        store.set_number("floor_ended", self.ended.0)
    }
}

/// Whether an outage made the entry too old: it would have been due long before the end of it.
pub(in crate::delivery) fn is_too_old(entry: &Entry, day: &Day, floor: Floor) -> bool {
    let chat = day.chat;
    let waits = matches!(chat.mode, Mode::Digest | Mode::Mixed) || pauses::is_reached(entry, chat);
    entry.seq <= floor.seq && !waits && day.quiet_end(entry.at).unwrap_or(entry.at) < floor.before
}

/// Whether an outage made news of a breaking entry. Whoever gets nothing but breaking news still gets it as such.
pub(in crate::delivery) fn is_cooled(entry: &Entry, chat: &Chat, floor: Floor) -> bool {
    let (seq, before) = floor.cooled();
    chat.mode != Mode::Breaking && entry.seq <= seq && entry.at < before
}

/// Whether the entry comes in a digest, and even that no longer reaches so far back. A break lengthens the digest, and so do
/// days without one.
pub(in crate::delivery) fn is_beyond_digest(entry: &Entry, day: &Day, now: Time) -> bool {
    waits_for_digest(entry, day.chat)
        && !pauses::is_reached(entry, day.chat)
        && now.since(entry.at) > day.digest_reaches(entry.at)
}

/// Whether the chat gets the entry with a digest, if not as breaking news.
pub(in crate::delivery) fn waits_for_digest(entry: &Entry, chat: &Chat) -> bool {
    chat.mode == Mode::Digest || (chat.mode == Mode::Mixed && !entry.is_main())
}
