//! `headliner stats`: subscribers, rubrics, deliveries, as text, JSON, files of a spreadsheet and a picture.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::tell::{self, cannot_write};
use crate::{
    article::Language,
    clock::Clock,
    config::{Config, private},
    message::html::as_read,
    newsroom::Newsroom,
    report::{Separator, Statistics, Telling, picture, sheets},
    store::{Reading, Result},
};

/// What to put under articles, to whom nobody has told the bot's name.
const LINK: &str = "`headliner link --html` prints it";

/// Subscribers, rubrics, deliveries
#[derive(Args, Debug)]
pub(super) struct Stats {
    /// The last N days, besides day and week
    #[arg(long, value_name = "N", value_parser = tell::whole(1..=3650_u32))]
    days: Option<u32>,
    /// As JSON, with field names that stay
    #[arg(long)]
    json: bool,
    /// Write them into this folder as files that a spreadsheet opens
    #[arg(long, value_name = "DIR")]
    csv: Option<PathBuf>,
    /// Write them as a picture
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

/// Prints the numbers, or writes the files that were asked for and says which.
pub(super) fn run(stats: &Stats, config: &Config) -> anyhow::Result<ExitCode> {
    let store = super::open_store(config)?;
    let newsroom = crate::app::newsroom(config, &store)?;
    let words = crate::app::words(config)?;
    let now = Clock::system().now();
    let gathered = store.read_here(|store| {
        let numbers = Statistics::gather(store, &newsroom, stats.days, now)?;
        let files = files(stats, store, &numbers, &newsroom)?;
        Ok((numbers.pushes(store)?, numbers, files))
    })?;
    let (pushes, numbers, mut files) = gathered;
    let telling = |tongue| Telling { words: &words, newsroom: &newsroom, tongue, link: LINK };
    if let Some(file) = &stats.png {
        files.push((file.clone(), picture(&numbers, &telling(newsroom.language))));
    }
    for (file, bytes) in &files {
        write(file, bytes)?;
    }
    if stats.json {
        say!("{}", numbers.json(&pushes));
    } else if files.is_empty() {
        say!("{}", as_read(&numbers.text(&telling(Language::En))));
    } else {
        files.iter().for_each(|(file, _)| say!("{}", file.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// The files of a spreadsheet, if they were asked for.
fn files(stats: &Stats, store: &Reading, numbers: &Statistics, newsroom: &Newsroom) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let Some(folder) = &stats.csv else { return Ok(Vec::new()) };
    let sheets = sheets(store, numbers, newsroom, Separator::Comma)?;
    Ok(sheets.into_iter().map(|sheet| (folder.join(sheet.name), sheet.bytes)).collect())
}

/// Writes a file that is its owner's alone; its folder is made where it is not there.
fn write(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let _ = fs::create_dir_all(folder); // where that fails, writing says why
    }
    private::create(file).and_then(|mut file| file.write_all(bytes)).map_err(|error| cannot_write(file, &error))
}
