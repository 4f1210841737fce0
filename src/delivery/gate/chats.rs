//! What single chats have had, by their numbers at Telegram, whoever sent it: news, cards, replies. In: departures, floods. Out:
//! when a chat may get its next message, whether a flood is everybody's.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

/// At most one message a second to one chat, twenty a minute to a group (Bots FAQ, "My bot is hitting limits").
pub const PER_CHAT: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const PER_GROUP: usize = 20;
/// So many may come at once where somebody asks ("we may allow short bursts", the same page): nobody waits a second for the
/// second answer, or because a card has just changed.
const AT_ONCE: u32 = 3;
/// Floods of two chats within this time are not the chats' own.
const TOGETHER: Duration = Duration::from_secs(5);

/// What leaves to a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// News, of which the engine itself knows when it last left.
    News,
    /// Anything else: a reply, a card.
    Other,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Chats {
    heard: HashMap<i64, Heard>,
    /// The same in order, so that the old ones are found without looking at all.
    in_order: VecDeque<(Instant, i64)>,
    /// Topics are chats of their own here, but share their group's limits.
    groups: HashMap<i64, VecDeque<Instant>>,
    /// Chats that Telegram asked to leave alone, and until when.
    held: HashMap<i64, Instant>,
    floods: VecDeque<(Instant, i64)>,
}

#[derive(Clone, Copy, Debug)]
struct Heard {
    last: Instant,
    cause: Cause,
    /// When it would be free if each of its messages had a second of its own.
    free: Instant,
}

impl Chats {
    /// Those of a process that takes up work: what has left to groups, in the order in which it left.
    pub fn of_groups(left: impl IntoIterator<Item = (i64, Instant)>) -> Chats {
        let mut chats = Chats::default();
        for (group, at) in left {
            chats.left_to_group(group, at);
        }
        chats
    }

    /// Something left to the chat.
    pub fn left(&mut self, chat: i64, group: bool, cause: Cause, now: Instant) {
        self.forget(now);
        let free = self.heard.get(&chat).map_or(now, |heard| heard.free.max(now)) + PER_CHAT;
        self.heard.insert(chat, Heard { last: now, cause, free });
        self.in_order.push_back((now, chat));
        if group {
            self.left_to_group(chat, now);
        }
    }

    fn left_to_group(&mut self, group: i64, at: Instant) {
        let row = self.groups.entry(group).or_default();
        row.push_back(at);
        if row.len() > PER_GROUP {
            row.pop_front();
        }
    }

    /// What can say nothing any more goes: a chat is remembered for as many seconds as may come at once.
    fn forget(&mut self, now: Instant) {
        let is_old = |(at, _): &(Instant, i64)| now.duration_since(*at) >= PER_CHAT * AT_ONCE;
        while let Some((at, old)) = self.in_order.front().copied().filter(is_old) {
            self.in_order.pop_front();
            if self.heard.get(&old).is_some_and(|heard| heard.last == at) {
                self.heard.remove(&old);
            }
        }
    }

    /// When a reply may leave to the chat, as far as the chat says.
    pub fn reply_at(&self, chat: i64, now: Instant) -> Instant {
        let burst = PER_CHAT * (AT_ONCE - 1);
        let debt = self.heard.get(&chat).map_or(Duration::ZERO, |heard| heard.free.duration_since(now));
        let minute = self.groups.get(&chat).and_then(minute_of).unwrap_or(now);
        let held = self.held.get(&chat).copied().unwrap_or(now);
        (now + debt.saturating_sub(burst)).max(minute).max(held)
    }

    /// The chats that may not get what they have not just asked for, and when they may. Of those that got news only groups
    /// are among them.
    pub fn busy(&mut self, now: Instant) -> HashMap<i64, Instant> {
        self.groups.retain(|_, row| row.back().is_some_and(|last| now.duration_since(*last) < MINUTE));
        self.held.retain(|_, until| *until > now);
        let mut busy = self.held.clone();
        let mut note = |chat: i64, until: Instant| {
            if until > now {
                let known = busy.entry(chat).or_insert(until);
                *known = until.max(*known);
            }
        };
        for (group, row) in &self.groups {
            note(*group, row.back().map_or(now, |last| *last + PER_CHAT));
            note(*group, minute_of(row).unwrap_or(now));
        }
        for (chat, heard) in self.heard.iter().filter(|(_, heard)| heard.cause == Cause::Other) {
            note(*chat, heard.last + PER_CHAT);
        }
        busy
    }

    /// A chat answered with a flood, and waits; `true`: so has everybody, since it is not the chat's own.
    pub fn flooded(&mut self, chat: i64, wait: Duration, now: Instant) -> bool {
        let until = self.held.entry(chat).or_insert(now);
        *until = (now + wait).max(*until);
        self.floods.retain(|(at, _)| now.duration_since(*at) < TOGETHER);
        let others = self.floods.iter().any(|(_, other)| *other != chat);
        self.floods.push_back((now, chat));
        others
    }
}

/// When a group's minute has room again, if it is full.
fn minute_of(row: &VecDeque<Instant>) -> Option<Instant> {
    row.front().filter(|_| row.len() == PER_GROUP).map(|first| *first + MINUTE)
}
