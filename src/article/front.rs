//! Markdown with front matter: YAML between `---` lines or TOML between `+++` lines. A byte order mark, empty lines
//! above it and any line endings do no harm.

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{
    Article, Fault,
    encoding::line_at,
    fields::{Fields, Place},
    native::{self, Body},
    yaml,
};

/// The parts of a file; `first` is the number of the first line of the front matter's content.
pub(super) struct Front<'a> {
    pub is_toml: bool,
    pub text: &'a str,
    pub first: usize,
    pub body: &'a str,
}

/// Reads a Markdown file.
pub(super) fn parse(name: &str, text: &str, zone: Tz) -> Result<Article, Fault> {
    let front = split(text)?;
    let map = match front.is_toml {
        true => toml(front.text, front.first)?,
        false => yaml::parse(front.text, front.first)?,
    };
    let place = match front.is_toml {
        true => Place::Toml(front.text, front.first),
        false => Place::Yaml(front.text, front.first),
    };
    native::article(&Fields::new(&map, place, zone), &Body::Markdown(front.body.to_owned()), name)
}

/// Finds the front matter.
pub(super) fn split(text: &str) -> Result<Front<'_>, Fault> {
    let begin = text.len() - text.trim_start().len();
    let number = line_at(text, begin);
    let (opening, rest) = cut_line(&text[begin..]);
    let is_toml = match opening.trim_end() {
        "---" => false,
        "+++" => true,
        _ => {
            let what = "there is no front matter: begin the file with a line of three hyphens, then headline: \"…\", then \
                        three hyphens again";
            return Err(Fault::at(number, what));
        }
    };
    let mut left = rest;
    while !left.is_empty() {
        let (line, behind) = cut_line(left);
        let closes = match line.trim_end() {
            "---" | "..." => !is_toml,
            "+++" => is_toml,
            _ => false,
        };
        if closes {
            let text = &rest[..rest.len() - left.len()];
            return Ok(Front { is_toml, text, first: number + 1, body: behind });
        }
        left = behind;
    }
    let fence = opening.trim_end();
    let what = format!("the front matter that begins here has no end: put a line {fence} behind its last key");
    Err(Fault::at(number, what).unfinished())
}

fn cut_line(text: &str) -> (&str, &str) {
    match text.find('\n') {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, ""),
    }
}

fn toml(text: &str, first: usize) -> Result<Map<String, Value>, Fault> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        let source = text.lines().nth(line - 1).unwrap_or_default();
        Fault::at(first + line - 1, toml_sentence(error.message(), source))
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, json(value))).collect())
}

fn toml_sentence(message: &str, source: &str) -> String {
    let value = source.split_once('=').map(|(key, value)| (key.trim(), value.trim()));
    match value {
        Some((key, value)) if value.starts_with(char::is_alphabetic) => {
            format!("the text of {key} has no quotes: put it in quotes")
        }
        None if source.contains(": ") => "this is YAML inside +++ lines: write = in place of the colon".into(),
        _ if message.contains("duplicate key") => "this key comes twice: delete one of them".into(),
        _ => format!(
            "this is not valid TOML ({}): put texts in double quotes",
            message.lines().next().unwrap_or_default()
        ),
    }
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect()),
    }
}
