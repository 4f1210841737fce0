//! The value of a key in TOML front matter. In: the text between the fences. Out: the same with another value, or with one key
//! more behind the last that belongs to no table.

use serde_json::Value;
use toml::de::{DeTable, DeValue};

/// The text with another value under this key.
pub(super) fn replace(text: &str, key: &str, value: &Value) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let (_, old) = table.get_ref().iter().find(|(name, _)| name.get_ref() == key)?;
    let span = old.span();
    let written = written(value, text.get(span.clone())?);
    Some(format!("{}{written}{}", &text[..span.start], &text[span.end..]))
}

/// The text with a new key.
pub(super) fn add(text: &str, line_end: &str, key: &str, value: &Value) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let own = table.get_ref().iter().filter(|(_, value)| is_own(value.get_ref()));
    let last = own.map(|(_, value)| value.span().end).max();
    let at = last.map_or(0, |end| text[end..].find('\n').map_or(text.len(), |length| end + length + 1));
    let joint = if at == 0 || text[..at].ends_with('\n') { "" } else { line_end };
    Some(format!("{}{joint}{key} = {}{line_end}{}", &text[..at], written(value, ""), &text[at..]))
}

/// Whether the value stands behind its key, and not below a heading.
fn is_own(value: &DeValue) -> bool {
    match value {
        DeValue::Table(_) => false,
        DeValue::Array(list) => !list.iter().any(|item| matches!(item.get_ref(), DeValue::Table(_))),
        _ => true,
    }
}

/// In the quotes that the old value has, where the text can stand in them.
fn written(value: &Value, old: &str) -> String {
    let Value::String(text) = value else { return value.to_string() };
    match old.starts_with('\'') && !text.contains('\'') {
        true => format!("'{text}'"),
        false => value.to_string(),
    }
}
