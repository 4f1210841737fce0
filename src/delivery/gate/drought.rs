//! How long work has waited while Telegram took nothing: an outage, whatever its cause, which makes news too old. In:
//! whether work waits, how requests ended. Out: since when. Slowness is none: then messages are taken all the time; nor
//! is that nothing is to be sent.

#[cfg(test)]
mod tests;

use std::time::Duration;

use tokio::time::Instant;

/// How long work waits in vain until that is an outage.
pub const OUTAGE: Duration = Duration::from_secs(600);
/// A chat whose request failed is visited again within this time; till then its work waits although it is not due.
const SOON: Duration = Duration::from_secs(60);

/// See the module.
#[derive(Debug, Default)]
pub struct Drought {
    /// Since when work has waited and nothing was taken.
    since: Option<Instant>,
    /// When a request last failed without a decision.
    failed: Option<Instant>,
}

impl Drought {
    /// One that a process before this one may have left: it is not known that nothing waited in vain since then.
    pub fn left(age: Duration, now: Instant) -> Drought {
        Drought { since: now.checked_sub(age), failed: Some(now) }
    }

    /// Whether work waits now.
    pub fn look(&mut self, waits: bool, now: Instant) {
        if waits || self.failed.is_some_and(|at| now.duration_since(at) < SOON) {
            self.since = self.since.or(Some(now));
        } else {
            *self = Drought::default();
        }
    }

    /// A message was taken, or refused for its own sake.
    pub fn ends(&mut self) {
        *self = Drought::default();
    }

    /// A request ended without a decision.
    pub fn failed(&mut self, now: Instant) {
        self.failed = Some(now);
    }

    /// Timers stood still for so long, while what waits went on waiting.
    pub fn slept(&mut self, lasting: Duration) {
        self.since = self.since.and_then(|since| since.checked_sub(lasting).or(Some(since)));
    }

    /// How long work has waited in vain.
    pub fn lasts(&self, now: Instant) -> Duration {
        self.since.map_or(Duration::ZERO, |since| now.duration_since(since))
    }

    /// Whether that is an outage.
    pub fn is_outage(&self, now: Instant) -> bool {
        self.lasts(now) >= OUTAGE
    }
}
