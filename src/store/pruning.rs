//! The end of the ledger's rows, and of the editions that none names any more. In: a moment before which nothing is kept. Out:
//! rows deleted, in steps so small that the writer is never held for long; what they said of publications is in the totals
//! since they ended, and stays. Rows without an outcome stay whatever their age.

use rusqlite::OptionalExtension;

use super::{
    ChatKey, Reading, Result, Writing,
    editions::{A_DAY, EditionId},
};
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

    /// Editions after `after` that no message which is as young as `before` names, at most `most` of them among the next
    /// `looked_at`; and the edition from which to go on, if there are more.
    pub fn old_editions(
        &self,
        before: Time,
        mut after: EditionId,
        most: usize,
        looked_at: u32,
    ) -> Result<(Vec<EditionId>, Option<EditionId>)> {
        let mut sql = self.sql("SELECT id, used FROM edition WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        let (mut rows, mut found, mut looked) = (sql.query([after.0, i64::from(looked_at)])?, Vec::new(), 0);
        while let Some(row) = rows.next()? {
            (after, looked) = (EditionId(row.get(0)?), looked + 1);
            if row.get::<_, i64>(1)? <= before.0 - A_DAY {
                found.push(after);
                if found.len() == most {
                    return Ok((found, Some(after)));
                }
            }
        }
        Ok((found, (looked == looked_at).then_some(after)))
    }
}

impl Writing<'_> {
    /// Deletes the ended rows of these chats that are older than `before`; how many. Totals have counted them.
    pub fn prune(&self, chats: &[ChatKey], before: Time) -> Result<usize> {
        let mut sql = self.sql("DELETE FROM delivery WHERE chat = ?1 AND at < ?2 AND outcome IS NOT NULL")?;
        let mut pruned = 0;
        for chat in chats {
            self.uncount_before(*chat, before)?;
            pruned += sql.execute([chat.0, before.0])?;
        }
        Ok(pruned)
    }

    /// Deletes those of these editions that no message can name any more, once all that is older than `before` has been
    /// pruned; how many. Messages in flight are the exception of [`Writing::prune`], and so of this.
    pub fn prune_editions(&self, editions: &[EditionId], before: Time) -> Result<usize> {
        let mut open = self.sql("SELECT sent, edition FROM delivery WHERE outcome IS NULL")?;
        let open = open.query_map([], |row| Ok([EditionId(row.get(0)?), EditionId(row.get(1)?)]))?;
        let open: Vec<[EditionId; 2]> = open.collect::<rusqlite::Result<_>>()?;
        let mut sql = self.sql("DELETE FROM edition WHERE id = ?1 AND used <= ?2")?;
        let mut pruned = 0;
        for edition in editions.iter().filter(|edition| !open.as_flattened().contains(edition)) {
            pruned += sql.execute([edition.0, before.0 - A_DAY])?;
        }
        Ok(pruned)
    }
}
