//! Revisions: what readers were to see of an article, and since when. In: what its file says now. Out: a new revision with its
//! [`Grade`], which says how loud the change is; what only search sees is changed in place.

use rusqlite::{OptionalExtension, params};

use super::{Reading, Result, Writing, articles::Readiness, submission::Submission};
use crate::{
    article::{ArticleKey, Image},
    clock::Time,
};

/// How loud a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// A typo: nothing is said about it.
    Silent,
    /// Something was wrong, and the article says what.
    Marked,
    /// It is withdrawn.
    Withdrawn,
    /// It was withdrawn, and is published again.
    Restored,
}

impl Grade {
    pub(super) fn number(self) -> i64 {
        match self {
            Grade::Silent => 0,
            Grade::Marked => 1,
            Grade::Withdrawn => 2,
            Grade::Restored => 3,
        }
    }

    pub(super) fn from_number(number: i64) -> Grade {
        match number {
            1 => Grade::Marked,
            2 => Grade::Withdrawn,
            3 => Grade::Restored,
            _ => Grade::Silent,
        }
    }
}

/// A revision, as far as it matters to a copy of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number.
    pub number: i64,
    /// Since when it stands.
    pub at: Time,
    /// How loud it is.
    pub grade: Grade,
    /// What was wrong before.
    pub correction: Option<String>,
}

impl Reading<'_> {
    /// The revisions of an article from this one on, in order.
    pub fn revisions_from(&self, article: ArticleKey, first: i64) -> Result<Vec<Revision>> {
        let mut sql = self.sql(
            "SELECT revision, at, grade, correction FROM revision WHERE article = ?1 AND revision >= ?2 ORDER BY revision",
        )?;
        let rows = sql.query_map([article.0, first], |row| {
            let (number, at, correction) = (row.get(0)?, Time(row.get(1)?), row.get(3)?);
            Ok(Revision { number, at, grade: Grade::from_number(row.get(2)?), correction })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Keeps what the file says as a revision of this number.
    pub(super) fn insert_revision(
        &self,
        key: ArticleKey,
        revision: i64,
        facts: &Submission,
        hash: &[u8],
        now: Time,
    ) -> Result<()> {
        let grade = self.grade(key, revision - 1, facts)?;
        self.sql(
            "INSERT INTO revision (article, revision, at, hash, headline, lead, url, image, credit, byline, sensitive,
               language, rubrics, correction, body, grade, tags)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            key.0,
            revision,
            now.0,
            hash,
            facts.headline,
            facts.lead,
            facts.url,
            facts.image.as_ref().map(Image::as_text),
            facts.credit,
            facts.byline,
            facts.sensitive,
            facts.language.number(),
            facts.rubrics.cast_signed(),
            facts.correction,
            facts.body,
            grade.number(),
            facts.tags.join("\n"),
        ])?;
        // Telegram may take the new text in a form in which it refused the old one.
        self.sql("UPDATE article SET form = 0 WHERE key = ?1")?.execute([key.0])?;
        Ok(())
    }

    /// How loud the change is from that revision to what the file says now.
    fn grade(&self, key: ArticleKey, before: i64, facts: &Submission) -> Result<Grade> {
        if is_withdrawn(facts) {
            return Ok(Grade::Withdrawn);
        }
        let mut sql = self.sql("SELECT grade, correction FROM revision WHERE article = ?1 AND revision = ?2")?;
        let before = sql.query_row([key.0, before], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((grade, correction)): Option<(i64, Option<String>)> = before else { return Ok(Grade::Silent) };
        Ok(match Grade::from_number(grade) {
            Grade::Withdrawn => Grade::Restored,
            _ if facts.correction.is_some() && facts.correction != correction => Grade::Marked,
            _ => Grade::Silent,
        })
    }

    /// Takes the text over into the revision that stands, where nothing else is new: it is for search, and no copy shows it.
    /// `false`: something else is.
    pub(super) fn replace_body(&self, key: ArticleKey, revision: i64, facts: &Submission, hash: &[u8]) -> Result<bool> {
        let mut sql = self.sql(
            "UPDATE revision SET body = ?3, hash = ?4 WHERE article = ?1 AND revision = ?2 AND headline = ?5 AND lead = ?6
               AND url IS ?7 AND image IS ?8 AND credit IS ?9 AND correction IS ?10 AND language = ?11 AND sensitive = ?12
               AND rubrics = ?13 AND (grade = 2) = ?14",
        )?;
        let changed = sql.execute(params![
            key.0,
            revision,
            facts.body,
            hash,
            facts.headline,
            facts.lead,
            facts.url,
            facts.image.as_ref().map(Image::as_text),
            facts.credit,
            facts.correction,
            facts.language.number(),
            facts.sensitive,
            facts.rubrics.cast_signed(),
            is_withdrawn(facts),
        ])?;
        Ok(changed == 1)
    }

    /// Takes the tags over into the revision that stands: no copy shows them, and what is in the log has been looked through.
    /// `false`: they are the same.
    pub(super) fn replace_tags(&self, key: ArticleKey, revision: i64, facts: &Submission) -> Result<bool> {
        let mut sql = self
            .sql("UPDATE revision SET tags = ?3 WHERE article = ?1 AND revision = ?2 AND coalesce(tags, '') <> ?3")?;
        Ok(sql.execute(params![key.0, revision, facts.tags.join("\n")])? == 1)
    }
}

/// Whether readers are told that it is withdrawn: for good, or until it is published again.
pub(super) fn is_withdrawn(facts: &Submission) -> bool {
    matches!(facts.readiness, Readiness::Withheld | Readiness::Withdrawn)
}
