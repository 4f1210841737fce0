//! How news leaves. In: the log and the chats of the store. Out: messages at Telegram, one row each in the ledger.
//! Everything that nobody has just asked for goes through here; replies to people leave beside it ([`replies`]), out of the same
//! budget. What it promises is the
//! list of invariants in `docs/design.md`; in short: nobody is lost, nobody gets a story twice but after an uncertain
//! send, breaking goes first, the pace is kept, and a crash at any moment changes none of it.
//!
//! Deciding (plain functions) is in [`decide`]; [`trace`] explains. Doing: the engine and its [`gate`].

pub mod decide;
mod engine;
pub mod gate;
mod meter;
pub mod obstacle;
mod parcels;
pub mod photos;
mod pruning;
pub mod repair;
pub mod replies;
pub mod run_queue;
mod scan;
pub mod status;
pub mod trace;
pub mod turn;
pub mod wishes;

use std::{sync::Arc, time::Duration};

use tokio::sync::{broadcast, mpsc, oneshot, watch};

pub use meter::Meter;
pub use photos::Photos;
pub use replies::Replies;
pub use status::{Event, Status};

use crate::{
    bot_api::{Client, Outcome, Parcel},
    clock::Clock,
    config::Uncertain,
    locale::Words,
    newsroom::Newsroom,
    store::{ChatKey, Result, Store},
};
use engine::{Engine, Post, Touches};

/// How many events are kept for a slow listener.
const EVENTS: usize = 8_192;
/// How many messages to staff are taken before their askers wait: those wait for the outcome anyway.
const POSTS: usize = 16;

/// What delivery works with.
#[derive(Clone)]
pub struct Outfit {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// The way to Telegram.
    pub client: Client,
    /// Every word.
    pub words: Words,
    /// The newsroom as it is now.
    pub newsroom: watch::Receiver<Arc<Newsroom>>,
    /// Photos of the store of articles.
    pub photos: Photos,
    /// The bot's user name.
    pub bot: Arc<str>,
    /// Messages a second; 0: no limit.
    pub send_rate: u32,
    /// Messages a second where they are paid for, breaking news only; no more than `send_rate`: never.
    pub paid_rate: u32,
    /// What is done about sends that nobody knows the end of.
    pub uncertain: Uncertain,
    /// What is older after an outage is only counted.
    pub max_age: Duration,
    /// How long the ledger keeps what was sent; nothing older is sent.
    pub keep: Duration,
    /// Where events go.
    pub events: broadcast::Sender<Event>,
}

impl Outfit {
    /// A channel for [`Outfit::events`].
    pub fn event_channel() -> broadcast::Sender<Event> {
        broadcast::channel(EVENTS).0
    }

    fn tell(&self, event: Event) {
        let _ = self.events.send(event); // nobody may listen
    }
}

/// The way to a running delivery. Cheap to clone.
#[derive(Clone)]
pub struct Delivery {
    posts: mpsc::Sender<Post>,
    touches: Touches,
    status: watch::Receiver<Status>,
    events: broadcast::Sender<Event>,
    client: Client,
    replies: Replies,
    paid_rate: u32,
    meter: Meter,
}

impl Delivery {
    /// Starts delivery; the future works until `shutdown` and then some seconds for what is in flight.
    pub async fn start(
        outfit: Outfit,
        shutdown: impl Future<Output = ()>,
    ) -> Result<(Delivery, impl Future<Output = ()>)> {
        let (posts, posted) = mpsc::channel(POSTS);
        let (touches, meter) = (Touches::default(), Meter::default());
        let (tell, status) = watch::channel(Status::default());
        let (events, client, paid_rate) = (outfit.events.clone(), outfit.client.clone(), outfit.paid_rate);
        let pruning = pruning::run(outfit.store.clone(), outfit.clock.clone(), outfit.keep);
        let engine = Engine::start(outfit, posted, touches.clone(), tell, meter.clone()).await?;
        let replies = Replies::new(engine.book(), client.clone());
        let work = async {
            tokio::select! {
                () = engine.run(shutdown) => {}
                () = pruning => {}
            }
        };
        Ok((Delivery { posts, touches, status, events, client, replies, paid_rate, meter }, work))
    }

    /// A chat's settings or state have changed: it is looked at soon.
    pub fn touch(&self, chat: ChatKey) {
        self.touches.touch(chat);
    }

    /// Sends something to staff inside the pace, ahead of readers' news. Waits for the outcome; a flood is an outcome
    /// too. `None`: delivery has ended.
    pub async fn post(&self, chat: i64, parcel: Parcel) -> Option<Outcome> {
        self.pass(chat, parcel, false).await
    }

    /// The same, before all that waits for staff: a question for whose answer news waits.
    pub async fn post_first(&self, chat: i64, parcel: Parcel) -> Option<Outcome> {
        self.pass(chat, parcel, true).await
    }

    async fn pass(&self, chat: i64, parcel: Parcel, first: bool) -> Option<Outcome> {
        let (answer, outcome) = oneshot::channel();
        self.posts.send(Post { chat, parcel, first, answer }).await.ok()?;
        outcome.await.ok()
    }

    /// The way out for replies to people.
    pub fn replies(&self) -> &Replies {
        &self.replies
    }

    /// Breaking messages a second where they are paid for.
    pub fn paid_rate(&self) -> u32 {
        self.paid_rate
    }

    /// The bot's Stars; `None`: there was no answer.
    pub async fn star_balance(&self) -> Option<u32> {
        self.client.star_balance().await
    }

    /// What has left, and how late.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// How it goes.
    pub fn status(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// What happens from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }
}
