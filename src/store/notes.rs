//! Notes: whoever got a wrong version is told, by a message that answers it. In: an article, and the revision since which it is right.
//! Out: to whom that is owed, as far as the ledger says; when nothing is left to be told. Whom it was told is a row of the ledger.

use std::time::Duration;

use rusqlite::{OptionalExtension, params};

use super::{ChatKey, Reading, Result, Writing, editions::EditionId};
use crate::{article::ArticleKey, clock::Time};

/// Nobody is told anything later, whatever held it up.
pub const LONGEST: Duration = Duration::from_secs(8 * 86_400);

/// A note that may be owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Of this article.
    pub article: ArticleKey,
    /// Whoever was sent an older revision is told.
    pub revision: i64,
    /// Since then.
    pub at: Time,
    /// It is withdrawn since then, else corrected.
    pub withdrawn: bool,
}

/// The newest copy of an article in a chat that is owed a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// When it was sent.
    pub sent: Time,
    /// Its number at Telegram, where it is known and still there.
    pub message: Option<i64>,
    /// It was sent as breaking news.
    pub urgent: bool,
}

/// A note holds as long as the article says what it said then: the same correction, or that it is withdrawn.
const HOLDS: &str = "(m.grade = 2) = (n.grade = 2) AND (m.grade = 2 OR m.correction IS n.correction)";

impl Reading<'_> {
    /// Notes that may still be owed, the newest first. Of an article the newest takes the place of older ones.
    pub fn notes(&self, now: Time) -> Result<Vec<Note>> {
        let mut sql = self.sql(&format!(
            "SELECT o.article, o.revision, o.at, m.grade = 2 FROM note o JOIN article a ON a.key = o.article
             JOIN revision m ON m.article = o.article AND m.revision = o.revision
             JOIN revision n ON n.article = o.article AND n.revision = a.revision
             WHERE o.at > ?1 AND {HOLDS} AND NOT EXISTS
               (SELECT 1 FROM note l WHERE l.article = o.article AND l.revision > o.revision)
             ORDER BY o.at DESC, o.article"
        ))?;
        let rows = sql.query_map([(now - LONGEST).0], |row| {
            Ok(Note {
                article: ArticleKey(row.get(0)?),
                revision: row.get(1)?,
                at: Time(row.get(2)?),
                withdrawn: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The editions that show the article as it was before a note.
    pub fn editions_before(&self, note: &Note, mut found: impl FnMut(EditionId, bool)) -> Result<()> {
        let mut sql = self.sql(
            "SELECT e.edition, t.urgent FROM edition_article e JOIN edition t ON t.id = e.edition
             WHERE e.article = ?1 AND e.revision < ?2 AND t.layout <> 5",
        )?;
        let mut rows = sql.query([note.article.0, note.revision])?;
        while let Some(row) = rows.next()? {
            found(EditionId(row.get(0)?), row.get(1)?);
        }
        Ok(())
    }

    /// The copy for which the chat is owed the note: its newest of the article, which was sent wrong, and stands right by now or never
    /// will. `None`: it has none, or was told.
    pub fn wrong_copy(&self, chat: ChatKey, note: &Note) -> Result<Option<Wrong>> {
        let mut sql = self.sql(
            "SELECT d.at, CASE WHEN d.outcome = 1 AND d.stuck IS NOT 101 AND d.stuck IS NOT 103 AND d.stuck IS NOT 105
                 THEN d.message END, t.urgent,
               s.revision < ?3
               AND (d.outcome = 3 OR d.message = 0 OR d.stuck IS NOT NULL OR t.layout = 0 OR NOT EXISTS
                 (SELECT 1 FROM edition_article e WHERE e.edition = d.edition AND e.article = ?2 AND e.revision < ?3))
               AND NOT EXISTS (SELECT 1 FROM delivery l JOIN edition_article e ON e.edition = l.sent
                 WHERE l.chat = ?1 AND l.lane = 5 AND e.article = ?2 AND e.revision >= ?3)
             FROM delivery d JOIN edition_article s ON s.edition = d.sent JOIN edition t ON t.id = d.sent
             WHERE d.chat = ?1 AND d.lane <> 5 AND d.outcome IN (1, 3) AND s.article = ?2 ORDER BY d.at DESC LIMIT 1",
        )?;
        let found = sql.query_row(params![chat.0, note.article.0, note.revision], |row| {
            let message: Option<i64> = row.get(1)?;
            let wrong =
                Wrong { sent: Time(row.get(0)?), message: message.filter(|number| *number > 0), urgent: row.get(2)? };
            Ok(row.get::<_, bool>(3)?.then_some(wrong))
        });
        Ok(found.optional()?.flatten())
    }
}

impl Writing<'_> {
    /// Whoever was sent the article before this revision is told, once: what was wrong, by the revision's `correction`, or that it is
    /// withdrawn; of a withdrawal, whoever got it in another language too. As long as it stays withdrawn, that is one thing to tell, also
    /// where its copies are to be deleted after they were replaced.
    pub fn owe_note(&self, article: ArticleKey, revision: i64, now: Time) -> Result<()> {
        self.sql(
            "INSERT OR IGNORE INTO note (article, revision, at)
             SELECT a.key, CASE a.key WHEN ?1 THEN ?2 ELSE a.revision END, ?3 FROM article a
             WHERE (a.key = ?1 OR (a.story = (SELECT story FROM article WHERE key = ?1)
               AND 2 = (SELECT grade FROM revision WHERE article = ?1 AND revision = ?2)
               AND 2 = (SELECT grade FROM revision WHERE article = a.key AND revision = a.revision)))
             AND NOT EXISTS (SELECT 1 FROM note o WHERE o.article = a.key AND NOT EXISTS
               (SELECT 1 FROM revision r WHERE r.article = a.key AND r.revision >= o.revision AND r.grade <> 2))",
        )?
        .execute([article.0, revision, now.0])?;
        self.bump_log()
    }

    /// Forgets notes of before: nobody is told any more.
    pub fn prune_notes(&self, before: Time) -> Result<()> {
        self.sql("DELETE FROM note WHERE at <= ?1")?.execute([(before - LONGEST).0])?;
        Ok(())
    }
}
