//! What editors write without touching a file, and what the article's file says to that. In: the new text of a story, and who
//! wrote it. Out: its revision at once; a [`Stroke`] for each field whose file has to follow, so that a file that is read again,
//! a restart and a full disk change nothing; and what the file has been found to say instead.

use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::{
    Reading, Result, Writing, articles::Readiness, codes::readiness_number, revisions::Grade, submission::hash,
};
use crate::{
    article::{ArticleKey, Language},
    clock::Time,
};

/// A part of an article's file that the desk may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// All of it: a story that was typed. What is to stand there is the file's place.
    File,
    /// The headline.
    Headline,
    /// What stands under it.
    Lead,
    /// The page's address, absolute.
    Url,
    /// The picture.
    Image,
    /// What was wrong, or the note of a retraction.
    Correction,
    /// `published`, `withdrawn`…
    Status,
}

impl Field {
    const ALL: [Field; 7] =
        [Field::File, Field::Headline, Field::Lead, Field::Url, Field::Image, Field::Correction, Field::Status];

    fn number(self) -> i64 {
        match self {
            Field::File => 0,
            Field::Headline => 1,
            Field::Lead => 2,
            Field::Url => 3,
            Field::Image => 4,
            Field::Correction => 5,
            Field::Status => 6,
        }
    }

    fn from_number(number: i64) -> Field {
        Field::ALL.into_iter().find(|field| field.number() == number).unwrap_or(Field::File)
    }
}

/// How far a stroke has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is to be written into the file.
    Due,
    /// The file cannot take it, or the desk has decided against what the file says: it stays in the database.
    Kept,
    /// The file agrees.
    Agreed,
    /// The file says something else: the desk is asked.
    Differs,
}

impl Stage {
    fn number(self) -> i64 {
        match self {
            Stage::Due => 0,
            Stage::Kept => 1,
            Stage::Agreed => 2,
            Stage::Differs => 3,
        }
    }

    fn from_number(number: i64) -> Stage {
        match number {
            1 => Stage::Kept,
            2 => Stage::Agreed,
            3 => Stage::Differs,
            _ => Stage::Due,
        }
    }
}

/// What the desk wrote into one field of an article's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Which.
    pub field: Field,
    /// What is to stand there; `None`: nothing.
    pub wrote: Option<String>,
    /// What the file said.
    pub was: Option<String>,
    /// What the desk wrote there before, if the file may say that.
    pub mine: Option<String>,
    /// What the file says instead, where it differs.
    pub other: Option<String>,
    /// How far it has come.
    pub stage: Stage,
    /// The desk was asked, and this is its answer.
    pub asked: bool,
    /// The desk knows that it cannot be written.
    pub told: bool,
    /// When it was written.
    pub at: Time,
}

/// What readers see of a story that the desk may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// See [`Story::headline`](crate::article::Story::headline).
    pub headline: String,
    /// See [`Story::lead`](crate::article::Story::lead).
    pub lead: String,
    /// See [`Story::url`](crate::article::Story::url).
    pub url: Option<String>,
    /// The picture, as the database has it.
    pub image: Option<String>,
    /// What was wrong.
    pub correction: Option<String>,
}

impl Lines {
    /// What stands in a field; nothing where it is empty.
    pub fn field(&self, field: Field) -> Option<&str> {
        let text = match field {
            Field::Headline => Some(&self.headline),
            Field::Lead => Some(&self.lead),
            Field::Url => self.url.as_ref(),
            Field::Image => self.image.as_ref(),
            Field::Correction => self.correction.as_ref(),
            Field::File | Field::Status => None,
        };
        text.map(String::as_str).filter(|text| !text.is_empty())
    }

    /// With something else in a field.
    pub fn set(&mut self, field: Field, text: Option<String>) {
        match field {
            Field::Headline => self.headline = text.unwrap_or_default(),
            Field::Lead => self.lead = text.unwrap_or_default(),
            Field::Url => self.url = text,
            Field::Image => self.image = text,
            Field::Correction => self.correction = text,
            Field::File | Field::Status => {}
        }
    }
}

/// The fields of [`Lines`].
pub const TEXTS: [Field; 5] = [Field::Headline, Field::Lead, Field::Url, Field::Image, Field::Correction];

/// Of an article `a`: an editor typed it, and nobody was sent it, so it is staff's alone.
pub(super) const STAFFS: &str = "(EXISTS (SELECT 1 FROM pen s WHERE s.article = a.key AND s.field = 0)
    AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.article = a.key))";

const COLUMNS: &str = "field, wrote, was, mine, other, state, asked, told, at";
const NEWEST: &str = "FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE a.key = ?1";

impl Reading<'_> {
    /// What the newest revision of an article says.
    pub fn lines(&self, article: ArticleKey) -> Result<Option<Lines>> {
        let mut sql = self.sql(&format!("SELECT r.headline, r.lead, r.url, r.image, r.correction {NEWEST}"))?;
        Ok(sql.query_row([article.0], lines).optional()?)
    }

    /// What it said before it was withdrawn.
    pub fn lines_before_withdrawal(&self, article: ArticleKey) -> Result<Option<Lines>> {
        let mut sql = self.sql(
            "SELECT headline, lead, url, image, correction FROM revision WHERE article = ?1 AND grade <> 2
             ORDER BY revision DESC LIMIT 1",
        )?;
        Ok(sql.query_row([article.0], lines).optional()?)
    }

    /// What the desk wrote into an article's file and the file may not know.
    pub fn strokes(&self, article: ArticleKey) -> Result<Vec<Stroke>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM pen WHERE article = ?1 ORDER BY field"))?;
        let rows = sql.query_map([article.0], stroke)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What the desk wrote into one field.
    pub fn stroke(&self, article: ArticleKey, field: Field) -> Result<Option<Stroke>> {
        Ok(self.strokes(article)?.into_iter().find(|stroke| stroke.field == field))
    }

    /// The articles whose files are to be written: those that have one, and those that were typed and have been published.
    pub fn due_files(&self) -> Result<Vec<ArticleKey>> {
        let mut sql = self.sql(
            "SELECT DISTINCT s.article FROM pen s JOIN article a ON a.key = s.article WHERE s.state = 0 AND
               CASE s.field WHEN 0 THEN EXISTS (SELECT 1 FROM publication p WHERE p.article = s.article)
                 ELSE a.path IS NOT NULL END ORDER BY s.article",
        )?;
        let rows = sql.query_map([], |row| row.get(0).map(ArticleKey))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The articles whose file says something else than the desk wrote, and the desk has not decided.
    pub fn differing(&self) -> Result<Vec<ArticleKey>> {
        let mut sql = self.sql("SELECT DISTINCT article FROM pen WHERE state = 3 ORDER BY article")?;
        let rows = sql.query_map([], |row| row.get(0).map(ArticleKey))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether an editor typed it and nobody was sent it: it is staff's alone.
    pub fn is_for_staff(&self, article: ArticleKey) -> Result<bool> {
        Ok(self.sql(&format!("SELECT 1 FROM article a WHERE a.key = ?1 AND {STAFFS}"))?.exists([article.0])?)
    }

    /// Whether a file is to be written to this place below the store.
    pub fn is_promised(&self, path: &str) -> Result<bool> {
        let mut sql = self.sql(
            "SELECT 1 FROM pen WHERE field = 0 AND wrote = ?1 UNION ALL SELECT 1 FROM article WHERE path = ?1 LIMIT 1",
        )?;
        Ok(sql.exists([path])?)
    }

    /// All articles of a story, the one that is asked about first.
    pub fn whole_story(&self, article: ArticleKey) -> Result<Vec<ArticleKey>> {
        let mut sql = self.sql(
            "SELECT b.key FROM article a JOIN article b ON b.story = a.story WHERE a.key = ?1 ORDER BY b.key <> ?1, b.key",
        )?;
        let rows = sql.query_map([article.0], |row| row.get(0).map(ArticleKey))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The article with which this one is withdrawn; `None`: its own file says so, or it is not withdrawn.
    pub fn withdrawn_by(&self, article: ArticleKey) -> Result<Option<ArticleKey>> {
        let mut sql = self.sql("SELECT withdrawn_by FROM article WHERE key = ?1")?;
        Ok(sql.query_row([article.0], |row| row.get::<_, Option<i64>>(0)).optional()?.flatten().map(ArticleKey))
    }
}

impl Writing<'_> {
    /// The article says this from now on: a new revision, whose number comes back. It is what its file will be found to say.
    pub fn revise(&self, article: ArticleKey, lines: &Lines, grade: Grade, now: Time) -> Result<i64> {
        let (revision, seen) = self
            .sql(&format!(
                "SELECT r.language, r.sensitive, r.rubrics, coalesce(r.body, ''), r.credit, r.revision {NEWEST}"
            ))?
            .query_row([article.0], |row| Ok((row.get::<_, i64>(5)? + 1, seen(row, lines)?)))?;
        let hash =
            if grade == Grade::Withdrawn { Sha256::digest([b"withdrawn", &*seen].concat()).to_vec() } else { seen };
        self.sql(&format!(
            "INSERT INTO revision (article, revision, at, hash, headline, lead, url, image, credit, byline, sensitive,
               language, rubrics, correction, body, grade, tags)
             SELECT a.key, ?2, ?3, ?4, ?5, ?6, ?7, ?8, r.credit, r.byline, r.sensitive, r.language, r.rubrics, ?9, r.body, ?10, r.tags
             {NEWEST}"
        ))?
        .execute(params![
            article.0,
            revision,
            now.0,
            hash,
            lines.headline,
            lines.lead,
            lines.url,
            lines.image,
            lines.correction,
            grade.number(),
        ])?;
        // Telegram may take the new text in a form in which it refused the old one.
        self.sql("UPDATE article SET revision = ?2, form = 0 WHERE key = ?1")?.execute([article.0, revision])?;
        self.seek(article)?;
        self.bump_log()?;
        Ok(revision)
    }

    /// The article may be sent, or is withdrawn, by the desk's word.
    pub fn set_readiness(&self, article: ArticleKey, readiness: Readiness) -> Result<()> {
        self.sql("UPDATE article SET state = ?2, withdrawn_by = NULL WHERE key = ?1")?
            .execute([article.0, readiness_number(readiness)])?;
        self.bump_log()
    }

    /// The desk writes into a field, where the file is known to say `was` unless the desk has written there before.
    pub fn write_field(
        &self,
        article: ArticleKey,
        field: Field,
        (was, wrote): (Option<&str>, Option<&str>),
        by: Option<i64>,
        now: Time,
    ) -> Result<()> {
        let known = self.stroke(article, field)?;
        let (was, mine) = match &known {
            None => (was.map(str::to_owned), None),
            Some(known) if known.stage == Stage::Agreed => (known.wrote.clone(), known.mine.clone()),
            Some(known) if known.stage == Stage::Differs => (known.other.clone(), known.wrote.clone()),
            Some(known) => (known.was.clone(), known.wrote.clone()),
        };
        let told = known.as_ref().is_some_and(|known| known.told);
        let asked = known.as_ref().is_some_and(|known| known.asked || known.stage == Stage::Differs);
        self.drop_stroke(article, field)?;
        if known.is_none() && was.as_deref() == wrote {
            return Ok(());
        }
        let mut sql = self.sql(
            "INSERT INTO pen (article, field, wrote, was, mine, asked, told, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        sql.execute(params![article.0, field.number(), wrote, was, mine, asked, told, by, now.0])?;
        Ok(())
    }

    /// Keeps what has become of a stroke.
    pub fn keep_stroke(&self, article: ArticleKey, stroke: &Stroke) -> Result<()> {
        let mut sql = self.sql(
            "UPDATE pen SET wrote = ?3, was = ?4, mine = ?5, other = ?6, state = ?7, asked = ?8, told = ?9
             WHERE article = ?1 AND field = ?2",
        )?;
        sql.execute(params![
            article.0,
            stroke.field.number(),
            stroke.wrote,
            stroke.was,
            stroke.mine,
            stroke.other,
            stroke.stage.number(),
            stroke.asked,
            stroke.told,
        ])?;
        Ok(())
    }

    /// What the desk wrote into a field does not matter any more.
    pub fn drop_stroke(&self, article: ArticleKey, field: Field) -> Result<()> {
        self.sql("DELETE FROM pen WHERE article = ?1 AND field = ?2")?.execute(params![article.0, field.number()])?;
        Ok(())
    }

    /// The typed story's file stands there.
    pub fn file_is_written(&self, article: ArticleKey, path: &str) -> Result<()> {
        self.sql("UPDATE article SET path = ?2 WHERE key = ?1 AND path IS NULL")?.execute(params![article.0, path])?;
        self.drop_stroke(article, Field::File)
    }
}

fn lines(row: &Row) -> rusqlite::Result<Lines> {
    Ok(Lines {
        headline: row.get(0)?,
        lead: row.get(1)?,
        url: row.get(2)?,
        image: row.get(3)?,
        correction: row.get(4)?,
    })
}

fn stroke(row: &Row) -> rusqlite::Result<Stroke> {
    Ok(Stroke {
        field: Field::from_number(row.get(0)?),
        wrote: row.get(1)?,
        was: row.get(2)?,
        mine: row.get(3)?,
        other: row.get(4)?,
        stage: Stage::from_number(row.get(5)?),
        asked: row.get(6)?,
        told: row.get(7)?,
        at: Time(row.get(8)?),
    })
}

/// The hash of what readers see with these lines: the language, the rest and the body are the row's.
fn seen(row: &Row, lines: &Lines) -> rusqlite::Result<Vec<u8>> {
    let language = Language::from_number(row.get(0)?).unwrap_or(Language::Ru);
    let credit: Option<String> = row.get(4)?;
    // The order of `Submission::hash`.
    let line = [
        Some(lines.headline.as_str()),
        Some(&lines.lead),
        lines.url.as_deref(),
        lines.image.as_deref(),
        credit.as_deref(),
        lines.correction.as_deref(),
    ];
    let body: String = row.get(3)?;
    Ok(hash(&line, language, row.get(1)?, row.get::<_, i64>(2)?.cast_unsigned(), &body))
}
