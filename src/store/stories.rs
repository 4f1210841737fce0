//! Which articles are one story. In: what an article says that it translates. Out: one number for all that name each other
//! or the same third, whichever file came first and whether that third is there: the key of the first that came.

use rusqlite::OptionalExtension;

use super::{Reading, Result, Writing};
use crate::article::ArticleKey;

/// All that is one story with ?1.
const STORY: &str = "WITH RECURSIVE part(key, id, translates) AS (
       SELECT key, id, translates FROM article WHERE key = ?1
       UNION SELECT a.key, a.id, a.translates FROM article a JOIN part p
         ON a.id = p.translates OR a.translates = p.id OR a.translates = p.translates)";

impl Reading<'_> {
    /// The name of the article that this one says it translates.
    pub(super) fn translates(&self, article: ArticleKey) -> Result<Option<String>> {
        let mut sql = self.sql("SELECT translates FROM article WHERE key = ?1")?;
        Ok(sql.query_row([article.0], |row| row.get(0)).optional()?.flatten())
    }
}

impl Writing<'_> {
    /// The article is new, or translates another than before.
    pub(super) fn settle_story(&self, article: ArticleKey) -> Result<()> {
        let mut sql = self.sql("SELECT story FROM article WHERE key = ?1")?;
        let before: i64 = sql.query_row([article.0], |row| row.get(0))?;
        self.number_story(article)?;
        // Whom it leaves may have had its number.
        let mut sql = self.sql(&format!(
            "{STORY} SELECT min(key) FROM article WHERE story = ?2 AND key NOT IN (SELECT key FROM part)"
        ))?;
        match sql.query_row([article.0, before], |row| row.get(0))? {
            Some(left) => self.number_story(ArticleKey(left)),
            None => Ok(()),
        }
    }

    fn number_story(&self, article: ArticleKey) -> Result<()> {
        let mut sql = self.sql(&format!(
            "{STORY} UPDATE article SET story = (SELECT min(key) FROM part)
             WHERE key IN (SELECT key FROM part) AND story <> (SELECT min(key) FROM part)"
        ))?;
        sql.execute([article.0])?;
        Ok(())
    }
}
