//! A breaking push: one act, and for each language that has its own article a publication of its own, all in one transaction.
//! In: what is to go out. Out: its parts before, the entries that belong together after. They bear the number of
//! the first, so that they stop, cost and are counted as one.

use rusqlite::{OptionalExtension, params};

use super::{
    Entry, Lane, Reading, Result, Seq, Writing,
    log::{Publication, Standing},
    plans::Plan,
};
use crate::{
    article::{ArticleKey, Language},
    clock::Time,
};

/// A part of a push: an article, and for which languages (a mask; 0: its own).
pub type Part = (ArticleKey, u8);

impl Reading<'_> {
    /// The story's articles in other languages that may go out at this time, the newest of each language.
    pub fn translations(&self, article: ArticleKey, now: Time) -> Result<Vec<(ArticleKey, Language)>> {
        let mut sql = self.sql(
            "SELECT b.key, r.language FROM article a
             JOIN revision o ON o.article = a.key AND o.revision = a.revision
             JOIN article b ON b.story = a.story AND b.key <> a.key
             JOIN revision r ON r.article = b.key AND r.revision = b.revision
             WHERE a.key = ?1 AND r.language <> o.language AND b.state = 1 AND b.form < 3 AND coalesce(b.embargo, 0) <= ?2
             ORDER BY b.published DESC, b.key DESC",
        )?;
        let rows = sql.query_map([article.0, now.0], |row| {
            let language = Language::from_number(row.get(1)?).unwrap_or(Language::Ru);
            Ok((ArticleKey(row.get(0)?), language))
        })?;
        let mut found: Vec<(ArticleKey, Language)> = Vec::new();
        for row in rows {
            let (key, language) = row?;
            if !found.iter().any(|(_, known)| *known == language) {
                found.push((key, language));
            }
        }
        Ok(found)
    }

    /// The parts of a push, the article itself first: readers of a language get its translation where there is one, and the
    /// article where the mask says so. `languages` 0: the article's own, and those of its translations.
    pub fn parts(&self, article: ArticleKey, lane: Lane, languages: u8, now: Time) -> Result<Vec<Part>> {
        if lane != Lane::Breaking {
            return Ok(vec![(article, languages)]);
        }
        let mut rest = languages;
        let mut parts = Vec::new();
        for (translation, language) in self.translations(article, now)? {
            if languages == 0 || languages & language.bit() != 0 {
                rest &= !language.bit();
                parts.push((translation, language.bit()));
            }
        }
        if languages == 0 || rest != 0 {
            parts.insert(0, (article, rest));
        }
        Ok(parts)
    }

    /// Tells whether what a push shows has changed since it was looked at: the sum of the revisions of all that goes out with
    /// it. A translation that comes, or is corrected, adds to it.
    pub fn revision_of_push(&self, article: ArticleKey, lane: Lane, now: Time) -> Result<i64> {
        let mut shown: Vec<ArticleKey> = self.parts(article, lane, 0, now)?.into_iter().map(|(part, _)| part).collect();
        if !shown.contains(&article) {
            shown.push(article);
        }
        let mut sum = 0;
        for part in shown {
            sum += self.story(part)?.map_or(0, |(story, _)| story.revision);
        }
        Ok(sum)
    }

    /// The entries that were published with this one, itself included, in order; of ordinary news only itself.
    pub fn together(&self, entry: &Entry) -> Result<Vec<Entry>> {
        if entry.lane != Lane::Breaking {
            return Ok(vec![entry.clone()]);
        }
        self.entries_of_push(entry.seq)
    }

    /// The newest push of an article's story, in whatever language: what went out as breaking news, or by hand.
    pub fn earlier_push(&self, article: ArticleKey) -> Result<Option<Entry>> {
        let mut sql = self.sql(
            "SELECT max(p.seq) FROM article a JOIN article b ON b.story = a.story JOIN publication p ON p.article = b.key
             WHERE a.key = ?1 AND (p.lane = 1 OR p.by IS NOT NULL)",
        )?;
        let seq: Option<i64> = sql.query_row([article.0], |row| row.get(0))?;
        seq.map_or(Ok(None), |seq| self.entry(Seq(seq)))
    }

    /// The push of an article's story that an editor has confirmed and that counts down, or waits for a second editor.
    pub fn waiting_push(&self, article: ArticleKey) -> Result<Option<Plan>> {
        let mut sql = self.sql(
            "SELECT p.id FROM article a JOIN article b ON b.story = a.story JOIN plan p ON p.article = b.key
             WHERE a.key = ?1 AND p.state = 0 AND p.why IN (2, 6) ORDER BY p.id DESC LIMIT 1",
        )?;
        let id: Option<i64> = sql.query_row([article.0], |row| row.get(0)).optional()?;
        Ok(id.map_or(Ok(None), |id| self.plan(id))?.map(|(plan, _)| plan))
    }

    /// The revision of a push that was confirmed (`Reading::revision_of_push`), by its first part; `None`: it is not known.
    pub fn signed(&self, seq: Seq) -> Result<Option<i64>> {
        let mut sql = self.sql("SELECT signed FROM publication WHERE seq = ?1")?;
        Ok(sql.query_row([seq.0], |row| row.get(0)).optional()?.flatten())
    }

    /// How many chats are still to get a publication, and those that were published with it, now: open, wanting it, its place
    /// after their cursor, without the story. Those who get it later (breaks, digests, spacing, quiet hours that hold it) do
    /// not count.
    pub fn pending_for(&self, entry: &Entry, at: super::queue::Moment) -> Result<u32> {
        let mut together = self.together(entry)?;
        together.retain(|other| other.seq == entry.seq || other.standing == Standing::Ready);
        let languages = together.iter().fold(entry.languages, |mask, other| mask | other.languages);
        let first = together.iter().map(|other| other.seq).min().unwrap_or(entry.seq);
        let last = together.iter().map(|other| other.seq).max().unwrap_or(entry.seq);
        self.pending(&Entry { languages, seq: last, ..entry.clone() }, first, at)
    }

    /// How many open chats take breaking news in one of these languages.
    fn readers_of(&self, languages: u8) -> Result<u32> {
        let mut sql = self.sql("SELECT count(*) FROM chat WHERE state = 0 AND urgent AND languages & ?1")?;
        Ok(sql.query_row(params![languages], |row| row.get(0))?)
    }

    /// What each part may cost, by its readers; together not more than the price.
    fn shares(&self, price: u32, parts: &[Part]) -> Result<Vec<u32>> {
        let mut readers = Vec::new();
        for (article, languages) in parts {
            let own = self.story(*article)?.map_or(0, |(story, _)| story.language.bit());
            readers.push(self.readers_of(if *languages == 0 { own } else { *languages })?);
        }
        let all = readers.iter().copied().map(u64::from).sum::<u64>().max(1);
        let share = |count: &u32| u32::try_from(u64::from(price) * u64::from(*count) / all).unwrap_or(0);
        let mut shares: Vec<u32> = readers.iter().map(share).collect();
        let rest = price.saturating_sub(shares.iter().sum());
        if let Some(first) = shares.first_mut() {
            *first += rest;
        }
        Ok(shares)
    }
}

impl Writing<'_> {
    /// Publishes each part of it, and lets all of them together cost so much; the place of the first.
    pub fn publish_parts(&self, publication: &Publication, price: u32, now: Time) -> Result<Seq> {
        let Publication { article, lane, languages, .. } = *publication;
        let parts = self.parts(article, lane, languages, now)?;
        let shares = self.shares(price, &parts)?;
        let mut first = None;
        for ((article, languages), share) in parts.into_iter().zip(shares) {
            let seq = self.publish_part(&Publication { article, languages, ..*publication }, first, now)?;
            self.set_price(seq, share)?;
            first.get_or_insert(seq);
        }
        if let Some(first) = first.filter(|_| lane == Lane::Breaking) {
            self.sign(first, self.revision_of_push(article, lane, now)?)?;
        }
        Ok(first.unwrap_or_default())
    }

    /// The text with which a breaking push went out is the one that was confirmed.
    pub fn sign(&self, seq: Seq, revision: i64) -> Result<()> {
        self.sql("UPDATE publication SET signed = ?2 WHERE seq = ?1")?.execute([seq.0, revision])?;
        Ok(())
    }
}
