//! The book: the one place that knows departures and holds of all, of what passes the gate and of replies to people. In: who
//! wants to leave, who left, which floods came. Out: when. Cheap to clone: the engine's [`Gate`](super::Gate) and the replies
//! ([`Replies`](crate::delivery::replies::Replies)) look into the same one, so that neither waits for the other.
//!
//! Replies go first: news yields them the next free place of the second, so a reply beside a broadcast waits some
//! milliseconds. A crowd beyond the budget leaves at once all the same, since Telegram's thirty are for what nobody asked for
//! (tdlib/td#1834); once Telegram has refused one of those, they queue.

#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::{
    chats::{Cause, Chats},
    pace::{Fare, Pace},
    queue::Queue,
};

/// Who would wait for a place longer than that, with the next second's places given away too, belongs to a crowd.
const PATIENCE: Duration = Duration::from_millis(1_250);
/// How long replies queue after Telegram has refused one beyond the budget.
const CAUTION: Duration = Duration::from_secs(600);

/// See the module.
#[derive(Clone, Debug)]
pub struct Book(Arc<Mutex<Pages>>);

/// What stands in the book.
#[derive(Debug)]
pub struct Pages {
    pub(super) pace: Pace,
    pub(super) chats: Chats,
    queue: Queue,
    /// News waits for a place.
    news_waits: bool,
    /// When a reply beyond the budget was last refused.
    refused: Option<Instant>,
}

/// A reply that has left; given back with its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    chat: i64,
    left: Instant,
    /// It had a place in the budget.
    counted: bool,
}

impl Book {
    /// A book with this pace, in which these chats have had something.
    pub fn new(pace: Pace, chats: Chats) -> Book {
        let pages = Pages { pace, chats, queue: Queue::default(), news_waits: false, refused: None };
        Book(Arc::new(Mutex::new(pages)))
    }

    /// Looks into it; nobody holds it for longer than a look takes.
    pub fn open(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    /// When the next may leave of what passes the gate.
    pub fn ready_at(&mut self, fare: Fare, now: Instant) -> Instant {
        let replies = self.queue.claims(self.pace.rate(), now);
        self.pace.ready_at(fare, replies, now)
    }

    /// How many of those may leave now, at most so many. They have the promise of their places until [`Pages::keep`].
    pub fn slots(&mut self, fare: Fare, most: usize, now: Instant) -> usize {
        let replies = self.queue.claims(self.pace.rate(), now);
        let slots = self.pace.slots(fare, replies, now).min(most);
        self.pace.promise(slots);
        slots
    }

    /// When the first of so many repairs finds a place beside what is paid for, and when all do; `None`: nothing is.
    pub fn beside_paid(&mut self, repairs: usize, now: Instant) -> Option<(Instant, Instant)> {
        let replies = self.queue.claims(self.pace.rate(), now);
        self.pace.beside_paid(repairs, replies, now)
    }

    /// So many of those will leave in a moment.
    pub fn keep(&mut self, departures: usize, now: Instant) {
        self.pace.promise(departures);
        if departures > 0 {
            self.pace.let_go(now);
        }
    }

    /// One of them left.
    pub fn left(&mut self, fare: Fare, chat: i64, group: bool, cause: Cause, now: Instant) {
        if cause == Cause::Other {
            self.pace.let_go(now); // a card leaves without a turn
        }
        self.pace.depart(fare, now);
        self.chats.left(chat, group, cause, now);
    }

    /// Whether news waits for a place.
    pub fn note_news(&mut self, waits: bool) {
        self.news_waits = waits;
    }

    /// A reply to this chat wants to leave; `number`: its place in the queue, once it has one. It has left, or comes again
    /// then.
    pub fn reply(&mut self, chat: i64, number: &mut Option<u64>, now: Instant) -> Result<Gone, Instant> {
        let free = self.chats.reply_at(chat, now);
        if free > now {
            self.give_up(number); // it stands in nobody's way meanwhile
            return Err(free);
        }
        let place = *number.get_or_insert_with(|| self.queue.enter());
        let ahead = self.queue.ahead_of(place);
        let at = self.reply_at(ahead, now);
        let counted = at <= now;
        if !counted && !self.is_crowded(at, now) {
            return Err(at);
        }
        self.give_up(number);
        if counted {
            self.pace.reply_left(now);
            self.queue.note(now);
        }
        self.chats.left(chat, chat < 0, Cause::Other, now);
        Ok(Gone { chat, left: now, counted })
    }

    /// When a reply may leave to this chat, as far as the chat says.
    pub fn free_at(&self, chat: i64, now: Instant) -> Instant {
        self.chats.reply_at(chat, now)
    }

    /// A reply does not wait any longer.
    pub fn give_up(&mut self, number: &mut Option<u64>) {
        if let Some(number) = number.take() {
            self.queue.leave(number);
        }
    }

    /// A reply was answered with a flood.
    pub fn reply_flooded(&mut self, gone: &Gone, wait: Duration, now: Instant) {
        if !gone.counted {
            self.refused = Some(now);
        }
        self.flooded(Fare::Free, gone.chat, gone.left, wait, now);
    }

    /// A flood of one chat delays the chat; of several, everybody.
    pub fn flooded(&mut self, fare: Fare, chat: i64, left: Instant, wait: Duration, now: Instant) {
        if self.chats.flooded(chat, wait, now) {
            log::warn!("Telegram asks to wait {wait:?}; the pace is halved for a while");
            self.pace.flood(fare, left, now, wait);
        }
    }

    /// The chats that may not get what they have not asked for, by their numbers at Telegram, and when they may.
    pub fn busy(&mut self, now: Instant) -> HashMap<i64, Instant> {
        self.chats.busy(now)
    }

    fn reply_at(&mut self, ahead: usize, now: Instant) -> Instant {
        let place = self.pace.reply_at(ahead, now);
        let share = if self.news_waits { self.queue.share_opens_at(self.pace.rate(), ahead, now) } else { now };
        place.max(share)
    }

    /// Whether it would wait too long for its place, and nothing says that Telegram minds.
    fn is_crowded(&self, at: Instant, now: Instant) -> bool {
        let minds = self.refused.is_some_and(|refused| now.duration_since(refused) < CAUTION);
        let held = self.pace.held_until(now).is_some();
        !minds && !held && self.pace.is_whole() && at.duration_since(now) > PATIENCE
    }
}
