//! In: the keys of a file as a tree of values. Out: typed values under the many names that systems give them, each
//! wrong one as a fault with its line.

use std::{cell::RefCell, collections::HashMap};

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{Fault, Format, Sentence, moment, plain, sentence};
use crate::clock::Time;

/// A file's keys and where they stand.
pub(super) struct Fields<'a> {
    pub map: &'a Map<String, Value>,
    pub place: Place<'a>,
    pub zone: Tz,
    /// The keys that have a value, by their names but for case, `_`, `-` and spaces.
    named: HashMap<String, Vec<Found<'a>>>,
    /// The same of what stands a level deeper, where site generators let newsrooms keep keys of their own.
    nested: HashMap<String, Vec<Found<'a>>>,
    warnings: RefCell<Vec<Fault>>,
}

/// How to find the line of a key.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// `key: value`; the text of the front matter and its first line's number.
    Yaml(&'a str, usize),
    /// `key = value`; the same.
    Toml(&'a str, usize),
    /// The whole file.
    Json(&'a str),
    /// Inside something else.
    Nowhere,
}

/// A value and the key it stands under.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub key: &'a str,
    pub value: &'a Value,
}

impl<'a> Fields<'a> {
    /// The keys of a file; `zone` is the newsroom's.
    pub fn new(map: &'a Map<String, Value>, place: Place<'a>, zone: Tz) -> Fields<'a> {
        let (mut named, mut nested): (HashMap<String, Vec<Found>>, HashMap<String, Vec<Found>>) = Default::default();
        for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
            named.entry(letters(key).collect()).or_default().push(Found { key, value });
        }
        for (key, value) in own_keys(map).filter(|(_, value)| !value.is_null()) {
            let name: String = letters(key).collect();
            if !NOT_NESTED.contains(&name.as_str()) {
                nested.entry(name).or_default().push(Found { key, value });
            }
        }
        Fields { map, place, zone, named, nested, warnings: RefCell::default() }
    }

    /// A detail: where it cannot be understood, the story goes without it, and that is a warning.
    pub fn detail<T: Default>(&self, found: Result<T, Fault>) -> T {
        found.unwrap_or_else(|fault| {
            self.warn(fault);
            T::default()
        })
    }

    /// Notes what the story goes without.
    pub fn warn(&self, fault: Fault) {
        let mut warnings = self.warnings.borrow_mut();
        if warnings.len() < WARNINGS {
            warnings.push(fault);
        }
    }

    /// What was noted, by line.
    pub fn warnings(&self) -> Vec<Fault> {
        let mut warnings = self.warnings.take();
        warnings.sort_by_key(|fault| fault.line);
        warnings
    }

    /// The value under the first of these names that has one. Names are written small and without `_` and `-`; keys
    /// are compared that way.
    pub fn find(&self, names: &[&str]) -> Option<Found<'a>> {
        self.all(names).next()
    }

    /// The values under all of these names, in the order of the names; deeper ones last.
    pub fn all(&self, names: &[&str]) -> impl Iterator<Item = Found<'a>> {
        let of = |keys: &HashMap<String, Vec<Found<'a>>>| -> Vec<Found<'a>> {
            names.iter().flat_map(|name| keys.get(*name).into_iter().flatten().copied()).collect()
        };
        of(&self.named).into_iter().chain(of(&self.nested))
    }

    /// A fault at a key.
    pub fn fault(&self, key: &str, what: impl Into<Sentence>) -> Fault {
        Fault { line: self.place.line_of(key), ..Fault::new(what) }
    }

    /// One line of plain text; `None` if there is none or it is empty.
    pub fn line(&self, names: &[&str]) -> Result<Option<String>, Fault> {
        match self.find(names) {
            Some(found) => Ok(self.line_at(found)?.filter(|text| !text.is_empty())),
            None => Ok(None),
        }
    }

    /// One line of what people write, without marks of Markdown; `None` if there is none or it is empty.
    pub fn words(&self, names: &[&str]) -> Result<Option<String>, Fault> {
        let Some(found) = self.find(names) else { return Ok(None) };
        Ok(self.raw(found)?.map(|raw| plain::words(&raw)).filter(|text| !text.is_empty()))
    }

    /// The found value as one line of plain text.
    pub fn line_at(&self, found: Found) -> Result<Option<String>, Fault> {
        let raw = self.raw(found)?;
        Ok(raw.map(|raw| plain::line(&plain::html(&raw))))
    }

    /// The found value as it is written.
    pub fn raw(&self, Found { key, value }: Found) -> Result<Option<String>, Fault> {
        match value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone())),
            Value::Number(number) => Ok(Some(self.place.written(key).unwrap_or_else(|| number.to_string()))),
            Value::Bool(yes) => Ok(Some(self.place.written(key).unwrap_or_else(|| yes.to_string()))),
            Value::Array(_) => {
                Err(self.fault(key, sentence!("flaw-list", "{key} is a list: write one text", key = key)))
            }
            Value::Object(_) => Err(self.fault(
                key,
                sentence!("flaw-object", "{key} has keys of its own: write one text in quotes", key = key),
            )),
        }
    }

    /// Yes or no, in the words of several languages; no if the key is absent or empty.
    pub fn flag(&self, names: &[&str]) -> Result<bool, Fault> {
        let Some(found) = self.find(names) else { return Ok(false) };
        let text = match found.value {
            Value::Bool(yes) => return Ok(*yes),
            _ => self.raw(found)?.unwrap_or_default(),
        };
        match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" | "да" | "иә" | "ия" => Ok(true),
            "false" | "no" | "n" | "off" | "0" | "" | "нет" | "жоқ" => Ok(false),
            other => Err(self.fault(
                found.key,
                sentence!("flaw-flag", "{key} is \"{text}\": write true or false", key = found.key, text = other),
            )),
        }
    }

    /// A moment.
    pub fn time(&self, names: &[&str]) -> Result<Option<Time>, Fault> {
        self.find(names).map_or(Ok(None), |found| self.time_at(found))
    }

    /// The found value as a moment.
    pub fn time_at(&self, found: Found) -> Result<Option<Time>, Fault> {
        let text = self.raw(found)?.unwrap_or_default();
        if text.trim().is_empty() {
            return Ok(None);
        }
        let time = moment::parse(&text, self.zone);
        time.map(Some).map_err(|what| self.fault(found.key, what.of(found.key)))
    }

    /// One text or a list of them, under all of the names; in order, without doubles.
    pub fn list(&self, names: &[&str]) -> Result<Vec<String>, Fault> {
        let mut list = Vec::new();
        for found in self.all(names) {
            for item in one_or_many(found.value) {
                let text = match item {
                    // Hexo: the steps of a way to a rubric.
                    Value::Array(steps) if is_named(found.key, "categories") => {
                        steps.iter().filter_map(text_of).for_each(|step| add(&mut list, &step));
                        None
                    }
                    Value::Object(map) => {
                        called(map).for_each(|name| add(&mut list, &name));
                        None
                    }
                    Value::Array(_) => {
                        return Err(self.fault(
                            found.key,
                            sentence!("flaw-lists", "{key} is a list of lists: write one list", key = found.key),
                        ));
                    }
                    // How a number of a list is spelt is not looked up: it would be a search of the text for each.
                    Value::Number(number) => Some(number.to_string()),
                    Value::Bool(yes) => Some(yes.to_string()),
                    item => self.raw(Found { key: found.key, value: item })?,
                };
                add(&mut list, &text.unwrap_or_default());
            }
        }
        Ok(list)
    }
}

/// Where site generators let newsrooms keep keys of their own: Zola, Hugo, and those who follow them.
const OWN: [&str; 6] = ["extra", "params", "taxonomies", "taxonomy", "customfields", "fields"];

/// Keys that mean something else a level deeper: another page, another article, the look of the page.
const NOT_NESTED: [&str; 26] = [
    "id",
    "uri",
    "guid",
    "url",
    "link",
    "permalink",
    "canonical",
    "canonicalurl",
    "slug",
    "version",
    "status",
    "pubstatus",
    "language",
    "lang",
    "locale",
    "inlanguage",
    "headline",
    "title",
    "heading",
    "main",
    "featured",
    "breaking",
    "follows",
    "correction",
    "publish",
    "header",
];

/// The keys of the newsroom's own.
pub(super) fn own_keys(map: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    let places = map.iter().filter(|(key, _)| OWN.iter().any(|own| is_named(key, own)));
    places.filter_map(|(_, value)| value.as_object()).flatten()
}

/// What something with keys of its own is called: its names and codes; a number of a database says nothing beside a name.
fn called(map: &Map<String, Value>) -> impl Iterator<Item = String> {
    let names = ["name", "title", "label", "slug", "qcode", "code"].into_iter().filter_map(|key| text_in(map, &[key]));
    let names: Vec<String> = names.collect();
    let id = if names.is_empty() { text_in(map, &["id"]) } else { None };
    names.into_iter().chain(id)
}

/// How many warnings of one file are told.
const WARNINGS: usize = 10;

/// The text under the first of these names that has one; a `name` inside counts.
pub(super) fn text_in(map: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| map.iter().filter(|(key, _)| is_named(key, name)).find_map(|(_, value)| text_of(value)))
}

/// A value as text: itself, or its name, or the first of a list.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => {
            ["name", "value", "text", "@value", "url", "@id"].iter().find_map(|key| match map.get(*key) {
                Some(Value::String(text)) if !text.trim().is_empty() => Some(text.clone()),
                _ => None,
            })
        }
        Value::Array(list) => list.iter().find_map(|item| if item.is_array() { None } else { text_of(item) }),
        _ => None,
    }
}

/// A list's values, or the one value.
pub(super) fn one_or_many(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    }
    .iter()
    .filter(|value| !value.is_null())
}

/// How many rubrics, tags or names of authors one article has at most; what is behind them is no longer read.
pub(super) const MOST_NAMES: usize = 100;

/// Adds a text as one plain line, unless it is empty or there already, or there are enough.
pub(super) fn add(list: &mut Vec<String>, text: &str) {
    if list.len() >= MOST_NAMES {
        return;
    }
    let text = tidy(text);
    if !text.is_empty() && !list.contains(&text) {
        list.push(text);
    }
}

/// One plain line.
pub(super) fn tidy(text: &str) -> String {
    plain::line(&plain::html(text))
}

/// Whether a key is this name but for case, `_`, `-` and spaces.
pub(super) fn is_named(key: &str, name: &str) -> bool {
    key.len() >= name.len() && letters(key).eq(name.chars())
}

fn letters(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase)
}

impl Place<'_> {
    /// The format of a file that has its keys so.
    pub fn format(&self) -> Format {
        match self {
            Place::Yaml(..) => Format::Yaml,
            Place::Toml(..) => Format::Toml,
            Place::Json(_) | Place::Nowhere => Format::Json,
        }
    }

    /// The line of a key of the outermost level.
    pub fn line_of(&self, key: &str) -> Option<usize> {
        match self {
            Place::Yaml(text, first) => Some(first + find_key(text, key, ':')?.0),
            Place::Toml(text, first) => Some(first + find_key(text, key, '=')?.0),
            Place::Json(text) => line_in_json(text, key),
            Place::Nowhere => None,
        }
    }

    /// What stands behind a key in YAML, for values that are not to lose their spelling (`id: 1.10`).
    fn written(&self, key: &str) -> Option<String> {
        let Place::Yaml(text, _) = self else { return None };
        let value = find_key(text, key, ':')?.1;
        let value = value.split(" #").next().unwrap_or_default().trim();
        (!value.is_empty() && !value.starts_with(['[', '{', '|', '>', '!', '&', '*', '"', '\'']))
            .then(|| value.to_owned())
    }
}

/// The place (from 0) of the line that begins with the key, and what stands behind the separator.
pub(super) fn find_key<'t>(text: &'t str, key: &str, separator: char) -> Option<(usize, &'t str)> {
    text.lines().enumerate().find_map(|(number, line)| {
        let line = line.strip_prefix(['"', '\'']).unwrap_or(line);
        let rest = line.strip_prefix(key)?;
        let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest).trim_start();
        Some((number, rest.strip_prefix(separator)?))
    })
}

fn line_in_json(text: &str, key: &str) -> Option<usize> {
    let quoted = Value::String(key.to_owned()).to_string();
    let (mut depth, mut line, mut at) = (0_usize, 1, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => line += 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let end = string_end(bytes, at);
                let is_key = text[end.min(text.len())..].trim_start().starts_with(':');
                if depth == 1 && is_key && text[at..].starts_with(&quoted) {
                    return Some(line);
                }
                line += bytes[at..end.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count();
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// One behind the quote that closes the string beginning at `at`.
pub(super) fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    (end + 1).min(bytes.len())
}
