//! What is looked for again and again, and what follows from how delivery goes. In: delivery's status, the database. Out: what
//! stands on the board, or does not any more; a publication that many refused; that a new version is at work.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use chrono_tz::Tz;
use tokio::time::{Instant, sleep_until};

use super::{
    Board, Kind, Trouble,
    backlog::Backlog,
    refusals::{Refusal, refused},
};
use crate::{
    clock::Time,
    delivery::Status,
    store::{Priority, Reading, Result, Seq},
    telegram::room::Room,
};

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(60);
/// How long no main news may come out.
const WITHOUT_MAIN: Duration = Duration::from_secs(48 * 3600);
const DAY: Duration = Duration::from_secs(24 * 3600);
/// The least time between two messages about refusals, and between two counts of all readers.
const HOUR: Duration = Duration::from_secs(3600);
/// How long a publication goes out before it is judged.
const GOING: Duration = Duration::from_secs(600);
/// How many publications are looked at.
const PUBLICATIONS: u32 = 50;
/// By then a start has found again what was wrong before it.
const FOUND: u32 = 5;

/// The name under which the store keeps the newest publication whose refusals were told.
const REFUSED: &str = "refused-told";
/// The names under which it keeps which version, and which schema, was at work last.
const VERSION: &str = "version-told";
const SCHEMA: &str = "schema-told";

/// See the module.
pub(in crate::telegram) struct Rounds {
    next: Instant,
    count: u32,
    backlog: Backlog,
    refusals: Option<Instant>,
    readers: Option<Instant>,
    silent: BTreeMap<String, Time>,
    last: Status,
}

/// What the desk is told of once.
#[derive(Debug)]
pub(in crate::telegram) enum News {
    /// Many did not get this.
    Refused(Refusal),
    /// Another version than before is at work; where the database was brought to a newer schema, a copy of it is there.
    Started(Option<PathBuf>),
    /// These are told no more: the start did not find them.
    Settled(Vec<Kind>),
}

impl Rounds {
    /// Looks for the first time in a minute.
    pub(in crate::telegram) fn new() -> Rounds {
        Rounds {
            next: Instant::now() + EVERY,
            count: 0,
            backlog: Backlog::default(),
            refusals: None,
            readers: None,
            silent: BTreeMap::new(),
            last: Status::default(),
        }
    }

    /// Comes when it is time to look.
    pub(in crate::telegram) async fn due(&self) {
        sleep_until(self.next).await;
    }

    /// What follows from how delivery goes.
    pub(in crate::telegram) fn follow(&mut self, board: &Board, status: &Status) {
        let before = std::mem::replace(&mut self.last, status.clone());
        // A poll may find the token refused while delivery has nothing to send: only what has changed here is known here.
        if before.token_refused != status.token_refused {
            board.set(Kind::Token, status.token_refused.then_some(Trouble::Token));
        }
        board.set(Kind::Silence, status.broken.then_some(Trouble::Silence));
        board.set(Kind::Database, status.ailment.map(Trouble::Database));
        board.set(Kind::Disk, status.disk.map(Trouble::Disk));
        let off = |error: i64| Duration::from_millis(error.unsigned_abs());
        board.set(Kind::Clock, status.clock_error.map(|error| Trouble::Clock(off(error))));
    }

    /// Feeds have not answered since then, or do again.
    pub(in crate::telegram) fn feeds(&mut self, board: &Board, feeds: &[(String, Time)], answer: bool, zone: Tz) {
        for (url, since) in feeds {
            match answer {
                true => drop(self.silent.remove(url)),
                false => drop(self.silent.insert(url.clone(), *since)),
            }
        }
        let silent: Vec<(String, Time)> = self.silent.clone().into_iter().collect();
        board.set(Kind::Feeds, (!silent.is_empty()).then_some(Trouble::Feeds(silent, zone)));
    }

    /// Looks.
    pub(in crate::telegram) async fn look(&mut self, room: &Room) -> Vec<News> {
        self.next = Instant::now() + EVERY;
        self.count += 1;
        let mut news = Vec::new();
        if self.count == FOUND {
            let lost = room.board.settle();
            if !lost.is_empty() {
                news.push(News::Settled(lost));
            }
        }
        if let Err(error) = self.look_at_all(room, &mut news).await {
            log::error!("cannot look for what is wrong: {error}");
        }
        news
    }

    async fn look_at_all(&mut self, room: &Room, news: &mut Vec<News>) -> Result<()> {
        let status = self.last.clone();
        let lasting = self.backlog.look(status.due, status.rate, Instant::now());
        let backlog = lasting.map(|lasting| Trouble::Backlog { waiting: status.due as u64, lasting });
        room.board.set(Kind::Backlog, backlog);
        let faults = room.store.read(|store| store.count_faults()).await?;
        room.board.set(Kind::Articles, (faults > 0).then_some(Trouble::Articles(faults)));
        self.look_for_main(room).await?;
        if self.count == 1 {
            news.extend(started(room).await?);
        }
        let rests = self.refusals.is_some_and(|told| told.elapsed() < HOUR);
        if !rests && let Some(refusal) = refusals(room).await? {
            self.refusals = Some(Instant::now());
            news.push(News::Refused(refusal));
        }
        Ok(())
    }

    /// Whether there has been no main news for long, although somebody wants it.
    async fn look_for_main(&mut self, room: &Room) -> Result<()> {
        let last = room.store.read(|store| Ok(store.last_main()?.max(store.began()?))).await?;
        let silent = last.map_or(Duration::ZERO, |last| room.clock.now().since(last));
        if silent < WITHOUT_MAIN {
            self.readers = None;
            room.board.is_over(Kind::NoMain);
            return Ok(());
        }
        if self.readers.is_some_and(|counted| counted.elapsed() < HOUR) {
            return Ok(());
        }
        self.readers = Some(Instant::now());
        let readers = room.store.read(|store| store.main_readers()).await?;
        let days = silent.as_secs() / DAY.as_secs();
        let trouble = Trouble::NoMain { days, readers: readers.into() };
        room.board.set(Kind::NoMain, (readers > 0).then_some(trouble));
        Ok(())
    }
}

/// The publication of the last day that was refused most, where that has not been told.
async fn refusals(room: &Room) -> Result<Option<Refusal>> {
    let now = room.clock.now();
    let found = room.store.read(move |store| {
        let told = Seq(store.number(REFUSED)?.unwrap_or(0));
        let lately = store.published_between(now - DAY, now - GOING, PUBLICATIONS)?;
        let mut worst: Option<(Seq, Refusal)> = None;
        for seq in lately.into_iter().filter(|seq| *seq > told) {
            let Some(entry) = store.entry(seq)? else { continue };
            let found = refused(entry.article, &store.progress(seq)?);
            let is_worse = |found: &Refusal| worst.as_ref().is_none_or(|(_, worst)| found.percent > worst.percent);
            worst = found.filter(is_worse).map(|found| (seq, found)).or(worst);
        }
        Ok(worst)
    });
    let Some((seq, refusal)) = found.await? else { return Ok(None) };
    room.store.write(Priority::Bulk, move |store| store.set_number(REFUSED, seq.0)).await?;
    Ok(Some(refusal))
}

/// Whether another version than before is at work. The first start is none.
async fn started(room: &Room) -> Result<Option<News>> {
    let known = |store: &Reading| Ok((store.number(VERSION)?, store.number(SCHEMA)?, store.schema()?));
    let (version, schema, now) = room.store.read(known).await?;
    if (version, schema) == (Some(this_version()), Some(now)) {
        return Ok(None);
    }
    let keep = move |store: &crate::store::Writing| {
        store.set_number(VERSION, this_version())?;
        store.set_number(SCHEMA, now)
    };
    room.store.write(Priority::Bulk, keep).await?;
    let copy = room.store.kept_copy(now).filter(|_| schema != Some(now));
    Ok((version.is_some() || copy.is_some()).then_some(News::Started(copy)))
}

/// The version as a number that differs from those of others.
fn this_version() -> i64 {
    env!("CARGO_PKG_VERSION")
        .split(['.', '-', '+'])
        .take(3)
        .fold(0, |sum, part| sum * 1_000 + part.parse().unwrap_or(0))
}
