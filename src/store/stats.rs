//! Numbers for admins and for the live card. In: nothing of its own. Out: counts over chats, history and ledger.

use rusqlite::params;

use super::{Reading, Result, Seq};
use crate::clock::Time;

/// Subscribers now, and what happened to them in a stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readers {
    /// Open chats.
    pub active: u32,
    /// Of them on a break.
    pub paused: u32,
    /// Came for the first time.
    pub new: u32,
    /// Came back.
    pub returned: u32,
    /// Said `/stop`.
    pub left: u32,
    /// Blocked the bot.
    pub blocked: u32,
    /// Were deleted.
    pub gone: u32,
}

/// Deliveries of a stretch of time, by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deliveries {
    /// We hold a message number.
    pub delivered: u32,
    /// Telegram said no.
    pub refused: u32,
    /// Nobody knows.
    pub uncertain: u32,
    /// In flight.
    pub open: u32,
}

/// How far one publication has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Copies delivered.
    pub delivered: u32,
    /// Refused because the reader blocked the bot.
    pub blocked: u32,
    /// Refused because the account is gone.
    pub gone: u32,
    /// Refused for another reason.
    pub refused: u32,
    /// Unknown.
    pub uncertain: u32,
    /// When the first copy was accepted.
    pub first: Option<Time>,
    /// When half of the copies were accepted.
    pub middle: Option<Time>,
    /// When the last was.
    pub last: Option<Time>,
}

impl Reading<'_> {
    /// Subscribers, and their coming and going between two moments.
    pub fn count_readers(&self, from: Time, to: Time) -> Result<Readers> {
        let mut readers = Readers::default();
        let mut sql = self.sql("SELECT count(*), count(CASE WHEN paused > ?1 THEN 1 END) FROM chat WHERE state = 0")?;
        (readers.active, readers.paused) = sql.query_row([to.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut sql =
            self.sql("SELECT what, count(*) FROM event WHERE at >= ?1 AND at < ?2 AND what <= 4 GROUP BY what")?;
        let mut rows = sql.query(params![from.0, to.0])?;
        while let Some(row) = rows.next()? {
            let count: u32 = row.get(1)?;
            match row.get::<_, i64>(0)? {
                0 => readers.new = count,
                1 => readers.returned = count,
                2 => readers.left = count,
                3 => readers.blocked = count,
                _ => readers.gone = count,
            }
        }
        Ok(readers)
    }

    /// Open chats per rubric bit, main first.
    pub fn readers_by_rubric(&self) -> Result<Vec<(u8, u32)>> {
        let mut sql = self.sql(
            "SELECT r.bit, (SELECT count(*) FROM chat c WHERE c.state = 0 AND c.rubrics & (1 << r.bit)) FROM rubric r
             ORDER BY r.bit",
        )?;
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Open chats per language of conversation (its number) and mask of languages of news.
    pub fn readers_by_language(&self) -> Result<Vec<(i64, u32)>> {
        let mut sql = self.sql("SELECT tongue, count(*) FROM chat WHERE state = 0 GROUP BY tongue ORDER BY 2 DESC")?;
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Open chats per link they came by, most first; without a link: an empty name.
    pub fn readers_by_source(&self, most: u32) -> Result<Vec<(String, u32)>> {
        let mut sql = self.sql(
            "SELECT coalesce(source, ''), count(*) FROM chat WHERE state = 0 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?1",
        )?;
        let rows = sql.query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Messages that left between two moments, by outcome.
    pub fn count_deliveries(&self, from: Time, to: Time) -> Result<Deliveries> {
        let mut sql = self.sql(
            "SELECT count(CASE outcome WHEN 1 THEN 1 END), count(CASE outcome WHEN 2 THEN 1 END),
                    count(CASE outcome WHEN 3 THEN 1 END), count(CASE WHEN outcome IS NULL THEN 1 END)
             FROM delivery WHERE at >= ?1 AND at < ?2",
        )?;
        Ok(sql.query_row(params![from.0, to.0], |row| {
            Ok(Deliveries { delivered: row.get(0)?, refused: row.get(1)?, uncertain: row.get(2)?, open: row.get(3)? })
        })?)
    }

    /// How far an entry of the log has come: the copies of its story that left after it was published.
    pub fn progress(&self, seq: Seq) -> Result<Progress> {
        let mut sql = self.sql(
            "SELECT d.outcome, d.stuck, d.answered FROM publication p
             JOIN article a ON a.key = p.article JOIN article b ON b.story = a.story
             JOIN edition_article e ON e.article = b.key JOIN delivery d ON d.sent = e.edition
             WHERE p.seq = ?1 AND d.at >= p.at AND d.upto >= p.seq AND d.outcome IS NOT NULL ORDER BY d.answered",
        )?;
        let mut progress = Progress::default();
        let mut accepted = Vec::new();
        let mut rows = sql.query([seq.0])?;
        while let Some(row) = rows.next()? {
            let stuck: Option<i64> = row.get(1)?;
            match (row.get::<_, i64>(0)?, stuck) {
                (1, _) => {
                    progress.delivered += 1;
                    accepted.push(Time(row.get(2)?));
                }
                (2, Some(REFUSED_BLOCKED)) => progress.blocked += 1,
                (2, Some(REFUSED_GONE)) => progress.gone += 1,
                (2, _) => progress.refused += 1,
                _ => progress.uncertain += 1,
            }
        }
        progress.first = accepted.first().copied();
        progress.middle = accepted.get(accepted.len().saturating_sub(1) / 2).copied();
        progress.last = accepted.last().copied();
        Ok(progress)
    }
}

/// Class of a refusal: the reader blocked the bot, or the bot was removed.
pub const REFUSED_BLOCKED: i64 = 1;
/// Class of a refusal: the account or chat does not exist any more.
pub const REFUSED_GONE: i64 = 2;
/// Class of a refusal: the bot may not write there.
pub const REFUSED_RIGHTS: i64 = 3;
/// Class of a refusal: Telegram does not take this content.
pub const REFUSED_CONTENT: i64 = 4;
