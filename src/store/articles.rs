//! Articles and their revisions. In: what a file says now ([`Submission`]). Out: whether that is new, [`Story`] for
//! rendering, lists for people. A revision is made only when something that readers see has changed.

use rusqlite::{OptionalExtension, Row, params};
use url::Url;

pub use super::submission::Submission;
use super::{Reading, Result, Writing, codes::*, pen::STAFFS};
use crate::{
    article::{ArticleId, ArticleKey, Form, Image, Language, Story},
    clock::Time,
};

/// What may be done with an article now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Readiness {
    /// A draft: never pushed.
    Draft,
    /// It may be published.
    Ready,
    /// Not now.
    Withheld,
    /// Retracted.
    Withdrawn,
    /// It waits for a person: [`held`](super::held) says why.
    Held,
    /// Its time is over: not sent any more, nor shown in lists.
    Expired,
}

/// What came of keeping an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub key: ArticleKey,
    /// Never seen before.
    pub new: bool,
    /// What readers see has changed (or is new).
    pub changed: bool,
    /// The file is older than what is known (its version is lower): nothing was kept.
    pub outdated: bool,
}

/// An article for lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// As it would be rendered.
    pub story: Story,
    /// What may be done with it.
    pub readiness: Readiness,
    /// Not before.
    pub embargo: Option<Time>,
    /// When it was first published to readers.
    pub pushed: Option<Time>,
    /// The file, below the store.
    pub path: Option<String>,
}

const STORY: &str = "a.key, a.id, r.revision, r.headline, r.lead, r.url, r.image, r.credit, r.sensitive, r.byline, \
    r.language, r.rubrics, r.correction, a.published, r.grade = 2";
const FROM: &str = "FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision";

impl Reading<'_> {
    /// The newest revision of an article, and the best form in which Telegram takes it.
    pub fn story(&self, key: ArticleKey) -> Result<Option<(Story, Form)>> {
        let mut sql = self.sql(&format!("SELECT {STORY}, a.form {FROM} WHERE a.key = ?1"))?;
        Ok(sql.query_row([key.0], |row| Ok((story(row)?, form_from(row.get(15)?)))).optional()?)
    }

    /// The number that all translations of an article's story share.
    pub fn story_number(&self, key: ArticleKey) -> Result<Option<i64>> {
        let mut sql = self.sql("SELECT story FROM article WHERE key = ?1")?;
        Ok(sql.query_row([key.0], |row| row.get(0)).optional()?)
    }

    /// An article as it was in one of its revisions.
    pub fn story_as(&self, key: ArticleKey, revision: i64) -> Result<Option<Story>> {
        let mut sql = self.sql(&format!(
            "SELECT {STORY} FROM article a JOIN revision r ON r.article = a.key WHERE a.key = ?1 AND r.revision = ?2"
        ))?;
        Ok(sql.query_row([key.0, revision], story).optional()?)
    }

    /// The number of the article with this name.
    pub fn article_key(&self, id: &str) -> Result<Option<ArticleKey>> {
        let mut sql = self.sql("SELECT key FROM article WHERE id = ?1")?;
        Ok(sql.query_row([id], |row| row.get(0).map(ArticleKey)).optional()?)
    }

    /// The article whose page this is.
    pub fn article_by_url(&self, url: &str) -> Result<Option<ArticleKey>> {
        let mut sql = self.sql(&format!("SELECT a.key {FROM} WHERE r.url = ?1 ORDER BY a.key DESC LIMIT 1"))?;
        Ok(sql.query_row([url], |row| row.get(0).map(ArticleKey)).optional()?)
    }

    /// One article for a list.
    pub fn listed(&self, key: ArticleKey) -> Result<Option<Listed>> {
        let mut sql = self.sql(&listed_sql("a.key = ?1"))?;
        Ok(sql.query_row([key.0], listed).optional()?)
    }

    /// What readers may see, newest first: in the log or of an archive, published by `now`, in one of the languages,
    /// and in one of the rubrics of the mask (0: any).
    pub fn latest(&self, rubrics: u64, languages: u8, now: Time, skip: u32, most: u32) -> Result<Vec<Listed>> {
        let mut sql = self.sql(&format!(
            "{} ORDER BY a.published DESC, a.key DESC LIMIT ?5 OFFSET ?4",
            listed_sql(&format!("{} AND (?1 = 0 OR r.rubrics & ?1) AND r.language & ?2", readable("?3")))
        ))?;
        let rows = sql.query_map(params![rubrics.cast_signed(), languages, now.0, skip, most], listed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// As [`latest`](Self::latest), for somebody who reads these languages and speaks one: each story once, in the language that they
    /// speak, else as it came first.
    pub fn latest_stories(
        &self,
        rubrics: u64,
        (languages, tongue): (u8, Language),
        now: Time,
        skip: u32,
        most: u32,
    ) -> Result<Vec<Listed>> {
        let wanted = format!("{} AND (?1 = 0 OR r.rubrics & ?1) AND r.language & ?2", readable("?3"));
        let best = format!(
            "(SELECT a.key {FROM} WHERE a.story = whole.story AND {wanted} ORDER BY r.language & ?6 DESC, a.key LIMIT 1)"
        );
        let mut sql = self.sql(&format!(
            "{} ORDER BY a.published DESC, a.key DESC LIMIT ?5 OFFSET ?4",
            listed_sql(&format!("{wanted} AND a.key = (SELECT {best} FROM article whole WHERE whole.key = a.key)"))
        ))?;
        let given = params![rubrics.cast_signed(), languages, now.0, skip, most, tongue.bit()];
        Ok(sql.query_map(given, listed)?.collect::<rusqlite::Result<_>>()?)
    }

    /// All articles for staff, newest arrival first.
    pub fn articles(&self, skip: u32, most: u32) -> Result<Vec<Listed>> {
        let mut sql =
            self.sql(&format!("{} ORDER BY a.arrived DESC, a.key DESC LIMIT ?2 OFFSET ?1", listed_sql("1")))?;
        let rows = sql.query_map([skip, most], listed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What was taken for archive and has not been published since, newest arrival first.
    pub fn archive(&self, skip: u32, most: u32) -> Result<Vec<Listed>> {
        let condition = "a.archived > 0 AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.article = a.key)";
        let order = "ORDER BY a.arrived DESC, a.key DESC LIMIT ?2 OFFSET ?1";
        let mut sql = self.sql(&format!("{} {order}", listed_sql(condition)))?;
        let rows = sql.query_map([skip, most], listed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether it was taken for archive, and was not published since.
    pub fn is_archive(&self, key: ArticleKey) -> Result<bool> {
        let mut sql = self.sql(
            "SELECT archived > 0 AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.article = article.key)
             FROM article WHERE key = ?1",
        )?;
        Ok(sql.query_row([key.0], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    /// How many stories a rubric (a mask) had between two moments, in these languages; main has bit 0.
    pub fn stories_between(&self, rubrics: u64, languages: u8, from: Time, to: Time) -> Result<u32> {
        let mut sql = self.sql(&format!(
            "SELECT count(DISTINCT a.story) {FROM}
             WHERE a.published BETWEEN ?3 AND ?4 AND a.state = 1 AND r.rubrics & ?1 AND r.language & ?2 AND NOT {STAFFS}"
        ))?;
        Ok(sql.query_row(params![rubrics.cast_signed(), languages, from.0, to.0], |row| row.get(0))?)
    }

    /// Whether it may be published, and Telegram takes it in some form.
    pub fn is_ready(&self, key: ArticleKey) -> Result<bool> {
        let mut sql = self.sql("SELECT state = 1 AND form < 3 FROM article WHERE key = ?1")?;
        Ok(sql.query_row([key.0], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    /// What is known of the article with this name.
    pub fn known(&self, id: &ArticleId) -> Result<Option<Known>> {
        let mut sql = self.sql(
            "SELECT a.key, a.revision, a.state, a.version, r.hash, EXISTS (SELECT 1 FROM publication p WHERE p.article = a.key),
               a.published, a.arrived, a.archived > 0, a.withdrawn_by, r.rubrics & 1,
               (SELECT min(p.at) FROM publication p WHERE p.article = a.key),
               EXISTS (SELECT 1 FROM publication p WHERE p.article = a.key AND p.stopped IS NOT NULL)
             FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision WHERE a.id = ?1",
        )?;
        let known = sql.query_row([&id.0], |row| {
            Ok(Known {
                key: ArticleKey(row.get(0)?),
                revision: row.get(1)?,
                readiness: readiness_from(row.get(2)?),
                version: row.get(3)?,
                hash: row.get(4)?,
                in_log: row.get(5)?,
                published: Time(row.get(6)?),
                arrived: Time(row.get(7)?),
                archived: row.get(8)?,
                withdrawn_by: row.get::<_, Option<i64>>(9)?.map(ArticleKey),
                main: row.get(10)?,
                first_out: row.get::<_, Option<i64>>(11)?.map(Time),
                stopped: row.get(12)?,
            })
        });
        Ok(known.optional()?)
    }
}

/// What was known of an article before its file was looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number.
    pub key: ArticleKey,
    revision: i64,
    /// What might be done with it.
    pub readiness: Readiness,
    version: Option<i64>,
    hash: Vec<u8>,
    /// It was published to readers.
    pub in_log: bool,
    /// When it came out, as it was understood then.
    pub published: Time,
    /// When it was first seen.
    pub arrived: Time,
    /// It was taken for archive.
    pub archived: bool,
    /// It is withdrawn with this article of its story.
    pub withdrawn_by: Option<ArticleKey>,
    /// It is main news.
    pub main: bool,
    /// Since when it has been in the log.
    pub first_out: Option<Time>,
    /// A push of it was stopped.
    pub stopped: bool,
}

impl Writing<'_> {
    /// Keeps what a file says: a new article, a new revision, or nothing new.
    pub fn keep(&self, facts: &Submission, now: Time) -> Result<Kept> {
        let facts = &*self.as_promoted(facts)?;
        let hash = facts.hash();
        let Some(known) = self.known(&facts.id)? else {
            let key = self.insert_article(facts, now)?;
            self.insert_revision(key, 1, facts, &hash, now)?;
            self.seek(key)?;
            return Ok(Kept { key, new: true, changed: true, outdated: false });
        };
        let key = known.key;
        let outdated = facts.version.zip(known.version).is_some_and(|(new, old)| new < old);
        let differs = !outdated && hash != known.hash;
        let changed = differs && !self.replace_body(key, known.revision, facts, &hash)?;
        let mut sought = differs;
        if changed {
            self.insert_revision(key, known.revision + 1, facts, &hash, now)?;
        } else if !outdated {
            sought |= self.replace_tags(key, known.revision, facts)?;
        }
        // Most files of a full look say what they said before; whoever keeps a copy of the log does not read that again.
        if !outdated && self.update_article(key, known.revision + i64::from(changed), facts)? {
            sought |= known.published != facts.published;
            self.bump_log()?;
        }
        if sought {
            self.seek(key)?;
        }
        Ok(Kept { key, new: false, changed, outdated })
    }

    fn insert_article(&self, facts: &Submission, now: Time) -> Result<ArticleKey> {
        self.sql(
            "INSERT INTO article (id, revision, state, follows, translates, story, embargo, published, version, path, arrived, page)
             VALUES (?1, 1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            facts.id.0,
            readiness_number(facts.readiness),
            facts.follows.as_ref().map(|id| &id.0),
            facts.translation_of.as_ref().map(|id| &id.0),
            facts.embargo.map(Time::ms),
            facts.published.0,
            facts.version,
            facts.path,
            now.0,
            facts.page(),
        ])?;
        let key = ArticleKey(self.connection.last_insert_rowid());
        self.settle_story(key)?;
        Ok(key)
    }

    /// `false`: it says nothing new.
    fn update_article(&self, key: ArticleKey, revision: i64, facts: &Submission) -> Result<bool> {
        let mut sql = self.sql(
            "UPDATE article SET revision = ?2, state = ?3, follows = ?4, translates = ?5, embargo = ?6, published = ?7,
               version = coalesce(?8, version), path = coalesce(?9, path), page = ?10
             WHERE key = ?1 AND NOT (revision = ?2 AND state = ?3 AND follows IS ?4 AND translates IS ?5
               AND embargo IS ?6 AND published = ?7 AND version IS coalesce(?8, version) AND path IS coalesce(?9, path)
               AND page IS ?10)",
        )?;
        let before = self.translates(key)?;
        let changed = sql.execute(params![
            key.0,
            revision,
            readiness_number(facts.readiness),
            facts.follows.as_ref().map(|id| &id.0),
            facts.translation_of.as_ref().map(|id| &id.0),
            facts.embargo.map(Time::ms),
            facts.published.0,
            facts.version,
            facts.path,
            facts.page(),
        ])?;
        if before.as_ref() != facts.translation_of.as_ref().map(|id| &id.0) {
            self.settle_story(key)?;
        }
        Ok(changed == 1)
    }

    /// It came too late to be news: the desk is told of it with the others.
    pub fn archive_it(&self, key: ArticleKey) -> Result<()> {
        self.sql("UPDATE article SET archived = 1 WHERE key = ?1")?.execute([key.0])?;
        Ok(())
    }

    /// How many were taken for archive since this was asked last.
    pub fn count_new_archive(&self) -> Result<usize> {
        Ok(self.sql("UPDATE article SET archived = 2 WHERE archived = 1")?.execute([])?)
    }

    /// Remembers the best form in which Telegram takes the article; forms only get plainer. `false`: it was known.
    pub fn degrade(&self, key: ArticleKey, form: Option<Form>) -> Result<bool> {
        let number = form.map_or(SET_ASIDE, form_number);
        let changed =
            self.sql("UPDATE article SET form = ?2 WHERE key = ?1 AND form < ?2")?.execute([key.0, number])?;
        if changed == 1 {
            self.bump_log()?;
        }
        Ok(changed == 1)
    }
}

/// What readers may see at the moment of this parameter: out, or of an archive; no draft, nothing that is held, withheld, withdrawn,
/// expired, before its time, or staff's alone; nor what waits for its file to be read again, which may say so.
pub(super) fn readable(now: &str) -> String {
    format!(
        "a.state = 1 AND a.published <= {now} AND coalesce(a.embargo, 0) <= {now} AND NOT {STAFFS}
           AND (a.unread = 0 OR EXISTS (SELECT 1 FROM publication p WHERE p.article = a.key))"
    )
}

pub(super) fn listed_sql(condition: &str) -> String {
    format!(
        "SELECT {STORY}, a.state, a.embargo, a.path, (SELECT min(p.at) FROM publication p WHERE p.article = a.key)
         {FROM} WHERE {condition}"
    )
}

pub(super) fn listed(row: &Row) -> rusqlite::Result<Listed> {
    Ok(Listed {
        story: story(row)?,
        readiness: readiness_from(row.get(15)?),
        embargo: row.get::<_, Option<i64>>(16)?.map(Time),
        path: row.get(17)?,
        pushed: row.get::<_, Option<i64>>(18)?.map(Time),
    })
}

fn story(row: &Row) -> rusqlite::Result<Story> {
    let image: Option<String> = row.get(6)?;
    let image = image.map(|image| match Url::parse(&image) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Image::Url(url),
        _ => Image::Path(image),
    });
    Ok(Story {
        key: ArticleKey(row.get(0)?),
        id: ArticleId(row.get(1)?),
        revision: row.get(2)?,
        headline: row.get(3)?,
        lead: row.get(4)?,
        url: row.get(5)?,
        image,
        credit: row.get(7)?,
        sensitive: row.get(8)?,
        byline: row.get(9)?,
        language: Language::from_number(row.get(10)?).unwrap_or(Language::Ru),
        rubrics: row.get::<_, i64>(11)?.cast_unsigned(),
        correction: row.get(12)?,
        published: Time(row.get(13)?),
        withdrawn: row.get(14)?,
    })
}
