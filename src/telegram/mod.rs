//! Conversations: what a person's update means. In: updates from our own long poll. Out: changes in the store, each in
//! one transaction with the note that its update was handled, and then the replies. It promises: an update is confirmed
//! to Telegram only when its effect is committed, has its effect once although it may come twice, in order within a
//! chat; one busy chat delays no other; a panic stays inside its update. Replies to people do not pass the gate; what
//! nobody has just asked for does not leave from here ([`crate::delivery`]).
//!
//! The way of an update: `poll` → [`update`] (parsed) → `router` (whose it is) → `reader`, [`desk`] or
//! [`admin`] (decide, in a transaction, an [`Answer`]) → [`reply`] (sent).

pub mod admin;
mod api;
pub mod desk;
mod in_order;
mod photo;
mod poll;
mod profile;
mod reader;
pub mod reply;
mod router;
mod scene;
mod tasks;
mod unanswered;
pub mod update;
mod window;

use std::{path::PathBuf, sync::Arc, time::Duration};

use tokio::sync::{mpsc, watch};

use crate::{
    clock::Clock,
    config::{Config, Token},
    delivery::{Delivery, Photos},
    intake::Notice,
    locale::Words,
    newsroom::Newsroom,
    store::{Result, Store, Turn, Writing},
};

pub use reply::{Answer, Reply};
pub use scene::{News, Scene};

/// Who the bot is, by `getMe`.
#[derive(Clone, Debug)]
pub struct Me {
    /// Its number.
    pub id: i64,
    /// Its user name without `@`.
    pub username: Arc<str>,
}

/// What the installation's settings say about staff and what is kept.
#[derive(Clone, Debug, Default)]
pub struct Appointed {
    /// Admins that cannot be removed in chat.
    pub admins: Vec<i64>,
    /// Editors that cannot be removed in chat.
    pub editors: Vec<i64>,
    /// The staff's group.
    pub desk: Option<i64>,
    /// The store of articles: what an editor types becomes a file there.
    pub articles: PathBuf,
    /// How long the ledger keeps what was delivered.
    pub keep: Duration,
}

/// What conversations work with. Cheap to clone.
#[derive(Clone)]
pub struct Room {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// Every word.
    pub words: Words,
    /// The newsroom as it is now.
    pub newsroom: watch::Receiver<Arc<Newsroom>>,
    /// The way to delivery.
    pub delivery: Delivery,
    /// Photos of the store of articles, as delivery knows them.
    pub photos: Photos,
    /// The way to Telegram for replies.
    pub bot: teloxide::Bot,
    /// Who the bot is.
    pub me: Me,
    /// Staff by the settings.
    pub appointed: Arc<Appointed>,
    /// What has come out lately; empty at the start.
    pub recent: scene::Recent,
}

/// Answers people until `shutdown`, then some seconds more for what is in work; tells the desk what intake noticed.
/// Errors are logged, retried and never end it.
pub async fn run(room: Room, notices: mpsc::UnboundedReceiver<Notice>, shutdown: impl Future<Output = ()>) {
    let polling = poll::run(room.clone(), shutdown);
    tokio::pin!(polling);
    let besides = async { tokio::join!(profile::set(&room), desk::attend(&room, notices)) };
    tokio::select! {
        () = &mut polling => return,
        _ = besides => {} // intake has ended before us
    }
    polling.await;
}

/// Telegram may hold a message for eight seconds; one that is given up too early is sent twice.
const TIME_OUT: Duration = Duration::from_secs(30);

impl Room {
    /// A room for the bot with this token; no request is made.
    #[expect(clippy::too_many_arguments, reason = "it is made once, of everything that a running bot has")]
    pub fn new(
        config: &Config,
        token: &Token,
        me: Me,
        store: Store,
        clock: Clock,
        words: Words,
        newsroom: watch::Receiver<Arc<Newsroom>>,
        delivery: Delivery,
        photos: Photos,
    ) -> anyhow::Result<Room> {
        let mut client = teloxide::net::default_reqwest_settings().timeout(TIME_OUT);
        if let Some(proxy) = &config.proxy {
            client = client.proxy(reqwest::Proxy::all(proxy.as_str())?);
        }
        let bot = teloxide::Bot::with_client(token.reveal(), client.build()?).set_api_url(config.api_url.clone());
        let appointed = Appointed {
            admins: config.admins.clone(),
            editors: config.editors.clone(),
            desk: config.desk,
            articles: config.articles.clone(),
            keep: config.keep,
        };
        let (appointed, recent) = (Arc::new(appointed), scene::Recent::default());
        Ok(Room { store, clock, words, newsroom, delivery, photos, bot, me, appointed, recent })
    }

    /// Decides about an update in one transaction with the note that it was handled. `None`: it was handled before
    /// (Telegram gives an update again where the confirmation got lost, or after a crash).
    pub async fn act<T: Send + 'static>(
        &self,
        update: i64,
        decide: impl FnOnce(&Writing, &Scene) -> Result<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let scene = self.scene().await?;
        let decide = move |store: &Writing| {
            if !store.handle(update)? {
                return Ok(None);
            }
            decide(store, &scene).map(Some)
        };
        self.store.write(Turn::Person, decide).await
    }

    /// Like [`Room::act`], for what may be answered twice: its answer is given again where the update comes again, since
    /// after a crash nobody knows whether the first answer had left. Its effect is not: others may have followed since.
    pub async fn act_repeatably<T: Send + 'static>(
        &self,
        update: i64,
        decide: impl FnOnce(&Writing, &Scene) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let scene = self.scene().await?;
        let decide = move |store: &Writing| {
            if store.handle(update)? {
                decide(store, &scene)
            } else {
                store.without_effect(|store| decide(store, &scene))
            }
        };
        self.store.write(Turn::Person, decide).await
    }

    /// All that deciding needs besides the database, as it is now.
    pub async fn scene(&self) -> Result<Scene> {
        let newsroom = self.newsroom.borrow().clone();
        let now = self.clock.now();
        let news = self.recent.at(&self.store, now).await?;
        Ok(Scene {
            words: self.words.clone(),
            newsroom,
            me: self.me.clone(),
            appointed: self.appointed.clone(),
            now,
            news,
        })
    }
}
