//! `headliner readers`: a list, an import and an export as CSV, and forgetting one reader.

use std::{fs::File, io, path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};
use chrono::{NaiveDateTime, TimeZone};
use clap::Subcommand;

use crate::{
    article::Language,
    clock::{Clock, Time},
    config::{Config, private},
    newsroom::{Mode, NewReader, Newsroom},
    store::{Chat, ChatKey, Kind, State, Store, chats::NewChat},
};

/// How many readers one transaction brings in: others who write wait less than fifty milliseconds.
const TOGETHER: usize = 1_000;
/// Between two transactions, for a running bot's.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(3);
/// How many are read at a time.
const PAGE: u32 = 2_000;

/// Look at readers, bring them in, take them out
#[derive(Subcommand, Debug)]
pub(super) enum Readers {
    /// All readers, groups and channels that news goes to
    List,
    /// Bring readers in from a CSV file: chat_id,language,rubrics,mode,source
    Import {
        /// The file; `-` is standard input
        file: PathBuf,
    },
    /// Write readers to a CSV file of the same form
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
        #[arg(allow_hyphen_values = true)]
        chat: i64,
    },
}

/// Does it.
pub(super) fn run(readers: Readers, config: &Config) -> anyhow::Result<ExitCode> {
    match readers {
        Readers::List => export(&super::open_store(config)?, &newsroom(config)?, io::stdout().lock())?,
        Readers::Export { file } if file.as_os_str() == "-" => {
            export(&super::open_store(config)?, &newsroom(config)?, io::stdout().lock())?;
        }
        Readers::Export { file } => {
            let out = private::create(&file).with_context(|| format!("cannot write {}", file.display()))?;
            export(&super::open_store(config)?, &newsroom(config)?, io::BufWriter::new(out))?;
        }
        Readers::Reopen { since } => reopen(&since, config)?,
        Readers::Import { file } => return import(&file, config),
        Readers::Forget { chat } => {
            let store = super::open_store(config)?;
            let now = Clock::system().now();
            let known = store.write_here(|store| {
                let found = store.chats_at(chat)?; // a group's topics too
                found.iter().try_for_each(|chat| store.erase(chat.key, now)).map(|()| !found.is_empty())
            })?;
            store.wipe_traces()?;
            if !known {
                bail!("the bot does not know the chat {chat}");
            }
            say!("everything about the chat {chat} is erased");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// In pieces, for others who write.
fn reopen(since: &str, config: &Config) -> anyhow::Result<()> {
    let (store, zone) = (super::open_store(config)?, newsroom(config)?.zone);
    let moment = NaiveDateTime::parse_from_str(since, "%Y-%m-%d %H:%M").ok();
    let moment = moment.and_then(|moment| zone.from_local_datetime(&moment).earliest());
    let Some(moment) = moment else { bail!("--since \"{since}\" is no time: write it as \"2026-11-23 10:00\"") };
    let (since, now) = (Time(moment.timestamp_millis()), Clock::system().now());
    let mut opened = 0;
    loop {
        let some = store.write_here(|store| store.reopen_closed(since, PAGE, now))?;
        opened += some;
        if some < PAGE as usize {
            break;
        }
        std::thread::sleep(PAUSE);
    }
    say!("{opened} chats are open again");
    Ok(())
}

fn newsroom(config: &Config) -> anyhow::Result<Newsroom> {
    let store = Store::open(&config.database)?;
    crate::app::newsroom(config, &store)
}

fn export(store: &Store, newsroom: &Newsroom, out: impl io::Write) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["chat_id", "language", "rubrics", "mode", "source"])?;
    let mut after = ChatKey(0);
    loop {
        let page = store.read_here(|store| store.chats_after(after, PAGE))?;
        let Some(last) = page.last() else { break };
        after = last.key;
        for chat in page.iter().filter(|chat| chat.state == State::Open) {
            csv.write_record([
                chat.telegram.to_string().as_str(),
                chat.tongue.code(),
                &rubrics(chat, newsroom),
                chat.mode.name(),
                chat.source.as_deref().unwrap_or(""),
            ])?;
        }
    }
    csv.flush()?;
    Ok(())
}

fn rubrics(chat: &Chat, newsroom: &Newsroom) -> String {
    let main = (chat.rubrics & 1 == 1).then_some("main");
    let others = newsroom.rubrics_in(chat.rubrics).map(|rubric| rubric.id.as_str());
    main.into_iter().chain(others).collect::<Vec<_>>().join(" ")
}

/// One line of the file.
struct Line {
    new: NewChat,
    mode: Mode,
}

fn import(file: &PathBuf, config: &Config) -> anyhow::Result<ExitCode> {
    let store = Store::open(&config.database)?;
    let newsroom = crate::app::newsroom(config, &store)?;
    let input: Box<dyn io::Read> = if file.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(file).with_context(|| format!("cannot read {}", file.display()))?)
    };
    let mut csv = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(input);
    let header = csv.headers()?.clone();
    let column = |name: &str| header.iter().position(|column| column.trim_start_matches('\u{feff}') == name);
    let Some(chat) = column("chat_id") else {
        bail!(
            "{}: the first line must name the columns, chat_id among them: chat_id,language,rubrics,mode,source",
            file.display()
        );
    };
    let columns = Columns {
        chat,
        language: column("language"),
        rubrics: column("rubrics"),
        mode: column("mode"),
        source: column("source"),
    };
    let (mut taken, mut skipped, mut batch) = (0usize, 0usize, Vec::with_capacity(TOGETHER));
    let mut record = csv::StringRecord::new();
    loop {
        let number = csv.position().line();
        match csv.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => match columns.line(&record, &newsroom) {
                Ok(line) => batch.push(line),
                Err(why) => {
                    skipped += 1;
                    eprintln!("{}:{number}: {why}; the line is skipped", file.display());
                }
            },
            Err(error) => {
                skipped += 1;
                eprintln!("{}:{number}: {error}; the line is skipped", file.display());
            }
        }
        if batch.len() == TOGETHER {
            taken += keep(&store, &newsroom.new_reader, std::mem::take(&mut batch))?;
        }
    }
    taken += keep(&store, &newsroom.new_reader, batch)?;
    say!("{taken} readers are brought in, {skipped} lines skipped");
    Ok(ExitCode::SUCCESS)
}

struct Columns {
    chat: usize,
    language: Option<usize>,
    rubrics: Option<usize>,
    mode: Option<usize>,
    source: Option<usize>,
}

impl Columns {
    fn line(&self, record: &csv::StringRecord, newsroom: &Newsroom) -> Result<Line, String> {
        let field = |place: Option<usize>| place.and_then(|place| record.get(place)).filter(|text| !text.is_empty());
        let chat = field(Some(self.chat)).ok_or("there is no chat_id")?;
        let telegram: i64 = chat.parse().map_err(|_| format!("chat_id \"{chat}\" is no number"))?;
        if telegram == 0 {
            return Err("chat_id 0 is no chat".to_owned());
        }
        let tongue = match field(self.language) {
            None => newsroom.language,
            Some(tag) => {
                Language::from_tag(tag).ok_or_else(|| format!("the language \"{tag}\" is none of ru, kk, en"))?
            }
        };
        let mut rubrics = 0u64;
        for name in field(self.rubrics).unwrap_or("main").split_whitespace() {
            let bit = if name == "main" { Some(0) } else { newsroom.rubric_named(name).map(|rubric| rubric.bit) };
            rubrics |= 1u64 << bit.ok_or_else(|| format!("the rubric \"{name}\" is unknown"))?;
        }
        let mode = match field(self.mode) {
            None => newsroom.new_reader.mode,
            Some(name) => Mode::named(name)
                .ok_or_else(|| format!("the mode \"{name}\" is none of now, mixed, digest, breaking"))?,
        };
        let kind = if telegram > 0 { Kind::Reader } else { Kind::Group };
        let languages = if tongue == Language::En { 7 } else { tongue.bit() };
        let source = field(self.source).map(str::to_owned);
        Ok(Line { new: NewChat { telegram, topic: 0, kind, tongue, languages, rubrics, source, title: None }, mode })
    }
}

fn keep(store: &Store, defaults: &NewReader, lines: Vec<Line>) -> anyhow::Result<usize> {
    let (now, count) = (Clock::system().now(), lines.len());
    let forgotten = store.forgotten()?;
    store.write_here(|store| {
        for Line { new, mode } in &lines {
            // Whoever erased their data comes back by Start, and not by a list.
            if forgotten.erased(new.telegram, new.topic).is_some() {
                continue;
            }
            store.bring_in(new, &NewReader { mode: *mode, ..defaults.clone() }, now)?;
        }
        Ok(())
    })?;
    std::thread::sleep(PAUSE);
    Ok(count)
}
