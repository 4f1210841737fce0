//! What is to be published later: embargoes, the editors' undo countdown, an article whose file asks for a breaking
//! push, schedules. In: plans. Out: those that are due, published in the transaction that takes them off the list.

use rusqlite::{OptionalExtension, Row, params};

use super::{Lane, Reading, Result, Seq, Volume, Writing, articles::Readiness, codes::*, log::Publication};
use crate::{article::ArticleKey, clock::Time};

/// Why something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Not before a time that the article gives.
    Embargo,
    /// An editor confirmed a breaking push and may still take it back.
    Countdown,
    /// The article asks for a breaking push; without an answer it goes out as ordinary news.
    Ask,
    /// An editor chose the time.
    Scheduled,
    /// An editor confirmed a breaking push, and a second one has to. It has no time.
    Second,
    /// The article's own time is over then: nothing is published.
    Expiry,
}

/// A publication to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its number.
    pub id: i64,
    /// What will be published, and how.
    pub article: ArticleKey,
    /// How.
    pub lane: Lane,
    /// Mask of languages; 0: the article's own.
    pub languages: u8,
    /// How loud.
    pub volume: Volume,
    /// When.
    pub due: Option<Time>,
    /// Cause not now.
    pub why: Cause,
    /// Which member of staff.
    pub by: Option<i64>,
    /// When the plan was made.
    pub at: Time,
    /// The revision that was confirmed, where that matters.
    pub revision: Option<i64>,
    /// The stopped push that goes on with it, where nothing new is published.
    pub goes_on: Option<Seq>,
}

/// What became of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanState {
    /// It waits.
    Waiting,
    /// It was published.
    Published,
    /// It was taken back.
    TakenBack,
}

/// A plan that became a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The plan.
    pub plan: Plan,
    /// Where in the log.
    pub seq: Seq,
}

/// Of a plan: it does not wait for its article's file. What an editor counts down is as the editor has seen it.
const MAY_GO: &str =
    "(why NOT IN (1, 3, 4) OR NOT EXISTS (SELECT 1 FROM article a WHERE a.key = plan.article AND a.unread))
     AND (why <> 3 OR NOT EXISTS (SELECT 1 FROM plan s WHERE s.article = plan.article AND s.state = 0 AND s.why = 6))";

const COLUMNS: &str = "id, article, lane, languages, sound, due, why, by, at, revision, goes_on";

impl Reading<'_> {
    /// When the next plan is due that does not wait for its file.
    pub fn next_due(&self) -> Result<Option<Time>> {
        let mut sql = self.sql(&format!(
            "SELECT due FROM plan WHERE state = 0 AND due IS NOT NULL AND {MAY_GO} ORDER BY due LIMIT 1"
        ))?;
        Ok(sql.query_row([], |row| row.get(0)).optional()?.map(Time))
    }

    /// What waits for this article.
    pub fn plans_of(&self, article: ArticleKey) -> Result<Vec<Plan>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS} FROM plan WHERE article = ?1 AND state = 0 ORDER BY id"))?;
        let rows = sql.query_map([article.0], plan)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All publications that wait, soonest first.
    pub fn waiting_plans(&self) -> Result<Vec<Plan>> {
        let mut sql =
            self.sql(&format!("SELECT {COLUMNS} FROM plan WHERE state = 0 AND why <> 5 ORDER BY due, id LIMIT 50"))?;
        let rows = sql.query_map([], plan)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When breaking pushes of other stories than the article's are to come that an editor has confirmed, in no order.
    pub fn breaking_planned(&self, article: ArticleKey, now: Time) -> Result<Vec<Time>> {
        let mut sql = self.sql(
            "SELECT coalesce(p.due, p.wanted, ?2) FROM plan p JOIN article b ON b.key = p.article
             WHERE p.state = 0 AND p.lane = 1 AND p.why IN (2, 4, 6) AND p.goes_on IS NULL
               AND b.story <> (SELECT story FROM article WHERE key = ?1)",
        )?;
        let rows = sql.query_map([article.0, now.0], |row| Ok(Time(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A plan and what became of it.
    pub fn plan(&self, id: i64) -> Result<Option<(Plan, PlanState)>> {
        let mut sql = self.sql(&format!("SELECT {COLUMNS}, state FROM plan WHERE id = ?1"))?;
        let found = sql.query_row([id], |row| Ok((plan(row)?, row.get::<_, i64>(11)?))).optional()?;
        Ok(found.map(|(plan, state)| (plan, plan_state(state))))
    }
}

impl Writing<'_> {
    /// Keeps a publication for later; the number of the plan.
    pub fn plan_later(&self, publication: &Publication, due: Time, why: Cause, now: Time) -> Result<i64> {
        let Publication { article, lane, languages, volume, by } = *publication;
        self.sql(
            "INSERT INTO plan (article, lane, languages, sound, due, why, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            article.0,
            lane_number(lane),
            languages,
            volume_number(volume),
            due.0,
            why_number(why),
            by,
            now.0
        ])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Keeps a breaking push that waits for a second editor, of this revision; it leaves at the time that was wanted, or
    /// after the countdown.
    pub fn plan_second(
        &self,
        publication: &Publication,
        revision: i64,
        wanted: Option<Time>,
        now: Time,
    ) -> Result<i64> {
        let id = self.plan_later(publication, now, Cause::Second, now)?;
        let mut sql = self.sql("UPDATE plan SET due = NULL, revision = ?2, wanted = ?3 WHERE id = ?1")?;
        sql.execute(params![id, revision, wanted.map(|wanted| wanted.0)])?;
        Ok(id)
    }

    /// What waits for a second editor lets this stopped push go on.
    pub fn set_goes_on(&self, id: i64, push: Seq) -> Result<()> {
        self.sql("UPDATE plan SET goes_on = ?2 WHERE id = ?1")?.execute([id, push.0])?;
        Ok(())
    }

    /// A second editor has let it go on. `false`: it did not wait for one.
    pub fn went_on(&self, id: i64) -> Result<bool> {
        let mut sql = self.sql("UPDATE plan SET state = 1 WHERE id = ?1 AND state = 0 AND why = 6")?;
        Ok(sql.execute([id])? == 1)
    }

    /// What was signed has changed since: it waits for a second editor once more, who is shown this revision.
    fn ask_again(&self, plan: &Plan, revision: i64, now: Time) -> Result<()> {
        let mut sql = self.sql(
            "UPDATE plan SET wanted = CASE why WHEN 4 THEN due END, why = 6, due = NULL, revision = ?2, at = ?3 WHERE id = ?1",
        )?;
        sql.execute([plan.id, revision, now.0])?;
        Ok(())
    }

    /// The second editor is shown this revision from now on.
    pub fn show_second(&self, id: i64, revision: i64) -> Result<()> {
        self.sql("UPDATE plan SET revision = ?2 WHERE id = ?1 AND why = 6")?.execute([id, revision])?;
        Ok(())
    }

    /// It waits for a second editor no more: it counts down until `due`, or leaves later if that was wanted. `false`: it did
    /// not wait for one.
    pub fn confirm_second(&self, id: i64, due: Time) -> Result<bool> {
        let mut sql = self.sql(
            "UPDATE plan SET why = CASE WHEN wanted > ?2 THEN 4 ELSE 2 END, due = max(?2, ifnull(wanted, ?2))
             WHERE id = ?1 AND state = 0 AND why = 6",
        )?;
        Ok(sql.execute(params![id, due.0])? == 1)
    }

    /// Takes a plan off the list. `false`: it was published or taken back already.
    pub fn take_back(&self, id: i64) -> Result<bool> {
        Ok(self.sql("UPDATE plan SET state = 2 WHERE id = ?1 AND state = 0")?.execute([id])? == 1)
    }

    /// Takes back all that waits for an article for this reason.
    pub fn take_back_all(&self, article: ArticleKey, why: Cause) -> Result<usize> {
        let mut sql = self.sql("UPDATE plan SET state = 2 WHERE article = ?1 AND why = ?2 AND state = 0")?;
        Ok(sql.execute([article.0, why_number(why)])?)
    }

    /// Makes a plan due now. `false`: too late, it is published or taken back.
    pub fn hasten(&self, id: i64, now: Time) -> Result<bool> {
        Ok(self.sql("UPDATE plan SET due = ?2 WHERE id = ?1 AND state = 0 AND why <> 6")?.execute([id, now.0])? == 1)
    }

    /// Publishes every plan that is due and whose article may go out. A countdown is over `now`: it lasts some seconds,
    /// and an editor waits for it. Everything else waits until its time has come `surely`, and for a file that cannot be
    /// read. What expires `now` goes first.
    pub fn publish_due(&self, now: Time, surely: Time) -> Result<Vec<Published>> {
        let due: Vec<Plan> = {
            let mut sql = self.sql(&format!(
                "SELECT {COLUMNS} FROM plan WHERE state = 0 AND due <= CASE WHEN why IN (2, 5) THEN ?1 ELSE ?2 END
                   AND {MAY_GO} ORDER BY why <> 5, due, id"
            ))?;
            let rows = sql.query_map([now.0, surely.0], plan)?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let mut published = Vec::new();
        for plan in due {
            if plan.why == Cause::Expiry {
                self.expire(&plan)?;
                continue;
            }
            let ready = self.is_ready(plan.article)? && !self.is_kept_back(&plan, surely)?;
            let text = self.revision_of_push(plan.article, plan.lane, now)?;
            if ready && plan.revision.is_some_and(|signed| signed != text) {
                self.ask_again(&plan, text, now)?;
                continue;
            }
            self.sql("UPDATE plan SET state = ?2 WHERE id = ?1")?.execute([plan.id, if ready { 1 } else { 2 }])?;
            if ready {
                let Plan { article, lane, languages, volume, by, .. } = plan;
                let publication = Publication { article, lane, languages, volume, by };
                let seq = self.publish_parts(&publication, self.plan_price(plan.id)?, now)?;
                published.push(Published { plan, seq });
            }
        }
        Ok(published)
    }

    /// Whether an editor's plan would now break an embargo, which its article's file has put off since.
    fn is_kept_back(&self, plan: &Plan, surely: Time) -> Result<bool> {
        let by_hand = matches!(plan.why, Cause::Countdown | Cause::Scheduled);
        let mut sql = self.sql("SELECT 1 FROM article WHERE key = ?1 AND embargo > ?2")?;
        Ok(by_hand && sql.exists([plan.article.0, surely.0])?)
    }

    /// From now on it is not sent any more, nor shown in lists; copies stay.
    fn expire(&self, plan: &Plan) -> Result<()> {
        self.sql("UPDATE plan SET state = 1 WHERE id = ?1")?.execute([plan.id])?;
        let mut sql = self.sql("UPDATE article SET state = ?2 WHERE key = ?1 AND state = ?3")?;
        sql.execute(params![plan.article.0, readiness_number(Readiness::Expired), READY])?;
        self.bump_log()
    }
}

fn plan(row: &Row) -> rusqlite::Result<Plan> {
    Ok(Plan {
        id: row.get(0)?,
        article: ArticleKey(row.get(1)?),
        lane: lane_from(row.get(2)?),
        languages: row.get(3)?,
        volume: volume_from(row.get(4)?),
        due: row.get::<_, Option<i64>>(5)?.map(Time),
        why: match row.get::<_, i64>(6)? {
            1 => Cause::Embargo,
            2 => Cause::Countdown,
            3 => Cause::Ask,
            5 => Cause::Expiry,
            6 => Cause::Second,
            _ => Cause::Scheduled,
        },
        by: row.get(7)?,
        at: Time(row.get(8)?),
        revision: row.get(9)?,
        goes_on: row.get::<_, Option<i64>>(10)?.map(Seq),
    })
}

pub(super) fn plan_state(number: i64) -> PlanState {
    match number {
        0 => PlanState::Waiting,
        1 => PlanState::Published,
        _ => PlanState::TakenBack,
    }
}

fn why_number(why: Cause) -> i64 {
    match why {
        Cause::Embargo => 1,
        Cause::Countdown => 2,
        Cause::Ask => 3,
        Cause::Scheduled => 4,
        Cause::Expiry => 5,
        Cause::Second => 6,
    }
}
