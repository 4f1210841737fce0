//! The numbers as text: Telegram HTML in the language of whoever asks.

use std::{collections::BTreeMap, time::Duration};

use super::{Left, Period, Push, Statistics};
use crate::{
    article::Language,
    locale::{Args, Words, args},
    message::{CAPTION_LIMIT, escape, length, still, text::cut},
    newsroom::Newsroom,
    store::progress::Progress,
};

/// How many rubrics and sources are named.
const NAMED: usize = 6;
/// With so many characters each: a former import took half a file for a source.
const LONGEST: usize = 64;
/// So much of a headline says which story it is.
const HEADLINE: usize = 80;
/// What arrived in the millisecond in which it was published took a second at most, not none.
const AT_ONCE: Duration = Duration::from_millis(1);

/// Whole percents, rounded down, so that a hundred means all; `None` of nothing.
pub fn percent(part: u32, all: u32) -> Option<u32> {
    (all > 0).then(|| u32::try_from(u64::from(part) * 100 / u64::from(all)).unwrap_or(100))
}

/// How the numbers are told: in which words, whose, to whom.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// Every word.
    pub words: &'a Words,
    /// Whose numbers they are.
    pub newsroom: &'a Newsroom,
    /// The language.
    pub tongue: Language,
    /// What to put under articles, where nobody reads yet.
    pub link: &'a str,
}

impl Telling<'_> {
    pub(super) fn number(&self, n: u32) -> String {
        self.words.number(self.tongue, i64::from(n))
    }

    pub(super) fn say(&self, key: &str, args: &Args) -> String {
        self.words.say(self.tongue, key, args)
    }

    pub(super) fn seconds(&self, seconds: Option<u64>) -> String {
        seconds.map(|s| self.words.duration(self.tongue, Duration::from_secs(s))).unwrap_or_default()
    }

    /// «16 ноября – 23 ноября»
    pub(super) fn span(&self, period: &Period) -> [String; 2] {
        let date = |at| self.words.date(self.tongue, at, self.newsroom.zone);
        [date(period.span.0), date(period.span.1)]
    }

    /// What a rubric is called in lists of numbers.
    pub(super) fn rubric(&self, id: &str) -> String {
        match self.newsroom.rubrics.iter().find(|rubric| rubric.id == id) {
            Some(rubric) => rubric.title.in_language(self.tongue).to_owned(),
            None => self.words.say(self.tongue, "rubric-main", &args![]),
        }
    }

    fn source(&self, source: &str) -> String {
        match source {
            "direct" => self.words.say(self.tongue, "source-direct", &args![]),
            "import" => self.words.say(self.tongue, "source-import", &args![]),
            other => other.to_owned(),
        }
    }
}

impl Statistics {
    /// The text of `/stats`: readers now, the period that was asked for and the one before, deliveries of the last day. Where
    /// there is nothing to tell, how to come by readers.
    pub fn text(&self, telling: &Telling) -> String {
        self.written(telling, NAMED)
    }

    /// The same behind `first`, short enough to stand under a picture: then fewer things are named of each kind.
    pub fn caption(&self, telling: &Telling, first: &str) -> String {
        let mut text = String::new();
        for most in (0..=NAMED).rev() {
            text = format!("{first}{}", self.written(telling, most));
            if length(&text) <= CAPTION_LIMIT {
                break;
            }
        }
        text
    }

    fn written(&self, telling: &Telling, most: usize) -> String {
        let none = || telling.say("stats-none", &args![link = escape(telling.link)]);
        if self.is_empty() {
            return none();
        }
        let (period, languages) = (self.asked(), self.languages(telling, most));
        let [from, to] = telling.span(period);
        let (messages, delivered) = messages(telling, period);
        let fields = args![
            from = from,
            to = to,
            active = telling.number(self.readers.active),
            delta = signed(telling.words, telling.tongue, period.delta),
            new = telling.number(period.new),
            returned = telling.number(period.returned),
            left = telling.number(period.left),
            blocked = telling.number(period.blocked.saturating_add(period.gone).saturating_add(period.no_rights)),
            paused = telling.number(self.readers.paused),
            messages = messages,
            delivered = delivered,
            median = telling.seconds(period.median_seconds),
            last = telling.seconds(period.last_seconds),
            rubrics = listed(&self.readers.by_rubric, telling, most, |id| telling.rubric(id)),
            worst = worst(period, most),
            sources = listed(&self.readers.by_source, telling, most, |source| telling.source(source)),
        ];
        let mut lines = vec![telling.say("stats", &fields)];
        if !languages.is_empty() {
            lines.push(telling.say("stats-languages", &args![languages = languages]));
        }
        lines.extend(self.more(telling, most));
        lines.push(self.besides(telling));
        if self.readers.active == 0 {
            lines.push(format!("\n{}", none()));
        }
        lines.join("\n")
    }

    /// When news comes to readers, rooms, the best link, the busiest hours: what there is of it.
    fn more(&self, telling: &Telling, most: usize) -> Vec<String> {
        let mode = |mode: &str| telling.say(&format!("stats-mode-{mode}"), &args![]);
        let modes = listed(&self.readers.by_mode, telling, most, mode);
        let rooms = [self.readers.groups, self.readers.channels].map(|n| telling.number(n));
        let hours = self.busiest_hours.iter().map(|hour| format!("{hour}:00")).collect::<Vec<_>>().join(", ");
        let mut lines = Vec::new();
        if !modes.is_empty() {
            lines.push(telling.say("stats-modes", &args![modes = modes]));
        }
        if let Some((source, count)) = self.asked().best_source() {
            let source = escape(&short(&telling.source(source)));
            lines.push(telling.say("stats-best", &args![source = source, count = telling.number(count)]));
        }
        if !hours.is_empty() {
            lines.push(telling.say("stats-hours", &args![hours = hours]));
        }
        if self.readers.groups.saturating_add(self.readers.channels) > 0 {
            let [groups, channels] = rooms;
            lines.push(telling.say("stats-rooms", &args![groups = groups, channels = channels]));
        }
        lines
    }

    /// The days before, and the deliveries of the last day.
    fn besides(&self, telling: &Telling) -> String {
        let (before, day) = (&self.before, &self.day);
        let [from, to] = telling.span(before);
        let fields = args![
            from = from,
            to = to,
            new = telling.number(before.new.saturating_add(before.returned)),
            left = telling.number(before.went()),
            messages = telling.number(before.messages()),
        ];
        let outcomes = args![
            delivered = telling.number(day.delivered),
            refused = telling.number(day.refused),
            uncertain = telling.number(day.uncertain),
        ];
        format!("\n{}\n{}", telling.say("stats-before", &fields), telling.say("stats-outcomes", &outcomes))
    }

    fn languages(&self, telling: &Telling, most: usize) -> String {
        listed(&self.readers.by_language, telling, most, |codes| {
            let names = codes.split('+').map(|code| telling.say(&format!("language-{code}"), &args![]));
            names.collect::<Vec<_>>().join(" + ")
        })
    }
}

/// How many messages ended and how many of a hundred arrived; nothing of nothing, so that their line goes.
fn messages(telling: &Telling, period: &Period) -> (String, String) {
    match percent(period.delivered, period.messages()) {
        Some(percent) => (telling.number(period.messages()), percent.to_string()),
        None => (String::new(), String::new()),
    }
}

/// «Главное 120, Общество 80»: most first.
fn listed(counts: &BTreeMap<String, u32>, telling: &Telling, most: usize, name: impl Fn(&str) -> String) -> String {
    let items = ordered(counts).into_iter().filter(|(key, _)| !key.is_empty()).take(most);
    let items = items.map(|(key, count)| format!("{} {}", escape(&short(&name(key))), telling.number(count)));
    items.collect::<Vec<_>>().join(", ")
}

/// Most first, without those of which there is none.
pub(super) fn ordered(counts: &BTreeMap<String, u32>) -> Vec<(&str, u32)> {
    let mut counts: Vec<(&str, u32)> =
        counts.iter().filter(|(_, count)| **count > 0).map(|(key, count)| (key.as_str(), *count)).collect();
    counts.sort_by_key(|(key, count)| (std::cmp::Reverse(*count), *key));
    counts
}

fn short(name: &str) -> String {
    name.chars().take(LONGEST).collect()
}

fn worst(period: &Period, most: usize) -> String {
    let stories = period.left_after.iter().filter(|left| left.readers > 0).take(most);
    let line = |left: &Left| format!("«{}» — {}", still(&cut(&left.headline, HEADLINE)), left.readers);
    stories.map(line).collect::<Vec<_>>().join(", ")
}

/// «+12», «−3», «0»
pub(super) fn signed(words: &Words, tongue: Language, n: i64) -> String {
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
            percent = percent(self.progress.delivered, self.all()).unwrap_or(0),
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
