//! Chats that answers of Telegram closed, and those that took a message. In: since when. Out: whom to ask whether all is well; and
//! such chats opened again, where the answers were wrong.

use rusqlite::params;

use super::{ChatKey, Reading, Result, State, Writing, codes::state_number, events::What};
use crate::clock::Time;

impl Reading<'_> {
    /// Chats that took a message last, staff's first, by their numbers at Telegram; none to which one is on its way.
    pub fn well(&self, most: u32) -> Result<Vec<i64>> {
        let mut sql = self.sql(
            "SELECT telegram FROM chat WHERE state = 0 AND topic = 0 AND last IS NOT NULL
               AND key NOT IN (SELECT chat FROM delivery WHERE outcome IS NULL)
             ORDER BY telegram IN (SELECT telegram FROM staff) DESC, last DESC LIMIT ?1",
        )?;
        let rows = sql.query_map([most], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Opens up to `most` chats that an answer closed since then, and which have not left by themselves since. What waits for
    /// them comes. Says how many; fewer than `most`: that was all.
    pub fn reopen_closed(&self, since: Time, most: u32, now: Time) -> Result<usize> {
        let closed: Vec<i64> = {
            // An answer closes in the moment that it is noted in.
            let mut sql = self.sql(
                "SELECT c.key FROM chat c WHERE c.state IN (?1, ?2) AND EXISTS (
                   SELECT 1 FROM event e JOIN delivery d ON d.chat = e.chat AND d.answered = e.at AND d.outcome = 2
                   WHERE e.chat = c.key AND e.what IN (?3, ?4) AND e.at >= ?5
                     AND e.at = (SELECT max(at) FROM event WHERE chat = c.key AND what IN (?3, ?4))) LIMIT ?6",
            )?;
            let (blocked, gone) = (state_number(State::Blocked), state_number(State::Gone));
            let (was_blocked, was_gone) = (What::Blocked.number(), What::Gone.number());
            let rows = sql.query_map(params![blocked, gone, was_blocked, was_gone, since.0, most], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for chat in closed.iter().copied().map(ChatKey) {
            self.sql("UPDATE chat SET state = 0, gate = 0 WHERE key = ?1")?.execute([chat.0])?;
            self.record(chat, now, What::Returned, None)?;
        }
        Ok(closed.len())
    }
}
