//! What an article means for this newsroom. In: an article, the newsroom, how the file came. Out: the facts that the
//! store keeps, and whether it may go out now. Plain functions.

use std::time::Duration;

use url::Url;

use crate::{
    article::{Article, Status},
    clock::{Moment, Time},
    newsroom::{MainFrom, Newsroom},
    store::articles::{Kept, Readiness, Submission},
};

/// How a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// It was there when this newsroom first started: what was published before is an archive.
    Archive,
    /// It came while the program was not running.
    Missed,
    /// It has just come.
    Now,
}

/// What is done with an article that has been kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Nothing: it is known, or not to be pushed.
    Nothing,
    /// It goes out.
    Publish,
    /// It goes out then.
    Later(Time),
    /// It asks for a breaking push; it goes out as news then, if nobody answers.
    Ask(Time),
    /// What waits for it is taken back.
    TakeBack,
}

/// The facts of an article here, and the first name of a rubric that nobody knows.
pub(super) fn facts(
    article: &Article,
    path: &str,
    newsroom: &Newsroom,
    moment: &Moment,
) -> (Submission, Option<String>) {
    let (rubrics, mut unknown) = rubrics(article, newsroom);
    let readiness = match article.status {
        Status::Draft => Readiness::Draft,
        Status::Withheld => Readiness::Withheld,
        Status::Withdrawn => Readiness::Withdrawn,
        Status::Published if rubrics == 0 => Readiness::Held,
        Status::Published => Readiness::Ready,
    };
    if readiness != Readiness::Held {
        unknown = None;
    } else if unknown.is_none() {
        unknown = Some(String::new());
    }
    let published = article.published.unwrap_or(moment.now());
    let facts = Submission {
        id: article.id.clone(),
        readiness,
        url: link(article, newsroom),
        headline: article.headline.clone(),
        lead: article.lead.clone(),
        body: article.body.clone(),
        image: article.image.clone(),
        credit: article.credit.clone(),
        byline: article.byline.clone(),
        sensitive: article.sensitive,
        language: article.language.unwrap_or(newsroom.language),
        rubrics,
        correction: article.correction.clone(),
        translation_of: article.translation_of.clone(),
        follows: article.follows.clone(),
        embargo: article.embargo.max(article.published.filter(|published| *published > moment.surely())),
        published,
        version: article.version,
        path: Some(path.to_owned()),
    };
    (facts, unknown)
}

/// The mask of the article's rubrics, and the first name that nobody knows.
fn rubrics(article: &Article, newsroom: &Newsroom) -> (u64, Option<String>) {
    let mut rubrics = u64::from(is_main(article, newsroom));
    let mut unknown = None;
    let main_name = match &newsroom.main {
        MainFrom::Alias(name) => Some(name.to_lowercase()),
        MainFrom::Flag | MainFrom::Urgency(_) | MainFrom::All => None,
    };
    for name in article.rubrics.iter().flat_map(|names| newsroom.parts(names)) {
        if main_name.as_ref().is_some_and(|main| *main == name.to_lowercase()) || name.eq_ignore_ascii_case("main") {
            rubrics |= 1;
        } else if let Some(rubric) = newsroom.rubric_named(name) {
            rubrics |= 1u64 << rubric.bit;
        } else {
            unknown = unknown.or_else(|| Some(name.to_owned()));
        }
    }
    (rubrics, unknown)
}

/// Whether the article is main news by this newsroom's rules.
pub fn would_be_main(article: &Article, newsroom: &Newsroom) -> bool {
    rubrics(article, newsroom).0 & 1 == 1
}

fn is_main(article: &Article, newsroom: &Newsroom) -> bool {
    match &newsroom.main {
        MainFrom::All => true,
        MainFrom::Urgency(most) => article.main || article.urgency.is_some_and(|urgency| urgency <= *most),
        MainFrom::Alias(name) => {
            let name = name.to_lowercase();
            article.main || article.tags.iter().any(|tag| tag.to_lowercase() == name)
        }
        MainFrom::Flag => article.main,
    }
}

/// The page's address: relative ones below the newsroom's, missing ones by its template.
fn link(article: &Article, newsroom: &Newsroom) -> Option<String> {
    let given = article.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    match given {
        Some(url) => newsroom.url.join(url).ok().filter(is_web).map(String::from),
        None => newsroom.link_from_template(&article.id.0, article.slug.as_deref().unwrap_or(&article.id.0)),
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// What is done with an article, given what was known of it; `embargoed`: a plan waits for its embargo.
#[allow(clippy::too_many_arguments)]
pub(super) fn decide(
    article: &Article,
    facts: &Submission,
    kept: &Kept,
    embargoed: bool,
    arrival: Arrival,
    newsroom: &Newsroom,
    max_age: Duration,
    moment: &Moment,
) -> Action {
    let (now, surely) = (moment.now(), moment.surely());
    if kept.outdated {
        return Action::Nothing;
    }
    if facts.readiness != Readiness::Ready {
        return if kept.new { Action::Nothing } else { Action::TakeBack };
    }
    let became_ready = kept.before.is_none_or(|before| before != Readiness::Ready);
    if let Some(embargo) = facts.embargo.filter(|embargo| *embargo > surely) {
        return if kept.in_log { Action::Nothing } else { Action::Later(embargo) };
    }
    if !became_ready {
        let lifted = embargoed && !kept.in_log;
        return if lifted { Action::Publish } else { Action::Nothing };
    }
    let old = match arrival {
        Arrival::Archive => true,
        Arrival::Missed => article.published.is_some_and(|published| surely.since(published) > max_age),
        Arrival::Now => false,
    };
    if old && !kept.in_log {
        return Action::Nothing;
    }
    if article.breaking && !kept.in_log && !newsroom.breaking.ask.is_zero() {
        return Action::Ask(now + newsroom.breaking.ask);
    }
    Action::Publish
}
