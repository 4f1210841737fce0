//! The long poll. In: `getUpdates`. Out: every update through `router`, its replies sent. An update is confirmed when its
//! effect is committed and it is answered, so that a crash loses neither; meanwhile polling goes on, and Telegram gives what
//! is not confirmed again, beside what is new. Persons do not wait for each other: for each of them effects are in order and
//! replies are in order, and replies never hold up effects. Telegram shows a hundred unconfirmed updates, and memory is finite: so
//! of a person who asks faster than it can be written or said only some updates are waited for, and of the rest the newest stay.
//! A second poller, a refused token and an unreachable server are said once, and tried again ever more slowly.

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use futures_util::FutureExt;
use serde::Serialize;
use teloxide::{payloads::DeleteWebhook, requests::Payload};
use tokio::{
    sync::{Notify, Semaphore},
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{
    answer::{Answer, Reply, text},
    complaints::Complaints,
    in_order::InOrder,
    profile,
    room::Room,
    router,
    tasks::Tasks,
    trouble::Trouble,
    update::{self, Update, What},
    window::{Progress, Window},
};
use crate::{
    bot_api::Rival,
    locale::args,
    message::Keyboard,
    store::{Error, Priority, Result},
};

/// What we want to hear of. It persists at Telegram, so it is said with every poll.
const WANTED: &[&str] = &["message", "callback_query", "my_chat_member", "channel_post", "inline_query"];
/// Seconds that Telegram holds an empty poll: below the client's 30 seconds.
const POLL: u32 = 10;
/// The most updates of one poll (Bot API).
const BATCH: u32 = 100;
/// How long the next poll waits for answers once a batch has come, so that it can confirm them.
const GRACE: Duration = Duration::from_millis(300);
/// Telegram answers the same offset within half a second with one update only (telegram.md, 2.5).
const SAME_OFFSET: Duration = Duration::from_millis(500);
/// So many updates of a person wait to be written; of more the newest stay, so that a last `/stop` is heard.
const UNWRITTEN: usize = 100;
/// So many of them are confirmed only when they are written. The others are before: they must not hide from us what others say.
const UNWRITTEN_WAITED: usize = 10;
/// So many answers to a person wait in a chat; of more the newest stay.
const UNANSWERED: usize = 50;
/// So many of them are waited for before their updates are confirmed.
const UNANSWERED_WAITED: usize = 3;
/// The most chats that are replied to at once.
const REPLYING: usize = 256;
/// How long what is in work may take at the end.
const LAST: Duration = Duration::from_secs(5);
/// How often a decision is tried that the database does not take although it can be written.
const TRIES: u32 = 4;
/// How long a decision waits that the database did not take; each further time four times as long.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Our own, since teloxide's reads a batch into its own updates (see `update`), and numbers them with 32 bits.
#[derive(Serialize)]
struct GetUpdates {
    offset: i64,
    timeout: u32,
    limit: u32,
    allowed_updates: &'static [&'static str],
}

impl Payload for GetUpdates {
    type Output = Vec<serde_json::Value>;
    const NAME: &'static str = "getUpdates";
}

/// Polls until `shutdown`.
pub(super) async fn run(room: Room, shutdown: impl Future<Output = ()>) {
    let line = Line::new(room);
    let _tasks = line.tasks.guard();
    tokio::select! {
        () = line.poll() => {}
        () = shutdown => {}
    }
    line.end().await;
}

/// An update on its way. Cheap to clone.
#[derive(Clone)]
struct Line {
    room: Room,
    window: Arc<Mutex<Window>>,
    progress: Arc<Notify>,
    deciding: InOrder<Update>,
    replying: InOrder<Due>,
    toasting: InOrder<Due>,
    permits: Arc<Semaphore>,
    complaints: Arc<Mutex<Complaints>>,
    /// The database takes nothing: it was said.
    unwritten: Arc<AtomicBool>,
    tasks: Tasks,
}

/// An answer that is due; the update of this number is answered by it, if any is.
struct Due {
    update: Option<i64>,
    answer: Answer,
}

impl Line {
    fn new(room: Room) -> Line {
        Line {
            room,
            window: Arc::default(),
            progress: Arc::default(),
            deciding: InOrder::new(UNWRITTEN),
            replying: InOrder::new(UNANSWERED),
            toasting: InOrder::new(UNANSWERED),
            permits: Arc::new(Semaphore::new(REPLYING)),
            complaints: Arc::default(),
            unwritten: Arc::default(),
            tasks: Tasks::default(),
        }
    }

    async fn poll(&self) {
        let mut trouble = Trouble::new(&self.room.board);
        let mut last = (i64::MIN, Instant::now());
        let mut pruned = i64::MIN;
        loop {
            let offset = self.window().confirm(BATCH as usize, Instant::now());
            if last.0 == offset && !self.window().all_are(Progress::Answered) {
                sleep_until(last.1 + SAME_OFFSET).await;
            }
            last = (offset, Instant::now());
            self.room.polls.turns();
            let poll = GetUpdates { offset, timeout: POLL, limit: BATCH, allowed_updates: WANTED };
            let answer = self.room.client.call(&poll).await;
            match answer.result::<Vec<serde_json::Value>>() {
                Ok(updates) => {
                    trouble.is_over();
                    self.room.polls.works(self.room.clock.now());
                    if self.window().begins_anew(updates.iter().filter_map(update::id)) {
                        log::info!("Telegram numbers updates anew");
                        self.prune(i64::MAX).await; // a new number may be one that was handled long ago
                    }
                    if std::mem::replace(&mut pruned, offset) != offset {
                        self.prune(offset).await;
                    }
                    self.take(updates);
                    self.settle(Progress::Answered, GRACE).await;
                }
                Err(outcome) => {
                    let rival = answer.rival();
                    if rival == Some(Rival::Webhook) {
                        let _ = self.room.client.call(&DeleteWebhook::new()).await; // the next poll tells
                    }
                    let rest = trouble.note(rival, &outcome);
                    self.room.polls.rests(rest);
                    sleep(rest).await;
                }
            }
        }
    }

    fn take(&self, updates: Vec<serde_json::Value>) {
        for value in updates {
            let Some(update) = update::parse(value, &self.room.me.username) else { continue };
            if !self.window().take(update.id, Instant::now()) {
                continue;
            }
            self.room.polls.updates.inc();
            let (line, key, id) = (self.clone(), (update.chat, update.asker()), update.id);
            if self.deciding.waiting(key.0, key.1) >= UNWRITTEN_WAITED {
                self.note(id, Progress::Answered);
            }
            let dropped = self.deciding.push(&self.tasks, key, update, move |update| line.clone().decide(update));
            if let Some(dropped) = dropped {
                self.note(dropped.id, Progress::Answered);
                self.complain(key.1);
            }
        }
    }

    /// An update, or its answer, was too much of this person.
    fn complain(&self, asker: i64) {
        let line = self.complaints.lock().unwrap_or_else(PoisonError::into_inner).note(asker, Instant::now());
        if let Some(count) = line {
            log::warn!("{asker} asks faster than can be answered; left out since the last such line: {count}");
        }
    }

    /// Commits the effect of an update and hands its replies on.
    async fn decide(self, update: Update) {
        let (id, chat, asker, sent) = (update.id, update.chat, update.asker(), update.sent);
        let mut answer = self.decided(update).await;
        if let Some(sent) = sent {
            self.room.polls.committed(sent, self.room.clock.now());
        }
        for chat in answer.touched.drain(..) {
            self.room.delivery.touch(chat);
        }
        for (chat, message) in answer.told.drain(..) {
            let delivery = self.room.delivery.clone();
            self.tasks.spawn(async move { drop(delivery.post(chat, message.parcel(None, false)).await) });
        }
        self.note(id, Progress::Committed);
        // A chat's limits do not concern them, so nobody's press waits for what is said there before.
        let waits = self.replying.is_at_work(chat) || self.room.delivery.replies().busy_until(chat).is_some();
        let toasts = if waits { answer.take_toasts() } else { Vec::new() };
        let rest = !(answer.replies.is_empty() && answer.menus.is_empty());
        if rest {
            self.replying.revise(chat, |due| due.answer.give_way_to(&answer));
            self.owe(&self.replying, (chat, asker), Due { update: Some(id), answer });
        }
        if !toasts.is_empty() {
            let answer = Answer { replies: toasts, ..Answer::default() };
            self.owe(&self.toasting, (asker, asker), Due { update: (!rest).then_some(id), answer });
        } else if !rest {
            self.note(id, Progress::Answered);
        }
    }

    fn owe(&self, row: &InOrder<Due>, (chat, asker): (i64, i64), due: Due) {
        if row.waiting(chat, asker) >= UNANSWERED_WAITED {
            self.answered(due.update);
        }
        let line = self.clone();
        let dropped = row.push(&self.tasks, (chat, asker), due, move |due| line.clone().reply(chat, due));
        if let Some(dropped) = dropped {
            self.answered(dropped.update);
            self.complain(asker);
        }
    }

    /// While the database cannot be written, an update waits, unconfirmed; what a panic or a row that is refused leaves of
    /// it is an apology.
    async fn decided(&self, update: Update) -> Answer {
        let (mut wait, mut left) = (FIRST_WAIT, TRIES);
        loop {
            let error = match contained(router::answer(&self.room, update.clone())).await {
                Ok(answer) => {
                    if self.unwritten.swap(false, Relaxed) {
                        log::info!("updates are written again");
                    }
                    return answer;
                }
                Err(error) => error,
            };
            if error.is_passing() {
                if !self.unwritten.swap(true, Relaxed) {
                    log::error!("updates wait: {error}");
                }
            } else {
                log::warn!("update {} could not be written and is tried again: {error}", update.id);
                left -= 1;
            }
            if left == 0 || matches!(error, Error::Panic(_)) {
                log::error!("update {} is given up: {error}", update.id);
                return self.apology(&update);
            }
            sleep(wait).await;
            wait = (wait * 4).min(LONGEST_WAIT);
        }
    }

    fn apology(&self, update: &Update) -> Answer {
        let language = self.room.newsroom.borrow().language;
        let oops = |tongue: Option<_>| self.room.words.say(tongue.unwrap_or(language), "oops", &args![]);
        match &update.what {
            What::Said(said) => Answer::say(&said.address, text(oops(said.person.language), Keyboard::default())),
            What::Pressed(pressed) => Answer::toast(&pressed.query, oops(pressed.person.language)),
            _ => Answer::default(),
        }
    }

    async fn reply(self, chat: i64, due: Due) {
        let Due { update, answer } = due;
        if answer.replies.iter().any(Reply::is_message)
            && let Some(free) = self.room.delivery.replies().busy_until(chat)
        {
            self.answered(update); // what waits for its own chat holds up nobody else
            sleep_until(free).await;
        }
        let permit = self.permits.acquire().await;
        let sending = contained(async {
            for reply in answer.replies {
                self.room.send(reply).await;
            }
            Ok(())
        });
        if let Err(error) = sending.await {
            log::error!("the reply to update {update:?} is given up: {error}");
        }
        drop(permit);
        for person in answer.menus {
            let room = self.room.clone();
            self.tasks.spawn(async move { profile::set_menu_of(&room, person).await });
        }
        self.answered(update);
    }

    fn answered(&self, update: Option<i64>) {
        if let Some(update) = update {
            self.note(update, Progress::Answered);
        }
    }

    fn note(&self, update: i64, progress: Progress) {
        self.window().note(update, progress);
        self.progress.notify_waiters();
    }

    /// Waits until all updates have come so far, at most so long.
    async fn settle(&self, far: Progress, most: Duration) {
        let done = async {
            loop {
                let changed = self.progress.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if self.window().all_are(far) {
                    return;
                }
                changed.await;
            }
        };
        let _ = timeout(most, done).await; // what is late goes on by itself
    }

    /// Telegram knows that everything below `offset` is done with.
    async fn prune(&self, offset: i64) {
        let pruned = self.room.store.write(Priority::Bulk, move |store| store.prune_handled(offset)).await;
        if let Err(error) = pruned {
            log::warn!("cannot forget updates that are done with: {error}");
        }
    }

    /// Lets what is in work end, and confirms it.
    async fn end(&self) {
        self.settle(Progress::Answered, LAST).await;
        let offset = self.window().confirm(BATCH as usize, Instant::now());
        let confirm = GetUpdates { offset, timeout: 0, limit: 1, allowed_updates: WANTED };
        let _ = timeout(LAST, self.room.client.call(&confirm)).await; // they come again
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A panic is an error like another: the poll goes on, and so does its chat.
async fn contained<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|_| Err(Error::Panic("see above".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_contained() {
        assert_eq!(contained(async { Ok(7) }).await.unwrap(), 7);
        let panics = contained::<()>(async { panic!("on purpose") }).await;
        assert!(matches!(panics, Err(Error::Panic(_))), "{panics:?}");
        let between = contained::<()>(async {
            tokio::task::yield_now().await;
            panic!("on purpose")
        });
        assert!(matches!(between.await, Err(Error::Panic(_))));
    }
}
