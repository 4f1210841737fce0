//! The pace. In: departures, floods, the time. Out: when the next request may leave. At most `rate` departures in any
//! sliding second, evenly spaced so that breaking news never waits longer than one slot. A flood halves the rate, which
//! then recovers within half a minute: by one a second at thirty a second. Breaking news that is paid for has a budget of
//! its own, with the free one inside it: Telegram bills what goes beyond the free rate (Bots FAQ, paid broadcasts).

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);
/// The part of a second in which requests may leave together.
const TOGETHER: u32 = 100;
/// How much may be made up for after a late slot: two slots, at rates far above Telegram's so much time, which a commit
/// may take. The window still holds.
const CATCH_UP: (u32, Duration) = (2, Duration::from_millis(66));
/// In so many seconds a rate recovers that is double.
const RECOVERY: u32 = 30;

/// Who pays for a departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fare {
    /// Nobody: it is inside the free rate.
    Free,
    /// The newsroom, if it goes beyond the free rate.
    Paid,
}

/// When requests may leave.
#[derive(Debug)]
pub struct Pace {
    free: Budget,
    /// All departures, where some may be paid for.
    paid: Option<Budget>,
    /// Nothing leaves before.
    held: Instant,
    /// When this pace began; the program may have sent just before.
    begun: Instant,
}

/// Departures a second, and which there were.
#[derive(Debug)]
struct Budget {
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
}

impl Pace {
    /// A pace of `limit` departures a second (0: no limit), and of `paid` where they are paid for (no more than `limit`:
    /// never).
    pub fn new(limit: u32, paid: u32, now: Instant) -> Pace {
        let paid = (limit > 0 && paid > limit).then(|| Budget::new(paid, now));
        Pace { free: Budget::new(limit, now), paid, held: now, begun: now }
    }

    /// Departures a second that are allowed now without paying; 0: no limit.
    pub fn rate(&self) -> u32 {
        self.free.rate
    }

    /// Whether paying makes it faster.
    pub fn can_be_paid(&self) -> bool {
        self.paid.as_ref().is_some_and(|paid| paid.rate > self.free.limit)
    }

    /// Until when everything waits, if it does.
    pub fn held_until(&self, now: Instant) -> Option<Instant> {
        (self.held > now).then_some(self.held)
    }

    /// When the next request may leave; a time that has passed means now.
    pub fn ready_at(&mut self, fare: Fare, now: Instant) -> Instant {
        self.free.recover(now);
        if let Some(paid) = &mut self.paid {
            paid.recover(now);
        }
        let ready = match (fare, &self.paid) {
            (Fare::Paid, Some(paid)) => paid.ready_at(now),
            (_, None) => self.free.ready_at(now),
            (Fare::Free, Some(paid)) => self.free.ready_at(now).max(paid.room_at(now)),
        };
        self.held.max(ready)
    }

    /// How many requests may leave together now: one, or what a late turn has to make up for; at rates far above Telegram's
    /// as many as fit into ten milliseconds, since each turn at the database takes its time.
    pub fn slots(&mut self, fare: Fare, now: Instant) -> usize {
        if self.ready_at(fare, now) > now {
            return 0;
        }
        match (fare, &self.paid) {
            (Fare::Paid, Some(paid)) => paid.slots(now),
            (_, None) => self.free.slots(now),
            (Fare::Free, Some(paid)) => self.free.slots(now).min(paid.room(now)),
        }
    }

    /// How many departures would certainly be free now: none in the first second, since what left before it is not known.
    pub fn free_room(&self, now: Instant) -> usize {
        if now.duration_since(self.begun) < SECOND { 0 } else { self.free.room(now) }
    }

    /// A request left.
    pub fn depart(&mut self, fare: Fare, now: Instant) {
        match (fare, &mut self.paid) {
            (Fare::Paid, Some(paid)) => {
                paid.depart(now);
                if self.free.room(now) > 0 {
                    self.free.note(now); // Telegram bills only what goes beyond
                }
            }
            (_, paid) => {
                self.free.depart(now);
                if let Some(paid) = paid {
                    paid.note(now);
                }
            }
        }
    }

    /// Telegram asked everybody to wait, in answer to a request that had left then.
    pub fn flood(&mut self, fare: Fare, left: Instant, now: Instant, wait: Duration) {
        self.held = self.held.max(now + wait);
        match (fare, &mut self.paid) {
            (Fare::Paid, Some(paid)) => paid.lower(left, now, self.held),
            _ => self.free.lower(left, now, self.held),
        }
    }

    /// Nothing leaves before.
    pub fn hold(&mut self, until: Instant) {
        self.held = self.held.max(until);
    }
}

impl Budget {
    fn new(limit: u32, now: Instant) -> Budget {
        Budget { limit, rate: limit, since: now, lowered: None, window: VecDeque::new(), next: now }
    }

    fn ready_at(&self, now: Instant) -> Instant {
        if self.limit == 0 { now } else { self.next.max(self.room_at(now)) }
    }

    /// When the window has room.
    fn room_at(&self, now: Instant) -> Instant {
        let full = self.window.len().checked_sub(self.rate as usize);
        full.and_then(|oldest| self.window.get(oldest)).map_or(now, |oldest| *oldest + SECOND)
    }

    /// How many may leave before the window is full.
    fn room(&self, now: Instant) -> usize {
        if self.limit == 0 {
            return usize::MAX;
        }
        let old = self.window.partition_point(|at| now.duration_since(*at) >= SECOND);
        (self.rate as usize).saturating_sub(self.window.len() - old)
    }

    fn slots(&self, now: Instant) -> usize {
        if self.limit == 0 {
            return usize::MAX;
        }
        let late = now.duration_since(self.next.max(self.earliest(now)));
        let due = late.as_nanos() / self.slot().as_nanos() + 1;
        let together = usize::try_from(due).unwrap_or(usize::MAX).max((self.rate / TOGETHER) as usize);
        together.min(self.room(now).max(1))
    }

    fn slot(&self) -> Duration {
        SECOND / self.rate.max(1)
    }

    /// What was due before is not made up for.
    fn earliest(&self, now: Instant) -> Instant {
        let (slots, time) = CATCH_UP;
        now.checked_sub((self.slot() * slots).max(time)).unwrap_or(now)
    }

    fn depart(&mut self, now: Instant) {
        if self.limit > 0 {
            self.note(now);
            self.next = self.next.max(self.earliest(now)) + self.slot();
        }
    }

    /// A departure that keeps to another schedule.
    fn note(&mut self, now: Instant) {
        if self.limit == 0 {
            return;
        }
        self.window.push_back(now);
        if self.window.len() > self.limit as usize {
            self.window.pop_front();
        }
    }

    /// Halves the rate, once for all that was in flight together; it recovers from `held` on.
    fn lower(&mut self, left: Instant, now: Instant, held: Instant) {
        if self.limit > 0 && self.lowered.is_none_or(|lowered| left >= lowered) {
            self.rate = (self.rate / 2).max(1);
            self.lowered = Some(now);
        }
        self.since = held;
    }

    fn recover(&mut self, now: Instant) {
        while self.rate < self.limit && self.since + SECOND <= now {
            self.rate = (self.rate + self.limit.div_ceil(RECOVERY)).min(self.limit);
            self.since += SECOND;
        }
        if self.rate == self.limit {
            self.since = now;
        }
    }
}
