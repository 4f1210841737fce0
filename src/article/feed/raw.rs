//! What a feed says of itself, and an item as its feed writes it, whatever kind of feed that is, before anything in it is understood.

use url::Url;

use super::Kind;

/// What a feed says of itself.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub kind: Kind,
    pub title: String,
    pub home: Option<Url>,
    /// From where its addresses are seen.
    pub base: Option<Url>,
    pub language: Option<String>,
    pub ttl: Option<u32>,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub guid: Option<String>,
    pub link: Option<String>,
    /// May have markup, as the next two.
    pub title: String,
    pub description: String,
    pub content: String,
    /// Beside the text, the best first.
    pub pictures: Vec<Picture>,
    /// The number of the attachment that is its picture.
    pub thumbnail: Option<String>,
    pub credit: Option<String>,
    pub authors: Vec<String>,
    pub language: Option<String>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    pub published: Option<String>,
    /// From where its addresses are seen.
    pub base: Option<Url>,
    /// It has more bytes than an item may, and is not all here.
    pub is_heavy: bool,
}

/// A picture as a feed names it.
#[derive(Debug)]
pub(super) struct Picture {
    pub address: String,
    /// Where it is told, else 0.
    pub width: u32,
}
