//! Formatted text: parsed from HTML or Markdown or given as entities, cleaned, trimmed, with the automatic entities found,
//! as Telegram does it. Offsets are UTF-16 code units throughout; lengths of texts are code points.

mod detect;
mod fix;
mod given;
mod html;
mod links;
mod markdown;
mod write;

#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::Entity;

pub(super) use given::read as read_entities;
pub(super) use links::checked as checked_link;
pub(super) use write::{to_display, to_html};

/// A text with its formatting.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub(super) struct Formatted {
    pub text: String,
    pub entities: Vec<Entity>,
}

/// How the bot says what is formatted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    Plain,
    Html,
    Markdown,
    MarkdownV2,
}

impl Mode {
    /// `parse_mode` in any case; none is plain.
    pub fn named(name: &str) -> Option<Mode> {
        match name.to_ascii_lowercase().as_str() {
            "" | "none" => Some(Mode::Plain),
            "html" => Some(Mode::Html),
            "markdown" => Some(Mode::Markdown),
            "markdownv2" => Some(Mode::MarkdownV2),
            _ => None,
        }
    }
}

impl std::hash::Hash for Entity {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.kind, self.offset, self.length).hash(state);
        self.more.get("url").and_then(Value::as_str).hash(state);
    }
}

impl Entity {
    /// An entity without further fields.
    pub(super) fn new(kind: &str, offset: usize, length: usize) -> Entity {
        Entity { kind: kind.to_string(), offset, length, more: Map::new() }
    }

    /// The same with one more field.
    pub(super) fn with(mut self, field: &str, value: impl Into<Value>) -> Entity {
        self.more.insert(field.to_string(), value.into());
        self
    }

    pub(super) fn end(&self) -> usize {
        self.offset + self.length
    }
}

/// What a bot's text becomes on the screen. `Err` is the description after `can't parse entities: `.
pub(super) fn parse(input: &str, mode: Mode, given: Vec<Entity>) -> Result<Formatted, String> {
    let mut parsed = match mode {
        Mode::Plain => Formatted { text: input.to_string(), entities: given },
        Mode::Html => html::parse(input)?,
        Mode::Markdown => markdown::legacy(input)?,
        Mode::MarkdownV2 => markdown::v2(input)?,
    };
    fix::repair(&mut parsed);
    detect::add_automatic(&mut parsed);
    Ok(parsed)
}

/// A reader's own text, cleaned, with commands and links found.
pub(super) fn of_person(text: &str) -> Formatted {
    let mut formatted = Formatted { text: text.to_string(), entities: Vec::new() };
    fix::repair(&mut formatted);
    detect::add_automatic(&mut formatted);
    formatted
}

/// Length in UTF-16 code units.
pub(super) fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Kinds that Telegram finds by itself.
pub(super) fn is_automatic(kind: &str) -> bool {
    matches!(kind, "url" | "hashtag" | "mention" | "bot_command" | "email" | "cashtag" | "phone_number")
}
