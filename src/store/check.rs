//! Whether the database is sound: SQLite's own check, and that cursors, log and ledger agree.

use super::{Reading, Result};

impl Reading<'_> {
    /// Sentences about what is wrong; none: all is well.
    pub fn check(&self) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        let mut sql = self.sql("PRAGMA integrity_check")?;
        let lines = sql.query_map([], |row| row.get::<_, String>(0))?;
        for line in lines {
            let line = line?;
            if line != "ok" {
                wrong.push(format!("SQLite: {line}; restore a backup or run `sqlite3 FILE .recover`"));
            }
        }
        let head = self.head()?.0;
        let counts = [
            (
                "SELECT count(*) FROM chat WHERE max(breaking, main, news) > ?1",
                "chats have a cursor beyond the end of the log",
            ),
            (
                "SELECT count(*) FROM delivery WHERE upto > ?1 OR after > upto",
                "deliveries decide what is not in the log",
            ),
            (
                "SELECT count(*) FROM (SELECT chat FROM delivery WHERE outcome IS NULL GROUP BY chat HAVING count(*) > 1) WHERE ?1 >= 0",
                "chats have more than one open delivery",
            ),
            (
                "SELECT count(*) FROM delivery d WHERE ?1 >= 0 AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.id = d.sent)",
                "deliveries show an edition that is not there",
            ),
            (
                "SELECT count(*) FROM article a WHERE ?1 >= 0 AND NOT EXISTS
                   (SELECT 1 FROM revision r WHERE r.article = a.key AND r.revision = a.revision)",
                "articles have no text for their newest revision",
            ),
        ];
        for (sql, what) in counts {
            let count: i64 = self.sql(sql)?.query_row([head], |row| row.get(0))?;
            if count > 0 {
                wrong.push(format!("{count} {what}"));
            }
        }
        if !self.is_counted()? {
            wrong.push("copies are counted otherwise than the ledger holds them".to_owned());
        }
        Ok(wrong)
    }
}
