//! The lead and where it is found. In: the keys of a file and its text. Out: what the newsroom wrote as the lead, else the first paragraph of
//! the story itself.

use super::{
    Fault,
    fields::Fields,
    plain::{self, Part},
};

/// The text of an article as its format has it.
pub(super) enum Body {
    Markdown(String),
    Html(String),
}

impl Body {
    pub fn text(&self, part: Part) -> String {
        match self {
            Body::Markdown(text) => plain::markdown(text, part),
            Body::Html(text) => plain::page(text, part),
        }
    }
}

pub(super) const LEAD: [&str; 21] = [
    "lead",
    "description",
    "summary",
    "standfirst",
    "excerpt",
    "teaser",
    "abstract",
    "deck",
    "dek",
    "intro",
    "introduction",
    "subtitle",
    "subheadline",
    "shortdescription",
    "tagline",
    "blurb",
    "synopsis",
    "annotation",
    "anons",
    "metadescription",
    "seodescription",
];

/// What the file says as its lead, else how its text begins.
pub(super) fn lead(fields: &Fields, headline: &str, body: &Body) -> Result<String, Fault> {
    for found in fields.all(&LEAD) {
        let lead = plain::line(&plain::markdown(&fields.raw(found)?.unwrap_or_default(), Part::All));
        if !lead.is_empty() {
            return Ok(lead);
        }
    }
    Ok(first_paragraph(headline, &body.text(Part::Prose)))
}

/// How lines begin that are no sentence of the story: whose picture it is, what else there is to read.
const ASIDES: [&str; 20] = [
    "фото:",
    "фото ",
    "фото/",
    "коллаж:",
    "иллюстрация:",
    "видео:",
    "инфографика:",
    "скриншот:",
    "источник фото",
    "сурет:",
    "фотосы:",
    "photo:",
    "image:",
    "читайте также",
    "читать также",
    "также читайте",
    "по теме:",
    "поделиться",
    "подпис",
    "read also",
];

/// The longest line that is one of those; longer ones are sentences that begin so.
const LONGEST_ASIDE: usize = 160;

/// The first paragraph with words in it that is neither the headline over again nor put between the paragraphs.
pub(super) fn first_paragraph(headline: &str, body: &str) -> String {
    let is_aside = |line: &str| {
        let start: String = line.chars().take(20).collect::<String>().to_lowercase();
        line.chars().count() <= LONGEST_ASIDE && ASIDES.iter().any(|aside| start.starts_with(aside))
    };
    let is_told = |line: &&str| *line != headline && line.contains(char::is_alphanumeric) && !is_aside(line);
    // An item of a list is no paragraph; direct speech, which looks so, is a sentence.
    let is_item = |line: &&str| line.starts_with("– ") && !line.ends_with(['.', '!', '?', '…', '»']);
    let paragraph = body.lines().filter(is_told).find(|line| !is_item(line));
    paragraph.or_else(|| body.lines().find(is_told)).unwrap_or_default().to_owned()
}
