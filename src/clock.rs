//! The one clock. Everything that needs the time of day takes it as an argument or asks a [`Clock`]; timers are
//! `tokio::time`. A clock that is tied to tokio's timers ([`Clock::starting_at`]) moves with them, so that a test that
//! pauses the runtime's time pauses the newsroom's wall clock too.

use std::{
    fmt,
    ops::{Add, Sub},
    time::Duration,
};

use chrono::{DateTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970-01-01T00:00:00Z. This is also how the database keeps time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// Milliseconds since the epoch.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, as the Bot API writes dates.
    pub fn unix(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The same moment for calendars. Moments outside chrono's range (262,000 years away) become the epoch.
    pub fn utc(self) -> DateTime<Utc> {
        Utc.timestamp_millis_opt(self.0).single().unwrap_or_default()
    }

    /// How long after `earlier` this is; zero if it is not after it.
    pub fn since(self, earlier: Time) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl From<DateTime<Utc>> for Time {
    fn from(at: DateTime<Utc>) -> Self {
        Time(at.timestamp_millis())
    }
}

impl Add<Duration> for Time {
    type Output = Time;
    fn add(self, by: Duration) -> Time {
        Time(self.0.saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl Sub<Duration> for Time {
    type Output = Time;
    fn sub(self, by: Duration) -> Time {
        Time(self.0.saturating_sub(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.utc().format("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }
}

/// Tells the time. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Timers { base: Time, from: tokio::time::Instant },
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock(Source::System)
    }

    /// A clock that shows `base` now and then moves with tokio's timers, paused when they are.
    /// Must be called inside a tokio runtime.
    pub fn starting_at(base: Time) -> Clock {
        Clock(Source::Timers { base, from: tokio::time::Instant::now() })
    }

    /// The time.
    pub fn now(&self) -> Time {
        match &self.0 {
            Source::System => Time(Utc::now().timestamp_millis()),
            Source::Timers { base, from } => *base + from.elapsed(),
        }
    }
}
