//! How the database does. In: each commit of the writer, each act that failed. Out: a histogram and a counter for whoever looks.

use prometheus_client::metrics::{counter::Counter, histogram::Histogram};
use tokio::time::Instant;

use super::{Error, Result};

/// Upper bounds of a transaction's time, in seconds: from a commit without work to one that waits for another process.
const TOOK: [f64; 13] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// See the module. Cheap to clone: all clones count together.
#[derive(Clone, Debug)]
pub struct Meter {
    /// Seconds from the begin of a writing transaction to its end.
    pub commits: Histogram,
    /// Acts and looks that the database answered with an error.
    pub errors: Counter,
}

impl Default for Meter {
    fn default() -> Meter {
        Meter { commits: Histogram::new(TOOK), errors: Counter::default() }
    }
}

impl Meter {
    /// A writing transaction that began then has ended.
    pub(super) fn ended(&self, begun: Instant) {
        self.commits.observe(begun.elapsed().as_secs_f64());
    }

    /// Passes an answer on, and counts it where the database is at fault.
    pub(super) fn noting<T>(&self, answer: Result<T>) -> Result<T> {
        if let Err(Error::Sql(_) | Error::File(_) | Error::Commit(..) | Error::Away(_)) = &answer {
            self.errors.inc();
        }
        answer
    }
}
