//! The simulator as a program holds it: start it, people it, watch it, make it refuse.

use std::{future::Future, io, pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use serde_json::Value;

use super::{Counters, Fault, Faults, Limits, Message, Person, Request, Room, Settings};

/// A request to a path that the embedding program mounted; see [`Simulator::mount`].
#[derive(Clone, Debug)]
pub struct Visit {
    /// `GET`, `POST` …
    pub method: String,
    /// The path, decoded.
    pub path: String,
    /// The query, as written.
    pub query: String,
    /// The `Content-Type`, empty if none.
    pub content_type: String,
    /// The body, at most 32 MiB.
    pub body: Bytes,
}

/// What a mounted handler answers.
#[derive(Clone, Debug)]
pub struct Mounted {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: String,
    /// The body.
    pub body: Bytes,
}

impl Mounted {
    /// 200 with JSON.
    pub fn json(value: &Value) -> Mounted {
        Mounted { status: 200, content_type: "application/json".to_string(), body: value.to_string().into() }
    }

    /// An error: the status and `{"error": "…"}`.
    pub fn error(status: u16, message: &str) -> Mounted {
        Mounted { status, ..Mounted::json(&serde_json::json!({"error": message})) }
    }
}

/// What a mounted handler is: a visit in, a future answer out.
pub(super) type Handler = Arc<dyn Fn(Visit) -> Pin<Box<dyn Future<Output = Mounted> + Send>> + Send + Sync>;

/// A running simulator. Cloning it gives another handle to the same one; it runs until [`Simulator::stop`] or until its
/// runtime ends.
#[derive(Clone)]
pub struct Simulator(());

/// Starting, stopping and what a bot needs to know.
impl Simulator {
    /// Listens and serves on the runtime it is called on.
    ///
    /// # Errors
    /// If the address cannot be listened on.
    pub async fn start(settings: Settings) -> io::Result<Simulator> {
        unimplemented!()
    }

    /// Where the bot finds its API, without a slash at the end: `http://127.0.0.1:40123`. The page is there too.
    pub fn url(&self) -> &str {
        unimplemented!()
    }

    /// The bot's token.
    pub fn token(&self) -> &str {
        unimplemented!()
    }

    /// The bot's username, without `@`.
    pub fn bot_username(&self) -> String {
        unimplemented!()
    }

    /// The bot's user id.
    pub fn bot_id(&self) -> i64 {
        unimplemented!()
    }

    /// Stops listening and closes every connection.
    pub fn stop(&self) {
        unimplemented!()
    }
}

/// People and chats.
impl Simulator {
    /// A person who has not met the bot yet. `language` is the client's `language_code`; empty for none.
    pub fn person(&self, name: &str, language: &str) -> Person {
        unimplemented!()
    }

    /// The same with a username and, where `id` is given, that user id.
    pub fn person_with(&self, name: &str, language: &str, username: &str, id: Option<i64>) -> Person {
        unimplemented!()
    }

    /// `count` people who have all pressed Start long ago, without any update about it; they take no memory until
    /// something happens to them. Their ids.
    pub fn crowd(&self, count: u64) -> std::ops::Range<i64> {
        unimplemented!()
    }

    /// The person with this user id, if there is one.
    pub fn person_by_id(&self, id: i64) -> Option<Person> {
        unimplemented!()
    }

    /// A basic group of these people; the bot is not in it yet ([`Room::add_bot`]).
    pub fn group(&self, title: &str, members: &[&Person]) -> Room {
        unimplemented!()
    }

    /// A supergroup of these people; the bot is not in it yet.
    pub fn supergroup(&self, title: &str, members: &[&Person]) -> Room {
        unimplemented!()
    }

    /// A supergroup with topics; the bot is not in it yet.
    pub fn forum(&self, title: &str, members: &[&Person]) -> Room {
        unimplemented!()
    }

    /// A channel owned by `owner`; the bot is not in it yet. `username` empty makes it private.
    pub fn channel(&self, title: &str, username: &str, owner: &Person) -> Room {
        unimplemented!()
    }

    /// The chat with this id. A chat that does not exist is a room too, an empty one.
    pub fn room(&self, chat: i64) -> Room {
        unimplemented!()
    }
}

/// Watching.
impl Simulator {
    /// The counters so far.
    pub fn counters(&self) -> Counters {
        unimplemented!()
    }

    /// Counters back to zero.
    pub fn reset_counters(&self) {
        unimplemented!()
    }

    /// The log of requests, oldest first; at most [`Settings::log_capacity`] of them.
    pub fn requests(&self) -> Vec<Request> {
        unimplemented!()
    }

    /// The logged requests of one method, oldest first.
    pub fn requests_of(&self, method: &str) -> Vec<Request> {
        unimplemented!()
    }

    /// Updates that wait for the bot.
    pub fn updates_waiting(&self) -> usize {
        unimplemented!()
    }

    /// All messages of all chats that came from the bot, oldest first.
    pub fn sent(&self) -> Vec<Message> {
        unimplemented!()
    }

    /// Waits until so many messages were accepted since the last reset of the counters.
    ///
    /// # Panics
    /// If that takes more than an hour of the runtime's time.
    pub async fn wait_for_accepted(&self, count: u64) {
        unimplemented!()
    }

    /// Waits until `done` says so; it is asked after everything that happens.
    ///
    /// # Panics
    /// If that takes more than an hour of the runtime's time; `what` is then named.
    pub async fn wait_until(&self, what: &str, done: impl Fn(&Simulator) -> bool) {
        unimplemented!()
    }

    /// Waits until every update has been confirmed by the bot and no request is in progress.
    pub async fn wait_for_quiet(&self) {
        unimplemented!()
    }
}

/// Time, limits, faults, stars, files.
impl Simulator {
    /// Now, milliseconds since the epoch.
    pub fn now_ms(&self) -> i64 {
        unimplemented!()
    }

    /// Moves the simulator's wall clock forward at once (the runtime's clock stays): messages age, updates expire, windows pass.
    pub fn shift_time(&self, by: Duration) {
        unimplemented!()
    }

    /// The limits in force.
    pub fn limits(&self) -> Limits {
        unimplemented!()
    }

    /// Replaces the limits.
    pub fn set_limits(&self, limits: Limits) {
        unimplemented!()
    }

    /// The faults by chance in force.
    pub fn faults(&self) -> Faults {
        unimplemented!()
    }

    /// Replaces the faults by chance and starts their seed anew.
    pub fn set_faults(&self, faults: Faults) {
        unimplemented!()
    }

    /// The next `times` requests of `method` (empty: of any sending, editing or deleting method) meet this fault.
    pub fn fail_next(&self, method: &str, fault: Fault, times: u32) {
        unimplemented!()
    }

    /// For so long from now every connection is refused with this fault, whatever it asks for.
    pub fn outage(&self, fault: Fault, lasting: Duration) {
        unimplemented!()
    }

    /// From now on every message to this chat is refused with this code and description (as Telegram writes it, prefix
    /// included); an empty description ends it.
    pub fn refuse(&self, chat: i64, code: u16, description: &str) {
        unimplemented!()
    }

    /// The bot's Stars.
    pub fn stars(&self) -> f64 {
        unimplemented!()
    }

    /// Sets the bot's Stars and its monthly users, which paid broadcasts ask for.
    pub fn set_stars(&self, stars: f64, monthly_users: u64) {
        unimplemented!()
    }

    /// What is found at this URL when the bot sends it as a photo or document. Unknown URLs cannot be fetched, except from
    /// this machine.
    pub fn put_url(&self, url: &str, content_type: &str, content: impl Into<Bytes>) {
        unimplemented!()
    }

    /// The content of a file by `file_id`.
    pub fn file(&self, file_id: &str) -> Option<Bytes> {
        unimplemented!()
    }
}

/// The page's side, for a program that embeds the simulator.
impl Simulator {
    /// Requests to paths that start with `prefix` (such as `/desk/`) go to `handler`.
    pub fn mount<H, F>(&self, prefix: &str, handler: H)
    where
        H: Fn(Visit) -> F + Send + Sync + 'static,
        F: Future<Output = Mounted> + Send + 'static,
    {
        unimplemented!()
    }

    /// Sends an event to everybody who watches `/simulator/events`.
    pub fn emit(&self, event: &str, data: &Value) {
        unimplemented!()
    }
}
