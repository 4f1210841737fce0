//! What an editor is asked before a push, or refused. In: the article, the newsroom's rules. Out: what speaks against it, as
//! values: its story went out before, it looks like another, its link leads elsewhere, it is old.

use std::time::Duration;

use url::Url;

use crate::{
    article::{ArticleKey, Story},
    clock::Time,
    intake::is_alike,
    newsroom::Newsroom,
    store::{
        Entry, Lane, Reading, Result,
        plans::{Cause, Plan},
    },
};

/// Another story is looked at if it went out since so long; and a story that came out before is old.
const DAY: Duration = Duration::from_secs(86_400);
const HOUR: Duration = Duration::from_secs(3600);
/// So many stories are looked at, newest first: far more than a newspaper has in a day.
const LOOKED_AT: u32 = 300;

/// That the story went out, or is about to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// This entry of it was a push.
    Sent(Entry),
    /// This push counts down, or waits for a second editor.
    Waits(Plan),
}

/// Whether somebody has pushed the article's story before, in whatever language.
pub fn before(store: &Reading, article: ArticleKey) -> Result<Option<Before>> {
    if let Some(plan) = store.waiting_push(article)? {
        return Ok(Some(Before::Waits(plan)));
    }
    Ok(store.earlier_push(article)?.map(Before::Sent))
}

/// Another story that went out within a day, or is to go out, and says nearly the same; and when.
pub fn similar(store: &Reading, story: &Story, now: Time) -> Result<Option<(Story, Time)>> {
    let (own, since) = (store.story_number(story.key)?, now - DAY);
    let Some(text) = store.texts_of(story.key)?.into_iter().next() else { return Ok(None) };
    for rival in store.rivals(story.language, since, LOOKED_AT)? {
        let Some(at) = goes_out(store, rival.key, since)? else { continue };
        let Some(other) = store.texts_of(rival.key)?.into_iter().next() else { continue };
        let words = |text: &crate::store::identities::Text| text.words.clone();
        let (one, other) = (words(&text), words(&other));
        let alike = is_alike(one.each_ref().map(String::as_str), other.each_ref().map(String::as_str));
        if alike && store.story_number(rival.key)? != own {
            return Ok(store.story(rival.key)?.map(|(story, _)| (story, at)));
        }
    }
    Ok(None)
}

/// When an article last went out since then, or else is to.
fn goes_out(store: &Reading, article: ArticleKey, since: Time) -> Result<Option<Time>> {
    if let Some(entry) = store.entries_of(article)?.pop().filter(|entry| entry.at >= since) {
        return Ok(Some(entry.at));
    }
    let plans = store.plans_of(article)?.into_iter().filter(|plan| plan.why != Cause::Expiry);
    Ok(plans.map(|plan| plan.due.unwrap_or(plan.at)).min())
}

/// How many breaking pushes of other stories there are within an hour in which this moment lies, sent or to come: of all such hours
/// the fullest.
pub fn within_hour(store: &Reading, article: ArticleKey, at: Time, now: Time) -> Result<u32> {
    let mut times = store.breaking_times(at - HOUR)?;
    times.extend(store.breaking_planned(article, now)?);
    times.retain(|time| *time > at - HOUR && *time < at + HOUR);
    let begins = times.iter().copied().filter(|time| *time <= at).chain([at]);
    let within = |begin: Time| times.iter().filter(|time| (begin..begin + HOUR).contains(time)).count();
    Ok(begins.map(within).max().and_then(|most| u32::try_from(most).ok()).unwrap_or(0))
}

/// The foreign site to which the article, or a translation that goes out with it, leads.
pub fn foreign_site(
    store: &Reading,
    newsroom: &Newsroom,
    (article, lane): (ArticleKey, Lane),
    now: Time,
) -> Result<Option<String>> {
    let parts = store.parts(article, lane, 0, now)?.into_iter().map(|(part, _)| part);
    for part in std::iter::once(article).chain(parts) {
        let link = store.story(part)?.and_then(|(story, _)| story.url);
        let site = link.and_then(|link| Url::parse(&link).ok()?.host_str().map(str::to_owned));
        if let Some(site) = site.filter(|site| !newsroom.owns(site)) {
            return Ok(Some(site));
        }
    }
    Ok(None)
}

/// How long ago the story came out, if that is too long for news.
pub fn age(story: &Story, now: Time) -> Option<Duration> {
    Some(now.since(story.published)).filter(|age| *age > DAY)
}
