//! Cards that show how it goes: a countdown, the live progress of a breaking push, its report. In: which cards stand
//! where (the store), how the publications go. Out: edits through delivery's staff lane, at most one in three seconds and
//! chat, five in a group. What a card shows is derived from the database each time, so a restart changes nothing, and it
//! does not matter who published: the desk, the command line, a plan.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::post::{Urgency, listeners as chats, post, post_story, tongue};
use crate::{
    acts::{reach::Tempo, second},
    article::{ArticleKey, Language},
    bot_api::Outcome,
    clock::Time,
    store::{
        Entry, Lane, Priority, Reading, Result, Seq,
        cards::{About, Asked, Card},
        plans::{Cause, PlanState},
    },
    telegram::{room::Room, scene::Scene, tasks::Tasks},
};

use super::{
    practice,
    second::{previews, second_card},
    shown::{End, Shown},
    view::View,
};

/// How often cards are looked at.
const LOOK: Duration = Duration::from_secs(1);
/// The least time between two edits of a card (Telegram slows edits down).
const PRIVATE: Duration = Duration::from_secs(3);
/// The same in a group: twenty messages a minute are all it may have.
const GROUP: Duration = Duration::from_secs(5);
/// A publication found later than this is history: no card begins.
const NEWS: Duration = Duration::from_secs(3600);
/// A push without any progress for so long is done, whatever the estimate says, if Telegram answers: what is in doubt rests
/// two minutes before it is sent for the last time.
const STILL: Duration = Duration::from_secs(180);
/// The name under which the store keeps up to where in the log cards have begun.
const BEGUN: &str = "cards";

/// Keeps cards up to date as long as the program runs.
pub(super) async fn keep(room: &Room) {
    let tasks = Tasks::default();
    let _ends_with_us = tasks.guard();
    let mut keeper = Keeper {
        room,
        tasks,
        changed: HashMap::new(),
        moved: HashMap::new(),
        asked: HashSet::new(),
        differing: HashSet::new(),
        practised: HashSet::new(),
    };
    loop {
        if let Err(error) = keeper.look().await {
            log::error!("cards are not up to date: {error}");
        }
        sleep(LOOK).await;
    }
}

pub(super) struct Keeper<'a> {
    pub(super) room: &'a Room,
    /// New cards and reports on their way.
    tasks: Tasks,
    /// When each card was last changed.
    changed: HashMap<(i64, i64), Instant>,
    /// How many messages of a push had ended, or copies been repaired, since when.
    moved: HashMap<About, (u32, Instant)>,
    /// Which chats were asked for a second editor of which plan and revision.
    asked: HashSet<(i64, Option<i64>, i64)>,
    /// Which chats were asked whose text of which article stays.
    pub(super) differing: HashSet<(ArticleKey, i64)>,
    /// Which pushes for practice are on their way.
    practised: HashSet<i64>,
}

impl Keeper<'_> {
    async fn look(&mut self) -> Result<()> {
        if self.room.store.read(is_quiet).await? {
            (self.changed, self.moved) = (HashMap::new(), HashMap::new());
            self.differing.clear();
            return Ok(());
        }
        self.begin().await?;
        self.ask_second().await?;
        self.begin_mending().await?;
        self.ask_whose_text_stays().await?;
        self.practise().await?;
        let cards = self.room.store.read(|store| store.cards()).await?;
        self.changed.retain(|place, _| cards.iter().any(|card| (card.chat, card.message) == *place));
        self.moved.retain(|about, _| cards.iter().any(|card| card.about == *about));
        for card in cards {
            self.tend(card).await?;
        }
        Ok(())
    }

    /// New breaking publications get their cards, whoever published them.
    async fn begin(&mut self) -> Result<()> {
        let now = self.room.clock.now();
        let (begun, head) = self.room.store.read(|store| Ok((store.number(BEGUN)?, store.head()?))).await?;
        let Some(begun) = begun else { return self.begun(head).await };
        if head.0 <= begun {
            return Ok(());
        }
        let entries = self.room.store.read(move |store| store.entries_after(Seq(begun))).await?;
        for entry in entries.into_iter().filter(|entry| entry.lane == Lane::Breaking) {
            let (seq, fresh) = (entry.seq, now.since(entry.at) < NEWS);
            let standing = self.room.store.write(Priority::Bulk, move |store| turn(store, &entry, now)).await?;
            if let Some(standing) = standing.filter(|_| fresh) {
                self.open(About::Progress(seq.0), &standing, Urgency::InTurn).await?;
            }
            self.begun(seq).await?;
        }
        self.begun(head).await
    }

    /// Asks for a second editor where a breaking push waits for one: everybody but whoever asked, once for each text.
    async fn ask_second(&mut self) -> Result<()> {
        let waiting = self.room.store.read(|store| {
            let plans = store.waiting_plans()?.into_iter().filter(|plan| plan.why == Cause::Second);
            plans.map(|plan| Ok((store.cards_about(About::Second(plan.id))?, plan))).collect::<Result<Vec<_>>>()
        });
        let now = self.room.clock.now();
        for (standing, plan) in waiting.await? {
            if second::asked_until(&plan) <= now {
                self.room.store.write(Priority::Bulk, move |store| second::lapse(store, plan.id, now)).await?;
                continue;
            }
            for (chat, tongue) in chats(self.room).await? {
                let key = (plan.id, plan.revision, chat);
                let stands = standing.iter().any(|card| card.chat == chat);
                if stands || plan.by == Some(chat) || !self.asked.insert(key) {
                    continue;
                }
                let (scene, room, plan) = (self.room.scene().await?, self.room.clone(), plan.clone());
                self.tasks.spawn(async move {
                    let about = About::Second(plan.id);
                    let messages = room.store.read(move |store| {
                        Ok((previews(store, &scene, &plan)?, second_card(store, &scene, tongue, &plan)?))
                    });
                    let (previews, card) = match messages.await {
                        Ok(messages) => messages,
                        Err(error) => return log::error!("cannot ask for a second editor: {error}"),
                    };
                    for (story, message, text) in previews {
                        post_story(&room, chat, &story, (&message, &text)).await;
                    }
                    let Some(message) = post(&room, chat, &card, Urgency::First).await else { return };
                    remember(&room, Card { chat, message, about }).await;
                });
            }
        }
        Ok(())
    }

    /// Lets what is practised go when it is due.
    async fn practise(&mut self) -> Result<()> {
        let now = self.room.clock.now();
        let due = self.room.store.read(|store| store.practices()).await?;
        for practice in due.into_iter().filter(|practice| practice::is_due(practice, now)) {
            if !self.practised.insert(practice.id) {
                continue;
            }
            let room = self.room.clone();
            self.tasks.spawn(async move {
                if let Err(error) = practice::go(&room, practice).await {
                    log::error!("a push for practice did not go: {error}");
                }
            });
        }
        Ok(())
    }

    async fn begun(&self, seq: Seq) -> Result<()> {
        self.room.store.write(Priority::Bulk, move |store| store.set_number(BEGUN, seq.0)).await
    }

    /// Opens a card in each chat that has none about this; a chat that Telegram lets wait gets it later.
    pub(super) async fn open(&self, about: About, standing: &[Card], urgency: Urgency) -> Result<()> {
        let scene = self.room.scene().await?;
        for (chat, tongue) in chats(self.room).await? {
            if standing.iter().any(|card| card.chat == chat) {
                continue;
            }
            let Some(shown) = self.view(&scene, tongue, about, false).await? else { continue };
            let room = self.room.clone();
            self.tasks.spawn(async move {
                let Some(message) = post(&room, chat, &shown.message, urgency).await else { return };
                remember(&room, Card { chat, message, about }).await;
            });
        }
        Ok(())
    }

    async fn view(&self, scene: &Scene, tongue: Language, about: About, done: bool) -> Result<Option<Shown>> {
        let (scene, tempo) = (scene.clone(), Tempo::of(&self.room.delivery, 0).await);
        let held = self.room.delivery.status().borrow().held;
        self.room.store.read(move |store| View { store, scene: &scene, tongue, tempo, held }.of(about, done)).await
    }

    /// Brings one card up to date.
    async fn tend(&mut self, card: Card) -> Result<()> {
        let place = (card.chat, card.message);
        let list = matches!(card.about, About::Queue(_));
        let every = if card.chat < 0 || list { GROUP } else { PRIVATE };
        if self.changed.get(&place).is_some_and(|at| at.elapsed() < every) {
            return Ok(());
        }
        // Others do not wait for a chat that Telegram lets wait: its cards come later.
        let free = self.room.delivery.replies().busy_until(card.chat);
        if free.is_some_and(|free| free.duration_since(Instant::now()) > PRIVATE) {
            return Ok(());
        }
        let scene = self.room.scene().await?;
        let chat = card.chat;
        let language = {
            let scene = scene.clone();
            let looks = self.room.store.read(move |store| {
                let is_heard = chat < 0 || scene.appointed.staff(store)?.contains(&chat);
                if is_heard { tongue(store, &scene, chat).map(Some) } else { Ok(None) }
            });
            looks.await?
        };
        let Some(language) = language else { return self.drop(card).await }; // no member of staff any more
        let still = self.is_still(card.about);
        let Some(shown) = self.view(&scene, language, card.about, still).await? else { return Ok(()) };
        self.note(card.about, shown.ended);
        if list {
            self.changed.insert(place, Instant::now()); // it asks much of the database, changed or not
        }
        let stands = self.room.standing.is(card.chat, card.message, &shown.message);
        if !stands && !self.edit(card, &shown).await {
            return Ok(()); // it is tried again
        }
        match shown.end {
            End::Open => Ok(()),
            End::Settled => self.settle(card).await,
            End::Report(report) => {
                let (room, about) = (self.room.clone(), followed(card.about));
                self.tasks.spawn(async move {
                    let Some(message) = post(&room, card.chat, &report, Urgency::InTurn).await else { return };
                    if let Some(about) = about {
                        remember(&room, Card { message, about, ..card }).await;
                    }
                });
                self.settle(card).await
            }
        }
    }

    /// The card stays as it is. A publication's takes details as replies, as its report does.
    async fn settle(&mut self, card: Card) -> Result<()> {
        let Some(about) = followed(card.about) else { return self.drop(card).await };
        self.changed.remove(&(card.chat, card.message));
        let now = self.room.clock.now();
        self.room.store.write(Priority::Bulk, move |store| store.keep_card(Card { about, ..card }, now)).await
    }

    /// Edits the card; `false`: it has to be tried again.
    async fn edit(&mut self, card: Card, shown: &Shown) -> bool {
        let Some(outcome) = self.room.delivery.post(card.chat, shown.message.edit(card.message)).await else {
            return false;
        };
        match outcome {
            Outcome::Delivered { .. } | Outcome::Unchanged | Outcome::Uncertain(..) => {
                self.room.standing.note(card.chat, card.message, &shown.message);
                self.changed.insert((card.chat, card.message), Instant::now());
                true
            }
            Outcome::NotSent(_) | Outcome::Flood(_) | Outcome::Token | Outcome::Moved(_) => false,
            Outcome::Closed(_)
            | Outcome::Barred(_)
            | Outcome::Missing
            | Outcome::NoTopic
            | Outcome::Content(..)
            | Outcome::Stuck(_) => {
                log::info!("a card at the desk is gone: {outcome:?}");
                if matches!(shown.end, End::Open)
                    && let Err(error) = self.drop(card).await
                {
                    log::error!("cannot forget a card: {error}");
                }
                true
            }
        }
    }

    async fn drop(&mut self, card: Card) -> Result<()> {
        self.changed.remove(&(card.chat, card.message));
        self.room.store.write(Priority::Bulk, move |store| store.drop_card(card.chat, card.message)).await
    }

    /// Whether a push, or a repair, has not moved for long although Telegram answers.
    fn is_still(&self, about: About) -> bool {
        let status = self.room.delivery.status();
        let status = status.borrow();
        let well = !status.broken && status.held.is_none() && !status.token_refused;
        well && self.moved.get(&about).is_some_and(|(_, since)| since.elapsed() > STILL)
    }

    fn note(&mut self, about: About, ended: u32) {
        if !matches!(about, About::Progress(_) | About::Mending(_)) {
            return;
        }
        let known = self.moved.entry(about).or_insert((ended, Instant::now()));
        if known.0 != ended {
            *known = (ended, Instant::now());
        }
    }
}

/// Whether there is no card, and nothing that would begin one: most looks, in one view of the database.
fn is_quiet(store: &Reading) -> Result<bool> {
    Ok(store.cards()?.is_empty()
        && store.practices()?.is_empty()
        && store.number(BEGUN)? == Some(store.head()?.0)
        && Keeper::is_begun(store)?
        && store.differing()?.is_empty()
        && !store.waiting_plans()?.iter().any(|plan| plan.why == Cause::Second))
}

/// What the card of a publication is about when it stays as it is.
fn followed(about: About) -> Option<About> {
    match about {
        About::Progress(seq) => Some(About::Asked(Asked::Details(seq))),
        _ => None,
    }
}

/// Remembers where a card stands.
async fn remember(room: &Room, card: Card) {
    let now = room.clock.now();
    let kept = room.store.write(Priority::Bulk, move |store| store.keep_card(card, now)).await;
    if let Err(error) = kept {
        log::error!("cannot remember a card: {error}");
    }
}

/// The cards about the plan that became this entry are about the entry now; what was asked about its article is settled.
/// `None`: it is a part of a push that has its card already.
fn turn(store: &crate::store::Writing, entry: &Entry, now: Time) -> Result<Option<Vec<Card>>> {
    if store.together(entry)?.first().is_some_and(|first| first.seq < entry.seq) {
        store.take_back_all(entry.article, Cause::Ask)?;
        return Ok(None);
    }
    for card in store.cards()? {
        let About::Countdown(plan) = card.about else { continue };
        if let Some((plan, PlanState::Published)) = store.plan(plan)?
            && plan.article == entry.article
        {
            store.keep_card(Card { about: About::Progress(entry.seq.0), ..card }, now)?;
        }
    }
    store.take_back_all(entry.article, Cause::Ask)?;
    store.cards_about(About::Progress(entry.seq.0)).map(Some)
}
