//! Opening the file: pragmas and migrations. In: a path. Out: a connection with the newest schema.

#[cfg(test)]
mod tests;

use std::{
    fs::File,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{Error, Result, backup};
use crate::config::private;

/// Numbered migrations; `PRAGMA user_version` says how many have been applied. A released one is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_start.sql"),
    include_str!("migrations/0002_desk.sql"),
    include_str!("migrations/0003_prices.sql"),
    include_str!("migrations/0004_totals.sql"),
    include_str!("migrations/0005_editions.sql"),
    include_str!("migrations/0006_barred.sql"),
    include_str!("migrations/0007_clocks.sql"),
    include_str!("migrations/0008_files.sql"),
    include_str!("migrations/0009_held.sql"),
    include_str!("migrations/0010_named.sql"),
    include_str!("migrations/0011_pushes.sql"),
    include_str!("migrations/0012_repair.sql"),
    include_str!("migrations/0013_opened.sql"),
    include_str!("migrations/0014_second.sql"),
    include_str!("migrations/0015_notes.sql"),
    include_str!("migrations/0016_pen.sql"),
    include_str!("migrations/0017_desk.sql"),
    include_str!("migrations/0018_typed.sql"),
    include_str!("migrations/0019_halted.sql"),
    include_str!("migrations/0020_signed.sql"),
    include_str!("migrations/0021_weekend.sql"),
    include_str!("migrations/0022_digest.sql"),
    include_str!("migrations/0023_search.sql"),
    include_str!("migrations/0024_words.sql"),
    include_str!("migrations/0025_pauses.sql"),
    include_str!("migrations/0026_feeds.sql"),
    include_str!("migrations/0027_events.sql"),
    include_str!("migrations/0028_hours.sql"),
    include_str!("migrations/0029_numbers.sql"),
];

/// How many prepared statements a connection keeps; there are about a hundred in all.
const STATEMENTS: usize = 192;

/// `alone`: the caller holds the lock of [`lock_file`].
pub(super) fn open(path: &Path, alone: bool) -> Result<Connection> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|e| Error::File(format!("cannot make the folder {} for the database: {e}", folder.display())))?;
    }
    if !path.exists() {
        private::settle(path).map_err(|error| unusable(path, &error))?;
    }
    let mut connection = Connection::open(path).map_err(|e| unusable(path, &e))?;
    settle(&mut connection).map_err(|e| unusable(path, &e))?;
    close_to_others(path)?; // it is a database
    migrate(&connection, Some((path, alone)))?;
    Ok(connection)
}

/// Readers are the owner's alone to read. SQLite gives the log and its index the rights of the database where it makes them.
fn close_to_others(path: &Path) -> Result<()> {
    let mut wide = false;
    for end in ["", "-wal", "-shm", ".forgotten"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(end);
        let beside = PathBuf::from(beside);
        if beside.exists() {
            wide |= private::settle(&beside).map_err(|error| unusable(path, &error))?;
        }
    }
    if wide {
        log::info!("the database {} could be read by others than its owner, and cannot any more", path.display());
    }
    Ok(())
}

/// Whoever sends from a database holds a lock on this file.
pub fn lock_file(database: &Path) -> PathBuf {
    database.with_extension("lock")
}

pub(super) fn in_memory() -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    settle(&mut connection)?;
    migrate(&connection, None)?;
    Ok(connection)
}

pub(super) fn reader(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.execute_batch("PRAGMA busy_timeout=5000; PRAGMA cache_size=-8192;")?;
    keep_statements(&connection)?;
    Ok(connection)
}

fn settle(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.busy_handler(Some(wait_for_other_process))?;
    connection.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
         PRAGMA cache_size=-32768; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=1000;
         PRAGMA secure_delete=ON;", // what was erased is not to be found in pages that are free
    )?;
    keep_statements(connection)
}

/// SQLite's own way of waiting sleeps up to a tenth of a second between two looks, and misses the gaps that an import
/// leaves; this looks every millisecond, for about five seconds.
fn wait_for_other_process(looks: i32) -> bool {
    std::thread::sleep(Duration::from_millis(1));
    looks < 5_000
}

/// Statements stay prepared. Without the planner's stability guarantee SQLite prepares some of them anew each time a value
/// is bound, a LIMIT's or one that a partial index might be compared with: that was half the time of a visit.
fn keep_statements(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

fn migrate(connection: &Connection, file: Option<(&Path, bool)>) -> Result<()> {
    let done = version(connection)?;
    let newest = i64::try_from(MIGRATIONS.len()).expect("there are few migrations");
    let name = file.map_or_else(|| "in memory".to_owned(), |(path, _)| path.display().to_string());
    if done > newest {
        return Err(Error::Newer(name, done));
    }
    if done == newest {
        return Ok(());
    }
    let mut _lock = None;
    if let Some((path, alone)) = file.filter(|_| done > 0) {
        if !alone {
            _lock = Some(lock(path)?);
        }
        log::info!("the database {name} is brought from version {done} to {newest}; a large one takes a while");
        keep_old(connection, path, newest)?;
    }
    if done == 0 {
        begin(connection, newest)?;
    }
    let done = version(connection)?;
    for (number, sql) in (1i64..).zip(MIGRATIONS).filter(|(number, _)| *number > done) {
        // Another process may have been faster: look again inside the transaction.
        connection.execute_batch("BEGIN IMMEDIATE")?;
        if version(connection)? < number {
            connection.execute_batch(sql)?;
            connection.pragma_update(None, "user_version", number)?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(())
}

/// Makes a new database, in one step: half of one would be nobody's.
fn begin(connection: &Connection, newest: i64) -> Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    if version(connection)? == 0 {
        MIGRATIONS.iter().try_for_each(|sql| connection.execute_batch(sql))?;
        connection.pragma_update(None, "user_version", newest)?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// A program of an older version would go on with a database that it does not know.
fn lock(path: &Path) -> Result<File> {
    let file =
        private::create(&lock_file(path)).map_err(|e| Error::File(format!("cannot lock {}: {e}", path.display())))?;
    file.try_lock().map_err(|_| {
        Error::File(format!(
            "the database {} is of an older version, and another Headliner uses it: stop that one first, then start it \
             again with this version",
            path.display()
        ))
    })?;
    Ok(file)
}

/// Copies the database before it is changed, unless an earlier start has done so. A copy that was broken off is made
/// anew.
fn keep_old(connection: &Connection, path: &Path, newest: i64) -> Result<()> {
    let copy = PathBuf::from(format!("{}.before-{newest}", path.display()));
    if copy.exists() {
        return Ok(());
    }
    backup::copy(connection, &copy)
}

fn unusable(path: &Path, error: &dyn std::fmt::Display) -> Error {
    let path = path.display();
    Error::File(format!(
        "cannot use the database {path}: {error}; check that the folder may be written, the disk is not full, \
         and that the file is a Headliner database (HEADLINER_DATABASE); where it is damaged, remove it and put a backup in \
         its place"
    ))
}
