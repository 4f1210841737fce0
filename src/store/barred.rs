//! Chats to which Telegram lets nobody write for now: rights are missing, a topic is closed, it is not found. In: what Telegram
//! answered, signs of life. Out: since when, why and how often in a row. Such a chat stays open; how long it rests is decided
//! elsewhere and kept with the chat ([`Writing::hold_chat`]).

use std::time::Duration;

use rusqlite::{OptionalExtension, params};

use super::{Chat, ChatKey, Kind, Reading, Result, Writing, chats, codes::kind_number};
use crate::clock::Time;

const DAY: i64 = 86_400_000;
/// A chat that is not found on so many different days is gone.
const DAYS: u32 = 3;

/// How it stands with such a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// As Telegram says it.
    pub why: String,
    /// Since when.
    pub since: Time,
    /// When it was last tried.
    pub last: Time,
    /// Refusals in a row.
    pub tries: u32,
    /// On so many different days it was not found; 0: it is there.
    pub missed: u32,
}

impl Bar {
    /// Whether it is gone, if it is not found now either.
    pub fn is_gone(&self, now: Time) -> bool {
        self.missed_with(now) >= DAYS
    }

    /// On how many days it was not found, if it is not now.
    fn missed_with(&self, now: Time) -> u32 {
        let is_another_day = self.last.ms().div_euclid(DAY) != now.ms().div_euclid(DAY);
        if self.missed > 0 && !is_another_day { self.missed } else { self.missed + 1 }
    }
}

impl Reading<'_> {
    /// Why nobody may write to the chat for now; `None`: somebody may.
    pub fn bar(&self, chat: ChatKey) -> Result<Option<Bar>> {
        let mut sql = self.sql("SELECT why, since, last, tries, missed FROM barred WHERE chat = ?1")?;
        let bar = sql.query_row([chat.0], |row| {
            Ok(Bar {
                why: row.get(0)?,
                since: Time(row.get(1)?),
                last: Time(row.get(2)?),
                tries: row.get(3)?,
                missed: row.get(4)?,
            })
        });
        Ok(bar.optional()?)
    }

    /// Whether there is such a chat at this number of Telegram.
    pub fn has_barred(&self, telegram: i64) -> Result<bool> {
        let mut sql = self.sql("SELECT 1 FROM barred JOIN chat ON key = chat WHERE telegram = ?1")?;
        Ok(sql.exists([telegram])?)
    }

    /// Groups and channels among them, the newest first, and how many there are of all kinds.
    pub fn barred(&self, most: u32) -> Result<(Vec<(Chat, Bar)>, u32)> {
        let all = self.sql("SELECT count(*) FROM barred")?.query_row([], |row| row.get(0))?;
        let mut sql = self.sql(&format!(
            "SELECT {} FROM chat WHERE kind <> ?1 AND key IN (SELECT chat FROM barred)
             ORDER BY (SELECT since FROM barred WHERE chat = key) DESC LIMIT ?2",
            chats::COLUMNS
        ))?;
        let found = sql.query_map(params![kind_number(Kind::Reader), most], chats::chat)?;
        let found = found.collect::<rusqlite::Result<Vec<Chat>>>()?;
        let with = |chat: Chat| Ok(self.bar(chat.key)?.map(|bar| (chat, bar)));
        let rooms = found.into_iter().filter_map(|chat| with(chat).transpose()).collect::<Result<_>>()?;
        Ok((rooms, all))
    }
}

impl Writing<'_> {
    /// Telegram lets nobody write to the chat, or (`missing`) does not find it. Says how it stands now; `None`: there is no
    /// such chat any more.
    pub fn refuse(&self, chat: ChatKey, why: &str, missing: bool, now: Time) -> Result<Option<Bar>> {
        if self.chat(chat)?.is_none() {
            return Ok(None);
        }
        let before = self.bar(chat)?;
        let fresh = Bar { why: String::new(), since: now, last: now, tries: 0, missed: 0 };
        let mut bar = before.unwrap_or(fresh);
        bar.missed = if missing { bar.missed_with(now) } else { 0 };
        bar.why = why.to_owned();
        (bar.last, bar.tries) = (now, bar.tries.saturating_add(1));
        self.sql(
            "INSERT OR REPLACE INTO barred (chat, why, since, last, tries, missed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![chat.0, bar.why, bar.since.0, bar.last.0, bar.tries, bar.missed])?;
        Ok(Some(bar))
    }

    /// Something was taken there. `false`: it was known that it might be.
    pub fn accept(&self, chat: ChatKey) -> Result<bool> {
        Ok(self.sql("DELETE FROM barred WHERE chat = ?1")?.execute([chat.0])? == 1)
    }

    /// A sign of life at this number of Telegram: chats there are tried at once, and as if it were the first time.
    pub fn try_again(&self, telegram: i64) -> Result<Vec<ChatKey>> {
        let barred = self.chats_at(telegram)?;
        let mut tried = Vec::new();
        for chat in barred {
            let sql = "UPDATE barred SET tries = 0, missed = 0 WHERE chat = ?1";
            if self.sql(sql)?.execute([chat.key.0])? == 1 {
                self.hold_chat(chat.key, Duration::ZERO, Time(0))?;
                tried.push(chat.key);
            }
        }
        Ok(tried)
    }
}
