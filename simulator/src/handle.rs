//! The simulator as a program holds it: start it, people it, watch it, make it refuse.

use std::{
    future::Future,
    io,
    pin::Pin,
    sync::{Arc, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use serde_json::Value;

use tokio::net::TcpListener;

use super::{
    Counters, Fault, Faults, Limits, Message, Person, Request, Room, Settings,
    chats::Kind,
    clock::micros,
    files::Page,
    server,
    world::{Shared, Strangers, World},
};

/// The longest wait of a test, in the runtime's time.
const PATIENCE: Duration = Duration::from_secs(3600);

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
pub struct Simulator(Arc<Shared>);

/// Starting, stopping and what a bot needs to know.
impl Simulator {
    /// Listens and serves on the runtime it is called on.
    ///
    /// # Errors
    /// If the address cannot be listened on.
    pub async fn start(settings: Settings) -> io::Result<Simulator> {
        let listener = TcpListener::bind((settings.address, settings.port)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared::new(&settings, url));
        tokio::spawn(server::serve(listener, shared.clone()));
        Ok(Simulator(shared))
    }

    /// Where the bot finds its API, without a slash at the end: `http://127.0.0.1:40123`. The page is there too.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// The bot's token.
    pub fn token(&self) -> &str {
        &self.0.token
    }

    /// The bot's username, without `@`.
    pub fn bot_username(&self) -> String {
        self.world().bot.username.clone()
    }

    /// The bot's user id.
    pub fn bot_id(&self) -> i64 {
        self.world().bot.id
    }

    /// Another bot at the same address, held as this one is: its token (`ID:SECRET`), its name and username, chats, counters, log
    /// and faults are its own. Whoever is known to this one, now or later, is known to it and has not pressed Start there: 403. It
    /// is in no group and no channel: `chat not found`. The page shows the first bot.
    pub fn another_bot(&self, token: &str, name: &str, username: &str) -> Simulator {
        let settings = {
            let world = self.world();
            Settings {
                token: token.to_string(),
                bot_name: name.to_string(),
                bot_username: username.to_string(),
                started_at_ms: world.now() / 1000,
                lean: world.lean,
                limits: world.limits.clone(),
                ..Settings::default()
            }
        };
        Simulator(self.0.add_bot(&settings))
    }

    /// Stops listening and closes every connection, those of all bots.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }
}

/// People and chats.
impl Simulator {
    /// A person who has not met the bot yet. `language` is the client's `language_code`; empty for none.
    pub fn person(&self, name: &str, language: &str) -> Person {
        self.person_with(name, language, "", None)
    }

    /// The same with a username and, where `id` is given, that user id.
    pub fn person_with(&self, name: &str, language: &str, username: &str, id: Option<i64>) -> Person {
        let id = self.world().add_person(name, language, username.trim_start_matches('@'), id);
        self.introduce(|world| Strangers { people: world.account(id).into_iter().collect(), ..Strangers::default() });
        Person::new(self.clone(), id)
    }

    /// `count` people who have all pressed Start long ago, without any update about it; they take no memory until
    /// something happens to them. Their ids.
    pub fn crowd(&self, count: u64) -> std::ops::Range<i64> {
        let crowd = self.world().add_crowd(count);
        self.introduce(|_| Strangers { crowds: vec![crowd.clone()], ..Strangers::default() });
        crowd
    }

    /// Makes people known to all other bots.
    fn introduce(&self, who: impl Fn(&World) -> Strangers) {
        let strangers = who(&self.world());
        self.0.elsewhere().iter().for_each(|bot| bot.world().meet(&strangers));
    }

    /// The person with this user id, if there is one.
    pub fn person_by_id(&self, id: i64) -> Option<Person> {
        self.world().account(id).map(|_| Person::new(self.clone(), id))
    }

    /// A basic group of these people; the bot is not in it yet ([`Room::add_bot`]).
    pub fn group(&self, title: &str, members: &[&Person]) -> Room {
        self.add_chat(Kind::Group, title, "", members)
    }

    /// A supergroup of these people; the bot is not in it yet.
    pub fn supergroup(&self, title: &str, members: &[&Person]) -> Room {
        self.add_chat(Kind::Supergroup, title, "", members)
    }

    /// A supergroup with topics; the bot is not in it yet.
    pub fn forum(&self, title: &str, members: &[&Person]) -> Room {
        let room = self.add_chat(Kind::Supergroup, title, "", members);
        if let Some(chat) = self.world().chats.get_mut(&room.id()) {
            chat.forum = true;
        }
        room
    }

    /// A channel owned by `owner`; the bot is not in it yet. `username` empty makes it private.
    pub fn channel(&self, title: &str, username: &str, owner: &Person) -> Room {
        self.add_chat(Kind::Channel, title, username, &[owner])
    }

    /// The chat with this id. A chat that does not exist is a room too, an empty one.
    pub fn room(&self, chat: i64) -> Room {
        Room::new(self.clone(), chat)
    }
}

/// Watching.
impl Simulator {
    /// The counters so far.
    pub fn counters(&self) -> Counters {
        self.world().tally.counters.clone()
    }

    /// Counters back to zero.
    pub fn reset_counters(&self) {
        self.world().tally.reset()
    }

    /// The log of requests, oldest first; at most [`Settings::log_capacity`] of them.
    pub fn requests(&self) -> Vec<Request> {
        self.world().log.iter().cloned().collect()
    }

    /// The logged requests of one method, oldest first.
    pub fn requests_of(&self, method: &str) -> Vec<Request> {
        let world = self.world();
        world.log.iter().filter(|request| request.method.eq_ignore_ascii_case(method)).cloned().collect()
    }

    /// All messages of all chats that came from the bot, oldest first.
    pub fn sent(&self) -> Vec<Message> {
        self.world().sent()
    }

    /// Waits until so many messages were accepted since the last reset of the counters.
    ///
    /// # Panics
    /// If that takes more than an hour of the runtime's time.
    pub async fn wait_for_accepted(&self, count: u64) {
        let what = format!("{count} messages accepted");
        self.wait_until(&what, |sim| sim.world().tally.counters.accepted >= count).await
    }

    /// Waits until `done` says so; it is asked after everything that happens.
    ///
    /// # Panics
    /// If that takes more than an hour of the runtime's time; `what` is then named.
    pub async fn wait_until(&self, what: &str, done: impl Fn(&Simulator) -> bool) {
        let waiting = async {
            loop {
                let changed = self.0.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if done(self) {
                    return;
                }
                changed.await;
            }
        };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            panic!("an hour has passed in vain, waiting for: {what}\n{:#?}", self.counters());
        }
    }
}

/// Time, limits, faults, stars, files.
impl Simulator {
    /// Now, milliseconds since the epoch.
    pub fn now_ms(&self) -> i64 {
        self.world().now() / 1000
    }

    /// Moves the simulator's wall clock forward at once (the runtime's clock stays): messages age, updates expire, windows pass.
    pub fn shift_time(&self, by: Duration) {
        let mut world = self.world();
        world.clock.shift(by);
        world.touched();
    }

    /// Replaces the limits.
    pub fn set_limits(&self, limits: Limits) {
        self.world().set_limits(limits)
    }

    /// Replaces the faults by chance and starts their seed anew.
    pub fn set_faults(&self, faults: Faults) {
        self.world().set_faults(faults)
    }

    /// The next `times` requests of `method` (empty: of any sending, editing or deleting method) meet this fault.
    pub fn fail_next(&self, method: &str, fault: Fault, times: u32) {
        self.world().chaos.fail_next(method, fault, times)
    }

    /// For so long from now every connection is refused with this fault, whatever it asks for.
    pub fn outage(&self, fault: Fault, lasting: Duration) {
        self.outage_of("", fault, lasting)
    }

    /// The same for one method.
    pub fn outage_of(&self, method: &str, fault: Fault, lasting: Duration) {
        let mut world = self.world();
        let until = world.now() + micros(lasting);
        world.chaos.outage(method, fault, until)
    }

    /// From now on every message to this chat is refused with this code and description (as Telegram writes it, prefix
    /// included); an empty description ends it.
    pub fn refuse(&self, chat: i64, code: u16, description: &str) {
        self.world().refuse(chat, code, description)
    }

    /// From now on a button whose address contains this is refused (`BUTTON_URL_INVALID`).
    pub fn refuse_address(&self, part: &str) {
        self.world().refused_address = Some(part.to_owned());
    }

    /// From now on every message or edit whose text contains this is answered with this code and description, and has no effect.
    pub fn fail_text(&self, part: &str, code: u16, description: &str) {
        self.world().failing_text = Some((part.to_owned(), code, description.to_owned()));
    }

    /// The bot's Stars.
    pub fn stars(&self) -> f64 {
        self.world().stars
    }

    /// Sets the bot's Stars and its monthly users, which paid broadcasts ask for: with enough of both they are on until the
    /// Stars are spent.
    pub fn set_stars(&self, stars: f64, monthly_users: u64) {
        self.world().set_stars(stars, monthly_users)
    }

    /// What is found at this URL when the bot sends it as a photo or document. Unknown URLs cannot be fetched, except from
    /// this machine.
    pub fn put_url(&self, url: &str, content_type: &str, content: impl Into<Bytes>) {
        let page = Page { mime: content_type.to_string(), bytes: content.into() };
        self.world().files.web.insert(url.to_string(), Some(page));
    }

    /// The content of a file by `file_id`.
    pub fn file(&self, file_id: &str) -> Option<Bytes> {
        self.world().files.get(file_id).map(|file| file.bytes.clone())
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
        let handler: Handler = Arc::new(move |visit| Box::pin(handler(visit)));
        let mut mounted = self.0.mounted.lock().unwrap_or_else(PoisonError::into_inner);
        mounted.push((prefix.to_string(), handler));
    }

    /// Sends an event to everybody who watches `/simulator/events`.
    pub fn emit(&self, event: &str, data: &Value) {
        self.world().emit(event, data)
    }
}

impl Simulator {
    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.0.world()
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.0
    }

    fn add_chat(&self, kind: Kind, title: &str, username: &str, members: &[&Person]) -> Room {
        let members: Vec<i64> = members.iter().map(|person| person.id()).collect();
        let id = self.world().add_chat(kind, title, username, &members);
        Room::new(self.clone(), id)
    }
}

impl World {
    /// Replaces the limits and forgets what the old ones remembered.
    pub(super) fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
        self.gate.forget();
        self.emit("limits", &serde_json::json!(self.limits));
        self.touched();
    }

    /// Replaces the faults by chance; what was asked for by name stays.
    pub(super) fn set_faults(&mut self, faults: Faults) {
        self.chaos.replace(faults);
        self.emit("faults", &serde_json::json!(self.chaos.faults));
    }

    /// Every message to this chat is refused so; an empty description ends it.
    pub(super) fn refuse(&mut self, chat: i64, code: u16, description: &str) {
        if let Some(chat) = self.chat_mut(chat) {
            chat.refusal = (!description.is_empty()).then(|| (code, description.to_string()));
        }
    }

    pub(super) fn set_stars(&mut self, stars: f64, monthly_users: u64) {
        (self.stars, self.monthly_users) = (stars, monthly_users);
        self.paid_broadcasts = stars >= f64::from(self.limits.paid_needs_stars)
            && monthly_users >= u64::from(self.limits.paid_needs_users);
        self.emit("stars", &serde_json::json!({"balance": stars, "monthly_users": monthly_users}));
    }
}
