//! Chats: readers, groups and topics, channels. In: who joined, left, blocked or moved. Out: [`Chat`], everything that
//! deciding about a visit needs. Preferences outlive leaving and blocking; coming back moves the cursors to the head,
//! so that nobody gets what came out in between.

use std::{str::FromStr, time::Duration};

use chrono_tz::Tz;
use rusqlite::{OptionalExtension, Row, params};

use super::{Cursors, Reading, Result, Seq, Writing, codes::*, events::What};
use crate::{
    article::Language,
    bot_api::Closed,
    clock::Time,
    newsroom::{Minute, Mode, NewReader, Night, Sound},
};

/// A chat's number in the database; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChatKey(pub i64);

/// What kind of chat it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A private chat.
    Reader,
    /// A group, a supergroup or one of its topics.
    Group,
    /// A channel: one article per message, in order.
    Channel,
}

/// Whether news is sent to the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It is.
    Open,
    /// The reader said `/stop`; a group or channel has chosen nothing yet.
    Left,
    /// The reader blocked the bot, or the bot was removed.
    Blocked,
    /// The account or chat is deleted.
    Gone,
    /// The bot could not write there: only what an earlier version closed, in its history.
    NoRights,
}

impl From<Closed> for State {
    fn from(why: Closed) -> State {
        match why {
            Closed::Blocked => State::Blocked,
            Closed::Gone => State::Gone,
        }
    }
}

/// One chat, as the database knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    /// Its number here.
    pub key: ChatKey,
    /// Its number at Telegram.
    pub telegram: i64,
    /// The forum topic; 0: none.
    pub topic: i64,
    /// What kind of chat.
    pub kind: Kind,
    /// Whether news is sent.
    pub state: State,
    /// Up to where it is decided.
    pub cursors: Cursors,
    /// Nothing is sent before.
    pub not_before: Time,
    /// Mask of the rubrics it asked for; bit 0 is main.
    pub rubrics: u64,
    /// Mask of the languages of news ([`Language::bit`]).
    pub languages: u8,
    /// Wants breaking news whatever its rubric.
    pub urgent: bool,
    /// At once, as a digest, or breaking only.
    pub mode: Mode,
    /// Minutes of the day at which digests come on working days.
    pub digests: Vec<Minute>,
    /// The same of Saturday and Sunday; none: what came out waits for Monday.
    pub weekend: Vec<Minute>,
    /// Quiet hours, from and to, in the chat's zone.
    pub quiet: Option<(Minute, Minute)>,
    /// Breaking in quiet hours.
    pub night: Night,
    /// On a break until then.
    pub paused: Option<Time>,
    /// Breaking news comes during the break all the same.
    pub pause_urgent: bool,
    /// When an earlier break was over.
    pub rested: Option<Time>,
    /// Least time between ordinary messages.
    pub spacing: Duration,
    /// Ordinary messages a day; 0: no limit.
    pub limit: u32,
    /// When the last ordinary message went out.
    pub last: Option<Time>,
    /// Its own time zone, if it chose one.
    pub zone: Option<Tz>,
    /// The language in which the bot speaks to it.
    pub tongue: Language,
    /// Wants photos.
    pub photos: bool,
    /// What makes a sound.
    pub sound: Sound,
    /// The link it came by.
    pub source: Option<String>,
    /// A group's or channel's name.
    pub title: Option<String>,
    /// When it first came.
    pub joined: Time,
}

/// What a new chat starts with.
#[derive(Clone, Debug, PartialEq)]
pub struct NewChat {
    /// Its number at Telegram.
    pub telegram: i64,
    /// The forum topic; 0: none.
    pub topic: i64,
    /// What kind of chat.
    pub kind: Kind,
    /// Language of the conversation.
    pub tongue: Language,
    /// Mask of languages of news.
    pub languages: u8,
    /// Mask of rubrics.
    pub rubrics: u64,
    /// The link it came by.
    pub source: Option<String>,
    /// A group's or channel's name.
    pub title: Option<String>,
}

/// What came of [`Writing::join`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// Never seen before.
    New,
    /// It had left or blocked, and is back: its preferences are as they were, its cursors at the head.
    /// Holds since when it was away.
    Back(Time),
    /// It was there all the time; nothing has changed.
    Already,
}

pub(super) const COLUMNS: &str = "key, telegram, topic, kind, state, breaking, main, news, gate, rubrics, languages, \
    urgent, mode, digests, quiet_from, quiet_to, quiet_urgent, paused, spacing, cap, last, zone, tongue, photos, sound, \
    source, title, joined_at, weekend, pause_urgent, rested";

impl Reading<'_> {
    /// The chat with this number; `None` where there is none (any more).
    pub fn chat(&self, key: ChatKey) -> Result<Option<Chat>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM chat WHERE key = ?1"))?;
        Ok(sql.query_row([key.0], chat).optional()?)
    }

    /// The chat with this number at Telegram (and topic; 0: none).
    pub fn chat_of(&self, telegram: i64, topic: i64) -> Result<Option<Chat>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM chat WHERE telegram = ?1 AND topic = ?2"))?;
        Ok(sql.query_row([telegram, topic], chat).optional()?)
    }

    /// All chats with this number at Telegram: a group and its topics.
    pub fn chats_at(&self, telegram: i64) -> Result<Vec<Chat>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM chat WHERE telegram = ?1 ORDER BY topic"))?;
        let rows = sql.query_map([telegram], chat)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many chats there are, in whatever state.
    pub fn count_chats(&self) -> Result<u64> {
        let count: i64 = self.sql("SELECT count(*) FROM chat")?.query_row([], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Up to `most` chats after `after`, in key order: for lists and exports, page by page.
    pub fn chats_after(&self, after: ChatKey, most: u32) -> Result<Vec<Chat>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM chat WHERE key > ?1 ORDER BY key LIMIT ?2"))?;
        let rows = sql.query_map(params![after.0, most], chat)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// A person, group or channel wants news: makes the chat, or opens it again with the preferences it had.
    pub fn join(&self, new: &NewChat, defaults: &NewReader, now: Time) -> Result<(Chat, Joined)> {
        let joined = match self.chat_of(new.telegram, new.topic)? {
            Some(chat) if chat.state == State::Open => Joined::Already,
            Some(chat) => Joined::Back(self.reopen(&chat, now)?),
            None => {
                let key = self.insert_chat(new, State::Open, defaults, now)?;
                self.record(key, now, What::Joined, new.source.as_deref())?;
                Joined::New
            }
        };
        let chat = self.chat_of(new.telegram, new.topic)?.expect("it was just found or made");
        Ok((chat, joined))
    }

    /// A group or channel that has chosen nothing yet: it is known, and gets nothing until it is opened.
    pub fn meet(&self, new: &NewChat, defaults: &NewReader, now: Time) -> Result<Chat> {
        match self.chat_of(new.telegram, new.topic)? {
            Some(chat) if chat.state == State::Open => drop(self.close(chat.key, State::Left, now)?),
            Some(chat) => self.set_state(chat.key, State::Left)?,
            None => drop(self.insert_chat(new, State::Left, defaults, now)?),
        }
        Ok(self.chat_of(new.telegram, new.topic)?.expect("it was just found or made"))
    }

    fn set_state(&self, key: ChatKey, state: State) -> Result<()> {
        self.sql("UPDATE chat SET state = ?2 WHERE key = ?1")?.execute(params![key.0, state_number(state)])?;
        Ok(())
    }

    pub(super) fn insert_chat(&self, new: &NewChat, state: State, defaults: &NewReader, now: Time) -> Result<ChatKey> {
        let head = self.head()?;
        self.sql(
            "INSERT INTO chat (telegram, topic, kind, state, breaking, main, news, rubrics, languages, urgent, mode,
               digests, quiet_from, quiet_to, quiet_urgent, spacing, cap, tongue, photos, sound, source, title, joined_at,
               weekend)
             VALUES (?1, ?2, ?3, ?19, ?4, ?4, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 1, ?15, ?16, ?17, ?18, ?20)",
        )?
        .execute(params![
            new.telegram,
            new.topic,
            kind_number(new.kind),
            head.0,
            new.rubrics.cast_signed(),
            new.languages,
            mode_number(defaults.mode),
            digests_text(&defaults.digest),
            defaults.quiet.map(|(from, _)| from.0),
            defaults.quiet.map(|(_, to)| to.0),
            night_number(defaults.night),
            i64::try_from(defaults.spacing.as_millis()).unwrap_or(i64::MAX),
            defaults.limit,
            new.tongue.number(),
            sound_number(defaults.sound),
            new.source,
            new.title,
            now.0,
            state_number(state),
            digests_text(&defaults.weekend),
        ])?;
        Ok(ChatKey(self.connection.last_insert_rowid()))
    }

    /// Opens a closed chat: cursors to the head. Says since when it was closed.
    pub fn reopen(&self, chat: &Chat, now: Time) -> Result<Time> {
        let away = self.last_event(chat.key, &[What::Left, What::Blocked, What::Gone, What::NoRights])?;
        let known = self.last_event(chat.key, &[What::Joined])?.is_some();
        self.sql("UPDATE chat SET state = 0, gate = 0 WHERE key = ?1")?.execute([chat.key.0])?;
        self.accept(chat.key)?;
        self.cursors_to_head(chat.key)?;
        self.record(chat.key, now, if known { What::Returned } else { What::Joined }, None)?;
        Ok(away.unwrap_or(chat.joined))
    }

    /// Moves every cursor to the head, which passes all exceptions: for joining, returning, and a wish that was widened
    /// with nothing pending.
    pub fn cursors_to_head(&self, key: ChatKey) -> Result<()> {
        self.raise_cursors(key, Cursors::all(self.head()?), None)
    }

    /// Raises each cursor to that place where it is not there yet, forgets the exceptions that all have passed, and notes
    /// when the last ordinary message left. Nothing else writes cursors.
    pub(super) fn raise_cursors(&self, key: ChatKey, to: Cursors, last: Option<Time>) -> Result<()> {
        self.sql(
            "UPDATE chat SET breaking = max(breaking, ?2), main = max(main, ?3), news = max(news, ?4),
               last = coalesce(?5, last) WHERE key = ?1",
        )?
        .execute(params![key.0, to.breaking.0, to.main.0, to.news.0, last.map(Time::ms)])?;
        self.sql(
            "DELETE FROM since WHERE chat = ?1 AND seq <= (SELECT min(breaking, main, news) FROM chat WHERE key = ?1)",
        )?
        .execute([key.0])?;
        Ok(())
    }

    /// Closes the chat (or opens a group that has chosen); preferences stay. `false`: it was in that state already.
    pub fn close(&self, key: ChatKey, state: State, now: Time) -> Result<bool> {
        let changed = self
            .sql("UPDATE chat SET state = ?2 WHERE key = ?1 AND state <> ?2")?
            .execute(params![key.0, state_number(state)])?;
        if changed == 0 {
            return Ok(false);
        }
        self.accept(key)?; // it is not tried any more, or as if it were new
        if state == State::Open {
            self.cursors_to_head(key)?; // nothing that came out before
        }
        let what = match state {
            State::Open => What::Returned,
            State::Left => What::Left,
            State::Blocked => What::Blocked,
            State::Gone => What::Gone,
            State::NoRights => What::NoRights,
        };
        self.record(key, now, what, None)?;
        Ok(true)
    }

    /// Nothing is sent to the chat for so long.
    pub fn hold_chat(&self, key: ChatKey, lasting: Duration, now: Time) -> Result<()> {
        self.sql("UPDATE chat SET gate = ?2, gate_at = ?3 WHERE key = ?1")?.execute([
            key.0,
            (now + lasting).0,
            now.0,
        ])?;
        Ok(())
    }

    /// Deletes the chat with its history and what was delivered; a copy of the database may bring it back.
    pub(super) fn delete_chat(&self, key: ChatKey) -> Result<()> {
        self.uncount_before(key, Time(i64::MAX))?;
        if let Some(chat) = self.chat(key)? {
            self.drop_cities(chat.telegram)?;
        }
        self.forget_words(key)?;
        for sql in [
            "DELETE FROM delivery WHERE chat = ?1",
            "DELETE FROM event WHERE chat = ?1",
            "DELETE FROM chat WHERE key = ?1",
        ] {
            self.sql(sql)?.execute([key.0])?;
        }
        Ok(())
    }
}

pub(super) fn chat(row: &Row) -> rusqlite::Result<Chat> {
    let quiet = match (row.get::<_, Option<u16>>(14)?, row.get::<_, Option<u16>>(15)?) {
        (Some(from), Some(to)) => Some((Minute(from), Minute(to))),
        _ => None,
    };
    Ok(Chat {
        key: ChatKey(row.get(0)?),
        telegram: row.get(1)?,
        topic: row.get(2)?,
        kind: kind_from(row.get(3)?),
        state: state_from(row.get(4)?),
        cursors: Cursors { breaking: Seq(row.get(5)?), main: Seq(row.get(6)?), news: Seq(row.get(7)?) },
        not_before: Time(row.get(8)?),
        rubrics: row.get::<_, i64>(9)?.cast_unsigned(),
        languages: row.get(10)?,
        urgent: row.get(11)?,
        mode: mode_from(row.get(12)?),
        digests: digests_from(row.get_ref(13)?.as_str_or_null()?),
        weekend: digests_from(row.get_ref(28)?.as_str_or_null()?),
        quiet,
        night: night_from(row.get(16)?),
        paused: row.get::<_, Option<i64>>(17)?.map(Time),
        spacing: Duration::from_millis(row.get::<_, i64>(18)?.max(0).cast_unsigned()),
        limit: row.get(19)?,
        last: row.get::<_, Option<i64>>(20)?.map(Time),
        zone: row.get_ref(21)?.as_str_or_null()?.and_then(|name| Tz::from_str(name).ok()),
        tongue: Language::from_number(row.get(22)?).unwrap_or(Language::Ru),
        photos: row.get(23)?,
        sound: sound_from(row.get(24)?),
        source: row.get(25)?,
        title: row.get(26)?,
        joined: Time(row.get(27)?),
        pause_urgent: row.get(29)?,
        rested: row.get::<_, Option<i64>>(30)?.map(Time),
    })
}
