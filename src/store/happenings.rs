//! What happened to articles and another program is to be told. In: triggers of the schema write a row with whatever happens, in
//! its own transaction, while somebody is to be told; reports are written when a push has gone out. Out: of each article the
//! oldest row, so that an article's story is told in order; a row goes when it was taken, or given up.

use rusqlite::{Row, params};

use super::{Reading, Result, Seq, Writing};
use crate::{
    article::{ArticleId, ArticleKey},
    clock::Time,
};

/// Whether somebody is to be told.
const SWITCH: &str = "webhook";

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An article went out as ordinary news.
    Published,
    /// It went out as breaking news.
    Breaking,
    /// Those who got a wrong version are told what was wrong.
    Corrected,
    /// It was withdrawn from those who got it.
    Retracted,
    /// A push has gone out.
    Report(Numbers),
    /// It waits for a person.
    Held,
}

/// How a push went, in copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Delivered.
    pub sent: u32,
    /// All that were to be delivered.
    pub of: u32,
    /// Certainly not delivered.
    pub refused: u32,
    /// Nobody knows.
    pub uncertain: u32,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Its number.
    pub number: i64,
    /// Its name, which no other has, of a restored database neither.
    pub name: String,
    /// What.
    pub what: What,
    /// To which article.
    pub article: ArticleKey,
    /// The article's name.
    pub id: ArticleId,
    /// When.
    pub at: Time,
    /// How often it was told in vain.
    pub tries: u32,
}

/// A publication whose report is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreported {
    /// Its place.
    pub seq: Seq,
    /// When it went out.
    pub at: Time,
}

impl Reading<'_> {
    /// What is to be told now, the oldest of each article, oldest first.
    pub fn due_happenings(&self, now: Time, most: u32) -> Result<Vec<Happening>> {
        let mut sql = self.sql(
            "SELECT h.id, h.what, h.article, a.id, h.at, h.tries, h.sent, h.whole, h.refused, h.uncertain,
               h.id || '-' || h.mark
             FROM happening h JOIN article a ON a.key = h.article
             WHERE h.due <= ?1 AND NOT EXISTS (SELECT 1 FROM happening e WHERE e.article = h.article AND e.id < h.id)
             ORDER BY h.id LIMIT ?2",
        )?;
        let rows = sql.query_map(params![now.0, most], happening)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Publications that are to be looked at now, whether they have gone out.
    pub fn due_reports(&self, now: Time, most: u32) -> Result<Vec<Unreported>> {
        let mut sql = self.sql("SELECT seq, at FROM unreported WHERE due <= ?1 ORDER BY seq LIMIT ?2")?;
        let rows =
            sql.query_map(params![now.0, most], |row| Ok(Unreported { seq: Seq(row.get(0)?), at: Time(row.get(1)?) }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When something is to be told or looked at next.
    pub fn next_happening(&self) -> Result<Option<Time>> {
        let mut sql = self.sql(
            "SELECT min(due) FROM (
               SELECT due FROM happening h
               WHERE NOT EXISTS (SELECT 1 FROM happening e WHERE e.article = h.article AND e.id < h.id)
               UNION ALL SELECT due FROM unreported)",
        )?;
        Ok(sql.query_row([], |row| row.get::<_, Option<i64>>(0))?.map(Time))
    }
}

impl Writing<'_> {
    /// Somebody is to be told from now on, or nobody: then what was to be told is forgotten.
    pub fn tell_happenings(&self, wanted: bool) -> Result<()> {
        self.set_number(SWITCH, i64::from(wanted))?;
        if !wanted {
            self.sql("DELETE FROM happening")?.execute([])?;
            self.sql("DELETE FROM unreported")?.execute([])?;
        }
        Ok(())
    }

    /// It was taken, or is given up.
    pub fn end_happening(&self, number: i64) -> Result<()> {
        self.sql("DELETE FROM happening WHERE id = ?1")?.execute([number])?;
        Ok(())
    }

    /// It was told in vain, and is tried again then.
    pub fn delay_happening(&self, number: i64, due: Time) -> Result<()> {
        self.sql("UPDATE happening SET tries = tries + 1, due = ?2 WHERE id = ?1")?.execute([number, due.0])?;
        Ok(())
    }

    /// A push has gone out: how it went is to be told.
    pub fn report_push(&self, seq: Seq, numbers: Numbers, now: Time) -> Result<()> {
        let Numbers { sent, of, refused, uncertain } = numbers;
        self.sql(
            "INSERT INTO happening (what, article, at, due, sent, whole, refused, uncertain)
             SELECT 5, p.article, ?2, ?2, ?3, ?4, ?5, ?6 FROM publication p WHERE p.seq = ?1",
        )?
        .execute(params![seq.0, now.0, sent, of, refused, uncertain])?;
        self.sql("DELETE FROM unreported WHERE seq = ?1")?.execute([seq.0])?;
        Ok(())
    }

    /// It has not gone out yet: it is looked at again then.
    pub fn delay_report(&self, seq: Seq, due: Time) -> Result<()> {
        self.sql("UPDATE unreported SET due = ?2 WHERE seq = ?1")?.execute([seq.0, due.0])?;
        Ok(())
    }
}

fn happening(row: &Row) -> rusqlite::Result<Happening> {
    let number = |column| Ok::<u32, rusqlite::Error>(row.get::<_, Option<u32>>(column)?.unwrap_or(0));
    Ok(Happening {
        number: row.get(0)?,
        name: row.get(10)?,
        what: match row.get::<_, i64>(1)? {
            2 => What::Breaking,
            3 => What::Corrected,
            4 => What::Retracted,
            5 => What::Report(Numbers { sent: number(6)?, of: number(7)?, refused: number(8)?, uncertain: number(9)? }),
            6 => What::Held,
            _ => What::Published,
        },
        article: ArticleKey(row.get(2)?),
        id: ArticleId(row.get(3)?),
        at: Time(row.get(4)?),
        tries: row.get(5)?,
    })
}
