//! Turns at the database, as the engine sees them: what the next one will write, and what the one under way has taken. In:
//! outcomes, chats that were called. Out: whether a turn may begin, and with what; all of it again where it fails.

use std::time::Duration;

use tokio::time::Instant;

use crate::delivery::{
    gate::lanes::IN_FLIGHT,
    turn::{Called, Ending, amends::Ended},
};

/// With more requests in flight turns are some milliseconds apart, so that a commit carries many outcomes: there is no
/// lack of requests then, but of time for commits.
const CROWDED: usize = IN_FLIGHT / 5 * 4;
const GATHERED: Duration = Duration::from_millis(10);
/// How long everything waits when the database cannot be written.
pub(super) const STANDSTILL: Duration = Duration::from_secs(5);

/// See the module.
pub(super) struct Turns {
    /// Outcomes for the next turn.
    endings: Vec<Ending>,
    /// The same of edits.
    ended: Vec<Ended>,
    /// What the turn that is being written has taken: given back if it fails.
    underway: Option<Underway>,
    /// No turn begins before.
    earliest: Instant,
}

struct Underway {
    endings: Vec<Ending>,
    ended: Vec<Ended>,
    called: Vec<Called>,
}

impl Turns {
    pub(super) fn new(now: Instant) -> Turns {
        Turns { endings: Vec::new(), ended: Vec::new(), underway: None, earliest: now }
    }

    /// An outcome to be written.
    pub(super) fn note(&mut self, ending: Ending) {
        self.endings.push(ending);
    }

    /// How an edit ended.
    pub(super) fn note_amended(&mut self, ended: Ended) {
        self.ended.push(ended);
    }

    pub(super) fn has_endings(&self) -> bool {
        !self.endings.is_empty() || !self.ended.is_empty()
    }

    pub(super) fn is_underway(&self) -> bool {
        self.underway.is_some()
    }

    pub(super) fn earliest(&self) -> Instant {
        self.earliest
    }

    pub(super) fn may_begin(&self, now: Instant) -> bool {
        self.underway.is_none() && now >= self.earliest
    }

    /// Begins one with these chats; the outcomes that it writes. `None`: there is nothing to write, or one is under way.
    pub(super) fn begin(
        &mut self,
        called: &[Called],
        in_flight: usize,
        now: Instant,
    ) -> Option<(Vec<Ending>, Vec<Ended>)> {
        if self.underway.is_some() || !self.has_endings() && called.is_empty() {
            return None;
        }
        if in_flight > CROWDED {
            self.earliest = now + GATHERED;
        }
        let (endings, ended) = self.last();
        self.underway = Some(Underway { endings: endings.clone(), ended: ended.clone(), called: called.to_vec() });
        Some((endings, ended))
    }

    /// The turn is committed.
    pub(super) fn done(&mut self) {
        self.underway = None;
    }

    /// It could not be written: its outcomes come again with the next, after a while. The chats that were called.
    pub(super) fn failed(&mut self, now: Instant) -> Vec<Called> {
        self.earliest = now + STANDSTILL;
        let Some(Underway { mut endings, mut ended, called }) = self.underway.take() else { return Vec::new() };
        endings.append(&mut self.endings);
        ended.append(&mut self.ended);
        (self.endings, self.ended) = (endings, ended);
        called
    }

    /// All outcomes that are not written yet, for the last turn of all.
    pub(super) fn last(&mut self) -> (Vec<Ending>, Vec<Ended>) {
        (std::mem::take(&mut self.endings), std::mem::take(&mut self.ended))
    }
}
