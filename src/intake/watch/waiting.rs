//! Files that are to be read later, by the moment they are due.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use tokio::time::Instant;

use super::tree::Stamp;

/// At most one entry per file.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    files: HashMap<PathBuf, (Instant, Option<Stamp>)>,
    order: BTreeSet<(Instant, PathBuf)>,
}

impl Waiting {
    /// Reads the file at `due` if it still looks like `still`; takes the place of an earlier entry.
    pub fn put(&mut self, path: &Path, due: Instant, still: Option<Stamp>) {
        self.cancel(path);
        self.files.insert(path.to_owned(), (due, still));
        self.order.insert((due, path.to_owned()));
    }

    /// Forgets the file, if it waits.
    pub fn cancel(&mut self, path: &Path) {
        if let Some((due, _)) = self.files.remove(path) {
            self.order.remove(&(due, path.to_owned()));
        }
    }

    /// Whether the file waits.
    pub fn holds(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// When the next one is due.
    pub fn next(&self) -> Option<Instant> {
        self.order.first().map(|(due, _)| *due)
    }

    /// Takes one that is due.
    pub fn take(&mut self, now: Instant) -> Option<(PathBuf, Option<Stamp>)> {
        let (_, path) = self.order.first().filter(|(due, _)| *due <= now)?.clone();
        let (_, still) = self.files.get(&path).copied()?;
        self.cancel(&path);
        Some((path, still))
    }
}
