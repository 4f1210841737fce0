//! What conversations work with: the database, the clock, the words, the ways to delivery and to Telegram. In: what a
//! running bot has. Out: [`Room::act`], by which a decision about an update is one transaction, and a [`Scene`] for it.
//! Nothing here knows a conversation.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::{
    alerts::Board,
    polls::Polls,
    scene::{Me, Recent, Scene},
    standing::Standing,
};
use crate::{
    acts::staff::Appointed,
    bot_api::Client,
    clock::Clock,
    config::Config,
    delivery::{Delivery, Photos},
    locale::Words,
    newsroom::Newsroom,
    store::{Priority, Result, Store, Writing},
};

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
    pub client: Client,
    /// Who the bot is.
    pub me: Me,
    /// Staff by the settings.
    pub appointed: Arc<Appointed>,
    /// How long the ledger keeps what was delivered.
    pub keep: Duration,
    /// What came out longer before it could be seen is archive.
    pub max_age: Duration,
    /// What has come out lately; empty at the start.
    pub recent: Recent,
    /// What the newest messages show; nothing is known at the start.
    pub standing: Standing,
    /// What is wrong.
    pub board: Board,
    /// How the long poll goes.
    pub polls: Polls,
}

impl Room {
    /// What a running bot has, together.
    #[expect(clippy::too_many_arguments, reason = "it is made once, of everything that a running bot has")]
    pub fn new(
        config: &Config,
        client: Client,
        me: Me,
        store: Store,
        clock: Clock,
        words: Words,
        newsroom: watch::Receiver<Arc<Newsroom>>,
        delivery: Delivery,
        photos: Photos,
    ) -> Room {
        let (appointed, keep, max_age) = (Arc::new(Appointed::of(config)), config.keep, config.max_age);
        let (recent, standing) = (Recent::default(), Standing::default());
        let (polls, board) = (Polls::default(), Board::new(&clock));
        Room {
            store,
            clock,
            words,
            newsroom,
            delivery,
            photos,
            client,
            me,
            appointed,
            keep,
            max_age,
            recent,
            standing,
            board,
            polls,
        }
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
        self.store.write(Priority::Person, decide).await
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
        self.store.write(Priority::Person, decide).await
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
            keep: self.keep,
            now,
            news,
        })
    }
}
