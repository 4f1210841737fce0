//! In: JSON, as JSON Feed (jsonfeed.org), lists that look like one, or WordPress's REST (`/wp-json/wp/v2/posts`) have it. Out: its items
//! as they are written there, one after the other: besides the text one of them is in memory. Where it is broken, the items
//! before that count.

use std::{borrow::Cow, fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::{Map, Value, value::RawValue};
use url::Url;

use super::{
    Kind, MOST_ITEMS, Unreadable, addresses,
    alike::{Alike, Seen},
    raw::{About, Picture, Raw},
};

/// Names of lists of items.
const LISTS: [&str; 4] = ["items", "entries", "articles", "posts"];
/// What a feed says of itself.
const WORDS: [&str; 3] = ["title", "home_page_url", "language"];

/// Bytes of an item, which takes many times that as values.
const HEAVIEST: usize = 2 << 20;
/// Bytes of a word of the feed's own.
const LONGEST_WORD: usize = 10_000;

/// What was read.
#[derive(Debug)]
pub(super) struct Listed {
    pub about: About,
    /// What no item has for itself.
    pub alike: Alike,
    /// How many items may be stories.
    pub count: usize,
    /// What was passed over, by kind.
    pub passed: Vec<(String, usize)>,
    /// It is broken, or ends in its middle.
    pub is_cut: bool,
    pub items: Items,
}

/// Items that are read when they are asked for.
#[derive(Debug)]
pub(super) struct Items {
    /// Values behind each other, and what stands between them.
    text: String,
    at: usize,
    base: Option<Url>,
    is_rest: bool,
}

/// What a value of the list is.
enum Element {
    Item(Box<Raw>),
    /// No published story, but this.
    Passed(String),
    Nothing,
}

/// Reads a feed, which is at `address`; `None`: this is none.
pub(super) fn read(text: String, address: Option<&Url>) -> Result<Option<Listed>, Unreadable> {
    let Some(Parts { head, list, is_cut }) = parts(text) else { return Ok(None) };
    let mut items = Items { text: list, at: 0, base: None, is_rest: false };
    items.is_rest = items.value().is_some_and(|place| items.object(place).is_some_and(|first| is_rest(&first)));
    let about = head.about(items.is_rest, address);
    items.base.clone_from(&about.base);
    let (mut seen, mut count, mut number, mut has_item) = (Seen::default(), 0, 0, false);
    let mut passed: Vec<(String, usize)> = Vec::new();
    items.at = 0;
    while let Some(place) = items.value() {
        number += 1;
        if number > MOST_ITEMS {
            return Err(super::too_many().into());
        }
        has_item = has_item || items.object(place.clone()).is_some_and(|object| is_item(&object));
        match items.element(place) {
            Element::Item(raw) => {
                seen.hear(&raw);
                count += 1;
            }
            Element::Passed(what) => match passed.iter_mut().find(|(known, _)| *known == what) {
                Some((_, count)) => *count += 1,
                None => passed.push((what, 1)),
            },
            Element::Nothing => {}
        }
    }
    items.at = 0;
    let is_feed = head.says_something || is_cut || items.is_rest;
    let is_one = is_feed && (items.is_rest || number == 0 || has_item);
    Ok(is_one.then(|| Listed { about, alike: seen.alike(), count, passed, is_cut, items }))
}

impl Iterator for Items {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        loop {
            let place = self.value()?;
            if let Element::Item(raw) = self.element(place) {
                return Some(*raw);
            }
        }
    }
}

impl Items {
    /// Where the next value stands.
    fn value(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let next = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let start = self.at + rest.len() - next.len();
        let mut values = serde_json::Deserializer::from_str(next).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        self.at = start + values.byte_offset();
        Some(start..self.at)
    }

    /// The value there, where it is an object that may be an item.
    fn object(&self, place: Range<usize>) -> Option<Value> {
        let text = &self.text[place];
        let is_one = text.starts_with('{') && text.len() <= HEAVIEST;
        is_one.then(|| serde_json::from_str(text).ok())?
    }

    fn element(&self, place: Range<usize>) -> Element {
        match self.object(place.clone()) {
            Some(post) if self.is_rest => self.post(&post),
            Some(Value::Object(map)) => Element::Item(Box::new(item(&map, self.base.as_ref()))),
            None if self.text[place].starts_with('{') => {
                Element::Item(Box::new(Raw { is_heavy: true, ..Raw::default() }))
            }
            _ => Element::Nothing,
        }
    }

    /// A post of WordPress.
    fn post(&self, post: &Value) -> Element {
        let text = |place: &str| post.pointer(place).and_then(words);
        let status = text("/status").unwrap_or_else(|| "publish".to_owned());
        let is_protected = post.pointer("/content/protected").and_then(Value::as_bool) == Some(true);
        if status != "publish" || is_protected {
            return Element::Passed(if is_protected { "post with a password".to_owned() } else { status });
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
        Element::Item(Box::new(Raw {
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
            base: self.base.clone(),
            ..Raw::default()
        }))
    }
}

/// A feed's own words, and its list.
struct Parts {
    head: Head,
    list: String,
    /// That is not all of it.
    is_cut: bool,
}

/// `None`: it has no list.
fn parts(text: String) -> Option<Parts> {
    if let Ok(parts) = whole(&text) {
        return parts;
    }
    let text = without_breaks(text);
    let cut = || Some(Parts { head: Head::default(), list: salvaged(&text).to_owned(), is_cut: true });
    whole(&text).unwrap_or_else(|_| cut())
}

/// A line break inside of a text is a mistake, and outside of one it is a space.
fn without_breaks(text: String) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The same of a text that is JSON, or why it is none.
fn whole(text: &str) -> serde_json::Result<Option<Parts>> {
    let text = text.trim_start();
    let of = |head, list: &str| Some(Parts { head, list: list.to_owned(), is_cut: false });
    if let Some(list) = text.strip_prefix('[') {
        serde_json::from_str::<IgnoredAny>(text)?;
        return Ok(of(Head::default(), list));
    }
    let Outline { words, lists, has_more } = serde_json::from_str(text)?;
    let is_item = words[0].is_some() && lists.iter().all(Option::is_none);
    if is_item {
        return Ok(of(Head::default(), text));
    }
    let list = lists.iter().flatten().next().and_then(|list| list.get().strip_prefix('['));
    let says_something = has_more || words.iter().any(Option::is_some) || lists.iter().flatten().count() > 1;
    let [title, home, language] = words.map(|word| word.and_then(short));
    Ok(list.and_then(|list| of(Head { title, home, language, says_something }, list)))
}

fn short(word: &RawValue) -> Option<String> {
    let text = Some(word.get()).filter(|text| text.len() <= LONGEST_WORD)?;
    serde_json::from_str(text).ok()
}

/// What a feed says of itself.
#[derive(Debug, Default)]
struct Head {
    title: Option<String>,
    home: Option<String>,
    language: Option<String>,
    /// There is more in it than a list.
    says_something: bool,
}

impl Head {
    fn about(&self, is_rest: bool, address: Option<&Url>) -> About {
        let home = self.home.as_ref().and_then(|home| addresses::absolute(home, address));
        About {
            kind: if is_rest { Kind::Rest } else { Kind::Json },
            title: self.title.clone().unwrap_or_default(),
            base: home.clone().or_else(|| address.cloned()),
            home,
            language: self.language.clone(),
            ttl: None,
        }
    }
}

/// The values of an object that a feed is made of, as they are written.
#[derive(Default)]
struct Outline<'a> {
    words: [Option<&'a RawValue>; WORDS.len()],
    lists: [Option<&'a RawValue>; LISTS.len()],
    has_more: bool,
}

impl<'de> Deserialize<'de> for Outline<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Outlines)
    }
}

/// Nothing of the other values is held.
struct Outlines;

impl<'de> Visitor<'de> for Outlines {
    type Value = Outline<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline<'de>, A::Error> {
        let mut outline = Outline::default();
        while let Some(key) = map.next_key::<Cow<str>>()? {
            let place = |names: &[&str]| names.iter().position(|name| *name == key);
            match (place(&WORDS), place(&LISTS)) {
                (Some(word), _) => outline.words[word] = Some(map.next_value()?),
                (_, Some(list)) => outline.lists[list] = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    outline.has_more = true;
                }
            }
        }
        Ok(outline)
    }
}

/// From where the list of a text that is no JSON has its values.
fn salvaged(text: &str) -> &str {
    let text = text.trim_start();
    let begin = LISTS.iter().filter_map(|list| {
        let key = text.find(&format!("\"{list}\""))?;
        Some(key + text[key..].find('[')? + 1)
    });
    let begin = begin.min().or_else(|| text.starts_with('[').then_some(1));
    begin.map_or("", |begin| &text[begin..])
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
