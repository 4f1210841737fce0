//! Groups and channels: which there are, what they are called now, where they are now. In: what Telegram answered or told. Out:
//! the same chat, with its wishes and its history, in its new place; closed where that place has chosen for itself.
//!
//! Numbers of groups and channels are negative, so that the index by number finds them without a look at any reader.

use rusqlite::params;

use super::{Chat, ChatKey, Kind, Reading, Result, State, Writing, chats, codes::*};
use crate::clock::Time;

impl Reading<'_> {
    /// The chat of this number at Telegram, and its topics.
    fn chats_of(&self, telegram: i64) -> Result<Vec<ChatKey>> {
        let mut sql = self.sql("SELECT key FROM chat WHERE telegram = ?1")?;
        let rows = sql.query_map([telegram], |row| row.get(0).map(ChatKey))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Channels in which the bot is, by their names: those that are served, and those that are not (yet, or any more).
    pub fn channels(&self, most: u32) -> Result<Vec<Chat>> {
        let mut sql = self.sql(&format!(
            "SELECT {} FROM chat WHERE telegram < 0 AND kind = ?1 AND state IN (?2, ?3) ORDER BY title, key LIMIT ?4",
            chats::COLUMNS
        ))?;
        let (channel, open, left) = (kind_number(Kind::Channel), state_number(State::Open), state_number(State::Left));
        let rows = sql.query_map(params![channel, open, left, most], chats::chat)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a group or channel of this number is known by another name.
    pub fn is_called_otherwise(&self, telegram: i64, title: &str) -> Result<bool> {
        let mut sql = self.sql("SELECT 1 FROM chat WHERE telegram = ?1 AND title IS NOT ?2")?;
        Ok(sql.exists(params![telegram, title])?)
    }
}

impl Writing<'_> {
    /// The group or channel, with its topics, is called so now.
    pub fn set_title(&self, telegram: i64, title: &str) -> Result<()> {
        self.sql("UPDATE chat SET title = ?2 WHERE telegram = ?1")?.execute(params![telegram, title])?;
        Ok(())
    }

    /// A group became a supergroup: its number changes, and those of its messages name others there; everything else stays. Where the new number is known already,
    /// the old chat is closed as gone, unless nothing has been chosen there: Telegram may tell of the bot's place in the
    /// supergroup before it tells that this is the group.
    pub fn move_chat(&self, from: i64, to: i64, now: Time) -> Result<()> {
        if let Some(old) = self.chat_of(from, 0)?
            && let Some(new) = self.chat_of(to, 0)?
        {
            if new.state == State::Open && self.has_chosen(&new)? {
                self.close(old.key, State::Gone, now)?;
                return Ok(());
            }
            self.delete_chat(new.key)?;
        }
        for topic in self.chats_of(from)? {
            self.stick_all(topic)?;
        }
        self.drop_cities(from)?;
        self.sql("UPDATE chat SET telegram = ?2 WHERE telegram = ?1")?.execute([from, to])?;
        Ok(())
    }

    /// The chat's topic was deleted: its news goes to the group itself, unless something was chosen there. `false`: it
    /// was, and the chat is closed as gone.
    pub fn leave_topic(&self, key: ChatKey, now: Time) -> Result<bool> {
        let Some(chat) = self.chat(key)? else { return Ok(true) };
        if let Some(group) = self.chat_of(chat.telegram, 0)? {
            if group.key == key || self.has_chosen(&group)? {
                self.close(key, State::Gone, now)?;
                return Ok(false);
            }
            self.delete_chat(group.key)?;
        }
        self.sql("UPDATE chat SET topic = 0 WHERE key = ?1")?.execute([key.0])?;
        Ok(true)
    }
}
