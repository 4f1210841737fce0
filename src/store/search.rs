//! Search: which articles have which words. In: an article that has a new text; what somebody looks for. Out: the articles that readers
//! may see, newest first; what a mistyped word may have been. The index holds stems alone; whether an article may be seen is asked of
//! the article at every search, so that nothing has to follow embargoes, drafts and retractions, and none can be found by them.
//!
//! What it costs: an article of 300 words is some two hundred stems, each an entry of two to four bytes. A search looks at rows until its
//! page is full and a thousand are counted, whatever the number of articles (`benches/search.rs`).

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::{
    Reading, Result, Writing,
    articles::{Listed, listed, listed_sql, readable},
};
use crate::{
    article::{ArticleKey, Language},
    clock::Time,
    search::{
        forms::{folded, stem, words},
        query::Query,
        typo,
    },
};

/// The words of an article that are looked at: a page of a law gazette is longer, a story never.
const LONGEST: usize = 5_000;
/// Places in one second: more articles of one moment go to the next.
const IN_A_SECOND: i64 = 64;
/// So many results are counted: nobody reads on, and a word of every second story costs a look at each.
pub const COUNTED: u32 = 1_000;
/// So many results decide between two words that somebody may have meant.
const COMPARED: u32 = 50;
/// So many of them are compared.
const GUESSES: usize = 12;
/// The name under which is kept how far articles of before are in the index.
const UNSOUGHT: &str = "unsought";
/// What no stem begins with: language and rubrics stand among the stems as words of their own.
const MARK: char = '\u{e000}';

/// Which articles are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// These words.
    pub query: Query,
    /// The mask of languages.
    pub languages: u8,
    /// This rubric; 0: main news; `None`: any.
    pub rubric: Option<u8>,
}

impl Search {
    /// The index's own language: every word quoted, so that what was typed is never part of it.
    fn expression(&self) -> String {
        let any = |words: &mut dyn Iterator<Item = String>| {
            let quoted: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
            format!("({})", quoted.join(" OR "))
        };
        let mut parts: Vec<String> = self.query.stems().into_iter().map(|stems| any(&mut stems.into_iter())).collect();
        if self.languages & Language::EVERY != Language::EVERY {
            let asked = Language::ALL.into_iter().filter(|language| language.bit() & self.languages != 0);
            parts.push(any(&mut asked.map(|language| mark('l', language.bit())).chain([mark('l', 0)])));
        }
        parts.extend(self.rubric.map(|bit| any(&mut [mark('r', bit)].into_iter())));
        parts.join(" AND ")
    }
}

fn mark(kind: char, number: u8) -> String {
    format!("{MARK}{kind}{number}")
}

/// What a search says of the index: rows, newest first, of articles that readers may see at `?2`.
fn found_sql() -> String {
    format!(
        "FROM sought f CROSS JOIN sought_row s ON s.row = f.rowid CROSS JOIN article a ON a.key = s.article
         WHERE f.sought MATCH ?1 AND {} ORDER BY f.rowid DESC",
        readable("?2")
    )
}

impl Reading<'_> {
    /// A page of what readers may see by now, newest first.
    pub fn find(&self, search: &Search, now: Time, skip: u32, most: u32) -> Result<Vec<Listed>> {
        let mut sql = self.sql(&format!("SELECT a.key {} LIMIT ?3 OFFSET ?4", found_sql()))?;
        let keys = sql.query_map(params![search.expression(), now.0, most, skip], |row| row.get(0))?;
        let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
        let mut sql = self.sql(&listed_sql("a.key = ?1"))?;
        Ok(keys.into_iter().map(|key| sql.query_row([key], listed)).collect::<rusqlite::Result<_>>()?)
    }

    /// How many there are; [`COUNTED`] and one: more.
    pub fn count_found(&self, search: &Search, now: Time) -> Result<u32> {
        self.count_up_to(search, now, COUNTED + 1)
    }

    fn count_up_to(&self, search: &Search, now: Time, most: u32) -> Result<u32> {
        let mut sql = self.sql(&format!("SELECT count(*) FROM (SELECT 1 {} LIMIT ?3)", found_sql()))?;
        Ok(sql.query_row(params![search.expression(), now.0, most], |row| row.get(0))?)
    }

    /// The same search with words that are found in the place of those that are not, in its languages, else in all; `None`: that
    /// finds nothing either. Only words of articles that readers may see come of it.
    pub fn guess(&self, search: &Search, now: Time) -> Result<Option<Search>> {
        match self.guess_in(search, now)? {
            None => self.guess_in(&Search { languages: Language::EVERY, ..search.clone() }, now),
            guess => Ok(guess),
        }
    }

    fn guess_in(&self, search: &Search, now: Time) -> Result<Option<Search>> {
        let (mut words, mut other) = (Vec::new(), false);
        for word in search.query.words() {
            let alone = Search { query: Query::of(vec![word.clone()]), ..search.clone() };
            if self.count_up_to(&alone, now, 1)? == 1 {
                words.push(word.clone());
                continue;
            }
            let Some(meant) = self.meant(&alone, now)? else { return Ok(None) };
            words.push(meant);
            other = true;
        }
        let guess = Search { query: Query::of(words), ..search.clone() };
        Ok((other && self.count_up_to(&guess, now, 1)? == 1).then_some(guess))
    }

    /// What a word was meant to be.
    fn meant(&self, alone: &Search, now: Time) -> Result<Option<String>> {
        if alone.query.words()[0].chars().count() < typo::SHORTEST {
            return Ok(None);
        }
        let stems: Vec<String> = alone.query.stems().concat();
        let near = self.most_frequent(alone, stems.iter().flat_map(|stem| typo::neighbours(stem)), now)?;
        if near.is_some() {
            return Ok(near);
        }
        self.most_frequent(alone, stems.iter().flat_map(|stem| typo::neighbours_of_shorter(stem)), now)
    }

    /// The word of one of these stems that most articles have.
    fn most_frequent(&self, alone: &Search, stems: impl Iterator<Item = String>, now: Time) -> Result<Option<String>> {
        let mut sql = self.sql("SELECT word FROM sought_word WHERE stem = ?1")?;
        let (mut best, mut compared): (Option<(u32, String)>, usize) = (None, 0);
        for stem in stems {
            let Some(word) = sql.query_row([stem], |row| row.get::<_, String>(0)).optional()? else { continue };
            let search = Search { query: Query::of(vec![word.clone()]), ..alone.clone() };
            let found = self.count_up_to(&search, now, COMPARED)?;
            if found > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((found, word));
            }
            compared += 1;
            if compared == GUESSES {
                break;
            }
        }
        Ok(best.map(|(_, word)| word))
    }

    /// Whether there are articles that are not in the index yet.
    pub fn has_unsought(&self) -> Result<bool> {
        Ok(self.number(UNSOUGHT)?.is_some_and(|from| from > 0))
    }

    /// One article, if readers may see it by now.
    pub fn readable(&self, article: ArticleKey, now: Time) -> Result<Option<Listed>> {
        let mut sql = self.sql(&listed_sql(&format!("a.key = ?1 AND {}", readable("?2"))))?;
        Ok(sql.query_row([article.0, now.0], listed).optional()?)
    }
}

/// What of an article is looked for.
struct Text {
    fields: [Option<String>; 4],
    language: Language,
    rubrics: u64,
    published: Time,
}

impl Text {
    /// Its stems, each with its shortest word, and what else it is found by.
    fn stems(&self) -> BTreeMap<String, String> {
        let mut forms: BTreeMap<String, ()> = BTreeMap::new();
        for word in self.fields.iter().flatten().flat_map(|field| words(field)).take(LONGEST) {
            forms.insert(folded(word), ());
        }
        let mut stems: BTreeMap<String, String> = BTreeMap::new();
        for word in forms.into_keys() {
            let shortest = stems.entry(stem(&word, self.language)).or_insert_with(|| word.clone());
            if word.chars().count() < shortest.chars().count() {
                *shortest = word;
            }
        }
        stems
    }

    fn marks(&self) -> impl Iterator<Item = String> {
        let rubrics = self.rubrics;
        let bits = (0..63u8).filter(move |bit| rubrics >> bit & 1 == 1);
        bits.map(|bit| mark('r', bit)).chain([mark('l', self.language.bit())])
    }
}

impl Writing<'_> {
    /// The newest revision of an article is found by its words from now on, and what it said before is not.
    pub(super) fn seek(&self, article: ArticleKey) -> Result<()> {
        let Some(text) = self.sought_text(article)? else { return Ok(()) };
        let mut sql = self.sql("DELETE FROM sought_row WHERE article = ?1 RETURNING row")?;
        if let Some(row) = sql.query_row([article.0], |row| row.get::<_, i64>(0)).optional()? {
            self.sql("DELETE FROM sought WHERE rowid = ?1")?.execute([row])?;
        }
        let stems = text.stems();
        let all: Vec<String> = stems.keys().cloned().chain(text.marks()).collect();
        let row = self.free_row(text.published)?;
        self.sql("INSERT INTO sought_row (row, article) VALUES (?1, ?2)")?.execute([row, article.0])?;
        self.sql("INSERT INTO sought (rowid, stems) VALUES (?1, ?2)")?.execute(params![row, all.join(" ")])?;
        let mut sql = self.sql(
            "INSERT INTO sought_word (stem, word) VALUES (?1, ?2) ON CONFLICT (stem) DO UPDATE SET word = excluded.word
             WHERE length(excluded.word) < length(word)",
        )?;
        for (stem, word) in &stems {
            sql.execute([stem, word])?;
        }
        Ok(())
    }

    fn sought_text(&self, article: ArticleKey) -> Result<Option<Text>> {
        let mut sql = self.sql(
            "SELECT r.headline, r.lead, r.tags, r.body, r.language, r.rubrics, a.published
             FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE a.key = ?1",
        )?;
        let text = sql.query_row([article.0], |row| {
            Ok(Text {
                fields: [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?],
                language: Language::from_number(row.get(4)?).unwrap_or(Language::Ru),
                rubrics: row.get::<_, i64>(5)?.cast_unsigned(),
                published: Time(row.get(6)?),
            })
        });
        Ok(text.optional()?)
    }

    /// The first free place from this moment on.
    fn free_row(&self, published: Time) -> Result<i64> {
        let first = published.0.div_euclid(1_000) * IN_A_SECOND;
        let taken = "SELECT 1 FROM sought_row WHERE row = ?1";
        if !self.sql(taken)?.exists([first])? {
            return Ok(first);
        }
        // The end of the row of taken places that begins there.
        let mut sql = self.sql(
            "SELECT s.row + 1 FROM sought_row s WHERE s.row >= ?1
               AND NOT EXISTS (SELECT 1 FROM sought_row n WHERE n.row = s.row + 1) ORDER BY s.row LIMIT 1",
        )?;
        Ok(sql.query_row([first], |row| row.get(0))?)
    }

    /// Brings some articles of before into the index, the newest keys first; whether there are more.
    pub fn seek_older(&self, most: u32) -> Result<bool> {
        let Some(from) = self.number(UNSOUGHT)?.filter(|from| *from > 0) else { return Ok(false) };
        let mut sql = self.sql("SELECT key FROM article WHERE key <= ?1 ORDER BY key DESC LIMIT ?2")?;
        let keys = sql.query_map([from, i64::from(most)], |row| row.get(0))?;
        let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
        for key in &keys {
            self.seek(ArticleKey(*key))?;
        }
        self.set_number(UNSOUGHT, keys.last().map_or(0, |key| key - 1))?;
        Ok(!keys.is_empty())
    }
}
