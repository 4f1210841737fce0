//! What writes article files: a new draft for `headliner new`, a story that was typed, and safe repairs for `check --fix`.

use std::borrow::Cow;

use chrono::DateTime;
use chrono_tz::Tz;
use encoding_rs::{Encoding, UTF_8};

use super::{Language, front, spelling, yaml};

/// A new article as a file: a draft, with the keys an editor is likely to fill in. `at` is what
/// `published` says, in its zone; `rubric` and `headline` may be any text.
pub fn template(id: &str, rubric: &str, headline: &str, language: Language, at: DateTime<Tz>) -> String {
    format!(
        "---\nid: {id}\nrubric: {}\nheadline: {}\nlead: \"\"\nurl: \"\"\nimage: \"\"\ncredit: \"\"\nlanguage: {}\n\
         published: {}\nstatus: draft\n---\n\n",
        quoted(rubric),
        quoted(headline),
        language.code(),
        at.format("%Y-%m-%dT%H:%M:%S%:z"),
    )
}

/// Characters of a slug at most: a file's name that a person still reads.
const SLUG: usize = 60;

/// A headline in small Latin letters, digits and single dashes, cut after a word; empty where it has no letters.
pub fn slug(headline: &str) -> String {
    let mut slug = String::new();
    // Signs that soften or part letters are no apostrophes here.
    let latin = deunicode::deunicode(headline).to_lowercase().replace(['\'', '"'], "");
    for word in latin.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let dash = usize::from(!slug.is_empty());
        if slug.len() + dash + word.len() > SLUG {
            if slug.is_empty() {
                slug.extend(word.chars().take(SLUG));
            }
            break;
        }
        slug.extend((dash == 1).then_some('-'));
        slug += word;
    }
    slug
}

/// A text in double quotes, as YAML and JSON read it.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

/// The file with what can be mended without changing its meaning: byte order marks go, UTF-16 that is marked as such becomes UTF-8, and a
/// headline or lead that YAML cannot read as it stands gets its quotes, or the space behind its colon. `None`: there is nothing
/// that can be mended so. Which letters the bytes of an old encoding mean can only be guessed, and a wrong guess destroys the text:
/// that is left to who wrote it.
pub fn mend(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = marked(bytes).or_else(|| std::str::from_utf8(bytes).ok().map(Cow::Borrowed))?;
    let bare = text.trim_start_matches('\u{feff}');
    let mended = with_quotes(bare).unwrap_or_else(|| bare.to_owned());
    (mended.as_bytes() != bytes).then(|| mended.into_bytes())
}

/// The text of UTF-16 that begins with its mark, if all of it is.
fn marked(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (encoding, _) = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8)?;
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    (!had_errors && !text.contains('\0')).then_some(text)
}

/// Quotes for the lines of YAML front matter that need them; only if it can be read then and could not before. A key that is
/// glued to its text is none to YAML, which reads the rest all the same.
fn with_quotes(text: &str) -> Option<String> {
    let front = front::split(text).ok().filter(|front| !front.is_toml)?;
    let is_read = yaml::parse(front.text, 1).is_ok();
    if is_read && !front.text.lines().any(|line| glued(line).is_some()) {
        return None;
    }
    let lines: String = front.text.split_inclusive('\n').map(|line| quoted_line(line, is_read)).collect();
    yaml::parse(&lines, 1).ok()?;
    let start = front.text.as_ptr() as usize - text.as_ptr() as usize;
    Some(format!("{}{lines}{}", &text[..start], &text[start + front.text.len()..]))
}

/// `only_glued`: nothing else was wrong.
fn quoted_line(line: &str, only_glued: bool) -> String {
    let bare = line.trim_end_matches(['\n', '\r']);
    let ending = &line[bare.len()..];
    let plain = || yaml::pair(bare).filter(|(key, value)| yaml::is_sentence(key) && yaml::needs_quotes(value));
    match glued(bare).or_else(|| if only_glued { None } else { plain() }) {
        Some((key, value)) => format!("{key}: {}{ending}", quoted(value)),
        None => line.to_owned(),
    }
}

/// A key of a sentence and the text that stands right behind its colon, unless that has quotes of its own.
fn glued(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_end().split_once(':')?;
    let is_text = value.starts_with(char::is_alphanumeric) && !value.ends_with(['"', '\'']);
    (yaml::is_sentence(key) && is_text).then_some((key, value))
}

/// A story as a file of its own.
#[derive(Clone, Debug)]
pub struct NewFile<'a> {
    /// Its name.
    pub id: &'a str,
    /// As [`as_words`](super::as_words) has it.
    pub headline: &'a str,
    /// As [`as_lead`](super::as_lead) has it.
    pub lead: &'a str,
    /// The page's address.
    pub url: Option<&'a str>,
    /// A path below the store, or an address.
    pub image: Option<&'a str>,
    /// What was wrong.
    pub correction: Option<&'a str>,
    /// Its language.
    pub language: Language,
    /// The name of the article whose translation it is.
    pub translation_of: Option<&'a str>,
    /// When it came out, in the newsroom's zone.
    pub published: DateTime<Tz>,
    /// `published` or `withdrawn`.
    pub status: &'a str,
}

/// The file of a story that was typed.
pub fn new_file(story: &NewFile) -> String {
    let words = |text: &str| quoted(&spelling::words(text).unwrap_or_else(|| text.to_owned()));
    let mut text = format!("---\nid: {}\nheadline: {}\n", story.id, words(story.headline));
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            text += &format!("{key}: {value}\n");
        }
    };
    let lead = spelling::lead(story.lead).unwrap_or_else(|| story.lead.to_owned());
    line("lead", Some(quoted(&lead)));
    line("url", Some(quoted(story.url.unwrap_or_default())));
    line("image", story.image.map(quoted));
    line("language", Some(story.language.code().to_owned()));
    line("translation_of", story.translation_of.map(quoted));
    line("published", Some(story.published.format("%Y-%m-%dT%H:%M:%S%:z").to_string()));
    line("correction", story.correction.map(words));
    line("status", Some(story.status.to_owned()));
    text + "---\n"
}
