//! The pace. In: departures, floods, the time. Out: when the next request may leave. At most `rate` departures in any
//! sliding second, evenly spaced so that breaking news never waits longer than one slot. A flood halves the rate,
//! which then recovers by one a second.

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);
/// The part of a second in which requests may leave together.
const TOGETHER: u32 = 100;
/// How many slots may be made up for after a late one.
const CATCH_UP: u32 = 2;

/// When requests may leave.
#[derive(Debug)]
pub struct Pace {
    /// The rate when nothing is wrong; 0: no limit.
    limit: u32,
    /// The rate now.
    rate: u32,
    /// When the rate last changed or recovered.
    since: Instant,
    /// The last departures, as many as may be within a second.
    window: VecDeque<Instant>,
    /// The schedule: when the next departure is due.
    next: Instant,
    /// Nothing leaves before.
    held: Instant,
}

impl Pace {
    /// A pace of `limit` departures a second; 0: no limit.
    pub fn new(limit: u32, now: Instant) -> Pace {
        Pace { limit, rate: limit, since: now, window: VecDeque::new(), next: now, held: now }
    }

    /// Departures a second that are allowed now; 0: no limit.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// Until when everything waits, if it does.
    pub fn held_until(&self, now: Instant) -> Option<Instant> {
        (self.held > now).then_some(self.held)
    }

    /// When the next request may leave; a time that has passed means now.
    pub fn ready_at(&mut self, now: Instant) -> Instant {
        self.recover(now);
        if self.limit == 0 {
            return self.held;
        }
        let full = self.window.len() >= self.rate as usize;
        let oldest = self.window.len().saturating_sub(self.rate as usize);
        let window = if full { self.window.get(oldest).map_or(now, |oldest| *oldest + SECOND) } else { now };
        self.held.max(self.next).max(window)
    }

    /// How many requests may leave together now: one, but at rates far above Telegram's as many as fit into ten
    /// milliseconds, since each turn at the database takes its time.
    pub fn slots(&mut self, now: Instant) -> usize {
        if self.ready_at(now) > now {
            return 0;
        }
        if self.limit == 0 {
            return usize::MAX;
        }
        let recent = self.window.iter().rev().take_while(|at| now.duration_since(**at) < SECOND).count();
        let room = (self.rate as usize).saturating_sub(recent);
        ((self.rate / TOGETHER) as usize).max(1).min(room.max(1))
    }

    /// A request left.
    pub fn depart(&mut self, now: Instant) {
        if self.limit == 0 {
            return;
        }
        self.window.push_back(now);
        while self.window.len() > self.limit as usize {
            self.window.pop_front();
        }
        let slot = SECOND / self.rate.max(1);
        let earliest = now.checked_sub(slot * CATCH_UP).unwrap_or(now);
        self.next = self.next.max(earliest) + slot;
    }

    /// Telegram asked everybody to wait.
    pub fn flood(&mut self, now: Instant, wait: Duration) {
        self.held = self.held.max(now + wait);
        if self.limit > 0 {
            self.rate = (self.rate / 2).max(1);
        }
        self.since = self.held;
    }

    /// Nothing leaves before.
    pub fn hold(&mut self, until: Instant) {
        self.held = self.held.max(until);
    }

    fn recover(&mut self, now: Instant) {
        while self.rate < self.limit && self.since + SECOND <= now {
            self.rate += 1;
            self.since += SECOND;
        }
        if self.rate == self.limit {
            self.since = now;
        }
    }
}
