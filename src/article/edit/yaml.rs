//! The value of a key in YAML front matter. In: the text between the fences. Out: the same with another value; what follows on the
//! key's line, a comment say, stays. Keys of the outermost level alone are looked at.

use std::ops::Range;

use serde_json::Value;

use crate::article::yaml;

/// The text with another value under this key.
pub(super) fn replace(text: &str, key: &str, value: &Value) -> Option<String> {
    let spot = value_of(text, key)?;
    let written = written(value, &text[spot.clone()]);
    let space = if text[..spot.start].ends_with(':') { " " } else { "" };
    Some(format!("{}{space}{written}{}", &text[..spot.start], &text[spot.end..]))
}

/// The text with a new key at its end.
pub(super) fn add(text: &str, line_end: &str, key: &str, value: &Value) -> String {
    let joint = if text.is_empty() || text.ends_with('\n') { "" } else { line_end };
    format!("{text}{joint}{key}: {}{line_end}", written(value, ""))
}

/// In the quotes that the old value has; in none, where none are needed.
fn written(value: &Value, old: &str) -> String {
    let Value::String(text) = value else { return value.to_string() };
    match old.chars().next() {
        Some('"') => value.to_string(),
        Some('\'') => format!("'{}'", text.replace('\'', "''")),
        _ if is_read_plain(text) => text.clone(),
        _ => value.to_string(),
    }
}

fn is_read_plain(text: &str) -> bool {
    // Under this key texts are looked at that lose something without an error.
    let line = format!("headline: {text}\n");
    yaml::parse(&line, 1).is_ok_and(|map| map.get("headline").and_then(Value::as_str) == Some(text))
}

/// Where the value of a key stands; behind its colon, if there is none.
fn value_of(text: &str, key: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(behind) = behind_key(line, key) {
            return Some(value_at(text, start + behind));
        }
        start += line.len();
    }
    None
}

/// The place behind the colon, if the line begins with this key.
fn behind_key(line: &str, key: &str) -> Option<usize> {
    let quoted = line.starts_with(['"', '\'']);
    let open = usize::from(quoted);
    let rest = line[open..].strip_prefix(key)?;
    let rest = if quoted { rest.strip_prefix(&line[..1])? } else { rest };
    let rest = rest.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    rest.is_empty().then_some(()).or_else(|| rest.starts_with([' ', '\t', '\r', '\n']).then_some(()))?;
    Some(line.len() - rest.len())
}

fn value_at(text: &str, colon: usize) -> Range<usize> {
    let start = text.len() - text[colon..].trim_start_matches([' ', '\t']).len();
    let rest = &text[start..];
    match rest.chars().next() {
        Some('"') => start..start + quoted(rest, '"'),
        Some('\'') => start..start + quoted(rest, '\''),
        Some('[' | '{') => start..start + bracketed(rest),
        Some('|' | '>') => start..block(text, start),
        None | Some('\r' | '\n' | '#') => match block(text, start) {
            end if end == line_of(text, start).end => colon..colon,
            end => colon..end,
        },
        _ => start..plain(text, start),
    }
}

/// The length of what stands in these quotes.
fn quoted(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if quote == '"' && letter == '\\' {
            letters.next();
        } else if letter == quote {
            if quote == '\'' && letters.next_if(|(_, next)| *next == '\'').is_some() {
                continue;
            }
            return at + 1;
        }
    }
    text.len()
}

/// The length of a list or map in brackets.
fn bracketed(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(letter) = text[at..].chars().next() {
        match letter {
            '"' | '\'' => {
                at += quoted(&text[at..], letter);
                continue;
            }
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += letter.len_utf8();
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The line of a place, without its end.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    at..text[..end].trim_end_matches('\r').len().max(at)
}

/// The end of the lines that belong to the key whose line has this place: indented ones, and items of a list.
fn block(text: &str, at: usize) -> usize {
    let mut end = line_of(text, at).end;
    let mut next = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
    while next < text.len() {
        let line = line_of(text, next);
        let content = &text[line.clone()];
        if !content.trim().is_empty() {
            if !content.starts_with([' ', '\t']) && !content.starts_with("- ") && content != "-" {
                break;
            }
            end = line.end;
        }
        next = text[next..].find('\n').map_or(text.len(), |length| next + length + 1);
    }
    end
}

/// The end of a text without quotes, which may go on in indented lines.
fn plain(text: &str, start: usize) -> usize {
    let line = line_of(text, start);
    let content = &text[line.clone()];
    let comment = content.match_indices('#').find(|(at, _)| content[..*at].ends_with([' ', '\t'])).map(|(at, _)| at);
    let mut end = start + content[..comment.unwrap_or(content.len())].trim_end().len();
    let mut next = text[start..].find('\n').map_or(text.len(), |length| start + length + 1);
    while comment.is_none() && next < text.len() {
        let line = line_of(text, next);
        let content = &text[line.clone()];
        let word = content.trim_start();
        if !word.is_empty() {
            if word.len() == content.len() || word.starts_with('#') {
                break;
            }
            end = line.start + content.trim_end().len();
        }
        next = text[next..].find('\n').map_or(text.len(), |length| next + length + 1);
    }
    end
}
