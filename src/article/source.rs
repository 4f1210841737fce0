//! What a file is: the format in which an article was found, and the encoding of its letters. For those who ask why
//! something was read as it was.

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown with YAML front matter.
    Yaml,
    /// Markdown with TOML front matter.
    Toml,
    /// Headliner's own keys in JSON.
    Json,
    /// A news item of IPTC's ninjs, or of Superdesk.
    Ninjs,
    /// JSON-LD of schema.org in a file of its own.
    JsonLd,
    /// JSON-LD of schema.org in a page.
    Page,
    /// A page that tells what it is in its `meta` tags or by microdata.
    Meta,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Yaml => "Markdown with YAML front matter",
            Format::Toml => "Markdown with TOML front matter",
            Format::Json => "JSON with Headliner's keys",
            Format::Ninjs => "IPTC ninjs",
            Format::JsonLd => "schema.org JSON-LD",
            Format::Page => "a page with schema.org JSON-LD",
            Format::Meta => "a page with meta tags or microdata",
        }
    }
}

/// How an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The file says so itself.
    ByFile,
    /// By the letters of the text.
    ByLetters,
}

/// The source of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The format.
    pub format: Format,
    /// Another encoding than UTF-8, and how it is known.
    pub encoding: Option<(&'static str, Told)>,
}

impl From<Format> for Source {
    fn from(format: Format) -> Source {
        Source { format, encoding: None }
    }
}
