//! Numbers for admins. In: nothing of its own. Out: readers as they are, what happened to them and to messages by the hour, how
//! publications went. All of it is read from totals and from few rows of indexes, however many readers and messages there are.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{
    Kind, Lane, Reading, Result, Seq, State,
    codes::{kind_from, lane_from, mode_from, state_from},
    events::What,
    totals::{BROUGHT, DELIVERED, LEFT, MUTED},
};
use crate::{article::ArticleKey, clock::Time, newsroom::Mode};

const HOUR: i64 = 3_600_000;

/// Subscribers as they are now. Groups and channels are counted, and in nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Readers who get news.
    pub active: u32,
    /// Of them on a break.
    pub paused: u32,
    /// Groups that get news.
    pub groups: u32,
    /// Channels that get news.
    pub channels: u32,
    /// Readers who get none, by why: left, blocked, gone, no rights.
    pub away: BTreeMap<State, u32>,
    /// Readers who get news, by bit of the rubric mask; main is bit 0.
    pub rubrics: BTreeMap<u8, u32>,
    /// The same by mask of languages of news.
    pub languages: BTreeMap<u8, u32>,
    /// The same by mode.
    pub modes: BTreeMap<Mode, u32>,
    /// The same by the link they came by; without one: an empty name.
    pub sources: BTreeMap<String, u32>,
}

/// What happened to subscribers in a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Growth {
    /// Came for the first time.
    pub new: u32,
    /// Came back.
    pub returned: u32,
    /// Said `/stop`, or erased their data.
    pub left: u32,
    /// Blocked the bot.
    pub blocked: u32,
    /// Were deleted.
    pub gone: u32,
    /// Took the bot's right to write.
    pub no_rights: u32,
    /// Came by a list, counted for when they first came.
    pub brought: u32,
}

impl Growth {
    /// Those who came less those who went.
    pub fn delta(&self) -> i64 {
        i64::from(self.new) + i64::from(self.returned) + i64::from(self.brought)
            - i64::from(self.left)
            - i64::from(self.blocked)
            - i64::from(self.gone)
            - i64::from(self.no_rights)
    }

    /// Both together.
    pub fn and(&self, other: &Growth) -> Growth {
        Growth {
            new: self.new.saturating_add(other.new),
            returned: self.returned.saturating_add(other.returned),
            left: self.left.saturating_add(other.left),
            blocked: self.blocked.saturating_add(other.blocked),
            gone: self.gone.saturating_add(other.gone),
            no_rights: self.no_rights.saturating_add(other.no_rights),
            brought: self.brought.saturating_add(other.brought),
        }
    }

    fn add(&mut self, what: i64, count: u32) {
        let place = match what {
            0 => &mut self.new,
            1 => &mut self.returned,
            2 => &mut self.left,
            3 => &mut self.blocked,
            4 => &mut self.gone,
            5 => &mut self.no_rights,
            BROUGHT => &mut self.brought,
            _ => return,
        };
        *place = place.saturating_add(count);
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
        self.delivered.saturating_add(self.refused).saturating_add(self.uncertain)
    }

    /// Both together.
    pub fn and(&self, other: &Deliveries) -> Deliveries {
        Deliveries {
            delivered: self.delivered.saturating_add(other.delivered),
            refused: self.refused.saturating_add(other.refused),
            uncertain: self.uncertain.saturating_add(other.uncertain),
        }
    }

    fn add(&mut self, outcome: i64, count: u32) {
        let place = match outcome {
            DELIVERED => &mut self.delivered,
            2 => &mut self.refused,
            _ => &mut self.uncertain,
        };
        *place = place.saturating_add(count);
    }
}

/// What happened in one hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// To readers.
    pub growth: Growth,
    /// To messages.
    pub deliveries: Deliveries,
}

/// How a publication went, of whose copies totals were kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// Its place; of a push in several languages the first.
    pub seq: Seq,
    /// Its article.
    pub article: ArticleKey,
    /// How it went.
    pub lane: Lane,
    /// When it came out.
    pub at: Time,
    /// Its copies.
    pub copies: Deliveries,
    /// Readers who left or blocked the bot within an hour of getting it.
    pub left: u32,
    /// Readers who muted a rubric within an hour of getting it.
    pub muted: u32,
}

impl Reading<'_> {
    /// Subscribers as they are now.
    pub fn census(&self, now: Time) -> Result<Census> {
        let mut census = Census::default();
        let mut sql = self.sql("SELECT kind, state, languages, mode, rubrics, source, n FROM census WHERE n > 0")?;
        let mut rows = sql.query([])?;
        while let Some(row) = rows.next()? {
            let (kind, state, n) = (kind_from(row.get(0)?), state_from(row.get(1)?), row.get::<_, u32>(6)?);
            match (kind, state) {
                (Kind::Reader, State::Open) => census.active += n,
                (Kind::Reader, away) => *census.away.entry(away).or_default() += n,
                (Kind::Group, State::Open) => census.groups += n,
                (Kind::Channel, State::Open) => census.channels += n,
                _ => {}
            }
            if (kind, state) != (Kind::Reader, State::Open) {
                continue;
            }
            *census.languages.entry(row.get(2)?).or_default() += n;
            *census.modes.entry(mode_from(row.get(3)?)).or_default() += n;
            let mut mask = row.get::<_, i64>(4)?.cast_unsigned();
            while mask != 0 {
                *census.rubrics.entry(mask.trailing_zeros() as u8).or_default() += n; // a bit of 64
                mask &= mask - 1;
            }
            let source = row.get_ref(5)?.as_str().unwrap_or_default();
            match census.sources.get_mut(source) {
                Some(count) => *count += n,
                None => drop(census.sources.insert(source.to_owned(), n)),
            }
        }
        let mut sql = self.sql("SELECT count(*) FROM chat WHERE paused > ?1 AND state = 0 AND kind = 0")?;
        census.paused = sql.query_row([now.0], |row| row.get(0))?;
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

    /// What happened to readers between two moments, to the hour: the hours in which they fall count whole. Groups and
    /// channels apart.
    pub fn growth(&self, from: Time, to: Time) -> Result<Growth> {
        let mut sql = self.sql("SELECT what, sum(n) FROM change WHERE hour BETWEEN ?1 AND ?2 GROUP BY what")?;
        let mut rows = sql.query(hours(from, to))?;
        let mut growth = Growth::default();
        while let Some(row) = rows.next()? {
            growth.add(row.get(0)?, row.get(1)?);
        }
        Ok(growth)
    }

    /// How often readers opened start links between two moments, to the hour, by source: those who came by it, and those who
    /// were known already.
    pub fn opened_links(&self, from: Time, to: Time) -> Result<BTreeMap<String, u32>> {
        let mut sql = self.sql("SELECT source, sum(n) FROM opening WHERE hour BETWEEN ?1 AND ?2 GROUP BY source")?;
        let rows = sql.query_map(hours(from, to), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many readers came by a start link between two moments, to the hour, by source.
    pub fn came_by_links(&self, from: Time, to: Time) -> Result<BTreeMap<String, u32>> {
        let mut sql =
            self.sql("SELECT source, sum(n) FROM opening WHERE hour BETWEEN ?1 AND ?2 AND what = ?3 GROUP BY source")?;
        let [from, to] = hours(from, to);
        let rows = sql.query_map([from, to, What::Joined.number()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Messages that ended between two moments, by outcome, to the hour: the hours in which they fall count whole. One that
    /// is in doubt and sent again counts as that ends.
    pub fn count_deliveries(&self, from: Time, to: Time) -> Result<Deliveries> {
        let mut sql = self.sql("SELECT outcome, sum(n) FROM hour WHERE hour BETWEEN ?1 AND ?2 GROUP BY outcome")?;
        let mut rows = sql.query(hours(from, to))?;
        let mut deliveries = Deliveries::default();
        while let Some(row) = rows.next()? {
            deliveries.add(row.get(0)?, row.get(1)?);
        }
        Ok(deliveries)
    }

    /// What happened between two moments hour by hour, by when each began; hours in which nothing did are left out.
    pub fn by_hour(&self, from: Time, to: Time) -> Result<BTreeMap<Time, Hour>> {
        let mut found: BTreeMap<Time, Hour> = BTreeMap::new();
        let mut sql = self.sql("SELECT hour, what, n FROM change WHERE hour BETWEEN ?1 AND ?2")?;
        let mut rows = sql.query(hours(from, to))?;
        while let Some(row) = rows.next()? {
            let hour = found.entry(Time(row.get::<_, i64>(0)? * HOUR)).or_default();
            hour.growth.add(row.get(1)?, row.get(2)?);
        }
        let mut sql =
            self.sql("SELECT hour, outcome, sum(n) FROM hour WHERE hour BETWEEN ?1 AND ?2 GROUP BY hour, outcome")?;
        let mut rows = sql.query(hours(from, to))?;
        while let Some(row) = rows.next()? {
            let hour = found.entry(Time(row.get::<_, i64>(0)? * HOUR)).or_default();
            hour.deliveries.add(row.get(1)?, row.get(2)?);
        }
        Ok(found)
    }

    /// How many messages are in flight.
    pub fn count_open(&self) -> Result<u32> {
        let mut sql = self.sql("SELECT count(*) FROM delivery WHERE outcome IS NULL")?;
        Ok(sql.query_row([], |row| row.get(0))?)
    }

    /// How many publications there were between two moments; a push in several languages is one.
    pub fn count_published(&self, from: Time, to: Time) -> Result<u32> {
        let mut sql = self.sql("SELECT count(*) FROM publication WHERE at >= ?1 AND at < ?2 AND part_of IS NULL")?;
        Ok(sql.query_row([from.0, to.0], |row| row.get(0))?)
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

    /// How the publications between two moments went, newest first.
    pub fn pushes_between(&self, from: Time, to: Time) -> Result<Vec<Pushed>> {
        let mut sql = self.sql(
            "SELECT coalesce(q.part_of, q.seq) AS push, t.outcome, max(coalesce(sum(t.n), 0), 0)
             FROM publication q LEFT JOIN total t ON t.publication = q.seq
             WHERE q.at >= ?1 AND q.at < ?2 GROUP BY push, t.outcome ORDER BY push DESC",
        )?;
        let mut rows = sql.query([from.0, to.0])?;
        let mut found: Vec<Pushed> = Vec::new();
        while let Some(row) = rows.next()? {
            let seq = Seq(row.get(0)?);
            if found.last().is_none_or(|last| last.seq != seq) {
                found.push(self.pushed(seq)?);
            }
            let (outcome, n) = (row.get::<_, Option<i64>>(1)?, row.get(2)?);
            if let (Some(push), Some(outcome)) = (found.last_mut(), outcome) {
                push.add(outcome, n);
            }
        }
        Ok(found)
    }

    /// The publications between two moments after which readers left or muted a rubric within an hour of getting them: those
    /// first after which most left.
    pub fn departures(&self, from: Time, to: Time, most: u32) -> Result<Vec<Pushed>> {
        let mut sql = self.sql(
            "SELECT coalesce(p.part_of, p.seq) AS push, sum(t.n) FILTER (WHERE t.outcome = 4) AS went,
               sum(t.n) FILTER (WHERE t.outcome = 5) AS muted
             FROM total t INDEXED BY total_departures JOIN publication p ON p.seq = t.publication
             WHERE t.outcome > 3 AND p.at >= ?1 AND p.at < ?2
             GROUP BY push ORDER BY coalesce(went, 0) DESC, coalesce(muted, 0) DESC, push DESC LIMIT ?3",
        )?;
        let mut rows = sql.query(params![from.0, to.0, most])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let mut push = self.pushed(Seq(row.get(0)?))?;
            push.add(LEFT, row.get::<_, Option<u32>>(1)?.unwrap_or_default());
            push.add(MUTED, row.get::<_, Option<u32>>(2)?.unwrap_or_default());
            found.push(push);
        }
        Ok(found)
    }

    /// A publication of which nothing has been counted yet.
    fn pushed(&self, seq: Seq) -> Result<Pushed> {
        let mut sql = self.sql("SELECT article, lane, at FROM publication WHERE seq = ?1")?;
        Ok(sql.query_row([seq.0], |row| {
            let (article, lane, at) = (ArticleKey(row.get(0)?), lane_from(row.get(1)?), Time(row.get(2)?));
            Ok(Pushed { seq, article, lane, at, copies: Deliveries::default(), left: 0, muted: 0 })
        })?)
    }
}

impl Pushed {
    fn add(&mut self, outcome: i64, n: u32) {
        match outcome {
            LEFT => self.left += n,
            MUTED => self.muted += n,
            outcome => self.copies.add(outcome, n),
        }
    }
}

/// The hours in which these moments fall.
fn hours(from: Time, to: Time) -> [i64; 2] {
    [from.0.div_euclid(HOUR), to.0.div_euclid(HOUR)]
}
