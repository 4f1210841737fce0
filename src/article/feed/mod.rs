//! Feeds and exports: many articles in one file. In: the bytes of RSS, Atom, JSON Feed, WordPress's REST or its export, and where they
//! are from. Out: an [`Item`] for each story, as a whole [`Feed`] or one after the other ([`Stories`]), and a sentence for each
//! item that is none; or a sentence, where it is no feed at all. Nothing that is wrong with one item costs another, and nothing panics. Which rubrics an item has, and
//! what is done with it, is decided in `intake`.

mod addresses;
mod alike;
mod dates;
mod file;
mod item;
mod json;
mod letters;
mod lexer;
mod names;
mod photo;
mod raw;
mod stories;
mod tree;
mod xml;

use std::{
    fmt,
    io::{self, Cursor},
};

use chrono_tz::Tz;
use url::Url;

pub use addresses::normal;
pub use file::{Share, carried, file, shared};
pub use stories::Stories;

use super::{Fault, Language, Sentence};
use crate::clock::Time;

/// What kind of feed it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RSS 0.91 to 2.0
    Rss,
    /// RSS 0.9 and 1.0
    Rdf,
    /// Atom
    Atom,
    /// JSON Feed
    Json,
    /// WordPress's REST
    Rest,
    /// WordPress's export (WXR)
    Export,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Rss => "RSS",
            Kind::Rdf => "RSS 1.0",
            Kind::Atom => "Atom",
            Kind::Json => "JSON Feed",
            Kind::Rest => "WordPress REST",
            Kind::Export => "WordPress export",
        })
    }
}

/// From where a feed is.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    /// Its address; relative ones in it are seen from there.
    pub address: Option<&'a Url>,
    /// `Content-Type` of its server.
    pub kind: Option<&'a str>,
    /// The newsroom's, for dates without one.
    pub zone: Tz,
}

/// A feed.
#[derive(Debug)]
pub struct Feed {
    /// What kind of feed it is.
    pub kind: Kind,
    /// What it calls itself; may be empty.
    pub title: String,
    /// How many minutes it wants to be left alone, where it says so.
    pub ttl: Option<u32>,
    /// Its stories, in its order; no two have the same name.
    pub items: Vec<Item>,
    /// Items that are no stories, and why.
    pub refused: Vec<Refused>,
    /// What was passed over since it is no published story, such as drafts and pages, by kind.
    pub passed: Vec<(String, usize)>,
}

/// An item that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its title or its name, shortened, or which one it is.
    pub name: String,
    /// What is wrong with it.
    pub why: Sentence,
}

/// A story of a feed. Texts are plain.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The article's name: what the feed calls it, else its address. It stays when the headline changes.
    pub id: String,
    /// Its address as two of them are compared, where it is its own.
    pub normal: Option<String>,
    /// Its page.
    pub url: Option<Url>,
    /// Not empty, at most 300 code points.
    pub headline: String,
    /// In one line; empty: the first paragraph.
    pub lead: String,
    /// Paragraphs, one a line.
    pub body: String,
    /// A picture of the web.
    pub image: Option<Url>,
    /// Whose picture it is.
    pub credit: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where the item or the feed names one that fits its letters.
    pub language: Option<Language>,
    /// What may be its rubrics, in order.
    pub categories: Vec<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// When it came out, as a file says it; `None`: nobody can know.
    pub published: Option<String>,
    /// The last moment that this may mean.
    pub came_out: Option<Time>,
    /// A date that cannot be understood.
    pub odd_date: Option<String>,
}

/// Why nothing of a feed can be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is no feed.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Its source gives nothing.
    #[error("it cannot be read")]
    Source(#[from] io::Error),
}

/// More items in one feed, stories or not, would be too much for the memory: of each it is known what tells it from others.
const MOST_ITEMS: usize = 100_000;

fn too_many() -> Fault {
    Fault::new("it has more than 100,000 items: export it in parts")
}

/// Reads a whole feed. Never panics, whatever the bytes are.
///
/// # Errors
/// Why it is no feed, and what to do.
pub fn read(bytes: &[u8], origin: &Origin) -> Result<Feed, Fault> {
    let mut stories = Stories::open(Cursor::new(bytes), origin).map_err(|error| match error {
        Unreadable::Fault(fault) => fault,
        Unreadable::Source(error) => Fault::new(format!("it cannot be read: {error}")), // never of what is in memory
    })?;
    let items = stories.by_ref().flatten().collect();
    Ok(Feed { items, ..stories.rest() })
}

/// Whether a file of the store is a feed, by how it begins: it is told as that.
pub(super) fn is_xml_feed(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(HEAD)];
    let first = lexer::Lexer::new(head).find_map(|token| match token {
        lexer::Token::Open { name, .. } => Some(name.to_lowercase()),
        _ => None,
    });
    first.is_some_and(|name| matches!(name.as_str(), "rss" | "feed" | "rdf:rdf" | "atom:feed"))
}

/// Within so much of a file its first tag stands.
const HEAD: usize = 16 * 1024;

/// What it is in place of a feed.
fn no_feed(text: &str, address: Option<&Url>) -> Sentence {
    let head = text[..text.floor_char_boundary(HEAD)].to_lowercase();
    if head.contains("<urlset") || head.contains("<sitemapindex") {
        return "it is a site map, which tells no headlines: write the address of a feed".into();
    }
    if head.contains("<html") || head.contains("<!doctype html") {
        return match named_feed(text).and_then(|link| addresses::absolute(&link, address)) {
            Some(feed) => format!("it is a page and no feed: its feed is {feed}").into(),
            None => "it is a page and no feed: write the address of the feed itself".into(),
        };
    }
    "it is neither RSS, Atom, JSON Feed nor an export of WordPress".into()
}

/// The feed that a page names in its head.
fn named_feed(page: &str) -> Option<String> {
    lexer::Lexer::new(page).take(1_000).find_map(|token| {
        let lexer::Token::Open { name, attributes, .. } = token else { return None };
        let list = lexer::attributes(attributes);
        let value =
            |wanted: &str| list.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value);
        let kind = value("type").unwrap_or_default();
        let is_feed = ["application/rss+xml", "application/atom+xml", "application/feed+json"].contains(&kind);
        (name.eq_ignore_ascii_case("link") && is_feed).then(|| value("href").map(lexer::decoded))?
    })
}
