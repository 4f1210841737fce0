//! Opening the file: pragmas and migrations. In: a path. Out: a connection with the newest schema.

#[cfg(test)]
mod tests;

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{Error, Result};

/// Numbered migrations; `PRAGMA user_version` says how many have been applied. A released one is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_start.sql"),
    include_str!("migrations/0002_desk.sql"),
    include_str!("migrations/0003_prices.sql"),
    include_str!("migrations/0004_totals.sql"),
];

/// How many prepared statements a connection keeps; there are about a hundred in all.
const STATEMENTS: usize = 192;

pub(super) fn open(path: &Path) -> Result<Connection> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|e| Error::File(format!("cannot make the folder {} for the database: {e}", folder.display())))?;
    }
    let mut connection = Connection::open(path).map_err(|e| unusable(path, &e))?;
    settle(&mut connection).map_err(|e| unusable(path, &e))?;
    migrate(&connection, Some(path))?;
    Ok(connection)
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
         PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=1000;",
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

fn migrate(connection: &Connection, path: Option<&Path>) -> Result<()> {
    let done: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let name = path.map_or_else(|| "in memory".to_owned(), |path| path.display().to_string());
    let newest = i64::try_from(MIGRATIONS.len()).expect("there are few migrations");
    if done > newest {
        return Err(Error::Newer(name, done));
    }
    if done > 0 && done < newest && path.is_some() {
        connection.execute("VACUUM INTO ?1", [format!("{name}.before-{newest}")])?;
    }
    for (number, sql) in (1i64..).zip(MIGRATIONS).filter(|(number, _)| *number > done) {
        // Another process may have been faster: look again inside the transaction.
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let now: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if now < number {
            connection.execute_batch(sql)?;
            connection.pragma_update(None, "user_version", number)?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(())
}

fn unusable(path: &Path, error: &rusqlite::Error) -> Error {
    let path = path.display();
    Error::File(format!(
        "cannot use the database {path}: {error}; check that the folder may be written, the disk is not full, \
         and that the file is a Headliner database (HEADLINER_DATABASE)"
    ))
}
