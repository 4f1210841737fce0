//! What an editor typed while one more word of theirs is waited for. In: the text, and the article that it is about. Out: the
//! same under a number that fits on a button. It is kept for a day.

use std::time::Duration;

use rusqlite::{OptionalExtension, params};

use super::{Reading, Result, Writing};
use crate::{article::ArticleKey, clock::Time};

/// Buttons that are older say so themselves.
const KEPT: Duration = Duration::from_secs(86_400);

impl Reading<'_> {
    /// What was typed, with what it is about; `None`: it is kept no longer.
    pub fn typed(&self, id: i64) -> Result<Option<(Option<ArticleKey>, String)>> {
        let mut sql = self.sql("SELECT article, text FROM typed WHERE id = ?1")?;
        let row = sql.query_row([id], |row| Ok((row.get::<_, Option<i64>>(0)?.map(ArticleKey), row.get(1)?)));
        Ok(row.optional()?)
    }
}

impl Writing<'_> {
    /// Keeps what was typed; its number.
    pub fn keep_typed(&self, article: Option<ArticleKey>, text: &str, now: Time) -> Result<i64> {
        self.sql("DELETE FROM typed WHERE at < ?1")?.execute([(now - KEPT).0])?;
        let mut sql = self.sql("INSERT INTO typed (article, text, at) VALUES (?1, ?2, ?3)")?;
        sql.execute(params![article.map(|article| article.0), text, now.0])?;
        Ok(self.connection.last_insert_rowid())
    }
}
