//! What the desk is still to be told. In: alerts, what intake noticed about files, questions. Out: messages through delivery's
//! staff lane, for each chat in its own time: a chat that Telegram lets wait holds up no other and loses nothing, and what
//! comes up while it waits is told together. Questions go before everything else, since news waits for the answers.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::{
    bundle::Bundle,
    post::{Urgency, listeners, post},
    question::question,
    view::View,
};
use crate::{
    acts::reach::Tempo,
    article::{ArticleKey, Language},
    intake::Notice,
    locale::Words,
    message::{Keyboard, escape},
    store::{
        Priority, Result,
        cards::{About, Card},
        plans::Cause,
    },
    telegram::{
        answer::text as plain,
        in_order::InOrder,
        room::Room,
        tasks::{Guard, Tasks},
    },
};

/// What comes within this time is told together.
const GATHERED: Duration = Duration::from_secs(1);
/// The least time between two bundles: files come one after the other, and a group may have twenty messages a minute.
const APART: Duration = Duration::from_secs(30);
/// How many questions wait for a chat at most.
const QUESTIONS: usize = 1_000;

/// See the module. Cheap to clone.
#[derive(Clone)]
pub(super) struct Outbox {
    room: Room,
    waiting: Arc<Mutex<HashMap<i64, Waiting>>>,
    questions: InOrder<(Language, i64)>,
    /// Who heard the last: a database that cannot be read is told to somebody, too.
    listeners: Arc<Mutex<Vec<(i64, Language)>>>,
    tasks: Tasks,
}

/// What waits for a chat.
struct Waiting {
    tongue: Language,
    alerts: VecDeque<String>,
    bundle: Bundle,
    /// When the next bundle may be told.
    bundle_at: Instant,
}

impl Outbox {
    /// An empty one; when the guard is dropped, nothing leaves any more.
    pub(super) fn new(room: &Room) -> (Outbox, Guard) {
        let tasks = Tasks::default();
        let guard = tasks.guard();
        let questions = InOrder::new(QUESTIONS);
        (Outbox { room: room.clone(), waiting: Arc::default(), questions, listeners: Arc::default(), tasks }, guard)
    }

    /// Says something to the desk that nobody has asked for, to each in their language.
    pub(super) async fn tell(&self, render: impl Fn(&Words, Language) -> String) {
        self.add(|waiting| waiting.alerts.push_back(render(&self.room.words, waiting.tongue))).await;
    }

    /// Does this beside everything else, as long as there is a desk.
    pub(super) fn beside(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(work);
    }

    /// Tells what intake noticed about files.
    pub(super) async fn bundle(&self, notices: &[Notice]) {
        self.add(|waiting| notices.iter().for_each(|notice| waiting.bundle.add(notice))).await;
    }

    /// Asks the desk what to do with an article that asks for a breaking push; unanswered, the plan publishes it as ordinary
    /// news.
    pub(super) async fn ask(&self, plan: i64) {
        for (chat, tongue) in self.listeners().await {
            let outbox = self.clone();
            let ask = move |(tongue, plan)| {
                let outbox = outbox.clone();
                async move {
                    if let Err(error) = outbox.question(chat, tongue, plan).await {
                        log::error!("cannot ask the desk: {error}");
                    }
                }
            };
            if self.questions.push(&self.tasks, (chat, chat), (tongue, plan), ask).is_some() {
                log::warn!("{QUESTIONS} questions wait for a chat of the desk: the oldest is not asked any more");
            }
        }
    }

    /// Asks what a process before this one did not come to ask: the plans.
    pub(super) async fn ask_again(&self) -> Result<HashSet<i64>> {
        let unasked = self.room.store.read(|store| {
            let mut unasked = HashSet::new();
            for plan in store.waiting_plans()?.into_iter().filter(|plan| plan.why == Cause::Ask) {
                if store.cards_about(About::Question(plan.id))?.is_empty() {
                    unasked.insert(plan.id);
                }
            }
            Ok(unasked)
        });
        let unasked = unasked.await?;
        for plan in &unasked {
            self.ask(*plan).await;
        }
        Ok(unasked)
    }

    /// One question; the sentence that it was settled meanwhile, if it was.
    async fn question(&self, chat: i64, tongue: Language, plan: i64) -> Result<()> {
        let (scene, about) = (self.room.scene().await?, About::Question(plan));
        let message = self.room.store.read(move |store| {
            let settled =
                View { store, scene: &scene, tongue, tempo: Tempo::default(), held: None }.of(about, false)?;
            match (settled, store.plan(plan)?) {
                (Some(settled), _) => Ok(Some((settled.message, false))),
                (None, Some((waiting, _))) => {
                    Ok(question(store, &scene, tongue, waiting.article, plan)?.map(|message| (message, true)))
                }
                (None, None) => Ok(None),
            }
        });
        let Some((message, open)) = message.await? else { return Ok(()) };
        let Some(number) = post(&self.room, chat, &message, Urgency::First).await else { return Ok(()) };
        if !open {
            return Ok(());
        }
        let (now, card) = (self.room.clock.now(), Card { chat, message: number, about });
        self.room.store.write(Priority::Bulk, move |store| store.keep_card(card, now)).await
    }

    /// The chats that hear it.
    pub(super) async fn listeners(&self) -> Vec<(i64, Language)> {
        let found = listeners(&self.room).await;
        let mut known = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        match found {
            Ok(found) => known.clone_from(&found),
            Err(error) => log::error!("cannot look up the staff: {error}"),
        }
        known.clone()
    }

    /// Adds to what waits for each chat of the desk.
    async fn add(&self, add: impl Fn(&mut Waiting)) {
        for (chat, tongue) in self.listeners().await {
            let mut chats = self.waiting();
            let has_worker = chats.contains_key(&chat);
            let waiting = chats.entry(chat).or_insert_with(|| Waiting::new(tongue));
            waiting.tongue = tongue;
            add(waiting);
            drop(chats);
            if !has_worker {
                self.tasks.spawn(self.clone().work(chat));
            }
        }
    }

    /// Tells a chat what waits for it, until nothing does.
    async fn work(self, chat: i64) {
        loop {
            sleep(GATHERED).await;
            let Some(messages) = self.take(chat) else { return };
            for text in messages {
                post(&self.room, chat, &plain(text, Keyboard::default()), Urgency::InTurn).await;
            }
        }
    }

    /// What may be told now; `None`: nothing waits, and the chat has no worker from now on.
    fn take(&self, chat: i64) -> Option<Vec<String>> {
        let (now, mut chats) = (Instant::now(), self.waiting());
        let waiting = chats.get_mut(&chat)?;
        let mut messages: Vec<String> = waiting.alerts.drain(..).collect();
        if waiting.bundle_at <= now {
            if waiting.bundle.is_empty() && messages.is_empty() {
                chats.remove(&chat);
                return None;
            }
            if !waiting.bundle.is_empty() {
                messages.extend(std::mem::take(&mut waiting.bundle).messages(&self.room.words, waiting.tongue));
                waiting.bundle_at = now + APART;
            }
        }
        Some(messages)
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<i64, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn new(tongue: Language) -> Waiting {
        Waiting { tongue, alerts: VecDeque::new(), bundle: Bundle::default(), bundle_at: Instant::now() }
    }
}

/// The headline, escaped.
pub(super) async fn headline(room: &Room, article: ArticleKey) -> String {
    let found = room.store.read(move |store| Ok(store.story(article)?.map(|(story, _)| story.headline))).await;
    escape(&found.ok().flatten().unwrap_or_default())
}
