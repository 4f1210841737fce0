//! What writes article files: a new draft for `headliner new`, and safe repairs for `check --fix`.

use chrono::DateTime;
use chrono_tz::Tz;

use super::{Language, front, yaml};

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

/// A text in double quotes, as YAML and JSON read it.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

/// The file with what can be mended without changing its meaning: byte order marks go, and a headline or lead that YAML
/// cannot read without quotes gets them. `None`: there is nothing that can be mended so. Which letters the bytes of an old
/// encoding mean can only be guessed, and a wrong guess destroys the text: that is left to who wrote it.
pub fn mend(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let bare = text.trim_start_matches('\u{feff}');
    let mended = with_quotes(bare).unwrap_or_else(|| bare.to_owned());
    (mended.as_bytes() != bytes).then(|| mended.into_bytes())
}

/// Quotes for the lines of YAML front matter that need them; only if it can be read then and could not before.
fn with_quotes(text: &str) -> Option<String> {
    let front = front::split(text).ok().filter(|front| !front.is_toml)?;
    if yaml::parse(front.text, 1).is_ok() {
        return None;
    }
    let lines: String = front.text.split_inclusive('\n').map(quoted_line).collect();
    yaml::parse(&lines, 1).ok()?;
    let start = front.text.as_ptr() as usize - text.as_ptr() as usize;
    Some(format!("{}{lines}{}", &text[..start], &text[start + front.text.len()..]))
}

fn quoted_line(line: &str) -> String {
    let bare = line.trim_end_matches(['\n', '\r']);
    let ending = &line[bare.len()..];
    let Some((key, value)) = yaml::pair(bare).filter(|(key, _)| yaml::is_sentence(key)) else { return line.to_owned() };
    match yaml::needs_quotes(value) {
        true => format!("{key}: {}{ending}", quoted(value)),
        false => line.to_owned(),
    }
}
