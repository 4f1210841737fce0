//! What each value of `[main] from` would make main news. In: the articles of the last week. Out: a line for each value, and a
//! warning where the one that is set makes none of them main (whoever only presses Start gets main news alone), or more a
//! day than the newsroom wants.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::explain::LONG_HEADLINE;
use crate::{
    article::{Article, Status},
    clock::Time,
    intake::would_be_main,
    newsroom::{MainFrom, Newsroom},
};

/// How far back is looked.
pub(super) const WEEK: std::time::Duration = std::time::Duration::from_secs(7 * 86_400);
/// How many of the names in articles are tried, the most frequent first.
const NAMES: usize = 3;

/// A published story of the week, without its text, and when it came out.
pub(super) struct Story {
    at: Time,
    article: Article,
    has_photo: bool,
}

impl Story {
    /// The article as a story of the week before `now`, if it is one.
    pub(super) fn of_the_week(article: &Article, has_photo: bool, written: Time, now: Time) -> Option<Story> {
        let at = article.published.unwrap_or(written);
        let fits = article.status == Status::Published && at <= now && now.since(at) <= WEEK;
        fits.then(|| Story { at, has_photo, article: Article { body: String::new(), ..article.clone() } })
    }
}

/// A line for each value.
pub(super) fn table(stories: &[Story], newsroom: &Newsroom) -> Vec<String> {
    if stories.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("Main stories among the {} of the last 7 days, by [main] from:", stories.len())];
    for value in values(stories, newsroom) {
        let days = days(stories, newsroom, &value);
        let (all, most) = (days.values().sum::<usize>(), days.values().max().copied().unwrap_or(0));
        let set = if value == newsroom.main { "  <- is set" } else { "" };
        lines.push(format!("  {:<18} {all:>5}, at most {most} a day{set}", name(&value)));
    }
    lines
}

/// How many of them lack what no rule demands.
pub(super) fn lacks(stories: &[Story]) -> Option<String> {
    let long = |story: &&Story| story.article.headline.chars().count() > LONG_HEADLINE;
    let (bare, long) = (stories.iter().filter(|story| !story.has_photo).count(), stories.iter().filter(long).count());
    (bare + long > 0).then(|| {
        format!(
            "Of the {} of the last 7 days {bare} have no photo, and {long} a headline of more than {LONG_HEADLINE} characters; \
             `headliner check FILE` explains one",
            stories.len()
        )
    })
}

/// What is wrong with the value that is set.
pub(super) fn warning(stories: &[Story], newsroom: &Newsroom) -> Option<String> {
    if stories.is_empty() {
        return None;
    }
    let (days, set) = (days(stories, newsroom, &newsroom.main), name(&newsroom.main));
    let Some((day, most)) = days.iter().max_by_key(|(_, count)| **count) else {
        return Some(format!(
            "by [main] from = \"{set}\" no story of the last 7 days is main, so whoever only presses Start gets no news: take \
             another value from the table, or write `main: true` into the articles that everybody should get"
        ));
    };
    let above = newsroom.warn_above > 0 && *most > newsroom.warn_above as usize;
    above.then(|| {
        format!(
            "by [main] from = \"{set}\" {most} stories of {day} are main, and warn_above is {}: every reader gets all of them; \
             take another value from the table, or raise warn_above",
            newsroom.warn_above
        )
    })
}

/// How many would be main, by day; a day without any is not there.
fn days(stories: &[Story], newsroom: &Newsroom, value: &MainFrom) -> BTreeMap<String, usize> {
    let asked = Newsroom { main: value.clone(), ..newsroom.clone() };
    let mut days = BTreeMap::new();
    for story in stories.iter().filter(|story| would_be_main(&story.article, &asked)) {
        let day = story.at.utc().with_timezone(&newsroom.zone).format("%Y-%m-%d").to_string();
        *days.entry(day).or_default() += 1;
    }
    days
}

/// The values that say something of these stories.
fn values(stories: &[Story], newsroom: &Newsroom) -> Vec<MainFrom> {
    let urgencies: BTreeSet<u8> = stories.iter().filter_map(|story| story.article.urgency).collect();
    let mut names: HashMap<&str, usize> = HashMap::new();
    for name in stories.iter().flat_map(|story| story.article.tags.iter().chain(&story.article.rubrics)) {
        *names.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> =
        names.into_iter().filter(|(name, count)| newsroom.rubric_named(name).is_none() && *count > 1).collect();
    names.sort_by(|(a, many), (b, more)| more.cmp(many).then(a.cmp(b)));
    let mut values = vec![MainFrom::Flag];
    values.extend(urgencies.into_iter().filter(|urgency| (1..=9).contains(urgency)).map(MainFrom::Urgency));
    values.extend(names.into_iter().take(NAMES).map(|(name, _)| MainFrom::Alias(name.to_owned())));
    values.push(MainFrom::All);
    if !values.contains(&newsroom.main) {
        values.push(newsroom.main.clone());
    }
    values
}

fn name(value: &MainFrom) -> String {
    match value {
        MainFrom::Flag => "flag".to_owned(),
        MainFrom::Urgency(most) => format!("urgency:{most}"),
        MainFrom::Alias(name) => format!("alias:{name}"),
        MainFrom::All => "all".to_owned(),
    }
}
