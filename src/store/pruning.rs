//! The end of the ledger's rows. In: a moment before which nothing is kept. Out: rows deleted, in steps so small that the
//! writer is never held for long; what they said of publications is in the totals since they ended, and stays. Rows
//! without an outcome stay whatever their age.

use rusqlite::OptionalExtension;

use super::{ChatKey, Reading, Result, Writing};
use crate::clock::Time;

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
}

impl Writing<'_> {
    /// Deletes the ended rows of these chats that are older than `before`; how many. Totals have counted them.
    pub fn prune(&self, chats: &[ChatKey], before: Time) -> Result<usize> {
        let mut sql = self.sql("DELETE FROM delivery WHERE chat = ?1 AND at < ?2 AND outcome IS NOT NULL")?;
        let mut pruned = 0;
        for chat in chats {
            pruned += sql.execute([chat.0, before.0])?;
        }
        Ok(pruned)
    }
}
