//! What stands in chats and should stand otherwise: copies whose edition names an older revision than the article has by now. In:
//! which articles changed, a range of chats, what became of an edit. Out: editions that are behind, the copies of them, chat by
//! chat; rows that name what stands now. Nothing waits here: what is owed is computed from `delivery.edition` and
//! `article.revision`, so a crash loses none of it.

use rusqlite::{OptionalExtension, params};

use super::{
    ChatKey, Kind, Reading, Result, State, Writing, codes::*, editions::EditionId, ledger::DELETED, revisions::Grade,
    stories::Instead,
};
use crate::{article::ArticleKey, clock::Time};

/// Why a copy cannot be amended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stuck {
    /// It is not there any more.
    Gone,
    /// It is there, and Telegram lets nobody change it.
    Fixed,
    /// Its group is another chat at Telegram now, in which its number names another message.
    Moved,
    /// We have deleted it.
    Deleted,
    /// Telegram does not take what it should say. A newer revision is tried again.
    Content,
}

impl Stuck {
    fn number(self) -> i64 {
        match self {
            Stuck::Gone => 101,
            Stuck::Fixed => 102,
            Stuck::Moved => 103,
            Stuck::Deleted => DELETED,
            Stuck::Content => CONTENT,
        }
    }
}

/// [`Stuck::Content`]
const CONTENT: i64 = 106;

/// A copy that can be amended: it has a number, and nothing says that it is stuck.
const STANDS: &str = "d.outcome = 1 AND d.message > 0 AND (d.stuck IS NULL OR d.stuck = 106)";

/// Of an article: its newest revision is for readers. A draft's is not, nor one before its time, nor one that Telegram takes in no
/// form, nor one whose repair an editor has stopped, but that it is withdrawn is told in any case.
const SHOWN: &str = "(n.grade = 2 OR (a.state IN (1, 2, 3, 5) AND coalesce(a.embargo, 0) <= ?1 AND a.form < 3
    AND a.revision IS NOT a.halted))";

/// How loud the change is from the revision of `e` to the newest, `n`.
const LOUDEST: &str = "CASE WHEN n.grade = 2 THEN 2 ELSE
    (SELECT max(m.grade > 0) FROM revision m WHERE m.article = e.article AND m.revision > e.revision) END";

/// The message shows `e` and nothing else.
const ALONE: &str = "e.place = 0 AND t.layout IN (1, 2) AND t.mentions = 0 AND t.older = 0";

/// The message shows `e` and nothing else, and that is to be deleted.
const DELETES: &str = "a.deletes IS NOT NULL AND t.layout IN (1, 2) AND t.mentions = 0 AND t.older = 0 AND NOT EXISTS
    (SELECT 1 FROM revision m WHERE m.article = e.article AND m.revision >= a.deletes AND m.grade <> 2)";

/// An article of which there is a newer revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The article.
    pub article: ArticleKey,
    /// Its newest revision.
    pub revision: i64,
    /// One of the new ones is told: a correction that says what was wrong, a withdrawal, or its end.
    pub told: bool,
}

/// How far changes have been looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    revision: i64,
    publication: i64,
}

/// How loud a copy's change is, and whether it leads with breaking news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Loudness {
    /// [`Grade::Withdrawn`], [`Grade::Marked`] or [`Grade::Silent`].
    pub grade: Grade,
    /// It leads with breaking news.
    pub urgent: bool,
}

/// A copy that is behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// When it was sent; with the chat, its row.
    pub at: Time,
    /// Its number at Telegram.
    pub message: i64,
    /// What it was sent as.
    pub sent: EditionId,
    /// What stands.
    pub stands: EditionId,
    /// How loud its change is.
    pub loudness: Loudness,
    /// It shows a single story, whose copies are to be deleted.
    pub deletes: bool,
    /// It shows a single story in a language that the chat does not read, and becomes this version of it.
    pub becomes: Option<ArticleKey>,
    /// The articles that changed, with the revision that stands.
    pub articles: Vec<(ArticleKey, i64)>,
}

/// A copy that was walked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// The chat.
    pub chat: ChatKey,
    /// When it was sent.
    pub at: Time,
    /// As what.
    pub sent: EditionId,
    /// What stands, where it can be amended.
    pub stands: Option<EditionId>,
}

/// Copies of a range of chats.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// All that can be amended, and where that was asked for, the others.
    pub copies: Vec<Met>,
    /// The chat from which to go on; `None`: that was the last.
    pub next: Option<ChatKey>,
}

impl Reading<'_> {
    /// The articles of which revisions came since `seen`, or which were published once more; those whose last is older than
    /// `oldest` have no copies of an earlier one.
    pub fn changes_since(&self, seen: Seen, oldest: Time) -> Result<(Vec<Change>, Seen)> {
        let mut sql = self.sql(
            "SELECT a.key, a.revision, max(m.grade > 0)
             FROM (SELECT article FROM revision WHERE rowid > ?1 AND revision > 1 AND at >= ?3
                   UNION SELECT article FROM publication WHERE seq > ?2 AND again) c
             JOIN article a ON a.key = c.article
             JOIN revision m ON m.article = a.key AND (m.rowid > ?1 OR m.revision = a.revision)
             WHERE a.revision > 1 AND m.revision > 1 GROUP BY a.key ORDER BY max(m.rowid)",
        )?;
        let rows = sql.query_map([seen.revision, seen.publication, oldest.0], |row| {
            Ok(Change { article: ArticleKey(row.get(0)?), revision: row.get(1)?, told: row.get(2)? })
        })?;
        let changes = rows.collect::<rusqlite::Result<_>>()?;
        let revision = self.sql("SELECT coalesce(max(rowid), 0) FROM revision")?.query_row([], |row| row.get(0))?;
        Ok((changes, Seen { revision, publication: self.head()?.0 }))
    }

    /// The editions that show the article as it was before this revision, and how loud that change is.
    pub fn editions_behind(
        &self,
        article: ArticleKey,
        revision: i64,
        now: Time,
        mut found: impl FnMut(EditionId, Loudness),
    ) -> Result<()> {
        let mut sql = self.sql(&format!(
            "SELECT e.edition, t.urgent, max({LOUDEST}) FROM edition_article e JOIN edition t ON t.id = e.edition
             JOIN article a ON a.key = e.article JOIN revision n ON n.article = a.key AND n.revision = a.revision
             WHERE e.article = ?2 AND e.revision < ?3 AND t.layout BETWEEN 1 AND 4 AND {SHOWN} GROUP BY e.edition"
        ))?;
        let mut rows = sql.query([now.0, article.0, revision])?;
        while let Some(row) = rows.next()? {
            let grade = Grade::from_number(row.get(2)?);
            found(EditionId(row.get(0)?), Loudness { grade, urgent: row.get(1)? });
        }
        Ok(())
    }

    /// The copies of the next `most` chats after `after`; `rooms`: of groups and channels alone; `all`: also those that cannot be
    /// amended.
    pub fn walk_copies(&self, after: ChatKey, most: u32, rooms: bool, all: bool) -> Result<Walked> {
        let reader = kind_number(Kind::Reader);
        let last: Option<i64> = self
            .sql(
                "SELECT max(key) FROM (SELECT key FROM chat WHERE key > ?1 AND (NOT ?3 OR kind <> ?4) ORDER BY key LIMIT ?2)",
            )?
            .query_row(params![after.0, most, rooms, reader], |row| row.get(0))?;
        let Some(last) = last else { return Ok(Walked::default()) };
        let mut sql = self.sql(&format!(
            "SELECT d.chat, d.at, d.sent, CASE WHEN {STANDS} THEN d.edition END FROM delivery d
             WHERE d.chat > ?1 AND d.chat <= ?2 AND (({STANDS}) OR (?5 AND d.outcome IN (1, 3) AND d.lane <> 5))
               AND (NOT ?3 OR d.chat IN (SELECT key FROM chat WHERE kind <> ?4))"
        ))?;
        let rows = sql.query_map(params![after.0, last, rooms, reader, all], |row| {
            let (chat, at, sent) = (ChatKey(row.get(0)?), Time(row.get(1)?), EditionId(row.get(2)?));
            Ok(Met { chat, at, sent, stands: row.get::<_, Option<i64>>(3)?.map(EditionId) })
        })?;
        Ok(Walked { copies: rows.collect::<rusqlite::Result<_>>()?, next: Some(ChatKey(last)) })
    }

    /// The languages that a chat reads, if it is open.
    pub fn languages_of(&self, chat: ChatKey) -> Result<Option<u8>> {
        let mut sql = self.sql("SELECT languages FROM chat WHERE key = ?1 AND state = ?2")?;
        Ok(sql.query_row([chat.0, state_number(State::Open)], |row| row.get(0)).optional()?)
    }

    /// The editions that show this article and nothing else, and whether as breaking news.
    pub fn editions_of_alone(&self, article: ArticleKey, mut found: impl FnMut(EditionId, bool)) -> Result<()> {
        let mut sql = self.sql(&format!(
            "SELECT t.id, t.urgent FROM edition_article e JOIN edition t ON t.id = e.edition WHERE e.article = ?1 AND {ALONE}"
        ))?;
        let mut rows = sql.query([article.0])?;
        while let Some(row) = rows.next()? {
            found(EditionId(row.get(0)?), row.get(1)?);
        }
        Ok(())
    }

    /// The chat's copies that show what it does not read, where there is another version by now: `instead` concerns the chat.
    pub fn copies_unread(&self, chat: ChatKey, instead: &Instead) -> Result<Vec<Behind>> {
        let mut sql = self.sql(&format!(
            "SELECT d.at, d.message, d.sent, d.edition, t.urgent FROM delivery d JOIN edition t ON t.id = d.edition
             JOIN edition_article e ON e.edition = d.edition
             WHERE d.chat = ?1 AND {STANDS} AND e.article = ?2 AND {ALONE} ORDER BY d.at DESC"
        ))?;
        let rows = sql.query_map([chat.0, instead.shown.0], |row| {
            Ok(Behind {
                at: Time(row.get(0)?),
                message: row.get(1)?,
                sent: EditionId(row.get(2)?),
                stands: EditionId(row.get(3)?),
                loudness: Loudness { grade: Grade::Marked, urgent: row.get(4)? },
                deletes: false,
                becomes: Some(instead.by),
                articles: Vec::new(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The chat's copies that are behind, newest first.
    pub fn copies_behind(&self, chat: ChatKey, now: Time) -> Result<Vec<Behind>> {
        let mut sql = self.sql(&format!(
            "SELECT d.at, d.message, d.sent, d.edition, t.urgent, e.article, e.revision, {LOUDEST}, {DELETES}
             FROM delivery d JOIN edition t ON t.id = d.edition JOIN edition_article e ON e.edition = d.edition
             JOIN article a ON a.key = e.article JOIN revision n ON n.article = a.key AND n.revision = a.revision
             WHERE d.chat = ?2 AND {STANDS} AND e.revision < a.revision AND t.layout BETWEEN 1 AND 4 AND {SHOWN} ORDER BY d.at DESC"
        ))?;
        let mut rows = sql.query([now.0, chat.0])?;
        let mut copies: Vec<Behind> = Vec::new();
        while let Some(row) = rows.next()? {
            let (at, article) = (Time(row.get(0)?), (ArticleKey(row.get(5)?), row.get(6)?));
            let grade = Grade::from_number(row.get(7)?);
            if let Some(copy) = copies.last_mut().filter(|copy| copy.at == at) {
                copy.articles.push(article);
                copy.loudness.grade = copy.loudness.grade.max(grade);
                continue;
            }
            copies.push(Behind {
                at,
                message: row.get(1)?,
                sent: EditionId(row.get(2)?),
                stands: EditionId(row.get(3)?),
                loudness: Loudness { grade, urgent: row.get(4)? },
                deletes: row.get(8)?,
                becomes: None,
                articles: vec![article],
            });
        }
        Ok(copies)
    }

    /// What stands as a message; `None`: it has no number, or is gone.
    pub fn stands(&self, chat: ChatKey, at: Time) -> Result<Option<EditionId>> {
        let mut sql = self.sql(
            "SELECT edition FROM delivery WHERE chat = ?1 AND at = ?2 AND outcome = 1 AND message > 0
               AND coalesce(stuck, 0) NOT IN (101, 105)",
        )?;
        Ok(sql.query_row([chat.0, at.0], |row| row.get(0).map(EditionId)).optional()?)
    }

    /// Whether an edition shows an article as it is not any more.
    pub fn is_behind(&self, edition: EditionId) -> Result<bool> {
        let mut sql = self.sql(
            "SELECT 1 FROM edition_article e JOIN edition t ON t.id = e.edition JOIN article a ON a.key = e.article
             WHERE e.edition = ?1 AND t.layout BETWEEN 1 AND 4 AND e.revision < a.revision",
        )?;
        Ok(sql.exists([edition.0])?)
    }
}

impl Writing<'_> {
    /// This stands there now. `false`: the row is gone.
    pub fn amend(&self, chat: ChatKey, at: Time, stands: EditionId) -> Result<bool> {
        let mut sql = self.sql(
            "UPDATE delivery SET edition = ?3, stuck = NULL WHERE chat = ?1 AND at = ?2 AND outcome = 1 AND message > 0",
        )?;
        self.uncount(chat, at)?;
        let is_there = sql.execute([chat.0, at.0, stands.0])? == 1;
        self.count(chat, at)?;
        Ok(is_there)
    }

    /// What stands there cannot be amended.
    pub fn stick(&self, chat: ChatKey, at: Time, why: Stuck) -> Result<bool> {
        let mut sql = self.sql("UPDATE delivery SET stuck = ?3 WHERE chat = ?1 AND at = ?2 AND outcome = 1")?;
        self.uncount(chat, at)?;
        let is_there = sql.execute([chat.0, at.0, why.number()])? == 1;
        self.count(chat, at)?;
        Ok(is_there)
    }

    /// The numbers of what a group has name other messages from now on.
    pub(super) fn stick_all(&self, chat: ChatKey) -> Result<()> {
        let mut sql = self.sql(&format!("UPDATE delivery AS d SET stuck = ?2 WHERE chat = ?1 AND {STANDS}"))?;
        self.uncount_before(chat, Time(i64::MAX))?;
        sql.execute([chat.0, Stuck::Moved.number()])?;
        self.count_all(chat)
    }

    /// An edition that is on its way into this copy is kept as long as the copy.
    pub fn hold_edition(&self, edition: EditionId, copy: Time) -> Result<()> {
        self.use_edition(edition, copy)
    }
}
