//! Formatting given as entities: read and checked as the Bot API server and TDLib do. The texts of the refusals were seen at
//! Telegram by third-party clients; which field is looked at first, and what of a field of the wrong type is said, follows the
//! server's source as it is described there.

use serde_json::{Map, Value};

use super::{Entity, links};

/// Neither an offset nor a length may be more (`MessageEntity.cpp`).
const FURTHEST: i64 = 1_000_000;

/// Formatting as the request has it. What is no list is no formatting, as at Telegram. `Err` is the description.
pub fn read(list: &Value, text: &str) -> Result<Vec<Entity>, String> {
    let mut entities = Vec::new();
    for value in list.as_array().into_iter().flatten() {
        let entity = entity(value).map_err(|why| format!("can't parse MessageEntity: {why}"))?;
        entities.extend(entity);
    }
    let mut checked = Vec::new();
    for (kind, offset, length, more) in entities {
        checked.extend(place(text, offset, length)?.map(|(offset, length)| Entity { kind, offset, length, more }));
    }
    for entity in &mut checked {
        if entity.kind == "text_link" {
            link(entity)?;
        }
    }
    Ok(checked)
}

/// As it is read, before its place is looked at.
type Read = (String, i64, i64, Map<String, Value>);

/// `None`: a kind that Telegram finds by itself, which is passed over.
fn entity(value: &Value) -> Result<Option<Read>, String> {
    let object = value.as_object().ok_or("expected an Object")?;
    let (offset, length) = (number(object, "offset")?, number(object, "length")?);
    let kind = text(object, "type")?;
    let more: &[&str] = match kind.as_str() {
        "" => return Err("Type is not specified".to_owned()),
        "bold"
        | "italic"
        | "underline"
        | "strikethrough"
        | "spoiler"
        | "blockquote"
        | "expandable_blockquote"
        | "code" => &[],
        "pre" => &["language"],
        "text_link" => &["url"],
        "text_mention" => &["user"],
        "custom_emoji" => &["custom_emoji_id"],
        "date_time" => &["unix_time", "date_time_format"],
        "mention" | "hashtag" | "cashtag" | "bot_command" | "url" | "email" | "phone_number" | "bank_card_number" => {
            return Ok(None);
        }
        _ => return Err("Unsupported type specified".to_owned()),
    };
    match kind.as_str() {
        "text_link" => drop(text(object, "url")?),
        "custom_emoji" => drop(number(object, "custom_emoji_id")?),
        "date_time" => drop(number(object, "unix_time")?),
        "text_mention" if !object.get("user").ok_or_else(|| missing("user"))?.is_object() => {
            return Err(wrong("user", "Object"));
        }
        _ => {}
    }
    let more = more.iter().filter_map(|name| Some(((*name).to_owned(), object.get(*name)?.clone()))).collect();
    Ok(Some((kind, offset, length, more)))
}

fn missing(name: &str) -> String {
    format!("Can't find field \"{name}\"")
}

fn wrong(name: &str, kind: &str) -> String {
    format!("Field \"{name}\" must be of type {kind}")
}

/// A required whole number; one that is written as a text is read too.
fn number(object: &Map<String, Value>, name: &str) -> Result<i64, String> {
    match object.get(name) {
        None | Some(Value::Null) => Err(missing(name)),
        Some(Value::Number(number)) => {
            number.as_i64().ok_or_else(|| format!("Field \"{name}\" must be a valid Number"))
        }
        Some(Value::String(text)) => text.parse().map_err(|_| format!("Field \"{name}\" must be a valid Number")),
        Some(_) => Err(wrong(name, "Number")),
    }
}

/// A required text; a number counts as the text that it is written with.
fn text(object: &Map<String, Value>, name: &str) -> Result<String, String> {
    match object.get(name) {
        None | Some(Value::Null) => Err(missing(name)),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(_) => Err(wrong(name, "String")),
    }
}

/// Where it stands in the text, in UTF-16 code units; `None`: nowhere, since it is empty.
fn place(text: &str, offset: i64, length: i64) -> Result<Option<(usize, usize)>, String> {
    let within = |number: i64| usize::try_from(number).ok().filter(|_| number <= FURTHEST);
    let from = within(offset).ok_or_else(|| format!("receive an entity with incorrect offset {offset}"))?;
    let length = within(length).ok_or_else(|| format!("receive an entity with incorrect length {length}"))?;
    if length == 0 {
        return Ok(None);
    }
    let to = from + length;
    let units = super::utf16(text);
    if from > units {
        return Err(format!("entity begins after the end of the text at UTF-16 offset {from}"));
    }
    if let Some(byte) = middle(text, from) {
        return Err(format!("entity begins in a middle of a UTF-16 symbol at byte offset {byte}"));
    }
    if to > units {
        return Err(format!(
            "entity beginning at UTF-16 offset {from} ends after the end of the text at UTF-16 offset {to}"
        ));
    }
    match middle(text, to) {
        Some(byte) => Err(format!(
            "entity beginning at UTF-16 offset {from} ends in a middle of a UTF-16 symbol at byte offset {byte}"
        )),
        None => Ok(Some((from, length))),
    }
}

/// The byte behind the symbol in whose middle the place is.
fn middle(text: &str, place: usize) -> Option<usize> {
    let mut unit = 0;
    for (byte, letter) in text.char_indices() {
        if unit >= place {
            return None;
        }
        unit += letter.len_utf16();
        if unit > place {
            return Some(byte + letter.len_utf8());
        }
    }
    None
}

/// A link is kept as Telegram keeps it, or is why the message is refused; in HTML it would be dropped.
fn link(entity: &mut Entity) -> Result<(), String> {
    let url = entity.more.get("url").and_then(Value::as_str).unwrap_or_default();
    match links::checked(url) {
        Ok(_) => {
            *entity = links::entity(url, entity.offset, entity.length).unwrap_or_else(|| entity.clone());
            Ok(())
        }
        Err(why) => Err(format!("entity URL '{url}' is invalid: {why}")),
    }
}
