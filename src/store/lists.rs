//! Chats by a list: what a list carries of a chat, and bringing it in. In: [`Carried`], from a list of another bot or database.
//! Out: whether the chat is new here. A list never changes a chat that is known, and brings nobody back who erased their data.

use chrono_tz::Tz;
use rusqlite::params;

use super::{Chat, Forgotten, Kind, Reading, Result, State, Writing, chats::NewChat, totals::BROUGHT};
use crate::{clock::Time, newsroom::NewReader, search::followed::Query};

/// All that a chat has chosen, and nothing of what was sent to it: what a list may carry to another database.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// Which chat, and what it reads.
    pub chat: NewChat,
    /// When and how news comes to it.
    pub habits: NewReader,
    /// Whether news is sent to it.
    pub state: State,
    /// Wants breaking news whatever its rubric.
    pub urgent: bool,
    /// Wants photos.
    pub photos: bool,
    /// Its own time zone, if it chose one.
    pub zone: Option<Tz>,
    /// On a break until then.
    pub paused: Option<Time>,
    /// Breaking news comes during the break all the same.
    pub pause_urgent: bool,
    /// When it first came.
    pub joined: Time,
    /// The words that it follows, as it typed them.
    pub words: Vec<String>,
}

impl From<Chat> for Carried {
    fn from(chat: Chat) -> Carried {
        Carried {
            chat: NewChat {
                telegram: chat.telegram,
                topic: chat.topic,
                kind: chat.kind,
                tongue: chat.tongue,
                languages: chat.languages,
                rubrics: chat.rubrics,
                source: chat.source,
                title: chat.title,
            },
            habits: NewReader {
                mode: chat.mode,
                digest: chat.digests,
                weekend: chat.weekend,
                quiet: chat.quiet,
                night: chat.night,
                sound: chat.sound,
                spacing: chat.spacing,
                limit: chat.limit,
            },
            state: chat.state,
            urgent: chat.urgent,
            photos: chat.photos,
            zone: chat.zone,
            paused: chat.paused,
            pause_urgent: chat.pause_urgent,
            joined: chat.joined,
            words: Vec::new(),
        }
    }
}

/// What came of bringing in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is here now, with its cursors at the head.
    New,
    /// It was here; nothing has changed.
    Known,
    /// Who is there erased their data, and comes back by Start only.
    Erased,
}

impl Reading<'_> {
    /// All that a chat has chosen.
    pub fn carried(&self, chat: Chat) -> Result<Carried> {
        let words = self.follows(chat.key)?.into_iter().filter(|follow| !follow.thread && follow.since.is_some());
        let words = words.map(|follow| follow.said).collect();
        Ok(Carried { words, ..Carried::from(chat) })
    }
}

impl Writing<'_> {
    /// Brings in a chat that a list from elsewhere names, unless it is known: somebody who has left or blocked does not
    /// come back by a list, nor does a list undo what was chosen since. It has not joined today, so its history here is
    /// empty.
    pub fn bring_in(&self, carried: &Carried, forgotten: &Forgotten) -> Result<Arrival> {
        let chat = &carried.chat;
        let known =
            self.sql("SELECT 1 FROM chat WHERE telegram = ?1 AND topic = ?2")?.exists([chat.telegram, chat.topic])?;
        if known {
            return Ok(Arrival::Known);
        }
        if forgotten.erased(chat.telegram, chat.topic).is_some() {
            return Ok(Arrival::Erased);
        }
        let key = self.insert_chat(chat, carried.state, &carried.habits, carried.joined)?;
        self.sql("UPDATE chat SET urgent = ?2, photos = ?3, zone = ?4, paused = ?5, pause_urgent = ?6 WHERE key = ?1")?
            .execute(params![
                key.0,
                carried.urgent,
                carried.photos,
                carried.zone.map(|zone| zone.name()),
                carried.paused.map(Time::ms),
                carried.pause_urgent,
            ])?;
        if chat.kind == Kind::Reader && carried.state == State::Open {
            self.count_changes(BROUGHT, 1, carried.joined);
        }
        for said in &carried.words {
            let Some(query) = Query::parse(said) else { continue };
            let word = self.word_for(&query, said, carried.joined)?;
            self.follow(key, word, said)?;
        }
        Ok(Arrival::New)
    }
}
