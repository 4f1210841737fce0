//! Which articles are one story, and which story goes on with another. In: what an article says that it translates, what it follows.
//! Out: one number for all that name each other or the same third, whichever file came first and whether that third is there: the key
//! of the first that came. The thread of a story, and the message of a chat that its next one answers.

use rusqlite::OptionalExtension;

use super::{ChatKey, Reading, Result, Writing};
use crate::article::ArticleKey;

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
