//! SQLite: the only place with SQL. In: what happened, one public act at a time. Out: rows as types that cannot be
//! wrong. An act is a method of [`Writing`] (all that several acts do inside one [`Store::write`] is one transaction)
//! or of [`Reading`]; one file per family of tables. Promised: what `write` has answered is on disk
//! (`synchronous=FULL`); no transaction outlives its closure, so none is ever open over an `.await`.

mod adopting;
mod codes;
mod connection;
mod cursors;
mod disk;
mod folding;
mod set_back;
mod standing;
mod turn;
pub mod typed;

pub mod amendments;
pub mod articles;
mod backup;
pub mod barred;
mod belongings;
pub mod cards;
pub mod chats;
mod check;
mod closings;
pub mod copies;
pub mod editions;
mod error;
pub mod events;
pub mod faults;
pub mod feeds;
mod files;
pub mod forgotten;
pub mod happenings;
pub mod held;
pub mod identities;
pub mod ledger;
pub mod lists;
pub mod log;
pub mod matched;
pub mod meta;
mod meter;
mod moves;
pub mod notes;
pub mod offers;
pub mod pen;
pub mod plans;
pub mod practice;
pub mod prices;
pub mod progress;
mod promotion;
pub mod pruning;
pub mod pushes;
pub mod questions;
pub mod queue;
pub mod reach;
pub mod repairs;
pub mod retractions;
pub mod revisions;
pub mod routes;
pub mod rubrics;
pub mod saved;
pub mod search;
mod sizes;
pub mod staff;
pub mod stats;
pub mod stories;
pub mod submission;
mod totals;
pub mod wishes;
pub mod words;

use std::{
    cell::RefCell,
    collections::HashMap,
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::{sync::Notify, time::Instant};

use crate::clock::Time;

pub use backup::part_of;
pub use chats::{Chat, ChatKey, Kind, State};
pub use connection::lock_file;
pub use cursors::{Cursor, Cursors};
use editions::EditionId;
pub use error::{Ailment, Error, Result};
pub use forgotten::{Forgotten, forgotten_file};
pub use log::{Entry, Lane, Seq, Volume};
pub use meter::Meter;
pub use queue::Behind;
pub use sizes::Sizes;
pub use standing::Standing;

/// The open database. Cheap to clone; all clones share one writing connection.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    path: Option<PathBuf>,
    /// None: in memory.
    opened: Option<standing::Opened>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    turns: turn::Turns,
    folding: folding::Folding,
    changed: Notify,
    /// As it was after the last commit.
    pulse: Mutex<Option<Pulse>>,
    meter: Meter,
}

/// What changes when there is something new to deliver. Reading it takes microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pulse {
    /// Another number after every commit of *another process*.
    pub others: i64,
    /// [`Reading::log_version`]
    pub log: i64,
    /// [`Reading::next_due`]
    pub next_due: Option<Time>,
}

impl Inner {
    /// An error where the file under the database's name is not the one that is open.
    fn check(&self) -> Result<()> {
        self.opened.as_ref().map_or(Ok(()), standing::Opened::check)
    }

    /// The log may have changed. Where that cannot be found out, whoever asks when the writer is free gets the error.
    fn committed(&self, connection: &Connection) {
        if self.feel(connection).is_err() {
            *self.pulse.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    fn feel(&self, connection: &Connection) -> Result<()> {
        let others = others(connection)?;
        let reading = Reading { connection };
        let pulse = Pulse { others, log: reading.log_version()?, next_due: reading.next_due()? };
        *self.pulse.lock().unwrap_or_else(PoisonError::into_inner) = Some(pulse);
        Ok(())
    }

    fn felt(&self) -> Option<Pulse> {
        *self.pulse.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// SQLite's count of the commits of others, as this connection sees it: the same number means that nobody else wrote.
fn others(connection: &Connection) -> Result<i64> {
    Ok(connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
}

/// Whose turn comes first at the writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// A person waits for it.
    Person,
    /// Delivery, import, pruning.
    Bulk,
}

/// A view of the database in one transaction: what is read inside belongs together.
pub struct Reading<'c> {
    connection: &'c Connection,
}

/// A write transaction; it can read too.
pub struct Writing<'c> {
    reading: Reading<'c>,
    sums: totals::Sums,
    tally: copies::Tally,
    /// Editions whose use this act has noted.
    used: RefCell<HashMap<EditionId, Time>>,
}

impl<'c> Writing<'c> {
    fn on(connection: &'c Connection) -> Self {
        Writing {
            reading: Reading { connection },
            sums: totals::Sums::default(),
            tally: copies::Tally::default(),
            used: RefCell::default(),
        }
    }

    /// What `act` answers; what it writes is taken back.
    pub fn without_effect<T>(&self, act: impl FnOnce(&Writing) -> Result<T>) -> Result<T> {
        self.connection.execute_batch("SAVEPOINT without_effect")?;
        let answer = act(&Writing::on(self.connection));
        self.connection.execute_batch("ROLLBACK TO without_effect; RELEASE without_effect")?;
        answer
    }
}

impl<'c> Deref for Writing<'c> {
    type Target = Reading<'c>;
    fn deref(&self) -> &Reading<'c> {
        &self.reading
    }
}

impl Reading<'_> {
    fn sql(&self, text: &str) -> Result<rusqlite::CachedStatement<'_>> {
        Ok(self.connection.prepare_cached(text)?)
    }
}

impl Store {
    /// Opens (or creates) the database and brings it to the newest schema. A file of an older version is copied to
    /// `FILE.before-VERSION` first; it is not touched while another process sends from it.
    pub fn open(path: &Path) -> Result<Store> {
        Store::open_file(path, false)
    }

    /// The same for the process that sends: it holds a lock on [`lock_file`].
    pub fn open_locked(path: &Path) -> Result<Store> {
        Store::open_file(path, true)
    }

    fn open_file(path: &Path, alone: bool) -> Result<Store> {
        let (mut writer, folding) = (connection::open(path, alone)?, folding::Folding::default());
        folding.watch(&mut writer)?;
        let opened = standing::Opened::now(path)?;
        let store = Store::new(Some((path.to_path_buf(), opened)), writer, folding);
        store.hold_to_the_forgotten(path)?;
        Ok(store)
    }

    /// A database in memory, for the tests of what decides. It has one connection only.
    pub fn in_memory() -> Result<Store> {
        Ok(Store::new(None, connection::in_memory()?, folding::Folding::default()))
    }

    fn new(file: Option<(PathBuf, standing::Opened)>, writer: Connection, folding: folding::Folding) -> Store {
        let (path, opened) = file.unzip();
        Store(Arc::new(Inner {
            path,
            opened,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            turns: turn::Turns::default(),
            folding,
            changed: Notify::new(),
            pulse: Mutex::default(),
            meter: Meter::default(),
        }))
    }

    /// Runs `act` in a write transaction, off the runtime's threads. Acts that wait at the same time share one commit,
    /// each inside its own savepoint; the answer comes after the commit. An `Err` or a panic of `act` undoes what it
    /// did.
    pub async fn write<T: Send + 'static>(
        &self,
        priority: Priority,
        act: impl FnOnce(&Writing) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (job, answer) = turn::job(act);
        if self.0.turns.enter(priority, job) {
            let store = self.clone();
            tokio::task::spawn_blocking(move || store.serve_turns());
        }
        self.0.meter.noting(answer.await.map_err(|_| Error::Closed)?)
    }

    /// Like [`Store::write`], on the caller's thread: for commands and tests without a runtime.
    pub fn write_here<T>(&self, act: impl FnOnce(&Writing) -> Result<T>) -> Result<T> {
        let connection = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = turn::alone(&connection, || self.0.check(), act);
        // Without a runtime there is nobody beside.
        if self.0.folding.turn() != folding::Turn::Nobody {
            self.0.folding.fold_with(&connection);
        }
        self.0.committed(&connection);
        drop(connection);
        self.0.changed.notify_waiters();
        answer
    }

    /// Runs `look` on one snapshot of the database, off the runtime's threads.
    pub async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Reading) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let store = self.clone();
        let read = tokio::task::spawn_blocking(move || store.read_here(look)).await;
        self.0.meter.noting(read.map_err(|_| Error::Closed)?)
    }

    /// Like [`Store::read`], on the caller's thread.
    pub fn read_here<T>(&self, look: impl FnOnce(&Reading) -> Result<T>) -> Result<T> {
        let Some(path) = &self.0.path else {
            let connection = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
            return look(&Reading { connection: &connection });
        };
        let spare = self.0.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match spare {
            Some(connection) => connection,
            None => {
                self.0.check()?; // a reader of another file would be a reader of another log
                connection::reader(path)?
            }
        };
        connection.execute_batch("BEGIN")?;
        let answer = look(&Reading { connection: &connection });
        connection.execute_batch("COMMIT")?;
        self.0.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        answer
    }

    /// Resolves after the next commit of this process. Create the future before looking for work, so that no commit
    /// is missed.
    pub fn changed(&self) -> impl Future<Output = ()> + '_ {
        self.0.changed.notified()
    }

    /// What tells whether there is something new. Never waits for the writer: while that is busy, its last commit
    /// counts.
    pub fn pulse(&self) -> Result<Pulse> {
        if let Ok(connection) = self.0.writer.try_lock()
            && self.0.felt().map(|felt| felt.others) != Some(others(&connection)?)
        {
            self.0.feel(&connection)?;
        }
        Ok(self.0.felt().unwrap_or_default())
    }

    /// Whether the file under the database's name is the one that is open. Nothing is written while it is not.
    pub fn standing(&self) -> Standing {
        self.0.opened.as_ref().map_or(Standing::There, standing::Opened::standing)
    }

    /// Makes way for another file of the same name; what is open stays readable.
    pub fn leave(&self) -> Result<()> {
        let connection = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.opened.as_ref().map_or(Ok(()), |opened| opened.leave(&connection))
    }

    /// How it does.
    pub fn meter(&self) -> &Meter {
        &self.0.meter
    }

    fn fold_beside(&self) {
        let store = self.clone();
        tokio::task::spawn_blocking(move || {
            let Some(path) = &store.0.path else { return };
            store.0.folding.fold_beside(path, || store.0.check());
        });
    }

    fn serve_turns(&self) {
        let connection = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(jobs) = self.0.turns.next() {
            let begun = Instant::now();
            turn::together(&connection, || self.0.check(), jobs);
            self.0.meter.ended(begun);
            match self.0.folding.turn() {
                folding::Turn::Nobody => {}
                folding::Turn::Writer => self.0.folding.fold_with(&connection),
                folding::Turn::Beside => self.fold_beside(),
            }
            self.0.committed(&connection);
            self.0.changed.notify_waiters();
        }
    }
}
