//! In: the text between two `---` lines. Out: its keys, or a fault in the words of an editor: a YAML parser's own
//! message tells what it met, hardly ever what to do.

use serde_json::{Map, Value};
use serde_saphyr::Options;

use super::{Fault, Sentence, sentence};

/// How many values references may repeat: front matter hardly ever has one.
const MOST_REPEATED: usize = 1000;

/// Reads front matter; `first` is the number of its first line in the file.
pub(super) fn parse(text: &str, first: usize) -> Result<Map<String, Value>, Fault> {
    if let Some((line, what)) = lost(text) {
        return Err(Fault::at(first + line, what));
    }
    match serde_saphyr::from_str_with_options::<Option<Value>>(text, options()) {
        Ok(Some(Value::Object(map))) => Ok(map),
        Ok(None) => Ok(Map::new()),
        Ok(Some(Value::Array(_))) => Err(Fault::at(
            first,
            sentence!("flaw-yaml-none", "there are no keys here: write lines like headline: \"…\""),
        )),
        Ok(Some(_)) => Err(explain(text, 0, "not keys and values", first)),
        Err(error) => {
            let line = error.location().map_or(0, |at| usize::try_from(at.line()).unwrap_or(1).saturating_sub(1));
            Err(explain(text, line, &error.without_snippet().to_string(), first))
        }
    }
}

fn options() -> Options {
    let mut options = Options::default();
    options.strict_booleans = true;
    options.leading_zero_numbers_as_strings = true;
    options.underscored_numbers_as_strings = true;
    options.non_finite_float_policy = serde_saphyr::NonFiniteFloatPolicy::AsString;
    options.with_snippet = false;
    options.alias_limits.max_total_replayed_events = MOST_REPEATED;
    options
}

/// What a headline would lose without an error: `Школа #159 открыта` becomes `Школа`, `&laquo;Мост&raquo; открыт` becomes
/// `открыт`, `!Срочно мост` becomes `мост`.
fn lost(text: &str) -> Option<(usize, Sentence)> {
    let mut sentences = text.lines().enumerate().filter_map(|(number, line)| {
        let (key, value) = pair(line).filter(|(key, _)| is_sentence(key))?;
        Some((number, key, value))
    });
    sentences.find_map(|(number, key, value)| {
        if is_cut(value) {
            let what = format!("{} ends before the # sign: put the whole {} in quotes", the(key), noun(key));
            let what = Sentence::new("flaw-yaml-hash", what, named(key));
            return Some((number, what));
        }
        let sign = value.chars().next().filter(|sign| "&*!".contains(*sign))?;
        let name = value[1..].split(char::is_whitespace).next().unwrap_or_default();
        let is_meant = match sign {
            '&' => text.contains(&format!("*{name}")),
            '*' => text.contains(&format!("&{name}")),
            _ => name.starts_with('!'),
        };
        (!is_meant || name.is_empty()).then(|| (number, begins_with(key, sign)))
    })
}

fn begins_with(key: &str, sign: char) -> Sentence {
    let english = format!(
        "{} begins with {sign}, which YAML reads as a command: put the whole {} in quotes",
        the(key),
        noun(key)
    );
    Sentence::new("flaw-yaml-sign", english, vec![("key", key.to_owned()), ("sign", sign.to_string())])
}

fn named(key: &str) -> Vec<(&'static str, String)> {
    vec![("key", key.to_owned())]
}

/// Whether a value ends before a `#` that was not meant as a comment: no space follows it.
fn is_cut(value: &str) -> bool {
    let comment = value.split_once(" #").filter(|_| is_plain(value)).map(|(_, comment)| comment);
    comment.is_some_and(|comment| comment.starts_with(|c: char| !c.is_whitespace() && c != '#'))
}

/// Whether a value stands without quotes and is no list, map, block or reference.
fn is_plain(value: &str) -> bool {
    !value.starts_with(['"', '\'', '[', '{', '|', '>', '#', '&'])
}

/// Whether a sentence that stands without quotes must have them.
pub(super) fn needs_quotes(value: &str) -> bool {
    let is_command =
        value.starts_with('&') || goes_on_behind_bracket(value) || is_no_block(value) || value.starts_with("- ");
    if is_command {
        return true;
    }
    let has_colon = value.contains(": ") || value.ends_with(':');
    is_plain(value) && (has_colon || is_cut(value) || value.starts_with(['@', '%', '*', '`', '!']))
}

/// `[Видео] Мост открыт`: a list, and then no list.
fn goes_on_behind_bracket(value: &str) -> bool {
    let close = match value.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        _ => return false,
    };
    let behind = value.split_once(close).map_or("", |(_, behind)| behind.trim());
    !behind.is_empty() && !behind.starts_with(['#', ',', close])
}

/// `> 18 лет`: the sign of a block, and then its text in the same line.
fn is_no_block(value: &str) -> bool {
    let behind = value.strip_prefix(['>', '|']).unwrap_or_default();
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || "+-".contains(c)).trim();
    !behind.is_empty() && !behind.starts_with('#')
}

/// What to tell of an error that the parser met in `line` (from 0). The mistake is mostly there or just above.
fn explain(text: &str, line: usize, message: &str, first: usize) -> Fault {
    let lines: Vec<&str> = text.lines().collect();
    let here = line.min(lines.len().saturating_sub(1));
    if message.contains("duplicate") {
        let key = lines.get(here).and_then(|source| pair(source)).map_or("this key", |(key, _)| key);
        return Fault::at(
            first + here,
            sentence!("flaw-yaml-twice", "{key} comes twice: delete one of them", key = key),
        );
    }
    if message.contains("alias") && !text.contains('&') {
        let key = lines.get(here).and_then(|source| pair(source)).filter(|(_, value)| value.starts_with('*'));
        let what = key.map_or_else(
            || {
                sentence!(
                    "flaw-yaml-star",
                    "a text here begins with *, which YAML reads as a command: put the whole text in quotes"
                )
            },
            |(key, _)| begins_with(key, '*'),
        );
        return Fault::at(first + here, what);
    }
    if ["budget", "alias", "recursion", "depth"].iter().any(|word| message.contains(word)) {
        let what =
            sentence!("flaw-yaml-deep", "the front matter is nested or repeated too much: write plain keys and values");
        return Fault::at(first + here, what);
    }
    let near = [line, line.saturating_sub(1)];
    let all = near.into_iter().chain(0..lines.len());
    for number in all {
        let Some(what) = lines.get(number).and_then(|source| mistake(source)) else { continue };
        return Fault::at(first + number, what);
    }
    let what = sentence!(
        "flaw-yaml",
        "this is not valid YAML: put every text in double quotes, each key on a line of its own"
    );
    Fault::at(first + here, what)
}

/// The usual mistakes, recognised in a single line.
fn mistake(source: &str) -> Option<Sentence> {
    if source.starts_with('\t') || source.trim_start_matches(' ').starts_with('\t') {
        return Some(sentence!("flaw-yaml-tab", "a tab stands where YAML wants spaces: replace it by two spaces"));
    }
    if source.starts_with([' ', '#', '-', ']', '}']) || source.trim().is_empty() {
        return None;
    }
    let Some((key, value)) = pair(source) else {
        let key = source.split_once(':').map(|(key, _)| key.trim()).filter(|key| !key.contains(' ') && !key.is_empty());
        return Some(match key {
            Some(key) => {
                sentence!("flaw-yaml-space", "there is no space behind the colon: write {key}: and a space", key = key)
            }
            None => sentence!(
                "flaw-yaml-no-key",
                "there is no key in this line: write a key, a colon and a space before the text"
            ),
        });
    };
    let (the, noun) = (the(key), noun(key));
    match value.chars().next()? {
        quote @ ('"' | '\'') => unbalanced(value, quote).map(|goes_on| match goes_on {
            true => {
                let english = format!(
                    "{the} goes on behind the closing quote: use «» inside, and quotes around the whole {noun}"
                );
                Sentence::new("flaw-yaml-behind", english, named(key))
            }
            false => {
                let english = format!("{the} has an opening quote and no closing one: add it at the end");
                Sentence::new("flaw-yaml-open", english, named(key))
            }
        }),
        '[' if !value.contains(']') => {
            Some(sentence!("flaw-yaml-bracket", "the list of {key} has no closing bracket: add ]", key = key))
        }
        sign @ ('[' | '{') if goes_on_behind_bracket(value) => Some(begins_with(key, sign)),
        sign @ ('|' | '>') if is_no_block(value) => Some(begins_with(key, sign)),
        '[' | '{' | '|' | '>' | '#' => None,
        '-' if value.starts_with("- ") => Some(begins_with(key, '-')),
        sign @ ('@' | '`' | '%' | '*' | '&' | '!') => Some(begins_with(key, sign)),
        _ if value.contains(": ") || value.ends_with(':') => {
            let english = format!("{the} has a colon: put the whole {noun} in quotes");
            // By far the most frequent: said as plainly as can be.
            let said = if key == "headline" { "alert-article-fix-colon" } else { "flaw-yaml-colon" };
            Some(Sentence::new(said, english, named(key)))
        }
        _ => None,
    }
}

/// `Some(true)`: text follows the closing quote; `Some(false)`: there is none.
fn unbalanced(value: &str, quote: char) -> Option<bool> {
    let mut letters = value.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote == '"' {
            letters.next();
        } else if letter == quote {
            if quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == quote) {
                letters.next();
                continue;
            }
            let behind = value[at + 1..].trim();
            return (!behind.is_empty() && !behind.starts_with('#')).then_some(true);
        }
    }
    Some(false)
}

/// A line of the outermost level: its key and its value.
pub(super) fn pair(source: &str) -> Option<(&str, &str)> {
    if source.starts_with([' ', '\t', '#', '-']) {
        return None;
    }
    let (key, value) = source.split_once(':')?;
    let key = key.trim().trim_matches(['"', '\'']);
    (!key.is_empty() && (value.is_empty() || value.starts_with([' ', '\t', '\r']))).then(|| (key, value.trim()))
}

/// Keys whose values are sentences.
pub(super) fn is_sentence(key: &str) -> bool {
    matches!(key, "headline" | "title" | "lead" | "description" | "summary" | "correction" | "credit" | "byline")
}

fn noun(key: &str) -> &str {
    match key {
        "headline" | "title" => "headline",
        "lead" | "description" | "summary" => "lead",
        "correction" => "correction",
        _ => "text",
    }
}

fn the(key: &str) -> String {
    match noun(key) {
        "text" => format!("the text of {key}"),
        noun => format!("the {noun}"),
    }
}
