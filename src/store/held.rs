//! Articles that wait for a person. In: why, what an editor decided. Out: what waits, what the desk has not been told. A
//! decision is about the reasons that were there when it was made: the same file seen again changes nothing, and a new
//! reason asks anew. What was dropped stays dropped until somebody publishes it by hand.

use std::fmt;

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{
    Reading, Result, Writing,
    articles::{Listed, listed, listed_sql},
    codes::READY,
    submission::hash,
};
use crate::{
    article::{ArticleKey, Language},
    clock::Time,
};

/// Why an article waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Reason {
    /// None of its rubrics is known; the first of them.
    Rubric {
        /// As the file has it.
        name: String,
    },
    /// It names no rubric.
    NoRubric,
    /// It has no link.
    NoLink,
    /// Its link leads to somebody else's site.
    ForeignLink {
        /// Whose.
        host: String,
    },
    /// A key that nobody knows could mean that it is not to be published.
    Key {
        /// As the file has it.
        key: String,
        /// What stands behind it, shortened.
        value: String,
    },
    /// It names itself as another does, whose file is still there.
    SecondFile {
        /// The name.
        id: String,
        /// The file of the other, below the store.
        file: String,
    },
    /// It says the same as another, or nearly.
    Alike {
        /// The other's name.
        id: String,
        /// Its file, below the store; its name where it has none.
        file: String,
    },
}

impl Reason {
    /// Whether an editor has to name a rubric before it can go out.
    pub fn wants_rubric(&self) -> bool {
        matches!(self, Reason::Rubric { .. } | Reason::NoRubric)
    }

    /// The name of the article of which it might be a copy.
    pub fn copies(&self) -> Option<&str> {
        match self {
            Reason::SecondFile { id, .. } | Reason::Alike { id, .. } => Some(id),
            _ => None,
        }
    }
}

impl fmt::Display for Reason {
    /// For the log and the command line: what is missing, and how to mend it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Rubric { name } => {
                write!(
                    f,
                    "the rubric \"{name}\" is unknown: add aliases = [\"{name}\"] to a rubric of the newsroom's file"
                )
            }
            Reason::NoRubric => write!(f, "it names no rubric: add a line like rubric: city to the file"),
            Reason::NoLink => write!(
                f,
                "it has no link: add url: to the file, or to the newsroom's file link_template = \"https://…/{{slug}}.html\" where \
                 addresses follow a rule, or link = \"optional\" under [articles]"
            ),
            Reason::ForeignLink { host } => write!(
                f,
                "its link leads to {host}: mend it, or add hosts = [\"{host}\"] to the newsroom's file if that is yours"
            ),
            Reason::Key { key, value } => write!(
                f,
                "\"{key}: {value}\" could mean that it is not to be published: take it out of the file, or add \
                 ignore = [\"{key}\"] under [articles] of the newsroom's file"
            ),
            Reason::SecondFile { id, file } => write!(
                f,
                "the file {file} has the same id \"{id}\": add a line with an id of its own, or delete one of the two files"
            ),
            Reason::Alike { file, .. } => write!(
                f,
                "it says the same as {file}, or nearly: delete the file if it is a copy, or publish it as it is"
            ),
        }
    }
}

/// What an editor decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing yet.
    None,
    /// It may go out.
    Released,
    /// It does not go out.
    Dropped,
}

/// That an article was held, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Why.
    pub reasons: Vec<Reason>,
    /// What was decided about these reasons.
    pub verdict: Verdict,
    /// Mask of the rubrics that an editor chose.
    pub rubrics: u64,
    /// It was a draft or withheld before: when that ended.
    pub released: Option<Time>,
}

/// What waits, with its reasons.
pub type Waiting = (Listed, Vec<Reason>);

/// How many articles of a row are looked at for unknown rubrics: a foreign archive may have ten thousand.
const LOOKED_AT: u32 = 1_000;

const WAITS: &str = "a.state = 4 AND a.key IN (SELECT article FROM held WHERE verdict = 0)";

impl Reading<'_> {
    /// Why an article was held, if it ever was.
    pub fn hold(&self, article: ArticleKey) -> Result<Option<Hold>> {
        let mut sql = self.sql("SELECT reasons, verdict, rubrics, released FROM held WHERE article = ?1")?;
        Ok(sql.query_row([article.0], hold).optional()?)
    }

    /// How many articles wait for a person.
    pub fn count_held(&self) -> Result<u32> {
        let mut sql = self.sql(&format!("SELECT count(*) FROM article a WHERE {WAITS}"))?;
        Ok(sql.query_row([], |row| row.get(0))?)
    }

    /// What waits for a person, newest arrival first.
    pub fn held(&self, skip: u32, most: u32) -> Result<Vec<Waiting>> {
        let order = "ORDER BY a.arrived DESC, a.key DESC LIMIT ?2 OFFSET ?1";
        let list: Vec<Listed> = {
            let mut sql = self.sql(&format!("{} {order}", listed_sql(WAITS)))?;
            let rows = sql.query_map([skip, most], listed)?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let with_reasons = |listed: Listed| {
            let reasons = self.hold(listed.story.key)?.map(|hold| hold.reasons).unwrap_or_default();
            Ok((listed, reasons))
        };
        list.into_iter().map(with_reasons).collect()
    }

    /// Whether the desk has to be told of something that waits, or that was taken for archive.
    pub fn is_desk_behind(&self) -> Result<bool> {
        let mut sql = self.sql(
            "SELECT EXISTS (SELECT 1 FROM held WHERE told IS NULL) OR EXISTS (SELECT 1 FROM article WHERE archived = 1)",
        )?;
        Ok(sql.query_row([], |row| row.get(0))?)
    }
}

impl Writing<'_> {
    /// Keeps why an article waits; `released`: it was a draft or withheld until then. `true`: the desk does not know of it
    /// yet.
    pub fn keep_held(
        &self,
        article: ArticleKey,
        reasons: &[Reason],
        released: Option<Time>,
        now: Time,
    ) -> Result<bool> {
        let known = self.hold(article)?;
        let is_news = known.as_ref().is_none_or(|known| reasons.iter().any(|reason| !known.reasons.contains(reason)));
        let text = serde_json::to_string(reasons).unwrap_or_default();
        match known {
            Some(known) if known.reasons == reasons => {}
            Some(_) if is_news => {
                let mut sql = self.sql(
                    "UPDATE held SET reasons = ?2, verdict = iif(verdict = 2, 2, 0), at = ?3,
                       told = iif(verdict = 2, told, NULL) WHERE article = ?1",
                )?;
                sql.execute(params![article.0, text, now.0])?;
            }
            Some(_) => {
                self.sql("UPDATE held SET reasons = ?2 WHERE article = ?1")?.execute(params![article.0, text])?;
            }
            None => {
                let mut sql = self.sql("INSERT INTO held (article, reasons, at) VALUES (?1, ?2, ?3)")?;
                sql.execute(params![article.0, text, now.0])?;
            }
        }
        if let Some(released) = released {
            self.sql("UPDATE held SET released = ?2 WHERE article = ?1")?.execute([article.0, released.0])?;
        }
        Ok(is_news)
    }

    /// It waits no longer, by itself: nothing was decided.
    pub fn forget_held(&self, article: ArticleKey) -> Result<()> {
        self.sql("DELETE FROM held WHERE article = ?1 AND verdict = 0")?.execute([article.0])?;
        Ok(())
    }

    /// An editor lets a held article out, with rubrics (a mask; 0: its own).
    pub fn release_held(&self, article: ArticleKey, rubrics: u64) -> Result<()> {
        let mut sql =
            self.sql("UPDATE held SET verdict = 1, rubrics = ?2, told = coalesce(told, at) WHERE article = ?1")?;
        sql.execute(params![article.0, rubrics.cast_signed()])?;
        self.sql("UPDATE article SET state = ?2 WHERE key = ?1")?.execute([article.0, READY])?;
        self.add_rubrics(article, rubrics)?;
        self.bump_log()
    }

    /// An editor decides that a held article does not go out.
    pub fn drop_held(&self, article: ArticleKey) -> Result<()> {
        let mut sql = self.sql("UPDATE held SET verdict = 2, told = coalesce(told, at) WHERE article = ?1")?;
        sql.execute([article.0])?;
        Ok(())
    }

    /// Unknown rubrics of what waits and the desk has not been told, but for the newest `skip` articles; each once, as their files call
    /// them.
    pub fn untold_rubrics(&self, skip: usize) -> Result<Vec<String>> {
        let mut sql = self.sql(&format!(
            "SELECT a.key FROM held h JOIN article a ON a.key = h.article WHERE h.told IS NULL AND {WAITS}
             ORDER BY a.arrived DESC, a.key DESC LIMIT ?2 OFFSET ?1"
        ))?;
        let rows = sql
            .query_map(params![i64::try_from(skip).unwrap_or(i64::MAX), LOOKED_AT], |row| row.get(0).map(ArticleKey))?;
        let mut names = Vec::new();
        for key in rows {
            for reason in self.hold(key?)?.into_iter().flat_map(|hold| hold.reasons) {
                if let Reason::Rubric { name } = reason
                    && !names.contains(&name)
                {
                    names.push(name);
                }
            }
        }
        Ok(names)
    }

    /// What waits and the desk has not been told, newest first, and how many there are; it is told from now on.
    pub fn untold_held(&self, most: usize, now: Time) -> Result<(usize, Vec<Waiting>)> {
        let keys: Vec<i64> = {
            let mut sql = self.sql(&format!(
                "SELECT a.key FROM held h JOIN article a ON a.key = h.article WHERE h.told IS NULL AND {WAITS}
                 ORDER BY a.arrived DESC, a.key DESC"
            ))?;
            let rows = sql.query_map([], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        self.sql("UPDATE held SET told = ?1 WHERE told IS NULL")?.execute([now.0])?;
        let mut first = Vec::new();
        for key in keys.iter().take(most) {
            let (listed, hold) = (self.listed(ArticleKey(*key))?, self.hold(ArticleKey(*key))?);
            first.extend(listed.zip(hold.map(|hold| hold.reasons)));
        }
        Ok((keys.len(), first))
    }

    /// Nobody has seen it yet: it stays the revision it is.
    pub(super) fn add_rubrics(&self, article: ArticleKey, rubrics: u64) -> Result<()> {
        if rubrics == 0 {
            return Ok(());
        }
        let (mask, hash) = self
            .sql(
                "SELECT r.headline, r.lead, r.url, r.image, r.credit, r.correction, r.language, r.sensitive, r.rubrics,
                   coalesce(r.body, '') FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision
                 WHERE a.key = ?1",
            )?
            .query_row([article.0], |row| rehashed(row, rubrics))?;
        let mut sql = self.sql(
            "UPDATE revision SET rubrics = ?2, hash = ?3 WHERE article = ?1
               AND revision = (SELECT revision FROM article WHERE key = ?1)",
        )?;
        sql.execute(params![article.0, mask.cast_signed(), hash])?;
        self.seek(article)
    }
}

fn rehashed(row: &Row, more: u64) -> rusqlite::Result<(u64, Vec<u8>)> {
    let lines: Vec<Option<String>> = (0..6).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?;
    let line = |place: usize| lines[place].as_deref();
    let language = Language::from_number(row.get(6)?).unwrap_or(Language::Ru);
    let mask = row.get::<_, i64>(8)?.cast_unsigned() | more;
    let body: String = row.get(9)?;
    let lines = [line(0), line(1), line(2), line(3), line(4), line(5)];
    Ok((mask, hash(&lines, language, row.get(7)?, mask, &body)))
}

fn hold(row: &Row) -> rusqlite::Result<Hold> {
    let reasons: String = row.get(0)?;
    Ok(Hold {
        reasons: serde_json::from_str(&reasons).unwrap_or_default(),
        verdict: match row.get::<_, i64>(1)? {
            1 => Verdict::Released,
            2 => Verdict::Dropped,
            _ => Verdict::None,
        },
        rubrics: row.get::<_, i64>(2)?.cast_unsigned(),
        released: row.get::<_, Option<i64>>(3)?.map(Time),
    })
}
