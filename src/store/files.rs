//! What waits follows its file: while that cannot be read, nothing that was to be sent later is sent, and when it is gone,
//! what was not sent is taken back. What is being sent or was sent stays. In: what became of a file. Out: whom it concerns.

use rusqlite::params;

use super::{Reading, Result, Writing};
use crate::article::ArticleKey;

/// Of an article `a`: something is to be sent later.
const WAITS: &str =
    "EXISTS (SELECT 1 FROM plan p WHERE p.article = a.key AND p.state = 0 AND p.why IN (1, 2, 3, 4, 6))";
/// Of an article `a`: nobody was sent it.
const UNSENT: &str = "NOT EXISTS (SELECT 1 FROM publication p WHERE p.article = a.key)";
/// Of an article `a`: its file is this, or lies below it.
const THERE: &str =
    "(a.path = ?1 OR substr(a.path, 1, length(?1) + 1) = ?1 || '/' OR (?1 = '' AND a.path IS NOT NULL))";

impl Reading<'_> {
    /// Files of which it matters whether they are still there: of what waits, of what is held, and bad ones.
    pub fn files_that_matter(&self) -> Result<Vec<String>> {
        let mut sql = self.sql(
            "SELECT a.path FROM plan p JOIN article a ON a.key = p.article WHERE p.state = 0 AND p.why IN (1, 2, 3, 4, 6) AND a.path IS NOT NULL
             UNION SELECT path FROM article WHERE state = 4 AND path IS NOT NULL UNION SELECT path FROM fault",
        )?;
        let rows = sql.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// The program starts: what waits goes out when its file has been read.
    pub fn files_are_to_be_read(&self) -> Result<()> {
        self.sql(
            "UPDATE article SET unread = 1 WHERE path IS NOT NULL AND key IN (SELECT article FROM plan WHERE state = 0 AND why IN (1, 3, 4))",
        )?
        .execute([])?;
        Ok(())
    }

    /// A file, or all of a folder, cannot be read: what waits goes on waiting.
    pub fn file_is_unreadable(&self, path: &str) -> Result<()> {
        self.sql(&format!(
            "UPDATE article AS a SET unread = 1
             WHERE key IN (SELECT article FROM plan WHERE state = 0 AND why IN (1, 3, 4)) AND unread = 0 AND {THERE}"
        ))?
        .execute([path])?;
        Ok(())
    }

    /// A folder can be read again; what of it waits for its own file goes on waiting.
    pub fn folder_is_readable(&self, path: &str) -> Result<()> {
        self.sql(&format!(
            "UPDATE article AS a SET unread = 0 WHERE key IN (SELECT article FROM plan WHERE state = 0 AND why IN (1, 3, 4)) AND unread = 1
             AND {THERE} AND NOT EXISTS (SELECT 1 FROM fault f WHERE f.path = a.path)"
        ))?
        .execute([path])?;
        Ok(())
    }

    /// The article's file was read.
    pub fn file_is_read(&self, article: ArticleKey) -> Result<()> {
        self.sql("UPDATE article SET unread = 0 WHERE key = ?1 AND unread = 1")?.execute([article.0])?;
        Ok(())
    }

    /// The file is no more: what waits or is held for it is taken back. The articles that this concerns; they are withheld
    /// until a file brings them back.
    pub fn file_is_gone(&self, path: &str) -> Result<Vec<ArticleKey>> {
        let found: Vec<i64> = {
            let mut sql = self.sql(&format!(
                "SELECT a.key FROM article a WHERE a.path = ?1 AND ({WAITS} OR (a.state = 4 AND {UNSENT})) ORDER BY a.key"
            ))?;
            let rows = sql.query_map([path], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for key in &found {
            self.sql("UPDATE plan SET state = 2 WHERE article = ?1 AND state = 0 AND why IN (1, 2, 3, 4, 6)")?
                .execute([key])?;
            self.sql(&format!("UPDATE article AS a SET state = 2, unread = 0 WHERE key = ?1 AND {UNSENT}"))?
                .execute(params![key])?;
        }
        Ok(found.into_iter().map(ArticleKey).collect())
    }
}
