//! Breaks that a reader takes. In: a chat, an entry, the time. Out: whether the break goes on, and whether the entry belongs to
//! one: what came out before its end and is still to come is told in one message when it is over, whatever the mode, and
//! what was held back as breaking is news by then. A break that is over says nothing about what came out later, so nobody has to
//! forget it.

use crate::{
    clock::Time,
    newsroom::Mode,
    store::{Chat, Entry},
};

/// Until when the chat is on a break.
pub fn running(chat: &Chat, now: Time) -> Option<Time> {
    chat.paused.filter(|until| *until > now)
}

/// Whether the entry came out before the end of a break, be that over or not.
pub(super) fn is_reached(entry: &Entry, chat: &Chat) -> bool {
    [chat.paused, chat.rested].into_iter().flatten().any(|end| entry.at < end)
}

/// Whether the entry came out before the end of a break that is over.
pub(super) fn is_missed(entry: &Entry, chat: &Chat, now: Time) -> bool {
    let over = chat.paused.filter(|until| *until <= now);
    [over, chat.rested].into_iter().flatten().any(|end| entry.at < end)
}

/// Whether a break makes news of a breaking entry. Whoever gets nothing but breaking news still gets it as such.
pub(super) fn is_slept_through(entry: &Entry, chat: &Chat, now: Time) -> bool {
    let held = !chat.pause_urgent && running(chat, now).is_some_and(|until| entry.at < until);
    chat.mode != Mode::Breaking && (held || is_missed(entry, chat, now))
}
