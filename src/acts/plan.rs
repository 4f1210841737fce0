//! What waits for its time: a countdown, a planned push, an article that asks for a breaking push. In: the plan's number.
//! Out: whether it still waited.

use super::{Deed, Who, note};
use crate::{
    clock::Time,
    store::{Result, Writing, plans::PlanState},
};

/// Takes a plan back; `false`: it waits no more.
pub fn take_back(store: &Writing, who: &Who, plan: i64, now: Time) -> Result<bool> {
    let Some((plan, PlanState::Waiting)) = store.plan(plan)? else { return Ok(false) };
    let taken = store.take_back(plan.id)?;
    if taken {
        note(store, who, Deed::TakeBack, plan.article, now)?;
    }
    Ok(taken)
}

/// Ends a countdown at once; `false`: it waits no more. The publication was written down when its countdown began.
pub fn hasten(store: &Writing, plan: i64, now: Time) -> Result<bool> {
    store.hasten(plan, now)
}

/// What becomes of an article that asks for a breaking push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Ordinary news, now.
    Ordinary,
    /// Nothing.
    Refuse,
}

/// Decides about an article that asks for a breaking push; `false`: its plan waits no more.
pub fn decide(store: &Writing, who: &Who, plan: i64, decision: Decision, now: Time) -> Result<bool> {
    let Some((plan, PlanState::Waiting)) = store.plan(plan)? else { return Ok(false) };
    let (done, deed) = match decision {
        Decision::Ordinary => (store.hasten(plan.id, now)?, Deed::Ordinary),
        Decision::Refuse => (store.take_back(plan.id)?, Deed::Refuse),
    };
    if done {
        note(store, who, deed, plan.article, now)?;
    }
    Ok(done)
}
