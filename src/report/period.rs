//! What happened in some days. In: two moments. Out: who came and went, messages by outcome, how long publications took, which
//! of them drove readers away, which links brought some. All of it to the hour, from totals.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

use crate::{
    clock::Time,
    store::{Reading, Result, Seq},
};

const DAY: Duration = Duration::from_secs(24 * 3600);
const HOUR: Duration = Duration::from_secs(3600);
/// How many of the newest publications say how long delivery takes.
const TIMED: u32 = 20;
/// How many stories are named after which readers left.
const WORST: u32 = 3;

/// What happened in some days. The names of the fields are those of `headliner stats --json`; they stay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// How many days.
    pub days: u32,
    /// From…
    pub from: String,
    /// …to.
    pub to: String,
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
    /// Came by a list, counted for when they first came.
    pub imported: u32,
    /// Those who came less those who went.
    pub delta: i64,
    /// Publications.
    pub publications: u32,
    /// Messages that arrived…
    pub delivered: u32,
    /// …that Telegram refused…
    pub refused: u32,
    /// …that may or may not have arrived.
    pub uncertain: u32,
    /// Seconds from publication to half of its copies, in the middle of the newest publications; `null`: unknown.
    pub median_seconds: Option<u64>,
    /// The same, to the last copy.
    pub last_seconds: Option<u64>,
    /// How often readers opened a start link, by its source: who came by it, and who was known already.
    pub links: BTreeMap<String, u32>,
    /// Readers who came by a start link, by its source.
    pub came_by: BTreeMap<String, u32>,
    /// Publications after which most readers left within an hour.
    pub left_after: Vec<Left>,
    /// The moments themselves, for text.
    #[serde(skip)]
    pub span: (Time, Time),
}

/// A publication after which readers left.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Left {
    /// The id of its article.
    pub article: String,
    /// Its headline.
    pub headline: String,
    /// How many left or blocked the bot.
    pub readers: u32,
    /// How many muted a rubric.
    pub muted: u32,
}

impl Period {
    /// Counts the last `days` before `now`.
    pub fn gather(store: &Reading, days: u32, now: Time) -> Result<Period> {
        Period::between(store, days, now - DAY * days, now)
    }

    /// Counts as many days before these.
    pub fn before(&self, store: &Reading) -> Result<Period> {
        let to = self.span.0 - HOUR; // its hour counts with these days
        Period::between(store, self.days, self.span.0 - DAY * self.days, to)
    }

    fn between(store: &Reading, days: u32, from: Time, to: Time) -> Result<Period> {
        let growth = store.growth(from, to)?;
        let deliveries = store.count_deliveries(from, to)?;
        let (median_seconds, last_seconds) = times(store, &store.published_between(from, to, TIMED)?)?;
        Ok(Period {
            days,
            from: rfc3339(from),
            to: rfc3339(to),
            new: growth.new,
            returned: growth.returned,
            left: growth.left,
            blocked: growth.blocked,
            gone: growth.gone,
            no_rights: growth.no_rights,
            imported: growth.brought,
            delta: growth.delta(),
            publications: store.count_published(from, to)?,
            delivered: deliveries.delivered,
            refused: deliveries.refused,
            uncertain: deliveries.uncertain,
            median_seconds,
            last_seconds,
            links: store.opened_links(from, to)?,
            came_by: store.came_by_links(from, to)?,
            left_after: left_after(store, from, to)?,
            span: (from, to),
        })
    }

    /// Messages that ended.
    pub fn messages(&self) -> u32 {
        self.delivered.saturating_add(self.refused).saturating_add(self.uncertain)
    }

    /// All who went, whatever the way.
    pub fn went(&self) -> u32 {
        [self.blocked, self.gone, self.no_rights].into_iter().fold(self.left, u32::saturating_add)
    }

    /// The link by which most readers came.
    pub fn best_source(&self) -> Option<(&str, u32)> {
        let best = self.came_by.iter().filter(|(source, count)| !source.is_empty() && **count > 0);
        best.max_by_key(|(source, count)| (**count, std::cmp::Reverse(*source)))
            .map(|(source, count)| (source.as_str(), *count))
    }
}

/// The middle of what the newest publications took to their middle and last copies.
fn times(store: &Reading, published: &[Seq]) -> Result<(Option<u64>, Option<u64>)> {
    let (mut middles, mut lasts) = (Vec::new(), Vec::new());
    for seq in published {
        let (middle, last) = seconds(store, *seq)?;
        middles.extend(middle);
        lasts.extend(last);
    }
    let middle = |mut values: Vec<u64>| {
        values.sort_unstable();
        values.get(values.len().saturating_sub(1) / 2).copied()
    };
    Ok((middle(middles), middle(lasts)))
}

/// Whole seconds from a publication to half of its copies, and to the last; `None`: nobody has got it.
pub(super) fn seconds(store: &Reading, seq: Seq) -> Result<(Option<u64>, Option<u64>)> {
    let (Some(began), Some(moments)) = (store.began_at(seq)?, store.moments(seq)?) else { return Ok((None, None)) };
    let since = |at: Time| u64::try_from(at.since(began).as_millis().div_ceil(1000)).ok();
    Ok((since(moments.middle), since(moments.last)))
}

fn left_after(store: &Reading, from: Time, to: Time) -> Result<Vec<Left>> {
    let mut left = Vec::new();
    for push in store.departures(from, to, WORST)? {
        if let Some((story, _)) = store.story(push.article)? {
            left.push(Left { article: story.id.0, headline: story.headline, readers: push.left, muted: push.muted });
        }
    }
    Ok(left)
}

pub(super) fn rfc3339(at: Time) -> String {
    at.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
