//! Whether the file that is open is still the file of that name. In: the path, and what was there when it was opened. Out:
//! there, removed, or replaced by another (a restore). SQLite does not notice: it would go on writing into a file that
//! nobody can open any more. It is looked at before each commit, so that nothing is promised there; a look is one
//! `stat`, some microseconds.
//!
//! An open file whose name is gone goes on living for this process alone. So it is not closed: what it holds can be
//! copied, and a file that is put back under its name is gone on with.
//!
//! What SQLite keeps beside a database (`-wal`, `-shm`) belongs to a name, not to a file: beside a new file the old
//! ones would be taken for its own and spoil it. So they are folded in, and taken away where another file is there.

use std::{
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{Error, Result};

/// What is there under the database's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The file that is open.
    There,
    /// Nothing that can be looked at.
    Removed,
    /// Another file.
    Replaced,
}

/// A file, whatever its name: device and number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity(u64, u64);

/// The file as it was when it was opened.
pub(super) struct Opened {
    path: PathBuf,
    database: Identity,
    /// What SQLite keeps beside it.
    beside: Vec<(PathBuf, Identity)>,
}

impl Opened {
    /// The file that has just been opened, its neighbours included.
    pub(super) fn now(path: &Path) -> Result<Opened> {
        let looked = |error: io::Error| Error::File(format!("cannot look at the database {}: {error}", path.display()));
        let database = identity(path).map_err(looked)?;
        let whole = fs::canonicalize(path).map_err(looked)?; // SQLite follows links before it names what is beside
        let beside = ["-wal", "-shm"].into_iter().filter_map(|ending| {
            let mut name = whole.clone().into_os_string();
            name.push(ending);
            let path = PathBuf::from(name);
            identity(&path).ok().map(|identity| (path, identity))
        });
        Ok(Opened { path: path.to_path_buf(), database, beside: beside.collect() })
    }

    /// What is there now.
    pub(super) fn standing(&self) -> Standing {
        match identity(&self.path) {
            Ok(found) if found == self.database => Standing::There,
            Ok(_) => Standing::Replaced,
            Err(_) => Standing::Removed,
        }
    }

    /// An error unless it is there.
    pub(super) fn check(&self) -> Result<()> {
        match self.standing() {
            Standing::There => Ok(()),
            Standing::Removed => Err(Error::Away(format!("the database {} was removed", self.path.display()))),
            Standing::Replaced => Err(Error::Away(format!("the database {} was replaced", self.path.display()))),
        }
    }

    /// Folds what SQLite kept beside the file into it, and takes it out of the way of a file that has its place.
    pub(super) fn leave(&self, writer: &Connection) -> Result<()> {
        let busy: i64 = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy != 0 {
            return Err(Error::File(format!("{} is still being read", self.path.display())));
        }
        for (path, then) in self.beside.iter().filter(|_| self.standing() == Standing::Replaced) {
            if identity(path).is_ok_and(|now| now == *then) {
                fs::remove_file(path)
                    .map_err(|error| Error::File(format!("cannot take {} away: {error}", path.display())))?;
            }
        }
        Ok(())
    }
}

fn identity(path: &Path) -> io::Result<Identity> {
    fs::metadata(path).map(|about| of(&about))
}

fn of(about: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Identity(about.dev(), about.ino())
}
