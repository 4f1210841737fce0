//! The run queue: which chats are to be visited, or have something that is to be repaired, in memory. In: chats with the time since which they are due, or until
//! which they sleep. Out: the next chat. Breaking before news; within a lane those first that have been due longest,
//! ties in key order. A chat is in a lane at most once. It is a hint: a lost or superfluous entry costs time, never a
//! delivery.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};

use super::gate::lanes::{Fold, Lane};
use crate::{clock::Time, store::ChatKey};

/// Chats to visit.
#[derive(Debug, Default)]
pub struct RunQueue {
    /// By lane; that of staff stays empty, since their messages are no visits.
    rows: [Row; Lane::ALL.len()],
}

/// Chats that wait for the same time. A chat that is found to wait twice is there twice until they are counted next.
#[derive(Debug, Default)]
struct Sleepers {
    chats: Vec<u32>,
    without_doubles: usize,
}

/// The chats of a lane.
#[derive(Debug, Default)]
struct Row {
    /// Chats that wait for a time (quiet hours, spacing, digests, back-off), by that time.
    sleeping: BTreeMap<Time, Sleepers>,
    /// By the time since which they are due.
    due: BTreeMap<Time, VecDeque<u32>>,
    members: Members,
    length: usize,
}

/// A set of keys as a bit each.
#[derive(Debug, Default)]
struct Members(Vec<u64>);

impl RunQueue {
    /// Adds chats that have been due since then, in this order; those that are in the lane stay where they are.
    pub fn add(&mut self, lane: Lane, due: Time, chats: impl IntoIterator<Item = ChatKey>) {
        debug_assert_eq!(lane.rule().folds, Fold::Chat, "what waits here is a chat, however much is pending for it");
        self.row(lane).add(due, chats.into_iter().map(narrow));
    }

    /// Lets a chat sleep until then; it is due in this lane from that time.
    pub fn sleep(&mut self, lane: Lane, chat: ChatKey, until: Time) {
        self.row(lane).sleeping.entry(until).or_default().add(narrow(chat));
    }

    /// Wakes those whose time has come.
    pub fn wake(&mut self, now: Time) {
        for row in &mut self.rows {
            while let Some(first) = row.sleeping.first_entry().filter(|first| *first.key() <= now) {
                let (due, sleepers) = first.remove_entry();
                row.add(due, sleepers.chats);
            }
        }
    }

    /// Moves chats that have been due for breaking news since before then to news: an outage has made news of it.
    pub fn cool(&mut self, before: Time) {
        while let Some((due, chats)) = self.row(Lane::Breaking).take_before(before) {
            self.row(Lane::News).add(due, chats);
        }
    }

    /// When the next sleeper wakes.
    pub fn next_wake(&self) -> Option<Time> {
        self.rows.iter().filter_map(|row| row.sleeping.first_key_value().map(|(time, _)| *time)).min()
    }

    /// The next chat to visit, with the lane it waited in and since when.
    pub fn pop(&mut self) -> Option<(Lane, Time, ChatKey)> {
        let mut rows = Lane::ALL.into_iter().zip(&mut self.rows).filter(|(lane, _)| !lane.amends());
        rows.find_map(|(lane, row)| row.next().map(|(due, chat)| (lane, due, chat)))
    }

    /// The next chat of a lane, with the time since which it is due.
    pub fn pop_of(&mut self, lane: Lane) -> Option<(Time, ChatKey)> {
        self.row(lane).next()
    }

    /// Whether breaking news is due for anybody.
    pub fn has_breaking(&self) -> bool {
        self.waits_in(Lane::Breaking)
    }

    /// Whether news is due for anybody.
    pub fn has_news(&self) -> bool {
        self.waits_in(Lane::News)
    }

    /// Whether anybody is due in a lane.
    pub fn waits_in(&self, lane: Lane) -> bool {
        self.waiting(lane) > 0
    }

    /// How many are due in a lane.
    pub fn waiting(&self, lane: Lane) -> usize {
        self.rows[lane as usize].length
    }

    /// How many visits are due.
    pub fn len(&self) -> usize {
        self.count(|lane| !lane.amends())
    }

    /// How many chats are due in which something is to be repaired.
    pub fn repairs(&self) -> usize {
        self.count(Lane::amends)
    }

    /// Whether nobody is due, whatever for.
    pub fn is_empty(&self) -> bool {
        self.count(|_| true) == 0
    }

    fn count(&self, counts: impl Fn(Lane) -> bool) -> usize {
        let rows = Lane::ALL.into_iter().zip(&self.rows).filter(|(lane, _)| counts(*lane));
        rows.map(|(_, row)| row.length).sum()
    }

    /// For how many different times chats wait.
    pub fn buckets(&self) -> usize {
        self.rows.iter().map(|row| row.sleeping.len()).sum()
    }

    fn row(&mut self, lane: Lane) -> &mut Row {
        &mut self.rows[lane as usize]
    }
}

impl Row {
    fn add(&mut self, due: Time, chats: impl IntoIterator<Item = u32>) {
        let row = self.due.entry(due).or_default();
        for key in chats {
            if self.members.insert(key) {
                row.push_back(key);
                self.length += 1;
            }
        }
        if row.is_empty() {
            self.due.remove(&due);
        }
    }

    /// The chats that have been due longest, if that is since before then.
    fn take_before(&mut self, before: Time) -> Option<(Time, VecDeque<u32>)> {
        let first = self.due.first_entry().filter(|first| *first.key() < before)?;
        let (due, chats) = first.remove_entry();
        self.length -= chats.len();
        for chat in &chats {
            self.members.remove(*chat);
        }
        Some((due, chats))
    }

    fn next(&mut self) -> Option<(Time, ChatKey)> {
        let mut first = self.due.first_entry()?;
        let due = *first.key();
        let key = first.get_mut().pop_front();
        if first.get().is_empty() {
            first.remove();
        }
        let key = key?;
        self.members.remove(key);
        self.length -= 1;
        Some((due, widen(key)))
    }
}

impl Sleepers {
    fn add(&mut self, key: u32) {
        const WORTH_SORTING: usize = 1024;
        if self.chats.len() >= self.without_doubles.max(WORTH_SORTING) * 2 {
            self.chats.sort_unstable();
            self.chats.dedup();
            self.without_doubles = self.chats.len();
        }
        self.chats.push(key);
    }
}

impl Members {
    fn insert(&mut self, key: u32) -> bool {
        let (word, bit) = (key as usize / 64, 1u64 << (key % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }

    fn remove(&mut self, key: u32) {
        self.0[key as usize / 64] &= !(1u64 << (key % 64));
    }
}

/// Keys count chats that ever came: four billion are enough for four bytes each.
fn narrow(chat: ChatKey) -> u32 {
    u32::try_from(chat.0).unwrap_or(u32::MAX)
}

fn widen(key: u32) -> ChatKey {
    ChatKey(i64::from(key))
}
