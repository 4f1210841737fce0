//! Since when a file may have been seen. In: when the program started and last ran, what is seen. Out: before which moment
//! each file cannot have been seen, and when it came. Plain functions.

use std::time::Duration;

use super::watch::{Found, Seen};
use crate::clock::{Moment, Time};

/// When a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Before this it cannot have been seen: not while it came during a look, a time without a process, or before the
    /// first start.
    pub unseen_until: Time,
    /// When it came, for an article that gives no date.
    pub came: Time,
}

/// What the program can have seen.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// What was there at the start cannot have been seen before: the end of the last run, or the first start.
    there_since: Time,
    /// When the last look at the whole folder was over, or the program was started.
    looked: Time,
}

impl Sight {
    /// The program starts; `last`: what the clocks said when it last ran, if it ever did.
    pub fn at_start(start: &Moment, last: Option<&Moment>) -> Sight {
        let away = last.map_or(Duration::ZERO, |last| start.since(last));
        Sight { there_since: start.surely() - away, looked: start.surely() }
    }

    /// When what is seen now came, however long it takes to be written.
    pub fn arrival(&mut self, seen: &Seen, moment: &Moment) -> Arrival {
        let arrival = match seen {
            Seen::Article { found: Found::There(written), .. } => {
                Arrival { unseen_until: self.there_since, came: written.unwrap_or(self.there_since).min(moment.now()) }
            }
            _ => Arrival { unseen_until: self.looked, came: moment.now() },
        };
        if let Seen::Looked { .. } = seen {
            self.looked = moment.surely();
        }
        arrival
    }
}
