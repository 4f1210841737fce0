//! Feeds, and the stories that came by them: what a poll must know of the ones before it, restarts included.

use rusqlite::{OptionalExtension, Row, params};

use super::{Reading, Result, Writing};
use crate::clock::Time;

/// What is known of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// `ETag` of its server.
    pub etag: Option<String>,
    /// `Last-Modified` of its server.
    pub modified: Option<String>,
    /// SHA-256 of what it held.
    pub print: Option<Vec<u8>>,
    /// SHA-256 of the rules by which it was read.
    pub rules: Option<Vec<u8>>,
    /// When it was last read, or was unchanged.
    pub read: Time,
    /// When something in it last changed.
    pub changed: Option<Time>,
    /// Milliseconds between two changes, on the whole.
    pub gap: Option<i64>,
}

/// A story that came by a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The article's name.
    pub id: String,
    /// Its address, as two are compared.
    pub link: Option<String>,
    /// Its file, below the store.
    pub path: String,
    /// The feed whose words the file has.
    pub feed: String,
    /// SHA-256 of those words; `None`: they are not in the file yet.
    pub print: Option<Vec<u8>>,
    /// Until then it cannot have been seen.
    pub unseen: Time,
    /// It stood in a feed that was new here, and has no date.
    pub is_old: bool,
}

/// What a feed adds to a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// A rubric, by its id.
    pub rubric: Option<String>,
    /// It is main news.
    pub main: bool,
}

/// Since when a story of a feed may have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// Not before.
    pub until: Time,
    /// Nobody knows how old it is, and it is not new.
    pub is_old: bool,
}

const ITEM: &str = "SELECT id, link, path, feed, print, unseen, is_old FROM feed_item";

fn item(row: &Row) -> rusqlite::Result<Item> {
    Ok(Item {
        id: row.get(0)?,
        link: row.get(1)?,
        path: row.get(2)?,
        feed: row.get(3)?,
        print: row.get(4)?,
        unseen: Time(row.get(5)?),
        is_old: row.get(6)?,
    })
}

impl Reading<'_> {
    /// What is known of a feed; `None`: it was never read.
    pub fn feed(&self, url: &str) -> Result<Option<Known>> {
        let mut sql = self.sql("SELECT etag, modified, print, rules, read, changed, gap FROM feed WHERE url = ?1")?;
        let known = sql.query_row([url], |row| {
            Ok(Known {
                etag: row.get(0)?,
                modified: row.get(1)?,
                print: row.get(2)?,
                rules: row.get(3)?,
                read: Time(row.get(4)?),
                changed: row.get::<_, Option<i64>>(5)?.map(Time),
                gap: row.get(6)?,
            })
        });
        Ok(known.optional()?)
    }

    /// The story of this name, else the one at this address.
    pub fn feed_item(&self, id: &str, link: Option<&str>) -> Result<Option<Item>> {
        let named = self.sql(&format!("{ITEM} WHERE id = ?1"))?.query_row([id], item).optional()?;
        if named.is_some() || link.is_none() {
            return Ok(named);
        }
        let mut there = self.sql(&format!("{ITEM} WHERE link = ?1 ORDER BY rowid LIMIT 1"))?;
        Ok(there.query_row([link], item).optional()?)
    }

    /// Since when the story of this file may have been seen, if it came by a feed.
    pub fn unseen_by_feed(&self, path: &str) -> Result<Option<Unseen>> {
        let mut sql = self.sql("SELECT unseen, is_old FROM feed_item WHERE path = ?1")?;
        let unseen = sql.query_row([path], |row| Ok(Unseen { until: Time(row.get(0)?), is_old: row.get(1)? }));
        Ok(unseen.optional()?)
    }

    /// What the feeds of a story add to it, in the order of their names.
    pub fn feed_shares(&self, id: &str) -> Result<Vec<(String, Share)>> {
        let mut sql = self.sql("SELECT feed, rubric, main FROM feed_share WHERE id = ?1 ORDER BY feed")?;
        let share = |row: &Row| Ok((row.get(0)?, Share { rubric: row.get(1)?, main: row.get(2)? }));
        let rows = sql.query_map([id], share)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Keeps what is known of a feed.
    pub fn keep_feed(&self, url: &str, known: &Known) -> Result<()> {
        let Known { etag, modified, print, rules, read, changed, gap } = known;
        self.sql(
            "INSERT INTO feed (url, etag, modified, print, rules, read, changed, gap) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, modified = excluded.modified, print = excluded.print,
             rules = excluded.rules, read = excluded.read, changed = excluded.changed, gap = excluded.gap",
        )?
        .execute(params![url, etag, modified, print, rules, read.0, changed.map(Time::ms), gap])?;
        Ok(())
    }

    /// Nothing in a feed has changed up to this moment.
    pub fn feed_is_unchanged(&self, url: &str, now: Time) -> Result<()> {
        self.sql("UPDATE feed SET read = max(read, ?2) WHERE url = ?1")?.execute(params![url, now.0])?;
        Ok(())
    }

    /// Keeps a story of a feed. Since when it may have been seen is said once.
    pub fn keep_feed_item(&self, item: &Item) -> Result<()> {
        let Item { id, link, path, feed, print, unseen, is_old } = item;
        self.sql(
            "INSERT INTO feed_item (id, link, path, feed, print, unseen, is_old) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET link = excluded.link, feed = excluded.feed, print = excluded.print",
        )?
        .execute(params![id, link, path, feed, print, unseen.0, is_old])?;
        Ok(())
    }

    /// Keeps what a feed adds to a story; `false`: that is known.
    pub fn keep_feed_share(&self, id: &str, feed: &str, share: &Share) -> Result<bool> {
        let changed = self
            .sql(
                "INSERT INTO feed_share (id, feed, rubric, main) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id, feed) DO UPDATE
                 SET rubric = excluded.rubric, main = excluded.main
                 WHERE rubric IS NOT excluded.rubric OR main <> excluded.main",
            )?
            .execute(params![id, feed, share.rubric, share.main])?;
        Ok(changed == 1)
    }
}
