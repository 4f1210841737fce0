//! Changes what a file says, and nothing else in it. In: the bytes of an article's file, and what a few of its keys are to say. Out:
//! the same bytes but for the values of those keys: comments, order, line ends, marks of byte order and the body stay. Only files
//! with Headliner's own keys are changed: Markdown with front matter, and JSON. What would come to say anything else than what is
//! wanted, however it came about, is not given out: the new bytes are read as any file is.

mod json;
mod toml;
mod yaml;

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{
    Article, as_picture,
    fields::{Fields, Place},
    front, is_front,
    lead::LEAD,
    link::URL,
    native::{self, HEADLINE},
    ninjs, parse,
    photo::IMAGE,
    schema_org, spelling,
};

/// A key of an article's file that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The headline.
    Headline,
    /// What stands under it.
    Lead,
    /// The page's address.
    Url,
    /// The picture.
    Image,
    /// What was wrong.
    Correction,
    /// `published`, `withdrawn`…
    Status,
}

/// Why a file cannot say what it is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// It has a format in which nothing is changed: ninjs, JSON-LD, a page.
    Format,
    /// It is no article, or is built so that the values cannot be changed without changing more.
    Text,
}

/// The file with these values; a value of `None` is taken out, as an empty one.
pub fn rewrite(name: &str, bytes: &[u8], zone: Tz, changes: &[(Key, Option<&str>)]) -> Result<Vec<u8>, Unwritable> {
    let before = parse(name, bytes, zone).map_err(|_| Unwritable::Text)?;
    let mut text = std::str::from_utf8(bytes).map_err(|_| Unwritable::Text)?.to_owned();
    let mut wanted = before.clone();
    for (key, value) in changes {
        want(&mut wanted, *key, *value).ok_or(Unwritable::Text)?;
        text = change(name, &text, zone, *key, *value)?;
    }
    let read = |text: &str| parse(name, text.as_bytes(), zone);
    if read(&text).is_ok_and(|article| article.status != wanted.status) {
        // Another key says more about that than `status`.
        let canceled = wanted.status == super::Status::Withdrawn;
        let sheet = Sheet::of(name, &text)?;
        let key = sheet.key(&sheet.fields(zone), &["canceled", "cancelled"]);
        text = sheet.set(key.as_deref(), "canceled", &Value::Bool(canceled)).ok_or(Unwritable::Text)?;
    }
    if read(&text).is_ok_and(|article| article.id != before.id) {
        // It had its address for a name, and keeps it.
        let id = Value::String(before.id.0.clone());
        text = Sheet::of(name, &text)?.set(None, "id", &id).ok_or(Unwritable::Text)?;
    }
    let after = read(&text).map_err(|_| Unwritable::Text)?;
    let is_wanted = Article { warnings: Vec::new(), ..after } == Article { warnings: Vec::new(), ..wanted };
    is_wanted.then(|| text.into_bytes()).ok_or(Unwritable::Text)
}

/// What the article is to be with this value; `None`: no article has that.
fn want(article: &mut Article, key: Key, value: Option<&str>) -> Option<()> {
    let text = value.map(str::to_owned);
    match key {
        Key::Headline => article.headline = text?,
        Key::Lead => article.lead = text.unwrap_or_default(),
        Key::Url => article.url = text,
        Key::Image => {
            article.image = text.map(|text| as_picture(&text).ok_or(())).transpose().ok()?;
            article.site_image = None;
        }
        Key::Correction => article.correction = text,
        Key::Status => article.status = native::status_named(&text?)?,
    }
    Some(())
}

fn change(name: &str, text: &str, zone: Tz, key: Key, value: Option<&str>) -> Result<String, Unwritable> {
    let sheet = Sheet::of(name, text)?;
    let fields = sheet.fields(zone);
    let (canonical, existing) = match key {
        Key::Headline => ("headline", sheet.key(&fields, &HEADLINE)),
        Key::Lead => ("lead", sheet.key(&fields, &LEAD)),
        Key::Url => ("url", sheet.key(&fields, &URL).filter(|key| !is_pattern(&sheet, key))),
        Key::Image => ("image", sheet.key(&fields, &IMAGE)),
        Key::Correction => ("correction", sheet.key(&fields, &["correction"])),
        Key::Status => ("status", sheet.key(&fields, &["status", "pubstatus"])),
    };
    let Some(value) = value else {
        return match existing {
            None => Ok(text.to_owned()),
            Some(existing) => {
                sheet.set(Some(&existing), canonical, &Value::String(String::new())).ok_or(Unwritable::Text)
            }
        };
    };
    let spelt = match key {
        Key::Headline | Key::Correction => spelling::words(value),
        Key::Lead => spelling::lead(value),
        Key::Url | Key::Image | Key::Status => Some(value.to_owned()),
    };
    let spelt = Value::String(spelt.ok_or(Unwritable::Text)?);
    sheet.set(existing.as_deref(), canonical, &spelt).ok_or(Unwritable::Text)
}

/// Whether the key says how addresses are made, which is no address.
fn is_pattern(sheet: &Sheet, key: &str) -> bool {
    sheet.map.get(key).and_then(Value::as_str).is_some_and(super::address::is_pattern)
}

/// Where a file has its keys.
struct Sheet<'a> {
    /// The whole file.
    text: &'a str,
    /// The part of it with the keys.
    part: &'a str,
    syntax: Syntax,
    map: Map<String, Value>,
}

#[derive(Clone, Copy)]
enum Syntax {
    Yaml,
    Toml,
    Json,
}

impl<'a> Sheet<'a> {
    fn of(name: &str, text: &'a str) -> Result<Sheet<'a>, Unwritable> {
        let bare = text.trim_start_matches('\u{feff}');
        if is_front(name, bare) {
            let front = front::split(bare).map_err(|_| Unwritable::Text)?;
            let (syntax, map) = match front.is_toml {
                true => (Syntax::Toml, front::toml(front.text, 1)),
                false => (Syntax::Yaml, super::yaml::parse(front.text, 1)),
            };
            let map = map.map_err(|_| Unwritable::Text)?;
            return Ok(Sheet { text, part: front.text, syntax, map });
        }
        let first = serde_json::Deserializer::from_str(bare).into_iter::<Value>().next();
        match first {
            Some(Ok(Value::Object(map))) if !ninjs::is_ninjs(&map) && !schema_org::is_json_ld(&map) => {
                Ok(Sheet { text, part: bare, syntax: Syntax::Json, map })
            }
            _ => Err(Unwritable::Format),
        }
    }

    fn fields(&self, zone: Tz) -> Fields<'_> {
        Fields::new(&self.map, Place::Nowhere, zone)
    }

    /// The key that counts among these names: the first with a text, else one that is empty.
    fn key(&self, fields: &Fields, names: &[&str]) -> Option<String> {
        let has_text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
        let found = fields.all(names).find(|found| has_text(found.value)).or_else(|| fields.find(names));
        let empty = || {
            let is_named = |key: &&String| names.iter().any(|name| super::fields::is_named(key, name));
            self.map.keys().find(is_named)
        };
        found.map(|found| found.key.to_owned()).or_else(|| empty().cloned())
    }

    /// The whole file with this value under a key that is there, or under a new one.
    fn set(&self, existing: Option<&str>, new: &str, value: &Value) -> Option<String> {
        let part = match (self.syntax, existing) {
            (Syntax::Yaml, Some(key)) => yaml::replace(self.part, key, value),
            (Syntax::Yaml, None) => Some(yaml::add(self.part, line_end(self.text), new, value)),
            (Syntax::Toml, Some(key)) => toml::replace(self.part, key, value),
            (Syntax::Toml, None) => toml::add(self.part, line_end(self.text), new, value),
            (Syntax::Json, Some(key)) => json::replace(self.part, key, value),
            (Syntax::Json, None) => json::add(self.part, new, value),
        };
        let start = self.part.as_ptr() as usize - self.text.as_ptr() as usize;
        let (before, behind) = (&self.text[..start], &self.text[start + self.part.len()..]);
        part.map(|part| format!("{before}{part}{behind}"))
    }
}

/// How lines end in this file.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
