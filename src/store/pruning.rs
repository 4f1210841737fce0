//! The end of the ledger's rows. In: a moment before which nothing is kept. Out: rows folded into totals by day, which
//! stay, and deleted; in steps so small that the writer is never held for long. Rows without an outcome stay whatever
//! their age.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::{ChatKey, Reading, Result, Writing};
use crate::clock::Time;

const DAY: i64 = 86_400_000;

/// Messages that ended alike: the day, what was sent, the lane, the outcome.
type Alike = (i64, i64, i64, i64);

impl Reading<'_> {
    /// Chats after `after` with rows older than `before`, at most `most` of them among the next `looked_at`; and the
    /// chat from which to go on, if there are more.
    pub fn chats_with_old_rows(
        &self,
        before: Time,
        mut after: ChatKey,
        most: usize,
        looked_at: u32,
    ) -> Result<(Vec<ChatKey>, Option<ChatKey>)> {
        let mut found = Vec::new();
        // The first row after a chat is the next chat's oldest: one look at the index a chat.
        let mut sql = self.sql("SELECT chat, at FROM delivery WHERE chat > ?1 ORDER BY chat, at LIMIT 1")?;
        for _ in 0..looked_at {
            let next = sql.query_row([after.0], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?))).optional()?;
            let Some((chat, oldest)) = next else { return Ok((found, None)) };
            after = ChatKey(chat);
            if oldest < before.0 {
                found.push(after);
                if found.len() == most {
                    break;
                }
            }
        }
        Ok((found, Some(after)))
    }

    /// Messages that were folded into totals, by outcome (1 delivered, 2 refused, 3 uncertain), between two days
    /// counted from 1970.
    pub fn folded(&self, from: i64, to: i64, outcome: i64) -> Result<u64> {
        let mut sql = self.sql(
            "SELECT coalesce(sum(n), 0) FROM total WHERE publication = 0 AND day BETWEEN ?1 AND ?2 AND outcome = ?3",
        )?;
        Ok(sql.query_row([from, to, outcome], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }
}

impl Writing<'_> {
    /// Folds the ended rows of these chats that are older than `before` into the totals and deletes them; how many. A
    /// total with publication 0 counts messages, one with a publication those that showed its article.
    pub fn prune(&self, chats: &[ChatKey], before: Time) -> Result<usize> {
        let mut counts: BTreeMap<Alike, i64> = BTreeMap::new();
        let mut sql = self.sql(
            "DELETE FROM delivery WHERE chat = ?1 AND at < ?2 AND outcome IS NOT NULL RETURNING at, sent, lane, outcome",
        )?;
        for chat in chats {
            let mut rows = sql.query([chat.0, before.0])?;
            while let Some(row) = rows.next()? {
                let at: i64 = row.get(0)?;
                *counts.entry((at.div_euclid(DAY), row.get(1)?, row.get(2)?, row.get(3)?)).or_default() += 1;
            }
        }
        let pruned: i64 = counts.values().sum();
        for (alike, count) in counts {
            self.fold(alike, count)?;
        }
        Ok(usize::try_from(pruned).unwrap_or(0))
    }

    fn fold(&self, (day, sent, lane, outcome): Alike, count: i64) -> Result<()> {
        self.sql(
            "INSERT INTO total (day, publication, lane, outcome, rubric, n)
             SELECT ?1, 0, ?2, ?3, 0, ?4 UNION ALL
             SELECT ?1, max(p.seq), ?2, ?3, 0, ?4 FROM edition_article e JOIN publication p ON p.article = e.article
               WHERE e.edition = ?5 GROUP BY e.article
             ON CONFLICT (day, publication, lane, outcome, rubric) DO UPDATE SET n = n + excluded.n",
        )?
        .execute(params![day, lane, outcome, count, sent])?;
        Ok(())
    }
}
