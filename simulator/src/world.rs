//! Everything the simulator knows, behind one lock that is held for no longer than a request takes to work out.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use serde_json::Value;
use tokio::sync::{Notify, broadcast, watch};

use super::{
    Limits, Message, Sender, Settings,
    bot::Bot,
    chats::{Account, Chat, Kind, Standing},
    clock::{Clock, Micros},
    counters::Tally,
    events::Event,
    faults::Chaos,
    files::Files,
    floods::Gate,
    handle::Handler,
    queries::Queries,
    requests::Log,
    updates::Queue,
};

/// Events a slow listener may fall behind by before it is told to reload.
const EVENTS: usize = 4096;
/// The first user id that is given out.
const FIRST_PERSON: i64 = 1_000_001;
/// The largest crowd.
const CROWD: i64 = 1_000_000_000;
/// The first user id of crowds.
const FIRST_CROWD: i64 = 2_000_000_000;

/// The world, its lock, and who wants to know about changes.
pub(super) struct Shared {
    world: Mutex<World>,
    /// Woken after everything that happens.
    pub changed: Arc<Notify>,
    pub events: broadcast::Sender<Arc<Event>>,
    pub token: String,
    pub url: String,
    /// What is said to other bots is kept in worlds of their own; the first bot's has them all.
    others: Mutex<Vec<Arc<Shared>>>,
    /// The first bot's, for the others.
    first: Weak<Shared>,
    pub mounted: Mutex<Vec<(String, Handler)>>,
    /// Woken once, when the simulator is to stop.
    pub stop: watch::Sender<bool>,
    pub idle: Option<std::time::Duration>,
    pub hosts: Vec<String>,
    pub fetch_private: bool,
}

impl Shared {
    pub fn new(settings: &Settings, url: String) -> Shared {
        Shared::beside(settings, url, Weak::new(), watch::Sender::new(false))
    }

    fn beside(settings: &Settings, url: String, first: Weak<Shared>, stop: watch::Sender<bool>) -> Shared {
        let (events, _) = broadcast::channel(EVENTS);
        let changed = Arc::new(Notify::new());
        Shared {
            world: Mutex::new(World::new(settings, events.clone(), changed.clone())),
            changed,
            events,
            token: settings.token.clone(),
            url,
            others: Mutex::default(),
            first,
            mounted: Mutex::new(Vec::new()),
            stop,
            idle: settings.idle,
            hosts: settings.hosts.clone(),
            fetch_private: settings.fetch_private,
        }
    }

    /// Another bot at the same address. Whoever is known here is known to it too, and has not pressed Start there.
    pub fn add_bot(self: &Arc<Shared>, settings: &Settings) -> Arc<Shared> {
        let first = self.first.upgrade().unwrap_or_else(|| self.clone());
        let stop = first.stop.clone();
        let bot = Arc::new(Shared::beside(settings, first.url.clone(), Arc::downgrade(&first), stop));
        let known = Strangers::of(&first.world());
        bot.world().meet(&known);
        first.others().push(bot.clone());
        bot
    }

    /// The bot that `is` the one; this is the first of all.
    pub fn bot(self: &Arc<Shared>, is: impl Fn(&Shared) -> bool) -> Option<Arc<Shared>> {
        if is(self) { Some(self.clone()) } else { self.others().iter().find(|bot| is(bot)).cloned() }
    }

    /// The worlds of all other bots.
    pub fn elsewhere(self: &Arc<Shared>) -> Vec<Arc<Shared>> {
        let first = self.first.upgrade().unwrap_or_else(|| self.clone());
        let all = std::iter::once(first.clone()).chain(first.others().clone());
        all.filter(|bot| !Arc::ptr_eq(bot, self)).collect()
    }

    fn others(&self) -> MutexGuard<'_, Vec<Arc<Shared>>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The world, for a moment: never held across an await.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) struct World {
    pub clock: Clock,
    pub lean: bool,
    pub bot: Bot,
    pub people: HashMap<i64, Account>,
    pub crowds: Vec<Range<i64>>,
    /// Crowds that started another bot, and not this one.
    pub strangers: Vec<Range<i64>>,
    pub chats: HashMap<i64, Chat>,
    /// Public chats by username in small letters.
    pub usernames: HashMap<String, i64>,
    pub updates: Queue,
    pub queries: Queries,
    pub tally: Tally,
    pub log: Log,
    pub limits: Limits,
    pub gate: Gate,
    /// Requests that Telegram holds for a chat, by chat.
    pub held: HashMap<i64, u32>,
    pub chaos: Chaos,
    /// Part of an address that no button may have.
    pub refused_address: Option<String>,
    /// Part of a text at which Telegram fails, with code and description.
    pub failing_text: Option<(String, u16, String)>,
    pub files: Files,
    pub stars: f64,
    pub monthly_users: u64,
    /// Paid broadcasts are switched on.
    pub paid_broadcasts: bool,
    /// The account-wide message id of private chats and basic groups.
    pub last_message: i64,
    pub next_album: u64,
    pub next_chat: i64,
    next_person: i64,
    events: broadcast::Sender<Arc<Event>>,
    changed: Arc<Notify>,
}

impl World {
    fn new(settings: &Settings, events: broadcast::Sender<Arc<Event>>, changed: Arc<Notify>) -> World {
        World {
            clock: Clock::starting_at(settings.started_at_ms),
            lean: settings.lean,
            bot: Bot::new(settings),
            people: HashMap::new(),
            crowds: Vec::new(),
            strangers: Vec::new(),
            chats: HashMap::new(),
            usernames: HashMap::new(),
            updates: Queue::new(settings.started_at_ms),
            queries: Queries::default(),
            tally: Tally::new(!settings.lean),
            log: Log::new(if settings.lean { 0 } else { settings.log_capacity }),
            limits: settings.limits.clone(),
            gate: Gate::default(),
            held: HashMap::new(),
            chaos: Chaos::new(settings.faults.clone()),
            refused_address: None,
            failing_text: None,
            files: Files::default(),
            stars: 0.0,
            monthly_users: 0,
            paid_broadcasts: false,
            last_message: 0,
            next_album: 13_000_000_000_000_001,
            next_chat: 1,
            next_person: FIRST_PERSON,
            events,
            changed,
        }
    }

    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    /// Tells everybody who waits that something happened.
    pub fn touched(&self) {
        self.changed.notify_waiters();
    }

    pub fn is_watched(&self) -> bool {
        self.events.receiver_count() > 0
    }

    /// Sends an event to the page.
    pub fn emit(&self, name: &str, data: &Value) {
        if self.is_watched() {
            let _ = self.events.send(Arc::new(Event { name: name.to_string(), data: data.to_string() }));
        }
    }

    /// Somebody by user id, from a crowd too.
    pub fn account(&self, id: i64) -> Option<Account> {
        let is_of = |crowds: &[Range<i64>]| crowds.iter().any(|crowd| crowd.contains(&id));
        let crowd = || (is_of(&self.crowds) || is_of(&self.strangers)).then(|| one_of_crowd(id, is_of(&self.crowds)));
        self.people.get(&id).cloned().or_else(crowd)
    }

    /// The same to change; one of a crowd becomes somebody.
    pub fn account_mut(&mut self, id: i64) -> Option<&mut Account> {
        let account = self.account(id)?;
        Some(self.people.entry(id).or_insert(account))
    }

    /// A chat to change, private chats included: they exist for everybody.
    pub fn chat_mut(&mut self, id: i64) -> Option<&mut Chat> {
        if id > 0 && !self.chats.contains_key(&id) {
            let account = self.account(id)?;
            self.chats.insert(id, Chat::new(id, Kind::Private, &account.name()));
        }
        self.chats.get_mut(&id)
    }

    /// A new person, not yet known to the bot.
    pub fn add_person(&mut self, name: &str, language: &str, username: &str, id: Option<i64>) -> i64 {
        let id = id.unwrap_or_else(|| {
            while self.account(self.next_person).is_some() {
                self.next_person += 1;
            }
            self.next_person
        });
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        let account = Account {
            id,
            first_name: first.to_string(),
            last_name: last.to_string(),
            username: username.to_string(),
            language: language.to_string(),
            ..Account::default()
        };
        self.people.insert(id, account);
        self.chats.insert(id, Chat::new(id, Kind::Private, name));
        self.person_changed(id);
        id
    }

    /// People who all started the bot long ago and are not kept one by one.
    pub fn add_crowd(&mut self, count: u64) -> Range<i64> {
        let all = self.crowds.iter().chain(&self.strangers);
        let first = all.map(|crowd| crowd.end).max().unwrap_or(FIRST_CROWD);
        let crowd = first..first + i64::try_from(count).unwrap_or(0).min(CROWD);
        self.crowds.push(crowd.clone());
        crowd
    }

    /// A group, supergroup or channel. The first member owns it.
    pub fn add_chat(&mut self, kind: Kind, title: &str, username: &str, members: &[i64]) -> i64 {
        let id = self.fresh_chat_id(kind);
        let mut chat = Chat::new(id, kind, title);
        chat.username = username.trim_start_matches('@').to_string();
        for (place, member) in members.iter().enumerate() {
            chat.members.insert(*member, if place == 0 { Standing::Creator } else { Standing::Member });
        }
        if !chat.username.is_empty() {
            self.usernames.insert(chat.username.to_lowercase(), id);
        }
        self.chats.insert(id, chat);
        self.chat_changed(id);
        id
    }

    pub fn fresh_chat_id(&mut self, kind: Kind) -> i64 {
        let number = self.next_chat;
        self.next_chat += 1;
        if kind == Kind::Group { -4_000_000_000 - number } else { -1_001_000_000_000 - number }
    }

    /// The next message id of this chat.
    pub fn next_message_id(&mut self, chat: i64) -> i64 {
        match self.chats.get_mut(&chat) {
            Some(chat) if matches!(chat.kind, Kind::Supergroup | Kind::Channel) => {
                chat.last_id += 1;
                chat.last_id
            }
            _ => {
                self.last_message += 1;
                self.last_message
            }
        }
    }

    /// The Bot API's User of a sender.
    pub fn sender_user(&self, sender: Sender) -> Option<Value> {
        match sender {
            Sender::Bot => Some(self.bot.user()),
            Sender::Person(id) => self.account(id).map(|account| account.user()),
            Sender::Chat => None,
        }
    }

    /// Everybody's messages from the bot, in the order of sending.
    pub fn sent(&self) -> Vec<Message> {
        let from_bot = |chat: &Chat, message: &Message| {
            message.from == Sender::Bot || chat.kind == Kind::Channel && message.from == Sender::Chat
        };
        let mut sent: Vec<Message> = self
            .chats
            .values()
            .flat_map(|chat| chat.messages.values().filter(|message| from_bot(chat, message)).cloned())
            .collect();
        sent.sort_by_key(|message| (message.at_us, message.id));
        sent
    }
}

fn one_of_crowd(id: i64, started: bool) -> Account {
    let first_name = format!("Reader {}", id - FIRST_CROWD);
    Account { id, first_name, language: "ru".to_string(), started, ..Account::default() }
}

/// Whoever is known to one bot, for another to know: they have pressed Start there and not here.
#[derive(Debug, Default)]
pub(super) struct Strangers {
    pub people: Vec<Account>,
    pub crowds: Vec<Range<i64>>,
}

impl Strangers {
    fn of(world: &World) -> Strangers {
        let crowds = world.crowds.iter().chain(&world.strangers).cloned().collect();
        Strangers { people: world.people.values().cloned().collect(), crowds }
    }
}

impl World {
    /// Gets to know people who have not started this bot.
    pub fn meet(&mut self, strangers: &Strangers) {
        for person in &strangers.people {
            let Account { id, first_name, last_name, username, language, is_bot, deactivated, .. } = person.clone();
            let account =
                Account { id, first_name, last_name, username, language, is_bot, deactivated, ..Account::default() };
            self.chats.insert(id, Chat::new(id, Kind::Private, &account.name()));
            self.people.insert(id, account);
        }
        self.strangers.extend(strangers.crowds.iter().cloned());
    }
}
