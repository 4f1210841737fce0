//! What a run is judged by: how much was accepted and refused, the busiest second, and what was sent twice.

use std::{
    collections::{BTreeMap, HashMap, VecDeque, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use serde::Serialize;

use super::clock::{Micros, SECOND};

/// The counters since the start or the last reset.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Counters {
    /// Requests of any method that got an answer.
    pub requests: u64,
    /// Messages that arrived in a chat (sends, copies, forwards; not edits).
    pub accepted: u64,
    /// Edits made.
    pub edited: u64,
    /// Messages deleted.
    pub deleted: u64,
    /// Refusals by error code.
    pub refused: BTreeMap<u16, u64>,
    /// Refusals by description.
    pub reasons: BTreeMap<String, u64>,
    /// The largest number of messages accepted in any sliding second.
    pub busiest_second: u64,
    /// The largest number of requests to send or edit that arrived in any sliding second, refused ones included.
    pub busiest_second_asked: u64,
    /// Requests to send or edit that arrived although the bot had been told to wait, by their chat or for all.
    pub asked_too_soon: u64,
    /// The largest number of messages accepted in any sliding second by one chat.
    pub busiest_chat_second: u64,
    /// The largest number of requests in progress at once, `getUpdates` apart.
    pub most_in_flight: u64,
    /// Messages whose chat had already got the same content.
    pub doubles: u64,
    /// Answers that were kept from the bot by a fault although the request had its effect.
    pub answers_lost: u64,
    /// Messages accepted with `allow_paid_broadcast` above the free rate.
    pub paid: u64,
    /// When the first message was accepted, microseconds since the epoch.
    pub first_accepted_us: Option<i64>,
    /// When the last message was accepted, microseconds since the epoch.
    pub last_accepted_us: Option<i64>,
}

/// A sliding second.
#[derive(Debug, Default)]
struct Window(VecDeque<Micros>);

impl Window {
    fn add(&mut self, now: Micros) -> u64 {
        while self.0.front().is_some_and(|first| now - first >= SECOND) {
            self.0.pop_front();
        }
        self.0.push_back(now);
        self.0.len() as u64
    }
}

/// The counters with what they are counted from.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub counters: Counters,
    pub in_flight: u64,
    accepted: Window,
    asked: Window,
    chats: HashMap<i64, Window>,
    /// Chat and content, hashed: how often. Eight bytes and a count, whatever the message was.
    contents: HashMap<u64, u32>,
    per_chat: bool,
}

impl Tally {
    /// `per_chat` also keeps a sliding second for each chat.
    pub fn new(per_chat: bool) -> Tally {
        Tally { per_chat, ..Tally::default() }
    }

    pub fn asked(&mut self, now: Micros) {
        let asked = self.asked.add(now);
        self.counters.busiest_second_asked = self.counters.busiest_second_asked.max(asked);
    }

    pub fn accepted(&mut self, now: Micros, chat: i64, content: &impl Hash) {
        let counters = &mut self.counters;
        counters.accepted += 1;
        counters.first_accepted_us.get_or_insert(now);
        counters.last_accepted_us = Some(now);
        counters.busiest_second = counters.busiest_second.max(self.accepted.add(now));
        if self.per_chat {
            let in_chat = self.chats.entry(chat).or_default().add(now);
            counters.busiest_chat_second = counters.busiest_chat_second.max(in_chat);
        }
        let mut hasher = DefaultHasher::new();
        (chat, content).hash(&mut hasher);
        let times = self.contents.entry(hasher.finish()).or_default();
        counters.doubles += u64::from(*times > 0);
        *times = times.saturating_add(1);
    }

    pub fn refused(&mut self, code: u16, description: &str) {
        /// More different descriptions than this are one line, so that a flood of nonsense stays small.
        const DESCRIPTIONS: usize = 500;
        *self.counters.refused.entry(code).or_default() += 1;
        let known = self.counters.reasons.len() < DESCRIPTIONS || self.counters.reasons.contains_key(description);
        let reason = if known { description } else { "(other)" };
        *self.counters.reasons.entry(reason.to_string()).or_default() += 1;
    }

    pub fn started(&mut self) {
        self.in_flight += 1;
        self.counters.most_in_flight = self.counters.most_in_flight.max(self.in_flight);
    }

    pub fn ended(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// Everything back to zero; what is in flight stays.
    pub fn reset(&mut self) {
        *self = Tally { per_chat: self.per_chat, in_flight: self.in_flight, ..Tally::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_second_slides() {
        let mut tally = Tally::new(true);
        for at in [0, 600_000, 900_000, 1_599_999, 1_600_000] {
            tally.accepted(at, 1, &"x");
        }
        assert_eq!(tally.counters.busiest_second, 3, "at 1.599999 the one at 0 is gone and the one at 0.6 is not");
        assert_eq!(tally.counters.busiest_chat_second, 3);
    }

    #[test]
    fn a_double_is_the_same_content_in_the_same_chat() {
        let mut tally = Tally::new(false);
        tally.accepted(0, 1, &"news");
        tally.accepted(1, 2, &"news");
        tally.accepted(2, 1, &"other");
        assert_eq!(tally.counters.doubles, 0);
        tally.accepted(3, 1, &"news");
        assert_eq!(tally.counters.doubles, 1);
    }
}
