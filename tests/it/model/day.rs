//! When a chat may be written to, told once more and differently: by looking at the local minute, in a zone five hours
//! east of Greenwich that knows no summer time.

use headliner::newsroom::{Mode, Night};

/// Milliseconds of a minute, of a day, and of the zone.
pub const MINUTE: i64 = 60_000;
const DAY: i64 = 1440 * MINUTE;
const ZONE: i64 = 300 * MINUTE;

/// The rules of a chat's day.
#[derive(Clone, Debug)]
pub struct Rules {
    pub mode: Mode,
    pub digests: Vec<u16>,
    pub weekend: Vec<u16>,
    pub quiet: Option<(u16, u16)>,
    pub night: Night,
    pub spacing: i64,
    pub limit: u32,
    pub paused: Option<i64>,
    /// Breaking news comes during the break.
    pub pause_urgent: bool,
    /// When an earlier break was over.
    pub over: Option<i64>,
    /// Not before: Telegram asked to wait, or the bot waits by itself.
    pub gate: i64,
    /// When that was noted.
    pub noted: i64,
    /// When the last ordinary message left.
    pub last: Option<i64>,
    /// When ordinary messages left that count against the limit.
    pub counted: Vec<i64>,
}

/// What lies before the chat, as far as time goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waiting {
    /// Breaking news: whether it wakes people, and when the newest came out.
    pub urgent: Option<(bool, i64)>,
    /// When the oldest ordinary main story came out, and the oldest other one.
    pub main: Option<i64>,
    pub news: Option<i64>,
    /// Some of it came out before the end of a break.
    pub missed: bool,
}

impl Rules {
    /// Whether something may leave now.
    pub fn allows(&self, waiting: Waiting, now: i64) -> bool {
        self.allows_urgent(waiting, now) || self.allows_ordinary(waiting, now)
    }

    /// Whether breaking news may leave now.
    pub fn allows_urgent(&self, waiting: Waiting, now: i64) -> bool {
        let rested = self.pause_urgent || self.paused.is_none_or(|until| until <= now);
        match waiting.urgent {
            None => false,
            Some((true, _)) => self.gate <= now && rested,
            Some((false, newest)) => {
                let held = self.night == Night::Hold && (self.is_quiet(now) || self.joins(waiting, newest, now));
                self.gate <= now && rested && !held
            }
        }
    }

    /// Whether breaking news that was held for the morning is to lead other news, which comes within two hours of that.
    fn joins(&self, waiting: Waiting, newest: i64, now: i64) -> bool {
        let Some((_, to)) = self.quiet.filter(|_| self.is_quiet(newest)) else { return false };
        let until = latest(to, newest + DAY) + 120 * MINUTE;
        let full = self.is_full(now);
        let minutes = (0..).map(|minute| (now / MINUTE + 1 + minute) * MINUTE).take_while(|at| *at < until);
        let others = [Some(now), Some(self.gate), self.paused, self.last.map(|last| last + self.spacing), Some(until)];
        let moments = minutes.chain(others.into_iter().flatten().filter(|at| now <= *at && *at <= until));
        let ordinary = |at| self.allows_main(waiting, at, full) || self.allows_all(waiting, at, full);
        moments.into_iter().any(ordinary)
    }

    /// Whether anything else may.
    pub fn allows_ordinary(&self, waiting: Waiting, now: i64) -> bool {
        let full = self.is_full(now);
        self.allows_main(waiting, now, full) || self.allows_all(waiting, now, full)
    }

    /// Whether a message of main news alone may.
    pub fn allows_main(&self, waiting: Waiting, now: i64, full: bool) -> bool {
        let alone = self.mode == Mode::Mixed || (self.mode == Mode::Now && full);
        alone && waiting.main.is_some() && self.is_spaced(now)
    }

    /// Whether a message of all that waits may.
    pub fn allows_all(&self, waiting: Waiting, now: i64, full: bool) -> bool {
        let Some(oldest) = [waiting.main, waiting.news].into_iter().flatten().min() else { return false };
        if self.gate > now || self.paused.is_some_and(|until| until > now) {
            return false;
        }
        let last = self.last.filter(|last| *last <= now); // else the clock was set back
        match (self.mode, waiting.main) {
            (Mode::Breaking, _) => false,
            _ if waiting.missed => !self.is_quiet(now),
            (Mode::Now, None) if full => {
                // Where a weekend has none, at the hours of other days.
                let weekend = if self.weekend.is_empty() { self.usual() } else { self.weekend.clone() };
                is_between(&self.usual(), &weekend, last.map_or(oldest, |last| last.max(oldest)), now)
            }
            (Mode::Now, _) if !full => self.is_spaced(now),
            (Mode::Now, _) | (Mode::Mixed, Some(_)) => false,
            (Mode::Mixed, None) | (Mode::Digest, _) => is_between(&self.usual(), &self.weekend, oldest, now),
        }
    }

    fn is_spaced(&self, now: i64) -> bool {
        let rested = self.gate <= now && self.paused.is_none_or(|until| until <= now);
        let last = self.last.filter(|last| *last <= now);
        rested && last.is_none_or(|last| last + self.spacing <= now) && !self.is_quiet(now)
    }

    /// Whether what came out then is told after a break.
    pub fn is_missed(&self, at: i64) -> bool {
        self.paused.max(self.over).is_some_and(|end| at < end)
    }

    /// Whether breaking news of then is not breaking any more.
    pub fn is_slept_through(&self, at: i64, now: i64) -> bool {
        let kept = self.paused.filter(|until| *until <= now || !self.pause_urgent);
        self.mode != Mode::Breaking && kept.max(self.over).is_some_and(|end| at < end)
    }

    pub fn is_full(&self, now: i64) -> bool {
        let midnight = (now + ZONE).div_euclid(DAY) * DAY - ZONE;
        let today = self.counted.iter().filter(|at| (midnight..=now + MINUTE).contains(*at)).count();
        self.limit > 0 && today >= self.limit as usize
    }

    fn is_quiet(&self, now: i64) -> bool {
        let minute = (now + ZONE).rem_euclid(DAY) / MINUTE;
        self.quiet.is_some_and(|(from, to)| {
            let (from, to) = (i64::from(from), i64::from(to));
            if from <= to { from <= minute && minute < to } else { from <= minute || minute < to }
        })
    }

    fn usual(&self) -> Vec<u16> {
        let morning = self.quiet.filter(|(from, to)| from != to).map_or(480, |(_, to)| to);
        if self.digests.is_empty() { vec![morning] } else { self.digests.clone() }
    }

    /// How long after it came out a digest may still hold a story: half a day longer than it had to wait, and a day and a half.
    pub fn digest_reaches(&self, at: i64) -> i64 {
        let next = moments(&self.usual(), &self.weekend, at, 0..=7).into_iter().filter(|moment| *moment > at).min();
        (36 * 60 * MINUTE).max(next.map_or(0, |next| next - at) + 12 * 60 * MINUTE)
    }

    /// Whether what came out then waits for a digest before which a whole day had none.
    pub fn skips_a_day(&self, at: i64) -> bool {
        let all = moments(&self.usual(), &self.weekend, at, -7..=7);
        let next = all.iter().copied().filter(|moment| *moment > at).min();
        let last = all.iter().copied().filter(|moment| *moment <= at).max();
        next.zip(last).is_some_and(|(next, last)| day(next) - day(last) > 1)
    }
}

/// Since 1 January 1970, in the zone.
fn day(at: i64) -> i64 {
    (at + ZONE).div_euclid(DAY)
}

/// The last time until `to` at which the clock shows this minute.
fn latest(minute: u16, to: i64) -> i64 {
    let offset = i64::from(minute) * MINUTE;
    (to + ZONE - offset).div_euclid(DAY) * DAY + offset - ZONE
}

/// All times of digests within so many days of `at`.
fn moments(usual: &[u16], weekend: &[u16], at: i64, days: std::ops::RangeInclusive<i64>) -> Vec<i64> {
    let of = |day: i64| if (day + 3).rem_euclid(7) >= 5 { weekend } else { usual }; // that day was a Thursday
    let days = days.map(|off| day(at) + off);
    days.flat_map(|day| of(day).iter().map(move |minute| day * DAY + i64::from(*minute) * MINUTE - ZONE)).collect()
}

/// Whether a digest time lies after `from` and not after `to`.
fn is_between(usual: &[u16], weekend: &[u16], from: i64, to: i64) -> bool {
    moments(usual, weekend, to, -7..=0).into_iter().any(|moment| from < moment && moment <= to)
}
