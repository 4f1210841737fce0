//! Main news: how many stories of a day are, and articles that an editor made it. In: an article. Out: an entry of the log for those
//! who want main news, and that the article stays main news whatever its file says later.

use std::borrow::Cow;

use rusqlite::{OptionalExtension, params};

use super::{Lane, Reading, Result, Seq, Volume, Writing, codes::*, submission::Submission};
use crate::{
    article::{ArticleKey, Language},
    clock::Time,
};

impl Reading<'_> {
    /// Whether an article was ever published to readers.
    pub fn was_out(&self, article: ArticleKey) -> Result<bool> {
        Ok(self.sql("SELECT 1 FROM publication WHERE article = ?1")?.exists([article.0])?)
    }

    /// How many main stories came out since then.
    pub fn main_stories_since(&self, from: Time) -> Result<u32> {
        let mut sql = self.sql(
            "SELECT count(DISTINCT a.story) FROM publication p JOIN article a ON a.key = p.article
             WHERE p.at >= ?1 AND p.rubrics & 1",
        )?;
        Ok(sql.query_row([from.0], |row| row.get(0))?)
    }

    /// When main news last came out; `None`: never.
    pub fn last_main(&self) -> Result<Option<Time>> {
        let mut sql = self.sql("SELECT at FROM publication WHERE rubrics & 1 ORDER BY seq DESC LIMIT 1")?;
        Ok(sql.query_row([], |row| row.get(0).map(Time)).optional()?)
    }

    /// How many readers get main news, in one pass over the chats.
    pub fn main_readers(&self) -> Result<u32> {
        let mut sql = self.sql("SELECT count(*) FROM chat WHERE state = 0 AND kind = 0 AND rubrics & 1")?;
        Ok(sql.query_row([], |row| row.get(0))?)
    }

    /// The story's articles in other languages that were published and may still go out.
    pub fn translations_that_were_out(&self, article: ArticleKey) -> Result<Vec<(ArticleKey, Language)>> {
        let mut sql = self.sql(
            "SELECT b.key, r.language FROM article a JOIN article b ON b.story = a.story AND b.key <> a.key
             JOIN revision r ON r.article = b.key AND r.revision = b.revision
             WHERE a.key = ?1 AND b.state = 1 AND b.form < 3
               AND EXISTS (SELECT 1 FROM publication p WHERE p.article = b.key) ORDER BY b.key",
        )?;
        let rows = sql.query_map([article.0], |row| {
            Ok((ArticleKey(row.get(0)?), Language::from_number(row.get(1)?).unwrap_or(Language::Ru)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Makes an article main news. One that was published gets an entry for readers of main news alone, so that those of its
    /// rubrics are asked nothing twice; any other is published now, to both.
    pub fn promote(&self, article: ArticleKey, by: Option<i64>, now: Time) -> Result<Seq> {
        self.sql("UPDATE article SET promoted = 1 WHERE key = ?1")?.execute([article.0])?;
        self.add_rubrics(article, 1)?;
        self.enter_main(article, by, now)
    }

    /// The entry of an article that has become main news, by an editor or by what its file says now.
    pub fn enter_main(&self, article: ArticleKey, by: Option<i64>, now: Time) -> Result<Seq> {
        let was_out = self.was_out(article)?;
        self.sql(
            "INSERT INTO publication (article, lane, rubrics, languages, sound, again, by, at)
             SELECT a.key, ?5, CASE WHEN ?4 THEN 1 ELSE r.rubrics END, r.language, ?6, ?4, ?2, ?3
             FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE a.key = ?1",
        )?
        .execute(params![
            article.0,
            by,
            now.0,
            was_out,
            lane_number(Lane::News),
            volume_number(Volume::AsChosen)
        ])?;
        let seq = Seq(self.connection.last_insert_rowid());
        self.match_words(seq, article)?;
        self.forget_shown();
        self.bump_log()?;
        Ok(seq)
    }

    /// What a file says, and that an editor made it main news.
    pub(super) fn as_promoted<'f>(&self, facts: &'f Submission) -> Result<Cow<'f, Submission>> {
        let mut sql = self.sql("SELECT 1 FROM article WHERE id = ?1 AND promoted")?;
        if facts.rubrics & 1 == 1 || !sql.exists([&facts.id.0])? {
            return Ok(Cow::Borrowed(facts));
        }
        Ok(Cow::Owned(Submission { rubrics: facts.rubrics | 1, ..facts.clone() }))
    }
}
