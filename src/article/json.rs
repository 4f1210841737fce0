//! JSON files: syntax, and which of the three kinds of article a file holds: our own keys, IPTC ninjs, schema.org.

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{
    Article, Fault, Sentence,
    fields::{Fields, Place},
    lead::Body,
    native, ninjs, schema_org, sentence, tolerant,
};

/// Reads a JSON file. In a Markdown file text may follow the closing bracket: Hugo's JSON front matter.
pub(super) fn parse(name: &str, text: &str, zone: Tz) -> Result<Article, Fault> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = match values.next() {
        Some(Ok(value)) => value,
        Some(Err(error)) => return forgiven(name, text, zone).unwrap_or_else(|| Err(syntax(&error, text))),
        None => {
            return Err(Fault::new(sentence!(
                "flaw-empty",
                "the file is empty: write an article into it or delete it"
            ))
            .unfinished());
        }
    };
    let rest = text[values.byte_offset()..].trim();
    let is_markdown = name.ends_with(".md") || name.ends_with(".markdown");
    if !rest.is_empty() && !is_markdown {
        let line = super::encoding::line_at(text, text.len() - text[values.byte_offset()..].trim_start().len());
        return Err(Fault::at(
            line,
            sentence!("flaw-json-more", "something follows behind the closing bracket: one file holds one article"),
        ));
    }
    match &value {
        Value::Object(map) if is_feed(map) => Err(super::feed_fault()),
        Value::Object(map) if ninjs::is_ninjs(map) => ninjs::article(&Fields::new(map, Place::Json(text), zone), name),
        Value::Object(map) if !schema_org::is_json_ld(map) => {
            let body = if rest.is_empty() { body(map) } else { Body::Markdown(rest.to_owned()) };
            native::article(&Fields::new(map, Place::Json(text), zone), &body, name)
        }
        Value::Object(_) | Value::Array(_) => schema_org::parse_value(name, &value, Place::Json(text), zone),
        _ => Err(Fault::new(sentence!(
            "flaw-json-none",
            "there is no article in the file: write keys like \"headline\" between {{ and }}"
        ))),
    }
}

/// What a JSON file means that begins with something else: the wrapper of a script, a comment. `None`: nothing.
pub(super) fn wrapped(name: &str, text: &str, zone: Tz) -> Option<Result<Article, Fault>> {
    let start = text.trim_start();
    let is_wrapped = name.to_ascii_lowercase().ends_with(".json") && start.starts_with(['/', '<']);
    if is_wrapped { forgiven(name, text, zone) } else { None }
}

/// JSON-LD comes from pages, whose templates put it together by hand: where an eye sees what is meant, that is read.
fn forgiven(name: &str, text: &str, zone: Tz) -> Option<Result<Article, Fault>> {
    let value = tolerant::json(text).ok()?;
    let is_json_ld = match &value {
        Value::Object(map) => schema_org::is_json_ld(map),
        _ => false,
    };
    is_json_ld.then(|| schema_org::parse_value(name, &value, Place::Nowhere, zone))
}

/// Whether this is a list of articles with a name of its own: a JSON Feed (jsonfeed.org), and what looks like one.
fn is_feed(map: &Map<String, Value>) -> bool {
    let version = map.get("version").and_then(Value::as_str).unwrap_or_default();
    let is_entry = |item: &Value| {
        let has = |key: &str| item.get(key).is_some();
        ["title", "headline", "url", "link", "content_html", "content_text", "summary"].into_iter().any(has)
    };
    let lists = ["items", "entries", "articles", "posts"].iter().filter_map(|key| map.get(*key)?.as_array());
    let has_entries = lists.into_iter().any(|list| list.first().is_some_and(is_entry));
    let is_told = map.contains_key("items") && ["home_page_url", "feed_url"].iter().any(|key| map.contains_key(*key));
    let has_text = ["body", "content", "text", "body_html", "content_html", "headline", "lead", "@type"];
    version.contains("jsonfeed.org/version")
        || is_told
        || (has_entries && !has_text.iter().any(|key| map.contains_key(*key)))
}

fn body(map: &Map<String, Value>) -> Body {
    let text = |names: &[&str]| names.iter().find_map(|name| map.get(*name).and_then(Value::as_str)).map(str::to_owned);
    match text(&["body_html", "content_html", "bodyHtml", "contentHtml"]) {
        Some(html) => Body::Html(html),
        None => Body::Markdown(text(&["body", "content", "text", "body_text", "content_text"]).unwrap_or_default()),
    }
}

/// What is wrong with the JSON, in the words of an editor.
fn syntax(error: &serde_json::Error, text: &str) -> Fault {
    // In column 0 the mistake is the end of the line before.
    let line = error.line().saturating_sub(usize::from(error.column() == 0)).max(1);
    if error.is_eof() {
        return Fault::at(
            line,
            sentence!("flaw-json-cut", "the file ends in the middle of its JSON: save it again as a whole"),
        )
        .unfinished();
    }
    let message = error.to_string();
    let source = text.lines().nth(line - 1).unwrap_or_default();
    let what = match message.split(" at line ").next().unwrap_or_default() {
        "trailing comma" => sentence!("flaw-json-comma", "there is a comma behind the last value: delete it"),
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            sentence!(
                "flaw-json-newline",
                "a text goes over the end of the line: write \\n for a line break, or close the quote"
            )
        }
        "key must be a string" if source.contains(['«', '“', '”', '\'']) => {
            sentence!("flaw-json-key-quotes", "a key has the wrong quotes: write straight double quotes (\")")
        }
        "key must be a string" => sentence!("flaw-json-key", "a key has no quotes: put it in double quotes"),
        "expected value" if source.contains(['“', '”', '\'']) => {
            sentence!("flaw-json-quotes", "a text has the wrong quotes: write straight double quotes (\")")
        }
        message if message.starts_with("expected `,`") => {
            sentence!(
                "flaw-json-no-comma",
                "a comma is missing before this place, or a quote inside a text is not written \\\""
            )
        }
        "recursion limit exceeded" => {
            sentence!("flaw-json-deep", "the JSON is nested too deeply: an article has plain keys")
        }
        message => {
            Sentence::new("flaw-json", format!("this is not valid JSON ({message}): correct this line"), Vec::new())
        }
    };
    Fault::at(line, what)
}
