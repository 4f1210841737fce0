//! In: JSON, as JSON Feed (jsonfeed.org), lists that look like one, or WordPress's REST (`/wp-json/wp/v2/posts`) have it. Out: its items
//! as they are written there. Where it is broken, the items before that count.

use serde_json::{Map, Value};
use url::Url;

use super::{
    Kind, addresses,
    raw::{About, Picture, Raw},
};

/// Names of lists of items.
const LISTS: [&str; 4] = ["items", "entries", "articles", "posts"];

/// What was read.
#[derive(Debug)]
pub(super) struct Listed {
    pub about: About,
    pub raws: Vec<Raw>,
    /// What was passed over, by kind.
    pub passed: Vec<(String, usize)>,
    /// It is broken, or ends in its middle.
    pub is_cut: bool,
}

/// Reads a feed, which is at `address`; `None`: this is none.
pub(super) fn read(text: String, address: Option<&Url>) -> Option<Listed> {
    let (head, items, is_cut) = parts(&without_breaks(text))?;
    let is_rest = items.first().is_some_and(is_rest);
    let is_feed = !head.is_empty() || is_cut || is_rest;
    (is_feed && (is_rest || items.is_empty() || items.iter().any(is_item))).then_some(())?;
    let mut listed = Listed { about: about(&head, is_rest, address), raws: Vec::new(), passed: Vec::new(), is_cut };
    for value in items {
        match value {
            Value::Object(_) if is_rest => listed.rest(&value),
            Value::Object(map) => listed.raws.push(item(&map, listed.about.base.as_ref())),
            _ => {}
        }
    }
    Some(listed)
}

/// A line break inside of a text is a mistake, and outside of one it is a space.
fn without_breaks(text: String) -> String {
    text.trim_start().chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// What the feed says of itself, its items, and whether that is not all.
fn parts(text: &str) -> Option<(Map<String, Value>, Vec<Value>, bool)> {
    Some(match serde_json::from_str(text) {
        Ok(Value::Object(mut map))
            if !map.contains_key("title") || LISTS.iter().any(|list| map.contains_key(*list)) =>
        {
            let Value::Array(items) = LISTS.iter().find_map(|list| map.remove(*list))? else { return None };
            (map, items, false)
        }
        Ok(Value::Object(map)) => (Map::new(), vec![Value::Object(map)], false),
        Ok(Value::Array(items)) => (Map::new(), items, false),
        Ok(_) => return None,
        Err(_) => (Map::new(), salvaged(text), true),
    })
}

fn about(head: &Map<String, Value>, is_rest: bool, address: Option<&Url>) -> About {
    let line = |key: &str| head.get(key).and_then(Value::as_str).map(str::to_owned);
    let home = line("home_page_url").and_then(|home| addresses::absolute(&home, address));
    About {
        kind: if is_rest { Kind::Rest } else { Kind::Json },
        title: line("title").unwrap_or_default(),
        base: home.clone().or_else(|| address.cloned()),
        home,
        language: line("language"),
        ttl: None,
    }
}

/// The whole objects of the list of a text that is no JSON.
fn salvaged(text: &str) -> Vec<Value> {
    let begin = LISTS.iter().filter_map(|list| {
        let key = text.find(&format!("\"{list}\""))?;
        Some(key + text[key..].find('[')? + 1)
    });
    let begin = begin.min().or_else(|| text.starts_with('[').then_some(1));
    let mut rest = begin.map_or("", |begin| &text[begin..]);
    let mut items = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value @ Value::Object(_))) => {
                rest = &rest[values.byte_offset()..];
                items.push(value);
            }
            _ => return items,
        }
    }
}

fn is_item(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    ["title", "headline", "url", "link", "content_html", "content_text", "summary"].into_iter().any(has)
}

fn is_rest(value: &Value) -> bool {
    value.pointer("/title/rendered").is_some() && value.get("link").is_some()
}

fn item(map: &Map<String, Value>, base: Option<&Url>) -> Raw {
    let text = |names: &[&str]| names.iter().find_map(|name| words(map.get(*name)?));
    let authors = map.get("authors").or_else(|| map.get("author")).into_iter().flat_map(one_or_many);
    let attached = map.get("attachments").into_iter().flat_map(one_or_many);
    let is_picture = |value: &&Value| words(&value["mime_type"]).is_some_and(|kind| kind.starts_with("image/"));
    let pictures = ["image", "banner_image"].iter().filter_map(|key| words(map.get(*key)?));
    let pictures = pictures.chain(attached.filter(is_picture).filter_map(|value| words(&value["url"])));
    Raw {
        guid: text(&["id", "guid"]),
        link: text(&["url", "link", "external_url"]),
        title: text(&["title", "headline"]).unwrap_or_default(),
        description: text(&["summary", "description", "excerpt", "lead"]).unwrap_or_default(),
        content: text(&["content_html", "content_text", "content", "body"]).unwrap_or_default(),
        pictures: pictures.map(|address| Picture { address, width: 0 }).collect(),
        authors: authors.filter_map(words).collect(),
        language: text(&["language"]),
        categories: list(map.get("tags")).into_iter().chain(list(map.get("categories"))).collect(),
        published: text(&["date_published", "published", "pubDate", "date"]),
        base: base.cloned(),
        ..Raw::default()
    }
}

/// A text, a number, or the name of somebody.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => {
            ["name", "url", "rendered"].iter().find_map(|key| map.get(*key)?.as_str().map(str::to_owned))
        }
        _ => None,
    }
}

fn list(value: Option<&Value>) -> Vec<String> {
    value.into_iter().flat_map(one_or_many).filter_map(words).collect()
}

fn one_or_many(value: &Value) -> std::slice::Iter<'_, Value> {
    match value {
        Value::Array(list) => list.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

impl Listed {
    /// A post of WordPress.
    fn rest(&mut self, post: &Value) {
        let text = |place: &str| post.pointer(place).and_then(words);
        let status = text("/status").unwrap_or_else(|| "publish".to_owned());
        let is_protected = post.pointer("/content/protected").and_then(Value::as_bool) == Some(true);
        if status != "publish" || is_protected {
            let what = if is_protected { "post with a password".to_owned() } else { status };
            return self.pass(what);
        }
        let terms = |wanted: &str| -> Vec<String> {
            let groups = post.pointer("/_embedded/wp:term").and_then(Value::as_array).into_iter().flatten();
            let terms = groups.filter_map(Value::as_array).flatten();
            terms.filter(|term| term["taxonomy"] == wanted).filter_map(|term| words(&term["name"])).collect()
        };
        let picture = [
            "/_embedded/wp:featuredmedia/0/source_url",
            "/jetpack_featured_media_url",
            "/yoast_head_json/og_image/0/url",
        ];
        self.raws.push(Raw {
            guid: text("/guid/rendered").or_else(|| text("/id")),
            link: text("/link"),
            title: text("/title/rendered").unwrap_or_default(),
            description: text("/excerpt/rendered").unwrap_or_default(),
            content: text("/content/rendered").unwrap_or_default(),
            pictures: picture
                .iter()
                .filter_map(|place| text(place))
                .map(|address| Picture { address, width: 0 })
                .collect(),
            authors: text("/_embedded/author/0/name").into_iter().collect(),
            language: text("/lang"),
            categories: terms("category"),
            tags: terms("post_tag"),
            published: text("/date_gmt").map(|date| format!("{date}Z")).or_else(|| text("/date")),
            base: self.about.base.clone(),
            ..Raw::default()
        });
    }

    fn pass(&mut self, what: String) {
        match self.passed.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += 1,
            None => self.passed.push((what, 1)),
        }
    }
}
