//! The pace. In: departures, floods, the time. Out: when the next request may leave. Breaking news that is paid for has a
//! budget of its own, with the free one inside it: Telegram bills what goes beyond the free rate (Bots FAQ, paid broadcasts).
//! What was admitted and has not left yet is promised its place, so that nobody takes it meanwhile.

#[cfg(test)]
mod tests;

use std::time::Duration;

use tokio::time::Instant;

use super::budget::{Budget, WINDOW};

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
    /// When one last left that may be paid for.
    last_paid: Option<Instant>,
    /// Nothing leaves before.
    held: Instant,
    /// When this pace began; the program may have sent just before.
    begun: Instant,
    /// What may leave and has not left yet.
    promised: usize,
}

impl Pace {
    /// A pace of `limit` departures a second (0: no limit), and of `paid` where they are paid for (no more than `limit`:
    /// never).
    pub fn new(limit: u32, paid: u32, now: Instant) -> Pace {
        let paid = (limit > 0 && paid > limit).then(|| Budget::new(paid, now));
        Pace { free: Budget::new(limit, now), paid, last_paid: None, held: now, begun: now, promised: 0 }
    }

    /// Departures a second that are allowed now without paying; 0: no limit.
    pub fn rate(&self) -> u32 {
        self.free.rate()
    }

    /// Whether no flood has lowered it.
    pub fn is_whole(&self) -> bool {
        self.free.rate() == self.free.limit()
    }

    /// Whether paying makes it faster.
    pub fn can_be_paid(&self) -> bool {
        self.paid.as_ref().is_some_and(|paid| paid.rate() > self.free.limit())
    }

    /// Until when everything waits, if it does.
    pub fn held_until(&self, now: Instant) -> Option<Instant> {
        (self.held > now).then_some(self.held)
    }

    /// When the next request may leave, if `replies` wait for a place; a time that has passed means now.
    pub fn ready_at(&mut self, fare: Fare, replies: usize, now: Instant) -> Instant {
        self.recover(now);
        let taken = self.promised + replies;
        let ready = match (fare, &self.paid) {
            (Fare::Paid, Some(paid)) => paid.ready_at(taken, now),
            (_, None) => self.free.ready_at(taken, now),
            (Fare::Free, Some(paid)) => self.free.ready_at(taken, now).max(paid.opens_at(taken, now)),
        };
        self.held.max(ready)
    }

    /// How many requests may leave together now: one, or what a late turn has to make up for; at rates far above Telegram's
    /// as many as fit into ten milliseconds, since each turn at the database takes its time.
    pub fn slots(&mut self, fare: Fare, replies: usize, now: Instant) -> usize {
        if self.ready_at(fare, replies, now) > now {
            return 0;
        }
        let taken = self.promised + replies;
        match (fare, &self.paid) {
            (Fare::Paid, Some(paid)) => paid.slots(taken, now),
            (_, None) => self.free.slots(taken, now),
            (Fare::Free, Some(paid)) => self.free.slots(taken, now).min(paid.room(taken, now)),
        }
    }

    /// When the first of so many places is free for what nobody pays for, and when all are, beside messages that are paid for, which
    /// fill the free rate too; `None`: none are.
    pub fn beside_paid(&mut self, places: usize, replies: usize, now: Instant) -> Option<(Instant, Instant)> {
        self.recover(now);
        let (paid, taken) = (self.paid.as_ref()?, self.promised + replies);
        let opens = |taken| self.held.max(self.free.opens_at(taken, now)).max(paid.opens_at(taken, now));
        Some((opens(taken), opens(taken + places.saturating_sub(1))))
    }

    /// When a reply may leave that has so many before it. While messages are paid for those fill the free rate, and what
    /// leaves beside them is part of theirs.
    pub fn reply_at(&mut self, ahead: usize, now: Instant) -> Instant {
        self.recover(now);
        let taken = self.promised + ahead;
        let pays = self.last_paid.is_some_and(|last| now.duration_since(last) < WINDOW);
        let ready = match &self.paid {
            Some(paid) if pays => paid.opens_at(taken, now),
            _ => self.free.opens_at(taken, now),
        };
        self.held.max(ready)
    }

    /// How many departures would certainly be free now: none in the first second, since what left before it is not known.
    pub fn free_room(&self, now: Instant) -> usize {
        if now.duration_since(self.begun) < WINDOW { 0 } else { self.free.room(self.promised, now) }
    }

    /// So many may leave and have not left yet.
    pub fn promise(&mut self, departures: usize) {
        self.promised = departures;
    }

    /// Some of them will leave in a moment.
    pub fn let_go(&mut self, now: Instant) {
        self.free.let_go(now);
    }

    /// A request left; what it was promised is used.
    pub fn depart(&mut self, fare: Fare, now: Instant) {
        self.promised = self.promised.saturating_sub(1);
        match (fare, &mut self.paid) {
            (Fare::Paid, Some(paid)) => {
                self.last_paid = Some(now);
                paid.depart(now);
                if self.free.may_have_room(now) {
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

    /// A reply left; news yields it a slot.
    pub fn reply_left(&mut self, now: Instant) {
        self.free.depart_beside(now);
        if let Some(paid) = &mut self.paid {
            paid.note(now);
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

    fn recover(&mut self, now: Instant) {
        self.free.recover(now);
        if let Some(paid) = &mut self.paid {
            paid.recover(now);
        }
    }
}
