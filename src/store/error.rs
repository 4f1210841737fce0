//! What can go wrong with the database, and whether the same may work later.

/// What can go wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite said no.
    #[error("database: {0}")]
    Sql(#[from] rusqlite::Error),
    /// The file cannot be opened or written; a sentence that names it.
    #[error("{0}")]
    File(String),
    /// The database is of a newer Headliner.
    #[error("the database {0} is of a newer version of Headliner ({1}); update the program")]
    Newer(String, i64),
    /// Nothing could be written, whatever it was.
    #[error("the database could not be written: {0}")]
    Commit(String, Ailment),
    /// An act panicked; nothing of it was written.
    #[error("database: an act failed inside ({0}); nothing of it was written")]
    Panic(String),
    /// The file was removed or replaced while it was open; a sentence that names it.
    #[error("{0}")]
    Away(String),
    /// The process is ending.
    #[error("database: closed")]
    Closed,
}

/// What ails a database that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ailment {
    /// There is no room on the disk, or the file may not grow.
    Full,
    /// It may not be written.
    ReadOnly,
    /// What is in the file is no database any more, here or there.
    Corrupt,
    /// Another program holds its lock.
    Busy,
    /// It was removed or replaced.
    Away,
    /// Something else; the log says what.
    Other,
}

impl Error {
    /// What ails the database, if it does: after any other error the same file may be used as before.
    pub fn ailment(&self) -> Option<Ailment> {
        use rusqlite::ErrorCode::*;
        match self {
            Error::Commit(_, ailment) => Some(*ailment),
            Error::Away(_) => Some(Ailment::Away),
            Error::Sql(rusqlite::Error::SqliteFailure(error, _)) => match error.code {
                DiskFull => Some(Ailment::Full),
                ReadOnly | PermissionDenied => Some(Ailment::ReadOnly),
                DatabaseCorrupt | NotADatabase => Some(Ailment::Corrupt),
                DatabaseBusy | DatabaseLocked => Some(Ailment::Busy),
                SystemIoFailure | CannotOpen | OutOfMemory => Some(Ailment::Other),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the same may work later: another process holds the lock, the disk is full or does not
    /// answer, the file is not there.
    pub fn is_passing(&self) -> bool {
        use rusqlite::ErrorCode::*;
        match self {
            Error::Sql(rusqlite::Error::SqliteFailure(error, _)) => matches!(
                error.code,
                DatabaseBusy | DatabaseLocked | DiskFull | SystemIoFailure | CannotOpen | ReadOnly | OutOfMemory
            ),
            Error::Commit(..) | Error::Away(_) => true,
            _ => false,
        }
    }
}

/// Short for results of the store.
pub type Result<T> = std::result::Result<T, Error>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ails_a_database() {
        let check = |code: i32, expected: Option<Ailment>, passes: bool| {
            let error = Error::from(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
            assert_eq!((error.ailment(), error.is_passing()), (expected, passes), "{code}: {error}");
        };
        check(rusqlite::ffi::SQLITE_FULL, Some(Ailment::Full), true);
        check(rusqlite::ffi::SQLITE_READONLY, Some(Ailment::ReadOnly), true);
        check(rusqlite::ffi::SQLITE_IOERR_WRITE, Some(Ailment::Other), true);
        check(rusqlite::ffi::SQLITE_BUSY, Some(Ailment::Busy), true);
        check(rusqlite::ffi::SQLITE_CORRUPT, Some(Ailment::Corrupt), false);
        check(rusqlite::ffi::SQLITE_NOTADB, Some(Ailment::Corrupt), false);
        check(rusqlite::ffi::SQLITE_CONSTRAINT, None, false);
        let away = Error::Away("gone".to_owned());
        assert_eq!((away.ailment(), Error::Closed.ailment()), (Some(Ailment::Away), None));
    }
}
