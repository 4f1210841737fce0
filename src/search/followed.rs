//! What a reader follows: words in any form, «a phrase», `#tag`, `-without`. In: what was typed, or its normal form. Out: a
//! [`Query`], which says whether a [`Text`] has it: all its parts, and none of those behind a minus. Two queries have the
//! same normal form whatever their order, case and quotes; where only endings differ they may have two, since languages decline differently.

use std::{borrow::Cow, collections::HashSet};

use super::forms::{stem, words};
use crate::article::Language;

/// The longest query, in characters: longer ones are letters to the newsroom.
pub const LONGEST: usize = 100;
/// The most parts: each is looked for in every story that has the longest of them.
const PARTS: usize = 8;
/// What opens and closes a phrase.
const QUOTES: [char; 8] = ['«', '»', '"', '“', '”', '„', '‟', '″'];

/// What was typed as it stands between the quotes of a sentence: without those around all of it, others as inner ones.
pub fn bare(said: &str) -> Cow<'_, str> {
    let inside = said.strip_prefix(QUOTES).and_then(|said| said.strip_suffix(QUOTES));
    match inside.filter(|inside| !inside.contains(QUOTES)) {
        Some(inside) => inside.into(),
        None if said.contains(QUOTES) => {
            let mut opens = false;
            let inner = |letter: char| match letter {
                letter if QUOTES.contains(&letter) => {
                    opens = !opens;
                    if opens { '„' } else { '“' }
                }
                letter => letter,
            };
            said.chars().map(inner).collect()
        }
        None => said.into(),
    }
}

/// A word as each language has it, in the order of [`Language::ALL`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stems([String; 3]);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// These words, one after the other; of a single word one.
    Words(Vec<Stems>),
    /// A tag.
    Tag(Stems),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    without: bool,
    what: What,
}

/// What somebody follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(Vec<Part>);

/// What is looked through: the words of a story, each field by itself, and its tags.
#[derive(Clone, Debug)]
pub struct Text {
    language: Language,
    fields: Vec<Vec<String>>,
    /// As [`Query::anchors`] has them.
    keys: HashSet<String>,
}

impl Text {
    /// The words of these fields and tags.
    pub fn of<'a>(fields: &[&str], tags: impl Iterator<Item = &'a str>, language: Language) -> Text {
        let tags: Vec<&str> = tags.collect();
        let stems = |field: &str| words(field).map(|word| stem(word, language)).collect::<Vec<String>>();
        let fields: Vec<Vec<String>> = fields.iter().copied().chain(tags.iter().copied()).map(stems).collect();
        let mut keys: HashSet<String> = fields.iter().flatten().map(|stem| key(stem, language)).collect();
        keys.extend(tags.iter().map(|tag| tag_key(&stem(&joined(tag), language), language)));
        Text { language, fields, keys }
    }

    /// What words are found by.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }
}

impl Query {
    /// Understands what a reader typed. `None`: it names nothing that a story could have, or far too much.
    pub fn parse(typed: &str) -> Option<Query> {
        if typed.chars().count() > LONGEST {
            return None;
        }
        let mut parts: Vec<Part> = pieces(typed).filter_map(|(without, text)| part(without, text)).collect();
        parts.sort();
        parts.dedup();
        let query = Query(parts);
        let fair = query.0.len() <= PARTS && query.0.iter().any(|part| !part.without);
        fair.then_some(query)
    }

    /// The normal form.
    pub fn text(&self) -> String {
        let stems = |stems: &Stems| stems.0.join("/");
        let parts = self.0.iter().map(|part| {
            let sign = if part.without { "-" } else { "" };
            match &part.what {
                What::Words(words) => format!("{sign}{}", words.iter().map(stems).collect::<Vec<_>>().join("+")),
                What::Tag(tag) => format!("{sign}#{}", stems(tag)),
            }
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    /// Whether this normal form has one part: then a text that has an anchor of it has all of it.
    pub fn is_one_part(text: &str) -> bool {
        !text.contains([' ', '+', '-'])
    }

    /// The query of a normal form.
    pub fn kept(text: &str) -> Query {
        let stems = |text: &str| {
            let mut stems = text.split('/').map(str::to_owned);
            Stems(std::array::from_fn(|_| stems.next().unwrap_or_default()))
        };
        let part = |text: &str| {
            let (without, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
            let what = match text.strip_prefix('#') {
                Some(tag) => What::Tag(stems(tag)),
                None => What::Words(text.split('+').map(stems).collect()),
            };
            Part { without, what }
        };
        Query(text.split(' ').map(part).collect())
    }

    /// Whether texts in one of these languages (a mask) that have the one have the other: «каток» and «катки» are one word in
    /// Russian, and two in Kazakh.
    pub fn is_like(&self, other: &Query, languages: u8) -> bool {
        let read = Language::ALL.into_iter().filter(|language| languages & language.bit() != 0);
        read.into_iter().any(|language| self.in_language(language) == other.in_language(language))
    }

    fn in_language(&self, language: Language) -> Vec<(bool, bool, Vec<&str>)> {
        let mut parts: Vec<_> = Vec::with_capacity(self.0.len());
        for Part { without, what } in &self.0 {
            parts.push(match what {
                What::Words(words) => {
                    (*without, false, words.iter().map(|word| word.in_language(language)).collect::<Vec<_>>())
                }
                What::Tag(tag) => (*without, true, vec![tag.in_language(language)]),
            });
        }
        parts.sort();
        parts.dedup();
        parts
    }

    /// What a text must have so that it can have this, one of them a language: the longest, so the rarest, of what it must have.
    pub fn anchors(&self) -> Vec<String> {
        let must = self.0.iter().filter(|part| !part.without);
        let longest = must.max_by_key(|part| match &part.what {
            What::Words(words) => words.iter().map(Stems::length).max().unwrap_or(0),
            What::Tag(tag) => tag.length(),
        });
        let Some(longest) = longest else { return Vec::new() };
        let of = |language: Language| match &longest.what {
            What::Words(words) => {
                words.iter().max_by_key(|word| word.length()).map(|word| key(word.in_language(language), language))
            }
            What::Tag(tag) => Some(tag_key(tag.in_language(language), language)),
        };
        Language::ALL.into_iter().filter_map(of).collect()
    }

    /// Whether the text has all of it, and nothing that it must not have.
    pub fn is_in(&self, text: &Text) -> bool {
        self.0.iter().all(|part| part.what.is_in(text) != part.without)
    }
}

impl Stems {
    fn of(word: &str) -> Stems {
        let mut languages = Language::ALL.into_iter();
        Stems(std::array::from_fn(|_| languages.next().map(|language| stem(word, language)).unwrap_or_default()))
    }

    fn in_language(&self, language: Language) -> &str {
        let place = Language::ALL.iter().position(|other| *other == language).unwrap_or(0);
        &self.0[place]
    }

    fn length(&self) -> usize {
        self.0.iter().map(|stem| stem.chars().count()).max().unwrap_or(0)
    }
}

impl What {
    fn is_in(&self, text: &Text) -> bool {
        let language = text.language;
        match self {
            What::Tag(tag) => text.keys.contains(&tag_key(tag.in_language(language), language)),
            What::Words(words) => match words.as_slice() {
                [word] => text.keys.contains(&key(word.in_language(language), language)),
                words => text.fields.iter().any(|field| {
                    let is_here =
                        |here: &[String]| here.iter().zip(words).all(|(stem, word)| stem == word.in_language(language));
                    field.windows(words.len()).any(is_here)
                }),
            },
        }
    }
}

/// By what a word of a language is found: those of others are no forms of it.
fn key(stem: &str, language: Language) -> String {
    format!("{}:{stem}", language.code())
}

fn tag_key(stem: &str, language: Language) -> String {
    format!("{}#{stem}", language.code())
}

/// A tag's letters and digits: «Новости Казахстана», `новости_казахстана` and `НовостиКазахстана` are one.
fn joined(tag: &str) -> String {
    tag.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What was typed, piece by piece: whether without it, and the text, which keeps the quotes or the `#` that say what it is. A quote
/// that is not closed reaches to the end.
fn pieces(typed: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = typed;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        let first = rest.chars().next()?;
        let without = matches!(first, '-' | '−' | '–' | '—');
        let piece = if without { &rest[first.len_utf8()..] } else { rest };
        let quoted = piece.chars().next().filter(|letter| QUOTES.contains(letter)).map_or(0, char::len_utf8);
        let ends =
            |letter: char| if quoted > 0 { QUOTES.contains(&letter) } else { letter.is_whitespace() || letter == ',' };
        let end = piece[quoted..].find(ends).map_or(piece.len(), |at| quoted + at);
        let closing = if quoted > 0 { piece[end..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        rest = &piece[end + closing..];
        Some((without, &piece[quoted..end]))
    })
}

fn part(without: bool, text: &str) -> Option<Part> {
    let what = match text.strip_prefix('#') {
        Some(tag) => What::Tag(Some(joined(tag)).filter(|tag| !tag.is_empty()).map(|tag| Stems::of(&tag))?),
        None => What::Words(Some(words(text).map(Stems::of).collect::<Vec<_>>()).filter(|words| !words.is_empty())?),
    };
    Some(Part { without, what })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_inside_those_of_a_sentence() {
        for (said, expected) in [
            ("«новый парк»", "новый парк"),
            ("\"новый парк\"", "новый парк"),
            ("метро", "метро"),
            ("«новый парк» «озеро»", "„новый парк“ „озеро“"),
            ("-снос «парк»", "-снос „парк“"),
        ] {
            assert_eq!(bare(said), expected);
        }
    }

    fn text(headline: &str, language: Language) -> Text {
        let tags = "волонтёры\nНовости Казахстана";
        Text::of(&[headline, "Работы начнутся весной", "Мадина Серикова"], tags.lines(), language)
    }

    fn check(typed: &str, headline: &str, language: Language, expected: bool) {
        let query = Query::parse(typed).unwrap_or_else(|| panic!("{typed} is nothing"));
        assert_eq!(Query::kept(&query.text()), query, "{typed}");
        let text = text(headline, language);
        assert_eq!(query.is_in(&text), expected, "{typed}: {headline}");
        let found = query.anchors().iter().any(|anchor| text.keys().any(|key| key == anchor));
        assert!(found || !expected, "{typed} is not looked for: {headline}");
        assert!(!found || expected || !Query::is_one_part(&query.text()), "{typed} is found: {headline}");
    }

    #[test]
    fn a_word_is_found_in_any_form_and_all_of_them_must_be_there() {
        let school = "Школами Медеуского района займутся";
        for (typed, expected) in [
            ("школа", true),
            ("ШКОЛ", true),
            ("школы медеуский", true),
            ("школа детсад", false),
            ("медеуский район школа", true),
            ("весна", true),
            ("серикова", true),
            ("шко", false),
            ("школа, район", true),
        ] {
            check(typed, school, Language::Ru, expected);
        }
        for (typed, expected) in [("мектеп", true), ("мектептер", true), ("көпір", false)] {
            check(typed, "Мектептерде жаңа сабақ басталады", Language::Kk, expected);
        }
        check("schools", "A school opens", Language::En, true);
    }

    #[test]
    fn phrases_tags_and_what_must_not_be_there() {
        let district = "В Медеуском районе откроют парк";
        for (typed, expected) in [
            ("«Медеуский район»", true),
            ("\"районе Медеуском\"", false),
            ("«Медеуский парк»", false),
            ("\"медеуский район", true),
            ("парк -снос", true),
            ("парк -медеуский", false),
            ("парк -«медеуский район»", false),
            ("парк -\"район медеуский\"", true),
            ("#волонтёры", true),
            ("#волонтер", true),
            ("#Новости_Казахстана", true),
            ("#НовостиКазахстана", true),
            ("#парк", false),
            ("парк −#волонтеры", false),
            ("мадина-серикова", true),
        ] {
            check(typed, district, Language::Ru, expected);
        }
    }

    #[test]
    fn the_same_has_one_normal_form() {
        let text = |typed: &str| Query::parse(typed).map(|query| query.text());
        assert_eq!(text("парк школа"), text("ШКОЛА,  парк"));
        assert_eq!(text("парк парк"), text("парк"));
        assert_eq!(text("«новый парк»"), text("“Новый  парк”"));
        assert_ne!(text("«новый парк»"), text("новый парк"));
        assert_ne!(text("парк"), text("#парк"));
        let like = |one: &str, other: &str, languages| {
            Query::parse(one).unwrap().is_like(&Query::parse(other).unwrap(), languages)
        };
        assert!(like("каток", "КАТКИ", 1) && like("лёд каток", "катки, лед", 3) && like("мектеп", "мектептер", 2));
        assert!(!like("каток", "каток -лёд", 3) && !like("каток", "#каток", 3) && !like("каток", "парк", 7));
        for nothing in ["", "  ", "-парк", "«»", "#", "-", "!!!", "—", &"п".repeat(101), "а б в г д е ж з и"]
        {
            assert_eq!(text(nothing), None, "{nothing}");
        }
    }
}
