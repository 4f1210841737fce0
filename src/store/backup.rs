//! Copies of the database while it is in use. In: where the copy is to be. Out: a file that is whole and on disk, or none: it is
//! written beside its place, and gets its name when all of it is there. With it goes the list of the forgotten. Others read and
//! write meanwhile; what they write is not in it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::PoisonError,
};

use rusqlite::Connection;

use super::{Error, Reading, Result, Store, forgotten_file};
use crate::config::private;

/// Where a copy is until it is whole.
pub fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// Copies what `connection` sees, without what is free in it. A copy that was broken off is made anew.
pub(super) fn copy(connection: &Connection, file: &Path) -> Result<()> {
    let part = part_of(file);
    let kept = |result: io::Result<()>| {
        result.map_err(|error| Error::File(format!("cannot copy the database to {}: {error}", file.display())))
    };
    if part.exists() {
        kept(fs::remove_file(&part))?;
    }
    kept(private::create(&part).map(drop))?;
    let written = connection.execute("VACUUM INTO ?1", [part.display().to_string()]).map_err(|error| {
        Error::File(format!("cannot copy the database to {}: {error}; is there room for it?", file.display()))
    });
    // SQLite leaves it to others to wait until the copy is on disk.
    let done = written.and_then(|_| kept(File::open(&part).and_then(|whole| whole.sync_all())));
    if done.is_err() {
        let _ = fs::remove_file(&part); // nobody takes it for a copy
    }
    done.and_then(|()| kept(fs::rename(&part, file)))
}

impl Store {
    /// A consistent copy of the database into a new file, while it is in use. When that was is for whoever makes it to note
    /// ([`super::Writing::note_backup`]).
    pub fn back_up(&self, file: &Path) -> Result<()> {
        let connection = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner);
        copy(&connection, file)?;
        drop(connection);
        // After it: who is erased meanwhile is on the list, and goes when the copy is opened.
        let Some(list) = self.0.path.as_deref().map(forgotten_file).filter(|list| list.exists()) else { return Ok(()) };
        let copy = forgotten_file(file);
        fs::copy(&list, &copy)
            .map_err(|e| Error::File(format!("cannot copy {} as {}: {e}", list.display(), copy.display())))?;
        Ok(())
    }
}

impl Reading<'_> {
    /// How many bytes a copy has, about.
    pub fn bytes_in_use(&self) -> Result<u64> {
        let number = |sql| self.sql(sql)?.query_row([], |row| row.get::<_, i64>(0)).map_err(Error::from);
        let pages = number("PRAGMA page_count")? - number("PRAGMA freelist_count")?;
        Ok(u64::try_from(pages * number("PRAGMA page_size")?).unwrap_or(0))
    }
}
