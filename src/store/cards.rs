//! Messages of the bot in chats of staff that are more than their text: cards that it keeps up to date, and questions that wait
//! for a text. In: where one stands and what it is about. Out: those to keep up to date, and the one that a text answers,
//! after a restart too.

use std::time::Duration;

use rusqlite::{OptionalExtension, Row, params};

use super::{Reading, Result, Writing};
use crate::{article::ArticleKey, clock::Time};

/// What a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// The countdown of a plan.
    Countdown(i64),
    /// The progress of a publication, by its place in the log.
    Progress(i64),
    /// The question what to do with a plan.
    Question(i64),
    /// The question to a second editor whether a plan may go.
    Second(i64),
    /// What goes out and what waits, since this moment (unix seconds).
    Queue(i64),
    /// How far the copies of an article, or of its story, have been repaired.
    Mending(ArticleKey),
    /// The question which text of an article stays: the desk's or the store's.
    Conflict(ArticleKey),
    /// A push for practice.
    Practice(i64),
    /// It is not kept up to date: it waits for a text.
    Asked(Asked),
}

/// What a text is waited for. Each is a kind of its own in the table, with a number that says the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// When something is to go out, packed by whoever asks.
    Time(i64),
    /// A story, with the link that was typed before; 0: none was.
    Story(i64),
    /// Another text of an article, packed by whoever asks.
    Text(i64),
    /// An article's translation.
    Translation(i64),
    /// What comes later into the copies of an article: a link, a translation, more text. Only replies are taken for that.
    Details(i64),
    /// A part of a correction or retraction of this number.
    Amendment(i64),
    /// A reader's city.
    City,
}

/// [`Asked::Details`]
const DETAILS: i64 = 23;
/// [`Asked::City`]
const CITY: i64 = 31;
/// So long details of a publication are taken.
const FOLLOWED: Duration = Duration::from_secs(7 * 86_400);

/// A message that the bot keeps up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    /// The chat, as Telegram numbers it.
    pub chat: i64,
    /// The message there.
    pub message: i64,
    /// What it is about.
    pub about: About,
}

impl Reading<'_> {
    /// All cards that are kept up to date, oldest first.
    pub fn cards(&self) -> Result<Vec<Card>> {
        let mut sql = self.sql("SELECT chat, message, kind, about FROM card ORDER BY at, chat, message")?;
        let cards: Vec<Card> = sql.query_map([], card)?.collect::<rusqlite::Result<_>>()?;
        Ok(cards.into_iter().filter(|card| !matches!(card.about, About::Asked(_))).collect())
    }

    /// The newest question of a chat that waits for the next text, if it was asked since then.
    pub fn newest_question(&self, chat: i64, since: Time) -> Result<Option<Card>> {
        let mut sql = self.sql(
            "SELECT chat, message, kind, about FROM card WHERE chat = ?1 AND at >= ?2 ORDER BY at DESC, message DESC",
        )?;
        let cards: Vec<Card> = sql.query_map([chat, since.0], card)?.collect::<rusqlite::Result<_>>()?;
        let waits = |card: &Card| matches!(card.about, About::Asked(asked) if !matches!(asked, Asked::Details(_) | Asked::City));
        Ok(cards.into_iter().find(waits))
    }

    /// The message that waits for a reader's city: the one that is answered; or without an answer the newest since then.
    pub fn city_asked(&self, chat: i64, reply_to: Option<i64>, since: Option<Time>) -> Result<Option<i64>> {
        let mut sql = self.sql(
            "SELECT message FROM card WHERE chat = ?1 AND kind = ?2 AND (message = ?3 OR (?3 IS NULL AND at >= ?4))
             ORDER BY at DESC",
        )?;
        Ok(sql.query_row(params![chat, CITY, reply_to, since.map(Time::ms)], |row| row.get(0)).optional()?)
    }

    /// The card that stands there.
    pub fn card(&self, chat: i64, message: i64) -> Result<Option<Card>> {
        let mut sql = self.sql("SELECT chat, message, kind, about FROM card WHERE chat = ?1 AND message = ?2")?;
        Ok(sql.query_row([chat, message], card).optional()?)
    }

    /// The cards about one thing.
    pub fn cards_about(&self, about: About) -> Result<Vec<Card>> {
        let (kind, number) = numbers(about);
        let mut sql =
            self.sql("SELECT chat, message, kind, about FROM card WHERE kind = ?1 AND about = ?2 ORDER BY chat")?;
        let rows = sql.query_map([kind, number], card)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Keeps a card, or what it is about from now on.
    pub fn keep_card(&self, card: Card, now: Time) -> Result<()> {
        let (kind, number) = numbers(card.about);
        self.sql(
            "INSERT INTO card (chat, message, kind, about, at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (chat, message) DO UPDATE SET kind = excluded.kind, about = excluded.about, at = excluded.at",
        )?
        .execute(params![card.chat, card.message, kind, number, now.0])?;
        Ok(())
    }

    /// Makes all cards about one thing cards about another.
    pub fn turn_cards(&self, from: About, to: About, now: Time) -> Result<usize> {
        let ((kind, number), (new_kind, new_number)) = (numbers(from), numbers(to));
        let mut sql = self.sql("UPDATE card SET kind = ?3, about = ?4, at = ?5 WHERE kind = ?1 AND about = ?2")?;
        Ok(sql.execute(params![kind, number, new_kind, new_number, now.0])?)
    }

    /// Forgets all cards about one thing: nothing will change on them.
    pub fn drop_cards(&self, about: About) -> Result<usize> {
        let (kind, number) = numbers(about);
        Ok(self.sql("DELETE FROM card WHERE kind = ?1 AND about = ?2")?.execute([kind, number])?)
    }

    /// Forgets what was asked before then in a chat: nobody answers it any more. Publications are followed for longer.
    pub fn drop_questions(&self, chat: i64, before: Time) -> Result<()> {
        let mut sql = self.sql(
            "DELETE FROM card WHERE chat = ?1 AND kind IN (5, 12, 20, 21, 22, ?3) AND at < CASE kind WHEN ?3 THEN ?4 ELSE ?2 END",
        )?;
        sql.execute([chat, before.0, DETAILS, (before - FOLLOWED).0])?;
        Ok(())
    }

    /// Forgets the other cards of a chat about the same thing: one of them is kept up to date.
    pub fn drop_other_cards(&self, card: Card) -> Result<()> {
        let (kind, number) = numbers(card.about);
        self.sql("DELETE FROM card WHERE chat = ?1 AND message <> ?2 AND kind = ?3 AND about = ?4")?.execute([
            card.chat,
            card.message,
            kind,
            number,
        ])?;
        Ok(())
    }

    /// This message waits for a reader's city, and no other of the chat does.
    pub fn ask_city(&self, chat: i64, message: i64, now: Time) -> Result<()> {
        self.drop_cities(chat)?;
        self.keep_card(Card { chat, message, about: About::Asked(Asked::City) }, now)
    }

    /// It does not wait for one any more.
    pub fn drop_city(&self, chat: i64, message: i64) -> Result<()> {
        let mut sql = self.sql("DELETE FROM card WHERE chat = ?1 AND message = ?2 AND kind = ?3")?;
        sql.execute([chat, message, CITY])?;
        Ok(())
    }

    /// No message of the chat does.
    pub(super) fn drop_cities(&self, chat: i64) -> Result<()> {
        self.sql("DELETE FROM card WHERE chat = ?1 AND kind = ?2")?.execute([chat, CITY])?;
        Ok(())
    }

    /// Forgets one card.
    pub fn drop_card(&self, chat: i64, message: i64) -> Result<()> {
        self.sql("DELETE FROM card WHERE chat = ?1 AND message = ?2")?.execute([chat, message])?;
        Ok(())
    }
}

fn numbers(about: About) -> (i64, i64) {
    match about {
        About::Countdown(plan) => (1, plan),
        About::Progress(seq) => (2, seq),
        About::Question(plan) => (3, plan),
        About::Second(plan) => (4, plan),
        About::Asked(Asked::Time(packed)) => (5, packed),
        About::Queue(since) => (6, since),
        About::Asked(Asked::Story(typed)) => (20, typed),
        About::Asked(Asked::Text(packed)) => (21, packed),
        About::Asked(Asked::Translation(article)) => (22, article),
        About::Asked(Asked::Details(article)) => (DETAILS, article),
        About::Asked(Asked::Amendment(id)) => (12, id),
        About::Asked(Asked::City) => (CITY, 0),
        About::Mending(article) => (101, article.0),
        About::Conflict(article) => (102, article.0),
        About::Practice(practice) => (7, practice),
    }
}

fn card(row: &Row) -> rusqlite::Result<Card> {
    let number = row.get(3)?;
    let about = match row.get::<_, i64>(2)? {
        1 => About::Countdown(number),
        2 => About::Progress(number),
        3 => About::Question(number),
        4 => About::Second(number),
        6 => About::Queue(number),
        20 => About::Asked(Asked::Story(number)),
        21 => About::Asked(Asked::Text(number)),
        22 => About::Asked(Asked::Translation(number)),
        DETAILS => About::Asked(Asked::Details(number)),
        12 => About::Asked(Asked::Amendment(number)),
        CITY => About::Asked(Asked::City),
        101 => About::Mending(ArticleKey(number)),
        102 => About::Conflict(ArticleKey(number)),
        7 => About::Practice(number),
        _ => About::Asked(Asked::Time(number)),
    };
    Ok(Card { chat: row.get(0)?, message: row.get(1)?, about })
}
