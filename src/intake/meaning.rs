//! What an article means for this newsroom. In: an article, the newsroom, how the file came. Out: the facts that the
//! store keeps, and whether it may go out now. Plain functions.

use std::time::Duration;

use url::Url;

use super::{reasons::reasons, sight::Arrival};

use crate::{
    article::{Article, Image, Status},
    clock::{Moment, Time},
    newsroom::{MainFrom, Newsroom},
    store::{
        articles::{Kept, Known, Readiness, Submission},
        held::{Hold, Reason, Verdict},
    },
};

/// The folder of the store in which typed stories have their files.
pub const TYPED: &str = "telegram/";

/// What is done with an article that has been kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Nothing: it is known, or not to be pushed.
    Nothing,
    /// It goes out.
    Publish,
    /// It has gone out, and is main news now: to those who want main news and have not got it.
    EnterMain,
    /// It goes out then.
    Later(Time),
    /// It asks for a breaking push; it goes out as news then, if nobody answers.
    Ask(Time),
    /// What waits for it is taken back.
    TakeBack,
    /// It came too late to be news.
    Archive,
}

/// What was known of an article before.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// The article.
    pub known: Option<Known>,
    /// Why it was held, and what was decided about that.
    pub hold: Option<Hold>,
    /// A plan waits for its embargo.
    pub embargoed: bool,
}

impl Before {
    fn in_log(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.in_log)
    }

    /// Whether a person, or time, has let it pass with these reasons: what was sent stays, and an archive is no news.
    fn lets_pass(&self, reasons: &[Reason]) -> bool {
        let released = |hold: &Hold| {
            hold.verdict == Verdict::Released && reasons.iter().all(|reason| hold.reasons.contains(reason))
        };
        self.known.as_ref().is_some_and(|known| known.in_log || known.archived)
            || self.hold.as_ref().is_some_and(released)
    }

    /// It was archive by a date that its file does not give any more.
    fn is_redated(&self, facts: &Submission) -> bool {
        self.known.as_ref().is_some_and(|known| known.archived && known.published != facts.published)
    }

    /// It was not to be published yet, and is now. What is held and lost its file for a while was not.
    pub(super) fn was_kept_back(&self) -> bool {
        let waited = self.hold.as_ref().is_some_and(|hold| hold.verdict == Verdict::None);
        let kept_back = |known: &Known| match known.readiness {
            Readiness::Draft => true,
            Readiness::Withheld => !waited,
            _ => false,
        };
        self.known.as_ref().is_some_and(kept_back)
    }

    /// Another article of its story was withdrawn, and it with that.
    fn goes_with_another(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.withdrawn_by.is_some())
    }

    /// It went out as other news than main, so lately that it is news still, and nobody stopped it.
    fn may_become_main(&self, max_age: Duration, now: Time) -> bool {
        let is_news = |known: &Known| known.first_out.is_some_and(|out| now.since(out) <= max_age);
        self.known.as_ref().is_some_and(|known| !known.main && !known.stopped && is_news(known))
    }

    fn is_dropped(&self) -> bool {
        !self.in_log() && self.hold.as_ref().is_some_and(|hold| hold.verdict == Verdict::Dropped)
    }
}

/// The facts of an article here, and why it is held, if it is.
pub(super) fn facts(
    article: &Article,
    path: &str,
    copies: Option<Reason>,
    newsroom: &Newsroom,
    before: &Before,
    arrival: Arrival,
    moment: &Moment,
) -> (Submission, Vec<Reason>) {
    let now = moment.now();
    let (own, unknown) = rubrics(article, newsroom);
    let rubrics = own | before.hold.as_ref().map_or(0, |hold| hold.rubrics);
    let url = link(article, path, newsroom);
    let mut reasons = reasons(article, rubrics, unknown, url.as_deref(), newsroom, now);
    reasons.extend(copies);
    let readiness = readiness(article, before, &reasons, now);
    if readiness != Readiness::Held {
        reasons.clear();
    }
    let facts = Submission {
        id: article.id.clone(),
        readiness,
        url,
        headline: article.headline.clone(),
        lead: article.lead.clone(),
        body: article.body.clone(),
        image: image(article, newsroom),
        credit: article.credit.clone(),
        byline: article.byline.clone(),
        tags: article.tags.clone(),
        sensitive: article.sensitive,
        language: article.language.unwrap_or(newsroom.language),
        rubrics,
        correction: article.correction.clone(),
        translation_of: article.translation_of.clone(),
        follows: article.follows.clone(),
        embargo: article.embargo.max(article.published.filter(|published| *published > moment.surely())),
        published: published(article, before, arrival, now),
        version: article.version,
        path: Some(path.to_owned()),
    };
    (facts, reasons)
}

/// Whether it may go out, as far as file, editors and translations say.
fn readiness(article: &Article, before: &Before, reasons: &[Reason], now: Time) -> Readiness {
    match article.status {
        Status::Draft => Readiness::Draft,
        Status::Withheld => Readiness::Withheld,
        Status::Withdrawn => Readiness::Withdrawn,
        Status::Published if before.goes_with_another() => Readiness::Withdrawn,
        Status::Published if article.expires.is_some_and(|expires| expires <= now) => Readiness::Expired,
        Status::Published if before.is_dropped() => Readiness::Held,
        Status::Published if reasons.is_empty() || before.lets_pass(reasons) => Readiness::Ready,
        Status::Published => Readiness::Held,
    }
}

/// When it was published, as lists show it: what gives no date keeps the time at which it came.
fn published(article: &Article, before: &Before, arrival: Arrival, now: Time) -> Time {
    let known = before.known.as_ref().map(|known| known.published);
    let guessed = || article.came_out.unwrap_or(arrival.came).min(now);
    article.published.or(known).unwrap_or_else(guessed)
}

/// The mask of the article's rubrics, and the first name that nobody knows.
fn rubrics(article: &Article, newsroom: &Newsroom) -> (u64, Option<String>) {
    let mut rubrics = u64::from(is_main(article, newsroom));
    let mut unknown = None;
    let main_name = match &newsroom.main {
        MainFrom::Alias(name) => Some(name.to_lowercase()),
        MainFrom::Flag | MainFrom::Urgency(_) | MainFrom::All => None,
    };
    let is_main = |name: &str| {
        main_name.as_ref().is_some_and(|main| *main == name.to_lowercase()) || name.eq_ignore_ascii_case("main")
    };
    for name in article.rubrics.iter().flat_map(|names| newsroom.parts(names, is_main)) {
        if is_main(name) {
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

/// The rubrics of a story that was typed: it names none, so it is main news at most.
pub fn typed_rubrics(newsroom: &Newsroom) -> u64 {
    u64::from(newsroom.main == MainFrom::All)
}

/// The page's address: relative ones below the newsroom's, missing ones by its template. What was typed has a page when
/// somebody says which.
pub(super) fn link(article: &Article, path: &str, newsroom: &Newsroom) -> Option<String> {
    let given = article.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    match given {
        Some(url) => newsroom.url.join(url).ok().filter(is_web).map(String::from),
        None if path.starts_with(TYPED) => None,
        None if is_page_of(&article.id.0, newsroom) => Some(article.id.0.clone()),
        None => newsroom.link_from_template(&article.id.0, slug(article)),
    }
}

/// The name of the article's page: the one it gives, else its own; an agency's `urn:…` is the name of no page.
fn slug(article: &Article) -> Option<&str> {
    let own = || Some(article.id.0.as_str()).filter(|id| !id.contains(':'));
    article.slug.as_deref().or_else(own)
}

/// Whether a name is the address of a page of the newsroom's: systems that have one use it as the item's name.
fn is_page_of(name: &str, newsroom: &Newsroom) -> bool {
    let url = Url::parse(name).ok().filter(is_web).filter(|url| url.path().len() > 1);
    url.is_some_and(|url| url.host_str().is_some_and(|host| newsroom.owns(host)))
}

/// The picture; one that is named from the root of the site has the newsroom's address before it.
fn image(article: &Article, newsroom: &Newsroom) -> Option<Image> {
    let of_site = || newsroom.url.join(article.site_image.as_deref()?).ok().filter(is_web).map(Image::Url);
    article.image.clone().or_else(of_site)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// What is done with an article, given what was known of it.
#[allow(clippy::too_many_arguments)]
pub(super) fn decide(
    article: &Article,
    facts: &Submission,
    kept: &Kept,
    before: &Before,
    arrival: Arrival,
    newsroom: &Newsroom,
    max_age: Duration,
    moment: &Moment,
) -> Action {
    let (now, surely, in_log) = (moment.now(), moment.surely(), before.in_log());
    if kept.outdated {
        return Action::Nothing;
    }
    if facts.readiness != Readiness::Ready {
        return if kept.new { Action::Nothing } else { Action::TakeBack };
    }
    let became_ready = before.known.as_ref().is_none_or(|known| known.readiness != Readiness::Ready);
    if let Some(embargo) = facts.embargo.filter(|embargo| *embargo > surely) {
        return if in_log { Action::Nothing } else { Action::Later(embargo) };
    }
    let old = !in_log && is_archive(article, before, arrival, max_age);
    if !became_ready {
        // Not by another rule of the newsroom's, or what it held for ordinary would all go out at once.
        let says_main = arrival.is_new && facts.rubrics & 1 == 1;
        let lifted = before.embargoed && !in_log;
        let redated = !in_log && !old && before.is_redated(facts);
        return match lifted || redated {
            true => Action::Publish,
            false if says_main && before.may_become_main(max_age, now) => Action::EnterMain,
            false => Action::Nothing,
        };
    }
    if old {
        return Action::Archive;
    }
    if article.breaking && !in_log && !newsroom.breaking.ask.is_zero() {
        return Action::Ask(now + newsroom.breaking.ask);
    }
    Action::Publish
}

/// Whether it came out so long before it could be seen that it is no news. What was a draft, withheld or embargoed counts
/// from the moment at which it might be sent.
pub(super) fn is_archive(article: &Article, before: &Before, arrival: Arrival, max_age: Duration) -> bool {
    let known = before.known.as_ref();
    if before.was_kept_back() {
        return false;
    }
    // When it was made is no date of publication: what gives only that came when it was seen first.
    let came = |known: &Known| if article.published.is_some() { known.arrived } else { known.published };
    let came_out = article.came_out.or(known.map(came)).unwrap_or(arrival.came);
    let released = before.hold.as_ref().and_then(|hold| hold.released);
    let counts = [Some(came_out), article.embargo, released].into_iter().flatten().max().unwrap_or(came_out);
    arrival.unseen_until.since(counts) > max_age
}
