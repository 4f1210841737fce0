//! What waits for a person: let it out, or drop it. In: the article, the rubric where none was known. Out: where it
//! stands now. What is released is published at once, or when its embargo ends.

use super::{Deed, Who, note};
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{Lane, Result, Seq, Volume, Writing, articles::Readiness, held::Reason, log::Publication, plans::Cause},
};

/// What became of a held article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Released {
    /// It stands here in the log.
    Now(Seq),
    /// Its embargo ends then.
    Later(Time),
    /// Nothing: a rubric has to be chosen before, or nobody would get it.
    WantsRubric,
    /// Nothing: it does not wait any more.
    NotHeld,
}

/// Lets a held article out as ordinary news, in the rubrics of a mask besides its own.
pub fn release(
    store: &Writing,
    who: &Who,
    article: ArticleKey,
    rubrics: u64,
    (now, surely): (Time, Time),
) -> Result<Released> {
    match let_pass(store, article, rubrics, false)? {
        Passed::Yes => {}
        Passed::WantsRubric => return Ok(Released::WantsRubric),
        Passed::NotHeld => return Ok(Released::NotHeld),
    }
    let publication = Publication { article, lane: Lane::News, languages: 0, volume: Volume::AsChosen, by: who.id() };
    note(store, who, Deed::Release, article, now)?;
    let embargo = store.listed(article)?.and_then(|listed| listed.embargo).filter(|embargo| *embargo > surely);
    match embargo {
        Some(due) => {
            store.take_back_all(article, Cause::Embargo)?;
            store.plan_later(&publication, due, Cause::Embargo, now)?;
            Ok(Released::Later(due))
        }
        None => Ok(Released::Now(store.publish(&publication, now)?)),
    }
}

/// Whether a held article may go out now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// It may.
    Yes,
    /// A rubric has to be chosen before.
    WantsRubric,
    /// It did not wait.
    NotHeld,
}

/// A held article may go out from now on; whoever calls publishes it. `to_all`: as breaking news, which needs no rubric.
pub fn let_pass(store: &Writing, article: ArticleKey, rubrics: u64, to_all: bool) -> Result<Passed> {
    let waits = store.listed(article)?.is_some_and(|listed| listed.readiness == Readiness::Held);
    let Some(hold) = store.hold(article)?.filter(|_| waits) else { return Ok(Passed::NotHeld) };
    if rubrics == 0 && !to_all && hold.reasons.iter().any(Reason::wants_rubric) {
        return Ok(Passed::WantsRubric);
    }
    store.release_held(article, rubrics)?;
    Ok(Passed::Yes)
}

/// A held article does not go out. `false`: it does not wait any more.
pub fn drop(store: &Writing, who: &Who, article: ArticleKey, now: Time) -> Result<bool> {
    let waits = store.listed(article)?.is_some_and(|listed| listed.readiness == Readiness::Held);
    if !waits || store.hold(article)?.is_none() {
        return Ok(false);
    }
    store.drop_held(article)?;
    note(store, who, Deed::Drop, article, now)?;
    Ok(true)
}
