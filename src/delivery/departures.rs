//! What leaves in a step of the engine. In: outcomes to be written, chats whose turn it is. Out: one transaction, then
//! the requests, each in a task of its own; besides them the probe of a bad line and the cards for staff.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{
    engine::{Done, Engine},
    status::Event,
    turn::{Called, Desk, Turned, turn},
};
use crate::{
    article::{ArticleKey, Story},
    store::{Result, Turn},
};

/// How long chats wait for a photo that somebody else uploads.
const PATIENCE: Duration = Duration::from_secs(5);

impl Engine {
    /// Outcomes in, intents out; then the requests leave.
    pub(super) async fn turn(&mut self, called: Vec<Called>) -> Result<()> {
        let endings = std::mem::take(&mut self.endings);
        let (kept, back) = (endings.clone(), called.clone());
        let desk = Desk {
            tail: self.tail.clone(),
            shelf: self.shelf.clone(),
            photos: self.photos.clone(),
            rules: self.rules,
            now: self.outfit.clock.now(),
            instant: Instant::now(),
        };
        let turned = self.outfit.store.write(Turn::Bulk, move |store| turn(store, &desk, &endings, &called)).await;
        match turned {
            Ok(turned) => self.turned(turned),
            Err(error) => {
                self.endings.extend(kept);
                self.shelf = Arc::default(); // it may name editions that were not kept
                for called in back {
                    self.queue.add(called.line, called.due, [called.chat]);
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn turned(&mut self, turned: Turned) {
        self.shelf.keep(&turned.planned);
        for (line, chat, until) in turned.later {
            self.queue.sleep(line, chat, until);
        }
        for (chat, state) in turned.closed {
            log::debug!("chat {} is closed: {state:?}", chat.0);
            self.outfit.tell(Event::Closed(chat, state));
        }
        for (called, story) in turned.parked {
            self.park(called, &story);
        }
        let instant = Instant::now();
        for planned in turned.planned {
            self.pace.depart(instant);
            self.tallies.departed(planned.visit.chat, planned.chat.kind, instant);
            self.in_flight.insert(planned.visit.chat, None);
            let newsroom = self.outfit.newsroom.borrow().clone();
            let parcel = self.parcels.pack(&planned, &self.outfit, &newsroom);
            let (gate, done) = (self.outfit.gate.clone(), self.done.clone());
            tokio::spawn(async move {
                let answer = gate.send(planned.chat.telegram, planned.chat.topic, &parcel).await;
                let _ = done.send(Done::Visit(Box::new(planned), answer.outcome())); // the engine may have ended
            });
        }
    }

    /// A chat waits for a photo that is being uploaded or looked for.
    fn park(&mut self, called: Called, story: &Arc<Story>) {
        let key = (story.key, story.revision);
        let new = !self.parked.contains_key(&key);
        let (_, row) = self.parked.entry(key).or_insert_with(|| (Instant::now() + PATIENCE, Vec::new()));
        row.push(called);
        if new && self.photos.is_unknown(story) {
            let (photos, store, story) = (self.photos.clone(), self.outfit.store.clone(), story.clone());
            let done = self.done.clone();
            tokio::spawn(async move {
                photos.look(&store, &story).await;
                let _ = done.send(Done::Looked(story.key, story.revision)); // the engine may have ended
            });
        }
    }

    pub(super) fn unpark(&mut self, instant: Instant) {
        let ripe: Vec<_> =
            self.parked.iter().filter(|(_, (until, _))| *until <= instant).map(|(key, _)| *key).collect();
        for key in ripe {
            self.release(key);
        }
    }

    pub(super) fn release(&mut self, key: (ArticleKey, i64)) {
        for called in self.parked.remove(&key).into_iter().flat_map(|(_, row)| row) {
            self.queue.add(called.line, called.due, [called.chat]);
        }
    }

    pub(super) fn probe(&mut self, instant: Instant) {
        if self.probing || self.health.probe_at().is_none_or(|at| at > instant) {
            return;
        }
        self.probing = true;
        let (gate, done) = (self.outfit.gate.clone(), self.done.clone());
        tokio::spawn(async move {
            let _ = done.send(Done::Probe(gate.get_me().await)); // the engine may have ended
        });
    }

    /// Cards and alerts for staff: one at a time, ahead of everything, inside the same pace.
    pub(super) fn post(&mut self, instant: Instant) {
        if self.posting || self.pace.ready_at(instant) > instant {
            return;
        }
        let Ok(post) = self.posts.try_recv() else { return };
        self.posting = true;
        self.pace.depart(instant);
        let (gate, done) = (self.outfit.gate.clone(), self.done.clone());
        tokio::spawn(async move {
            let answer = gate.send(post.chat, 0, &post.parcel).await;
            let _ = done.send(Done::Posted(answer.clone())); // the engine may have ended
            let _ = post.answer.send(answer.outcome()); // nobody may wait for it
        });
    }
}
