//! Places of rubrics in the masks. In: the newsroom's rubrics. Out: the same with the bit each has for ever; a rubric
//! that leaves the newsroom's file keeps its place, so that no other ever inherits its readers.

use super::{Error, Reading, Result, Writing};
use crate::newsroom::Newsroom;

/// The mask's width: 62 rubrics and main.
const LAST_BIT: i64 = 62;

impl Reading<'_> {
    /// Every rubric that ever had a place, with it; main's is 0.
    pub fn rubric_places(&self) -> Result<Vec<(String, u8)>> {
        let mut sql = self.sql("SELECT id, bit FROM rubric ORDER BY bit")?;
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Gives every rubric of the newsroom its bit.
    pub fn settle_rubrics(&self, newsroom: &mut Newsroom) -> Result<()> {
        for rubric in &mut newsroom.rubrics {
            self.sql(
                "INSERT INTO rubric (bit, id) SELECT max(bit) + 1, ?1 FROM rubric HAVING max(bit) < ?2
                 ON CONFLICT (id) DO NOTHING",
            )?
            .execute(rusqlite::params![rubric.id, LAST_BIT])?;
            let mut sql = self.sql("SELECT bit FROM rubric WHERE id = ?1")?;
            rubric.bit = sql.query_row([&rubric.id], |row| row.get(0)).map_err(|_| {
                Error::File(format!(
                    "there is no room for the rubric \"{}\": a database holds {LAST_BIT} rubrics, former ones included",
                    rubric.id
                ))
            })?;
        }
        Ok(())
    }
}
