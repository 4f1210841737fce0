//! Who has something to come: the questions from which the run queue in memory is built. Asked of a range of keys at a
//! time, so that no snapshot stays open for long. The answers are hints: a visit decides.

use rusqlite::{ToSql, params};

use super::{
    ChatKey, Cursor, Cursors, Entry, Lane, Reading, Result, Seq,
    codes::mode_from,
    matched::{follows_one, list},
};
use crate::{clock::Time, newsroom::Mode};

/// The time of day in the newsroom, for the quick part of the question "may it be sent now".
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The time.
    pub now: Time,
    /// The newsroom's minute of the day.
    pub minute: u16,
}

/// A range of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// After this one…
    pub after: ChatKey,
    /// …up to this one.
    pub to: ChatKey,
}

/// A chat that may have something to come.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// The chat.
    pub key: ChatKey,
    /// Nothing stands in the way of a visit now. `false`: it waits for a time, or that takes a closer look.
    pub now: bool,
    /// Breaking news comes to it as such, not as news among others.
    pub urgent: bool,
}

/// A chat with its cursors, for building the run queue at start.
#[derive(Clone, Copy, Debug)]
pub struct Behind {
    /// The chat.
    pub key: ChatKey,
    /// Where it is.
    pub cursors: Cursors,
    /// What it asked for.
    pub rubrics: u64,
    /// In which languages.
    pub languages: u8,
    /// Breaking news too.
    pub urgent: bool,
    /// How.
    pub mode: Mode,
    /// It follows words or threads.
    pub follows: bool,
    /// As in [`Candidate::now`].
    pub now: bool,
}

/// No quiet hour at this minute (?2) of the newsroom's day; a chat with a zone of its own takes a closer look.
pub(super) const AWAKE: &str =
    "(quiet_from IS NULL OR CASE WHEN quiet_from <= quiet_to THEN ?2 NOT BETWEEN quiet_from AND quiet_to - 1
     ELSE ?2 BETWEEN quiet_to AND quiet_from - 1 END)";

/// Nothing stands in the way of ordinary news at the time ?1.
fn at_once() -> String {
    format!(
        "mode = 0 AND (paused IS NULL OR paused <= ?1) AND gate <= ?1 AND zone IS NULL AND cap = 0
         AND (last IS NULL OR last + spacing <= ?1) AND {AWAKE}"
    )
}

impl Reading<'_> {
    /// The open chats among these keys that may want this entry: none that wants it is left out.
    pub fn audience(&self, entry: &Entry, at: Moment, keys: Keys) -> Result<Vec<Candidate>> {
        let by_word = if entry.words.is_empty() { "0".to_owned() } else { follows_one("?8", "?6") };
        let (urgent, now, asks) = match entry.lane {
            Lane::Breaking => (
                "urgent",
                format!(
                    "urgent AND (paused IS NULL OR paused <= ?1 OR pause_urgent) AND gate <= ?1 AND (quiet_urgent > 0 OR (zone IS NULL AND {AWAKE}))"
                ),
                format!("(urgent OR rubrics & ?4 OR {by_word})"),
            ),
            Lane::News => ("0", at_once(), format!("mode <> 3 AND (rubrics & ?4 OR {by_word})")),
        };
        let cursor = Cursor::of(entry).column();
        let mut sql = self.sql(&format!(
            "SELECT key, {urgent}, {now} FROM chat
             WHERE key > ?3 AND key <= ?7 AND state = 0 AND {asks} AND languages & ?5 AND {cursor} < ?6 ORDER BY key"
        ))?;
        let Keys { after, to } = keys;
        let (rubrics, words) = (entry.rubrics.cast_signed(), list(&entry.words));
        let values: [&dyn ToSql; 8] =
            [&at.now.0, &at.minute, &after.0, &rubrics, &entry.languages, &entry.seq.0, &to.0, &words];
        let used = if entry.words.is_empty() { 7 } else { 8 };
        let rows = sql.query_map(&values[..used], |row| {
            Ok(Candidate { key: ChatKey(row.get(0)?), urgent: row.get(1)?, now: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The open chats among these keys, with their cursors.
    pub fn behind(&self, at: Moment, keys: Keys) -> Result<Vec<Behind>> {
        let now = at_once();
        let mut sql = self.sql(&format!(
            "SELECT key, breaking, main, news, rubrics, languages, urgent, mode, {now}, words > 0
             FROM chat WHERE key > ?3 AND key <= ?4 AND state = 0 ORDER BY key"
        ))?;
        let rows = sql.query_map(params![at.now.0, at.minute, keys.after.0, keys.to.0], |row| {
            Ok(Behind {
                key: ChatKey(row.get(0)?),
                cursors: Cursors { breaking: Seq(row.get(1)?), main: Seq(row.get(2)?), news: Seq(row.get(3)?) },
                rubrics: row.get::<_, i64>(4)?.cast_unsigned(),
                languages: row.get(5)?,
                urgent: row.get(6)?,
                mode: mode_from(row.get(7)?),
                now: row.get(8)?,
                follows: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The highest key of a chat.
    pub fn last_chat(&self) -> Result<Option<ChatKey>> {
        let mut sql = self.sql("SELECT max(key) FROM chat")?;
        Ok(sql.query_row([], |row| row.get::<_, Option<i64>>(0))?.map(ChatKey))
    }
}
