//! How far one publication has come. In: its place in the log. Out: counts by outcome, the moments at which the first,
//! the middle and the last copy were accepted, who is still to get it, who left after it. Everything but who is still to
//! get it is read from totals.

use std::time::Duration;

use rusqlite::{ToSql, params};

use super::{
    Entry, Lane, Reading, Result, Seq,
    codes::refusal_from,
    ledger::Refusal,
    matched::{follows_one, list},
    queue::{AWAKE, Moment},
    totals::{DELIVERED, LEFT, MUTED},
};
use crate::{article::ArticleKey, clock::Time};

/// A chat that waits longer than this for Telegram's sake does not keep a push going.
const SOON: Duration = Duration::from_secs(60);

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

    /// The same while so many are still to come. What is in doubt and comes again is among those: it has not ended, so that
    /// every chat counts once.
    pub fn while_left(&self, left: u32) -> Progress {
        Progress { uncertain: self.uncertain.saturating_sub(left), ..*self }
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

/// The publications of a story: of the publication ?1's, from ?2 on.
const SINCE: &str =
    "SELECT q.seq FROM publication p JOIN article a ON a.key = p.article JOIN article b ON b.story = a.story
    JOIN publication q ON q.article = b.key WHERE p.seq = ?1 AND q.at >= ?2";

impl Reading<'_> {
    /// The copies of the publication's story that left after it was published, by outcome. A chat that was tried again
    /// counts as it ended.
    pub fn progress(&self, seq: Seq) -> Result<Progress> {
        let mut progress = Progress::default();
        for (outcome, stuck, n) in self.totals(seq)? {
            match (outcome, refusal_from(stuck)) {
                (DELIVERED, _) => progress.delivered += n,
                (2, Refusal::Blocked) => progress.blocked += n,
                (2, Refusal::Gone) => progress.gone += n,
                (2, _) => progress.refused += n,
                (3, _) => progress.uncertain += n,
                _ => {}
            }
        }
        Ok(progress)
    }

    /// How many readers left or blocked the bot within an hour of getting the publication's story, and how many muted
    /// a rubric.
    pub fn left_after(&self, seq: Seq) -> Result<(u32, u32)> {
        let totals = self.totals(seq)?;
        let sum = |what| totals.iter().filter(|(outcome, ..)| *outcome == what).map(|(.., n)| n).sum();
        Ok((sum(LEFT), sum(MUTED)))
    }

    /// What happened since the publication, by outcome and class of refusal.
    fn totals(&self, seq: Seq) -> Result<Vec<(i64, i64, u32)>> {
        let Some(from) = self.began_at(seq)? else { return Ok(Vec::new()) };
        let mut sql = self.sql(&format!(
            "SELECT outcome, stuck, max(sum(n), 0) FROM total WHERE publication IN ({SINCE}) GROUP BY outcome, stuck"
        ))?;
        let rows = sql.query_map(params![seq.0, from.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When the first, the middle and the last copy were accepted: the last to the millisecond, the others to a
    /// sixty-fourth of the time since the publication. `None`: none was.
    pub fn moments(&self, seq: Seq) -> Result<Option<Moments>> {
        let Some(from) = self.began_at(seq)? else { return Ok(None) };
        let mut sql = self.sql(&format!(
            "SELECT o.at + v.after, o.at + v.newest, v.n FROM arrival v JOIN publication o ON o.seq = v.publication
             WHERE v.publication IN ({SINCE}) ORDER BY 2"
        ))?;
        let rows =
            sql.query_map(params![seq.0, from.0], |row| Ok((Time(row.get(0)?), Time(row.get(1)?), row.get(2)?)))?;
        let arrivals: Vec<(Time, Time, u32)> = rows.collect::<rusqlite::Result<_>>()?;
        let all: u64 = arrivals.iter().map(|(.., n)| u64::from(*n)).sum();
        let (Some(first), Some(last)) = (arrivals.first(), arrivals.last()) else { return Ok(None) };
        let mut before = 0u64;
        let middle = arrivals.iter().find(|(.., n)| {
            before += u64::from(*n);
            before * 2 >= all
        });
        Ok(middle.map(|middle| Moments { first: first.0, middle: middle.1, last: last.1 }))
    }

    /// How many copies of an article's story readers were sent.
    pub fn copies(&self, article: ArticleKey) -> Result<u32> {
        let mut sql = self.sql(
            "SELECT coalesce(sum(n), 0) FROM total WHERE outcome = 1 AND publication IN (
               SELECT coalesce(q.seq, -b.story) FROM article a JOIN article b ON b.story = a.story
               LEFT JOIN publication q ON q.article = b.key WHERE a.key = ?1
               UNION SELECT -story FROM article WHERE key = ?1)",
        )?;
        Ok(sql.query_row([article.0], |row| row.get(0))?)
    }

    /// See [`Reading::pending_for`]; the push that the entry belongs to begins at `first`.
    pub(super) fn pending(&self, entry: &Entry, first: Seq, at: Moment) -> Result<u32> {
        if entry.stopped {
            return Ok(0);
        }
        let awake = "paused IS NULL OR paused <= ?1";
        let by_word = if entry.words.is_empty() { "0".to_owned() } else { follows_one("?8", "?4") };
        let wanted = match (entry.lane, entry.is_main()) {
            (Lane::Breaking, _) => {
                format!(
                    "urgent AND breaking < ?4 AND ({awake} OR pause_urgent) AND (quiet_urgent > 0 OR {AWAKE} OR {WOKEN})"
                )
            }
            (Lane::News, main) => {
                let (cursor, modes) = if main { ("main", "mode < 2") } else { ("news", "mode = 0") };
                format!(
                    "{cursor} < ?4 AND {modes} AND (rubrics & ?7 OR {by_word}) AND ({awake}) AND {AWAKE}
                     AND (last IS NULL OR last > ?1 OR last + spacing <= ?1)"
                )
            }
        };
        let story = self.was_out_before(entry.story, first)?.then_some(entry.story);
        let asked_later = asked_later(entry.lane, &by_word);
        let mut sql = self.sql(&format!(
            "SELECT count(*) FROM chat WHERE state = 0 AND languages & ?3 AND gate <= ?5 AND {wanted}
               AND NOT ({asked_later}) AND NOT {HAS_STORY}"
        ))?;
        let soon = at.now + SOON;
        let rubrics = entry.rubrics.cast_signed();
        let words = list(&entry.words);
        let values: [&dyn ToSql; 8] =
            [&at.now.0, &at.minute, &entry.languages, &entry.seq.0, &soon.0, &story, &rubrics, &words];
        let used = match entry.lane {
            Lane::Breaking => 6,
            Lane::News if entry.words.is_empty() => 7,
            Lane::News => 8,
        };
        Ok(sql.query_row(&values[..used], |row| row.get(0))?)
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

    /// Whether the story was in the log before this place.
    fn was_out_before(&self, story: i64, seq: Seq) -> Result<bool> {
        let mut sql = self
            .sql("SELECT 1 FROM publication p JOIN article a ON a.key = p.article WHERE a.story = ?1 AND p.seq < ?2")?;
        Ok(sql.exists([story, seq.0])?)
    }
}

/// A condition on a row of `chat`: whatever it asks for of an entry of this kind, it asked for only after the entry (at ?4)
/// was published. Few chats have an exception, so these are found first.
fn asked_later(lane: Lane, by_word: &str) -> String {
    let later = |sum, what| {
        format!(
            "coalesce((SELECT sum({sum}) FROM since WHERE since.chat = chat.key AND what = {what} AND seq >= ?4), 0)"
        )
    };
    let (languages, rubrics) = (later("item", 1), later("1 << item", 0));
    let rest = match lane {
        Lane::Breaking => later("1", 2),
        Lane::News => format!("{} OR NOT (rubrics & ?7 & ~{rubrics} OR {by_word})", later("1", 3)),
    };
    format!("key IN (SELECT chat FROM since WHERE seq >= ?4) AND (NOT languages & ?3 & ~{languages} OR {rest})")
}

/// A condition on a row of `chat`: breaking news that wakes everybody comes to it, and takes what waits along.
const WOKEN: &str = "EXISTS (SELECT 1 FROM publication w WHERE w.seq > chat.breaking AND w.lane = 1 AND w.sound = 2
    AND w.stopped IS NULL AND w.languages & chat.languages)";

/// A condition on a row of `chat`: it holds the story ?6 (NULL: nobody does).
pub(super) const HAS_STORY: &str =
    "(?6 IS NOT NULL AND EXISTS (SELECT 1 FROM delivery d JOIN edition_article e ON e.edition = d.sent
        JOIN article a ON a.key = e.article WHERE d.chat = chat.key AND d.outcome = 1
          AND d.stuck IS NOT 105 AND d.lane <> 5 AND a.story = ?6))";
