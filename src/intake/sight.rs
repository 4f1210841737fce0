//! Since when a file may have been seen. In: when the program started and last ran, what is seen. Out: before which moment
//! each file cannot have been seen, and when it came. Plain functions.

use std::time::Duration;

use super::watch::{Found, Seen};
use crate::{
    clock::{Moment, Time},
    store::feeds::Unseen,
};

/// When a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Before this it cannot have been seen: not while it came during a look, a time without a process, or before the
    /// first start.
    pub unseen_until: Time,
    /// When it came, for an article that gives no date.
    pub came: Time,
    /// It says something that has not been read: it came or was written since it was, by this run or the last.
    pub is_new: bool,
}

impl Arrival {
    /// The same of a story that came by a feed: what counts is since when it can have been seen there.
    pub(super) fn by_feed(self, unseen: Unseen) -> Arrival {
        let until = if unseen.is_old { Time(i64::MAX) } else { unseen.until.min(self.unseen_until) };
        Arrival { unseen_until: until, ..self }
    }
}

/// What the program can have seen.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// What was there at the start cannot have been seen before: the end of the last run, or the first start.
    there_since: Time,
    /// When the program was started.
    started: Time,
    /// When the last look at the whole folder was over, or the program was started.
    looked: Time,
    /// What is there has been read by this run, and is read again.
    again: bool,
}

/// So long after a start, programs hand in what they could not hand in while there was no process.
const RETRIES: Duration = Duration::from_secs(3600);

impl Sight {
    /// The program starts; `last`: what the clocks said when it last ran, if it ever did.
    pub fn at_start(start: &Moment, last: Option<&Moment>) -> Sight {
        let away = last.map_or(Duration::ZERO, |last| start.since(last));
        let started = start.surely();
        Sight { there_since: started - away, started, looked: started, again: false }
    }

    /// All that has been read is read again.
    pub(super) fn again(&mut self) {
        self.again = true;
    }

    /// When what is handed in now came: it could be handed in whenever the program ran.
    pub fn handed_in(&self, moment: &Moment) -> Arrival {
        let now = moment.surely();
        let is_retry = now.since(self.started) < RETRIES;
        let unseen_until = if is_retry { self.there_since.min(now) } else { now };
        Arrival { unseen_until, came: moment.now(), is_new: true }
    }

    /// When what is seen now came, however long it takes to be written.
    pub fn arrival(&mut self, seen: &Seen, moment: &Moment) -> Arrival {
        let arrival = match seen {
            Seen::Article { found: Found::There(written), .. } => {
                let came = written.unwrap_or(self.there_since).min(moment.now());
                let is_new = !self.again && written.is_some_and(|written| written > self.there_since);
                Arrival { unseen_until: self.there_since, came, is_new }
            }
            _ => Arrival { unseen_until: self.looked, came: moment.now(), is_new: true },
        };
        if let Seen::Looked { .. } = seen {
            self.looked = moment.surely();
        }
        arrival
    }
}
