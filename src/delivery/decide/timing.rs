//! When a chat may be visited. In: the chat, what is pending for it, the time. Out: [`Coming`], the earliest visit, what
//! it decides and what holds it back; `trace` says the same, since it asks the same. Quiet hours, spacing, the daily limit, digests and pauses are all the same thing: the visit waits.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Days, NaiveTime, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::{
    clock::Time,
    newsroom::{Minute, Mode, Night, Sound},
    store::{Chat, Volume, ledger::Served},
};

/// What lies after a chat's cursors and is wanted, as far as timing goes: the oldest of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// Breaking news for somebody who wants it: when it was published, and how loud.
    pub breaking: Option<(Time, Volume)>,
    /// A main story.
    pub main: Option<Time>,
    /// Anything else.
    pub news: Option<Time>,
}

/// What holds a visit back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Telegram asked to wait, or what is uncertain waits before it is sent again.
    Hold,
    /// The reader's break.
    Break,
    /// The reader's quiet hours.
    Quiet,
    /// The least time between two ordinary messages.
    Spacing,
    /// The next digest.
    Digest,
    /// The day has had its messages; the surplus comes with the next digest.
    Limit,
}

/// The rules of a chat's day.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    /// The chat.
    pub chat: &'a Chat,
    /// Its zone, or the newsroom's.
    pub zone: Tz,
    /// It has had as many ordinary messages today as it wants.
    pub full: bool,
}

/// A visit that comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// What it decides.
    pub served: Served,
    /// When; never before the moment at which it was asked for.
    pub due: Time,
    /// What holds it back until then, each with its end. Nothing: it is due.
    pub delays: Vec<(Delay, Time)>,
}

impl Day<'_> {
    /// The next visit; `None`: nothing waits. Breaking news goes first, unless it is held until after the other news.
    pub fn next_visit(&self, pending: &Pending, now: Time) -> Option<Coming> {
        match (self.breaking(pending, now), self.ordinary(pending, now)) {
            (Some(breaking), Some(ordinary)) if ordinary.due < breaking.due => Some(ordinary),
            (breaking, ordinary) => breaking.or(ordinary),
        }
    }

    /// The visit for breaking news.
    fn breaking(&self, pending: &Pending, now: Time) -> Option<Coming> {
        let (_, volume) = pending.breaking?;
        if volume == Volume::Wake {
            return Some(self.coming(Served::Breaking, vec![(Delay::Hold, self.chat.not_before)], false, now));
        }
        Some(self.coming(Served::Breaking, self.rests(), self.chat.night == Night::Hold, now))
    }

    /// The message that says what was wrong, known since then: as a main story would come, and to who takes breaking news alone too.
    pub fn note(&self, since: Time, now: Time) -> Coming {
        let mut delays = self.rests();
        match self.chat.mode {
            Mode::Digest => delays.push((Delay::Digest, self.digest_after(since))),
            Mode::Now | Mode::Mixed => {
                delays.extend(self.last(now).map(|last| (Delay::Spacing, last + self.chat.spacing)))
            }
            Mode::Breaking => {}
        }
        self.coming(Served::Note, delays, self.chat.mode != Mode::Digest, now)
    }

    /// The visit for everything else.
    fn ordinary(&self, pending: &Pending, now: Time) -> Option<Coming> {
        let oldest = [pending.main, pending.news].into_iter().flatten().min()?;
        let last = self.last(now);
        let mut delays = self.rests();
        let (served, sleeps) = match (self.chat.mode, pending.main) {
            (Mode::Breaking, _) => return None,
            // The surplus of a day waits for the first digest after what used the day up.
            (Mode::Now, None) if self.full => {
                delays.push((Delay::Limit, self.digest_after(last.map_or(oldest, |last| oldest.max(last)))));
                (Served::News, false)
            }
            (Mode::Mixed, None) | (Mode::Digest, _) => {
                delays.push((Delay::Digest, self.digest_after(oldest)));
                (Served::News, false)
            }
            (Mode::Now, _) | (Mode::Mixed, Some(_)) => {
                delays.extend(last.map(|last| (Delay::Spacing, last + self.chat.spacing)));
                (if self.chat.mode == Mode::Now { Served::News } else { Served::Main }, true)
            }
        };
        Some(self.coming(served, delays, sleeps, now))
    }

    /// What holds any visit back but the loudest.
    fn rests(&self) -> Vec<(Delay, Time)> {
        let paused = self.chat.paused.map(|until| (Delay::Break, until));
        [(Delay::Hold, self.chat.not_before)].into_iter().chain(paused).collect()
    }

    /// The visit when all that holds it back has ended, and where it `sleeps`, the quiet hours into which that falls.
    fn coming(&self, served: Served, mut delays: Vec<(Delay, Time)>, sleeps: bool, now: Time) -> Coming {
        let end = |delays: &[(Delay, Time)]| delays.iter().map(|(_, until)| *until).max().unwrap_or(now).max(now);
        let quiet = self.quiet_end(end(&delays)).filter(|_| sleeps);
        delays.extend(quiet.map(|end| (Delay::Quiet, end)));
        delays.retain(|(_, until)| *until > now);
        Coming { served, due: end(&delays), delays }
    }

    /// Whether a message that leads with this leaves without a sound.
    pub fn is_silent(&self, served: Served, volume: Volume, main: bool, now: Time) -> bool {
        let quiet = self.quiet_end(now).is_some();
        match served {
            Served::Breaking => match volume {
                Volume::Wake => false,
                Volume::Silent => true,
                Volume::AsChosen => self.chat.sound == Sound::None || (quiet && self.chat.night != Night::Wake),
            },
            Served::Main | Served::News | Served::Top | Served::Note => match self.chat.sound {
                Sound::All => quiet,
                Sound::Main => quiet || !main,
                Sound::Breaking | Sound::None => true,
            },
        }
    }

    /// When the last ordinary message left. One that is still to come left before the clock was set back: nobody waits for
    /// that moment.
    fn last(&self, now: Time) -> Option<Time> {
        self.chat.last.filter(|last| *last <= now)
    }

    /// When the quiet hours end that `at` falls into; `None`: it falls into none.
    pub fn quiet_end(&self, at: Time) -> Option<Time> {
        let (from, to) = self.chat.quiet.filter(|(from, to)| from != to)?;
        let local = at.utc().with_timezone(&self.zone);
        let minute = minute_of(&local);
        let inside = if from < to { (from..to).contains(&minute) } else { minute >= from || minute < to };
        // Where clocks go back, `to` may come a second time that day.
        let again = self.zone.from_local_datetime(&at_minute(&local, to)).latest().filter(|again| *again > local);
        inside.then(|| again.map_or_else(|| next(&local, to), |again| next(&local, to).min(again.to_utc().into())))
    }

    /// The first digest time after `at`; the newsroom's morning where the chat has none.
    fn digest_after(&self, at: Time) -> Time {
        let local = at.utc().with_timezone(&self.zone);
        let fallback = [self.chat.quiet.filter(|(from, to)| from != to).map_or(Minute(8 * 60), |(_, to)| to)];
        let digests = if self.chat.digests.is_empty() { &fallback[..] } else { &self.chat.digests };
        digests.iter().map(|minute| next(&local, *minute)).min().expect("there is at least one")
    }
}

/// The local minute of the day.
pub fn minute_of(local: &DateTime<Tz>) -> Minute {
    let minute = local.hour() * 60 + local.minute();
    Minute(u16::try_from(minute).expect("a day has 1440 minutes"))
}

/// When the day in which `at` falls began, there.
pub fn midnight(at: Time, zone: Tz) -> Time {
    let local = at.utc().with_timezone(&zone);
    resolve(&zone, local.date_naive().and_time(NaiveTime::MIN)).to_utc().into()
}

/// The next moment after `at` at which the clock in that zone shows `minute`.
pub fn next_minute(at: Time, zone: Tz, minute: Minute) -> Time {
    next(&at.utc().with_timezone(&zone), minute)
}

/// The next moment after `local` at which the clock there shows `minute`.
fn next(local: &DateTime<Tz>, minute: Minute) -> Time {
    let today = at_minute(local, minute);
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let today = resolve(&local.timezone(), today);
    if today > *local {
        return today.to_utc().into();
    }
    resolve(&local.timezone(), tomorrow).to_utc().into()
}

/// This minute of that day, as the clock there shows it.
fn at_minute(local: &DateTime<Tz>, minute: Minute) -> chrono::NaiveDateTime {
    let time = NaiveTime::from_hms_opt(u32::from(minute.0 / 60) % 24, u32::from(minute.0 % 60), 0)
        .expect("hours below 24, minutes below 60");
    local.date_naive().and_time(time)
}

/// A local time as a moment: the earlier one where clocks went back, an hour later where they went forward over it.
fn resolve(zone: &Tz, local: chrono::NaiveDateTime) -> DateTime<Tz> {
    let later = local + chrono::TimeDelta::hours(1);
    zone.from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&later).earliest())
        .unwrap_or_else(|| zone.from_utc_datetime(&local))
}
