//! What is remembered of single chats for a while. In: departures, floods. Out: when a chat may get its next message, whether
//! a flood is everybody's.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

use crate::store::ChatKey;

/// At most one message a second to one chat, twenty a minute to a group (Bots FAQ, "My bot is hitting limits").
pub const PER_CHAT: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const PER_GROUP: usize = 20;
/// Floods of two chats within this time are not the chats' own.
const TOGETHER: Duration = Duration::from_secs(5);

/// See the module.
#[derive(Debug, Default)]
pub struct Tallies {
    /// Of the last second.
    departures: HashMap<ChatKey, Instant>,
    /// The same in order, so that the old ones are found without looking at all.
    in_order: VecDeque<(Instant, ChatKey)>,
    /// By the groups' numbers at Telegram: its topics are chats of their own here, but share its limits there.
    groups: HashMap<i64, VecDeque<Instant>>,
    /// By the chats' numbers at Telegram, since staff are asked too.
    floods: VecDeque<(Instant, i64)>,
}

impl Tallies {
    /// Those of a process that takes up work: what has left to groups, by their numbers at Telegram, in the order in which
    /// it left.
    pub fn of_groups(left: impl IntoIterator<Item = (i64, Instant)>) -> Tallies {
        let mut tallies = Tallies::default();
        for (group, at) in left {
            tallies.left_to_group(group, at);
        }
        tallies
    }

    /// A message to the chat left; to this group, by its number at Telegram, if it is one.
    pub fn departed(&mut self, chat: ChatKey, group: Option<i64>, now: Instant) {
        while let Some((at, old)) = self.in_order.front().copied().filter(|(at, _)| now.duration_since(*at) >= PER_CHAT)
        {
            self.in_order.pop_front();
            if self.departures.get(&old) == Some(&at) {
                self.departures.remove(&old);
            }
        }
        self.departures.insert(chat, now);
        self.in_order.push_back((now, chat));
        if let Some(group) = group {
            self.left_to_group(group, now);
        }
    }

    fn left_to_group(&mut self, group: i64, at: Instant) {
        let row = self.groups.entry(group).or_default();
        row.push_back(at);
        if row.len() > PER_GROUP {
            row.pop_front();
        }
    }

    /// When the chat may get a message, if that is later than now.
    pub fn free_at(&self, chat: ChatKey, now: Instant) -> Option<Instant> {
        self.departures.get(&chat).map(|at| *at + PER_CHAT).filter(|free| *free > now)
    }

    /// The groups that may not get a message now, by their numbers at Telegram, and when they may.
    pub fn busy_groups(&mut self, now: Instant) -> HashMap<i64, Instant> {
        self.groups.retain(|_, row| row.back().is_some_and(|last| now.duration_since(*last) < MINUTE));
        let free = |row: &VecDeque<Instant>| {
            let minute = (row.len() == PER_GROUP).then(|| row[0] + MINUTE);
            row.back().map(|last| *last + PER_CHAT).max(minute).filter(|free| *free > now)
        };
        self.groups.iter().filter_map(|(group, row)| Some((*group, free(row)?))).collect()
    }

    /// A chat answered with a flood; how long everybody has to wait, if it is not the chat's own.
    pub fn flooded(&mut self, chat: i64, wait: Duration, now: Instant) -> Option<Duration> {
        self.floods.retain(|(at, _)| now.duration_since(*at) < TOGETHER);
        let others = self.floods.iter().any(|(_, other)| *other != chat);
        self.floods.push_back((now, chat));
        others.then_some(wait)
    }
}
