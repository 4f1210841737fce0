//! Small facts about the installation, and the updates of Telegram that have been dealt with.

use rusqlite::{OptionalExtension, params};

use super::{Reading, Result, Writing};
use crate::clock::Time;

impl Reading<'_> {
    /// A number that was kept under this name.
    pub fn number(&self, name: &str) -> Result<Option<i64>> {
        let mut sql = self.sql("SELECT value FROM meta WHERE name = ?1")?;
        Ok(sql.query_row([name], |row| row.get(0)).optional()?)
    }

    /// When the store of articles was first looked through: what was published before is an archive.
    pub fn began(&self) -> Result<Option<Time>> {
        Ok(self.number("began")?.map(Time))
    }
}

impl Writing<'_> {
    /// Keeps a number under a name.
    pub fn set_number(&self, name: &str, value: i64) -> Result<()> {
        self.sql(
            "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
        Ok(())
    }

    /// Marks the first complete look at the store of articles.
    pub fn begin(&self, now: Time) -> Result<()> {
        self.sql("INSERT INTO meta (name, value) VALUES ('began', ?1) ON CONFLICT (name) DO NOTHING")?
            .execute([now.0])?;
        Ok(())
    }

    /// Marks an update as dealt with, in the transaction of its effect; `false`: it already was, so nothing is to be
    /// done.
    pub fn handle(&self, update: i64) -> Result<bool> {
        Ok(self.sql("INSERT INTO handled (update_id) VALUES (?1) ON CONFLICT DO NOTHING")?.execute([update])? == 1)
    }

    /// Forgets updates below the one that Telegram has confirmed.
    pub fn prune_handled(&self, confirmed: i64) -> Result<()> {
        self.sql("DELETE FROM handled WHERE update_id < ?1")?.execute([confirmed])?;
        Ok(())
    }
}
