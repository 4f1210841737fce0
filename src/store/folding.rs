//! Folding the write-ahead log into the database file (a checkpoint). In: how many pages the log has after each commit. Out:
//! a file that stays small, and a writer that is not held up: the copying is done on a connection of its own while others
//! write, and by the writer itself only where it writes so fast that the log would grow without end.

use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI32, Ordering},
    },
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use super::Result;

/// From so many pages on the log is folded in beside the writer: four megabytes, SQLite's own measure.
const BESIDE: i32 = 1_000;
/// From so many the writer does it itself: 64 megabytes.
const ITSELF: i32 = 16_000;
/// How long emptying the log waits for others; who writes waits as long for it.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is known of the log. Shared by the writer's hook and whoever folds.
pub(super) struct Folding {
    pages: Arc<AtomicI32>,
    /// With how many pages it is folded in next: what is written meanwhile stays in the log.
    due: Arc<AtomicI32>,
    busy: AtomicBool,
    connection: Mutex<Option<Connection>>,
}

/// Who has to fold now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Nobody,
    Beside,
    Writer,
}

impl Default for Folding {
    fn default() -> Folding {
        let due = Arc::new(AtomicI32::new(BESIDE));
        Folding { pages: Arc::default(), due, busy: AtomicBool::new(false), connection: Mutex::new(None) }
    }
}

impl Folding {
    /// Counts the pages of the log after each commit of this connection, in the place of SQLite's own folding.
    pub(super) fn watch(&self, writer: &mut Connection) -> Result<()> {
        let (pages, due) = (self.pages.clone(), self.due.clone());
        writer.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, count: i32| {
            if count < pages.swap(count, Ordering::Relaxed) {
                due.store(BESIDE, Ordering::Relaxed); // the log began anew
            }
            Ok(())
        }))?;
        Ok(())
    }

    /// Who has to fold after the commit that has just been made; asked by the writer only.
    pub(super) fn turn(&self) -> Turn {
        let pages = self.pages.load(Ordering::Relaxed);
        if pages < self.due.load(Ordering::Relaxed) || self.busy.load(Ordering::Relaxed) && pages < ITSELF {
            return Turn::Nobody;
        }
        self.due.store(pages.saturating_add(BESIDE), Ordering::Relaxed);
        if pages >= ITSELF {
            return Turn::Writer;
        }
        self.busy.store(true, Ordering::Relaxed);
        Turn::Beside
    }

    /// Folds on the writer's connection, which nobody else uses meanwhile.
    pub(super) fn fold_with(&self, writer: &Connection) {
        if let Err(error) = fold(writer) {
            log::warn!("the database's log could not be folded in, this is tried again: {error}");
        }
        self.busy.store(false, Ordering::Relaxed);
    }

    /// Folds on a connection of its own, if it `may` open the file; called once for each [`Turn::Beside`].
    pub(super) fn fold_beside(&self, path: &Path, may: impl Fn() -> Result<()>) {
        let mut kept = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let open = || may().and_then(|()| Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?));
        let done = match kept.take().map_or_else(open, Ok) {
            Ok(connection) => fold(&connection).map(|()| *kept = Some(connection)).map_err(Into::into),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            log::warn!("the database's log could not be folded in, this is tried again: {error}");
        }
        self.busy.store(false, Ordering::Relaxed);
    }
}

/// Copies what no reader needs any more; whoever writes next after all was copied begins the log anew.
fn fold(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}

/// Copies everything and empties the log, of what is not needed any more too. `false`: somebody reads from it, or writes.
pub(super) fn empty(path: &Path) -> Result<bool> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))? == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::connection;

    #[test]
    fn a_log_that_was_folded_in_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("headliner.db");
        let (mut writer, folding) = (connection::open(&path, false).unwrap(), Folding::default());
        folding.watch(&mut writer).unwrap();
        let mut names = 0..;
        let mut write = |bytes: i64| {
            let row = rusqlite::params![names.next(), bytes];
            writer.execute("INSERT INTO meta (name, value) VALUES (?1, zeroblob(?2))", row).unwrap();
            folding.pages.load(Ordering::Relaxed)
        };
        for _ in 0..3 {
            assert!(write(5_000_000) > BESIDE);
            assert_eq!(folding.turn(), Turn::Beside);
            assert!(write(1_000_000) > BESIDE, "others write meanwhile");
            assert_eq!(folding.turn(), Turn::Nobody, "one is at it");
            folding.fold_beside(&path, || Ok(()));
            assert!(write(10) < 100, "it did not begin anew");
            assert_eq!(folding.turn(), Turn::Nobody);
        }
        assert!(std::fs::metadata(&path).unwrap().len() > 5_000_000, "nothing was folded in");
    }

    #[test]
    fn who_folds_depends_on_the_pages() {
        let folding = Folding::default();
        let check = |pages: i32, expected| {
            folding.pages.store(pages, Ordering::Relaxed);
            assert_eq!(folding.turn(), expected, "{pages} pages");
        };
        check(BESIDE - 1, Turn::Nobody);
        check(BESIDE, Turn::Beside);
        check(BESIDE * 3, Turn::Nobody);
        check(ITSELF, Turn::Writer);
        folding.busy.store(false, Ordering::Relaxed);
        folding.due.store(BESIDE * 3, Ordering::Relaxed);
        check(BESIDE * 2, Turn::Nobody);
        check(BESIDE * 3, Turn::Beside);
    }
}
