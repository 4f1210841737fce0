//! Which followed words an article has, and to which threads it belongs. In: an article that is published, in the transaction
//! that publishes it. Out: rows that never change, as all that routes an entry; also the same of an article that is not
//! published yet, and how often a word has been in the news. Words are found by the stems of the text, never by walking all words.

use rusqlite::{OptionalExtension, params};

use super::{Reading, Result, Seq, Writing, pen::STAFFS, words::WordId};
use crate::{
    article::{ArticleKey, Language},
    clock::Time,
    search::followed::{Query, Text},
};

/// The articles of a stretch of days that are looked through for a word, the newest: more than any newsroom has in a week.
const LOOKED_THROUGH: u32 = 3_000;

/// How often a word has been in the news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// So many stories had it.
    pub stories: u32,
    /// In so many days, at least one.
    pub days: u32,
}

/// A condition on a row of `chat`: it follows a word of the list (JSON) that is bound there, and does not mute it; `seq`: an
/// expression for the entry's place in the log.
pub(super) fn follows_one(list: &str, seq: &str) -> String {
    format!(
        "(words > 0 AND mode <> 3 AND EXISTS (SELECT 1 FROM follow f WHERE f.chat = chat.key
           AND f.word IN (SELECT value FROM json_each({list})) AND f.since < {seq} AND f.muted < {seq}))"
    )
}

/// Words as [`follows_one`] takes them.
pub(super) fn list(words: &[WordId]) -> String {
    let words: Vec<String> = words.iter().map(|word| word.0.to_string()).collect();
    format!("[{}]", words.join(","))
}

impl Reading<'_> {
    /// The words and threads that anybody follows, or has muted, and that the article has as it is now.
    pub fn words_in(&self, article: ArticleKey) -> Result<Vec<WordId>> {
        let mut found = self.threads_of(article)?;
        let Some(text) = self.text(article)? else { return Ok(found) };
        let stems: Vec<&str> = text.keys().collect();
        let mut sql = self.sql(
            "SELECT DISTINCT w.id, w.text FROM json_each(?1) j JOIN word_stem s ON s.stem = j.value JOIN word w ON w.id = s.word
             WHERE EXISTS (SELECT 1 FROM follow f WHERE f.word = w.id)",
        )?;
        let mut rows = sql.query([serde_json::to_string(&stems).unwrap_or_default()])?;
        while let Some(row) = rows.next()? {
            let query = row.get_ref(1)?.as_str().unwrap_or_default();
            if Query::is_one_part(query) || Query::kept(query).is_in(&text) {
                found.push(WordId(row.get(0)?));
            }
        }
        Ok(found)
    }

    /// The threads to which the article belongs: those of every story with which it goes on, and its own.
    fn threads_of(&self, article: ArticleKey) -> Result<Vec<WordId>> {
        let mut sql = self.sql(
            "WITH RECURSIVE before(story) AS (
               SELECT story FROM article WHERE key = ?1
               UNION SELECT f.story FROM before b JOIN article a ON a.story = b.story JOIN article f ON f.id = a.follows LIMIT 500)
             SELECT w.id FROM before b JOIN article a ON a.story = b.story JOIN word w ON w.text = 'thread:' || a.key",
        )?;
        let rows = sql.query_map([article.0], |row| row.get(0).map(WordId))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn text(&self, article: ArticleKey) -> Result<Option<Text>> {
        let mut sql = self.sql(
            "SELECT r.headline, r.lead, r.byline, r.tags, r.language FROM article a
             JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE a.key = ?1",
        )?;
        Ok(sql.query_row([article.0], |row| text(row, 0)).optional()?)
    }

    /// How many stories with the word readers of these languages could see between two moments.
    pub fn found_between(&self, query: &Query, languages: u8, from: Time, to: Time) -> Result<Found> {
        let mut sql = self.sql(&format!(
            "SELECT a.story, a.published, r.headline, r.lead, r.byline, r.tags, r.language
             FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision
             WHERE a.published BETWEEN ?1 AND ?2 AND a.state = 1 AND coalesce(a.embargo, 0) <= ?2 AND r.language & ?3
               AND NOT {STAFFS} ORDER BY a.published DESC LIMIT ?4"
        ))?;
        let mut rows = sql.query(params![from.0, to.0, languages, LOOKED_THROUGH])?;
        let (mut stories, mut first) = (std::collections::BTreeSet::new(), to);
        while let Some(row) = rows.next()? {
            first = Time(row.get(1)?);
            if query.is_in(&text(row, 2)?) {
                stories.insert(row.get::<_, i64>(0)?);
            }
        }
        const DAY: u64 = 86_400;
        let days = u32::try_from(to.since(first).as_secs().div_ceil(DAY)).unwrap_or(u32::MAX).max(1);
        Ok(Found { stories: u32::try_from(stories.len()).unwrap_or(u32::MAX), days })
    }
}

fn text(row: &rusqlite::Row, first: usize) -> rusqlite::Result<Text> {
    let (byline, tags): (Option<String>, Option<String>) = (row.get(first + 2)?, row.get(first + 3)?);
    let language = Language::from_number(row.get(first + 4)?).unwrap_or(Language::Ru);
    let fields =
        [row.get_ref(first)?.as_str()?, row.get_ref(first + 1)?.as_str()?, byline.as_deref().unwrap_or_default()];
    Ok(Text::of(&fields, tags.as_deref().unwrap_or_default().lines(), language))
}

impl Writing<'_> {
    /// Notes which words and threads the entry has that has just been made of the article.
    pub(super) fn match_words(&self, seq: Seq, article: ArticleKey) -> Result<()> {
        for word in self.words_in(article)? {
            self.sql("INSERT OR IGNORE INTO matched (seq, word) VALUES (?1, ?2)")?.execute([seq.0, word.0])?;
        }
        Ok(())
    }

    /// Notes what lies in the log already of a thread that is new: nobody has followed it, so nobody's past changes.
    pub(super) fn match_thread(&self, word: WordId, root: i64) -> Result<()> {
        let noted = self
            .sql(
                "WITH RECURSIVE part(story) AS (
                   SELECT ?1 UNION SELECT b.story FROM part p JOIN article a ON a.story = p.story JOIN article b ON b.follows = a.id)
                 INSERT OR IGNORE INTO matched (seq, word)
                 SELECT q.seq, ?2 FROM part p JOIN article a ON a.story = p.story JOIN publication q ON q.article = a.key",
            )?
            .execute([root, word.0])?;
        if noted > 0 {
            self.bump_log()?;
        }
        Ok(())
    }
}
