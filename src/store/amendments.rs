//! What an editor is about to correct or to take back, until it is done. In: what was typed and chosen so far. Out: the same, after
//! a restart too. And which articles have changed of late, and whether the repair of their copies was stopped.

use std::time::Duration;

use rusqlite::{OptionalExtension, Row, params};

use super::{Reading, Result, Seq, Writing, revisions::Grade};
use crate::{article::ArticleKey, clock::Time};

/// What was begun so long ago is not gone on with.
const KEPT: Duration = Duration::from_secs(86_400);

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A headline.
    Headline,
    /// What stands under it.
    Lead,
    /// What was wrong, in one sentence.
    Wrong,
    /// What readers see where the story was.
    Note,
}

impl Asks {
    const ALL: [Asks; 5] = [Asks::Nothing, Asks::Headline, Asks::Lead, Asks::Wrong, Asks::Note];

    fn number(self) -> i64 {
        match self {
            Asks::Nothing => 0,
            Asks::Headline => 1,
            Asks::Lead => 2,
            Asks::Wrong => 3,
            Asks::Note => 4,
        }
    }

    fn from_number(number: i64) -> Asks {
        Asks::ALL.into_iter().find(|asks| asks.number() == number).unwrap_or(Asks::Nothing)
    }
}

/// A correction or retraction that is not made yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its number.
    pub id: i64,
    /// Of which article.
    pub article: ArticleKey,
    /// The revision that the editor was shown.
    pub revision: i64,
    /// The new headline; `None`: as it is.
    pub headline: Option<String>,
    /// What stands under it.
    pub lead: Option<String>,
    /// What is waited for.
    pub asks: Asks,
    /// What readers see where the story was; `None`: the usual words.
    pub note: Option<String>,
    /// Those who got it are told in a message of its own.
    pub tell: bool,
    /// The stopped publication that goes on with it.
    pub push: Option<Seq>,
}

impl Reading<'_> {
    /// One that was begun; `None`: it is made, or was given up.
    pub fn amendment(&self, id: i64) -> Result<Option<Amendment>> {
        let mut sql = self
            .sql("SELECT id, article, revision, headline, lead, asks, note, tell, push FROM amendment WHERE id = ?1")?;
        Ok(sql.query_row([id], amendment).optional()?)
    }

    /// Whether an editor has stopped the repair of the article's copies.
    pub fn is_halted(&self, article: ArticleKey) -> Result<bool> {
        Ok(self.sql("SELECT 1 FROM article WHERE key = ?1 AND halted = revision")?.exists([article.0])?)
    }
}

/// An article of which revisions came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revised {
    /// The article.
    pub article: ArticleKey,
    /// Its newest revision.
    pub newest: i64,
    /// How loud that is.
    pub grade: Grade,
    /// One of those that came is told to readers.
    pub told: bool,
    /// When the newest came.
    pub at: Time,
}

impl Reading<'_> {
    /// Where the revisions end that have come so far.
    pub fn last_revision(&self) -> Result<i64> {
        Ok(self.sql("SELECT coalesce(max(rowid), 0) FROM revision")?.query_row([], |row| row.get(0))?)
    }

    /// The articles of which a second or later revision came after that place.
    pub fn revised_after(&self, place: i64) -> Result<Vec<Revised>> {
        let mut sql = self.sql(
            "SELECT a.key, a.revision, n.grade, max(m.grade > 0), n.at FROM revision m JOIN article a ON a.key = m.article
             JOIN revision n ON n.article = a.key AND n.revision = a.revision
             WHERE m.rowid > ?1 AND m.revision > 1 GROUP BY a.key ORDER BY min(m.rowid)",
        )?;
        let rows = sql.query_map([place], revised)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest revision of an article.
    pub fn revised(&self, article: ArticleKey) -> Result<Option<Revised>> {
        let mut sql = self.sql(
            "SELECT a.key, a.revision, n.grade, n.grade > 0, n.at FROM article a
             JOIN revision n ON n.article = a.key AND n.revision = a.revision WHERE a.key = ?1",
        )?;
        Ok(sql.query_row([article.0], revised).optional()?)
    }
}

fn revised(row: &Row) -> rusqlite::Result<Revised> {
    Ok(Revised {
        article: ArticleKey(row.get(0)?),
        newest: row.get(1)?,
        grade: Grade::from_number(row.get(2)?),
        told: row.get(3)?,
        at: Time(row.get(4)?),
    })
}

impl Writing<'_> {
    /// One begins, for what the editor was shown; its number.
    pub fn begin_amendment(&self, (article, revision): (ArticleKey, i64), push: Option<Seq>, now: Time) -> Result<i64> {
        self.sql("DELETE FROM amendment WHERE at < ?1")?.execute([(now - KEPT).0])?;
        self.sql("INSERT INTO amendment (article, revision, push, at) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            article.0,
            revision,
            push.map(|push| push.0),
            now.0
        ])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Keeps what was typed or chosen.
    pub fn keep_amendment(&self, amendment: &Amendment) -> Result<()> {
        let mut sql = self.sql(
            "UPDATE amendment SET article = ?2, revision = ?3, headline = ?4, lead = ?5, asks = ?6, note = ?7, tell = ?8
             WHERE id = ?1",
        )?;
        sql.execute(params![
            amendment.id,
            amendment.article.0,
            amendment.revision,
            amendment.headline,
            amendment.lead,
            amendment.asks.number(),
            amendment.note,
            amendment.tell,
        ])?;
        Ok(())
    }

    /// It is made, or given up.
    pub fn end_amendment(&self, id: i64) -> Result<()> {
        self.sql("DELETE FROM amendment WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// Copies of the article stay as they are until there is a newer revision. `false`: they do already.
    pub fn halt(&self, article: ArticleKey) -> Result<bool> {
        let mut sql = self.sql("UPDATE article SET halted = revision WHERE key = ?1 AND halted IS NOT revision")?;
        let changed = sql.execute([article.0])? == 1;
        self.bump_log()?;
        Ok(changed)
    }
}

fn amendment(row: &Row) -> rusqlite::Result<Amendment> {
    Ok(Amendment {
        id: row.get(0)?,
        article: ArticleKey(row.get(1)?),
        revision: row.get(2)?,
        headline: row.get(3)?,
        lead: row.get(4)?,
        asks: Asks::from_number(row.get(5)?),
        note: row.get(6)?,
        tell: row.get(7)?,
        push: row.get::<_, Option<i64>>(8)?.map(Seq),
    })
}
