//! Markdown with front matter: YAML between `---` lines or TOML between `+++` lines. A byte order mark, empty lines
//! above it and any line endings do no harm.

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{
    Article, Fault, Sentence, Status,
    encoding::line_at,
    fields::{Fields, Place},
    lead::Body,
    native, sentence, yaml,
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
    let article = native::article(&Fields::new(&map, place, zone), &Body::Markdown(front.body.to_owned()), name)?;
    let is_draft = article.status == Status::Published && name.split('/').any(|folder| folder == DRAFTS);
    Ok(Article { status: if is_draft { Status::Draft } else { article.status }, ..article })
}

/// Where Jekyll keeps what is not to be published.
const DRAFTS: &str = "_drafts";

/// Finds the front matter.
pub(super) fn split(text: &str) -> Result<Front<'_>, Fault> {
    let begin = text.len() - opening(text).len();
    let number = line_at(text, begin);
    let (opening, rest) = cut_line(&text[begin..]);
    let is_toml = match opening.trim_end() {
        "---" => false,
        "+++" => true,
        _ => {
            let what = sentence!(
                "flaw-front-none",
                "there is no front matter: begin the file with a line of three hyphens, then headline: \"…\", then three \
                 hyphens again"
            );
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
    let what = sentence!(
        "flaw-front-open",
        "the front matter that begins here has no end: put a line {fence} behind its last key",
        fence = fence
    );
    Err(Fault::at(number, what).unfinished())
}

/// The text from its front matter on, also where a comment stands above that; from its first letter, where there is none.
pub(super) fn opening(text: &str) -> &str {
    let whole = text.trim_start();
    let mut rest = whole;
    while let Some((open, close)) = [("<!--", "-->"), ("{/*", "*/}")].iter().find(|(open, _)| rest.starts_with(open)) {
        let Some(end) = rest[open.len()..].find(close) else { return whole };
        rest = rest[open.len() + end + close.len()..].trim_start();
    }
    match rest.starts_with("---") || rest.starts_with("+++") {
        true => rest,
        false => whole,
    }
}

/// Whether a Markdown file begins with text, which may look like the beginning of a page or of JSON.
pub(super) fn is_text(name: &str, start: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if !name.ends_with(".md") && !name.ends_with(".markdown") {
        return false;
    }
    let head: String = start.chars().take(9).collect::<String>().to_ascii_lowercase();
    match start.chars().next() {
        Some('[') => true,
        Some('{') => !start[1..].trim_start().starts_with(['"', '}']),
        Some('<') => !["<!doctype", "<html", "<?xml", "<script", "<head", "<rss", "<feed"]
            .iter()
            .any(|page| head.starts_with(page)),
        _ => false,
    }
}

fn cut_line(text: &str) -> (&str, &str) {
    match text.find('\n') {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, ""),
    }
}

pub(super) fn toml(text: &str, first: usize) -> Result<Map<String, Value>, Fault> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        let source = text.lines().nth(line - 1).unwrap_or_default();
        Fault::at(first + line - 1, toml_sentence(error.message(), source))
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, json(value))).collect())
}

fn toml_sentence(message: &str, source: &str) -> Sentence {
    let value = source.split_once('=').map(|(key, value)| (key.trim(), value.trim()));
    match value {
        Some((key, value)) if value.starts_with(char::is_alphabetic) => {
            sentence!("flaw-toml-quotes", "the text of {key} has no quotes: put it in quotes", key = key)
        }
        None if source.contains(": ") => {
            sentence!("flaw-toml-yaml", "this is YAML inside +++ lines: write = in place of the colon")
        }
        _ if message.contains("duplicate key") => {
            sentence!("flaw-toml-twice", "this key comes twice: delete one of them")
        }
        _ => {
            let message = message.lines().next().unwrap_or_default();
            Sentence::new(
                "flaw-toml",
                format!("this is not valid TOML ({message}): put texts in double quotes"),
                vec![],
            )
        }
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
