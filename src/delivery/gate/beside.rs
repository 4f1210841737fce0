//! Repairs beside breaking news that is paid for. In: what waits, who pays. Out: how many of them leave, or until when what is paid for
//! waits. Nobody pays for an edit, so it needs a place of the free rate; and what is paid for fills those too, since Telegram bills
//! only what goes beyond. So it yields the most urgent repairs the third that is theirs. They leave in a bunch, once a second: their
//! places become free together a second later, so that what is paid for has to wait once a second, and not for each.

use std::time::Duration;

use tokio::time::Instant;

use super::{Gate, SECOND, budget::WINDOW, lanes::Lane, pace::Fare, passage::Waiting};

/// So long before the places open what is paid for waits: a turn at the database that began before would leave after, and what has
/// left arrives a little later. Besides, Telegram's places are free a moment before ours.
const YIELD: Duration = Duration::from_millis(20).saturating_add(WINDOW.saturating_sub(SECOND));
/// Who has waited so long beyond the second has no places that open together: they are gathered then, once.
const PATIENCE: Duration = Duration::from_millis(300);

impl Gate {
    /// How many repairs may leave now instead of breaking news that is paid for, or until when that waits for them; `None`: it goes
    /// on.
    pub(super) fn beside_paid(&mut self, fare: Fare, waiting: Waiting, now: Instant) -> Option<Result<usize, Instant>> {
        if fare == Fare::Free || waiting.repairs == 0 {
            return None;
        }
        let third = (self.rate() * Lane::Repair.rule().share / 100).max(1) as usize;
        let bunch = third.min(waiting.repairs);
        let (first, all) = self.book.open().beside_paid(bunch, now)?;
        let last = self.last[Lane::Repair as usize];
        let opens = last.map_or(all, |last| all.max(last + WINDOW));
        if opens <= now {
            return Some(Ok(bunch));
        }
        let gathers = last.is_none_or(|last| last + WINDOW + PATIENCE <= now);
        let is_soon = |opens: Instant| opens.duration_since(now) <= YIELD;
        (is_soon(opens) || gathers && is_soon(first)).then_some(Err(opens))
    }
}
