//! How far one publication has come. In: its place in the log. Out: counts by outcome, the moments at which the first,
//! the middle and the last copy were accepted, who is still to get it, who left after it. The counts of the live card
//! read an index only; the moments read the rows.

use std::time::Duration;

use rusqlite::params;

use super::{
    Entry, Lane, Reading, Result, Seq, Volume,
    events::What,
    queue::{AWAKE, Moment},
    stats::{REFUSED_BLOCKED, REFUSED_GONE},
};
use crate::{article::ArticleKey, clock::Time};

/// A chat that waits longer than this for Telegram's sake does not keep a push going.
const SOON: Duration = Duration::from_secs(60);
/// For how long leaving is put down to a story.
const AFTER: Duration = Duration::from_secs(3600);

/// How far one publication has come; with those that it goes on with after a stop.
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
}

impl Progress {
    /// All that certainly did not arrive.
    pub fn failed(&self) -> u32 {
        self.blocked + self.gone + self.refused
    }

    /// All that ended, one way or another.
    pub fn ended(&self) -> u32 {
        self.delivered + self.failed() + self.uncertain
    }
}

/// When copies of a publication were accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moments {
    /// The first copy.
    pub first: Time,
    /// Half of the copies.
    pub middle: Time,
    /// The last so far.
    pub last: Time,
}

/// The editions that show a story, whichever translation or revision.
const EDITIONS: &str = "SELECT e.edition FROM publication p JOIN article a ON a.key = p.article
    JOIN article b ON b.story = a.story JOIN edition_article e ON e.article = b.key WHERE p.seq = ?1";

impl Reading<'_> {
    /// The copies of the publication's story that left after it was published, by outcome. A chat that was tried again
    /// counts as it ended.
    pub fn progress(&self, seq: Seq) -> Result<Progress> {
        let Some(from) = self.began_at(seq)? else { return Ok(Progress::default()) };
        let mut progress = Progress { delivered: self.copies_since(seq, from)?, ..Progress::default() };
        let mut sql = self.sql(&format!(
            "SELECT outcome, stuck, count(DISTINCT chat) FROM delivery d
             WHERE sent IN ({EDITIONS}) AND outcome > 1 AND at >= ?2 AND NOT EXISTS (
               SELECT 1 FROM delivery l WHERE l.chat = d.chat AND l.at > d.at AND l.sent IN ({EDITIONS}))
             GROUP BY 1, 2"
        ))?;
        let mut rows = sql.query(params![seq.0, from.0])?;
        while let Some(row) = rows.next()? {
            let count: u32 = row.get(2)?;
            match (row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?) {
                (2, Some(REFUSED_BLOCKED)) => progress.blocked += count,
                (2, Some(REFUSED_GONE)) => progress.gone += count,
                (2, _) => progress.refused += count,
                _ => progress.uncertain += count,
            }
        }
        Ok(progress)
    }

    fn copies_since(&self, seq: Seq, from: Time) -> Result<u32> {
        let mut sql = self.sql(&format!(
            "SELECT count(*) FROM delivery WHERE edition IN ({EDITIONS}) AND message IS NOT NULL AND at >= ?2"
        ))?;
        Ok(sql.query_row(params![seq.0, from.0], |row| row.get(0))?)
    }

    /// When the first, the middle and the last copy were accepted; `None`: none was, or there are more than `most`
    /// copies, which would take long to read.
    pub fn moments(&self, seq: Seq, most: u32) -> Result<Option<Moments>> {
        let Some(from) = self.began_at(seq)? else { return Ok(None) };
        if self.copies_since(seq, from)? > most {
            return Ok(None);
        }
        let mut sql = self.sql(&format!(
            "SELECT answered FROM delivery
             WHERE edition IN ({EDITIONS}) AND message IS NOT NULL AND at >= ?2 AND answered IS NOT NULL ORDER BY 1"
        ))?;
        let rows = sql.query_map(params![seq.0, from.0], |row| row.get(0).map(Time))?;
        let accepted: Vec<Time> = rows.collect::<rusqlite::Result<_>>()?;
        let middle = accepted.get(accepted.len().saturating_sub(1) / 2).copied();
        Ok(accepted.first().zip(middle).zip(accepted.last()).map(|((first, middle), last)| Moments {
            first: *first,
            middle,
            last: *last,
        }))
    }

    /// How many copies of an article's story readers hold.
    pub fn copies(&self, article: ArticleKey) -> Result<u32> {
        let mut sql = self.sql(
            "SELECT count(*) FROM delivery WHERE message IS NOT NULL AND edition IN (
               SELECT e.edition FROM article a JOIN article b ON b.story = a.story
               JOIN edition_article e ON e.article = b.key WHERE a.key = ?1)",
        )?;
        Ok(sql.query_row([article.0], |row| row.get(0))?)
    }

    /// How many chats are still to get a publication now: open, wanting it, its place after their cursor, without the
    /// story. Those who get it later (breaks, digests, spacing, quiet hours that hold it) do not count.
    pub fn pending_for(&self, entry: &Entry, at: Moment) -> Result<u32> {
        if entry.stopped {
            return Ok(0);
        }
        let awake = "paused IS NULL OR paused <= ?1";
        let wanted = match (entry.lane, entry.is_main()) {
            (Lane::Breaking, _) => {
                format!("urgent AND breaking < ?4 AND (?7 OR (({awake}) AND (quiet_urgent > 0 OR {AWAKE})))")
            }
            (Lane::News, main) => {
                let (cursor, modes) = if main { ("main", "mode < 2") } else { ("news", "mode = 0") };
                format!(
                    "{cursor} < ?4 AND {modes} AND rubrics & ?7 AND ({awake}) AND {AWAKE}
                     AND (last IS NULL OR last + spacing <= ?1)"
                )
            }
        };
        let story = self.was_out_before(entry)?.then_some(entry.story);
        let mut sql = self.sql(&format!(
            "SELECT count(*) FROM chat WHERE state = 0 AND languages & ?3 AND gate <= ?5 AND {wanted}
               AND key NOT IN (SELECT chat FROM since WHERE seq >= ?4) AND NOT {HAS_STORY}"
        ))?;
        let soon = at.now + SOON;
        let detail = match entry.lane {
            Lane::Breaking => i64::from(entry.volume == Volume::Wake),
            Lane::News => entry.rubrics.cast_signed(),
        };
        let values = params![at.now.0, at.minute, entry.languages, entry.seq.0, soon.0, story, detail];
        Ok(sql.query_row(values, |row| row.get(0))?)
    }

    /// How many readers left or blocked the bot within an hour of getting the publication's story, and how many muted
    /// a rubric.
    pub fn left_after(&self, seq: Seq) -> Result<(u32, u32)> {
        let Some(from) = self.began_at(seq)? else { return Ok((0, 0)) };
        let mut sql = self.sql(&format!(
            "SELECT count(CASE WHEN what <> ?5 THEN 1 END), count(CASE what WHEN ?5 THEN 1 END) FROM event v
             WHERE v.at >= ?2 AND v.at < ?2 + 25 * ?3 AND v.what IN (?4, ?5, ?6) AND EXISTS (
               SELECT 1 FROM delivery d WHERE d.chat = v.chat AND d.message IS NOT NULL AND d.at >= ?2
               AND d.at BETWEEN v.at - ?3 AND v.at AND d.edition IN ({EDITIONS}))"
        ))?;
        let hour = i64::try_from(AFTER.as_millis()).unwrap_or(i64::MAX);
        let (left, muted, blocked) = (What::Left.number(), What::Muted.number(), What::Blocked.number());
        let values = params![seq.0, from.0, hour, left, muted, blocked];
        Ok(sql.query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// When an entry was published; if it goes on with stopped ones, when the first of these was.
    pub fn began_at(&self, seq: Seq) -> Result<Option<Time>> {
        let mut sql = self.sql(
            "SELECT min(o.at) FROM publication p JOIN publication o
               ON o.article = p.article AND o.lane = p.lane AND o.seq <= p.seq
             WHERE p.seq = ?1 AND o.seq > coalesce((SELECT max(n.seq) FROM publication n
               WHERE n.article = p.article AND n.lane = p.lane AND n.seq < p.seq AND n.stopped IS NULL), 0)",
        )?;
        Ok(sql.query_row([seq.0], |row| row.get::<_, Option<i64>>(0))?.map(Time))
    }

    /// Whether the entry's story was in the log before it.
    fn was_out_before(&self, entry: &Entry) -> Result<bool> {
        let mut sql = self
            .sql("SELECT 1 FROM publication p JOIN article a ON a.key = p.article WHERE a.story = ?1 AND p.seq < ?2")?;
        Ok(sql.exists([entry.story, entry.seq.0])?)
    }
}

/// A condition on a row of `chat`: it holds the story ?6 (NULL: nobody does).
pub(super) const HAS_STORY: &str =
    "(?6 IS NOT NULL AND EXISTS (SELECT 1 FROM delivery d JOIN edition_article e ON e.edition = d.sent
        JOIN article a ON a.key = e.article WHERE d.chat = chat.key AND d.outcome = 1 AND a.story = ?6))";
