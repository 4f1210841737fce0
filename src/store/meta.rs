//! Small facts about the installation, and the updates of Telegram that have been dealt with.

use std::time::Duration;

use rusqlite::{OptionalExtension, params};

use super::{Reading, Result, Writing};
use crate::clock::{Moment, Time, Up};

/// The names of the sign of life: by the machine's clock, by Telegram's, and how long the machine was up since which start.
const SIGN: [&str; 4] = ["alive", "alive_there", "alive_boot", "alive_up"];

/// The name of the time of the last copy, milliseconds.
const BACKED_UP: &str = "backed_up";

impl Reading<'_> {
    /// A number that was kept under this name.
    pub fn number(&self, name: &str) -> Result<Option<i64>> {
        let mut sql = self.sql("SELECT value FROM meta WHERE name = ?1")?;
        Ok(sql.query_row([name], |row| row.get(0)).optional()?)
    }

    /// The version of the database's schema.
    pub fn schema(&self) -> Result<i64> {
        Ok(self.sql("PRAGMA user_version")?.query_row([], |row| row.get(0))?)
    }

    /// When the store of articles was first looked through: what was published before is an archive.
    pub fn began(&self) -> Result<Option<Time>> {
        Ok(self.number("began")?.map(Time))
    }
}

impl Reading<'_> {
    /// What the clocks said when the sign of life was last written.
    pub fn sign_of_life(&self) -> Result<Option<Moment>> {
        let Some(wall) = self.number(SIGN[0])? else { return Ok(None) };
        let (there, boot, up) = (self.number(SIGN[1])?, self.number(SIGN[2])?, self.number(SIGN[3])?);
        let up = boot.zip(up).map(|(boot, up)| Up { boot, lasting: Duration::from_millis(up.unsigned_abs()) });
        Ok(Some(Moment { wall: Time(wall), there: there.map(Time), up }))
    }
}

impl Reading<'_> {
    /// When `headliner backup` last made a copy of this database. Copies that others make are not known here.
    pub fn backed_up(&self) -> Result<Option<Time>> {
        Ok(self.number(BACKED_UP)?.map(Time))
    }
}

impl Writing<'_> {
    /// A copy was made now.
    pub fn note_backup(&self, now: Time) -> Result<()> {
        self.set_number(BACKED_UP, now.0)
    }

    /// Forgets a number.
    pub fn forget_number(&self, name: &str) -> Result<()> {
        self.sql("DELETE FROM meta WHERE name = ?1")?.execute([name])?;
        Ok(())
    }

    /// Nothing has waited in vain up to this moment.
    pub fn set_sign_of_life(&self, now: &Moment) -> Result<()> {
        let up = now.up.map(|up| i64::try_from(up.lasting.as_millis()).unwrap_or(i64::MAX));
        let values = [Some(now.wall.0), now.there.map(Time::ms), now.up.map(|up| up.boot), up];
        for (name, value) in SIGN.into_iter().zip(values) {
            match value {
                Some(value) => self.set_number(name, value)?,
                None => drop(self.sql("DELETE FROM meta WHERE name = ?1")?.execute([name])?),
            }
        }
        Ok(())
    }

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
