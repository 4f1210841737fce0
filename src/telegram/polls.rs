//! How the long poll goes. In: its turns, the updates that come, their commits. Out: counters for whoever looks, when a poll last
//! worked, and the sign that its loop turns.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering::Relaxed},
    },
    time::Duration,
};

use prometheus_client::metrics::{counter::Counter, histogram::Histogram};

use crate::clock::{Beat, Time};

/// Upper bounds of the lag of an update, in seconds. Telegram's dates are whole seconds, so less than two is at once.
const LAG: [f64; 10] = [1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1_800.0, 86_400.0];
/// How long a poll takes at most, with all that is done between two: 30 seconds until the client gives up, and some for answers.
const POLL: Duration = Duration::from_secs(90);

/// See the module. Cheap to clone: all clones count together.
#[derive(Clone, Debug)]
pub struct Polls {
    /// Updates that came, each once.
    pub updates: Counter,
    /// Seconds from the date that Telegram gave a message to the commit of what it does.
    pub lag: Histogram,
    /// Whether the loop turns.
    pub beat: Beat,
    /// When a poll last worked, in milliseconds; 0: none has.
    worked: Arc<AtomicI64>,
    /// The last poll failed.
    fails: Arc<AtomicBool>,
}

impl Default for Polls {
    fn default() -> Polls {
        let (updates, beat) = (Counter::default(), Beat::default());
        Polls { updates, lag: Histogram::new(LAG), beat, worked: Arc::default(), fails: Arc::default() }
    }
}

impl Polls {
    /// When a poll last worked.
    pub fn worked(&self) -> Option<Time> {
        Some(Time(self.worked.load(Relaxed))).filter(|at| at.ms() != 0)
    }

    /// Whether the last poll failed. The first takes some seconds where nobody says anything.
    pub fn fails(&self) -> bool {
        self.fails.load(Relaxed)
    }

    /// The loop turns.
    pub(super) fn turns(&self) {
        self.beat.next_within(POLL);
    }

    /// A poll has worked.
    pub(super) fn works(&self, now: Time) {
        self.worked.store(now.ms(), Relaxed);
        self.fails.store(false, Relaxed);
    }

    /// A poll has failed, and the next comes after this rest.
    pub(super) fn rests(&self, rest: Duration) {
        self.fails.store(true, Relaxed);
        self.beat.next_within(rest.saturating_add(POLL));
    }

    /// What a message of that date does is committed.
    pub(super) fn committed(&self, sent: Time, now: Time) {
        self.lag.observe(now.since(sent).as_secs_f64());
    }
}
