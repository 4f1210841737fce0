//! What a person speaks with that is no text. In: the members of a message. Out: its photo, or that it is something else.

use serde_json::{Map, Value};

const WORDLESS: [&str; 12] = [
    "sticker",
    "voice",
    "video",
    "video_note",
    "audio",
    "document",
    "animation",
    "location",
    "contact",
    "poll",
    "dice",
    "story",
];

/// A message without words: what Telegram calls its photo's largest size, where it is one. `None`: nobody speaks.
pub(super) fn photo(members: &Map<String, Value>) -> Option<Option<String>> {
    if let Some(sizes) = members.get("photo") {
        return Some(largest(sizes));
    }
    WORDLESS.iter().any(|kind| members.contains_key(*kind)).then_some(None)
}

/// The name of the largest of a photo's sizes.
fn largest(sizes: &Value) -> Option<String> {
    let area = |size: &&Value| size["width"].as_i64().unwrap_or(0) * size["height"].as_i64().unwrap_or(0);
    Some(sizes.as_array()?.iter().max_by_key(area)?["file_id"].as_str()?.to_owned())
}
