//! How the publications of some days went, one by one. In: a period. Out: a [`Told`] for each, newest first, from totals.

use serde::Serialize;

use super::{
    Period,
    period::{rfc3339, seconds},
};
use crate::{
    clock::Time,
    store::{Lane, Reading, Result, stats::Pushed},
};

/// How one publication went. The names of the fields are those of `headliner stats --json`; they stay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// The number of its article, as in `/a412`.
    pub number: i64,
    /// The id of its article.
    pub article: String,
    /// Its headline.
    pub headline: String,
    /// `breaking` or `news`
    pub kind: &'static str,
    /// When it came out.
    pub at: String,
    /// Copies that arrived…
    pub delivered: u32,
    /// …that Telegram refused…
    pub refused: u32,
    /// …that may or may not have arrived.
    pub uncertain: u32,
    /// Seconds until half of the copies had arrived; `null`: none has.
    pub median_seconds: Option<u64>,
    /// The same, until the last had.
    pub last_seconds: Option<u64>,
    /// Readers who left or blocked the bot within an hour of getting it.
    pub left: u32,
    /// Readers who muted a rubric within an hour of getting it.
    pub muted: u32,
    /// The moment itself, for text.
    #[serde(skip)]
    pub published: Time,
}

/// The publications of a period, newest first, at most so many.
pub fn told(store: &Reading, period: &Period, most: usize) -> Result<Vec<Told>> {
    let (from, to) = period.span;
    let pushes = store.pushes_between(from, to)?;
    pushes.iter().take(most).filter_map(|push| one(store, push).transpose()).collect()
}

/// The publications of a period with most copies, at most so many.
pub fn widest(store: &Reading, period: &Period, most: usize) -> Result<Vec<Told>> {
    let (from, to) = period.span;
    let mut pushes = store.pushes_between(from, to)?;
    pushes.sort_by_key(|push| std::cmp::Reverse(push.copies.delivered)); // of equals the newest first
    pushes.iter().take(most).filter_map(|push| one(store, push).transpose()).collect()
}

fn one(store: &Reading, push: &Pushed) -> Result<Option<Told>> {
    let Some((story, _)) = store.story(push.article)? else { return Ok(None) };
    let (median_seconds, last_seconds) = seconds(store, push.seq)?;
    Ok(Some(Told {
        number: push.article.0,
        article: story.id.0,
        headline: story.headline,
        kind: if push.lane == Lane::Breaking { "breaking" } else { "news" },
        at: rfc3339(push.at),
        delivered: push.copies.delivered,
        refused: push.copies.refused,
        uncertain: push.copies.uncertain,
        median_seconds,
        last_seconds,
        left: push.left,
        muted: push.muted,
        published: push.at,
    }))
}
