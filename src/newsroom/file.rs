//! Reads the newsroom's file. In: TOML. Out: a [`Newsroom`], or every mistake of the file at once, each with its line and
//! how to mend it. Keys that are left out are taken from the built-in file.

mod check;
mod feeds;
mod groups;
mod rubrics;

use std::{sync::LazyLock, time::Duration};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use url::Url;

use super::{
    Articles, BUILT_IN, Breaking, LinkRule, MainFrom, Minute, Mode, Named, NewReader, Newsroom, Night, Sound, Text,
    sign,
};
use crate::{
    article::{Fault, Language, Sentence},
    config::{nearest, parse_duration},
};

static BUILT_IN_NEWSROOM: LazyLock<Newsroom> = LazyLock::new(|| {
    parse_over(scaffold(), BUILT_IN).expect("the built-in newsroom file is valid, a test holds it so")
});

/// See [`Newsroom::parse`].
pub(super) fn parse(toml: &str) -> Result<Newsroom, Vec<Fault>> {
    parse_over(BUILT_IN_NEWSROOM.clone(), toml)
}

/// The built-in newsroom.
pub(super) fn built_in() -> Newsroom {
    BUILT_IN_NEWSROOM.clone()
}

/// What the built-in file is read over: it has every key that has no empty value of its own.
fn scaffold() -> Newsroom {
    Newsroom {
        name: Named::default(),
        site: Named::default(),
        url: Url::parse("https://localhost").expect("a constant address"),
        hosts: Vec::new(),
        link_template: String::new(),
        operator: Named::default(),
        contact: String::new(),
        zone: chrono_tz::Tz::UTC,
        language: Language::Ru,
        link_params: String::new(),
        placeholder: None,
        main: MainFrom::Flag,
        warn_above: 0,
        rubrics: Vec::new(),
        groups: Vec::new(),
        new_reader: NewReader {
            mode: Mode::Now,
            digest: Vec::new(),
            weekend: Vec::new(),
            quiet: None,
            night: Night::Silent,
            sound: Sound::Breaking,
            spacing: Duration::ZERO,
            limit: 0,
        },
        breaking: Breaking {
            undo: Duration::ZERO,
            ask: Duration::ZERO,
            per_hour: 0,
            stars: 0,
            four_eyes: false,
            alone: Duration::ZERO,
        },
        text: Text { lead: 300, trim: Vec::new() },
        left_out: Vec::new(),
        articles: Articles { ignore: Vec::new(), link: LinkRule::Required },
        feeds: Vec::new(),
    }
}

fn parse_over(base: Newsroom, toml: &str) -> Result<Newsroom, Vec<Fault>> {
    let toml = toml.strip_prefix('\u{feff}').unwrap_or(toml);
    let (table, errors) = DeTable::parse_recoverable(toml);
    let mut reading = Reading { text: toml, faults: Vec::new() };
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        let english = format!("this is no TOML: {}; mend the line", error.message().replace('\n', ", "));
        reading.fault(at, Sentence::new("flaw-newsroom-toml", english, Vec::new()));
    }
    if !reading.faults.is_empty() {
        return Err(reading.sorted());
    }
    let mut newsroom = base;
    reading.newsroom(table.get_ref(), &mut newsroom);
    if reading.faults.is_empty() { Ok(newsroom) } else { Err(reading.sorted()) }
}

/// The keys of the file's top.
const TOP: &[&str] = &[
    "name",
    "site",
    "url",
    "hosts",
    "link_template",
    "operator",
    "contact",
    "timezone",
    "language",
    "link_params",
    "placeholder",
    "main",
    "rubric",
    "group",
    "feed",
    "new_reader",
    "breaking",
    "text",
    "articles",
];

/// A file being read: its text for line numbers, and the mistakes found.
struct Reading<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    /// What has no words for the desk is said there by its line.
    fn fault(&mut self, at: usize, what: impl Into<Sentence>) {
        let what = what.into();
        let what = if what.key().is_some() { what } else { Sentence::new("flaw-newsroom", &*what, Vec::new()) };
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        self.faults.push(Fault::at(line, what));
    }

    fn sorted(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| fault.line);
        self.faults
    }

    /// Reports keys that nobody knows, with the nearest one that is known.
    fn keys(&mut self, table: &DeTable, place: &str, known: &[&str]) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let cure = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("known here: {}", known.join(", ")),
            };
            let english = format!("unknown key \"{name}\"{place}; {cure}");
            let what = match nearest(name, known.iter().copied()) {
                Some(near) => vec![("key", name.to_owned()), ("near", near.to_owned())],
                None => vec![("key", name.to_owned())],
            };
            let said = if what.len() > 1 { "flaw-newsroom-near" } else { "flaw-newsroom-unknown" };
            self.fault(key.span().start, Sentence::new(said, english, what));
        }
    }

    /// Puts what `read` makes of the key's value into `target`; leaves it where the key is missing.
    fn take<T>(
        &mut self,
        table: &DeTable,
        key: &str,
        target: &mut T,
        read: impl FnOnce(&DeValue) -> Result<T, String>,
    ) {
        let Some(value) = table.get(key) else { return };
        match read(value.get_ref()) {
            Ok(value) => *target = value,
            Err(what) => {
                let english = format!("{key}: {what}");
                let said = Sentence::new("flaw-newsroom-value", english, vec![("key", key.to_owned())]);
                self.fault(value.span().start, said);
            }
        }
    }

    /// The table under the key, if it is one and its keys are known.
    fn table<'t, 'i>(&mut self, top: &'t DeTable<'i>, key: &str, known: &[&str]) -> Option<&'t DeTable<'i>> {
        let value = top.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            let english = format!("{key} is a table; write [{key}] on a line of its own");
            let said = Sentence::new("flaw-newsroom-table", english, vec![("key", key.to_owned())]);
            self.fault(value.span().start, said);
            return None;
        };
        self.keys(table, &format!(" in [{key}]"), known);
        Some(table)
    }

    fn newsroom(&mut self, top: &DeTable, newsroom: &mut Newsroom) {
        self.keys(top, "", TOP);
        self.take(top, "language", &mut newsroom.language, check::language);
        let language = newsroom.language;
        self.take(top, "name", &mut newsroom.name, |value| check::named(value, language));
        self.take(top, "site", &mut newsroom.site, |value| check::named(value, language));
        self.take(top, "url", &mut newsroom.url, check::web_address);
        self.take(top, "hosts", &mut newsroom.hosts, check::hosts);
        self.take(top, "link_template", &mut newsroom.link_template, check::link_template);
        self.take(top, "operator", &mut newsroom.operator, |value| check::named_or_nothing(value, language));
        self.take(top, "contact", &mut newsroom.contact, check::text);
        sign::settle(newsroom, |key| top.contains_key(key));
        self.take(top, "timezone", &mut newsroom.zone, check::zone);
        self.take(top, "link_params", &mut newsroom.link_params, check::link_params);
        self.take(top, "placeholder", &mut newsroom.placeholder, check::placeholder);
        if let Some(main) = self.table(top, "main", &["from", "warn_above"]) {
            self.take(main, "from", &mut newsroom.main, check::main_from);
            self.take(main, "warn_above", &mut newsroom.warn_above, |value| check::number(value, 0..=1000));
        }
        self.rubrics_and_groups(top, newsroom);
        self.new_reader(top, &mut newsroom.new_reader);
        self.breaking(top, &mut newsroom.breaking);
        if let Some(text) = self.table(top, "text", &["lead", "trim"]) {
            self.take(text, "lead", &mut newsroom.text.lead, |value| {
                check::number(value, 50..=2000).map(|n| n as usize)
            });
            self.take(text, "trim", &mut newsroom.text.trim, check::texts);
        }
        if let Some(articles) = self.table(top, "articles", &["ignore", "link"]) {
            self.take(articles, "ignore", &mut newsroom.articles.ignore, check::texts);
            let link = |value: &DeValue| check::choice(value, LinkRule::ALL, LinkRule::name);
            self.take(articles, "link", &mut newsroom.articles.link, link);
        }
        if let Some(feeds) = top.get("feed") {
            newsroom.feeds = self.feeds(feeds, &newsroom.rubrics);
        }
    }

    fn new_reader(&mut self, top: &DeTable, reader: &mut NewReader) {
        let known = ["mode", "digest", "weekend", "quiet", "night", "sound", "spacing", "limit"];
        let Some(table) = self.table(top, "new_reader", &known) else { return };
        self.take(table, "mode", &mut reader.mode, |value| check::choice(value, Mode::ALL, Mode::name));
        self.take(table, "digest", &mut reader.digest, check::digest);
        if table.contains_key("digest") {
            reader.weekend.clone_from(&reader.digest); // a file of before weekends had hours of their own means every day
        }
        self.take(table, "weekend", &mut reader.weekend, check::weekend);
        self.take(table, "quiet", &mut reader.quiet, check::quiet);
        self.take(table, "night", &mut reader.night, |value| check::choice(value, Night::ALL, Night::name));
        self.take(table, "sound", &mut reader.sound, |value| check::choice(value, Sound::ALL, Sound::name));
        self.take(table, "spacing", &mut reader.spacing, |value| check::duration(value, Duration::from_secs(86_400)));
        self.take(table, "limit", &mut reader.limit, |value| check::number(value, 0..=1000));
    }

    fn breaking(&mut self, top: &DeTable, breaking: &mut Breaking) {
        let known = ["undo", "ask", "per_hour", "stars", "four_eyes", "alone"];
        let Some(table) = self.table(top, "breaking", &known) else { return };
        self.take(table, "undo", &mut breaking.undo, |value| check::duration(value, Duration::from_secs(600)));
        self.take(table, "ask", &mut breaking.ask, |value| check::duration(value, Duration::from_secs(86_400)));
        self.take(table, "per_hour", &mut breaking.per_hour, |value| check::number(value, 0..=1000));
        self.take(table, "stars", &mut breaking.stars, |value| check::number(value, 0..=1_000_000));
        self.take(table, "four_eyes", &mut breaking.four_eyes, check::boolean);
        self.take(table, "alone", &mut breaking.alone, |value| check::duration(value, Duration::from_secs(86_400)));
    }
}
