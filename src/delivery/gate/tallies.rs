//! Which chats news has just left to. In: departures. Out: when the chat may get its next message. What chats have had besides,
//! and by their numbers at Telegram, is in [`super::chats`].

#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};

use tokio::time::Instant;

use super::chats::PER_CHAT;
use crate::store::ChatKey;

/// See the module.
#[derive(Debug, Default)]
pub struct Tallies {
    /// Of the last second.
    departures: HashMap<ChatKey, Instant>,
    /// The same in order, so that the old ones are found without looking at all.
    in_order: VecDeque<(Instant, ChatKey)>,
}

impl Tallies {
    /// A message to the chat left.
    pub fn departed(&mut self, chat: ChatKey, now: Instant) {
        while let Some((at, old)) = self.in_order.front().copied().filter(|(at, _)| now.duration_since(*at) >= PER_CHAT)
        {
            self.in_order.pop_front();
            if self.departures.get(&old) == Some(&at) {
                self.departures.remove(&old);
            }
        }
        self.departures.insert(chat, now);
        self.in_order.push_back((now, chat));
    }

    /// When the chat may get a message, if that is later than now.
    pub fn free_at(&self, chat: ChatKey, now: Instant) -> Option<Instant> {
        self.departures.get(&chat).map(|at| *at + PER_CHAT).filter(|free| *free > now)
    }
}
