//! Formatted text written back: as Telegram's HTML, and as HTML for a browser.

use std::fmt::Write;

use serde_json::Value;

use super::{Entity, is_automatic};

/// Telegram's HTML for this text; automatic entities stay text.
pub fn to_html(text: &str, entities: &[Entity]) -> String {
    write(text, entities, |entity| {
        let field = |name: &str| escape(entity.more.get(name).and_then(Value::as_str).unwrap_or(""));
        Some(match entity.kind.as_str() {
            "bold" => ("<b>".into(), "</b>"),
            "italic" => ("<i>".into(), "</i>"),
            "underline" => ("<u>".into(), "</u>"),
            "strikethrough" => ("<s>".into(), "</s>"),
            "spoiler" => ("<tg-spoiler>".into(), "</tg-spoiler>"),
            "code" => ("<code>".into(), "</code>"),
            "pre" if field("language").is_empty() => ("<pre>".into(), "</pre>"),
            "pre" => (format!("<pre><code class=\"language-{}\">", field("language")), "</code></pre>"),
            "blockquote" => ("<blockquote>".into(), "</blockquote>"),
            "expandable_blockquote" => ("<blockquote expandable>".into(), "</blockquote>"),
            "text_link" => (format!("<a href=\"{}\">", field("url")), "</a>"),
            "text_mention" => (format!("<a href=\"tg://user?id={}\">", number(entity, "user")), "</a>"),
            "custom_emoji" => (format!("<tg-emoji emoji-id=\"{}\">", field("custom_emoji_id")), "</tg-emoji>"),
            "date_time" => (format!("<tg-time unix=\"{}\">", number(entity, "unix_time")), "</tg-time>"),
            _ => return None,
        })
    })
}

/// HTML that a page may insert as it is: everything escaped, links with `href`, automatic entities with a class.
pub fn to_display(text: &str, entities: &[Entity]) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    write(text, entities, |entity| {
        let inner = String::from_utf16_lossy(&units[entity.offset.min(units.len())..entity.end().min(units.len())]);
        let field = |name: &str| escape(entity.more.get(name).and_then(Value::as_str).unwrap_or(""));
        let kind = entity.kind.as_str();
        Some(match kind {
            "bold" => ("<b>".into(), "</b>"),
            "italic" => ("<i>".into(), "</i>"),
            "underline" => ("<u>".into(), "</u>"),
            "strikethrough" => ("<s>".into(), "</s>"),
            "spoiler" => ("<span class=\"spoiler\">".into(), "</span>"),
            "code" => ("<code>".into(), "</code>"),
            "pre" => (format!("<pre data-language=\"{}\">", field("language")), "</pre>"),
            "blockquote" => ("<blockquote>".into(), "</blockquote>"),
            "expandable_blockquote" => ("<blockquote class=\"expandable\">".into(), "</blockquote>"),
            "text_link" => (anchor(&field("url")), "</a>"),
            "url" if inner.contains("://") => (anchor(&escape(&inner)), "</a>"),
            "url" => (anchor(&format!("http://{}", escape(&inner))), "</a>"),
            "date_time" => (
                format!(
                    "<time data-unix=\"{}\" data-format=\"{}\">",
                    number(entity, "unix_time"),
                    field("date_time_format")
                ),
                "</time>",
            ),
            "custom_emoji" => return None,
            _ if is_automatic(kind) => {
                let class = if kind == "bot_command" { "command" } else { kind };
                (format!("<a class=\"{class}\">"), "</a>")
            }
            _ => ("<a class=\"mention\">".into(), "</a>"),
        })
    })
}

/// A number that an entity carries: its time, or the id of its user.
fn number(entity: &Entity, field: &str) -> i64 {
    let value = entity.more.get(field);
    value.and_then(|value| value.as_i64().or_else(|| value["id"].as_i64())).unwrap_or(0)
}

fn anchor(url: &str) -> String {
    let safe = ["http://", "https://", "tg://", "ftp://", "ton://"]
        .iter()
        .any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
    if safe { format!("<a href=\"{url}\" target=\"_blank\" rel=\"noopener\">") } else { "<a>".to_string() }
}

/// `& < > "` as references.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        push_escaped(&mut escaped, letter);
    }
    escaped
}

fn push_escaped(into: &mut String, letter: char) {
    match letter {
        '&' => into.push_str("&amp;"),
        '<' => into.push_str("&lt;"),
        '>' => into.push_str("&gt;"),
        '"' => into.push_str("&quot;"),
        other => into.push(other),
    }
}

/// Walks the text with the tags that `tag` gives for each entity; crossing entities are closed and opened again.
fn write(text: &str, entities: &[Entity], tag: impl Fn(&Entity) -> Option<(String, &'static str)>) -> String {
    let mut tagged: Vec<(usize, usize, String, &'static str)> = entities
        .iter()
        .filter_map(|entity| tag(entity).map(|(open, close)| (entity.offset, entity.end(), open, close)))
        .collect();
    tagged.sort_by_key(|(from, to, _, _)| (*from, usize::MAX - *to));
    let mut written = String::with_capacity(text.len() * 2);
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    let mut unit = 0;
    for letter in text.chars() {
        close_ended(&mut written, &mut open, &tagged, unit);
        while next < tagged.len() && tagged[next].0 <= unit {
            if tagged[next].1 > unit {
                let _ = write!(written, "{}", tagged[next].2);
                open.push(next);
            }
            next += 1;
        }
        push_escaped(&mut written, letter);
        unit += letter.len_utf16();
    }
    close_ended(&mut written, &mut open, &tagged, usize::MAX);
    written
}

fn close_ended(
    written: &mut String,
    open: &mut Vec<usize>,
    tagged: &[(usize, usize, String, &'static str)],
    unit: usize,
) {
    let Some(first) = open.iter().position(|index| tagged[*index].1 <= unit) else { return };
    let reopened: Vec<usize> = open[first..].iter().copied().filter(|index| tagged[*index].1 > unit).collect();
    for index in open.drain(first..).rev() {
        written.push_str(tagged[index].3);
    }
    for index in reopened {
        written.push_str(&tagged[index].2);
        open.push(index);
    }
}
