//! Numbers for admins. In: nothing of its own. Out: counts over chats, history and outcomes. What is asked of all chats
//! is asked in one pass; what is asked of all messages is kept by the hour, so that none of it reads the ledger whole.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{Reading, Result, Seq, events::What};
use crate::{article::ArticleKey, clock::Time};

const HOUR: i64 = 3_600_000;
/// How many departures are looked at to say after which story readers left.
const DEPARTURES: u32 = 2_000;

/// Subscribers as they are now. Groups and channels are counted, and in nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// Readers who get news.
    pub active: u32,
    /// Of them on a break.
    pub paused: u32,
    /// Groups that get news.
    pub groups: u32,
    /// Channels that get news.
    pub channels: u32,
    /// Readers per bit of the rubric mask; main is bit 0.
    pub rubrics: [u32; 63],
    /// Readers per mask of languages of news.
    pub languages: BTreeMap<u8, u32>,
    /// Readers per link they came by; without one: an empty name.
    pub sources: BTreeMap<String, u32>,
}

/// What happened to subscribers in a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Growth {
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
    /// Took the bot's right to write.
    pub no_rights: u32,
}

impl Growth {
    /// Those who came less those who went.
    pub fn delta(&self) -> i64 {
        i64::from(self.new) + i64::from(self.returned)
            - i64::from(self.left)
            - i64::from(self.blocked)
            - i64::from(self.gone)
            - i64::from(self.no_rights)
    }
}

/// Chats that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscribers {
    /// `reader`, `group`, `channel`
    pub kind: &'static str,
    /// `active`, `paused`, `left`, `blocked`, `gone`, `no_rights`
    pub state: &'static str,
    /// How many.
    pub count: u32,
}

/// Messages by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deliveries {
    /// We hold a message number.
    pub delivered: u32,
    /// Telegram said no.
    pub refused: u32,
    /// Nobody knows.
    pub uncertain: u32,
}

impl Deliveries {
    /// All that ended.
    pub fn ended(&self) -> u32 {
        self.delivered + self.refused + self.uncertain
    }
}

impl Reading<'_> {
    /// Subscribers as they are now, in one pass over the chats.
    pub fn census(&self, now: Time) -> Result<Census> {
        let mut census = Census {
            active: 0,
            paused: 0,
            groups: 0,
            channels: 0,
            rubrics: [0; 63],
            languages: BTreeMap::new(),
            sources: BTreeMap::new(),
        };
        let mut sql =
            self.sql("SELECT rubrics, languages, paused > ?1, kind, coalesce(source, '') FROM chat WHERE state = 0")?;
        let mut rows = sql.query([now.0])?;
        while let Some(row) = rows.next()? {
            match row.get::<_, i64>(3)? {
                0 => census.active += 1,
                1 => census.groups += 1,
                _ => census.channels += 1,
            }
            if row.get::<_, i64>(3)? > 0 {
                continue;
            }
            census.paused += u32::from(row.get::<_, Option<bool>>(2)?.unwrap_or(false));
            let mut mask = row.get::<_, i64>(0)?.cast_unsigned();
            while mask != 0 {
                if let Some(count) = census.rubrics.get_mut(mask.trailing_zeros() as usize) {
                    *count += 1;
                }
                mask &= mask - 1;
            }
            *census.languages.entry(row.get(1)?).or_default() += 1;
            let source = row.get_ref(4)?.as_str().unwrap_or_default();
            match census.sources.get_mut(source) {
                Some(count) => *count += 1,
                None => drop(census.sources.insert(source.to_owned(), 1)),
            }
        }
        Ok(census)
    }

    /// How many chats there are of each kind, in each state, in one pass over all.
    pub fn subscribers(&self, now: Time) -> Result<Vec<Subscribers>> {
        let mut sql = self
            .sql("SELECT kind, state, state = 0 AND coalesce(paused > ?1, 0), count(*) FROM chat GROUP BY 1, 2, 3")?;
        let rows = sql.query_map([now.0], |row| {
            let kind = match row.get(0)? {
                0 => "reader",
                1 => "group",
                _ => "channel",
            };
            let state = match (row.get(1)?, row.get(2)?) {
                (0, false) => "active",
                (0, true) => "paused",
                (1, _) => "left",
                (2, _) => "blocked",
                (3, _) => "gone",
                _ => "no_rights",
            };
            Ok(Subscribers { kind, state, count: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What happened to readers between two moments; groups and channels apart.
    pub fn growth(&self, from: Time, to: Time) -> Result<Growth> {
        let mut sql = self.sql(
            "SELECT v.what, count(*) FROM event v JOIN chat c ON c.key = v.chat AND c.kind = 0
                 WHERE v.at >= ?1 AND v.at < ?2 AND v.what <= 5 GROUP BY v.what",
        )?;
        let mut rows = sql.query(params![from.0, to.0])?;
        let mut growth = Growth::default();
        while let Some(row) = rows.next()? {
            let count: u32 = row.get(1)?;
            match row.get::<_, i64>(0)? {
                0 => growth.new = count,
                1 => growth.returned = count,
                2 => growth.left = count,
                3 => growth.blocked = count,
                4 => growth.gone = count,
                _ => growth.no_rights = count,
            }
        }
        Ok(growth)
    }

    /// Readers who opened a start link with a source between two moments, by source: who came by it, and who was known already.
    pub fn opened_links(&self, from: Time, to: Time) -> Result<BTreeMap<String, u32>> {
        let mut sql = self.sql(
            "SELECT v.detail, count(DISTINCT v.chat) FROM event v JOIN chat c ON c.key = v.chat AND c.kind = 0
                 WHERE v.at >= ?1 AND v.at < ?2 AND v.what IN (?3, ?4) AND v.detail IS NOT NULL GROUP BY v.detail",
        )?;
        let values = params![from.0, to.0, What::Joined.number(), What::Linked.number()];
        let rows = sql.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Messages that ended between two moments, by outcome, to the hour: the hours in which they fall count whole. One that
    /// is in doubt and sent again counts as that ends.
    pub fn count_deliveries(&self, from: Time, to: Time) -> Result<Deliveries> {
        let mut sql = self.sql("SELECT outcome, sum(n) FROM hour WHERE hour BETWEEN ?1 AND ?2 GROUP BY outcome")?;
        let mut rows = sql.query([from.0.div_euclid(HOUR), to.0.div_euclid(HOUR)])?;
        let mut deliveries = Deliveries::default();
        while let Some(row) = rows.next()? {
            let count = row.get(1)?;
            match row.get::<_, i64>(0)? {
                1 => deliveries.delivered = count,
                2 => deliveries.refused = count,
                _ => deliveries.uncertain = count,
            }
        }
        Ok(deliveries)
    }

    /// How many messages are in flight.
    pub fn count_open(&self) -> Result<u32> {
        let mut sql = self.sql("SELECT count(*) FROM delivery WHERE outcome IS NULL")?;
        Ok(sql.query_row([], |row| row.get(0))?)
    }

    /// The newest publications between two moments, newest first.
    pub fn published_between(&self, from: Time, to: Time, most: u32) -> Result<Vec<Seq>> {
        // Of a push in several languages the first stands for all.
        let mut sql = self.sql(
            "SELECT seq FROM publication WHERE at >= ?1 AND at < ?2 AND part_of IS NULL ORDER BY seq DESC LIMIT ?3",
        )?;
        let rows = sql.query_map(params![from.0, to.0, most], |row| row.get(0).map(Seq))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The stories after which most readers (groups and channels apart) left or blocked the bot within an hour, most first; judged by the newest
    /// departures of the stretch.
    pub fn worst_stories(&self, from: Time, to: Time, most: u32) -> Result<Vec<(ArticleKey, u32)>> {
        let mut sql = self.sql(
            "WITH v AS (SELECT v.chat, v.at FROM event v JOIN chat c ON c.key = v.chat AND c.kind = 0
                        WHERE v.at >= ?1 AND v.at < ?2 AND v.what IN (?3, ?4) ORDER BY v.at DESC LIMIT ?5)
             SELECT e.article, count(*) FROM v JOIN delivery d ON d.chat = v.chat AND d.at =
               (SELECT max(at) FROM delivery WHERE chat = v.chat AND at BETWEEN v.at - ?6 AND v.at AND outcome = 1)
             JOIN edition_article e ON e.edition = d.sent AND e.place = 0 GROUP BY 1 ORDER BY 2 DESC, 1 DESC LIMIT ?7",
        )?;
        let (left, blocked) = (What::Left.number(), What::Blocked.number());
        let values = params![from.0, to.0, left, blocked, DEPARTURES, HOUR, most];
        let rows = sql.query_map(values, |row| Ok((ArticleKey(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
