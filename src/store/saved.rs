//! What a chat keeps for later. In: a story saved or removed. Out: the chat's list, the last saved first. A story stays in it
//! whatever becomes of it, until the chat removes it or is erased.

use super::{ChatKey, Reading, Result, Writing};
use crate::{article::ArticleKey, clock::Time};

/// The most stories that a chat keeps.
pub const MOST: u32 = 200;

/// A story of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The story.
    pub article: ArticleKey,
    /// When it was saved.
    pub at: Time,
}

impl Reading<'_> {
    /// The stories that the chat keeps, the last saved first.
    pub fn saved(&self, chat: ChatKey) -> Result<Vec<Saved>> {
        let mut sql = self.sql("SELECT article, at FROM saved WHERE chat = ?1 ORDER BY at DESC, article DESC")?;
        let rows =
            sql.query_map([chat.0], |row| Ok(Saved { article: ArticleKey(row.get(0)?), at: Time(row.get(1)?) }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Keeps a story for the chat; one that it keeps already stays where it is. `false`: the list is full.
    pub fn save(&self, chat: ChatKey, article: ArticleKey, now: Time) -> Result<bool> {
        let saved = self.saved(chat)?;
        if saved.iter().any(|saved| saved.article == article) {
            return Ok(true);
        }
        if saved.len() >= MOST as usize {
            return Ok(false);
        }
        let mut sql = self.sql("INSERT INTO saved (chat, article, at) VALUES (?1, ?2, ?3)")?;
        sql.execute([chat.0, article.0, now.0])?;
        Ok(true)
    }

    /// Takes a story from the chat's list; when it had been saved. `None`: it is not there.
    pub fn unsave(&self, chat: ChatKey, article: ArticleKey) -> Result<Option<Time>> {
        let saved = self.saved(chat)?.into_iter().find(|saved| saved.article == article);
        self.sql("DELETE FROM saved WHERE chat = ?1 AND article = ?2")?.execute([chat.0, article.0])?;
        Ok(saved.map(|saved| saved.at))
    }
}
