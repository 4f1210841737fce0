//! Totals: how publications went, and how readers came and went, counted in the transactions in which it happens. In: outcomes,
//! and what readers do. Out: rows that stay when the ledger's are pruned. A copy counts for the newest publication of its story at the time,
//! so that every copy is counted once; what an act counts is written at its end, a row for all that is alike.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use rusqlite::params;

use super::{ChatKey, Result, Seq, Writing, editions::EditionId, events::What};
use crate::clock::Time;

/// Outcome 1 is delivered, 2 refused, 3 uncertain, as in the ledger.
pub(super) const DELIVERED: i64 = 1;
/// A reader left or blocked the bot within [`AFTER`] of getting the story.
pub(super) const LEFT: i64 = 4;
/// The same, of one who muted a rubric.
pub(super) const MUTED: i64 = 5;

/// For how long leaving is put down to a story, in milliseconds.
const AFTER: i64 = 3_600_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 86_400_000;
/// Arrivals are kept to this part of the time since the publication, as a power of two.
const PRECISION: u32 = 6;
/// In the place of a kind of event: a reader came by a list.
pub(super) const BROUGHT: i64 = 100;

/// What an act has counted and not yet written.
#[derive(Default)]
pub(super) struct Sums(RefCell<Counts>);

#[derive(Default)]
struct Counts {
    /// By hour, lane, outcome.
    hours: BTreeMap<(i64, i64, i64), i64>,
    /// By publication, day, outcome, class of refusal.
    totals: BTreeMap<(Seq, i64, i64, i64), i64>,
    /// By publication and stretch of time: how many, and the last.
    arrivals: BTreeMap<(Seq, i64), (i64, i64)>,
    /// What happened to readers, by hour and kind.
    changes: BTreeMap<(i64, i64), i64>,
    /// Start links that readers opened, by hour, kind and source.
    openings: BTreeMap<(i64, i64, String), i64>,
    /// What editions show; what they name since it came at night was counted then.
    shown: HashMap<EditionId, Rc<[Shown]>>,
}

/// A story and its publications, oldest first.
#[derive(Clone, Debug)]
struct Shown {
    story: i64,
    publications: Vec<(Time, Seq)>,
}

impl Shown {
    /// The newest publication at the time, and when that was.
    fn publication_at(&self, at: Time) -> (Time, Seq) {
        let newest = self.publications.iter().rev().find(|(published, _)| *published <= at);
        // A clock that was set back shows a copy before its publication.
        newest.or(self.publications.first()).copied().unwrap_or((at, Seq(-self.story)))
    }
}

/// A message that ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    pub(super) chat: ChatKey,
    pub(super) at: Time,
    pub(super) lane: i64,
    pub(super) edition: EditionId,
    pub(super) outcome: i64,
    /// Class of a refusal, else 0.
    pub(super) stuck: i64,
    /// What it shows is in doubt, and sent again.
    pub(super) again: bool,
    pub(super) now: Time,
}

impl Counts {
    fn add(&mut self, publication: Seq, at: Time, outcome: i64, stuck: i64, n: i64) {
        *self.totals.entry((publication, at.0.div_euclid(DAY), outcome, stuck)).or_default() += n;
    }
}

impl Writing<'_> {
    /// Counts a message that ended, and no longer what it makes up for: a chat that was tried again counts as it ended.
    pub(super) fn count_ending(&self, ending: &Ending) -> Result<()> {
        let shown = self.shown(ending.edition)?;
        for (at, outcome, stuck, story) in self.made_up_for(ending)? {
            if let Some(shown) = shown.iter().find(|shown| shown.story == story) {
                let publication = shown.publication_at(at).1;
                self.sums.0.borrow_mut().add(publication, at, outcome, stuck, -1);
            }
        }
        let mut counts = self.sums.0.borrow_mut();
        if !ending.again {
            *counts.hours.entry((ending.now.0.div_euclid(HOUR), ending.lane, ending.outcome)).or_default() += 1;
        }
        for shown in shown.iter() {
            let (published, publication) = shown.publication_at(ending.at);
            counts.add(publication, ending.at, ending.outcome, ending.stuck, 1);
            if ending.outcome == DELIVERED {
                let took = ending.now.0.saturating_sub(published.0).max(0);
                let (n, newest) = counts.arrivals.entry((publication, stretch(took))).or_default();
                (*n, *newest) = (*n + 1, took.max(*newest));
            }
        }
        Ok(())
    }

    /// Puts a reader's leaving, or muting, down to every story that came within the hour before.
    pub(super) fn count_departure(&self, chat: ChatKey, what: What, now: Time) -> Result<()> {
        let outcome = match what {
            What::Left | What::Blocked => LEFT,
            What::Muted => MUTED,
            _ => return Ok(()),
        };
        if !self.is_reader(chat)? {
            return Ok(());
        }
        let mut sql = self.sql(
            "SELECT at, sent FROM delivery WHERE chat = ?1 AND at BETWEEN ?2 AND ?3 AND message IS NOT NULL
               AND lane <> 5 ORDER BY at",
        )?;
        let rows =
            sql.query_map([chat.0, now.0 - AFTER, now.0], |row| Ok((Time(row.get(0)?), EditionId(row.get(1)?))))?;
        let mut before = BTreeMap::new();
        for row in rows {
            let (at, edition) = row?;
            for shown in self.shown(edition)?.iter() {
                before.insert(shown.story, shown.publication_at(at).1);
            }
        }
        for publication in before.into_values() {
            self.sums.0.borrow_mut().add(publication, now, outcome, 0, 1);
        }
        Ok(())
    }

    /// Counts what happened to a reader: coming, going, opening a link.
    pub(super) fn count_event(&self, chat: ChatKey, what: What, detail: Option<&str>, now: Time) -> Result<()> {
        let is_change = what.number() <= What::NoRights.number();
        let source = detail.filter(|_| matches!(what, What::Joined | What::Linked));
        if !is_change && source.is_none() || !self.is_reader(chat)? {
            return Ok(());
        }
        if is_change {
            self.count_changes(what.number(), 1, now);
        }
        if let Some(source) = source {
            let opening = (now.0.div_euclid(HOUR), what.number(), source.to_owned());
            *self.sums.0.borrow_mut().openings.entry(opening).or_default() += 1;
        }
        Ok(())
    }

    /// So many readers had this happen to them.
    pub(super) fn count_changes(&self, what: i64, n: i64, now: Time) {
        *self.sums.0.borrow_mut().changes.entry((now.0.div_euclid(HOUR), what)).or_default() += n;
    }

    /// Whether it is neither a group nor a channel.
    fn is_reader(&self, chat: ChatKey) -> Result<bool> {
        Ok(self.sql("SELECT 1 FROM chat WHERE key = ?1 AND kind = 0")?.exists([chat.0])?)
    }

    /// What failed before, of the stories of this message, and was not tried again until now: when, the outcome, the
    /// class of the refusal, the story.
    fn made_up_for(&self, ending: &Ending) -> Result<Vec<(Time, i64, i64, i64)>> {
        let mut sql =
            self.sql("SELECT 1 FROM delivery INDEXED BY delivery_failed WHERE chat = ?1 AND outcome > 1 AND at < ?2")?;
        if !sql.exists([ending.chat.0, ending.at.0])? {
            return Ok(Vec::new()); // nearly always, so the long question below is not even prepared
        }
        let mut sql = self.sql(
            "SELECT f.at, f.outcome, coalesce(f.stuck, 0), a.story FROM delivery f INDEXED BY delivery_failed
             JOIN edition_article e ON e.edition = f.sent JOIN article a ON a.key = e.article
             WHERE f.chat = ?1 AND f.outcome > 1 AND f.at < ?2 AND f.lane <> 5
               AND a.story IN (SELECT b.story FROM edition_article s JOIN article b ON b.key = s.article WHERE s.edition = ?3)
               AND NOT EXISTS (SELECT 1 FROM delivery l JOIN edition_article m ON m.edition = l.sent
                 JOIN article c ON c.key = m.article
                 WHERE l.chat = ?1 AND l.at > f.at AND l.at < ?2 AND l.lane <> 5 AND c.story = a.story)",
        )?;
        let values = [ending.chat.0, ending.at.0, ending.edition.0];
        let rows = sql.query_map(values, |row| Ok((Time(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn shown(&self, edition: EditionId) -> Result<Rc<[Shown]>> {
        if let Some(shown) = self.sums.0.borrow().shown.get(&edition) {
            return Ok(shown.clone());
        }
        let mut sql = self.sql(
            "SELECT DISTINCT a.story, p.at, p.seq FROM edition_article e JOIN article a ON a.key = e.article
             JOIN edition t ON t.id = e.edition
             LEFT JOIN article b ON b.story = a.story LEFT JOIN publication p ON p.article = b.key
             WHERE e.edition = ?1 AND (t.overnight = 0 OR e.place + t.overnight <
               (SELECT count(*) FROM edition_article n WHERE n.edition = ?1)) ORDER BY a.story, p.at, p.seq",
        )?;
        let mut rows = sql.query([edition.0])?;
        let mut shown: Vec<Shown> = Vec::new();
        while let Some(row) = rows.next()? {
            let story = row.get(0)?;
            if shown.last().is_none_or(|last| last.story != story) {
                shown.push(Shown { story, publications: Vec::new() });
            }
            if let (Some(at), Some(seq), Some(last)) = (row.get(1)?, row.get(2)?, shown.last_mut()) {
                last.publications.push((Time(at), Seq(seq)));
            }
        }
        let shown: Rc<[Shown]> = shown.into();
        self.sums.0.borrow_mut().shown.insert(edition, shown.clone());
        Ok(shown)
    }

    /// The log has changed: what editions show is read anew.
    pub(super) fn forget_shown(&self) {
        self.sums.0.borrow_mut().shown.clear();
    }

    /// Writes what the act has counted.
    pub(super) fn write_sums(&self) -> Result<()> {
        let counts = self.sums.0.take();
        for ((hour, lane, outcome), n) in counts.hours {
            self.sql(
                "INSERT INTO hour (hour, lane, outcome, n) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (hour, lane, outcome) DO UPDATE SET n = n + excluded.n",
            )?
            .execute([hour, lane, outcome, n])?;
        }
        for ((publication, day, outcome, stuck), n) in counts.totals {
            self.sql(
                "INSERT INTO total (publication, day, outcome, stuck, n) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (publication, day, outcome, stuck) DO UPDATE SET n = n + excluded.n",
            )?
            .execute([publication.0, day, outcome, stuck, n])?;
        }
        for ((publication, after), (n, newest)) in counts.arrivals {
            self.sql(
                "INSERT INTO arrival (publication, after, n, newest) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (publication, after) DO UPDATE SET n = n + excluded.n, newest = max(newest, excluded.newest)",
            )?
            .execute(params![publication.0, after, n, newest])?;
        }
        for ((hour, what), n) in counts.changes {
            self.sql(
                "INSERT INTO change (hour, what, n) VALUES (?1, ?2, ?3)
                 ON CONFLICT (hour, what) DO UPDATE SET n = n + excluded.n",
            )?
            .execute([hour, what, n])?;
        }
        for ((hour, what, source), n) in counts.openings {
            self.sql(
                "INSERT INTO opening (hour, what, source, n) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (hour, what, source) DO UPDATE SET n = n + excluded.n",
            )?
            .execute(params![hour, what, source, n])?;
        }
        Ok(())
    }
}

/// Where the stretch begins that is kept as one: the first two to the power of [`PRECISION`] plus one milliseconds each
/// for themselves, then always so many for each doubling.
fn stretch(took: i64) -> i64 {
    let bits = i64::BITS - took.leading_zeros();
    let shift = bits.saturating_sub(PRECISION + 1);
    (took >> shift) << shift
}
