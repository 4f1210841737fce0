//! An article becomes main news. In: the article, as it was looked at. Out: where it stands in the log, for those who want
//! main news and have not got it; or what is in the way.

use super::{Deed, Who, note, publish::Refused};
use crate::{
    article::ArticleKey,
    clock::Time,
    delivery::obstacle::obstacle,
    store::{
        Lane, Reading, Result, Seq, Writing,
        queue::Moment,
        reach::{Proposal, Reach},
    },
};

/// The mask of main news.
const MAIN: u64 = 1;

/// Whether it would become what it is not: `false` also where there is no such article.
pub fn would_change(store: &Reading, article: ArticleKey) -> Result<bool> {
    Ok(store.story(article)?.is_some_and(|(story, _)| story.rubrics & MAIN == 0))
}

/// Whom it would reach as main news.
pub fn reach(store: &Reading, article: ArticleKey, at: Moment) -> Result<Reach> {
    let Some((story, _)) = store.story(article)? else { return Ok(Reach::default()) };
    let versions = store.translations_that_were_out(article)?;
    let languages = versions.iter().fold(story.language.bit(), |mask, (_, language)| mask | language.bit());
    let rubrics = if store.was_out(article)? { MAIN } else { story.rubrics | MAIN };
    let words = store.words_in(article)?;
    store.reach(&Proposal { article, lane: Lane::News, languages, rubrics, words }, at)
}

/// Makes an article, and its translations that were published, main news from now on.
pub fn promote(
    store: &Writing,
    who: &Who,
    (article, revision): (ArticleKey, i64),
    now: Time,
) -> Result<std::result::Result<Seq, Refused>> {
    let Some(listed) = store.listed(article)? else { return Ok(Err(Refused::Unknown)) };
    if let Some(obstacle) = obstacle(store, &listed, now)? {
        return Ok(Err(Refused::Blocked(obstacle)));
    }
    if listed.story.revision != revision {
        return Ok(Err(Refused::Changed));
    }
    if listed.story.rubrics & MAIN != 0 {
        return Ok(Err(Refused::Waiting));
    }
    for (translation, _) in store.translations_that_were_out(article)? {
        if would_change(store, translation)? {
            store.promote(translation, who.id(), now)?;
        }
    }
    let seq = store.promote(article, who.id(), now)?;
    note(store, who, Deed::Main, article, now)?;
    Ok(Ok(seq))
}
