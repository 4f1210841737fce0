//! What has left, and how late. In: each errand that came back, from the engine. Out: counters and a histogram for whoever looks, and
//! the sign that the engine's loop turns.

use std::time::Duration;

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
};

use super::gate::lanes::Lane;
use crate::{bot_api::Outcome, clock::Beat};

/// Upper bounds of lateness, in seconds: a push to a few, a push to many, a morning, an outage.
const LATE: [f64; 15] =
    [0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0, 3_600.0, 21_600.0];
/// How long a step of the engine takes at most: one that cannot write stands still for some seconds, and turns.
const STEP: Duration = Duration::from_secs(60);

/// A message, an edit or a deletion that came back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Left {
    /// The lane in which it left.
    pub lane: &'static str,
    /// As [`Outcome::word`] names it.
    pub outcome: &'static str,
}

/// A lane.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct InLane {
    /// Its word.
    pub lane: &'static str,
}

/// See the module. Cheap to clone: all clones count together.
#[derive(Clone, Debug)]
pub struct Meter {
    /// What passed the gate and came back.
    pub messages: Family<Left, Counter>,
    /// Seconds from when a chat was due to when Telegram had accepted its message.
    pub lateness: Family<InLane, Histogram>,
    /// Whether the engine turns.
    pub beat: Beat,
}

impl Default for Meter {
    fn default() -> Meter {
        let lateness = Family::new_with_constructor((|| Histogram::new(LATE)) as fn() -> Histogram);
        for lane in [Lane::Breaking, Lane::News] {
            drop(lateness.get_or_create(&InLane { lane: lane.word() })); // what has not happened is seen as zero
        }
        Meter { messages: Family::default(), lateness, beat: Beat::default() }
    }
}

impl Meter {
    /// Something that passed the gate came back.
    pub(super) fn came_back(&self, lane: Lane, outcome: &Outcome) {
        self.messages.get_or_create(&Left { lane: lane.word(), outcome: outcome.word() }).inc();
    }

    /// A message was accepted so long after its chat was due.
    pub(super) fn accepted(&self, lane: Lane, late: Duration) {
        self.lateness.get_or_create(&InLane { lane: lane.word() }).observe(late.as_secs_f64());
    }

    /// The engine turns.
    pub(super) fn turns(&self) {
        self.beat.next_within(STEP);
    }
}
