//! What chats ask for. In: single changes, in the transaction of whoever decides that they are right (`delivery` knows
//! what a widening needs). Out: masks, exceptions, mutes.

use std::time::Duration;

use chrono_tz::Tz;
use rusqlite::{OptionalExtension, params};

use super::{ChatKey, Reading, Result, Seq, Writing, codes::*};
use crate::{
    article::Language,
    clock::Time,
    newsroom::{Minute, Mode, Night, Sound},
};

/// What an exception is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// A rubric, by its bit.
    Rubric(u8),
    /// A language of news.
    Language(Language),
    /// Breaking news.
    Breaking,
    /// A mode with ordinary news, after one without.
    Ordinary,
}

/// "This was asked for only when the head of the log was there": entries up to it do not count for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// What was asked for.
    pub asked: Asked,
    /// The head at that moment.
    pub seq: Seq,
}

/// A rubric that is silent for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mute {
    /// Its bit.
    pub rubric: u8,
    /// From…
    pub from: Time,
    /// …until.
    pub until: Time,
}

impl Reading<'_> {
    /// The chat's exceptions.
    pub fn since(&self, chat: ChatKey) -> Result<Vec<Since>> {
        let mut sql = self.sql("SELECT what, item, seq FROM since WHERE chat = ?1")?;
        let rows = sql.query_map([chat.0], |row| {
            let asked = match (row.get::<_, i64>(0)?, row.get::<_, i64>(1)?) {
                (0, bit) => Asked::Rubric(u8::try_from(bit).unwrap_or(0)),
                (1, language) => Asked::Language(Language::from_number(language).unwrap_or(Language::Ru)),
                (2, _) => Asked::Breaking,
                _ => Asked::Ordinary,
            };
            Ok(Since { asked, seq: Seq(row.get(2)?) })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The chat's mutes, past ones included until they are pruned.
    pub fn mutes(&self, chat: ChatKey) -> Result<Vec<Mute>> {
        let mut sql = self.sql("SELECT rubric, from_at, until FROM mute WHERE chat = ?1")?;
        let rows = sql.query_map([chat.0], |row| {
            Ok(Mute { rubric: row.get(0)?, from: Time(row.get(1)?), until: Time(row.get(2)?) })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The quiet hours that a chat had before those of now, or before it switched them off.
    pub fn former_quiet(&self, chat: ChatKey) -> Result<Option<(Minute, Minute)>> {
        let mut sql = self.sql("SELECT quiet_was FROM chat WHERE key = ?1")?;
        let was: Option<String> = sql.query_row([chat.0], |row| row.get(0)).optional()?.flatten();
        let minute = |text: &str| text.parse().ok().map(Minute);
        Ok(was.and_then(|was| was.split_once('-').and_then(|(from, to)| Some((minute(from)?, minute(to)?)))))
    }
}

impl Writing<'_> {
    /// Keeps an exception at the head of the log; a newer one takes the place of an older.
    pub fn ask_since(&self, chat: ChatKey, asked: Asked) -> Result<()> {
        let (what, item) = match asked {
            Asked::Rubric(bit) => (0, i64::from(bit)),
            Asked::Language(language) => (1, language.number()),
            Asked::Breaking => (2, 0),
            Asked::Ordinary => (3, 0),
        };
        let head = self.head()?;
        self.sql(
            "INSERT INTO since (chat, what, item, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (chat, what, item) DO UPDATE SET seq = excluded.seq",
        )?
        .execute([chat.0, what, item, head.0])?;
        Ok(())
    }

    /// Sets the mask of rubrics.
    pub fn set_rubrics(&self, chat: ChatKey, rubrics: u64) -> Result<()> {
        self.set(chat, "UPDATE chat SET rubrics = ?2 WHERE key = ?1", rubrics.cast_signed())
    }

    /// Sets the mask of languages of news.
    pub fn set_languages(&self, chat: ChatKey, languages: u8) -> Result<()> {
        self.set(chat, "UPDATE chat SET languages = ?2 WHERE key = ?1", i64::from(languages))
    }

    /// Sets whether breaking news is wanted.
    pub fn set_urgent(&self, chat: ChatKey, urgent: bool) -> Result<()> {
        self.set(chat, "UPDATE chat SET urgent = ?2 WHERE key = ?1", i64::from(urgent))
    }

    /// Sets the mode.
    pub fn set_mode(&self, chat: ChatKey, mode: Mode) -> Result<()> {
        self.set(chat, "UPDATE chat SET mode = ?2 WHERE key = ?1", mode_number(mode))
    }

    /// Sets the language of the conversation.
    pub fn set_tongue(&self, chat: ChatKey, tongue: Language) -> Result<()> {
        self.set(chat, "UPDATE chat SET tongue = ?2 WHERE key = ?1", tongue.number())
    }

    /// Sets what makes a sound.
    pub fn set_sound(&self, chat: ChatKey, sound: Sound) -> Result<()> {
        self.set(chat, "UPDATE chat SET sound = ?2 WHERE key = ?1", sound_number(sound))
    }

    /// Sets the least time between ordinary messages.
    pub fn set_spacing(&self, chat: ChatKey, spacing: Duration) -> Result<()> {
        let spacing = i64::try_from(spacing.as_millis()).unwrap_or(i64::MAX);
        self.set(chat, "UPDATE chat SET spacing = ?2 WHERE key = ?1", spacing)
    }

    /// Sets the quiet hours; `None`: none. Those that were are kept ([`Reading::former_quiet`]).
    pub fn set_quiet(&self, chat: ChatKey, quiet: Option<(Minute, Minute)>) -> Result<()> {
        let (from, to) = (quiet.map(|(from, _)| from.0), quiet.map(|(_, to)| to.0));
        let mut sql = self.sql(
            "UPDATE chat SET quiet_was = coalesce(quiet_from || '-' || quiet_to, quiet_was), quiet_from = ?2, quiet_to = ?3
             WHERE key = ?1",
        )?;
        sql.execute(params![chat.0, from, to])?;
        Ok(())
    }

    /// Silences a rubric until then; a silence that lasts ends then too.
    pub fn mute(&self, chat: ChatKey, rubric: u8, now: Time, until: Time) -> Result<()> {
        // Earlier stretches are kept: what came out in them stays unwanted.
        self.unmute(chat, rubric, now)?;
        self.sql(
            "INSERT INTO mute (chat, rubric, from_at, until) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (chat, rubric, from_at) DO UPDATE SET until = excluded.until",
        )?
        .execute(params![chat.0, rubric, now.0, until.0])?;
        Ok(())
    }

    /// Ends the silence of a rubric; what came out in it stays unwanted.
    pub fn unmute(&self, chat: ChatKey, rubric: u8, now: Time) -> Result<()> {
        self.sql("UPDATE mute SET until = ?3 WHERE chat = ?1 AND rubric = ?2 AND until > ?3")?
            .execute(params![chat.0, rubric, now.0])?;
        Ok(())
    }

    /// Sets the times of the digest on working days.
    pub fn set_digests(&self, chat: ChatKey, digests: &[Minute]) -> Result<()> {
        let mut sql = self.sql("UPDATE chat SET digests = ?2 WHERE key = ?1")?;
        sql.execute(params![chat.0, digests_text(digests)])?;
        Ok(())
    }

    /// Sets the times of the digest on Saturday and Sunday; none: there is none on those days.
    pub fn set_weekend(&self, chat: ChatKey, digests: &[Minute]) -> Result<()> {
        let mut sql = self.sql("UPDATE chat SET weekend = ?2 WHERE key = ?1")?;
        sql.execute(params![chat.0, digests_text(digests)])?;
        Ok(())
    }

    /// Sets the time zone; `None`: the newsroom's.
    pub fn set_zone(&self, chat: ChatKey, zone: Option<Tz>) -> Result<()> {
        let mut sql = self.sql("UPDATE chat SET zone = ?2 WHERE key = ?1")?;
        sql.execute(params![chat.0, zone.map(|zone| zone.name())])?;
        Ok(())
    }

    /// Sets whether photos come along.
    pub fn set_photos(&self, chat: ChatKey, photos: bool) -> Result<()> {
        self.set(chat, "UPDATE chat SET photos = ?2 WHERE key = ?1", i64::from(photos))
    }

    /// Sets what breaking news does in quiet hours.
    pub fn set_night(&self, chat: ChatKey, night: Night) -> Result<()> {
        self.set(chat, "UPDATE chat SET quiet_urgent = ?2 WHERE key = ?1", night_number(night))
    }

    /// Sets how many ordinary messages a day are wanted; 0: no limit.
    pub fn set_limit(&self, chat: ChatKey, limit: u32) -> Result<()> {
        self.set(chat, "UPDATE chat SET cap = ?2 WHERE key = ?1", i64::from(limit))
    }

    /// Sets until when the chat takes a break (`None`: it is over) and whether breaking news comes during it. What is still to
    /// come of a break before that is told of that one: what was held back as breaking is news by now.
    pub fn set_paused(&self, chat: ChatKey, until: Option<Time>, urgent: bool, now: Time) -> Result<()> {
        let mut sql = self.sql(
            "UPDATE chat SET rested = CASE WHEN paused IS ?2 THEN rested
                 ELSE coalesce(max(coalesce(rested, 0), min(paused, ?4)), rested) END,
               paused = ?2, pause_urgent = ?3
             WHERE key = ?1",
        )?;
        sql.execute(params![chat.0, until.map(Time::ms), urgent, now.0])?;
        Ok(())
    }

    fn set(&self, chat: ChatKey, sql: &str, value: i64) -> Result<()> {
        self.sql(sql)?.execute([chat.0, value])?;
        Ok(())
    }
}
