//! What went out today, and how far it has come. In: the database. Out: [`Today`]'s [`Day`], gathered when somebody looks, kept for
//! some seconds, and the longer the more work it was. Who is still to get a publication is counted over all chats, so only where
//! somebody waits, the newest first, and no longer than a moment.

use std::{sync::Arc, time::Duration};

use tokio::{sync::Mutex, time::Instant};

use super::Works;
use crate::{
    acts::reach::moment,
    clock::Time,
    delivery::{Status, decide::timing::midnight},
    store::{Entry, Lane, Reading, Result, progress::Progress, queue::Moment, stats::Deliveries},
};

/// How many publications are shown.
const SHOWN: usize = 12;
/// How long it is counted who is still to get them, the newest first: a million chats are some tenths of a second each.
const COUNTING: Duration = Duration::from_millis(250);
/// For how long a publication may still be going out.
const GOING: Duration = Duration::from_secs(6 * 3600);
/// How long what was gathered is good, at least.
const FRESH: Duration = Duration::from_secs(5);
/// So many times as long as the gathering took.
const REST: u32 = 20;

/// A publication.
#[derive(Clone, Debug)]
pub(super) struct Push {
    pub(super) headline: String,
    pub(super) entry: Entry,
    pub(super) progress: Progress,
    /// Still to come; `None`: that was not counted.
    pub(super) pending: Option<u32>,
}

impl Push {
    /// All whom it concerns, as far as it is known.
    pub(super) fn all(&self) -> u32 {
        self.progress.ended().saturating_add(self.pending.unwrap_or(0))
    }

    pub(super) fn is_breaking(&self) -> bool {
        self.entry.lane == Lane::Breaking
    }
}

/// The day so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Day {
    /// The newest first.
    pub(super) pushes: Vec<Push>,
    /// How many more there were.
    pub(super) more: usize,
    /// Messages that ended.
    pub(super) deliveries: Deliveries,
    /// Files that are no articles.
    pub(super) faults: u32,
}

/// See the module.
#[derive(Default)]
pub(super) struct Today(Mutex<Option<Known>>);

struct Known {
    until: Instant,
    day: Arc<Day>,
}

impl Today {
    /// The day, not much older than now. Where it cannot be read, an empty one: what is wrong is told beside it.
    pub(super) async fn of(&self, works: &Works) -> Arc<Day> {
        let mut known = self.0.lock().await;
        let begun = Instant::now();
        if let Some(Known { until, day }) = known.as_ref()
            && begun < *until
        {
            return day.clone();
        }
        let (status, zone, now) =
            (works.delivery.status().borrow().clone(), works.newsroom.borrow().zone, works.clock.now());
        let look = move |store: &Reading| gather(store, &status, midnight(now, zone), moment(now, zone));
        let day = Arc::new(works.store.read(look).await.unwrap_or_else(|error| {
            log::warn!("what went out today cannot be read: {error}");
            Day::default()
        }));
        *known = Some(Known { until: Instant::now() + (begun.elapsed() * REST).max(FRESH), day: day.clone() });
        day
    }
}

fn gather(store: &Reading, status: &Status, from: Time, at: Moment) -> Result<Day> {
    let all = store.published_between(from, at.now + Duration::from_millis(1), u32::MAX)?;
    let (mut pushes, begun) = (Vec::new(), Instant::now());
    for seq in all.iter().take(SHOWN) {
        let Some(entry) = store.entry(*seq)? else { continue };
        let waits = if entry.lane == Lane::Breaking { status.breaking } else { status.news };
        let goes = !entry.stopped && waits + status.in_flight > 0 && at.now.since(entry.at) < GOING;
        let pending = match goes {
            true if begun.elapsed() >= COUNTING => None,
            true => Some(store.pending_for(&entry, at)?),
            false => Some(0),
        };
        let progress = store.progress(*seq)?.while_left(pending.unwrap_or(0));
        pushes.push(Push { headline: store.headline_of(entry.article)?, entry, progress, pending });
    }
    let (more, faults) = (all.len().saturating_sub(SHOWN), store.count_faults()?);
    Ok(Day { pushes, more, deliveries: store.count_deliveries(from, at.now)?, faults })
}
