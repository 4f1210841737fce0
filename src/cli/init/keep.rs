//! What `headliner init` keeps in `.env`: the token that was typed, and the way to Telegram of the environment that it ran in, so that
//! the bot goes the same way when it is started from elsewhere. Lines that are there stay, byte for byte.

use std::{io::Write, path::Path};

use anyhow::{Context, anyhow};

use crate::config::{Token, private, unreadable};

const TOKEN: &str = "TELOXIDE_TOKEN";
/// The way to Telegram.
const WAY: [&str; 2] = ["TELOXIDE_API_URL", "TELOXIDE_PROXY"];

/// Writes what is to be kept and is not there; nothing is written where that is nothing.
pub(super) fn settings(path: &Path, token: Option<&Token>) -> anyhow::Result<()> {
    // As bytes: a comment may be in any letters, and stays as it is.
    let old = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(anyhow!(unreadable(&path.display().to_string(), &error))),
    };
    let token = token.map(|token| (TOKEN, token.reveal().to_owned()));
    let way =
        WAY.into_iter().filter_map(|name| Some((name, std::env::var(name).ok().filter(|value| !value.is_empty())?)));
    let Some(new) = with(&old, token.into_iter().chain(way)) else { return Ok(()) };
    let mut file = private::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(&new.text)?;
    say!("{} {} in {}.", new.kept.join(" and "), if new.kept.len() == 1 { "is" } else { "are" }, path.display());
    Ok(())
}

struct New {
    text: Vec<u8>,
    /// The names of what is new in it.
    kept: Vec<&'static str>,
}

/// The text with those of the values that it has not; `None`: it has them all.
fn with(old: &[u8], values: impl Iterator<Item = (&'static str, String)>) -> Option<New> {
    let mut lines: Vec<&[u8]> =
        old.strip_prefix("\u{feff}".as_bytes()).unwrap_or(old).split_inclusive(|byte| *byte == b'\n').collect();
    let mut added = String::new();
    let mut kept = Vec::new();
    for (name, value) in values {
        if lines.iter().any(|line| set(line, name).is_some_and(|set| !set.is_empty())) {
            continue;
        }
        lines.retain(|line| set(line, name).is_none()); // it says nothing there
        added += &format!("{name}={}\n", quoted(&value));
        kept.push(name);
    }
    if kept.is_empty() {
        return None;
    }
    let mut text = lines.concat();
    if text.last().is_some_and(|last| *last != b'\n') {
        text.push(b'\n');
    }
    text.extend(added.bytes());
    Some(New { text, kept })
}

/// What a line sets the variable to.
fn set<'l>(line: &'l [u8], name: &str) -> Option<&'l [u8]> {
    let rest = line.trim_ascii_start().strip_prefix(name.as_bytes())?.trim_ascii_start();
    Some(rest.strip_prefix(b"=")?.trim_ascii())
}

/// A value that means just what it says: `$` and `#` mean something else in a file of variables.
fn quoted(value: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || ":/._-@".contains(letter);
    if value.chars().all(is_plain) || value.contains('\'') { value.to_owned() } else { format!("'{value}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_is_added_and_lines_stay() {
        let check = |old: &str, values: &[(&'static str, &str)], expected: Option<&str>| {
            let values = values.iter().map(|(name, value)| (*name, (*value).to_owned()));
            let text = with(old.as_bytes(), values).map(|new| String::from_utf8(new.text).unwrap());
            assert_eq!(text.as_deref(), expected, "{old}");
        };
        check("", &[("A", "1:b")], Some("A=1:b\n"));
        check("# а\nB=2", &[("A", "1")], Some("# а\nB=2\nA=1\n"));
        check("A=\nB=2\n", &[("A", "1"), ("B", "3")], Some("B=2\nA=1\n"));
        check("A=5\n", &[("A", "1")], None);
        check("AB=5\n", &[("A", "1")], Some("AB=5\nA=1\n"));
        check("", &[("P", "http://u:p$a#b@h:1")], Some("P='http://u:p$a#b@h:1'\n"));
        check("", &[], None);
    }
}
