//! When something is to go out, as an editor types it. In: «18:30», «завтра 8:00», «5.12 9:00», in Russian, Kazakh or
//! English, as the newsroom's clock shows it. Out: the moment, or what is wrong with it. And the times that are offered.

use std::time::Duration;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::{clock::Time, newsroom::Minute};

/// Nothing is planned longer before: who typed a date further away most likely meant another.
const FARTHEST: Duration = Duration::from_secs(60 * 86_400);
/// An offered time is at least so far away: there is something to be read and pressed before.
const NEAREST: Duration = Duration::from_secs(600);
/// Words that name a day, and how many days away it is.
const DAYS: [(&str, u64); 9] = [
    ("сегодня", 0),
    ("бүгін", 0),
    ("today", 0),
    ("завтра", 1),
    ("ертең", 1),
    ("tomorrow", 1),
    ("послезавтра", 2),
    ("бүрсігүні", 2),
    ("overmorrow", 2),
];
/// Words between day and time that say nothing.
const FILLERS: [&str; 6] = ["в", "на", "сағат", "сағ", "at", "on"];
/// Times of the day that are offered, besides the next half hours.
const OFFERED: [Minute; 3] = [Minute(12 * 60), Minute(18 * 60), Minute(20 * 60)];

/// What is wrong with a time that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// It is no time.
    Nonsense,
    /// It is over.
    Past,
    /// It is further away than anything is planned.
    Far,
}

/// The moment that is meant.
///
/// # Errors
/// What is wrong with it.
pub fn when(text: &str, now: Time, zone: Tz) -> Result<Time, Unclear> {
    let today = now.utc().with_timezone(&zone).date_naive();
    let (mut date, mut minute, mut hour) = (None, None, None);
    let text = text.to_lowercase();
    let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    for word in words.filter(|word| !FILLERS.contains(word)) {
        let plain = word
            .split_once('-')
            .map_or(word, |(time, end)| if time.contains(':') && !end.is_empty() { time } else { word });
        if let Some(day) = day(word, today) {
            once(&mut date, day)?;
        } else if let Ok(time) = plain.parse::<Minute>() {
            once(&mut minute, time)?;
        } else if let Some(whole) = plain.parse().ok().filter(|whole: &u16| *whole < 24 && plain.len() <= 2) {
            once(&mut hour, Minute(whole * 60))?;
        } else {
            return Err(Unclear::Nonsense);
        }
    }
    let minute = match (minute, hour, date) {
        (Some(minute), None, _) => minute,
        (None, Some(hour), Some(_)) => hour, // «завтра 8»; a number by itself may be anything
        _ => return Err(Unclear::Nonsense),
    };
    let due = match date.unwrap_or(Day::Given(today)) {
        Day::Given(date) => at(date, minute, zone),
        Day::OfYear(month, day) => {
            let this_year = |year| NaiveDate::from_ymd_opt(year, month, day);
            let this = this_year(today.year()).ok_or(Unclear::Nonsense)?;
            let next = this_year(today.year() + 1).map(|date| at(date, minute, zone));
            // In December «5.1» is next year's; in March «5.1» is over.
            next.filter(|next| at(this, minute, zone) <= now && next.since(now) <= FARTHEST)
                .unwrap_or_else(|| at(this, minute, zone))
        }
    };
    match due {
        due if due <= now => Err(Unclear::Past),
        due if due.since(now) > FARTHEST => Err(Unclear::Far),
        due => Ok(due),
    }
}

/// A day that somebody named.
#[derive(Clone, Copy, Debug)]
enum Day {
    Given(NaiveDate),
    /// Month and day.
    OfYear(u32, u32),
}

/// What may be said once.
fn once<T>(place: &mut Option<T>, value: T) -> Result<(), Unclear> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(Unclear::Nonsense),
    }
}

fn day(word: &str, today: NaiveDate) -> Option<Day> {
    if let Some((_, days)) = DAYS.iter().find(|(name, _)| *name == word) {
        return today.checked_add_days(Days::new(*days)).map(Day::Given);
    }
    let parts = |separator: char| word.split(separator).map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>();
    let date = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).map(Day::Given);
    match (parts('.').as_deref(), parts('-').as_deref()) {
        (Some([day, month]), _) if (1..=12).contains(month) && (1..=31).contains(day) => {
            Some(Day::OfYear(*month, *day))
        }
        (Some([day, month, year @ 0..100]), _) => date(2000 + year, *month, *day),
        (Some([day, month, year]), _) => date(*year, *month, *day),
        (_, Some([year, month, day])) => date(*year, *month, *day),
        _ => None,
    }
}

/// A local time as a moment: the earlier one where clocks go back, an hour later where they go forward over it.
fn at(date: NaiveDate, minute: Minute, zone: Tz) -> Time {
    let time = NaiveTime::from_hms_opt(u32::from(minute.0 / 60) % 24, u32::from(minute.0 % 60), 0)
        .expect("hours below 24, minutes below 60");
    let local = date.and_time(time);
    let found = zone.from_local_datetime(&local).earliest();
    let found = found.or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest());
    found.map_or(Time(local.and_utc().timestamp_millis()), |moment| moment.to_utc().into())
}

/// The times that are offered, soonest first: two half hours, what is left of the day, and the morning.
pub fn offered(now: Time, zone: Tz, morning: Minute) -> Vec<Time> {
    let local = now.utc().with_timezone(&zone);
    let today = local.date_naive();
    let minutes = local.hour() * 60 + local.minute();
    let half = |ahead: u32| (minutes / 30 + ahead) * 30;
    let first = (1..=2).find(|ahead| u64::from(half(*ahead) - minutes) * 60 >= NEAREST.as_secs()).unwrap_or(2);
    let halves = [first, first + 1].map(half).into_iter().filter(|minute| *minute < 24 * 60);
    let halves = halves.filter_map(|minute| u16::try_from(minute).ok().map(Minute));
    let mut times: Vec<Time> = halves.chain(OFFERED).map(|minute| at(today, minute, zone)).collect();
    times.extend(today.succ_opt().map(|tomorrow| at(tomorrow, morning, zone)));
    times.retain(|time| *time >= now + NEAREST);
    times.sort_unstable();
    times.dedup();
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: Tz = chrono_tz::Asia::Almaty;
    /// Monday 23 November 2026, 10:00 in Almaty.
    const NOW: Time = Time(1_795_410_000_000);

    fn shown(time: Time) -> String {
        time.utc().with_timezone(&ZONE).format("%Y-%m-%d %H:%M").to_string()
    }

    #[test]
    fn times_as_people_type_them() {
        let check = |text: &str, expected: &str| {
            assert_eq!(when(text, NOW, ZONE).map(shown), Ok(expected.to_owned()), "{text}");
        };
        for text in ["18:30", " 18:30 ", "в 18:30", "сегодня 18:30", "бүгін сағат 18:30", "today at 18:30", "18:30-да"]
        {
            check(text, "2026-11-23 18:30");
        }
        for text in [
            "завтра 8:00",
            "Завтра в 08:00",
            "ертең 8:00",
            "ертең, сағат 8:00-де",
            "tomorrow 8:00",
            "8:00 завтра",
            "завтра 8",
        ] {
            check(text, "2026-11-24 08:00");
        }
        check("послезавтра 9:15", "2026-11-25 09:15");
        check("бүрсігүні 9:15", "2026-11-25 09:15");
        for text in ["5.12 9:00", "05.12 9:00", "5.12.2026 9:00", "5.12.26 в 9:00", "2026-12-05 09:00", "5.12 9"] {
            check(text, "2026-12-05 09:00");
        }
        check("5.1 9:00", "2027-01-05 09:00");
    }

    #[test]
    fn what_cannot_be_meant() {
        let check = |text: &str, expected| assert_eq!(when(text, NOW, ZONE), Err(expected), "{text}");
        for text in [
            "",
            "скоро",
            "8",
            "25:00",
            "18:65",
            "завтра",
            "завтра завтра 8:00",
            "18:30 19:00",
            "32.12 9:00",
            "5.13 9:00",
            "30.02 9:00",
            "18:30 или нет",
            "завтра 8 9:00",
        ] {
            check(text, Unclear::Nonsense);
        }
        for text in ["9:59", "10:00", "сегодня 8:00", "22.11 9:00", "5.3 9:00", "5.12.2025 9:00"] {
            check(text, Unclear::Past);
        }
        for text in ["5.12.2027 9:00", "1.3.2027 9:00"] {
            check(text, Unclear::Far);
        }
    }

    #[test]
    fn a_few_times_are_offered() {
        let check = |now: Time, expected: &[&str]| {
            let offered: Vec<String> = offered(now, ZONE, Minute(7 * 60)).into_iter().map(shown).collect();
            assert_eq!(offered.iter().map(|time| &time[8..]).collect::<Vec<_>>(), expected);
        };
        check(NOW, &["23 10:30", "23 11:00", "23 12:00", "23 18:00", "23 20:00", "24 07:00"]);
        check(
            NOW + Duration::from_secs(25 * 60),
            &["23 11:00", "23 11:30", "23 12:00", "23 18:00", "23 20:00", "24 07:00"],
        );
        check(NOW + Duration::from_secs(13 * 3600 + 40 * 60), &["24 07:00"]);
    }
}
