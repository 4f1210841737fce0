//! `headliner check FILE…`: what was found in each file. In: an article, or why the file is none, and the newsroom's rules. Out: the
//! lines that tell its format, its fields, what becomes of it and what it lacks.

use std::fmt::Display;

use crate::{
    article::{Article, Image, Told},
    clock::Time,
    intake::{Fate, Outlook},
    message::text::trimmed,
    newsroom::Newsroom,
};

/// A headline beyond this is cut by phones in the notification.
pub(super) const LONG_HEADLINE: usize = 120;
/// How much of a long text is shown.
const SHOWN: usize = 100;

/// The lines about a file that is an article.
pub(super) fn article(file: &impl Display, article: &Article, outlook: &Outlook, newsroom: &Newsroom) -> Vec<String> {
    let encoding = match article.source.encoding {
        None => String::new(),
        Some((name, Told::ByFile)) => format!(", {name}"),
        Some((name, Told::ByLetters)) => format!(", {name} by its letters: look whether they are right"),
    };
    let mut lines = vec![format!("{file}: {}{encoding}", article.source.format.name())];
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            lines.push(format!("  {name:<11} {value}"));
        }
    };
    let at = |time: Time| time.utc().with_timezone(&newsroom.zone).format("%Y-%m-%d %H:%M %:z").to_string();
    line("id", Some(article.id.0.clone()));
    line("headline", Some(article.headline.clone()));
    line("lead", Some(shortened(&trimmed(&article.lead, &newsroom.text.trim))));
    line("text", Some(counted(&article.body)));
    line("link", outlook.url.clone());
    line("photo", photo(article, outlook));
    line("byline", article.byline.clone());
    line("language", article.language.map(|language| language.code().to_owned()));
    line("rubrics", Some(rubrics(outlook, newsroom)));
    line("tags", Some(article.tags.join(", ")));
    line("published", published(article, newsroom));
    line("embargo", article.embargo.map(at));
    line("expires", article.expires.map(at));
    line("updated", article.updated.map(at));
    line("version", article.version.map(|version| version.to_string()));
    line("urgency", article.urgency.map(|urgency| urgency.to_string()));
    line("follows", article.follows.as_ref().map(|id| id.0.clone()));
    line("version of", article.translation_of.as_ref().map(|id| id.0.clone()));
    line("correction", article.correction.clone());
    line("state", Some(state(&outlook.fate, at)));
    lines
}

/// What it lacks that no rule demands.
pub(super) fn lacks(article: &Article, outlook: &Outlook, newsroom: &Newsroom) -> Vec<String> {
    let mut lacks = Vec::new();
    let length = article.headline.chars().count();
    if length > LONG_HEADLINE {
        lacks.push(format!(
            "the headline has {length} characters: phones cut it in the notification, {LONG_HEADLINE} or fewer are better"
        ));
    }
    if outlook.image.is_none() {
        lacks.push("it has no photo: add `image: photos/…` or an address, or it goes out as text".to_owned());
    }
    if article.lead.is_empty() {
        lacks.push("it has no lead: add `lead: \"…\"`, or the headline goes out alone".to_owned());
    }
    if outlook.rubrics != 0 {
        let names = article.rubrics.iter().flat_map(|names| newsroom.parts(names, |_| false));
        let unknown: Vec<&str> = names.filter(|name| newsroom.rubric_named(name).is_none()).collect();
        lacks.extend(
            unknown.iter().map(|name| format!("the rubric \"{name}\" is not known and left out: {}", alias(name))),
        );
    }
    lacks
}

/// The line to add to the newsroom's file.
pub(super) fn alias(name: &str) -> String {
    format!("add aliases = [{}] to a rubric of the newsroom's file", serde_json::Value::from(name))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
        None => text.to_owned(),
    }
}

fn counted(body: &str) -> String {
    match body.split_whitespace().count() {
        0 => String::new(),
        1 => "1 word".to_owned(),
        count => format!("{count} words"),
    }
}

/// When it came out, as far as the file tells: to the minute, or the day.
fn published(article: &Article, newsroom: &Newsroom) -> Option<String> {
    let is_day = article.came_out.is_some_and(|came_out| article.published.is_none_or(|at| at < came_out));
    let form = if is_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M %:z" };
    let time = article.published.or(article.came_out)?;
    Some(time.utc().with_timezone(&newsroom.zone).format(form).to_string())
}

fn photo(article: &Article, outlook: &Outlook) -> Option<String> {
    let place = outlook.image.as_ref().map(Image::as_text)?;
    let credit = article.credit.as_ref().map_or(String::new(), |credit| format!(", by {credit}"));
    let spoiler = if article.sensitive { ", under a spoiler" } else { "" };
    Some(format!("{place}{credit}{spoiler}"))
}

fn rubrics(outlook: &Outlook, newsroom: &Newsroom) -> String {
    let main = (outlook.rubrics & 1 == 1).then_some("main");
    let ids = newsroom.rubrics_in(outlook.rubrics).map(|rubric| rubric.id.as_str());
    main.into_iter().chain(ids).collect::<Vec<_>>().join(", ")
}

fn state(fate: &Fate, at: impl Fn(Time) -> String) -> String {
    match fate {
        Fate::Published => "goes out at once".to_owned(),
        Fate::Asked => "asks the editors for a breaking push, and goes out as news if none answers".to_owned(),
        Fate::Scheduled(time) => format!("goes out at {}", at(*time)),
        Fate::Archive => "archive: too old to be news, found by search only".to_owned(),
        Fate::Held(reasons) => {
            let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
            format!("held, nobody gets it: {}", reasons.join("; "))
        }
        Fate::Draft => "draft: nobody gets it".to_owned(),
        Fate::Withheld => "withheld: nobody gets it until it is published again".to_owned(),
        Fate::Withdrawn => "withdrawn: what was sent of it is taken back".to_owned(),
        Fate::Expired => "expired: its time is over".to_owned(),
    }
}
