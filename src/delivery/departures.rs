//! What leaves in a step of the engine. In: outcomes to be written, chats whose turn it is. Out: one transaction, then
//! the requests, each in a task of its own; besides them the probe of a bad line and the cards for staff.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{
    engine::{Done, Engine, Flight, IN_FLIGHT, STANDSTILL, Underway},
    gate::{pace::Fare, purse::Till, tallies::PER_CHAT},
    status::Event,
    turn::{Called, Desk, Turned, turn, turn_if_current},
};
use crate::{
    article::{ArticleKey, Story},
    clock::Time,
    store::{Kind, Result, Turn},
};

/// With more requests in flight turns are some milliseconds apart, so that a commit carries many outcomes: there is no
/// lack of requests then, but of time for commits.
const CROWDED: usize = IN_FLIGHT / 5 * 4;
const GATHERED: Duration = Duration::from_millis(10);
/// How long chats wait for a photo that somebody else uploads.
const PATIENCE: Duration = Duration::from_secs(5);

impl Engine {
    /// Outcomes in, intents out, in one transaction; answers that come meanwhile wait for the next turn. What it planned
    /// leaves when it is committed.
    pub(super) fn begin_turn(&mut self, called: Vec<Called>, till: Till) {
        let endings = std::mem::take(&mut self.endings);
        if endings.is_empty() && called.is_empty() || self.underway.is_some() {
            self.endings = endings;
            return;
        }
        if self.in_flight.len() > CROWDED {
            self.next_turn = Instant::now() + GATHERED;
        }
        self.underway = Some(Underway { endings: endings.clone(), called: called.clone() });
        let desk = self.desk(till);
        let (store, done) = (self.outfit.store.clone(), self.done.clone());
        tokio::spawn(async move {
            let turned = store.write(Turn::Bulk, move |store| turn_if_current(store, &desk, &endings, called)).await;
            let _ = done.send(Done::Turn(Box::new(turned))); // the engine may have ended
        });
    }

    /// Writes the last outcomes; nothing is planned any more.
    pub(super) async fn last_turn(&mut self) -> Result<()> {
        let (endings, desk) = (std::mem::take(&mut self.endings), self.desk(Till::closed()));
        self.outfit.store.write(Turn::Bulk, move |store| turn(store, &desk, &endings, &[])).await.map(drop)
    }

    fn desk(&mut self, till: Till) -> Desk {
        let (now, instant) = (self.outfit.clock.now(), Instant::now());
        let busy = self.tallies.busy_groups(instant).into_iter().map(|(group, free)| (group, now + (free - instant)));
        let mut groups: HashMap<i64, Time> = busy.collect();
        for group in self.in_flight.values().filter_map(|flight| flight.group) {
            groups.entry(group).or_insert(now + PER_CHAT); // it is looked at again then
        }
        // A token that is refused may be another at the next start.
        let held = self.pace.held_until(instant).filter(|_| !self.current.token_refused);
        let held = held.map(|until| now + (until - instant));
        Desk {
            groups: Arc::new(groups),
            tail: self.tail.clone(),
            shelf: self.shelf.clone(),
            photos: self.photos.clone(),
            rules: self.rules,
            held,
            now,
            instant,
            till,
        }
    }

    /// A turn is written, or could not be: then its outcomes and chats come again with a later one.
    pub(super) fn turned(&mut self, turned: Result<Turned>) {
        let Some(Underway { mut endings, called }) = self.underway.take() else { return };
        match turned {
            Ok(turned) => self.send_off(turned),
            Err(error) => {
                log::error!("delivery stands still for {STANDSTILL:?}: {error}");
                endings.append(&mut self.endings);
                self.endings = endings;
                self.shelf = Arc::default(); // it may name editions that were not kept
                for called in called {
                    self.queue.add(called.line, called.due, [called.chat]);
                }
                self.standstill = Instant::now() + STANDSTILL;
            }
        }
    }

    fn send_off(&mut self, turned: Turned) {
        self.shelf.keep(&turned.planned);
        for (line, chat, until) in turned.later {
            self.queue.sleep(line, chat, until);
        }
        for called in turned.again {
            self.queue.add(called.line, called.due, [called.chat]);
        }
        for (chat, state) in turned.closed {
            log::debug!("chat {} is closed: {state:?}", chat.0);
            self.outfit.tell(Event::Closed(chat, state));
        }
        for (called, story) in turned.parked {
            self.park(called, &story);
        }
        let (instant, newsroom) = (Instant::now(), self.outfit.newsroom.borrow().clone());
        for planned in turned.planned {
            self.pace.depart(planned.ticket.fare, instant);
            if let Some(seq) = planned.ticket.billed {
                self.purse.charge(seq);
            }
            let telegram = planned.chat.telegram;
            self.tallies.departed(planned.visit.chat, telegram, planned.chat.kind, instant);
            let group = (planned.chat.kind == Kind::Group).then_some(telegram);
            self.in_flight.insert(planned.visit.chat, Flight { again: None, left: instant, group });
            let parcel = self.parcels.pack(&planned, &self.outfit, &newsroom);
            let (client, done) = (self.outfit.client.clone(), self.done.clone());
            tokio::spawn(async move {
                let answer = client.send(planned.chat.telegram, planned.chat.topic, &parcel).await;
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
        let (client, done) = (self.outfit.client.clone(), self.done.clone());
        tokio::spawn(async move {
            let _ = done.send(Done::Probe(client.get_me().await)); // the engine may have ended
        });
    }

    /// Looks at the bot's Stars before anything is paid for.
    pub(super) fn ask_for_balance(&mut self, instant: Instant) {
        if !self.pace.can_be_paid() || !self.purse.asks(instant) {
            return;
        }
        let (client, done) = (self.outfit.client.clone(), self.done.clone());
        tokio::spawn(async move {
            let _ = done.send(Done::Balance(client.star_balance().await)); // the engine may have ended
        });
    }

    /// Cards and alerts for staff: one at a time, ahead of everything, inside the same pace; they wait for a bad line, too.
    pub(super) fn post(&mut self, instant: Instant) {
        if self.posting || self.health.probe_at().is_some() || self.pace.ready_at(Fare::Free, instant) > instant {
            return;
        }
        let Ok(post) = self.posts.try_recv() else { return };
        self.posting = true;
        self.pace.depart(Fare::Free, instant);
        let (client, done) = (self.outfit.client.clone(), self.done.clone());
        tokio::spawn(async move {
            let answer = client.send(post.chat, 0, &post.parcel).await;
            let _ = done.send(Done::Posted(post.chat, instant, answer.clone())); // the engine may have ended
            let _ = post.answer.send(answer.outcome()); // nobody may wait for it
        });
    }
}
