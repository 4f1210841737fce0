//! What the engine makes of its clocks. In: what they say at each look. Out: that the clock was set back, that the machine
//! has slept, that it is off Telegram's time; the last is said once, and once when it is over.

use std::time::Duration;

use tokio::time::Instant;

use crate::clock::{APART, Moment, Time};

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Clocks {
    last: Option<(Instant, Moment)>,
    off: bool,
}

/// What has happened since the last look.
#[derive(Debug, Default)]
pub(super) struct Jump {
    /// The time is earlier than it was.
    pub(super) back: bool,
    /// The machine has slept, and timers stood still, for so long.
    pub(super) slept: Duration,
}

impl Clocks {
    pub(super) fn look(&mut self, now: &Moment, instant: Instant) -> Jump {
        self.say(now);
        let Some((then, last)) = self.last.replace((instant, *now)) else { return Jump::default() };
        let passed = instant - then;
        let up = now.up.zip(last.up).and_then(|(now, then)| now.lasting.checked_sub(then.lasting));
        let slept = up.map_or(Duration::ZERO, |up| up.saturating_sub(passed));
        Jump {
            back: now.now() + APART < last.now() + passed,
            slept: if slept > APART { slept } else { Duration::ZERO },
        }
    }

    fn say(&mut self, now: &Moment) {
        let error = now.error();
        if std::mem::replace(&mut self.off, error.is_some()) == error.is_some() {
            return;
        }
        match error {
            Some(ahead) => log::error!(
                "the clock of this machine is {} s {} Telegram's: set it. Until then Telegram's time counts, and what is \
                 planned waits until both have reached its time",
                ahead.unsigned_abs() / 1000,
                if ahead > 0 { "ahead of" } else { "behind" }
            ),
            None => log::info!("the clock of this machine is right again"),
        }
    }
}

/// How long after a time that has surely come it may be.
pub(super) fn doubtful(moment: &Moment) -> Duration {
    Time::since(moment.now(), moment.surely())
}
