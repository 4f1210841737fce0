//! What publications may cost and have cost. In: the ceiling that an editor confirmed, what is charged with the intents.
//! Out: what is left. All amounts are tenths of a Star.

use rusqlite::{OptionalExtension, params};

use super::{Reading, Result, Seq, Writing};

/// What a publication may cost and has cost, in tenths of a Star.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// At most.
    pub most: u32,
    /// So far: an upper bound, since what nobody knows the end of counts.
    pub spent: u32,
}

impl Price {
    /// What may still be spent.
    pub fn left(&self) -> u32 {
        self.most.saturating_sub(self.spent)
    }
}

impl Reading<'_> {
    /// What a publication may cost and has cost.
    pub fn price(&self, seq: Seq) -> Result<Price> {
        let mut sql = self.sql("SELECT most, spent FROM price WHERE publication = ?1")?;
        let found = sql.query_row([seq.0], |row| Ok(Price { most: row.get(0)?, spent: row.get(1)? })).optional()?;
        Ok(found.unwrap_or_default())
    }

    /// What all that came after `seq` and was not stopped may cost.
    pub fn prices_after(&self, seq: Seq) -> Result<Vec<(Seq, Price)>> {
        let mut sql = self.sql(
            "SELECT publication, most, spent FROM price JOIN publication p ON p.seq = publication
             WHERE publication > ?1 AND p.stopped IS NULL",
        )?;
        let rows =
            sql.query_map([seq.0], |row| Ok((Seq(row.get(0)?), Price { most: row.get(1)?, spent: row.get(2)? })))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What a planned publication may cost at most.
    pub fn plan_price(&self, plan: i64) -> Result<u32> {
        Ok(self
            .sql("SELECT price FROM plan WHERE id = ?1")?
            .query_row([plan], |row| row.get(0))
            .optional()?
            .unwrap_or(0))
    }
}

impl Writing<'_> {
    /// Lets a publication cost so much; part of publishing it.
    pub fn set_price(&self, seq: Seq, most: u32) -> Result<()> {
        if most > 0 {
            self.sql("INSERT INTO price (publication, most) VALUES (?1, ?2)")?.execute(params![seq.0, most])?;
        }
        Ok(())
    }

    /// The same for a publication to come.
    pub fn set_plan_price(&self, plan: i64, most: u32) -> Result<()> {
        self.sql("UPDATE plan SET price = ?2 WHERE id = ?1")?.execute(params![plan, most])?;
        Ok(())
    }

    /// Charges a publication; part of writing the intents that may be billed.
    pub fn charge(&self, seq: Seq, tenths: u32) -> Result<()> {
        self.sql("UPDATE price SET spent = spent + ?2 WHERE publication = ?1")?.execute(params![seq.0, tenths])?;
        Ok(())
    }

    /// Gives back a tenth for a message that was certainly not accepted; part of writing its outcome.
    pub fn give_back(&self, seq: Seq) -> Result<()> {
        self.sql("UPDATE price SET spent = max(spent - 1, 0) WHERE publication = ?1")?.execute([seq.0])?;
        Ok(())
    }
}
