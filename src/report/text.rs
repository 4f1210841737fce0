//! The numbers as text: Telegram HTML in the language of whoever asks.

use std::{collections::BTreeMap, time::Duration};

use super::{Period, Push, Statistics};
use crate::{
    article::Language,
    locale::{Words, args},
    message::{escape, still},
    newsroom::Newsroom,
    store::progress::Progress,
};

/// How many rubrics and sources are named.
const NAMED: usize = 6;
/// With so many characters each: a former import took half a file for a source.
const LONGEST: usize = 64;
/// What arrived in the millisecond in which it was published took a second at most, not none.
const AT_ONCE: Duration = Duration::from_millis(1);

/// Whole percents, rounded down, so that a hundred means all; `None` of nothing.
pub fn percent(part: u32, all: u32) -> Option<u32> {
    (all > 0).then(|| u32::try_from(u64::from(part) * 100 / u64::from(all)).unwrap_or(100))
}

impl Statistics {
    /// The text of `/stats`: readers now, the period that was asked for, deliveries of the last day.
    pub fn text(&self, words: &Words, newsroom: &Newsroom, tongue: Language) -> String {
        let (period, zone) = (self.asked(), newsroom.zone);
        let number = |n: u32| words.number(tongue, i64::from(n));
        let seconds = |seconds: Option<u64>| {
            seconds.map(|seconds| words.duration(tongue, Duration::from_secs(seconds))).unwrap_or_default()
        };
        let fields = args![
            from = words.date(tongue, period.span.0, zone),
            to = words.date(tongue, period.span.1, zone),
            active = number(self.readers.active),
            delta = signed(words, tongue, period.delta),
            new = number(period.new),
            returned = number(period.returned),
            left = number(period.left),
            blocked = number(period.blocked),
            paused = number(self.readers.paused),
            messages = number(period.messages()),
            delivered = percent(period.delivered, period.messages()).map_or_else(|| "—".into(), |n| n.to_string()),
            median = seconds(period.median_seconds),
            last = seconds(period.last_seconds),
            rubrics = self.rubrics(newsroom, tongue, words),
            worst = worst(period),
            sources = self.sources(words, tongue),
        ];
        let mut text = words.say(tongue, "stats", &fields);
        let languages = self.languages(words, tongue);
        if !languages.is_empty() {
            text.push('\n');
            text.push_str(&words.say(tongue, "stats-languages", &args![languages = languages]));
        }
        let day = &self.day;
        let outcomes =
            args![delivered = number(day.delivered), refused = number(day.refused), uncertain = number(day.uncertain)];
        format!("{text}\n\n{}", words.say(tongue, "stats-outcomes", &outcomes))
    }

    fn rubrics(&self, newsroom: &Newsroom, tongue: Language, words: &Words) -> String {
        let title = |id: &str| match newsroom.rubrics.iter().find(|rubric| rubric.id == id) {
            Some(rubric) => rubric.title.in_language(tongue).to_owned(),
            None => words.say(tongue, "rubric-main", &args![]),
        };
        listed(&self.readers.by_rubric, words, tongue, title)
    }

    fn sources(&self, words: &Words, tongue: Language) -> String {
        listed(&self.readers.by_source, words, tongue, |source| match source {
            "direct" => words.say(tongue, "source-direct", &args![]),
            "import" => words.say(tongue, "source-import", &args![]),
            other => other.to_owned(),
        })
    }

    fn languages(&self, words: &Words, tongue: Language) -> String {
        listed(&self.readers.by_language, words, tongue, |codes| {
            let names = codes.split('+').map(|code| words.say(tongue, &format!("language-{code}"), &args![]));
            names.collect::<Vec<_>>().join(" + ")
        })
    }
}

/// «Главное 120, Общество 80»: most first.
fn listed(counts: &BTreeMap<String, u32>, words: &Words, tongue: Language, name: impl Fn(&str) -> String) -> String {
    let mut counts: Vec<(&String, &u32)> =
        counts.iter().filter(|(key, count)| **count > 0 && !key.is_empty()).collect();
    counts.sort_by_key(|(key, count)| (std::cmp::Reverse(**count), (*key).clone()));
    let items = counts.into_iter().take(NAMED);
    let short = |key: &str| escape(&name(key).chars().take(LONGEST).collect::<String>());
    let items = items.map(|(key, count)| format!("{} {}", short(key), words.number(tongue, i64::from(*count))));
    items.collect::<Vec<_>>().join(", ")
}

fn worst(period: &Period) -> String {
    let stories = period.left_after.iter();
    stories.map(|left| format!("«{}» — {}", still(&left.headline), left.readers)).collect::<Vec<_>>().join(", ")
}

/// «+12», «−3», «0»
fn signed(words: &Words, tongue: Language, n: i64) -> String {
    let size = words.number(tongue, n.saturating_abs());
    match n {
        1.. => format!("+{size}"),
        0 => size,
        _ => format!("−{size}"),
    }
}

/// «3 (заблокировали бота 2, другое 1)»: what is nothing is not named.
pub fn refused(progress: &Progress, words: &Words, tongue: Language) -> String {
    let Progress { blocked, gone, refused, .. } = *progress;
    let causes = [("refused-blocked", blocked), ("refused-gone", gone), ("refused-other", refused)];
    let causes = causes.into_iter().filter(|(_, count)| *count > 0);
    let named: Vec<String> = causes.map(|(key, count)| words.say(tongue, key, &args![n = count])).collect();
    let all = words.number(tongue, i64::from(progress.failed()));
    if named.is_empty() { all } else { format!("{all} ({})", named.join(", ")) }
}

impl Push {
    /// The report that comes when a breaking push is done.
    pub fn report(&self, words: &Words, tongue: Language) -> String {
        let progress = &self.progress;
        let first = |at| words.duration_in_tenths(tongue, crate::clock::Time::since(at, self.began));
        let since = |at| words.duration(tongue, crate::clock::Time::since(at, self.began).max(AT_ONCE));
        let uncertain = match progress.uncertain {
            0 => String::new(),
            n => words.say(tongue, "report-uncertain", &args![n = n]),
        };
        let fields = args![
            headline = still(&self.story.headline),
            sent = progress.delivered,
            all = self.all(),
            first = self.moments.map(|moments| first(moments.first)).unwrap_or_default(),
            median = self.moments.map(|moments| since(moments.middle)).unwrap_or_default(),
            last = self.moments.map(|moments| since(moments.last)).unwrap_or_default(),
            refused = refused(progress, words, tongue),
            uncertain = uncertain,
            left = self.left,
        ];
        words.say(tongue, "report", &fields)
    }

    /// The text of `/stats NUMBER`.
    pub fn text(&self, words: &Words, newsroom: &Newsroom, tongue: Language) -> String {
        let since = |at| words.duration(tongue, crate::clock::Time::since(at, self.began).max(AT_ONCE));
        let kind = if self.is_breaking() { "kind-breaking" } else { "kind-push" };
        let nobody = if self.is_breaking() { "who-console" } else { "who-itself" };
        let fields = args![
            headline = still(&self.story.headline),
            time =
                format!("{} {}", words.date(tongue, self.began, newsroom.zone), words.time(self.began, newsroom.zone)),
            kind = words.say(tongue, kind, &args![]),
            who = self.who.as_ref().map_or_else(|| words.say(tongue, nobody, &args![]), |name| escape(name)),
            sent = self.progress.delivered,
            all = self.all(),
            percent = percent(self.progress.delivered, self.all()).map_or_else(|| "—".into(), |n| n.to_string()),
            median = self.moments.map(|moments| since(moments.middle)).unwrap_or_default(),
            last = self.moments.map(|moments| since(moments.last)).unwrap_or_default(),
            left = self.left,
            muted = self.muted,
        ];
        let text = words.say(tongue, "stats-one", &fields);
        match self.progress.uncertain {
            0 => text,
            n => format!("{text}\n{}", words.say(tongue, "report-uncertain", &args![n = n])),
        }
    }
}
