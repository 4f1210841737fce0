//! What passes the gate: how many may, what has left, what the gate makes of its answer. Values, told between gate and engine.

use tokio::time::Instant;

use super::{
    lanes::Lane,
    pace::Fare,
    purse::{Ticket, Till},
};
use crate::store::{ChatKey, Seq};

/// What waits for the gate to open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waiting {
    /// Breaking news is among it.
    pub breaking: bool,
    /// So many of the most urgent repairs are.
    pub repairs: usize,
}

/// How many visits may leave now, and who pays for them.
#[derive(Debug)]
pub struct Opening {
    /// So many.
    pub visits: usize,
    /// Breaking news only: it is paid for.
    pub fare: Fare,
    /// The most urgent repairs only: breaking news that is paid for yields them the free places that are theirs.
    pub repairs: bool,
    /// What they may cost.
    pub till: Till,
}

/// A request that has left; given back with its answer.
#[derive(Clone, Copy, Debug)]
pub struct Passage {
    /// In this lane.
    pub lane: Lane,
    /// To this reader; `None`: to staff, of whom only the number at Telegram is known.
    pub chat: Option<ChatKey>,
    /// The chat's number at Telegram.
    pub telegram: i64,
    /// It is a group, or a topic of one: those have a limit of their own.
    pub group: bool,
    /// Who pays.
    pub ticket: Ticket,
    /// Then.
    pub left: Instant,
}

/// What the gate makes of an answer.
#[derive(Debug)]
pub struct Back {
    /// The publication that gets back what was charged for it.
    pub refund: Option<Seq>,
    /// The token has just been refused.
    pub no_token: bool,
}
