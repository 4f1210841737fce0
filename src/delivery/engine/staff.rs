//! Messages to staff that nobody has just asked for: live cards, alerts. In: what the desk posts. Out: the next that may
//! leave, one a chat, in the order in which they came; each asker waits for its own outcome.

use std::collections::{HashSet, VecDeque};

use tokio::sync::oneshot;

use crate::bot_api::{Outcome, Parcel};

/// Whoever posts more waits for room: the desk has some dozens of chats, and one card or alert at a time in each.
const WAITING: usize = 64;

/// A message to a chat of staff.
pub struct Post {
    pub(crate) chat: i64,
    pub(crate) parcel: Parcel,
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
        self.waiting.push_back(post);
    }

    /// Whether something could leave if the gate let it.
    pub(super) fn is_waiting(&self) -> bool {
        self.waiting.iter().any(|post| !self.open.contains(&post.chat))
    }

    /// The next one; it is on its way from now on.
    pub(super) fn next(&mut self) -> Option<Post> {
        let place = self.waiting.iter().position(|post| !self.open.contains(&post.chat))?;
        let post = self.waiting.remove(place)?;
        self.open.insert(post.chat);
        Some(post)
    }

    /// It has come back.
    pub(super) fn end(&mut self, post: Post, outcome: Outcome) {
        self.open.remove(&post.chat);
        let _ = post.answer.send(outcome); // nobody may wait for it
    }
}
