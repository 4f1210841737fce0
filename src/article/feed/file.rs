//! A story of a feed as a file of the store. In: the story, and what its feeds add to it. Out: JSON with Headliner's own keys, the
//! same bytes for the same story, so that a story which has not changed is no revision. It says in words what the feed says:
//! texts are spelt so that they are read as they are.

use serde_json::{Map, Value, json};

use super::Item;
use crate::article::{Language, spelling};

/// What is added to an item that does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Its rubrics, as the newsroom knows them.
    pub rubrics: Vec<String>,
    /// Its language.
    pub language: Option<Language>,
    /// It is main news.
    pub main: bool,
}

/// The file of an item.
pub fn file(item: &Item, share: &Share) -> String {
    let mut map = Map::new();
    let mut set = |key: &str, value: Value| drop(map.insert(key.to_owned(), value));
    set("id", json!(item.id));
    set("headline", json!(spelling::words(&item.headline).unwrap_or_else(|| item.headline.clone())));
    set("lead", json!(spelling::lead(&item.lead).unwrap_or_else(|| item.lead.clone())));
    if let Some(url) = &item.url {
        set("url", json!(url.as_str()));
    }
    if let Some(image) = &item.image {
        set("image", json!(image.as_str()));
    }
    for (key, text) in [("credit", &item.credit), ("byline", &item.byline)] {
        if let Some(text) = text {
            set(key, json!(spelling::words(text).unwrap_or_else(|| text.clone())));
        }
    }
    if let Some(language) = item.language.or(share.language) {
        set("language", json!(language.code()));
    }
    if let Some(published) = &item.published {
        set("published", json!(published));
    }
    set("rubrics", json!(share.rubrics));
    if share.main {
        set("main", json!(true));
    }
    if !item.tags.is_empty() {
        set("tags", json!(item.tags));
    }
    let paragraphs: String = item.body.lines().map(|line| format!("<p>{}</p>\n", escaped(line))).collect();
    set("body_html", json!(paragraphs));
    written(&map)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn written(map: &Map<String, Value>) -> String {
    format!("{:#}\n", Value::Object(map.clone()))
}

/// What a feed says itself; whatever else stands in a file was put there by an editor.
const OWN: [&str; 13] = [
    "id",
    "headline",
    "lead",
    "url",
    "image",
    "credit",
    "byline",
    "language",
    "published",
    "rubrics",
    "main",
    "tags",
    "body_html",
];

/// The file with what an editor has put into the one before: that it is withdrawn, what was wrong.
pub fn carried(text: &str, before: &str) -> String {
    let (Ok(Value::Object(mut map)), Ok(Value::Object(before))) =
        (serde_json::from_str(text), serde_json::from_str(before))
    else {
        return text.to_owned();
    };
    map.extend(before.into_iter().filter(|(key, _): &(String, Value)| !OWN.contains(&key.as_str())));
    written(&map)
}

/// A file of the store with these rubrics besides its own, and as main news; `None`: it says that already, or is no such
/// file. All else in it stays, an editor's words too.
pub fn shared(text: &str, rubrics: &[String], main: bool) -> Option<String> {
    let Ok(Value::Object(mut map)) = serde_json::from_str(text) else { return None };
    let before = map.clone();
    let own = map.entry("rubrics").or_insert_with(|| json!([]));
    let own = own.as_array_mut()?;
    for rubric in rubrics.iter().map(|rubric| json!(rubric)) {
        if !own.contains(&rubric) {
            own.push(rubric);
        }
    }
    if main {
        map.insert("main".to_owned(), json!(true));
    }
    (map != before).then(|| written(&map))
}
