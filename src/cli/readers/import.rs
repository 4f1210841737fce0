//! `headliner readers import`: the whole list is looked at before anybody is brought in, so that a file of another kind, or one
//! that a quote or a spreadsheet has spoiled, is refused as a whole.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, Read},
    path::Path,
};

use anyhow::{Context, anyhow, bail};

use super::{
    PAUSE,
    tell::{count, thousands},
};
use crate::{
    cli::progress::Progress,
    clock::{Clock, Time},
    config::{Config, unreadable},
    newsroom::Newsroom,
    reader_list::{LARGEST, List},
    store::{
        Store,
        lists::{Arrival, Carried},
    },
};

/// How many readers one transaction brings in: others who write wait less than fifty milliseconds.
const TOGETHER: usize = 1_000;
/// More mistakes than this are only counted.
const SHOWN: usize = 100;

/// What became of the lines.
#[derive(Default)]
struct Tally {
    new: usize,
    known: usize,
    erased: usize,
    repeated: usize,
    bad: usize,
}

/// Does it; fails where most lines are bad, and then nobody was brought in.
pub(super) fn run(file: &Path, config: &Config) -> anyhow::Result<()> {
    let name = if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() };
    let bytes = read(file).map_err(|error| anyhow!(unreadable(&name, &error)))?;
    if bytes.len() as u64 > LARGEST {
        bail!("{name}: more than {} MiB; bring the list in by parts, each with the line of columns", LARGEST >> 20);
    }
    let list = List::read(&bytes).map_err(|fault| match fault.line {
        Some(line) => anyhow!("{name}:{line}: {}", fault.what),
        None => anyhow!("{name}: {}", fault.what),
    })?;
    drop(bytes);
    for passed in list.passed() {
        let meant = passed.nearest.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        eprintln!("{name}: the column {} is not known and not read{meant}", passed.name);
    }
    let now = Clock::system().now();
    // Before the database: a list that is refused leaves none.
    let (lines, bad) = look(&name, &list, &crate::cli::new::read(&config.newsroom)?, now)?;
    let store = Store::open(&config.database)?;
    let newsroom = crate::app::newsroom(config, &store)?;
    let mut tally = Tally { bad, ..Tally::default() };
    let progress = Progress::of("lines brought in", Some((lines - bad) as u64));
    take(&name, &list, &newsroom, now, &store, &mut tally, progress)?;
    let Tally { new, known, erased, repeated, bad } = tally;
    say!("brought in: {}; known already, and as they were: {}", count(new, "reader"), thousands(known));
    say!("skipped: {}", count(bad + repeated + erased, "line"));
    for (lines, why) in [
        (bad, "not understood"),
        (repeated, "of a chat that stands further above"),
        (erased, "of readers who erased their data, and come back by Start only"),
    ] {
        if lines > 0 {
            say!("  {} {why}", thousands(lines));
        }
    }
    Ok(())
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    let input: Box<dyn Read> =
        if file.as_os_str() == "-" { Box::new(io::stdin()) } else { Box::new(File::open(file)?) };
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Tells every mistake; how many lines there are, and how many of them are bad, unless most are.
fn look(name: &str, list: &List, newsroom: &Newsroom, now: Time) -> anyhow::Result<(usize, usize)> {
    let (mut lines, mut bad) = (0, 0);
    let mut progress = Progress::of("lines looked at", None);
    for (number, line) in list.readers(newsroom, now) {
        lines += 1;
        if lines % TOGETHER == 0 {
            progress.at(lines as u64);
        }
        if let Err(why) = line {
            bad += 1;
            if bad <= SHOWN {
                progress.tell(&format!("{name}:{number}: {why}; the line is skipped"));
            }
        }
    }
    drop(progress);
    if bad > SHOWN {
        eprintln!("{name}: skipped besides: {} like these", count(bad - SHOWN, "line"));
    }
    if bad * 2 > lines {
        bail!(
            "{name}: {} of {} not understood, so nobody is brought in; mend the list and try again",
            thousands(bad),
            count(lines, "line")
        );
    }
    Ok((lines, bad))
}

fn take(
    name: &str,
    list: &List,
    newsroom: &Newsroom,
    now: Time,
    store: &Store,
    tally: &mut Tally,
    mut progress: Progress,
) -> anyhow::Result<()> {
    let (mut above, mut batch) = (HashSet::new(), Vec::with_capacity(TOGETHER));
    let understood = list.readers(newsroom, now).filter_map(|(number, line)| Some((number, line.ok()?)));
    for (number, line) in understood {
        if !above.insert((line.chat.telegram, line.chat.topic)) {
            tally.repeated += 1;
            if tally.repeated <= SHOWN {
                let chat = line.chat.telegram;
                progress.tell(&format!("{name}:{number}: the chat {chat} stands further above; the line is skipped"));
            }
            continue;
        }
        batch.push(line);
        if batch.len() == TOGETHER {
            keep(store, &batch, tally)?;
            batch.clear();
            progress.at((tally.new + tally.known + tally.erased + tally.repeated) as u64);
            std::thread::sleep(PAUSE);
        }
    }
    keep(store, &batch, tally)
}

fn keep(store: &Store, lines: &[Carried], tally: &mut Tally) -> anyhow::Result<()> {
    let forgotten = store.forgotten()?; // anew each time: somebody may press the button meanwhile
    let arrivals = store.write_here(|store| lines.iter().map(|line| store.bring_in(line, &forgotten)).collect());
    let arrivals: Vec<Arrival> =
        arrivals.with_context(|| format!("brought in: {}; run it again for the rest", count(tally.new, "reader")))?;
    for arrival in arrivals {
        match arrival {
            Arrival::New => tally.new += 1,
            Arrival::Known => tally.known += 1,
            Arrival::Erased => tally.erased += 1,
        }
    }
    Ok(())
}
