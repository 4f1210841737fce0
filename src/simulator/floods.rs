//! Telegram's flood limits. The real ones are not public: each is a number here, and zero turns it off.

use serde::{Deserialize, Serialize};

/// The limits. A zero turns a limit off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Messages a second to all chats together ("about 30").
    pub per_second: u32,
    /// Messages a second to one chat in the long run.
    pub chat_per_second: f64,
    /// How many one chat takes at once before that.
    pub chat_burst: u32,
    /// Messages and edits a minute in one group, supergroup or channel.
    pub group_per_minute: u32,
    /// A chat whose person wrote or pressed something this many seconds ago is answered outside `per_second`.
    pub reply_window: u32,
    /// Telegram waits up to so many seconds in silence before it answers 429 (8 with Telegram).
    pub silent_wait: u32,
    /// Requests in progress above which Telegram holds 3 seconds and answers 429 with 60.
    pub in_flight: u32,
    /// Messages waiting for one chat above which the same happens.
    pub in_flight_chat: u32,
    /// A bot that sends on through a 429 has its wait multiplied by this, again and again.
    pub penalty: f64,
    /// The longest such wait, in seconds.
    pub penalty_most: u32,
    /// Messages a second with `allow_paid_broadcast` (0: not offered to this bot).
    pub paid_per_second: u32,
    /// Stars the bot must have for that.
    pub paid_needs_stars: u32,
    /// Monthly users the bot must have for that.
    pub paid_needs_users: u32,
}

impl Limits {
    /// As Telegram is known to be, its silent waiting included.
    pub fn telegram() -> Limits {
        Limits {
            per_second: 30,
            chat_per_second: 1.0,
            chat_burst: 3,
            group_per_minute: 20,
            reply_window: 60,
            silent_wait: 8,
            in_flight: 1000,
            in_flight_chat: 310,
            penalty: 2.0,
            penalty_most: 300,
            paid_per_second: 1000,
            paid_needs_stars: 10_000,
            paid_needs_users: 10_000,
        }
    }

    /// The same without silent waiting and without leniency: whatever is over a limit is answered 429 at once, replies
    /// count like any other message, and a chat takes one message a second with no burst. For tests of a sender's pace.
    pub fn strict() -> Limits {
        Limits { silent_wait: 0, chat_burst: 1, reply_window: 0, ..Limits::telegram() }
    }

    /// No limits at all.
    pub fn none() -> Limits {
        Limits {
            per_second: 0,
            chat_per_second: 0.0,
            chat_burst: 0,
            group_per_minute: 0,
            reply_window: 0,
            silent_wait: 0,
            in_flight: 0,
            in_flight_chat: 0,
            penalty: 0.0,
            penalty_most: 0,
            paid_per_second: 0,
            paid_needs_stars: 0,
            paid_needs_users: 0,
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::telegram()
    }
}
