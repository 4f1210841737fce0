//! What an editor is asked before a push, or refused. In: the article, the newsroom's rules. Out: what speaks against it, as
//! values: its story went out before, it looks like another, its link leads elsewhere, it is old.

use std::time::Duration;

use url::Url;

use crate::{
    article::{ArticleKey, Story},
    clock::Time,
    intake::is_alike,
    newsroom::Newsroom,
    store::{Entry, Lane, Reading, Result, plans::Plan},
};

/// Another story is looked at if it went out since so long; and a story that came out before is old.
const DAY: Duration = Duration::from_secs(86_400);
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

/// Another story that went out within a day and says nearly the same, and when it did.
pub fn similar(store: &Reading, story: &Story, now: Time) -> Result<Option<(Story, Time)>> {
    let (own, since) = (store.story_number(story.key)?, now - DAY);
    let Some(text) = store.texts_of(story.key)?.into_iter().next() else { return Ok(None) };
    for rival in store.rivals(story.language, since, LOOKED_AT)? {
        let Some(entry) = store.entries_of(rival.key)?.pop().filter(|entry| entry.at >= since) else { continue };
        let Some(other) = store.texts_of(rival.key)?.into_iter().next() else { continue };
        let words = |text: &crate::store::identities::Text| text.words.clone();
        let (one, other) = (words(&text), words(&other));
        let alike = is_alike(one.each_ref().map(String::as_str), other.each_ref().map(String::as_str));
        if alike && store.story_number(rival.key)? != own {
            return Ok(store.story(rival.key)?.map(|(story, _)| (story, entry.at)));
        }
    }
    Ok(None)
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
