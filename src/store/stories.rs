//! Which articles are one story, and which story goes on with another. In: what an article says that it translates, what it follows.
//! Out: one number for all that name each other or the same third, whichever file came first and whether that third is there: the key
//! of the first that came. Which version should stand where there was none in the reader's language. The thread of a story, and the message of a chat that its next one answers.

use rusqlite::OptionalExtension;

use super::{ChatKey, Reading, Result, Writing};
use crate::{article::ArticleKey, clock::Time};

/// A version of a story that went to readers of another language too, and one in that language that has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instead {
    /// Whoever has this one…
    pub shown: ArticleKey,
    /// …in this language (its bit) and does not read it…
    pub unread: u8,
    /// …gets this one instead…
    pub by: ArticleKey,
    /// …of which this is the newest revision…
    pub revision: i64,
    /// …in this language, which they read.
    pub read: u8,
}

impl Instead {
    /// Whether a chat that reads these languages had to do without.
    pub fn concerns(&self, languages: u8) -> bool {
        languages & self.unread == 0 && languages & self.read != 0
    }
}

/// No thread is followed further back; a circle ends where it closes.
const THREAD: usize = 50;

/// All that is one story with ?1.
const STORY: &str = "WITH RECURSIVE part(key, id, translates, story) AS (
       SELECT key, id, translates, story FROM article WHERE key = ?1
       UNION SELECT a.key, a.id, a.translates, a.story FROM article a JOIN part p
         ON a.id = p.translates OR a.translates = p.id OR a.translates = p.translates OR a.story = p.story)";

impl Reading<'_> {
    /// The name of the article that this one says it translates.
    pub fn translates(&self, article: ArticleKey) -> Result<Option<String>> {
        let mut sql = self.sql("SELECT translates FROM article WHERE key = ?1")?;
        Ok(sql.query_row([article.0], |row| row.get(0)).optional()?.flatten())
    }

    /// Versions that went to readers of other languages since `oldest`, with those in these languages that are in the log by now.
    pub fn translated(&self, oldest: Time, now: Time) -> Result<Vec<Instead>> {
        let mut sql = self.sql(
            "SELECT DISTINCT a.key, r.language, b.key, b.revision, s.language FROM publication p
             JOIN article a ON a.key = p.article JOIN revision r ON r.article = a.key AND r.revision = a.revision
             JOIN article b ON b.story = a.story AND b.key <> a.key
             JOIN revision s ON s.article = b.key AND s.revision = b.revision
             WHERE p.at >= ?1 AND p.languages & ~r.language AND p.languages & ~r.language & s.language
               AND b.state = 1 AND b.form < 3 AND coalesce(b.embargo, 0) <= ?2
               AND EXISTS (SELECT 1 FROM publication q WHERE q.article = b.key) ORDER BY a.key, b.key",
        )?;
        let rows = sql.query_map([oldest.0, now.0], |row| {
            let (shown, by) = (ArticleKey(row.get(0)?), ArticleKey(row.get(2)?));
            Ok(Instead { shown, unread: row.get(1)?, by, revision: row.get(3)?, read: row.get(4)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The stories with which the article's goes on, as it or a translation of it says: the first of all, then the others, the
    /// nearest first.
    pub fn thread(&self, article: ArticleKey) -> Result<Vec<i64>> {
        let Some(own) = self.story_number(article)? else { return Ok(Vec::new()) };
        let mut before = self.sql(
            "SELECT f.story FROM article a JOIN article f ON f.id = a.follows
             WHERE a.story = ?1 ORDER BY a.key <> ?2, a.key LIMIT 1",
        )?;
        let mut thread = vec![own];
        while thread.len() <= THREAD
            && let Some(last) = thread.last()
            && let Some(next) = before.query_row([*last, article.0], |row| row.get(0)).optional()?
            && !thread.contains(&next)
        {
            thread.push(next);
        }
        let first = thread.pop().filter(|first| *first != own);
        Ok(first.into_iter().chain(thread.into_iter().skip(1)).collect())
    }

    /// The number of the chat's message that tells the story: by itself rather than in a list, the first rather than a later one. None
    /// that is gone or withdrawn.
    pub fn told_by(&self, chat: ChatKey, story: i64) -> Result<Option<i64>> {
        let mut sql = self.sql(
            "SELECT d.message FROM delivery d JOIN edition_article e ON e.edition = d.edition JOIN article a ON a.key = e.article
             WHERE d.chat = ?1 AND d.outcome = 1 AND d.message > 0 AND d.lane <> 5 AND coalesce(d.stuck, 102) IN (102, 106)
               AND a.story = ?2 AND a.state NOT IN (2, 3) ORDER BY e.place > 0, d.at LIMIT 1",
        )?;
        Ok(sql.query_row([chat.0, story], |row| row.get(0)).optional()?)
    }
}

impl Writing<'_> {
    /// The article is new, or translates another than before. What has been published stays what it was to its readers,
    /// so it joins others but leaves none.
    pub(super) fn settle_story(&self, article: ArticleKey) -> Result<()> {
        // Whoever keeps the number of one that leaves gets another.
        self.sql(
            "UPDATE article SET story = (SELECT min(o.key) FROM article o WHERE o.story = ?1 AND o.key <> ?1)
             WHERE story = ?1 AND key <> ?1 AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.article = ?1)",
        )?
        .execute([article.0])?;
        self.sql(
            "UPDATE article SET story = key
             WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.article = ?1)",
        )?
        .execute([article.0])?;
        let mut sql = self.sql(&format!(
            "{STORY} UPDATE article SET story = (SELECT min(story) FROM part)
             WHERE key IN (SELECT key FROM part) AND story <> (SELECT min(story) FROM part)"
        ))?;
        sql.execute([article.0])?;
        Ok(())
    }
}
