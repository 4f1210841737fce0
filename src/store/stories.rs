//! Which articles are one story. In: what an article says that it translates. Out: one number for all that name each other
//! or the same third, whichever file came first and whether that third is there: the key of the first that came.

use rusqlite::OptionalExtension;

use super::{Reading, Result, Writing};
use crate::article::ArticleKey;

/// All that is one story with ?1.
const STORY: &str = "WITH RECURSIVE part(key, id, translates, story) AS (
       SELECT key, id, translates, story FROM article WHERE key = ?1
       UNION SELECT a.key, a.id, a.translates, a.story FROM article a JOIN part p
         ON a.id = p.translates OR a.translates = p.id OR a.translates = p.translates OR a.story = p.story)";

impl Reading<'_> {
    /// The name of the article that this one says it translates.
    pub(super) fn translates(&self, article: ArticleKey) -> Result<Option<String>> {
        let mut sql = self.sql("SELECT translates FROM article WHERE key = ?1")?;
        Ok(sql.query_row([article.0], |row| row.get(0)).optional()?.flatten())
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
