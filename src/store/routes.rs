//! What has come out lately, by what routes it. In: articles. Out: one [`Route`] a story and language, from which the
//! numbers on the buttons ("so many a day") are made in memory.

use rusqlite::OptionalExtension;

use super::{Reading, Result, pen::STAFFS};
use crate::{article::Language, clock::Time};

/// What decides who gets a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The same for all its translations.
    pub story: i64,
    /// Mask of rubrics.
    pub rubrics: u64,
    /// Its language.
    pub language: Language,
    /// As readers see it.
    pub published: Time,
}

impl Reading<'_> {
    /// When the first story came out that readers may see.
    pub fn first_published(&self, now: Time) -> Result<Option<Time>> {
        let mut sql = self.sql(&format!(
            "SELECT a.published FROM article a WHERE a.published <= ?1 AND a.state = 1 AND NOT {STAFFS}
             ORDER BY a.published LIMIT 1"
        ))?;
        Ok(sql.query_row([now.0], |row| row.get(0).map(Time)).optional()?)
    }

    /// What routes every story that readers may see, published between two moments.
    pub fn routes_between(&self, from: Time, to: Time) -> Result<Vec<Route>> {
        let mut sql = self.sql(&format!(
            "SELECT a.story, r.rubrics, r.language, a.published
             FROM article a JOIN revision r ON r.article = a.key AND r.revision = a.revision
             WHERE a.published BETWEEN ?1 AND ?2 AND a.state = 1 AND NOT {STAFFS}"
        ))?;
        let rows = sql.query_map([from.0, to.0], |row| {
            Ok(Route {
                story: row.get(0)?,
                rubrics: row.get::<_, i64>(1)?.cast_unsigned(),
                language: Language::from_number(row.get(2)?).unwrap_or(Language::Ru),
                published: Time(row.get(3)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
