//! Which articles have which names and files, and what they said: for finding out whether a file is a known article, and
//! whether a new one says what another has said.

use rusqlite::{OptionalExtension, Row, params};

use super::{Reading, Result, Writing, held::Reason};
use crate::{
    article::{ArticleId, ArticleKey, Language},
    clock::Time,
};

/// An article as far as its name and its file go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Its number.
    pub key: ArticleKey,
    /// Its name.
    pub id: ArticleId,
    /// Its file, below the store.
    pub path: Option<String>,
    /// The source's number.
    pub version: Option<i64>,
    /// As readers see it.
    pub published: Time,
    /// What its file calls itself.
    pub named: Option<String>,
}

/// What a revision says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Headline, lead, body.
    pub words: [String; 3],
    /// The picture, as the database has it.
    pub image: Option<String>,
}

const OWNER: &str = "SELECT a.key, a.id, a.path, a.version, a.published, a.named
    FROM article a";

impl Reading<'_> {
    /// The article with this name, or whose file calls itself so; one that has a file, if there is such.
    pub fn owner_of(&self, id: &str) -> Result<Option<Owner>> {
        let mut sql = self.sql(&format!(
            "{OWNER} WHERE a.id = ?1 OR (a.named = ?1 AND a.path IS NOT NULL)
             ORDER BY a.path IS NULL, a.id <> ?1, a.key LIMIT 1"
        ))?;
        Ok(sql.query_row([id], owner).optional()?)
    }

    /// The article whose file this is.
    pub fn article_at(&self, path: &str) -> Result<Option<Owner>> {
        let mut sql = self.sql(&format!("{OWNER} WHERE a.path = ?1 ORDER BY a.key DESC LIMIT 1"))?;
        Ok(sql.query_row([path], owner).optional()?)
    }

    /// The articles of this page ([`page_of`](crate::article::page_of)) in a language, oldest first.
    pub fn owners_of_page(&self, page: &str, language: Language, most: u32) -> Result<Vec<Owner>> {
        let mut sql = self.sql(&format!(
            "{OWNER} JOIN revision r ON r.article = a.key AND r.revision = a.revision
             WHERE a.page = ?1 AND r.language = ?2 ORDER BY a.key LIMIT ?3"
        ))?;
        let rows = sql.query_map(params![page, language.number(), most], owner)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The page of an article.
    pub fn page(&self, article: ArticleKey) -> Result<Option<String>> {
        let mut sql = self.sql("SELECT page FROM article WHERE key = ?1")?;
        Ok(sql.query_row([article.0], |row| row.get(0)).optional()?.flatten())
    }

    /// What was sent since then in a language, or is to be sent; newest first.
    pub fn rivals(&self, language: Language, since: Time, most: u32) -> Result<Vec<Owner>> {
        let mut sql = self.sql(&format!(
            "{OWNER} JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE r.language = ?1 AND (
               a.key IN (SELECT article FROM publication WHERE at >= ?2)
               OR (a.state = 1 AND a.key IN (SELECT article FROM plan WHERE state = 0 AND why IN (1, 2, 3, 4, 6))))
             ORDER BY a.key DESC LIMIT ?3"
        ))?;
        let rows = sql.query_map(params![language.number(), since.0, most], owner)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What has this very date and a file, in a language; whether it was sent or not.
    pub fn dated(&self, language: Language, published: Time, most: u32) -> Result<Vec<Owner>> {
        let mut sql = self.sql(&format!(
            "{OWNER} JOIN revision r ON r.article = a.key AND r.revision = a.revision
             WHERE a.published = ?2 AND r.language = ?1 AND a.path IS NOT NULL ORDER BY a.key LIMIT ?3"
        ))?;
        let rows = sql.query_map(params![language.number(), published.0, most], owner)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The headline of an article.
    pub fn headline_of(&self, article: ArticleKey) -> Result<String> {
        let mut sql = self.sql(
            "SELECT r.headline FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision
             WHERE a.key = ?1",
        )?;
        Ok(sql.query_row([article.0], |row| row.get(0))?)
    }

    /// The files of articles that wait since they may be copies of this one.
    pub fn copies_of(&self, article: &ArticleId) -> Result<Vec<String>> {
        let mut sql = self.sql(
            "SELECT h.reasons, a.path FROM held h JOIN article a ON a.key = h.article
             WHERE h.verdict = 0 AND a.state = 4 AND a.path IS NOT NULL ORDER BY a.key",
        )?;
        let rows = sql.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        let all: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let is_copy = |reasons: &String| {
            let reasons: Vec<Reason> = serde_json::from_str(reasons).unwrap_or_default();
            reasons.iter().any(|reason| reason.copies() == Some(&article.0))
        };
        Ok(all.into_iter().filter(|(reasons, _)| is_copy(reasons)).map(|(_, path)| path).collect())
    }

    /// What an article says and said, newest first.
    pub fn texts_of(&self, article: ArticleKey) -> Result<Vec<Text>> {
        let mut sql = self.sql(
            "SELECT headline, lead, coalesce(body, ''), image FROM revision WHERE article = ?1
             ORDER BY revision DESC LIMIT 10",
        )?;
        let text = |row: &Row| Ok(Text { words: [row.get(0)?, row.get(1)?, row.get(2)?], image: row.get(3)? });
        Ok(sql.query_map([article.0], text)?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// What its file calls itself; `None`: that is another's name.
    pub fn is_called(&self, article: ArticleKey, name: Option<&str>) -> Result<()> {
        self.sql("UPDATE article SET named = ?2 WHERE key = ?1 AND named IS NOT ?2")?
            .execute(params![article.0, name])?;
        Ok(())
    }

    /// The file holds another story now.
    pub fn leaves_file(&self, article: ArticleKey) -> Result<()> {
        self.sql("UPDATE article SET path = NULL WHERE key = ?1")?.execute([article.0])?;
        Ok(())
    }
}

fn owner(row: &Row) -> rusqlite::Result<Owner> {
    Ok(Owner {
        key: ArticleKey(row.get(0)?),
        id: ArticleId(row.get(1)?),
        path: row.get(2)?,
        version: row.get(3)?,
        published: Time(row.get(4)?),
        named: row.get(5)?,
    })
}
