//! `headliner readers`: a list, an import and an export as CSV, and forgetting one reader.

mod import;

use std::{io, path::PathBuf, process::ExitCode, time::Duration};

use anyhow::bail;
use chrono::{NaiveDateTime, TimeZone};
use clap::Subcommand;

use super::{progress::Progress, tell};
use crate::{
    clock::{Clock, Time},
    config::{Config, private},
    newsroom::Newsroom,
    reader_list,
    store::{Chat, ChatKey, Reading, State, Store},
};

/// Between two transactions, for a running bot's.
const PAUSE: Duration = Duration::from_millis(5);
/// How many are read at a time.
const PAGE: u32 = 2_000;

/// Look at readers, bring them in, take them out
#[derive(Subcommand, Debug)]
pub(super) enum Readers {
    /// All readers, groups and channels that news goes to
    List,
    /// Bring readers in from a CSV file that names its columns, as `export` writes it; only chat_id is needed
    ///
    /// What a line leaves out is as the newsroom's file has it for new readers. Rubrics are separated by spaces, `-` is none.
    /// Who is known already stays as they are. A bad line is told by number and skipped; where most are bad, nothing is
    /// brought in.
    Import {
        /// The file; `-` is standard input
        file: PathBuf,
    },
    /// Write all readers, groups and channels with what they chose to a CSV file that `import` takes
    ///
    /// Those that have left or blocked the bot are in it too, and stay away where it is brought in (`state`).
    Export {
        /// The file; `-` is standard output
        file: PathBuf,
    },
    /// Open the chats that Telegram's answers closed since then, where those answers were wrong
    Reopen {
        /// "2026-11-23 10:00" in the newsroom's zone
        #[arg(long, value_name = "TIME")]
        since: String,
    },
    /// Erase everything about one chat
    Forget {
        /// The chat's number at Telegram
        #[arg(allow_hyphen_values = true, value_parser = tell::chat)]
        chat: i64,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
}

/// Does it.
pub(super) fn run(readers: Readers, config: &Config) -> anyhow::Result<ExitCode> {
    match readers {
        Readers::List => {
            let served = |chat: &Chat| chat.state == State::Open;
            export(&super::open_store(config)?, &newsroom(config)?, served, io::stdout().lock())?;
        }
        Readers::Export { file } if file.as_os_str() == "-" => {
            export(&super::open_store(config)?, &newsroom(config)?, |_| true, io::stdout().lock())?;
        }
        Readers::Export { file } => {
            let store = super::open_store(config)?;
            let out = private::create(&file).map_err(|error| tell::cannot_write(&file, &error))?;
            export(&store, &newsroom(config)?, |_| true, io::BufWriter::new(out))?;
        }
        Readers::Reopen { since } => reopen(&since, config)?,
        Readers::Import { file } => import::run(&file, config)?,
        Readers::Forget { chat, yes } => forget(chat, yes, config)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn forget(chat: i64, yes: bool, config: &Config) -> anyhow::Result<()> {
    let store = super::open_store(config)?;
    let known = |store: &Reading| store.chats_at(chat).map(|found| !found.is_empty());
    let question =
        format!("Everything about the chat {chat} is erased for ever, and no backup brings it back. Erase it?");
    if store.read_here(known)? && !yes && !super::confirmed(&question)? {
        say!("Nothing is erased.");
        return Ok(());
    }
    let now = Clock::system().now();
    let known = store.write_here(|store| {
        let found = store.chats_at(chat)?; // a group's topics too
        let mut progress = Progress::of("chats erased", Some(found.len() as u64));
        for (done, chat) in (0..).zip(&found) {
            progress.at(done);
            store.erase(chat.key, now)?;
        }
        Ok(!found.is_empty())
    })?;
    store.wipe_traces()?;
    if !known {
        bail!("the bot does not know the chat {chat}: `headliner readers export -` shows all that it knows");
    }
    say!("everything about the chat {chat} is erased");
    Ok(())
}

/// In pieces, for others who write.
fn reopen(since: &str, config: &Config) -> anyhow::Result<()> {
    let (store, zone) = (super::open_store(config)?, newsroom(config)?.zone);
    let moment = NaiveDateTime::parse_from_str(since, "%Y-%m-%d %H:%M").ok();
    let moment = moment.and_then(|moment| zone.from_local_datetime(&moment).earliest());
    let Some(moment) = moment else { bail!("--since \"{since}\" is no time: write it as \"2026-11-23 10:00\"") };
    let (since, now) = (Time(moment.timestamp_millis()), Clock::system().now());
    let (mut opened, mut progress) = (0, Progress::of("opened again", None));
    loop {
        let some = store.write_here(|store| store.reopen_closed(since, PAGE, now))?;
        opened += some;
        progress.at(opened as u64);
        if some < PAGE as usize {
            break;
        }
        std::thread::sleep(PAUSE);
    }
    drop(progress);
    say!("open again: {}", tell::count(opened, "chat"));
    Ok(())
}

fn newsroom(config: &Config) -> anyhow::Result<Newsroom> {
    let store = Store::open(&config.database)?;
    crate::app::newsroom(config, &store)
}

fn export(
    store: &Store,
    newsroom: &Newsroom,
    wanted: impl Fn(&Chat) -> bool,
    out: impl io::Write,
) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(reader_list::head())?;
    let (mut after, mut done) = (ChatKey(0), 0);
    let mut progress = Progress::of("chats written", Some(store.read_here(|store| store.count_chats())?));
    loop {
        let page = store.read_here(|store| {
            let page = store.chats_after(after, PAGE)?;
            let Some(last) = page.last().map(|chat| chat.key) else { return Ok(None) };
            let looked = page.len() as u64;
            let lines = page.into_iter().filter(&wanted).map(|chat| store.carried(chat));
            Ok(Some((last, looked, lines.collect::<Result<Vec<_>, _>>()?)))
        })?;
        let Some((last, looked, lines)) = page else { break };
        (after, done) = (last, done + looked);
        progress.at(done);
        for line in &lines {
            csv.write_record(reader_list::line(line, newsroom))?;
        }
    }
    csv.flush()?;
    Ok(())
}
