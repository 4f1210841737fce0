//! A retraction takes the whole story: what is false in one language is false in the other. In: an article whose file withdraws it,
//! or does not any more. Out: its translations withdrawn with it, and published again with it, each by a revision, so that their
//! copies follow like any other; or that copies are to be deleted.

use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{Reading, Result, Writing, articles::Readiness, codes::readiness_number};
use crate::{article::ArticleKey, clock::Time};

impl Reading<'_> {
    /// The article of the same story that was published, and whose own file withdraws it for good.
    pub fn withdrawn_sibling(&self, article: ArticleKey) -> Result<Option<ArticleKey>> {
        let mut sql = self.sql(
            "SELECT b.key FROM article a JOIN article b ON b.story = a.story AND b.key <> a.key
             WHERE a.key = ?1 AND b.state = ?2 AND b.withdrawn_by IS NULL
               AND EXISTS (SELECT 1 FROM publication p WHERE p.article = b.key) ORDER BY b.key LIMIT 1",
        )?;
        let withdrawn = readiness_number(Readiness::Withdrawn);
        Ok(sql.query_row([article.0, withdrawn], |row| row.get(0).map(ArticleKey)).optional()?)
    }

    /// Translations of the article for which a condition holds.
    fn siblings(&self, article: ArticleKey, condition: &str) -> Result<Vec<ArticleKey>> {
        let mut sql = self.sql(&format!(
            "SELECT b.key FROM article a JOIN article b ON b.story = a.story AND b.key <> a.key
             WHERE a.key = ?1 AND {condition} ORDER BY b.key"
        ))?;
        let rows = sql.query_map([article.0], |row| row.get(0).map(ArticleKey))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// The article's file withdraws it, and so all of its story that may be read.
    pub fn retract_story(&self, article: ArticleKey, now: Time) -> Result<()> {
        for other in self.siblings(article, "b.state IN (1, 5) AND b.withdrawn_by IS NULL")? {
            self.retract_with(other, article, now)?;
        }
        Ok(())
    }

    /// An article goes with another of its story.
    pub fn retract_with(&self, article: ArticleKey, by: ArticleKey, now: Time) -> Result<()> {
        self.copy_revision(article, 2, |seen| Sha256::digest([b"withdrawn", seen].concat()).to_vec(), now)?;
        self.sql("UPDATE article SET state = ?2, withdrawn_by = ?3 WHERE key = ?1")?.execute([
            article.0,
            readiness_number(Readiness::Withdrawn),
            by.0,
        ])?;
        self.bump_log()
    }

    /// The copies of the whole story, which is withdrawn by now, are deleted where Telegram still lets us (48 hours), those of one
    /// story alone; all others are replaced. Those that were replaced before are deleted too: they get one revision more. It lasts
    /// until the story is published again.
    pub fn delete_copies(&self, article: ArticleKey, now: Time) -> Result<()> {
        let withdrawn = "2 = (SELECT grade FROM revision r WHERE r.article = b.key AND r.revision = b.revision)";
        let mut all = self.siblings(article, withdrawn)?;
        all.push(article);
        for one in all {
            let replaced =
                "SELECT EXISTS (SELECT 1 FROM edition_article e WHERE e.article = a.key AND e.revision = a.revision)
                            FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision
                            WHERE a.key = ?1 AND r.grade = 2";
            match self.sql(replaced)?.query_row([one.0], |row| row.get(0)).optional()? {
                None => continue,
                Some(false) => {}
                Some(true) => self.copy_revision(one, 2, <[u8]>::to_vec, now)?,
            }
            self.sql("UPDATE article SET deletes = revision WHERE key = ?1")?.execute([one.0])?;
        }
        self.bump_log()
    }

    /// The article's own file says by now that it is not to be read, whatever becomes of the others.
    pub fn says_itself(&self, article: ArticleKey) -> Result<()> {
        self.sql("UPDATE article SET withdrawn_by = NULL WHERE key = ?1 AND withdrawn_by IS NOT NULL")?
            .execute([article.0])?;
        Ok(())
    }

    /// The article's file withdraws it no longer: what went with it comes back. Those that had been published.
    pub fn restore_story(&self, article: ArticleKey, now: Time) -> Result<Vec<ArticleKey>> {
        let mut published = Vec::new();
        for other in self.siblings(article, "b.withdrawn_by = a.key")? {
            // What its file says by now is not known to the letter; when it is read again, it is found to be the same.
            self.copy_revision(other, 3, |_| Vec::new(), now)?;
            self.sql("UPDATE article SET state = ?2, withdrawn_by = NULL WHERE key = ?1")?
                .execute([other.0, readiness_number(Readiness::Ready)])?;
            if !self.entries_of(other)?.is_empty() {
                published.push(other);
            }
            self.bump_log()?;
        }
        Ok(published)
    }

    /// The newest revision once more, under this grade.
    fn copy_revision(
        &self,
        article: ArticleKey,
        grade: i64,
        hash: impl FnOnce(&[u8]) -> Vec<u8>,
        now: Time,
    ) -> Result<()> {
        let seen: Vec<u8> = self
            .sql("SELECT r.hash FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE a.key = ?1")?
            .query_row([article.0], |row| row.get(0))?;
        self.sql(
            "INSERT INTO revision (article, revision, at, hash, headline, lead, url, image, credit, byline, sensitive,
               language, rubrics, correction, body, grade, tags)
             SELECT r.article, r.revision + 1, ?2, ?3, headline, lead, url, image, credit, byline, sensitive, language, rubrics,
               CASE WHEN ?4 = 2 AND r.grade = 2 THEN correction WHEN ?4 = 2 THEN NULL ELSE (SELECT o.correction FROM revision o WHERE o.article = a.key AND o.grade <> 2
                 ORDER BY o.revision DESC LIMIT 1) END, body, ?4, tags
             FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE a.key = ?1",
        )?
        .execute(params![article.0, now.0, hash(&seen), grade])?;
        self.sql("UPDATE article SET revision = revision + 1 WHERE key = ?1")?.execute([article.0])?;
        Ok(())
    }
}
