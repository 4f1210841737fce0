//! Messages to staff that nobody has just asked for: live cards, alerts. In: what the desk posts. Out: the next that may
//! leave, one a chat and none to a chat that is busy, in the order in which they came, but questions
//! before all else; each asker waits for its own outcome.

use std::collections::{HashMap, HashSet, VecDeque};

use tokio::{sync::oneshot, time::Instant};

use crate::bot_api::{Outcome, Parcel};

/// Whoever posts more waits for room: the desk has some dozens of chats, and one card or alert at a time in each.
const WAITING: usize = 64;

/// A message to a chat of staff.
pub struct Post {
    pub(crate) chat: i64,
    pub(crate) parcel: Parcel,
    /// It leaves before all that is not.
    pub(crate) first: bool,
    pub(crate) answer: oneshot::Sender<Outcome>,
}

/// See the module.
#[derive(Default)]
pub(super) struct Staff {
    waiting: VecDeque<Post>,
    /// Chats to which something is in flight.
    open: HashSet<i64>,
}

impl Staff {
    pub(super) fn has_room(&self) -> bool {
        self.waiting.len() < WAITING
    }

    pub(super) fn take(&mut self, post: Post) {
        let place = if post.first { self.waiting.partition_point(|other| other.first) } else { self.waiting.len() };
        self.waiting.insert(place, post);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether something could leave if the gate let it. `busy`: chats that wait for a time of their own.
    pub(super) fn is_waiting(&self, busy: &HashMap<i64, Instant>) -> bool {
        self.waiting.iter().any(|post| self.is_free(post, busy))
    }

    /// When the first of the chats is free that are busy.
    pub(super) fn free_at(&self, busy: &HashMap<i64, Instant>) -> Option<Instant> {
        self.waiting.iter().filter_map(|post| busy.get(&post.chat).copied()).min()
    }

    /// The next one; it is on its way from now on.
    pub(super) fn next(&mut self, busy: &HashMap<i64, Instant>) -> Option<Post> {
        let place = self.waiting.iter().position(|post| self.is_free(post, busy))?;
        let post = self.waiting.remove(place)?;
        self.open.insert(post.chat);
        Some(post)
    }

    fn is_free(&self, post: &Post, busy: &HashMap<i64, Instant>) -> bool {
        !self.open.contains(&post.chat) && !busy.contains_key(&post.chat)
    }

    /// It has come back.
    pub(super) fn end(&mut self, post: Post, outcome: Outcome) {
        self.open.remove(&post.chat);
        let _ = post.answer.send(outcome); // nobody may wait for it
    }
}
