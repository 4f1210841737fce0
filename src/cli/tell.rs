//! How commands speak and listen: counted things, colours, numbers on the command line, names that are nearly right, and files
//! that cannot be written, each with what to do.

use std::{fmt::Display, io, ops::RangeInclusive, path::Path, time::Duration};

use anstyle::{AnsiColor, Style};

use crate::{
    article::Language,
    config::Config,
    delivery::{Status, repair::estimate},
    locale::Words,
    newsroom::{Newsroom, Rubric},
};

/// What is wrong; like the others it is seen on a terminal only, and where NO_COLOR does not forbid it.
pub(super) const WRONG: Style = AnsiColor::Red.on_default();
/// What is worth a look.
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default();
/// What is well.
pub(super) const WELL: Style = AnsiColor::Green.on_default();

/// `1 article`, `2 articles`, `12,000 articles`.
pub(super) fn count<N: Display + PartialEq + From<u8>>(number: N, one: &str) -> String {
    if number == N::from(1) { format!("1 {one}") } else { format!("{} {one}s", thousands(number)) }
}

/// A whole number with its thousands set apart: `1,234,567`.
pub(super) fn thousands(number: impl Display) -> String {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let mut apart = String::with_capacity(text.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    format!("{sign}{apart}")
}

/// The rubric of this id, title or alias; else what it may have been, or which there are.
pub(super) fn rubric<'n>(newsroom: &'n Newsroom, name: &str) -> anyhow::Result<&'n Rubric> {
    newsroom.rubric_named(name).ok_or_else(|| {
        let known: Vec<&str> = newsroom.rubrics.iter().map(|rubric| rubric.id.as_str()).collect();
        let meant = newsroom.nearest(name).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        anyhow::anyhow!("there is no rubric \"{name}\": {meant}take one of {}", known.join(", "))
    })
}

/// How many copies are to be mended, and how long that takes.
pub(super) fn mending(what: &str, copies: u64, config: &Config) -> String {
    if copies == 0 {
        return "No copy stands.".to_owned();
    }
    let copies_said = count(copies, "copy").replace("copys", "copies");
    let status = Status { rate: config.send_rate, ..Status::default() };
    let takes = estimate(copies, &status).max(Duration::from_secs(1));
    let takes = Words::built_in().duration(Language::En, takes);
    match super::is_running(config) {
        true => format!("{what}: {copies_said}, in about {takes}."),
        false => format!("{what}: {copies_said}, in about {takes} once `headliner run` runs."),
    }
}

/// A reader's, group's or channel's number on the command line.
pub(super) fn chat(text: &str) -> Result<i64, String> {
    text.trim().parse().ok().filter(|chat| *chat != 0).ok_or_else(|| {
        "a chat is named by its number at Telegram, such as 123456789, or -1001234567890 for a group or channel; \
         `headliner readers list` shows them"
            .to_owned()
    })
}

/// A person's number on the command line.
pub(super) fn person(text: &str) -> Result<i64, String> {
    text.trim().parse().ok().filter(|person| *person > 0).ok_or_else(|| {
        "a person is named by their number at Telegram, such as 123456789, not by name; a bot such as @userinfobot tells \
         them theirs"
            .to_owned()
    })
}

/// A whole number within a range on the command line.
pub(super) fn whole<T>(range: RangeInclusive<T>) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync
where
    T: std::str::FromStr + PartialOrd + Display + Clone + Send + Sync,
{
    move |text| {
        let number = text.trim().parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| format!("write a whole number from {} to {}", range.start(), range.end()))
    }
}

/// Whether a file that a command was given has a folder, and is none itself: said before anything else is looked at.
pub(super) fn has_a_place(file: &Path) -> anyhow::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => anyhow::bail!(
            "cannot write {}: there is no folder {}; make it first, or name a file elsewhere",
            file.display(),
            folder.display()
        ),
        _ if file.is_dir() => {
            anyhow::bail!("cannot write {0}: that is a folder; name a file, such as {0}/FILE", file.display())
        }
        _ => Ok(()),
    }
}

/// Why a file that a command was given cannot be written, and what to do.
pub(super) fn cannot_write(file: &Path, error: &io::Error) -> anyhow::Error {
    match has_a_place(file) {
        Err(why) => why,
        Ok(()) => anyhow::anyhow!("cannot write {}: {error}; name a file elsewhere", file.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let check = |number: i64, expected: &str| assert_eq!(thousands(number), expected);
        check(0, "0");
        check(999, "999");
        check(1_000, "1,000");
        check(-12_345, "-12,345");
        check(-100, "-100");
        check(1_234_567, "1,234,567");
        assert_eq!(
            [0, 1, 2, 1_000].map(|number: u32| count(number, "mistake")).join("; "),
            "0 mistakes; 1 mistake; 2 mistakes; 1,000 mistakes"
        );
    }
}
