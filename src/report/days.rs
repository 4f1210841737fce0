//! What happened day by day. In: hours, from totals. Out: a [`Day`] for each date of the newsroom's calendar, with how many readers
//! there were when it ended, and the hours of the day in which most messages left. Where the zone's days do not begin with an
//! hour, an hour belongs to the day in which it begins.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Timelike};
use chrono_tz::Tz;
use serde::Serialize;

use super::Period;
use crate::{
    clock::Time,
    store::{
        Reading, Result,
        stats::{Deliveries, Growth, Hour},
    },
};

/// So many hours are named as the busiest.
const BUSIEST: usize = 3;

/// A date of the newsroom's calendar. The names of the fields are those of `headliner stats --json`; they stay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Day {
    /// `2026-11-23`
    #[serde(serialize_with = "as_text")]
    pub date: NaiveDate,
    /// Readers who got news when it ended.
    pub readers: u32,
    /// Came for the first time.
    pub new: u32,
    /// Came back.
    pub returned: u32,
    /// Said `/stop`, or erased their data.
    pub left: u32,
    /// Blocked the bot.
    pub blocked: u32,
    /// Deleted their account.
    pub gone: u32,
    /// Took the bot's right to write.
    pub no_rights: u32,
    /// Came by a list.
    pub imported: u32,
    /// Messages that arrived…
    pub delivered: u32,
    /// …that Telegram refused…
    pub refused: u32,
    /// …that may or may not have arrived.
    pub uncertain: u32,
}

fn as_text<S: serde::Serializer>(date: &NaiveDate, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Days, and messages by the hour of the day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// Every date that the period touches, whole, oldest first.
    pub days: Vec<Day>,
    /// Messages that ended, by the hour of the newsroom's day: 24.
    pub hours: Vec<u32>,
}

impl Calendar {
    /// The days of a period that ends now; `active` readers are there now.
    pub fn gather(store: &Reading, period: &Period, zone: Tz, active: u32) -> Result<Calendar> {
        let (from, to) = period.span;
        let first = date(from, zone);
        // A day begins at most a day before any moment of it.
        let hours = store.by_hour(from - std::time::Duration::from_secs(86_400), to)?;
        Ok(calendar(&hours, (first, date(to, zone)), zone, active))
    }

    /// The hours in which most messages left, as the clock says them when they begin, in their order; none: nothing was sent.
    pub fn busiest(&self) -> Vec<u32> {
        let mut hours: Vec<(u32, u32)> = (0..24).zip(self.hours.iter().copied()).filter(|(_, n)| *n > 0).collect();
        hours.sort_by_key(|(hour, n)| (std::cmp::Reverse(*n), *hour));
        let mut busiest: Vec<u32> = hours.into_iter().take(BUSIEST).map(|(hour, _)| hour).collect();
        busiest.sort_unstable();
        busiest
    }
}

fn calendar(hours: &BTreeMap<Time, Hour>, (first, last): (NaiveDate, NaiveDate), zone: Tz, active: u32) -> Calendar {
    let mut days: BTreeMap<NaiveDate, (Growth, Deliveries)> =
        first.iter_days().take_while(|date| *date <= last).map(|date| (date, Default::default())).collect();
    let mut by_clock = vec![0u32; 24];
    for (at, hour) in hours {
        let local = at.utc().with_timezone(&zone);
        let Some((growth, deliveries)) = days.get_mut(&local.date_naive()) else { continue };
        *growth = growth.and(&hour.growth);
        *deliveries = deliveries.and(&hour.deliveries);
        if let Some(count) = by_clock.get_mut(local.hour() as usize) {
            *count = count.saturating_add(hour.deliveries.ended());
        }
    }
    let mut readers = i64::from(active);
    let mut found: Vec<Day> = Vec::with_capacity(days.len());
    for (date, (growth, deliveries)) in days.into_iter().rev() {
        found.push(day(date, readers, &growth, &deliveries));
        readers -= growth.delta();
    }
    found.reverse();
    Calendar { days: found, hours: by_clock }
}

fn day(date: NaiveDate, readers: i64, growth: &Growth, deliveries: &Deliveries) -> Day {
    Day {
        date,
        readers: u32::try_from(readers.max(0)).unwrap_or(u32::MAX),
        new: growth.new,
        returned: growth.returned,
        left: growth.left,
        blocked: growth.blocked,
        gone: growth.gone,
        no_rights: growth.no_rights,
        imported: growth.brought,
        delivered: deliveries.delivered,
        refused: deliveries.refused,
        uncertain: deliveries.uncertain,
    }
}

fn date(at: Time, zone: Tz) -> NaiveDate {
    at.utc().with_timezone(&zone).date_naive()
}

/// Days put together by sevens where there are too many to show each: the messages of a week, by its first date.
pub(super) fn weeks(days: &[Day]) -> Vec<Day> {
    let week = |days: &[Day]| {
        let (first, last) = (days.first()?, days.last()?);
        let sum = |field: fn(&Day) -> u32| days.iter().map(field).fold(0, u32::saturating_add);
        let (delivered, refused, uncertain) =
            (sum(|day| day.delivered), sum(|day| day.refused), sum(|day| day.uncertain));
        Some(Day { date: first.date, delivered, refused, uncertain, ..last.clone() })
    };
    days.rchunks(7).rev().filter_map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    /// 22 November 2026, 18:00 UTC: 23:00 in Almaty.
    const EVENING: Time = Time(1_795_370_400_000);

    fn hour(new: u32, left: u32, delivered: u32) -> Hour {
        Hour {
            growth: Growth { new, left, ..Growth::default() },
            deliveries: Deliveries { delivered, refused: 1, uncertain: 0 },
        }
    }

    #[test]
    fn hours_belong_to_the_newsrooms_days() {
        let hours = BTreeMap::from([
            (EVENING, hour(2, 0, 10)),
            (Time(EVENING.0 + HOUR), hour(3, 1, 20)), // midnight
            (Time(EVENING.0 + 2 * HOUR), hour(0, 1, 30)),
            (Time(EVENING.0 - 30 * HOUR), hour(9, 9, 99)), // before the first date
        ]);
        let date = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let calendar = calendar(&hours, (date(22), date(24)), chrono_tz::Asia::Almaty, 100);
        let days: Vec<_> =
            calendar.days.iter().map(|day| (day.date, day.readers, day.new, day.left, day.delivered)).collect();
        assert_eq!(days, [(date(22), 99, 2, 0, 10), (date(23), 100, 3, 2, 50), (date(24), 100, 0, 0, 0)]);
        assert_eq!((calendar.hours[23], calendar.hours[0], calendar.hours[1]), (11, 21, 31));
        assert_eq!(calendar.busiest(), [0, 1, 23]);
        assert_eq!(Calendar { days: Vec::new(), hours: vec![0; 24] }.busiest(), Vec::<u32>::new());
    }

    #[test]
    fn weeks_end_with_the_last_day() {
        let date = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let days: Vec<Day> = (1..=9)
            .map(|number| {
                let deliveries = Deliveries { delivered: number, refused: 1, uncertain: 0 };
                day(date(number), i64::from(number), &Growth::default(), &deliveries)
            })
            .collect();
        let weeks: Vec<_> =
            weeks(&days).iter().map(|week| (week.date, week.readers, week.delivered, week.refused)).collect();
        assert_eq!(weeks, [(date(1), 2, 3, 2), (date(3), 9, 42, 7)]);
    }
}
