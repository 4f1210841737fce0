//! Rubrics, their groups, and what they are called. In: names, as articles, feeds and newsrooms write them. Out: the same name in
//! the one way in which names are compared.

use unicode_normalization::UnicodeNormalization;

use super::{Named, Newsroom};
use crate::{article::Language, config::nearest};

/// A rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rubric {
    /// `[a-z0-9-]`, at most 32; in links and articles.
    pub id: String,
    /// On buttons and in hashtags.
    pub title: Named,
    /// May be empty.
    pub emoji: String,
    /// What articles and feeds may call it besides id and titles.
    pub aliases: Vec<String>,
    /// The id of its group; `None`: an ordinary one.
    pub group: Option<String>,
    /// Its place in masks, 1 to 62 (0 is main news): the place in the file until the store settles it.
    pub bit: u8,
}

impl Rubric {
    /// All the names it goes by: id, titles, aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = std::iter::once(self.id.as_str()).chain(self.title.all());
        own.chain(self.aliases.iter().map(String::as_str)).filter(|name| !name.is_empty())
    }

    /// Its emoji and title, as on buttons.
    pub fn label(&self, language: Language) -> String {
        format!("{} {}", self.emoji, self.title.in_language(language)).trim().to_string()
    }
}

/// Rubrics that have a screen of their own, such as the city's districts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// `[a-z0-9-]`, at most 32; rubrics name it.
    pub id: String,
    /// On its button and above its screen.
    pub title: Named,
    /// May be empty.
    pub emoji: String,
}

impl Newsroom {
    /// The rubrics of no group, which the first screen shows.
    pub fn ordinary(&self) -> impl Iterator<Item = &Rubric> {
        self.rubrics.iter().filter(|rubric| rubric.group.is_none())
    }

    /// The rubrics of a group.
    pub fn rubrics_of(&self, group: &Group) -> impl Iterator<Item = &Rubric> {
        self.rubrics.iter().filter(|rubric| rubric.group.as_ref() == Some(&group.id))
    }

    /// The name of a rubric that an unknown one is most like, if any is like it at all: letters of another alphabet, or a slip.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let ids = self.rubrics.iter().map(|rubric| rubric.id.as_str());
        let names = self.rubrics.iter().flat_map(Rubric::names);
        self.looks_like(name).or_else(|| nearest(name, ids)).or_else(|| nearest(name, names))
    }

    /// The group to which a rubric belongs.
    pub fn group_of(&self, rubric: &Rubric) -> Option<&Group> {
        let id = rubric.group.as_ref()?;
        self.groups.iter().find(|group| group.id == *id)
    }
}

/// Signs between the steps of a way through a site, which ends in the rubric.
const STEPS: [char; 5] = ['/', '>', '|', '»', '›'];

/// The names in one text, by what is known of them.
pub(super) fn parts<'n>(name: &'n str, knows: impl Fn(&str) -> bool) -> Vec<&'n str> {
    let trimmed = |part: &'n str| part.trim().trim_start_matches('#');
    if knows(name) {
        return vec![name];
    }
    let listed = name.split([',', ';']).map(trimmed).filter(|part| !part.is_empty());
    listed
        .flat_map(|part| {
            let known = |parts: Vec<&'n str>| -> Vec<&'n str> {
                parts.into_iter().map(trimmed).filter(|part| knows(part)).collect()
            };
            if knows(part) {
                return vec![part];
            }
            let words: Vec<&str> = part.split_whitespace().collect();
            let ways = match part.contains(STEPS) {
                true => known(part.split(STEPS).collect()),
                false if words.iter().all(|word| knows(word)) => words,
                false => Vec::new(),
            };
            if ways.is_empty() { vec![part] } else { ways }
        })
        .collect()
}

/// How names are compared: without case, outer space, and the dots of «ё», however the letters are put together.
pub(super) fn fold(name: &str) -> String {
    name.trim().nfc().collect::<String>().to_lowercase().replace('ё', "е")
}

/// The same with all letters Cyrillic that look so.
pub(super) fn skeleton(name: &str) -> String {
    let cyrillic = |letter: char| LATIN.chars().zip(CYRILLIC.chars()).find(|(latin, _)| *latin == letter);
    fold(name).chars().map(|letter| cyrillic(letter).map_or(letter, |(_, cyrillic)| cyrillic)).collect()
}

/// Letters that look like the Cyrillic ones below them, as capitals at least.
const LATIN: &str = "abcehikmoptxyə";
const CYRILLIC: &str = "авсенікмортхуә";
