//! The log: what may be sent, in the order in which it became so. In: publications. Out: [`Entry`] after entry. An
//! entry's routing never changes; only that it was stopped, and the state of its article, can.

use rusqlite::{OptionalExtension, Row, params};

use super::{Reading, Result, Writing, codes::*, words::WordId};
use crate::{article::ArticleKey, clock::Time};

/// A place in the log; 0 is before the first entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seq(pub i64);

/// How an entry was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// To everybody who has not switched breaking news off, ahead of all else.
    Breaking,
    /// To those who asked for its rubrics.
    News,
}

/// How loud a breaking push is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Volume {
    /// As each reader set it for night and day.
    #[default]
    AsChosen,
    /// Without sound for all.
    Silent,
    /// With sound for all, quiet hours or not: people are in danger.
    Wake,
}

/// Whether the article of an entry may be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It may.
    Ready,
    /// It was withheld or withdrawn, or Telegram takes it in no form.
    Closed,
}

/// One publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub seq: Seq,
    /// Its article.
    pub article: ArticleKey,
    /// The same for all translations of a story: nobody gets two of them.
    pub story: i64,
    /// How it was published.
    pub lane: Lane,
    /// Mask of rubrics, frozen at publication.
    pub rubrics: u64,
    /// Mask of languages, frozen at publication.
    pub languages: u8,
    /// How loud.
    pub volume: Volume,
    /// Somebody may have it from another entry, or has opened it: the ledger is asked before it is sent.
    pub asks: bool,
    /// When a reader first opened the story, if one did.
    pub opened: Option<Time>,
    /// An editor stopped it.
    pub stopped: bool,
    /// When it was published.
    pub at: Time,
    /// Whether its article may be sent now.
    pub standing: Standing,
    /// The followed words that it had, and the threads to which it belonged, when it was published.
    pub words: Vec<WordId>,
}

impl Entry {
    /// Whether it is a main story (and so is decided by the main cursor).
    pub fn is_main(&self) -> bool {
        self.rubrics & 1 == 1
    }
}

/// What is published.
#[derive(Clone, Copy, Debug)]
pub struct Publication {
    /// The article.
    pub article: ArticleKey,
    /// How.
    pub lane: Lane,
    /// Mask of languages; 0: the article's own.
    pub languages: u8,
    /// How loud.
    pub volume: Volume,
    /// Which member of staff did it; `None`: the store of articles.
    pub by: Option<i64>,
}

const ENTRY: &str =
    "SELECT p.seq, p.article, a.story, p.lane, p.rubrics, p.languages, p.volume, p.stopped, p.at, a.state, a.form,
    p.lane = 1 OR p.again OR EXISTS (SELECT 1 FROM publication o JOIN article b ON b.key = o.article
                                     WHERE b.story = a.story AND o.seq <> p.seq),
    (SELECT min(b.opened) FROM article b WHERE b.story = a.story),
    (SELECT group_concat(m.word) FROM matched m WHERE m.seq = p.seq)
  FROM (SELECT seq, article, lane, rubrics, languages, sound AS volume, stopped, at, again, part_of FROM publication) p
  JOIN article a ON a.key = p.article";

impl Reading<'_> {
    /// The newest place of the log.
    pub fn head(&self) -> Result<Seq> {
        // AUTOINCREMENT's own counter: a pruned head still counts.
        let mut sql = self.sql("SELECT seq FROM sqlite_sequence WHERE name = 'publication'")?;
        Ok(Seq(sql.query_row([], |row| row.get(0)).optional()?.unwrap_or(0)))
    }

    /// When the newest entry came.
    pub fn newest_at(&self) -> Result<Option<Time>> {
        let mut sql = self.sql("SELECT at FROM publication ORDER BY seq DESC LIMIT 1")?;
        Ok(sql.query_row([], |row| row.get(0)).optional()?.map(Time))
    }

    /// A number that grows whenever an entry comes, is stopped, or its article changes.
    pub fn log_version(&self) -> Result<i64> {
        Ok(self.number("log")?.unwrap_or(0))
    }

    /// All entries that are not older than `from`, in order.
    pub fn entries_from(&self, from: Time) -> Result<Vec<Entry>> {
        let mut sql = self.sql(&format!("{ENTRY} WHERE p.at >= ?1 ORDER BY p.seq"))?;
        let rows = sql.query_map([from.0], entry)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All entries after a place, in order.
    pub fn entries_after(&self, seq: Seq) -> Result<Vec<Entry>> {
        let mut sql = self.sql(&format!("{ENTRY} WHERE p.seq > ?1 ORDER BY p.seq"))?;
        let rows = sql.query_map([seq.0], entry)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The entries of one article, oldest first.
    pub fn entries_of(&self, article: ArticleKey) -> Result<Vec<Entry>> {
        let mut sql = self.sql(&format!("{ENTRY} WHERE p.article = ?1 ORDER BY p.seq"))?;
        let rows = sql.query_map([article.0], entry)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One entry.
    pub fn entry(&self, seq: Seq) -> Result<Option<Entry>> {
        let mut sql = self.sql(&format!("{ENTRY} WHERE p.seq = ?1"))?;
        Ok(sql.query_row([seq.0], entry).optional()?)
    }

    /// The entries that are parts of the same push as this one, itself included, in order.
    pub(super) fn entries_of_push(&self, seq: Seq) -> Result<Vec<Entry>> {
        let first = "(SELECT coalesce(part_of, seq) FROM publication WHERE seq = ?1)";
        let mut sql = self.sql(&format!("{ENTRY} WHERE p.seq = {first} OR p.part_of = {first} ORDER BY p.seq"))?;
        let rows = sql.query_map([seq.0], entry)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many breaking pushes came out since then; in two languages it is one.
    pub fn breaking_since(&self, from: Time) -> Result<u32> {
        let mut sql = self.sql("SELECT count(*) FROM publication WHERE lane = 1 AND at >= ?1 AND part_of IS NULL")?;
        Ok(sql.query_row([from.0], |row| row.get(0))?)
    }

    /// When breaking pushes came out after then, in no order; in two languages it is one.
    pub fn breaking_times(&self, after: Time) -> Result<Vec<Time>> {
        let mut sql = self.sql("SELECT at FROM publication WHERE lane = 1 AND at > ?1 AND part_of IS NULL")?;
        let rows = sql.query_map([after.0], |row| Ok(Time(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When an entry was stopped, if it was.
    pub fn stopped_at(&self, seq: Seq) -> Result<Option<Time>> {
        let mut sql = self.sql("SELECT stopped FROM publication WHERE seq = ?1")?;
        Ok(sql.query_row([seq.0], |row| row.get(0)).optional()?.flatten().map(Time))
    }

    /// Who published an entry, if a person did.
    pub fn publisher(&self, seq: Seq) -> Result<Option<i64>> {
        let mut sql = self.sql("SELECT by FROM publication WHERE seq = ?1")?;
        Ok(sql.query_row([seq.0], |row| row.get(0)).optional()?.flatten())
    }
}

impl Writing<'_> {
    /// Gives the article the next place in the log: from now on it may be sent. Breaking pushes go to all readers of
    /// the article's language whatever their rubrics; the mask is kept for those who switched breaking off.
    pub fn publish(&self, publication: &Publication, now: Time) -> Result<Seq> {
        self.publish_part(publication, None, now)
    }

    /// The same, as a part of the push that begins at this place; `None`: it is the first, or by itself.
    pub fn publish_part(&self, publication: &Publication, first: Option<Seq>, now: Time) -> Result<Seq> {
        let Publication { article, lane, languages, volume, by } = *publication;
        self.sql(
            "INSERT INTO publication (article, lane, rubrics, languages, sound, again, by, at, part_of)
             SELECT a.key, ?2, r.rubrics, CASE ?3 WHEN 0 THEN r.language ELSE ?3 END, ?4,
                    EXISTS (SELECT 1 FROM publication p WHERE p.article = a.key), ?5, ?6, ?7
             FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE a.key = ?1",
        )?
        .execute(params![
            article.0,
            lane_number(lane),
            languages,
            volume_number(volume),
            by,
            now.0,
            first.map(|first| first.0)
        ])?;
        let seq = Seq(self.connection.last_insert_rowid());
        self.match_words(seq, article)?;
        self.forget_shown();
        self.bump_log()?;
        Ok(seq)
    }

    /// Nobody who has not got it yet gets it from this entry. `false`: it was stopped already.
    pub fn stop(&self, seq: Seq, now: Time) -> Result<bool> {
        let changed = self
            .sql("UPDATE publication SET stopped = ?2 WHERE seq = ?1 AND stopped IS NULL")?
            .execute([seq.0, now.0])?;
        self.bump_log()?;
        Ok(changed == 1)
    }

    /// Tells everybody who keeps a copy of the log that it has changed.
    pub(super) fn bump_log(&self) -> Result<()> {
        self.set_number("log", self.log_version()? + 1)
    }
}

fn entry(row: &Row) -> rusqlite::Result<Entry> {
    let (state, form): (i64, i64) = (row.get(9)?, row.get(10)?);
    let ready = state == READY && form < SET_ASIDE;
    let opened: Option<i64> = row.get(12)?;
    let words = row.get_ref(13)?.as_str_or_null()?.unwrap_or_default().split(',');
    Ok(Entry {
        seq: Seq(row.get(0)?),
        article: ArticleKey(row.get(1)?),
        story: row.get(2)?,
        lane: lane_from(row.get(3)?),
        rubrics: row.get::<_, i64>(4)?.cast_unsigned(),
        languages: row.get(5)?,
        volume: volume_from(row.get(6)?),
        asks: row.get::<_, bool>(11)? || opened.is_some(),
        opened: opened.map(Time),
        stopped: row.get::<_, Option<i64>>(7)?.is_some(),
        at: Time(row.get(8)?),
        standing: if ready { Standing::Ready } else { Standing::Closed },
        words: words.filter_map(|word| word.parse().ok().map(WordId)).collect(),
    })
}
