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
    pub quiet: Option<(u16, u16)>,
    pub night: Night,
    pub spacing: i64,
    pub limit: u32,
    pub paused: Option<i64>,
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
    /// Breaking news, and whether it wakes people.
    pub urgent: Option<bool>,
    /// When the oldest ordinary main story came out, and the oldest other one.
    pub main: Option<i64>,
    pub news: Option<i64>,
}

impl Rules {
    /// Whether something may leave now.
    pub fn allows(&self, waiting: Waiting, now: i64) -> bool {
        self.allows_urgent(waiting, now) || self.allows_ordinary(waiting, now)
    }

    /// Whether breaking news may leave now.
    pub fn allows_urgent(&self, waiting: Waiting, now: i64) -> bool {
        let rested = self.paused.is_none_or(|until| until <= now);
        match waiting.urgent {
            None => false,
            Some(true) => self.gate <= now,
            Some(false) => self.gate <= now && rested && !(self.night == Night::Hold && self.is_quiet(now)),
        }
    }

    /// Whether anything else may.
    pub fn allows_ordinary(&self, waiting: Waiting, now: i64) -> bool {
        let Some(oldest) = [waiting.main, waiting.news].into_iter().flatten().min() else { return false };
        if self.gate > now || self.paused.is_some_and(|until| until > now) {
            return false;
        }
        let last = self.last.filter(|last| *last <= now); // else the clock was set back
        let spaced = last.is_none_or(|last| last + self.spacing <= now) && !self.is_quiet(now);
        match (self.mode, waiting.main) {
            (Mode::Breaking, _) => false,
            (Mode::Now, None) if self.is_full(now) => {
                self.digest_between(last.map_or(oldest, |last| last.max(oldest)), now)
            }
            (Mode::Now, _) | (Mode::Mixed, Some(_)) => spaced,
            (Mode::Mixed, None) | (Mode::Digest, _) => self.digest_between(oldest, now),
        }
    }

    fn is_full(&self, now: i64) -> bool {
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

    /// Whether a digest time lies after `from` and not after `to`.
    fn digest_between(&self, from: i64, to: i64) -> bool {
        let fallback = [self.quiet.filter(|(from, to)| from != to).map_or(480, |(_, to)| to)];
        let digests = if self.digests.is_empty() { &fallback[..] } else { &self.digests };
        digests.iter().any(|minute| {
            let offset = i64::from(*minute) * MINUTE;
            let latest = (to + ZONE - offset).div_euclid(DAY) * DAY + offset - ZONE;
            latest > from
        })
    }
}
