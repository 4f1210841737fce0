//! To whom a digest was offered. In: an offer that was made, or answered. Out: the last one, so that nobody is asked again and
//! again.

use rusqlite::OptionalExtension;

use super::{ChatKey, Reading, Result, Writing};
use crate::clock::Time;

/// An offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// When it was made.
    pub at: Time,
    /// The reader has said yes or no.
    pub answered: bool,
}

impl Reading<'_> {
    /// The last time that a digest was offered to the chat; `None`: it never was.
    pub fn offer(&self, chat: ChatKey) -> Result<Option<Offer>> {
        let mut sql = self.sql("SELECT at, answered FROM offer WHERE chat = ?1")?;
        let found = sql.query_row([chat.0], |row| Ok(Offer { at: Time(row.get(0)?), answered: row.get(1)? }));
        Ok(found.optional()?)
    }
}

impl Writing<'_> {
    /// A digest was offered to the chat.
    pub fn note_offer(&self, chat: ChatKey, now: Time) -> Result<()> {
        self.sql(
            "INSERT INTO offer (chat, at) VALUES (?1, ?2)
             ON CONFLICT (chat) DO UPDATE SET at = excluded.at, answered = 0",
        )?
        .execute([chat.0, now.0])?;
        Ok(())
    }

    /// The chat has answered what was offered.
    pub fn answer_offer(&self, chat: ChatKey) -> Result<()> {
        self.sql("UPDATE offer SET answered = 1 WHERE chat = ?1")?.execute([chat.0])?;
        Ok(())
    }
}
