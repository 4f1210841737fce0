//! Whether the database is sound: SQLite's own check, and that cursors, log and ledger agree. In: the database. Out: sentences about
//! what is wrong. What is looked at are the invariants of `docs/design.md` that leave a trace in rows; that a story came to nobody
//! twice is none of them, since what is in doubt may come again.

#[cfg(test)]
mod tests;

use super::{Reading, Result};

/// The end of the log: what has been pruned from it still counts.
const HEAD: &str = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'publication'), 0)";

/// What must not be found: how to count it (`{HEAD}` is the end of the log), what is counted, and what is wrong with it.
const RULES: [(&str, &str, &str); 16] = [
    (
        "SELECT count(*) FROM chat WHERE max(breaking, main, news) > {HEAD} OR min(breaking, main, news) < 0",
        "chat",
        "a cursor lies outside the log",
    ),
    (
        // What was delivered is decided: it moved the cursors that its lane moves (`cursors`).
        "SELECT count(DISTINCT d.chat) FROM delivery d JOIN chat c ON c.key = d.chat WHERE d.outcome = 1
           AND (d.lane < 5 AND c.breaking < d.upto OR d.lane BETWEEN 2 AND 4 AND c.main < d.upto
             OR d.lane BETWEEN 3 AND 4 AND c.news < d.upto)",
        "chat",
        "a cursor lies before what was delivered, which would come again",
    ),
    ("SELECT count(*) FROM publication WHERE seq > {HEAD}", "publication", "it lies beyond the end of the log"),
    (
        "SELECT count(*) FROM delivery WHERE upto > {HEAD} OR after > upto OR after < 0",
        "delivery",
        "it decides what is not in the log",
    ),
    (
        "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE outcome IS NULL GROUP BY chat HAVING count(*) > 1)",
        "chat",
        "more than one message is open",
    ),
    (
        "SELECT count(*) FROM delivery WHERE outcome NOT IN (1, 2, 3) OR lane NOT BETWEEN 1 AND 5
           OR outcome IS NULL AND (message IS NOT NULL OR answered IS NOT NULL) OR outcome = 1 AND message IS NULL",
        "delivery",
        "what became of it cannot be",
    ),
    (
        "SELECT count(*) FROM delivery d WHERE NOT EXISTS (SELECT 1 FROM chat c WHERE c.key = d.chat)",
        "delivery",
        "its chat is not there",
    ),
    (
        "SELECT count(*) FROM delivery d WHERE NOT EXISTS (SELECT 1 FROM edition e WHERE e.id = d.sent)
           OR NOT EXISTS (SELECT 1 FROM edition e WHERE e.id = d.edition)",
        "delivery",
        "what it shows is not there",
    ),
    (
        "SELECT count(DISTINCT e.edition) FROM edition_article e LEFT JOIN article a ON a.key = e.article
         WHERE a.key IS NULL OR e.revision > a.revision OR e.revision < 1",
        "edition",
        "it shows an article in a revision that there never was",
    ),
    (
        "SELECT count(*) FROM article a WHERE NOT EXISTS
           (SELECT 1 FROM revision r WHERE r.article = a.key AND r.revision = a.revision)",
        "article",
        "its newest revision has no text",
    ),
    ("SELECT count(*) FROM price WHERE spent > most OR spent < 0", "publication", "it cost more than was confirmed"),
    (
        "SELECT count(DISTINCT chat) FROM since WHERE seq > {HEAD} OR seq < 0",
        "chat",
        "a wish counts from outside the log",
    ),
    ("SELECT count(DISTINCT chat) FROM follow WHERE since > {HEAD}", "chat", "a word is followed from outside the log"),
    (
        "SELECT count(*) FROM chat c WHERE words <>
           (SELECT count(*) FROM follow f WHERE f.chat = c.key AND f.since IS NOT NULL)",
        "chat",
        "its followed words are counted otherwise than there are",
    ),
    (
        "SELECT count(DISTINCT seq) FROM matched WHERE seq > {HEAD}",
        "publication",
        "words are noted of what is not in the log",
    ),
    (
        "SELECT count(*) FROM plan l WHERE state = 0 AND goes_on IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.seq = l.goes_on)",
        "plan",
        "it goes on with a publication that is not there",
    ),
];

/// Checks besides [`RULES`].
const OTHERS: usize = 3;

impl Reading<'_> {
    /// Sentences about what is wrong; none: all is well. `on_step` is told how many of how many checks are done.
    pub fn check(&self, mut on_step: impl FnMut(u64, u64)) -> Result<Vec<String>> {
        let all = (RULES.len() + OTHERS) as u64;
        let mut wrong = self.damage()?;
        on_step(1, all);
        wrong.extend(self.dangling()?);
        on_step(2, all);
        for (done, (sql, one, what)) in (3..).zip(RULES) {
            let count: i64 = self.sql(&sql.replace("{HEAD}", HEAD))?.query_row([], |row| row.get(0))?;
            if count > 0 {
                wrong.push(format!("database: {what}: {}", counted(count, one)));
            }
            on_step(done, all);
        }
        if !self.is_counted()? {
            wrong.push("database: copies are counted otherwise than the ledger holds them".to_owned());
        }
        on_step(all, all);
        Ok(wrong)
    }

    /// What SQLite finds.
    fn damage(&self) -> Result<Vec<String>> {
        let mut sql = self.sql("PRAGMA integrity_check")?;
        let lines = sql.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        let lines = lines.into_iter().filter(|line| line != "ok");
        Ok(lines.map(|line| format!("database: {line}; restore a backup or run `sqlite3 FILE .recover`")).collect())
    }

    /// Rows that name others which are not there.
    fn dangling(&self) -> Result<Vec<String>> {
        let mut sql = self.sql("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")?;
        let rows = sql.query_map([], |row| {
            let (table, parent, count): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!("database: a row of {table} names one of {parent} that is not there: {}", counted(count, "row")))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn counted(count: i64, one: &str) -> String {
    match (count, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        _ => format!("{count} {one}s"),
    }
}
