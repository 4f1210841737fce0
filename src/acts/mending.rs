//! The repair of copies is stopped, and goes on. In: the article. Out: whether that changed anything. Copies that were not mended yet
//! stay as they are, until it goes on or there is a newer revision; a retraction is not stopped. Whoever has not got the story yet
//! gets the new text all the same.

use super::{Deed, Who, note};
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{Result, Writing, revisions::Grade},
};

/// Stops the repair of an article's copies; `false`: it was stopped before, or it is a retraction.
pub fn halt(store: &Writing, who: &Who, article: ArticleKey, now: Time) -> Result<bool> {
    let newest = store.revised(article)?;
    if newest.is_none_or(|newest| newest.grade == Grade::Withdrawn) || !store.halt(article)? {
        return Ok(false);
    }
    note(store, who, Deed::Halt, article, now)?;
    Ok(true)
}

/// The repair goes on, by a revision that says the same; `false`: it is not stopped.
pub fn resume(store: &Writing, who: &Who, article: ArticleKey, now: Time) -> Result<bool> {
    if !store.is_halted(article)? {
        return Ok(false);
    }
    let (Some(newest), Some(lines)) = (store.revised(article)?, store.lines(article)?) else { return Ok(false) };
    store.revise(article, &lines, newest.grade, now)?;
    note(store, who, Deed::Resume, article, now)?;
    Ok(true)
}
