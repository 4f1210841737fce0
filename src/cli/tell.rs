//! How commands speak and listen: counted things, numbers on the command line, and files that cannot be written, each with
//! what to do.

use std::{fmt::Display, io, ops::RangeInclusive, path::Path, time::Duration};

use crate::{
    article::Language,
    config::Config,
    delivery::{Status, repair::estimate},
    locale::Words,
};

/// `1 article`, `2 articles`.
pub(super) fn count<N: Display + PartialEq + From<u8>>(number: N, one: &str) -> String {
    if number == N::from(1) { format!("1 {one}") } else { format!("{number} {one}s") }
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

/// Why a file that a command was given cannot be written, and what to do.
pub(super) fn cannot_write(file: &Path, error: &io::Error) -> anyhow::Error {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.exists() => anyhow::anyhow!(
            "cannot write {}: there is no folder {}; make it first, or name a file elsewhere",
            file.display(),
            folder.display()
        ),
        _ if file.is_dir() => {
            anyhow::anyhow!("cannot write {0}: that is a folder; name a file, such as {0}/FILE", file.display())
        }
        _ => anyhow::anyhow!("cannot write {}: {error}; name a file elsewhere", file.display()),
    }
}
