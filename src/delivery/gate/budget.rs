//! A budget: departures a second, and which there were. In: departures, floods, the time, how many places are spoken for.
//! Out: when the next may leave, how many at once. In any sliding second there are at most `rate`, evenly spaced, so that what
//! is urgent never waits longer than one slot. A flood halves the rate, which then recovers within half a minute.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

/// A second, for rates.
const SECOND: Duration = Duration::from_secs(1);
/// The second in which departures are counted: a little more than Telegram's, since two requests that are a second apart here
/// may arrive there a little closer.
pub(super) const WINDOW: Duration = Duration::from_millis(1_002);
/// The part of a second in which requests may leave together.
const TOGETHER: u32 = 100;
/// How close two may follow each other below that rate, in hundredths of a slot, while a place of the second is left over that
/// can be made up for.
const CLOSE: u32 = 90;
/// The same where all are used: closer ones would leave a hole behind them and in each second after it, since a place is free
/// again a second after it was used, and whoever asks in the hole waits. What is less than a slot closes a hole within seconds.
const EVEN: u32 = 98;
/// Of so many places of a second one stays free for whoever asks: after a late turn others leave together, which leaves a hole a
/// second later and in each second after it, and what is asked in a hole finds that place. Slow rates have none to give, and are
/// even ([`EVEN`]).
const SPARE: u32 = 300;
/// How much may be made up for after a late slot: two slots, at rates far above Telegram's so much time, which a commit
/// may take. The window still holds.
const CATCH_UP: (u32, Duration) = (2, Duration::from_millis(66));
/// Without a departure for so long, what comes is the beginning of a row, and is spaced evenly from the first on.
const IDLE: Duration = Duration::from_millis(500);
/// In so many seconds a rate recovers that is double.
const RECOVERY: u32 = 30;

/// See the module.
#[derive(Debug)]
pub(super) struct Budget {
    /// The rate when nothing is wrong; 0: no limit.
    limit: u32,
    /// The rate now.
    rate: u32,
    /// When the rate last changed or recovered.
    since: Instant,
    /// When it was last lowered: what had left before says nothing new.
    lowered: Option<Instant>,
    /// The last departures, as many as may be within a second.
    window: VecDeque<Instant>,
    /// The schedule: when the next departure is due.
    next: Instant,
    /// When one was last let go that keeps to the schedule.
    let_go: Option<Instant>,
}

impl Budget {
    pub(super) fn new(limit: u32, now: Instant) -> Budget {
        Budget { limit, rate: limit, since: now, lowered: None, window: VecDeque::new(), next: now, let_go: None }
    }

    /// Departures a second; 0: no limit.
    pub(super) fn rate(&self) -> u32 {
        self.rate
    }

    /// The same when nothing is wrong.
    pub(super) fn limit(&self) -> u32 {
        self.limit
    }

    /// When the next may leave that keeps to the schedule; `taken` places are spoken for.
    pub(super) fn ready_at(&self, taken: usize, now: Instant) -> Instant {
        if self.limit == 0 {
            return now;
        }
        self.next.max(self.opens_at(taken + self.spare(), now)).max(self.apart(taken, now))
    }

    /// How many places what keeps to the schedule leaves to others.
    fn spare(&self) -> usize {
        (self.rate / SPARE) as usize
    }

    /// When the next is far enough from the last that kept to the schedule.
    fn apart(&self, taken: usize, now: Instant) -> Instant {
        let Some(last) = self.let_go.filter(|_| self.rate < TOGETHER) else { return now };
        let close = last + self.slot() * CLOSE / 100;
        let is_spare = self.opens_at(taken + 1, now) <= close;
        if is_spare { close } else { last + self.slot() * EVEN / 100 }
    }

    /// When the window has room for one more than `taken`.
    pub(super) fn opens_at(&self, taken: usize, now: Instant) -> Instant {
        if self.limit == 0 {
            return now;
        }
        let (mut place, mut after) = (self.window.len() + taken, Duration::ZERO);
        while let Some(before) = place.checked_sub(self.rate as usize) {
            after += WINDOW;
            if let Some(left) = self.window.get(before) {
                return *left + after;
            }
            place = before; // that place is somebody's who has not left yet
        }
        now + after
    }

    /// How many may leave before the window is full.
    pub(super) fn room(&self, taken: usize, now: Instant) -> usize {
        if self.limit == 0 {
            return usize::MAX;
        }
        let old = self.window.partition_point(|at| now.duration_since(*at) >= WINDOW);
        (self.rate as usize).saturating_sub(self.window.len() - old + taken)
    }

    /// Whether somebody who counts in seconds of no more than a second may find room.
    pub(super) fn may_have_room(&self, now: Instant) -> bool {
        let old = self.window.partition_point(|at| now.duration_since(*at) >= SECOND);
        self.limit == 0 || self.window.len() - old < self.rate as usize
    }

    /// How many may leave together now: one, or what a late turn has to make up for.
    pub(super) fn slots(&self, taken: usize, now: Instant) -> usize {
        if self.limit == 0 {
            return usize::MAX;
        }
        if self.rate < TOGETHER {
            return self.room(taken, now).min(1);
        }
        let late = now.duration_since(self.next.max(self.earliest(now)));
        let due = late.as_nanos() / self.slot().as_nanos() + 1;
        let together = usize::try_from(due).unwrap_or(usize::MAX).max((self.rate / TOGETHER) as usize);
        together.min(self.room(taken + self.spare(), now).max(1))
    }

    fn slot(&self) -> Duration {
        WINDOW / self.rate.max(1)
    }

    /// What was due before is not made up for.
    fn earliest(&self, now: Instant) -> Instant {
        let (slots, time) = CATCH_UP;
        now.checked_sub((self.slot() * slots).max(time)).unwrap_or(now)
    }

    /// One is let go by the schedule, and leaves in a moment.
    pub(super) fn let_go(&mut self, now: Instant) {
        self.begin(now);
        self.let_go = Some(now);
    }

    /// A departure beside the schedule, which takes its next slot.
    pub(super) fn depart_beside(&mut self, now: Instant) {
        self.begin(now);
        self.depart(now);
    }

    /// What begins after a while in which nothing waited has nothing to make up for.
    fn begin(&mut self, now: Instant) {
        let idle = self.let_go.is_none_or(|last| now.duration_since(last) >= IDLE);
        if idle && self.rate < TOGETHER {
            self.next = self.next.max(now);
        }
    }

    /// A departure, which takes a slot of the schedule.
    pub(super) fn depart(&mut self, now: Instant) {
        if self.limit > 0 {
            self.note(now);
            self.next = self.next.max(self.earliest(now)) + self.slot();
        }
    }

    /// A departure that keeps to another schedule.
    pub(super) fn note(&mut self, now: Instant) {
        if self.limit == 0 {
            return;
        }
        // Whoever took the time before another may come to the book after it.
        let at = self.window.back().map_or(now, |last| now.max(*last));
        self.window.push_back(at);
        if self.window.len() > self.limit as usize {
            self.window.pop_front();
        }
    }

    /// Halves the rate, once for all that was in flight together; it recovers from `held` on.
    pub(super) fn lower(&mut self, left: Instant, now: Instant, held: Instant) {
        if self.limit > 0 && self.lowered.is_none_or(|lowered| left >= lowered) {
            self.rate = (self.rate / 2).max(1);
            self.lowered = Some(now);
        }
        self.since = held;
    }

    pub(super) fn recover(&mut self, now: Instant) {
        while self.rate < self.limit && self.since + SECOND <= now {
            self.rate = (self.rate + self.limit.div_ceil(RECOVERY)).min(self.limit);
            self.since += SECOND;
        }
        if self.rate == self.limit {
            self.since = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_departures_are_remembered_than_count() {
        let start = Instant::now();
        let mut budget = Budget::new(3, start);
        (0..10).for_each(|_| budget.depart(start));
        assert_eq!(budget.window.len(), 3);
    }
}
