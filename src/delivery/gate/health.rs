//! Whether Telegram gives clear answers. In: how each request ended. Out: send, or try nothing but `getMe`. After three
//! requests in a row without a clear answer, or a fifth of the last fifty, sending stops until `getMe` is answered, so
//! that an hour of bad gateways doubles no more than what was in flight. Then one message is tried, since `getMe` may be
//! answered where messages are not; if that fails, the next try comes later.

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

const IN_A_ROW: u32 = 3;
const LOOKED_AT: usize = 50;
const UNCLEAR_OF_THEM: usize = LOOKED_AT / 5;
const FIRST_PROBE: Duration = Duration::from_secs(1);
const SLOWEST_PROBE: Duration = Duration::from_secs(15);

/// The state of the line to Telegram.
#[derive(Debug, Default)]
pub struct Health {
    unclear_in_a_row: u32,
    last: VecDeque<bool>,
    /// While broken: when `getMe` is tried next, and how long after that.
    broken: Option<(Instant, Duration)>,
    /// While broken: since when.
    since: Option<Instant>,
    /// When it was last broken, and `getMe` was answered.
    well: Option<Instant>,
    /// `getMe` was answered; whether messages are, one message will show. How long the next look waits if they are not.
    trying: Option<Duration>,
}

impl Health {
    /// Notes how a request ended; `true`: sending has just been stopped.
    pub fn note(&mut self, clear: bool, now: Instant) -> bool {
        let again = self.trying.filter(|_| !clear);
        self.trying = again;
        self.last.push_back(clear);
        if self.last.len() > LOOKED_AT {
            self.last.pop_front();
        }
        self.unclear_in_a_row = if clear { 0 } else { self.unclear_in_a_row + 1 };
        let unclear = self.last.iter().filter(|clear| !**clear).count();
        let bad = self.unclear_in_a_row >= IN_A_ROW || unclear >= UNCLEAR_OF_THEM || again.is_some();
        if clear || !bad || self.broken.is_some() {
            return false;
        }
        let wait = again.unwrap_or(FIRST_PROBE);
        (self.broken, self.trying) = (Some((now + wait, wait)), None);
        self.since = self.since.or(Some(now));
        true
    }

    /// When `getMe` is to be tried; `None`: the line is well.
    pub fn probe_at(&self) -> Option<Instant> {
        self.broken.map(|(at, _)| at)
    }

    /// Since when the line has been well; `None`: it was never broken.
    pub fn well_since(&self) -> Option<Instant> {
        self.well
    }

    /// Whether only one message is to be tried now.
    pub fn is_trying(&self) -> bool {
        self.trying.is_some()
    }

    /// For how long Telegram has given no clear answers.
    pub fn broken_for(&self, now: Instant) -> Duration {
        self.since.map_or(Duration::ZERO, |since| now.duration_since(since))
    }

    /// How the probe ended; `true`: sending goes on.
    pub fn probed(&mut self, clear: bool, now: Instant) -> bool {
        if clear {
            let wait = self.broken.map_or(FIRST_PROBE, |(_, wait)| (wait * 2).min(SLOWEST_PROBE));
            *self = Health { trying: Some(wait), well: Some(now), ..Health::default() };
            return true;
        }
        if let Some((at, wait)) = &mut self.broken {
            *wait = (*wait * 2).min(SLOWEST_PROBE);
            *at = now + *wait;
        }
        false
    }
}
