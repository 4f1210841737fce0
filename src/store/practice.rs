//! Pushes for practice. In: what an editor practises with. Out: what waits, and how it ended. They are in no plan, no log, no
//! ledger and no total, so that nothing else can take one for news.

use rusqlite::{OptionalExtension, Row, params};

use super::{
    Reading, Result, Writing,
    plans::{PlanState, plan_state},
};
use crate::{article::ArticleKey, clock::Time};

/// A push for practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Its number.
    pub id: i64,
    /// What would go out.
    pub article: ArticleKey,
    /// Who began it, and gets it.
    pub by: i64,
    /// When it goes; `None`: it waits for its second signature.
    pub due: Option<Time>,
    /// When it was begun.
    pub at: Time,
    /// When it went.
    pub sent: Option<Time>,
}

const COLUMNS: &str = "id, article, by, due, at, sent, state";

impl Reading<'_> {
    /// One of them, and what became of it.
    pub fn practice(&self, id: i64) -> Result<Option<(Practice, PlanState)>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM practice WHERE id = ?1"))?;
        Ok(sql.query_row([id], |row| Ok((practice(row)?, plan_state(row.get(6)?)))).optional()?)
    }

    /// Those that wait.
    pub fn practices(&self) -> Result<Vec<Practice>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM practice WHERE state = 0 ORDER BY id"))?;
        let rows = sql.query_map([], practice)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Begins one; its number. Those of days ago are forgotten.
    pub fn begin_practice(&self, article: ArticleKey, by: i64, due: Option<Time>, now: Time) -> Result<i64> {
        self.sql("DELETE FROM practice WHERE at < ?1")?.execute([now.0 - 7 * 86_400_000])?;
        self.sql("INSERT INTO practice (article, by, due, at) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            article.0,
            by,
            due.map(Time::ms),
            now.0
        ])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// It goes at this time. `false`: it waits no more.
    pub fn time_practice(&self, id: i64, due: Time) -> Result<bool> {
        Ok(self.sql("UPDATE practice SET due = ?2 WHERE id = ?1 AND state = 0")?.execute([id, due.0])? == 1)
    }

    /// It went at this time; `None`: it does not go. `false`: it waited no more.
    pub fn end_practice(&self, id: i64, sent: Option<Time>) -> Result<bool> {
        let mut sql = self.sql(
            "UPDATE practice SET sent = ?2, state = CASE WHEN ?2 IS NULL THEN 2 ELSE 1 END WHERE id = ?1 AND state = 0",
        )?;
        Ok(sql.execute(params![id, sent.map(Time::ms)])? == 1)
    }
}

fn practice(row: &Row) -> rusqlite::Result<Practice> {
    Ok(Practice {
        id: row.get(0)?,
        article: ArticleKey(row.get(1)?),
        by: row.get(2)?,
        due: row.get::<_, Option<i64>>(3)?.map(Time),
        at: Time(row.get(4)?),
        sent: row.get::<_, Option<i64>>(5)?.map(Time),
    })
}
