//! May an article go out now? In: the article as a list shows it. Out: what stands in the way. Acts ask before they
//! publish, `trace` when it explains why nothing came.

use crate::{
    clock::Time,
    store::{
        Reading, Result,
        articles::{Listed, Readiness},
    },
};

/// Why an article may not go out now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is a draft.
    Draft,
    /// Not before this time.
    Embargo(Time),
    /// The newsroom holds it back.
    Withheld,
    /// It is retracted.
    Withdrawn,
    /// It waits for a person.
    Held,
    /// Its time is over.
    Expired,
    /// Telegram takes it in no form.
    SetAside,
}

/// What stands in the way of an article; `None`: it may go out now.
pub fn obstacle(store: &Reading, article: &Listed, now: Time) -> Result<Option<Obstacle>> {
    Ok(match article.readiness {
        Readiness::Draft => Some(Obstacle::Draft),
        Readiness::Withheld => Some(Obstacle::Withheld),
        Readiness::Withdrawn => Some(Obstacle::Withdrawn),
        Readiness::Held => Some(Obstacle::Held),
        Readiness::Expired => Some(Obstacle::Expired),
        Readiness::Ready => match article.embargo.filter(|embargo| *embargo > now) {
            Some(embargo) => Some(Obstacle::Embargo(embargo)),
            None if !store.is_ready(article.story.key)? => Some(Obstacle::SetAside),
            None => None,
        },
    })
}
