//! What an article is. In: the bytes of a file (one file per format beside this one parses them). Out: an [`Article`],
//! every field of which is valid, or a [`Fault`] that says in which line what is wrong and how to mend it.
//! What the article *means* for the newsroom (is its rubric known, may it go out now) is decided in `intake`.

mod address;
mod code;
mod edit;
mod encoding;
pub mod feed;
mod fields;
mod front;
mod image;
mod json;
mod lead;
mod letters;
mod link;
mod meta;
mod moment;
mod names;
mod native;
mod ninjs;
mod page;
mod permission;
mod photo;
mod plain;
mod posted;
mod same_page;
mod schema_org;
mod sentence;
mod source;
mod spelling;
mod tolerant;
mod typography;
mod write;
mod yaml;

use std::fmt;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use url::Url;

pub use edit::{Key, Unwritable, rewrite};
pub use image::within;
pub use letters::language_of;
pub use moment::parse as parse_moment;
pub use names::{LONGEST_ID, file_id, path_id};
pub use posted::{POSTED, posted_id, posted_path};
pub use same_page::page_of;
pub use sentence::Sentence;
pub(crate) use sentence::sentence;
pub use source::{Format, Source, Told};
pub use spelling::{LONGEST_HEADLINE, as_lead, as_picture, as_words};
pub use write::{NewFile, mend, new_file, slug, template};

use crate::clock::Time;

/// A file that is larger holds no article: it is refused without being read.
pub const LARGEST: u64 = 1024 * 1024;

/// Reads one file as one article. `name` is its path below the store, whose last part is the article's id if the file
/// gives none; `zone` is the newsroom's, for dates without one. The format is found from the content. Never panics,
/// whatever the bytes are.
pub fn parse(name: &str, bytes: &[u8], zone: Tz) -> Result<Article, Fault> {
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::too_large(bytes.len() as u64));
    }
    let found = encoding::text(bytes)?;
    let text = found.text.as_ref();
    let start = text.trim_start();
    let article = if start.is_empty() {
        Err(Fault::new(sentence!("flaw-empty", "the file is empty: write an article into it or delete it"))
            .unfinished())
    } else if let Some(found) = json::wrapped(name, text, zone) {
        found
    } else if is_front(name, text) {
        front::parse(name, text, zone)
    } else if start.starts_with(['{', '[']) {
        json::parse(name, text, zone)
    } else if feed::is_xml_feed(text) {
        Err(feed_fault())
    } else {
        schema_org::parse_page(name, text, zone)
    };
    article.map(|article| {
        let came_out = article.came_out.or_else(|| moment::end_of_day_in(name, zone));
        let id = posted_id(name).unwrap_or(article.id);
        let source = Source { encoding: found.encoding, ..article.source };
        let typeset = |text: &String| typography::typeset(text);
        let (headline, lead) = (typeset(&article.headline), typeset(&article.lead));
        let correction = article.correction.as_ref().map(typeset);
        Article { id, came_out, source, headline, lead, correction, ..article }
    })
}

/// A file of many articles.
fn feed_fault() -> Fault {
    Fault::new(sentence!(
        "flaw-feed",
        "this is a feed, a list of articles, and no article: `headliner import` takes it, or HEADLINER_FEEDS its address"
    ))
}

/// Whether a file has front matter, or is to have it: all that is neither JSON nor a page.
fn is_front(name: &str, text: &str) -> bool {
    let start = text.trim_start();
    front::opening(text).starts_with(['-', '+']) || front::is_text(name, start) || !start.starts_with(['{', '[', '<'])
}

/// The languages of articles and of conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Russian
    Ru,
    /// Kazakh
    Kk,
    /// English
    En,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

    /// The mask of all of them.
    pub const EVERY: u8 = 7;

    /// The two-letter code (ISO 639-1): `ru`, `kk`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Ru => "ru",
            Language::Kk => "kk",
            Language::En => "en",
        }
    }

    /// Reads a language tag (`ru`, `ru-RU`, `RU_kz`, also `kz` for Kazakh); `None` for any other language.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag.split(['-', '_']).next()?.trim().to_ascii_lowercase().as_str() {
            "ru" | "rus" => Some(Language::Ru),
            "kk" | "kz" | "kaz" => Some(Language::Kk),
            "en" | "eng" => Some(Language::En),
            _ => None,
        }
    }

    /// The language's bit in a mask of languages.
    pub fn bit(self) -> u8 {
        match self {
            Language::Ru => 1,
            Language::Kk => 2,
            Language::En => 4,
        }
    }

    /// How the database keeps a single language.
    pub fn number(self) -> i64 {
        i64::from(self.bit())
    }

    /// The reverse of [`Language::number`].
    pub fn from_number(number: i64) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.number() == number)
    }
}

/// The article's name, from inside the file (`id:`) or from the file's name. Not empty, at most 200 bytes, no control
/// characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub String);

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The short number of an article in the database: what buttons and `/a412` carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleKey(pub i64);

impl fmt::Display for ArticleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What the newsroom wants done with the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Not finished; never pushed.
    Draft,
    /// May go out.
    Published,
    /// Not now: stopped and retracted until it is published again.
    Withheld,
    /// Retracted for good.
    Withdrawn,
}

/// How richly an article is sent: Telegram may refuse a photo or markup; then the next plainer form goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// With its photo.
    Photo,
    /// Text with bold headline and links.
    Formatted,
    /// Text without any markup.
    Plain,
}

/// Where a picture is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Image {
    /// A file of the store, as a path below it: relative, with `/`, without `..`.
    Path(String),
    /// On the web, `http` or `https`.
    Url(Url),
}

impl Image {
    /// The image as articles and the database write it.
    pub fn as_text(&self) -> &str {
        match self {
            Image::Path(path) => path,
            Image::Url(url) => url.as_str(),
        }
    }
}

/// One version of one article as its file tells it. Texts are plain (no HTML, no Markdown), trimmed, in one line where
/// a line is meant, without control characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The article's name; a file with the same one is a revision of it.
    pub id: ArticleId,
    /// Not empty, at most 300 code points.
    pub headline: String,
    /// `lead`, else the first paragraph of the body that is no heading, table or code; may be empty.
    pub lead: String,
    /// The text of the article for search; never pushed whole.
    pub body: String,
    /// As the file says: absolute, or relative to the newsroom's `url`.
    pub url: Option<String>,
    /// What `{slug}` of the newsroom's `link_template` becomes, where the file says that.
    pub slug: Option<String>,
    /// The picture, of the store or of the web.
    pub image: Option<Image>,
    /// A picture that is named by its path from the root of the newsroom's site, where there is no other.
    pub site_image: Option<String>,
    /// Whose picture it is.
    pub credit: Option<String>,
    /// The photo goes under a spoiler.
    pub sensitive: bool,
    /// Who wrote it.
    pub byline: Option<String>,
    /// `None`: the newsroom's language.
    pub language: Option<Language>,
    /// As the file names them: ids, titles or aliases; in order, without doubles.
    pub rubrics: Vec<String>,
    /// Also in «Главное».
    pub main: bool,
    /// Asks the editors for a breaking push.
    pub breaking: bool,
    /// 1 (flash) to 9, where the source has it (IPTC ninjs).
    pub urgency: Option<u8>,
    /// The same story in the other language.
    pub translation_of: Option<ArticleId>,
    /// The story that this one goes on with.
    pub follows: Option<ArticleId>,
    /// When the newsroom published it; in the future: an embargo.
    pub published: Option<Time>,
    /// The last moment at which it may have been published: the end of its day where the file tells no more, in a key or in
    /// its name. When it was created or changed says nothing about that.
    pub came_out: Option<Time>,
    /// Not to go out before; `published` in the future means the same.
    pub embargo: Option<Time>,
    /// Not sent after it, nor shown in lists.
    pub expires: Option<Time>,
    /// Keys that nobody knows and that could mean "do not publish".
    pub odd: Vec<Odd>,
    /// When it was last changed, as the file says.
    pub updated: Option<Time>,
    /// What was wrong, for those who got the wrong version.
    pub correction: Option<String>,
    /// What the newsroom wants done with it.
    pub status: Status,
    /// The source's own version number, where it has one; a lower one than the last is ignored.
    pub version: Option<i64>,
    /// Keywords of the source; in order, without doubles.
    pub tags: Vec<String>,
    /// What the story goes without, since it cannot be understood: each a sentence for editors.
    pub warnings: Vec<Fault>,
    /// In which format and encoding it was found.
    pub source: Source,
}

/// A key that nobody knows and that could mean that its article is not to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// As the file has it.
    pub key: String,
    /// What stands behind it, in one line, shortened.
    pub value: String,
    /// It means something only if this is in the future; `None`: by its name.
    pub at: Option<Time>,
}

/// Why a file is no article: a sentence for editors.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct Fault {
    /// 1-based, where it is known.
    pub line: Option<usize>,
    /// What is wrong and how to mend it, one sentence or two.
    pub what: Sentence,
    /// The file may simply not be finished: read it again after a moment before telling anybody.
    pub unfinished: bool,
    /// The file is good, and something else than an article (a picture's item, an event's): nobody need be told.
    pub ignored: bool,
}

impl Fault {
    /// A fault of the whole file.
    pub fn new(what: impl Into<Sentence>) -> Fault {
        Fault { line: None, what: what.into(), unfinished: false, ignored: false }
    }

    /// A fault in a line, counted from 1.
    pub fn at(line: usize, what: impl Into<Sentence>) -> Fault {
        Fault { line: Some(line), ..Fault::new(what) }
    }

    /// Several as one, at the line of the first; `None` of none.
    pub fn together(faults: &[Fault]) -> Option<Fault> {
        let (first, rest) = faults.split_first()?;
        let also = rest.iter().map(|fault| (fault.line, fault.what.clone())).collect();
        Some(Fault { what: first.what.clone().with(also), ..first.clone() })
    }

    /// The same of a file that its writer may not have finished.
    pub fn unfinished(self) -> Fault {
        Fault { unfinished: true, ..self }
    }

    /// A file of more than [`LARGEST`] bytes.
    pub fn too_large(bytes: u64) -> Fault {
        let tenths = bytes.saturating_mul(10).div_ceil(LARGEST);
        let size = format!("{}.{}", tenths / 10, tenths % 10);
        Fault::new(sentence!(
            "flaw-large",
            "the file has {size} MiB and the most is 1 MiB: keep pictures in files of their own",
            size = size
        ))
    }
}

/// A revision of an article as the database holds it and as messages are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Its number in the database.
    pub key: ArticleKey,
    /// Its name.
    pub id: ArticleId,
    /// Which version of it.
    pub revision: i64,
    /// Not empty, plain text.
    pub headline: String,
    /// Plain text; may be empty.
    pub lead: String,
    /// Absolute, without the newsroom's `link_params`; `None` where there is no page yet.
    pub url: Option<String>,
    /// Its picture.
    pub image: Option<Image>,
    /// Whose picture it is.
    pub credit: Option<String>,
    /// The photo goes under a spoiler.
    pub sensitive: bool,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Its language.
    pub language: Language,
    /// Bits of the rubrics; bit 0 is main.
    pub rubrics: u64,
    /// What was wrong in an earlier revision.
    pub correction: Option<String>,
    /// Readers are told that it is withdrawn; `correction` says why, where anything does.
    pub withdrawn: bool,
    /// When it was published.
    pub published: Time,
}
