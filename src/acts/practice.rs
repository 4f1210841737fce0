//! A push for practice. In: what was looked at, whose it is. Out: its number, or what is in the way as for a real one. Nothing of it
//! is written down.

use super::publish::Refused;
use crate::{
    article::ArticleKey,
    clock::Time,
    delivery::obstacle::obstacle,
    newsroom::Newsroom,
    store::{Lane, Result, Writing},
};

/// Begins it: it counts down, or waits for its second signature where the newsroom wants two.
pub fn begin(
    store: &Writing,
    newsroom: &Newsroom,
    by: i64,
    (article, revision): (ArticleKey, i64),
    now: Time,
) -> Result<std::result::Result<i64, Refused>> {
    let Some(listed) = store.listed(article)? else { return Ok(Err(Refused::Unknown)) };
    if let Some(obstacle) = obstacle(store, &listed, now)? {
        return Ok(Err(Refused::Blocked(obstacle)));
    }
    if revision != store.revision_of_push(article, Lane::Breaking, now)? {
        return Ok(Err(Refused::Changed));
    }
    let due = (!newsroom.breaking.four_eyes).then(|| now + newsroom.breaking.undo);
    store.begin_practice(article, by, due, now).map(Ok)
}
