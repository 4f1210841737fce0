//! Editions: what exactly was rendered, shared by all chats that got the same. In: form, language, articles with their
//! revisions. Out: the edition's number. Also photos: what Telegram calls a picture that it has.

use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{Reading, Result, Writing, codes::form_number};
use crate::{
    article::{ArticleKey, Form, Language},
    clock::Time,
};

/// The number of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EditionId(pub i64);

/// What an edition shows: articles and revisions in their order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edition {
    /// The richest form it uses.
    pub form: Form,
    /// The language of its furniture.
    pub tongue: Language,
    /// Articles in the order in which they stand.
    pub articles: Vec<(ArticleKey, i64)>,
}

impl Edition {
    fn hash(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(form_number(self.form).to_le_bytes());
        hash.update(self.tongue.number().to_le_bytes());
        for (article, revision) in &self.articles {
            hash.update(article.0.to_le_bytes());
            hash.update(revision.to_le_bytes());
        }
        hash.finalize()[..16].to_vec()
    }
}

/// An article as an edition shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headed {
    /// The article.
    pub article: ArticleKey,
    /// Its name.
    pub id: String,
    /// The revision that was rendered.
    pub revision: i64,
    /// Its headline.
    pub headline: String,
}

/// What is known of a picture at Telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownPhoto {
    /// Telegram has it under this `file_id`.
    Uploaded(String),
    /// Telegram refused it, for this reason.
    Refused(String),
}

impl Reading<'_> {
    /// The number of an edition that was rendered before.
    pub fn edition(&self, edition: &Edition) -> Result<Option<EditionId>> {
        let mut sql = self.sql("SELECT id FROM edition WHERE hash = ?1")?;
        Ok(sql.query_row([edition.hash()], |row| row.get(0).map(EditionId)).optional()?)
    }

    /// The articles of an edition, in their order.
    pub fn edition_articles(&self, edition: EditionId) -> Result<Vec<ArticleKey>> {
        let mut sql = self.sql("SELECT article FROM edition_article WHERE edition = ?1 ORDER BY place")?;
        let rows = sql.query_map([edition.0], |row| row.get(0).map(ArticleKey))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What stood in an edition, in its order: articles with the headline of the revision that was rendered.
    pub fn edition_lines(&self, edition: EditionId) -> Result<Vec<Headed>> {
        let mut sql = self.sql(
            "SELECT e.article, a.id, e.revision, r.headline FROM edition_article e JOIN article a ON a.key = e.article
             JOIN revision r ON r.article = e.article AND r.revision = e.revision WHERE e.edition = ?1 ORDER BY e.place",
        )?;
        let rows = sql.query_map([edition.0], |row| {
            let (article, id, revision, headline) = (ArticleKey(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(Headed { article, id, revision, headline })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What is known of the picture with this hash.
    pub fn photo(&self, hash: &[u8]) -> Result<Option<KnownPhoto>> {
        let mut sql = self.sql("SELECT file_id, refused FROM photo WHERE hash = ?1")?;
        let found = sql.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(found.and_then(|(file, refused): (Option<String>, Option<String>)| match (file, refused) {
            (Some(file), _) => Some(KnownPhoto::Uploaded(file)),
            (None, Some(refused)) => Some(KnownPhoto::Refused(refused)),
            (None, None) => None,
        }))
    }
}

impl Writing<'_> {
    /// The number of an edition; made if it is the first of its kind.
    pub fn edition_for(&self, edition: &Edition) -> Result<EditionId> {
        if let Some(id) = self.edition(edition)? {
            return Ok(id);
        }
        self.sql("INSERT INTO edition (hash, form, tongue) VALUES (?1, ?2, ?3)")?.execute(params![
            edition.hash(),
            form_number(edition.form),
            edition.tongue.number()
        ])?;
        let id = EditionId(self.connection.last_insert_rowid());
        for (place, (article, revision)) in (0i64..).zip(&edition.articles) {
            self.sql("INSERT INTO edition_article (edition, place, article, revision) VALUES (?1, ?2, ?3, ?4)")?
                .execute([id.0, place, article.0, *revision])?;
        }
        Ok(id)
    }

    /// Remembers what Telegram said to a picture.
    pub fn set_photo(&self, hash: &[u8], known: &KnownPhoto, now: Time) -> Result<()> {
        let (file, refused) = match known {
            KnownPhoto::Uploaded(file) => (Some(file), None),
            KnownPhoto::Refused(reason) => (None, Some(reason)),
        };
        self.sql(
            "INSERT INTO photo (hash, file_id, refused, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (hash) DO UPDATE SET file_id = excluded.file_id, refused = excluded.refused, at = excluded.at",
        )?
        .execute(params![hash, file, refused, now.0])?;
        Ok(())
    }

    /// Forgets a `file_id` that Telegram no longer takes, so that the picture is uploaded again.
    pub fn forget_photo(&self, file_id: &str) -> Result<()> {
        self.sql("DELETE FROM photo WHERE file_id = ?1")?.execute([file_id])?;
        Ok(())
    }
}
