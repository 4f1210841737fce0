//! The words as a whole: the three languages say the same, keep Telegram's limits, and count as people do.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use headliner::{
    article::Language,
    locale::{Words, args, built_in_text},
};

/// A text: its variables, its start tags, and all of it that is not a variable (each variable as one `_`).
#[derive(Debug, Default)]
struct Text {
    variables: BTreeSet<String>,
    literal: String,
}

impl Text {
    fn walk(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.literal.push_str(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                self.variables.insert(id.name.to_string());
                self.literal.push('_');
            }
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                self.variables.insert(id.name.to_string());
                variants.iter().for_each(|variant| self.walk(&variant.value));
            }
            Expression::Inline(InlineExpression::StringLiteral { value }) => self.literal.push_str(value),
            other => panic!("texts use variables and plural selectors only, not {other:?}"),
        }
    }

    /// Start tags, in any order: word order differs.
    fn tags(&self) -> Vec<&str> {
        let parts = self.literal.split('<').skip(1);
        let mut tags: Vec<&str> =
            parts.filter_map(|part| part.split('>').next()).filter(|tag| !tag.starts_with('/')).collect();
        tags.sort_unstable();
        tags
    }

    /// Code points that a reader sees, without what variables add.
    fn length(&self) -> usize {
        headliner::message::length(&self.literal.replace('_', ""))
    }
}

fn texts(language: Language) -> BTreeMap<String, Text> {
    let resource = FluentResource::try_new(built_in_text(language).to_string()).expect("the file is Fluent");
    let mut texts = BTreeMap::new();
    for entry in resource.entries() {
        if let Entry::Message(message) = entry {
            let mut text = Text::default();
            text.walk(message.value.as_ref().unwrap_or_else(|| panic!("{} is empty", message.id.name)));
            let twice = texts.insert(message.id.name.to_string(), text);
            assert!(twice.is_none(), "{} stands twice in {}.ftl", message.id.name, language.code());
        } else {
            assert!(
                !matches!(entry, Entry::Junk { .. }),
                "{}.ftl has a line that is no Fluent: {entry:?}",
                language.code()
            );
        }
    }
    texts
}

#[test]
fn the_three_languages_say_the_same() {
    let [kk, ru, en] = Language::ALL.map(texts);
    let keys = |texts: &BTreeMap<String, Text>| texts.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&ru), keys(&kk));
    assert_eq!(keys(&ru), keys(&en));
    for (key, text) in &ru {
        for other in [&kk[key], &en[key]] {
            assert_eq!(text.variables, other.variables, "{key}: variables");
            assert_eq!(text.tags(), other.tags(), "{key}: tags");
        }
    }
}

#[test]
fn every_tag_is_known_to_telegram_and_closed() {
    const KNOWN: [&str; 9] =
        ["b", "i", "u", "s", "code", "blockquote expandable", "blockquote", "a href=\"_\"", "tg-time"];
    for language in Language::ALL {
        for (key, text) in texts(language) {
            let unknown: Vec<&str> = text.tags().into_iter().filter(|tag| !KNOWN.contains(tag)).collect();
            assert!(unknown.is_empty(), "{key} in {}.ftl: {unknown:?}", language.code());
            let mut open = Vec::new();
            for part in text.literal.split('<').skip(1) {
                let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("{key}: a < without its >"));
                match tag.strip_prefix('/') {
                    Some(name) => assert_eq!(open.pop(), Some(name), "{key} in {}.ftl", language.code()),
                    None => open.push(tag.split(' ').next().unwrap_or_default()),
                }
            }
            assert!(open.is_empty(), "{key} in {}.ftl leaves {open:?} open", language.code());
        }
    }
}

/// Buttons that stand two or three in a row have less room.
const SHARED_ROWS: &[&str] = &[
    "btn-back",
    "btn-done",
    "btn-cancel",
    "btn-rubrics",
    "btn-rubrics-other",
    "btn-main-only",
    "btn-settings",
    "btn-set-when",
    "btn-set-night",
    "btn-set-sound",
    "btn-set-language",
    "btn-more-settings",
    "btn-limit",
    "btn-spacing",
    "btn-digest-weekdays",
    "btn-digest-weekend",
    "city-almaty",
    "city-qyzylorda",
    "city-istanbul",
    "btn-photos",
    "btn-city",
    "btn-words",
    "btn-unmute",
    "btn-my-data",
    "btn-pause-day",
    "btn-pause-3",
    "btn-pause-week",
    "btn-pause-2weeks",
    "btn-pause-date",
    "btn-desk-ordinary",
    "btn-desk-no",
    "btn-breaking",
    "btn-push",
    "btn-main",
    "btn-later",
    "btn-correct",
    "btn-retract",
    "btn-preview",
    "btn-numbers",
    "btn-go-on",
    "btn-days-7",
    "btn-days-30",
    "btn-year",
    "btn-stats-rubrics",
    "btn-stats-stories",
    "btn-csv",
    "btn-share",
    "more-off",
    "more-why",
    "stop-too-many",
    "stop-dull",
    "stop-time",
    "stop-other",
    "confirm-edit",
    "page-newer",
    "page-older",
];

/// Buttons whose keys do not begin with `btn-`.
const BUTTONS: &[&str] = &[
    "when-now",
    "when-digest",
    "when-breaking",
    "night-silent",
    "night-wake",
    "night-hold",
    "night-off",
    "sound-breaking",
    "sound-main",
    "sound-all",
    "sound-none",
    "limit-none",
    "spacing-none",
    "more-mute-week",
    "more-digest",
    "more-follow",
    "more-unfollow",
    "forget-yes",
    "confirm-wake-yes",
    "ask-translation-add",
    "ask-translation-same",
    "ask-translation-skip",
    "correct-silent",
    "channel-button",
    "search-follow",
    "confirm-send",
    "confirm-send-push",
    "digest-pages",
];

#[test]
fn labels_toasts_and_descriptions_keep_their_limits() {
    for language in Language::ALL {
        let texts = texts(language);
        let within = |key: &str, most: usize| {
            let text = texts.get(key).unwrap_or_else(|| panic!("{key} is gone"));
            let length = text.length();
            assert!(length <= most, "{key} in {}.ftl has {length} characters, at most {most}", language.code());
        };
        for key in texts.keys() {
            if key.starts_with("btn-") || BUTTONS.contains(&key.as_str()) {
                within(key, 30);
            }
            let toast = key.starts_with("toast-") || key.ends_with("-hint");
            if toast
                || ["newslang-few", "newslang-rare", "group-admins-only", "no-rights", "no-expired"]
                    .contains(&key.as_str())
            {
                within(key, 150);
            }
            within(key, 1024);
        }
        SHARED_ROWS.iter().for_each(|key| within(key, 20));
        within("bot-short", 100);
        within("bot-about", 440);
    }
}

#[test]
fn counts_are_said_as_people_say_them() {
    let words = Words::built_in();
    let check = |language: Language, n: u64, expected: &str| assert_eq!(words.count_news(language, n), expected);
    check(Language::Ru, 0, "0 новостей");
    check(Language::Ru, 1, "1 новость");
    check(Language::Ru, 2, "2 новости");
    check(Language::Ru, 5, "5 новостей");
    check(Language::Ru, 11, "11 новостей");
    check(Language::Ru, 14, "14 новостей");
    check(Language::Ru, 21, "21 новость");
    check(Language::Ru, 104, "104 новости");
    check(Language::Ru, 12_402, "12\u{a0}402 новости");
    check(Language::Kk, 1, "1 жаңалық");
    check(Language::Kk, 1_000_000, "1\u{a0}000\u{a0}000 жаңалық");
    check(Language::En, 1, "1 story");
    check(Language::En, 21, "21 stories");
    assert_eq!(words.count_readers_to(Language::Ru, 21), "21 читателю");
    assert_eq!(words.count_readers_to(Language::Ru, 12_402), "12\u{a0}402 читателям");
    assert_eq!(words.count_readers(Language::Ru, 3), "3 читателя");
    assert_eq!(words.count_copies(Language::Ru, 12), "12 копий");
    assert_eq!(words.count_messages(Language::Kk, 2), "2 хабарлама");
    assert_eq!(words.count_days(Language::Ru, 30), "30 дней");
}

#[test]
fn every_text_can_be_said() {
    let words = Words::built_in();
    for language in Language::ALL {
        for (key, text) in texts(language) {
            let mut args = args![];
            for variable in &text.variables {
                let name: &'static str = Box::leak(variable.clone().into_boxed_str());
                match name {
                    "n" | "month" | "day" => args.set(name, 3),
                    _ => args.set(name, "x"),
                }
            }
            let said = words.say(language, &key, &args);
            assert!(
                !said.is_empty()
                    && (said != key || ["on", "off"].contains(&key.as_str()))
                    && !said.contains(['{', '\u{fdd0}', '\u{fdd1}']),
                "{key}: {said}"
            );
            assert!(!said.contains("\n\n\n") && said.trim() == said, "{key} has stray white space: {said:?}");
        }
    }
}

/// The keys of the copy deck, which names every text a person reads: none is missing here.
#[test]
fn the_deck_is_complete() {
    let keys: Vec<&str> = include_str!("../data/deck.txt").lines().collect();
    assert!(keys.len() > 300, "only {} keys", keys.len());
    let words = Words::built_in();
    let missing: Vec<&str> = keys.into_iter().filter(|key| !words.has(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
