//! Replies that wait for a place of the second, first come first served. In: who comes, who leaves. Out: how many stand before
//! whom, how many places replies may claim before news. While news waits they have two thirds of the budget, so that a crowd at
//! the door does not stop breaking news.

use std::collections::{BTreeSet, VecDeque};

use tokio::time::Instant;

use super::budget::WINDOW;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: BTreeSet<u64>,
    last: u64,
    /// Replies that left within the second.
    left: VecDeque<Instant>,
}

impl Queue {
    /// A reply waits from now on; its number.
    pub(super) fn enter(&mut self) -> u64 {
        self.last += 1;
        self.waiting.insert(self.last);
        self.last
    }

    /// It waits no longer.
    pub(super) fn leave(&mut self, number: u64) {
        self.waiting.remove(&number);
    }

    /// How many stand before it.
    pub(super) fn ahead_of(&self, number: u64) -> usize {
        self.waiting.range(..number).count()
    }

    /// A reply left inside the budget.
    pub(super) fn note(&mut self, now: Instant) {
        self.forget(now);
        let at = self.left.back().map_or(now, |last| now.max(*last));
        self.left.push_back(at);
    }

    /// How many places of those that come next are the replies'.
    pub(super) fn claims(&mut self, rate: u32, now: Instant) -> usize {
        self.forget(now);
        self.waiting.len().min(share(rate).saturating_sub(self.left.len()))
    }

    /// When a reply with so many before it is inside the share that replies have while news waits.
    pub(super) fn share_opens_at(&self, rate: u32, ahead: usize, now: Instant) -> Instant {
        let Some(full) = (self.left.len() + ahead).checked_sub(share(rate)) else { return now };
        self.left.get(full).map_or(now + WINDOW, |oldest| *oldest) + WINDOW
    }

    fn forget(&mut self, now: Instant) {
        while self.left.front().is_some_and(|at| now.duration_since(*at) >= WINDOW) {
            self.left.pop_front();
        }
    }
}

/// Two thirds, but never nothing; without a rate there is no limit.
fn share(rate: u32) -> usize {
    if rate == 0 { usize::MAX } else { (rate - rate.div_ceil(3)).max(1) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_left_is_in_order_and_remembered_for_a_second() {
        let (start, ms) = (Instant::now(), std::time::Duration::from_millis);
        let mut queue = Queue::default();
        queue.note(start + ms(10));
        queue.note(start + ms(5)); // whoever took the time first may come last
        assert_eq!(queue.share_opens_at(1, 0, start + ms(10)), start + ms(10) + WINDOW);
        queue.note(start + ms(10) + WINDOW);
        assert_eq!(queue.left.len(), 1);
    }
}
