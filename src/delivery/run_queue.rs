//! The run queue: which chats are to be visited, in memory. In: chats with the time since which they are due, or until
//! which they sleep. Out: the next chat. Breaking before news; within a lane those first that have been due longest,
//! ties in key order. A chat is in a lane at most once. It is a hint: a lost or superfluous entry costs time, never a
//! delivery.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};

use crate::{clock::Time, store::ChatKey};

/// The lanes that chats wait in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Line {
    /// Breaking news is pending.
    Breaking,
    /// Other news is.
    News,
}

/// Chats to visit.
#[derive(Debug, Default)]
pub struct RunQueue {
    breaking: Lane,
    news: Lane,
}

/// Chats that wait for the same time. A chat that is found to wait twice is there twice until they are counted next.
#[derive(Debug, Default)]
struct Sleepers {
    chats: Vec<u32>,
    without_doubles: usize,
}

#[derive(Debug, Default)]
struct Lane {
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
    pub fn add(&mut self, line: Line, due: Time, chats: impl IntoIterator<Item = ChatKey>) {
        let lane = self.lane(line);
        let mut added = 0;
        let row = lane.due.entry(due).or_default();
        for key in chats.into_iter().map(narrow) {
            if lane.members.insert(key) {
                row.push_back(key);
                added += 1;
            }
        }
        lane.length += added;
        if row.is_empty() {
            lane.due.remove(&due);
        }
    }

    /// Lets a chat sleep until then; it is due in this lane from that time.
    pub fn sleep(&mut self, line: Line, chat: ChatKey, until: Time) {
        self.lane(line).sleeping.entry(until).or_default().add(narrow(chat));
    }

    /// Wakes those whose time has come.
    pub fn wake(&mut self, now: Time) {
        for line in [Line::Breaking, Line::News] {
            while let Some(first) = self.lane(line).sleeping.first_entry().filter(|first| *first.key() <= now) {
                let (due, sleepers) = first.remove_entry();
                self.add(line, due, sleepers.chats.into_iter().map(widen));
            }
        }
    }

    /// Moves chats that have been due for breaking news since before then to news: an outage has made news of it.
    pub fn cool(&mut self, before: Time) {
        while let Some(first) = self.breaking.due.first_entry().filter(|first| *first.key() < before) {
            let (due, chats) = first.remove_entry();
            self.breaking.length -= chats.len();
            for chat in &chats {
                self.breaking.members.remove(*chat);
            }
            self.add(Line::News, due, chats.into_iter().map(widen));
        }
    }

    /// When the next sleeper wakes.
    pub fn next_wake(&self) -> Option<Time> {
        let first = |lane: &Lane| lane.sleeping.first_key_value().map(|(time, _)| *time);
        [first(&self.breaking), first(&self.news)].into_iter().flatten().min()
    }

    /// The next chat to visit, with the lane it waited in and since when.
    pub fn pop(&mut self) -> Option<(Line, Time, ChatKey)> {
        let breaking = self.breaking.next().map(|(due, key)| (Line::Breaking, due, key));
        breaking.or_else(|| self.news.next().map(|(due, key)| (Line::News, due, key)))
    }

    /// Whether breaking news is due for anybody.
    pub fn has_breaking(&self) -> bool {
        self.breaking.length > 0
    }

    /// How many chats are due.
    pub fn len(&self) -> usize {
        self.breaking.length + self.news.length
    }

    /// Whether nobody is due.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// For how many different times chats wait.
    pub fn buckets(&self) -> usize {
        self.breaking.sleeping.len() + self.news.sleeping.len()
    }

    fn lane(&mut self, line: Line) -> &mut Lane {
        match line {
            Line::Breaking => &mut self.breaking,
            Line::News => &mut self.news,
        }
    }
}

impl Lane {
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
