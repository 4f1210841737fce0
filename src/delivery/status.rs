//! What others may know of delivery: how it goes ([`Status`]) and what has just happened ([`Event`]).

use std::time::Duration;

use super::photos::Lack;
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{Ailment, ChatKey, State, copies::Owed, plans::Published},
};

/// How delivery goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Status {
    /// Chats that are to be visited now, or have something that is to be repaired.
    pub due: usize,
    /// Of them such with breaking news…
    pub breaking: usize,
    /// …and such with other news.
    pub news: usize,
    /// Moments for which chats wait (quiet hours, digests, spacing).
    pub sleeping: usize,
    /// Requests that Telegram has not answered yet.
    pub in_flight: usize,
    /// Messages a second that are allowed now; 0: no limit.
    pub rate: u32,
    /// Until when Telegram asked everybody to wait.
    pub held: Option<Time>,
    /// Telegram gives no clear answers; only `getMe` is tried.
    pub broken: bool,
    /// The token is refused.
    pub token_refused: bool,
    /// Since the program started: accepted…
    pub delivered: u64,
    /// …refused…
    pub refused: u64,
    /// …nobody knows.
    pub uncertain: u64,
    /// When Telegram asked to wait.
    pub floods: Vec<Time>,
    /// The last clear answer.
    pub last_answer: Option<Time>,
    /// The last accepted message.
    pub last_accepted: Option<Time>,
    /// When delivery started.
    pub started: Option<Time>,
    /// How many sends were open when the program started.
    pub open_at_start: usize,
    /// When an outage last made news too old, and how long nothing had been sent.
    pub raised: Option<(Time, Duration)>,
    /// By how many milliseconds the machine's clock is ahead of Telegram's, where that is too many.
    pub clock_error: Option<i64>,
    /// There is little room for the database.
    pub disk: Option<Disk>,
    /// The database cannot be used, and nothing leaves.
    pub ailment: Option<Ailment>,
}

/// Room on the disk of the database, where that is little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disk {
    /// Bytes, as they were when it was last told; changes by less than half are not.
    pub free: u64,
    /// With less than that nothing leaves.
    pub stop: u64,
    /// Nothing leaves now.
    pub is_halted: bool,
}

/// What has just happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A plan became a publication.
    Published(Published),
    /// A chat was closed by what Telegram said.
    Closed(ChatKey, State),
    /// Telegram lets nobody write to a chat since now, for this reason; it is tried again.
    Barred(ChatKey, String),
    /// It took something again.
    Freed(ChatKey),
    /// Nobody takes anything, for this reason: no chat is closed, and delivery rests.
    Refusing(String),
    /// So many chats were closed within an hour, a tenth of all answers or more.
    Leaving(u32),
    /// Telegram takes an article in no form, for this reason.
    SetAside(ArticleKey, String),
    /// The article goes without its photo, for this reason.
    WithoutPhoto(ArticleKey, Lack),
    /// One chat after the other has this article in doubt.
    Suspect(ArticleKey),
    /// What readers are told of an article's change has reached its copies.
    Repaired {
        /// The article.
        article: ArticleKey,
        /// How its copies stand by now. Those that are behind still are in chats that have left, or that refuse the bot.
        copies: Owed,
        /// So many copies more are so old that nothing is known of them.
        forgotten: u64,
    },
    /// Telegram refuses the token.
    TokenRefused,
}
