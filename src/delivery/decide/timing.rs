//! When a chat may be visited. In: the chat, what is pending for it, the time. Out: [`Coming`], the earliest visit, what
//! it decides and what holds it back; `trace` says the same, since it asks the same. Quiet hours, spacing, the daily limit, digests and pauses are all the same thing: the visit waits.

#[cfg(test)]
mod tests;

use std::time::Duration;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;

use crate::{
    clock::Time,
    newsroom::{Minute, Mode, Night, Sound},
    store::{Chat, Volume, ledger::Served},
};

/// Breaking news that was held for the morning leads an ordinary message that comes so soon after the quiet hours.
const MORNING: Duration = Duration::from_secs(2 * 3600);
/// A digest holds all since the last one, at most this long…
const DIGEST_REACHES: Duration = Duration::from_secs(36 * 3600);
/// …or so much longer than what came out had to wait for it.
const DIGEST_IS_LATE: Duration = Duration::from_secs(12 * 3600);
/// Within so many days there is a digest, whatever a chat has chosen.
const WEEK: u64 = 7;

/// What lies after a chat's cursors and is wanted, as far as timing goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// Breaking news for somebody who wants it: when the newest was published, and how loud it is.
    pub breaking: Option<(Time, Volume)>,
    /// The oldest main story.
    pub main: Option<Time>,
    /// The oldest of anything else.
    pub news: Option<Time>,
    /// Some of it came out before the end of a break.
    pub missed: bool,
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
    /// The next visit; `None`: nothing waits. Breaking news goes first, unless it is held and the other news takes it along.
    pub fn next_visit(&self, pending: &Pending, now: Time) -> Option<Coming> {
        match (self.breaking(pending, now), self.ordinary(pending, now)) {
            (Some(breaking), Some(ordinary)) if self.takes_along(pending, &ordinary, &breaking) => Some(ordinary),
            (breaking, ordinary) => breaking.or(ordinary),
        }
    }

    /// Whether the other news comes before breaking news may, or in the same morning: then that leads it.
    fn takes_along(&self, pending: &Pending, ordinary: &Coming, breaking: &Coming) -> bool {
        let morning = pending.breaking.and_then(|(newest, volume)| self.held_until(newest, volume));
        ordinary.due < breaking.due || morning.is_some_and(|morning| ordinary.due <= morning + MORNING)
    }

    /// The end of the night for which breaking news of that moment is held.
    fn held_until(&self, newest: Time, volume: Volume) -> Option<Time> {
        let held = self.chat.night == Night::Hold && volume != Volume::Wake;
        self.quiet_end(newest).filter(|_| held)
    }

    /// The visit for breaking news.
    fn breaking(&self, pending: &Pending, now: Time) -> Option<Coming> {
        let (_, volume) = pending.breaking?;
        let mut delays = self.rests();
        if self.chat.pause_urgent {
            delays.retain(|(delay, _)| *delay != Delay::Break);
        }
        let sleeps = volume != Volume::Wake && self.chat.night == Night::Hold;
        Some(self.coming(Served::Breaking, delays, sleeps, now))
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
            // What a break held back comes at once and together.
            _ if pending.missed => (Served::News, true),
            // The surplus of a day waits for the first digest after what used the day up.
            (Mode::Now, None) if self.full => {
                delays.push((Delay::Limit, self.surplus_after(last.map_or(oldest, |last| oldest.max(last)))));
                (Served::News, false)
            }
            (Mode::Mixed, None) | (Mode::Digest, _) => {
                delays.push((Delay::Digest, self.digest_after(oldest)));
                (Served::News, false)
            }
            (Mode::Now, _) | (Mode::Mixed, Some(_)) => {
                delays.extend(last.map(|last| (Delay::Spacing, last + self.chat.spacing)));
                // Main news takes no surplus along.
                (if self.chat.mode == Mode::Now && !self.full { Served::News } else { Served::Main }, true)
            }
        };
        Some(self.coming(served, delays, sleeps, now))
    }

    /// What holds any visit back; breaking news comes during a break where the reader said so.
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

    /// How far back the digest reaches that would bring what came out then, if it came when it should.
    pub fn digest_reaches(&self, at: Time) -> Duration {
        DIGEST_REACHES.max(self.digest_after(at).since(at) + DIGEST_IS_LATE)
    }

    /// Whether what came out then waits for a digest before which a whole day had none.
    pub fn skips_a_day(&self, at: Time) -> bool {
        let date = |at: Time| at.utc().with_timezone(&self.zone).date_naive();
        let days = |last| (date(self.digest_after(at)) - date(last)).num_days();
        self.chat.weekend.is_empty() && self.digest_before(at).is_some_and(|last| days(last) > 1)
    }

    /// The first digest time after `at`.
    fn digest_after(&self, at: Time) -> Time {
        self.first_after(at, |day| self.hours(day))
    }

    /// When the surplus comes of a day that was full at `at`: with the next digest. Whoever has chosen none for weekends has it
    /// at the hours of other days, since all that they get comes at once.
    fn surplus_after(&self, at: Time) -> Time {
        self.first_after(at, |day| {
            if is_weekend(day) && !self.chat.weekend.is_empty() { self.hours(day) } else { self.usual() }
        })
    }

    fn first_after(&self, at: Time, hours: impl Fn(NaiveDate) -> Vec<Minute>) -> Time {
        let today = at.utc().with_timezone(&self.zone).date_naive();
        let mut days = (0..=WEEK).filter_map(|days| today.checked_add_days(Days::new(days)));
        let first = days.find_map(|day| self.moments(day, hours(day)).filter(|moment| *moment > at).min());
        first.unwrap_or(at)
    }

    /// The last digest time until `at`.
    fn digest_before(&self, at: Time) -> Option<Time> {
        let today = at.utc().with_timezone(&self.zone).date_naive();
        let mut days = (0..=WEEK).filter_map(|days| today.checked_sub_days(Days::new(days)));
        days.find_map(|day| self.moments(day, self.hours(day)).filter(|moment| *moment <= at).max())
    }

    /// These minutes of that day.
    fn moments(&self, day: NaiveDate, hours: Vec<Minute>) -> impl Iterator<Item = Time> {
        hours.into_iter().map(move |minute| on(day, minute, self.zone))
    }

    /// The times of the digest on that day.
    fn hours(&self, day: NaiveDate) -> Vec<Minute> {
        if is_weekend(day) { self.chat.weekend.clone() } else { self.usual() }
    }

    /// The times of the digest on working days; the end of the quiet hours where the chat has none.
    pub fn usual(&self) -> Vec<Minute> {
        if !self.chat.digests.is_empty() {
            return self.chat.digests.clone();
        }
        vec![self.chat.quiet.filter(|(from, to)| from != to).map_or(Minute(8 * 60), |(_, to)| to)]
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
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

/// The moment of that day at which the clock in that zone shows `minute`.
pub fn on(day: NaiveDate, minute: Minute, zone: Tz) -> Time {
    resolve(&zone, day.and_time(time_of(minute))).to_utc().into()
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
fn at_minute(local: &DateTime<Tz>, minute: Minute) -> NaiveDateTime {
    local.date_naive().and_time(time_of(minute))
}

fn time_of(minute: Minute) -> NaiveTime {
    NaiveTime::from_hms_opt(u32::from(minute.0 / 60) % 24, u32::from(minute.0 % 60), 0)
        .expect("hours below 24, minutes below 60")
}

/// A local time as a moment: the earlier one where clocks went back, an hour later where they went forward over it.
fn resolve(zone: &Tz, local: NaiveDateTime) -> DateTime<Tz> {
    let later = local + chrono::TimeDelta::hours(1);
    zone.from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&later).earliest())
        .unwrap_or_else(|| zone.from_utc_datetime(&local))
}
