//! Questions to readers that a text answers. In: what was asked, and where it stands. Out: what a text in that chat
//! answers, after a restart too. One a chat; who is erased takes theirs along.

use rusqlite::{OptionalExtension, params};

use super::{ChatKey, Reading, Result, Writing};
use crate::clock::Time;

/// Until when the break is to last: the only thing that readers are asked to type so far.
const BREAK: i64 = 1;

/// Until when a break is to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Breaking news is to come during it.
    pub urgent: bool,
    /// The message that asks.
    pub message: i64,
    /// When it was asked.
    pub at: Time,
}

impl Reading<'_> {
    /// What the chat was asked and has not answered.
    pub fn question(&self, chat: ChatKey) -> Result<Option<Question>> {
        let mut sql = self.sql("SELECT item, message, at FROM question WHERE chat = ?1 AND what = ?2")?;
        let question = sql.query_row([chat.0, BREAK], |row| {
            Ok(Question { urgent: row.get(0)?, message: row.get(1)?, at: Time(row.get(2)?) })
        });
        Ok(question.optional()?)
    }
}

impl Writing<'_> {
    /// Keeps what the chat is asked, in the place of what it was asked before.
    pub fn ask(&self, chat: ChatKey, question: &Question) -> Result<()> {
        let mut sql =
            self.sql("INSERT OR REPLACE INTO question (chat, what, item, message, at) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        sql.execute(params![chat.0, BREAK, question.urgent, question.message, question.at.0])?;
        Ok(())
    }

    /// Nothing is waited for any more.
    pub fn answered(&self, chat: ChatKey) -> Result<()> {
        self.sql("DELETE FROM question WHERE chat = ?1")?.execute([chat.0])?;
        Ok(())
    }
}
