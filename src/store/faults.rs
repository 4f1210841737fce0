//! Files that are no articles, so that each is told once, restarts included.

use rusqlite::params;

use super::{Reading, Result, Writing};
use crate::{article::Fault, clock::Time};

impl Reading<'_> {
    /// How many files of the store are no articles now.
    pub fn count_faults(&self) -> Result<u32> {
        Ok(self.sql("SELECT count(*) FROM fault")?.query_row([], |row| row.get(0))?)
    }
}

impl Writing<'_> {
    /// Notes what is wrong with a file. `false`: this has been told already.
    pub fn note_fault(&self, path: &str, fault: &Fault, now: Time) -> Result<bool> {
        let line = fault.line.and_then(|line| i64::try_from(line).ok());
        let changed = self
            .sql(
                "INSERT INTO fault (path, line, what, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (path) DO UPDATE
                 SET line = excluded.line, what = excluded.what, at = excluded.at
                 WHERE what <> excluded.what OR line IS NOT excluded.line",
            )?
            .execute(params![path, line, &*fault.what, now.0])?;
        Ok(changed == 1)
    }

    /// The file is an article now, or gone. `false`: nothing was wrong with it.
    pub fn clear_fault(&self, path: &str) -> Result<bool> {
        Ok(self.sql("DELETE FROM fault WHERE path = ?1")?.execute([path])? == 1)
    }
}
