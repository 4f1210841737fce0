//! Folding the write-ahead log into the database file (a checkpoint). In: how many pages the log has after each commit. Out:
//! a file that stays small, and a writer that is not held up: the copying is done on a connection of its own while others
//! write, and by the writer itself only where it writes so fast that the log would grow without end.

use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI32, Ordering},
    },
};

use rusqlite::Connection;

use super::Result;

/// From so many pages on the log is folded in beside the writer: four megabytes, SQLite's own measure.
const BESIDE: i32 = 1_000;
/// From so many the writer does it itself: 64 megabytes.
const ITSELF: i32 = 16_000;

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

    /// Folds on a connection of its own; called once for each [`Turn::Beside`].
    pub(super) fn fold_beside(&self, path: &Path) {
        let mut kept = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let done = match kept.take().map_or_else(|| Connection::open(path), Ok) {
            Ok(connection) => fold(&connection).map(|()| *kept = Some(connection)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Store, Turn as Whose};

    #[tokio::test]
    async fn the_log_stays_short_where_the_writer_pauses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("headliner.db");
        let store = Store::open(&path).unwrap();
        let log = || std::fs::metadata(folder.path().join("headliner.db-wal")).map_or(0, |about| about.len());
        for round in 0..60 {
            let fill = move |store: &crate::store::Writing| {
                (0..400).try_for_each(|number| store.set_number(&format!("{round} {number} {:0>400}", 0), number))
            };
            store.write(Whose::Bulk, fill).await.unwrap();
            while store.0.folding.busy.load(Ordering::Relaxed) {
                tokio::task::yield_now().await; // a writer with pauses, as delivery is
            }
        }
        let all = std::fs::metadata(&path).unwrap().len() + log();
        assert!(all > 15_000_000, "{all} bytes were written, too few to mean anything");
        assert!(log() < 12_000_000, "the log has {} bytes", log());
        let wrong = store.read_here(|store| store.check()).unwrap();
        assert!(wrong.is_empty(), "{wrong:?}");
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
