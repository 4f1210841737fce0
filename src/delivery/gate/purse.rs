//! What breaking pushes may cost. In: the ceilings of publications (the store), the Stars that the bot has (Telegram), the
//! visits that are planned. Out: who pays for each, and what is charged to which publication. A Star has ten tenths; a
//! message beyond the free rate costs one of them (Bots FAQ, paid broadcasts). Nothing is paid for before the balance has
//! been looked at, and nothing beyond the ceiling that an editor saw: what is left goes at the free pace.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

use super::super::decide::visit::Visit;
use super::pace::Fare;
use crate::store::{Seq, prices::Price};

/// With fewer Stars Telegram offers no paid broadcasts (Bots FAQ).
pub const NEEDED: u32 = 10_000;
/// How long after a look at the balance that failed it is looked at again.
const AGAIN: Duration = Duration::from_secs(10);

/// What is left to pay with. All amounts are tenths of a Star.
#[derive(Debug, Default)]
pub struct Purse {
    left: HashMap<Seq, u32>,
    balance: Option<u32>,
    asked: Option<Instant>,
}

impl Purse {
    /// What publications may still cost, as the store has it. One that is new here asks for a new look at the balance.
    pub fn fill(&mut self, left: &[(Seq, Price)]) {
        if left.iter().any(|(seq, _)| !self.left.contains_key(seq)) {
            (self.balance, self.asked) = (None, None);
        }
        // What is known here is newer than what was read: only this program charges.
        self.left.retain(|seq, _| left.iter().any(|(known, _)| known == seq));
        for (seq, price) in left {
            self.left.entry(*seq).or_insert(price.left());
        }
    }

    /// Whether the balance is to be looked at now; says so once.
    pub fn asks(&mut self, now: Instant) -> bool {
        let waits = self.asked.is_some_and(|asked| now.duration_since(asked) < AGAIN);
        if waits || self.balance.is_some() || self.left.values().all(|left| *left == 0) {
            return false;
        }
        self.asked = Some(now);
        true
    }

    /// The bot has so many whole Stars.
    pub fn has(&mut self, stars: u32) {
        self.balance = Some(if stars < NEEDED { 0 } else { stars.saturating_mul(10) });
    }

    /// Whether anything can be paid for.
    pub fn is_open(&self) -> bool {
        self.balance.is_some_and(|balance| balance > 0) && self.left.values().any(|left| *left > 0)
    }

    /// What one turn at the database may spend: of its departures `unbilled` are inside the free rate all the same, and as
    /// many may not be paid for at all.
    pub fn till(&self, unbilled: usize) -> Till {
        let balance = self.balance.unwrap_or(0);
        Till { left: self.left.clone(), balance, free: unbilled, charged: HashMap::new() }
    }

    /// Takes out what a turn has charged.
    pub fn charge(&mut self, seq: Seq) {
        if let Some(left) = self.left.get_mut(&seq) {
            *left = left.saturating_sub(1);
        }
        self.balance = self.balance.map(|balance| balance.saturating_sub(1));
    }

    /// Puts back what was charged for a message that was certainly not accepted: Telegram bills only what is.
    pub fn give_back(&mut self, seq: Seq) {
        if let Some(left) = self.left.get_mut(&seq) {
            *left += 1;
        }
        self.balance = self.balance.map(|balance| balance + 1);
    }
}

/// See [`Purse::till`].
#[derive(Clone, Debug, Default)]
pub struct Till {
    left: HashMap<Seq, u32>,
    balance: u32,
    free: usize,
    charged: HashMap<Seq, u32>,
}

/// How a visit travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Who pays.
    pub fare: Fare,
    /// The publication to which a tenth of a Star is charged.
    pub billed: Option<Seq>,
}

impl Ticket {
    /// Nobody pays.
    pub const FREE: Ticket = Ticket { fare: Fare::Free, billed: None };
}

impl Till {
    /// A till for turns in which nothing is paid for: every visit has its free slot.
    pub fn closed() -> Till {
        Till { free: usize::MAX, ..Till::default() }
    }

    /// How a visit travels now; `None`: nobody pays for it, and no free slot is left.
    pub fn ticket(&mut self, visit: &Visit) -> Option<Ticket> {
        let lead = visit.show.first().filter(|shown| shown.urgent).map(|shown| shown.seq);
        let left = lead.and_then(|seq| self.left.get_mut(&seq).map(|left| (seq, left))).filter(|(_, left)| **left > 0);
        let free = self.free > 0;
        match left {
            Some((seq, left)) if !free && self.balance > 0 => {
                *left -= 1;
                self.balance -= 1;
                *self.charged.entry(seq).or_default() += 1;
                Some(Ticket { fare: Fare::Paid, billed: Some(seq) })
            }
            // With the permission to be billed all the same: on its way others may overtake it.
            Some(_) if free && self.balance > 0 => {
                self.free -= 1;
                Some(Ticket { fare: Fare::Paid, billed: None })
            }
            _ => {
                self.free = self.free.checked_sub(1)?;
                Some(Ticket::FREE)
            }
        }
    }

    /// What was charged to each publication.
    pub fn charged(&self) -> impl Iterator<Item = (Seq, u32)> + '_ {
        self.charged.iter().map(|(seq, tenths)| (*seq, *tenths))
    }
}
