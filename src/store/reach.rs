//! Whom a publication would reach, before it is made. In: its article, lane and languages, the time. Out: [`Reach`]:
//! how many chats get it, how many readers do not, and why not. One pass over the chats; an estimate, since readers come,
//! go and fall asleep meanwhile.

use rusqlite::{OptionalExtension, ToSql};

use super::{
    Lane, Reading, Result,
    matched::{follows_one, list},
    progress::HAS_STORY,
    queue::{AWAKE, Moment},
    words::WordId,
};
use crate::article::ArticleKey;

/// Whom a publication would reach. Nobody is counted twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Get it: readers, and groups and channels.
    pub audience: u32,
    /// Of the audience: groups and channels. They are in no other number here but these two.
    pub rooms: u32,
    /// Have the story already.
    pub already: u32,
    /// Have switched breaking news off (breaking only).
    pub opted_out: u32,
    /// Would want it, but read other languages.
    pub other_language: u32,
    /// Are on a break, and have not asked for breaking news during it: readers…
    pub paused: u32,
    /// …groups and channels.
    pub paused_rooms: u32,
    /// Of the audience: in their quiet hours now.
    pub quiet: u32,
    /// Of the audience: would get it without a sound now.
    pub silent: u32,
    /// Of the audience: get it later, with a digest or in the morning.
    pub later: u32,
}

/// What would be published.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The article.
    pub article: ArticleKey,
    /// How.
    pub lane: Lane,
    /// Mask of languages.
    pub languages: u8,
    /// Mask of rubrics.
    pub rubrics: u64,
    /// Followed words and threads.
    pub words: Vec<WordId>,
}

impl Reading<'_> {
    /// Whom it would reach.
    pub fn reach(&self, proposal: &Proposal, at: Moment) -> Result<Reach> {
        let story = self.story_that_was_out(proposal.article)?;
        // Whoever follows a word now does so when it is published, whatever place it will have.
        let by_word = follows_one("?7", &i64::MAX.to_string());
        let news = format!("(mode <> 3 AND (rubrics & ?4 OR {by_word}))");
        let (wants, later) = match proposal.lane {
            Lane::Breaking => ("urgent".to_owned(), format!("(quiet_urgent = 0 AND NOT {AWAKE})")),
            Lane::News if proposal.rubrics & 1 == 1 => (news, format!("(mode = 2 OR NOT {AWAKE})")),
            Lane::News => (news, format!("(mode <> 0 OR NOT {AWAKE})")),
        };
        let breaking = proposal.lane == Lane::Breaking;
        let silent = if breaking {
            format!("(sound = 3 OR (quiet_urgent <> 2 AND NOT {AWAKE}))")
        } else {
            format!("(sound < 2 OR NOT {AWAKE})")
        };
        let mut sql = self.sql(&format!(
            "WITH c AS MATERIALIZED (
               SELECT CASE WHEN {HAS_STORY} THEN 0 WHEN NOT languages & ?3 THEN 2 WHEN ?5 AND NOT urgent THEN 1
                           WHEN paused > ?1 AND NOT (?5 AND pause_urgent) THEN 3 ELSE 4 END AS place, kind > 0 AS room,
                      NOT {AWAKE} AS quiet, {silent} AS silent, {later} AS later
               FROM chat WHERE state = 0 AND ({wants} OR (?5 AND languages & ?3)))
             SELECT place, count(*), sum(room), coalesce(sum(quiet AND NOT room), 0),
               coalesce(sum(silent AND NOT room), 0), coalesce(sum(later AND NOT room), 0)
             FROM c GROUP BY place"
        ))?;
        let (rubrics, words) = (proposal.rubrics.cast_signed(), list(&proposal.words));
        let values: [&dyn ToSql; 7] = [&at.now.0, &at.minute, &proposal.languages, &rubrics, &breaking, &story, &words];
        let used = if breaking { 6 } else { 7 };
        let mut reach = Reach::default();
        let mut rows = sql.query(&values[..used])?;
        while let Some(row) = rows.next()? {
            let (count, rooms): (u32, u32) = (row.get(1)?, row.get(2)?);
            let readers = count - rooms;
            match row.get::<_, i64>(0)? {
                0 => reach.already = readers,
                1 => reach.opted_out = readers,
                2 => reach.other_language = readers,
                3 => (reach.paused, reach.paused_rooms) = (readers, rooms),
                _ => {
                    (reach.audience, reach.rooms) = (count, rooms);
                    (reach.quiet, reach.silent, reach.later) = (row.get(3)?, row.get(4)?, row.get(5)?);
                }
            }
        }
        Ok(reach)
    }

    /// The number of the article's story, if any of its articles was ever published.
    fn story_that_was_out(&self, article: ArticleKey) -> Result<Option<i64>> {
        let mut sql = self.sql(
            "SELECT story FROM article a WHERE key = ?1 AND EXISTS
               (SELECT 1 FROM publication p JOIN article b ON b.key = p.article WHERE b.story = a.story)",
        )?;
        Ok(sql.query_row([article.0], |row| row.get(0)).optional()?)
    }
}
