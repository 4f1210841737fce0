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
    Commit(String),
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

impl Error {
    /// Whether the same may work later: another process holds the lock, the disk is full or does not
    /// answer, the file is not there.
    pub fn is_passing(&self) -> bool {
        use rusqlite::ErrorCode::*;
        match self {
            Error::Sql(rusqlite::Error::SqliteFailure(error, _)) => matches!(
                error.code,
                DatabaseBusy | DatabaseLocked | DiskFull | SystemIoFailure | CannotOpen | ReadOnly | OutOfMemory
            ),
            Error::Commit(_) | Error::Away(_) => true,
            _ => false,
        }
    }
}

/// Short for results of the store.
pub type Result<T> = std::result::Result<T, Error>;
