//! The ledger: one row a message. In: an intent before the request leaves, its one outcome after. Out: who has what,
//! what is open, what happened to one chat. A cursor moves only with a final outcome ([`Writing::finish`]), in joining,
//! returning and widening; which ones, and how far, says `cursors`.

use rusqlite::{OptionalExtension, Row, params};

use super::{
    ChatKey, Cursors, Kind, Reading, Result, Seq, Writing,
    codes::{form_from, kind_number, refusal_from, refusal_number, unclear_from, unclear_number},
    editions::{Edition, EditionId},
    totals::Ending,
};
use crate::{
    article::{ArticleKey, Form},
    bot_api::Unclear,
    clock::Time,
};

/// What a message decides, and what it counts as. Which cursors that moves: [`Served::moves`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Served {
    /// Breaking alone.
    Breaking,
    /// Main at once for a chat whose other news comes as a digest.
    Main,
    /// Everything; counts as an ordinary message.
    News,
    /// Everything, led by a main story; not counted against the daily limit.
    Top,
    /// Nothing: it says that a message before it was wrong.
    Note,
}

/// How a send ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ended {
    /// Telegram gave the message this number (0 where the answer could not be read but said ok).
    Delivered(i64),
    /// Telegram said no.
    Refused(Refusal),
    /// It may or may not have arrived, for this reason.
    Uncertain(Unclear),
}

/// Why Telegram said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The reader blocked the bot, or it was removed.
    Blocked,
    /// The account or chat does not exist any more.
    Gone,
    /// The bot may not write there.
    NoRights,
    /// It does not take this content in this form.
    Content(Form),
    /// What a newer version wrote.
    Other(i64),
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The chat.
    pub chat: ChatKey,
    /// When the request left; with the chat, the row's key.
    pub at: Time,
    /// What it decides.
    pub served: Served,
    /// The stretch of the log that it decides: after…
    pub after: Seq,
    /// …up to.
    pub upto: Seq,
    /// What was rendered.
    pub edition: EditionId,
    /// `None`: open, no outcome yet.
    pub ended: Option<Ended>,
    /// When Telegram answered.
    pub answered: Option<Time>,
    /// How many uncertain sends of every story it shows came before.
    pub attempt: u32,
}

/// A story in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The story.
    pub story: i64,
    /// The version of it that was shown.
    pub article: ArticleKey,
    /// The message only names it.
    pub named: bool,
    /// We have deleted the message: nobody has the story by it.
    pub deleted: bool,
    /// The richest form that the message uses.
    pub form: Form,
    /// The message.
    pub row: Delivery,
}

/// What we have deleted: [`Stuck::Deleted`](super::repairs::Stuck).
pub(super) const DELETED: i64 = 105;

const COLUMNS: &str =
    "d.chat, d.at, d.lane, d.after, d.upto, d.sent, d.outcome, d.message, d.answered, d.attempt, d.stuck";

impl Reading<'_> {
    /// All rows without an outcome: what was in flight when the process died, or is in flight now.
    pub fn open_deliveries(&self) -> Result<Vec<Delivery>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM delivery d WHERE d.outcome IS NULL ORDER BY d.chat"))?;
        let rows = sql.query_map([], delivery)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether the chat has a row without an outcome.
    pub fn is_open(&self, chat: ChatKey) -> Result<bool> {
        let mut sql = self.sql("SELECT 1 FROM delivery WHERE chat = ?1 AND outcome IS NULL")?;
        Ok(sql.exists([chat.0])?)
    }

    /// The newest rows of a chat, newest first.
    pub fn last_deliveries(&self, chat: ChatKey, most: u32) -> Result<Vec<Delivery>> {
        let mut sql =
            self.sql(&format!("SELECT {COLUMNS} FROM delivery d WHERE d.chat = ?1 ORDER BY d.at DESC LIMIT ?2"))?;
        let rows = sql.query_map([chat.0, i64::from(most)], delivery)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether this message of a chat brought it news.
    pub fn brought_news(&self, chat: ChatKey, message: i64) -> Result<bool> {
        Ok(self.sql("SELECT 1 FROM delivery WHERE chat = ?1 AND message = ?2")?.exists([chat.0, message])?)
    }

    /// The newest rows of a chat that are visits, newest first: what a reader opened by a link decides nothing.
    pub fn last_visits(&self, chat: ChatKey, most: u32) -> Result<Vec<Delivery>> {
        let mut sql = self.sql(&format!(
            "SELECT {COLUMNS} FROM delivery d WHERE d.chat = ?1 AND d.after < d.upto ORDER BY d.at DESC LIMIT ?2"
        ))?;
        let rows = sql.query_map([chat.0, i64::from(most)], delivery)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every story that the chat's rows since `from` show: the ledger's answer to "who has it". A note
    /// shows nothing.
    pub fn stories_served(&self, chat: ChatKey, from: Time) -> Result<Vec<Copy>> {
        let mut sql = self.sql(&format!(
            "SELECT {COLUMNS}, a.story, a.key, t.form, d.outcome IS 1 AND d.stuck IS {DELETED}, t.mentions + t.overnight > 0
               AND e.place + t.mentions + t.overnight >= (SELECT count(*) FROM edition_article n WHERE n.edition = e.edition)
             FROM delivery d JOIN edition t ON t.id = d.sent JOIN edition_article e ON e.edition = d.sent
             JOIN article a ON a.key = e.article WHERE d.chat = ?1 AND d.at >= ?2 AND d.lane <> 5
             ORDER BY d.at"
        ))?;
        let rows = sql.query_map([chat.0, from.0], |row| {
            let (article, form) = (ArticleKey(row.get(12)?), form_from(row.get(13)?));
            let (deleted, named) = (row.get(14)?, row.get(15)?);
            Ok(Copy { story: row.get(11)?, article, named, deleted, form, row: delivery(row)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many ordinary messages the chat has had between these times; `silent`: with those that may have arrived. What
    /// Telegram answered with a failure most likely did not.
    pub fn ordinary_between(&self, chat: ChatKey, from: Time, to: Time, silent: bool) -> Result<u32> {
        let mut sql = self.sql(
            "SELECT count(*) FROM delivery WHERE chat = ?1 AND at BETWEEN ?2 AND ?3 AND lane = 3
               AND (outcome = 1 OR (?4 AND outcome = 3 AND stuck IS NULL))",
        )?;
        Ok(sql.query_row(params![chat.0, from.0, to.0, silent], |row| row.get(0))?)
    }

    /// Whether a message with an unclear answer would have decided more than up to there.
    pub fn has_doubt_after(&self, chat: ChatKey, seq: Seq) -> Result<bool> {
        let mut sql = self.sql(
            "SELECT 1 FROM delivery INDEXED BY delivery_failed
             WHERE chat = ?1 AND outcome > 1 AND outcome = 3 AND upto > ?2",
        )?;
        Ok(sql.exists([chat.0, seq.0])?)
    }

    /// All rows of a chat that show an article, oldest first.
    pub fn deliveries_of(&self, chat: ChatKey, article: ArticleKey) -> Result<Vec<Delivery>> {
        let mut sql = self.sql(&format!(
            "SELECT {COLUMNS} FROM delivery d JOIN edition_article e ON e.edition = d.sent
             WHERE d.chat = ?1 AND e.article = ?2 ORDER BY d.at"
        ))?;
        let rows = sql.query_map([chat.0, article.0], delivery)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Reading<'_> {
    /// What has left to groups since then: their numbers at Telegram, and when, in order. Looks at all chats.
    pub fn left_to_groups(&self, from: Time) -> Result<Vec<(i64, Time)>> {
        let mut sql = self.sql(
            "SELECT c.telegram, d.at FROM chat c CROSS JOIN delivery d ON d.chat = c.key AND d.at >= ?2
             WHERE c.kind = ?1 ORDER BY d.at",
        )?;
        let rows = sql.query_map([kind_number(Kind::Group), from.0], |row| Ok((row.get(0)?, Time(row.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Writes the intent: the request leaves right after this is committed. `at` is moved on where the chat has a row
    /// of the same millisecond; the row's time is returned.
    pub fn intend(&self, delivery: &Delivery) -> Result<Time> {
        // In these three, RETURNING would open a table of its own each time, which takes longer than a second look.
        let last: Option<i64> =
            self.sql("SELECT max(at) FROM delivery WHERE chat = ?1")?.query_row([delivery.chat.0], |row| row.get(0))?;
        let at = last.map_or(delivery.at, |last| delivery.at.max(Time(last + 1)));
        self.sql(
            "INSERT INTO delivery (chat, at, lane, after, upto, sent, edition, attempt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)",
        )?
        .execute(params![
            delivery.chat.0,
            at.0,
            served_number(delivery.served),
            delivery.after.0,
            delivery.upto.0,
            delivery.edition.0,
            delivery.attempt
        ])?;
        self.use_edition(delivery.edition, at)?;
        Ok(at)
    }

    /// Ends an open row, once, and moves the cursors if the visit is decided by it. `false`: it had ended, or its chat
    /// was erased meanwhile.
    pub fn finish(&self, chat: ChatKey, at: Time, ended: Ended, decides: bool, now: Time) -> Result<bool> {
        let (outcome, message, stuck) = match ended {
            Ended::Delivered(message) => (1, Some(message), None),
            Ended::Refused(refusal) => (2, None, Some(refusal_number(refusal))),
            Ended::Uncertain(unclear) => (3, None, unclear_number(unclear)),
        };
        let open: Option<(i64, i64, i64, bool)> = self
            .sql(
                "SELECT d.lane, d.upto, d.sent, t.offers FROM delivery d JOIN edition t ON t.id = d.sent
                 WHERE d.chat = ?1 AND d.at = ?2 AND d.outcome IS NULL",
            )?
            .query_row([chat.0, at.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        let Some((lane, upto, edition, offers)) = open else { return Ok(false) };
        self.sql(
            "UPDATE delivery SET outcome = ?3, message = ?4, stuck = ?5, answered = ?6
             WHERE chat = ?1 AND at = ?2 AND outcome IS NULL",
        )?
        .execute(params![chat.0, at.0, outcome, message, stuck, now.0])?;
        if offers && outcome == 1 {
            self.note_offer(chat, now)?;
        }
        let (edition, stuck) = (EditionId(edition), stuck.unwrap_or(0));
        let again = matches!(ended, Ended::Uncertain(_)) && !decides;
        let served = served_from(lane);
        if served != Served::Note {
            self.count_ending(&Ending { chat, at, lane, edition, outcome, stuck, again, now })?;
            if outcome != 2 {
                self.count_new(edition, message.is_some_and(|number| number > 0))?;
            }
        }
        let stands = match ended {
            Ended::Delivered(_) => true,
            Ended::Uncertain(unclear) => unclear == Unclear::Silence && decides, // else it comes again, or never came
            Ended::Refused(_) => false,
        };
        let last = (stands && matches!(served, Served::News | Served::Top)).then_some(at);
        self.raise_cursors(chat, Cursors::moved_by(served, if decides { Seq(upto) } else { Seq(0) }), last)?;
        Ok(true)
    }

    /// Notes a story that a reader has opened: intent and outcome at once, since it stands in the chat already. Cursors
    /// stay: it was asked for, not due. `false`: the chat is gone, or a message is on its way to it (there is one open row a
    /// chat) and the copy goes unnoted.
    pub fn note_opened(&self, chat: ChatKey, edition: &Edition, number: i64, now: Time) -> Result<bool> {
        let Some(known) = self.chat(chat)? else { return Ok(false) };
        if self.is_open(chat)? {
            return Ok(false);
        }
        let (least, stories) = (known.cursors.least(), &edition.stories);
        let edition = self.edition_for(edition)?;
        let (served, ended, answered) = (Served::Main, None, None);
        let row = Delivery { chat, at: now, served, after: least, upto: least, edition, ended, answered, attempt: 0 };
        let at = self.intend(&row)?;
        for (article, _) in stories {
            let mut sql = self.sql("UPDATE article SET opened = ?2 WHERE key = ?1 AND opened IS NULL")?;
            if sql.execute([article.0, now.0])? == 1 {
                self.bump_log()?; // whoever keeps a copy of the log has to ask the ledger from now on
            }
        }
        self.finish(chat, at, Ended::Delivered(number), false, now)
    }

    /// Takes back an intent whose request certainly had no effect.
    pub fn unsend(&self, chat: ChatKey, at: Time) -> Result<bool> {
        let mut sql = self.sql("DELETE FROM delivery WHERE chat = ?1 AND at = ?2 AND outcome IS NULL")?;
        Ok(sql.execute([chat.0, at.0])? == 1)
    }
}

fn delivery(row: &Row) -> rusqlite::Result<Delivery> {
    let ended = match row.get::<_, Option<i64>>(6)? {
        None => None,
        Some(1) => Some(Ended::Delivered(row.get::<_, Option<i64>>(7)?.unwrap_or(0))),
        Some(2) => Some(Ended::Refused(refusal_from(row.get::<_, Option<i64>>(10)?.unwrap_or(0)))),
        Some(_) => Some(Ended::Uncertain(unclear_from(row.get(10)?))),
    };
    Ok(Delivery {
        chat: ChatKey(row.get(0)?),
        at: Time(row.get(1)?),
        served: served_from(row.get(2)?),
        after: Seq(row.get(3)?),
        upto: Seq(row.get(4)?),
        edition: EditionId(row.get(5)?),
        ended,
        answered: row.get::<_, Option<i64>>(8)?.map(Time),
        attempt: row.get(9)?,
    })
}

fn served_number(served: Served) -> i64 {
    match served {
        Served::Breaking => 1,
        Served::Main => 2,
        Served::News => 3,
        Served::Top => 4,
        Served::Note => 5,
    }
}

fn served_from(number: i64) -> Served {
    match number {
        1 => Served::Breaking,
        2 => Served::Main,
        3 => Served::News,
        4 => Served::Top,
        _ => Served::Note,
    }
}
