//! What is counted over all chats, so not at every look. In: the database. Out: [`Counts`], counted anew in the background, ever
//! more rarely the longer it takes: a million chats are a second's work on a reader's connection, in whose way nobody stands.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use crate::{
    clock::{Clock, Time},
    delivery::decide::timing::on,
    newsroom::{Minute, Newsroom},
    store::{
        Reading, Result, Store,
        stats::{Growth, Subscribers},
    },
};

/// Days that the picture shows.
const DAYS: u64 = 30;
/// Between two counts, at least…
const OFTEN: Duration = Duration::from_secs(10);
/// …and at most.
const RARELY: Duration = Duration::from_secs(600);
/// So many times as long as a count takes it rests.
const REST: u32 = 500;

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// When it was counted.
    pub at: Time,
    /// Chats by kind and state.
    pub subscribers: Vec<Subscribers>,
    /// What happened to readers, a day each, in the newsroom's zone; the last is today.
    pub days: BTreeMap<NaiveDate, Growth>,
}

impl Counts {
    /// Readers that get news.
    pub fn active(&self) -> u32 {
        let readers = self.subscribers.iter().filter(|some| some.kind == "reader");
        readers.filter(|some| matches!(some.state, "active" | "paused")).map(|some| some.count).sum()
    }

    /// How many there were at the end of each day, as what happened since tells.
    pub fn readers_by_day(&self) -> Vec<(NaiveDate, u32)> {
        let mut count = i64::from(self.active());
        let mut days = Vec::new();
        for (day, growth) in self.days.iter().rev() {
            days.push((*day, u32::try_from(count).unwrap_or(0)));
            count -= growth.delta();
        }
        days.reverse();
        days
    }

    /// By how many they have become more in the last days, today included.
    pub fn delta(&self, days: usize) -> i64 {
        self.days.values().rev().take(days).map(Growth::delta).sum()
    }

    /// Counts anew. Of days that are over, what was counted stays.
    fn anew(&self, store: &Reading, zone: Tz, now: Time) -> Result<Counts> {
        let today = now.utc().with_timezone(&zone).date_naive();
        let start = |day| on(day, Minute(0), zone);
        let mut days = BTreeMap::new();
        for back in (0..DAYS).rev() {
            let Some(day) = today.checked_sub_days(Days::new(back)) else { continue };
            let over = self.days.get(&day).filter(|_| back > 1);
            let end = day.checked_add_days(Days::new(1)).map_or(now, start);
            let growth = over.copied().map_or_else(|| store.growth(start(day), end), Ok)?;
            days.insert(day, growth);
        }
        Ok(Counts { at: now, subscribers: store.subscribers(now)?, days })
    }
}

/// Counts, again and again.
pub async fn keep(
    store: Store,
    clock: Clock,
    newsroom: watch::Receiver<Arc<Newsroom>>,
    counts: watch::Sender<Arc<Counts>>,
) -> anyhow::Result<()> {
    loop {
        let (begun, before, zone, now) = (Instant::now(), counts.borrow().clone(), newsroom.borrow().zone, clock.now());
        match store.read(move |store| before.anew(store, zone, now)).await {
            Ok(new) => drop(counts.send_replace(Arc::new(new))),
            Err(error) => log::warn!("subscribers cannot be counted, this is tried again: {error}"),
        }
        sleep((begun.elapsed() * REST).clamp(OFTEN, RARELY)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_reckoned_back_from_today() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let growth = |new, left| Growth { new, left, ..Growth::default() };
        let count = |kind, state, count| Subscribers { kind, state, count };
        let counts = Counts {
            at: Time(0),
            subscribers: vec![
                count("reader", "active", 90),
                count("reader", "paused", 10),
                count("reader", "blocked", 7),
                count("channel", "active", 3),
            ],
            days: BTreeMap::from([(day(21), growth(40, 0)), (day(22), growth(10, 30)), (day(23), growth(5, 1))]),
        };
        assert_eq!(counts.readers_by_day(), [(day(21), 116), (day(22), 96), (day(23), 100)]);
        assert_eq!((counts.delta(1), counts.delta(2), counts.delta(7)), (4, -16, 24));
        assert_eq!((Counts::default().readers_by_day(), Counts::default().active()), (Vec::new(), 0));
    }
}
