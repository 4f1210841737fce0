//! What would become of a file if it came now. In: an article and the newsroom's rules. Out: how it would be kept, and whether it
//! would go out, for those who ask before it does (`headliner check`). What only the database knows, such as another file with the same
//! words, is not in it.

use std::time::Duration;

use super::{
    meaning::{Before, facts, is_archive},
    sight::Arrival,
};
use crate::{
    article::{Article, Image},
    clock::{Moment, Time},
    newsroom::Newsroom,
    store::{articles::Readiness, held::Reason},
};

/// What is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes out at once.
    Published,
    /// The editors are asked for a breaking push; else it goes out as news.
    Asked,
    /// It goes out then.
    Scheduled(Time),
    /// It is too old to be news.
    Archive,
    /// It waits for a person.
    Held(Vec<Reason>),
    /// It is not finished.
    Draft,
    /// It is not to be sent now.
    Withheld,
    /// It is withdrawn.
    Withdrawn,
    /// Its time is over.
    Expired,
}

/// How an article would be kept.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Its page, absolute.
    pub url: Option<String>,
    /// Its picture.
    pub image: Option<Image>,
    /// Mask of its rubrics; bit 0 is main news.
    pub rubrics: u64,
    /// What is done with it.
    pub fate: Fate,
}

/// What would become of the article in this file, below the store, that nobody has seen before.
pub fn outlook(article: &Article, path: &str, newsroom: &Newsroom, max_age: Duration, moment: &Moment) -> Outlook {
    let before = Before::default();
    let arrival = Arrival { unseen_until: moment.surely(), came: moment.now(), is_new: true };
    let (facts, reasons) = facts(article, path, None, newsroom, &before, arrival, moment);
    let fate = match facts.readiness {
        Readiness::Draft => Fate::Draft,
        Readiness::Withheld => Fate::Withheld,
        Readiness::Withdrawn => Fate::Withdrawn,
        Readiness::Expired => Fate::Expired,
        Readiness::Held => Fate::Held(reasons),
        Readiness::Ready => match facts.embargo.filter(|embargo| *embargo > moment.surely()) {
            Some(embargo) => Fate::Scheduled(embargo),
            None if is_archive(article, &before, arrival, max_age) => Fate::Archive,
            None if article.breaking && !newsroom.breaking.ask.is_zero() => Fate::Asked,
            None => Fate::Published,
        },
    };
    Outlook { url: facts.url, image: facts.image, rubrics: facts.rubrics, fate }
}
