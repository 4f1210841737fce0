//! How much the database takes on disk. In: its file. Out: bytes. Nothing here is counted: each is one look.

use std::path::Path;

use super::{Reading, Result, Store};

/// Bytes on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Of the file itself.
    pub file: u64,
    /// Of the write-ahead log: what is not yet folded in.
    pub log: u64,
}

impl Store {
    /// How many bytes the database takes on disk, what is not yet folded in included.
    pub fn size(&self) -> u64 {
        let Sizes { file, log } = self.sizes();
        file + log
    }

    /// The same apart. In memory it takes none.
    pub fn sizes(&self) -> Sizes {
        let Some(path) = &self.0.path else { return Sizes::default() };
        let mut log = path.clone().into_os_string();
        log.push("-wal");
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |about| about.len());
        Sizes { file: size(path), log: size(Path::new(&log)) }
    }
}

impl Reading<'_> {
    /// Bytes of the file that hold nothing, and are used before it grows.
    pub fn free_bytes(&self) -> Result<u64> {
        let number = |pragma: &str| -> Result<i64> { Ok(self.sql(pragma)?.query_row([], |row| row.get(0))?) };
        Ok((number("PRAGMA freelist_count")? * number("PRAGMA page_size")?).unsigned_abs())
    }
}
