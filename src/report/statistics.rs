//! The numbers of the newspaper: who reads now, and what happened in the last day, week, or days.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

use crate::{
    article::Language,
    clock::Time,
    newsroom::Newsroom,
    store::{Reading, Result, Seq},
};

const DAY: Duration = Duration::from_secs(24 * 3600);
/// How many of the newest publications say how long delivery takes.
const TIMED: u32 = 20;
/// How many stories are named after which readers left.
const WORST: u32 = 3;
/// The rubric of main news in JSON.
const MAIN: &str = "main";
/// The source of those who came without a link in JSON.
const DIRECT: &str = "direct";

/// All numbers. The names of the fields are those of `headliner stats --json`; they stay. Times are RFC 3339, UTC.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statistics {
    /// When it was counted.
    pub at: String,
    /// Subscribers now.
    pub readers: Readers,
    /// Messages that Telegram has not answered yet.
    pub in_flight: u32,
    /// The last 24 hours.
    pub day: Period,
    /// The last seven days.
    pub week: Period,
    /// The days that were asked for, if others were.
    pub period: Option<Period>,
}

/// Subscribers now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readers {
    /// Readers who get news.
    pub active: u32,
    /// Of them on a break.
    pub paused: u32,
    /// Groups that get news; in no other number here.
    pub groups: u32,
    /// Channels that get news; in no other number here.
    pub channels: u32,
    /// By the rubric's id; `main` for main news. A reader counts in each of their rubrics.
    pub by_rubric: BTreeMap<String, u32>,
    /// By the languages of news: `ru`, `kk`, `kk+ru`.
    pub by_language: BTreeMap<String, u32>,
    /// By the link they came by; `direct` without one.
    pub by_source: BTreeMap<String, u32>,
}

/// What happened in some days.
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
    /// Said `/stop`.
    pub left: u32,
    /// Blocked the bot.
    pub blocked: u32,
    /// Deleted their account.
    pub gone: u32,
    /// Took the bot's right to write.
    pub no_rights: u32,
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
    /// Readers who opened a start link, by its source: who came by it, and who was known already.
    pub links: BTreeMap<String, u32>,
    /// Stories after which most readers left within an hour.
    pub left_after: Vec<Left>,
    /// The moments themselves, for text.
    #[serde(skip)]
    pub span: (Time, Time),
}

/// A story after which readers left.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Left {
    /// Its id.
    pub article: String,
    /// Its headline.
    pub headline: String,
    /// How many left.
    pub readers: u32,
}

impl Statistics {
    /// Counts everything at `now`; `days`: a further period besides day and week.
    pub fn gather(store: &Reading, newsroom: &Newsroom, days: Option<u32>, now: Time) -> Result<Statistics> {
        Ok(Statistics {
            at: rfc3339(now),
            readers: readers(store, newsroom, now)?,
            in_flight: store.count_open()?,
            day: Period::gather(store, 1, now)?,
            week: Period::gather(store, 7, now)?,
            period: days.map(|days| Period::gather(store, days, now)).transpose()?,
        })
    }

    /// As `headliner stats --json` prints it.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("plain fields and maps of text cannot fail")
    }

    /// The period that was asked for, else the week.
    pub fn asked(&self) -> &Period {
        self.period.as_ref().unwrap_or(&self.week)
    }
}

impl Period {
    /// Counts the last `days` before `now`.
    pub fn gather(store: &Reading, days: u32, now: Time) -> Result<Period> {
        let from = now - DAY * days;
        let growth = store.growth(from, now)?;
        let deliveries = store.count_deliveries(from, now)?;
        let published = store.published_between(from, now, u32::MAX)?;
        let (median_seconds, last_seconds) = times(store, &published)?;
        Ok(Period {
            days,
            from: rfc3339(from),
            to: rfc3339(now),
            new: growth.new,
            returned: growth.returned,
            left: growth.left,
            blocked: growth.blocked,
            gone: growth.gone,
            no_rights: growth.no_rights,
            delta: growth.delta(),
            publications: u32::try_from(published.len()).unwrap_or(u32::MAX),
            delivered: deliveries.delivered,
            refused: deliveries.refused,
            uncertain: deliveries.uncertain,
            median_seconds,
            last_seconds,
            links: store.opened_links(from, now)?,
            left_after: left_after(store, from, now)?,
            span: (from, now),
        })
    }

    /// Messages that ended.
    pub fn messages(&self) -> u32 {
        self.delivered.saturating_add(self.refused).saturating_add(self.uncertain)
    }
}

fn readers(store: &Reading, newsroom: &Newsroom, now: Time) -> Result<Readers> {
    let census = store.census(now)?;
    let mut by_rubric = BTreeMap::from([(MAIN.to_owned(), census.rubrics[0])]);
    for rubric in &newsroom.rubrics {
        let count = census.rubrics.get(usize::from(rubric.bit)).copied().unwrap_or_default();
        by_rubric.insert(rubric.id.clone(), count);
    }
    let mut by_language = BTreeMap::new();
    for (mask, count) in census.languages {
        *by_language.entry(languages(mask)).or_default() += count;
    }
    let named = |source: String| if source.is_empty() { DIRECT.to_owned() } else { source };
    Ok(Readers {
        active: census.active,
        paused: census.paused,
        groups: census.groups,
        channels: census.channels,
        by_rubric,
        by_language,
        by_source: census.sources.into_iter().map(|(source, count)| (named(source), count)).collect(),
    })
}

/// `kk+ru`
fn languages(mask: u8) -> String {
    let read = Language::ALL.into_iter().filter(|language| mask & language.bit() != 0);
    read.map(Language::code).collect::<Vec<_>>().join("+")
}

/// The middle of what the newest publications took to their middle and last copies.
fn times(store: &Reading, published: &[Seq]) -> Result<(Option<u64>, Option<u64>)> {
    let (mut middles, mut lasts) = (Vec::new(), Vec::new());
    for seq in published.iter().take(TIMED as usize) {
        if let (Some(entry), Some(moments)) = (store.entry(*seq)?, store.moments(*seq)?) {
            middles.push(moments.middle.since(entry.at).as_millis().div_ceil(1000));
            lasts.push(moments.last.since(entry.at).as_millis().div_ceil(1000));
        }
    }
    let middle = |mut values: Vec<u128>| {
        values.sort_unstable();
        values.get(values.len().saturating_sub(1) / 2).and_then(|value| u64::try_from(*value).ok())
    };
    Ok((middle(middles), middle(lasts)))
}

fn left_after(store: &Reading, from: Time, to: Time) -> Result<Vec<Left>> {
    let mut left = Vec::new();
    for (article, readers) in store.worst_stories(from, to, WORST)? {
        if let Some((story, _)) = store.story(article)? {
            left.push(Left { article: story.id.0, headline: story.headline, readers });
        }
    }
    Ok(left)
}

fn rfc3339(at: Time) -> String {
    at.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
