//! How many copies show what, counted in the transactions that send, edit and forget them: an answer is a few rows, however many
//! copies there are. In: rows of the ledger, before and after they change. Out: how many copies of a story stand, and how many of
//! them are behind; what became of those that were to be repaired. Notes are no copies.

use std::{cell::RefCell, collections::BTreeMap, collections::HashMap, rc::Rc};

use rusqlite::{OptionalExtension, params};

use super::{
    ChatKey, Reading, Result, Writing,
    editions::{A_DAY, EditionId},
};
use crate::{article::ArticleKey, clock::Time};

/// As what a row of the ledger, `d` of the edition `t`, counts.
const HOW: &str = "CASE WHEN d.outcome = 3 OR d.message = 0 THEN 2 WHEN d.stuck IS NOT NULL THEN d.stuck
    WHEN t.layout = 0 THEN 102 WHEN d.sent = d.edition THEN 0 ELSE 1 END";
/// Rows of the ledger that are copies.
const IS_COPY: &str = "d.outcome IN (1, 3) AND d.lane <> 5";

/// The copies of an article, or of a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// So many stand and can be edited.
    pub copies: u64,
    /// So many of them show an older revision than the newest. Some may be in chats that have left, and stay so.
    pub behind: u64,
    /// So many of them were edited, and show the newest.
    pub repaired: u64,
    /// So many were deleted, since the story is withdrawn.
    pub deleted: u64,
    /// So many are not there any more: their readers deleted them.
    pub gone: u64,
    /// So many Telegram lets nobody edit, or their group has moved.
    pub fixed: u64,
    /// Of so many it does not take what they should say.
    pub content: u64,
    /// So many may stand, and nobody knows their number.
    pub unclear: u64,
}

impl Owed {
    /// How many could not be repaired, whatever the reason.
    pub fn failed(&self) -> u64 {
        self.gone + self.fixed + self.content
    }

    fn add(&mut self, how: i64, is_newest: bool, n: u64) {
        match how {
            0 | 1 => {
                self.copies += n;
                match (is_newest, how) {
                    (false, _) => self.behind += n,
                    (true, 1) => self.repaired += n,
                    (true, _) => {}
                }
            }
            2 => self.unclear += if is_newest { 0 } else { n },
            101 => self.gone += if is_newest { 0 } else { n },
            105 => self.deleted += n,
            106 => self.content += n,
            _ => self.fixed += if is_newest { 0 } else { n },
        }
    }
}

/// Article, revision and how.
type Place = (i64, i64, i64);
/// Articles with their revisions.
type Articles = Rc<[(i64, i64)]>;

/// What an act has counted and not yet written.
#[derive(Default)]
pub(super) struct Tally {
    counts: RefCell<BTreeMap<Place, i64>>,
    /// The articles of editions, with their revisions.
    articles: RefCell<HashMap<EditionId, Articles>>,
}

impl Reading<'_> {
    /// The copies of the article's story, in all languages.
    pub fn copies_to_mend(&self, article: ArticleKey) -> Result<Owed> {
        self.owed("a.story = (SELECT story FROM article WHERE key = ?1)", article)
    }

    /// The copies of one article alone.
    pub fn copies_of_article(&self, article: ArticleKey) -> Result<Owed> {
        self.owed("a.key = ?1", article)
    }

    fn owed(&self, condition: &str, article: ArticleKey) -> Result<Owed> {
        let mut owed = Owed::default();
        let mut sql = self.sql(&format!(
            "SELECT c.how, c.revision = a.revision, sum(c.n) FROM article a JOIN copies c ON c.article = a.key
             WHERE {condition} GROUP BY 1, 2"
        ))?;
        let mut rows = sql.query([article.0])?;
        while let Some(row) = rows.next()? {
            owed.add(row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.max(0).cast_unsigned());
        }
        Ok(owed)
    }

    /// How many copies of the article were sent so long before `oldest`, to the day, that nothing is known of them any more.
    pub fn copies_forgotten(&self, article: ArticleKey, oldest: Time) -> Result<u64> {
        let mut sql = self.sql(
            "SELECT coalesce(sum(t.n), 0) FROM publication p JOIN total t ON t.publication = p.seq
             WHERE p.article = ?1 AND t.day < ?2 AND t.outcome = 1",
        )?;
        let day = oldest.0.div_euclid(A_DAY);
        Ok(sql.query_row([article.0, day], |row| row.get::<_, i64>(0))?.max(0).cast_unsigned())
    }

    /// Whether what was counted is what the ledger holds.
    pub(super) fn is_counted(&self) -> Result<bool> {
        let ledger = sum_of("1");
        let mut sql = self.sql(&format!(
            "WITH held AS MATERIALIZED ({ledger})
             SELECT 1 FROM (SELECT * FROM held EXCEPT SELECT article, revision, how, n FROM copies)
             UNION ALL SELECT 1 FROM (SELECT article, revision, how, n FROM copies EXCEPT SELECT * FROM held)"
        ))?;
        Ok(!sql.exists([])?)
    }
}

/// The copies of rows of the ledger for which a condition holds: article, revision, how, how many.
fn sum_of(condition: &str) -> String {
    format!(
        "SELECT e.article, e.revision, g.how, sum(g.n) FROM (SELECT d.edition, {HOW} AS how, count(*) AS n
           FROM delivery d JOIN edition t ON t.id = d.edition WHERE {IS_COPY} AND {condition} GROUP BY 1, 2) g
         JOIN edition_article e ON e.edition = g.edition GROUP BY 1, 2, 3"
    )
}

impl Writing<'_> {
    /// A row of the ledger is about to change: it does not count any more.
    pub(super) fn uncount(&self, chat: ChatKey, at: Time) -> Result<()> {
        self.count_row(chat, at, -1)
    }

    /// A row of the ledger has changed: it counts as what it is now.
    pub(super) fn count(&self, chat: ChatKey, at: Time) -> Result<()> {
        self.count_row(chat, at, 1)
    }

    /// A row of the ledger has just become a copy, which shows what it was sent as.
    pub(super) fn count_new(&self, edition: EditionId, has_number: bool) -> Result<()> {
        self.count_edition(edition, if has_number { 0 } else { 2 }, 1)
    }

    fn count_row(&self, chat: ChatKey, at: Time, n: i64) -> Result<()> {
        let mut sql = self.sql(&format!(
            "SELECT d.edition, {HOW} FROM delivery d JOIN edition t ON t.id = d.edition
             WHERE d.chat = ?1 AND d.at = ?2 AND {IS_COPY}"
        ))?;
        let row = sql.query_row([chat.0, at.0], |row| Ok((EditionId(row.get(0)?), row.get(1)?))).optional()?;
        let Some((edition, how)): Option<(_, i64)> = row else { return Ok(()) };
        self.count_edition(edition, how, n)
    }

    fn count_edition(&self, edition: EditionId, how: i64, n: i64) -> Result<()> {
        for (article, revision) in self.articles_of(edition)?.iter() {
            *self.tally.counts.borrow_mut().entry((*article, *revision, how)).or_default() += n;
        }
        Ok(())
    }

    fn articles_of(&self, edition: EditionId) -> Result<Articles> {
        if let Some(known) = self.tally.articles.borrow().get(&edition) {
            return Ok(known.clone());
        }
        let mut sql = self.sql("SELECT article, revision FROM edition_article WHERE edition = ?1")?;
        let rows = sql.query_map([edition.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let articles: Articles = rows.collect::<rusqlite::Result<Vec<_>>>()?.into();
        self.tally.articles.borrow_mut().insert(edition, articles.clone());
        Ok(articles)
    }

    /// Rows of a chat from before this time are about to go, or are about to change all alike.
    pub(super) fn uncount_before(&self, chat: ChatKey, before: Time) -> Result<()> {
        self.count_before(chat, before, -1)
    }

    /// Rows of a chat have changed.
    pub(super) fn count_all(&self, chat: ChatKey) -> Result<()> {
        self.count_before(chat, Time(i64::MAX), 1)
    }

    fn count_before(&self, chat: ChatKey, before: Time, sign: i64) -> Result<()> {
        let mut sql = self.sql(&sum_of("d.chat = ?1 AND d.at < ?2"))?;
        let mut rows = sql.query([chat.0, before.0])?;
        while let Some(row) = rows.next()? {
            let (place, n): (_, i64) = ((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?);
            *self.tally.counts.borrow_mut().entry(place).or_default() += sign * n;
        }
        Ok(())
    }

    /// Counts the whole ledger anew.
    pub(super) fn recount(&self) -> Result<()> {
        self.sql("DELETE FROM copies")?.execute([])?;
        self.sql(&format!("INSERT INTO copies (article, revision, how, n) {}", sum_of("1")))?.execute([])?;
        Ok(())
    }

    /// Writes what the act has counted.
    pub(super) fn write_tally(&self) -> Result<()> {
        for ((article, revision, how), n) in self.tally.counts.take() {
            if n == 0 {
                continue;
            }
            self.sql(
                "INSERT INTO copies (article, revision, how, n) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (article, revision, how) DO UPDATE SET n = n + excluded.n",
            )?
            .execute(params![article, revision, how, n])?;
            if n < 0 {
                self.sql("DELETE FROM copies WHERE article = ?1 AND revision = ?2 AND how = ?3 AND n = 0")?
                    .execute([article, revision, how])?;
            }
        }
        Ok(())
    }
}
