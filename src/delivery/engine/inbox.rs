//! What comes to the engine while it waits. In: ends of requests, searches and turns, chats that changed, messages to staff.
//! Out: one [`Arrival`] after the other, answers first. Everything that can come is bounded, and by what.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{Notify, mpsc};

use super::{Errand, Post, flights::Photo};
use crate::{
    bot_api::Outcome,
    delivery::{
        gate::{Passage, lanes::IN_FLIGHT, witness::Word},
        repair::walk::Page,
        scan,
        turn::Turned,
    },
    store::{ChatKey, Result},
};

/// Each task that may give something back does so once: the requests in flight, and besides them a turn, a probe, a look at the
/// balance, some photos that are looked for. A task that finds no room waits, and is not lost.
const ROOM: usize = IN_FLIGHT + 64;

/// Something that has happened.
pub(super) enum Arrival {
    /// A request has ended. Its answer has been read where it came, since the engine is one task.
    Back(Errand, Passage, Outcome),
    /// `getMe`, tried while the line was bad: whether the answer was clear.
    Probed(bool),
    /// What chats that are well say, asked because others were refused.
    Witnessed(Word),
    /// The bot's Stars, if Telegram said.
    Balance(Option<u32>),
    /// A turn at the database.
    Turned(Box<Result<Turned>>),
    /// A photo has been looked for.
    Looked(Photo),
    /// A range of chats has been walked for what is to be repaired.
    Walked(Box<Result<Page>>),
    /// Chats that a search has found.
    Found(scan::Found),
    /// Chats whose settings or state have changed.
    Touched(Vec<ChatKey>),
    /// A message to staff that waits.
    Post(Post),
}

/// See the module.
pub(super) struct Inbox {
    give: mpsc::Sender<Arrival>,
    ended: mpsc::Receiver<Arrival>,
    found: mpsc::Receiver<scan::Found>,
    touches: Touches,
    posts: mpsc::Receiver<Post>,
}

impl Inbox {
    pub(super) fn new(posts: mpsc::Receiver<Post>, touches: Touches, found: mpsc::Receiver<scan::Found>) -> Inbox {
        let (give, ended) = mpsc::channel(ROOM);
        Inbox { give, ended, found, touches, posts }
    }

    /// Runs something beside the engine; what comes of it arrives here.
    pub(super) fn beside(&self, work: impl Future<Output = Arrival> + Send + 'static) {
        let give = self.give.clone();
        tokio::spawn(async move {
            let _ = give.send(work.await).await; // the engine may have ended
        });
    }

    /// The next arrival. A message to staff wakes nobody: it is taken with what else is here, at the next look. So a card that
    /// is due in the same moment as a reply lets the reply pass, which a person waits for.
    pub(super) async fn next(&mut self) -> Arrival {
        tokio::select! {
            biased;
            Some(arrival) = self.ended.recv() => arrival,
            Some(found) = self.found.recv() => Arrival::Found(found),
            () = self.touches.come() => Arrival::Touched(self.touches.take()),
            // Whatever could come has gone with its senders; who waits here is woken by the time.
            else => std::future::pending().await,
        }
    }

    /// What else is here now. `posts`: there is room for a message to staff.
    pub(super) fn rest(&mut self, posts: bool) -> Vec<Arrival> {
        let mut rest: Vec<Arrival> = std::iter::from_fn(|| self.ended.try_recv().ok()).take(ROOM).collect();
        rest.extend(self.found.try_recv().ok().map(Arrival::Found));
        let touched = self.touches.take();
        if !touched.is_empty() {
            rest.push(Arrival::Touched(touched));
        }
        if posts {
            rest.extend(self.posts.try_recv().ok().map(Arrival::Post));
        }
        rest
    }
}

/// Chats whose settings or state have changed. Each is here once however often it changes, so there are never more than there
/// are chats. Cheap to clone.
#[derive(Clone, Default)]
pub struct Touches(Arc<Touched>);

#[derive(Default)]
struct Touched {
    chats: Mutex<BTreeSet<ChatKey>>,
    come: Notify,
}

impl Touches {
    /// This chat has changed.
    pub fn touch(&self, chat: ChatKey) {
        self.chats().insert(chat);
        self.0.come.notify_one();
    }

    async fn come(&self) {
        self.0.come.notified().await;
    }

    fn take(&self) -> Vec<ChatKey> {
        std::mem::take(&mut *self.chats()).into_iter().collect()
    }

    fn chats(&self) -> std::sync::MutexGuard<'_, BTreeSet<ChatKey>> {
        self.0.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
