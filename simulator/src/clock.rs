//! The simulator's one clock: a wall time at the start plus what tokio's clock has moved since, plus what was shifted.

use std::time::Duration;

use tokio::time::Instant;

/// Microseconds since the epoch: fine enough to count a sliding second exactly.
pub(super) type Micros = i64;

/// One second in [`Micros`].
pub(super) const SECOND: Micros = 1_000_000;

/// One shift moves the clock no further than this: ten years.
const FURTHEST: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

#[derive(Debug)]
pub(super) struct Clock {
    base: Micros,
    started: Instant,
}

impl Clock {
    pub fn starting_at(ms: i64) -> Clock {
        Clock { base: ms.saturating_mul(1000), started: Instant::now() }
    }

    pub fn now(&self) -> Micros {
        self.base.saturating_add(micros(self.started.elapsed()))
    }

    /// Seconds since the epoch, as the Bot API writes dates.
    pub fn unix(&self) -> i64 {
        self.now().div_euclid(SECOND)
    }

    /// Moves the wall clock forward without waiting: windows pass, updates expire, messages age.
    pub fn shift(&mut self, by: Duration) {
        let by = by.min(FURTHEST);
        self.base = self.base.saturating_add(micros(by));
    }
}

pub(super) fn micros(duration: Duration) -> Micros {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX / 4)
}

/// What is left until `later`, for a timer.
pub(super) fn until(now: Micros, later: Micros) -> Duration {
    Duration::from_micros(u64::try_from(later - now).unwrap_or(0))
}
