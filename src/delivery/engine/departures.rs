//! What leaves. In: chats whose turn it is, messages to staff, what the gate wants to know. Out: one transaction, then the
//! requests, each in a task of its own. Whatever passes the gate is an [`Errand`] and leaves by [`Engine::dispatch`].

use std::{collections::HashMap, sync::Arc};

use tokio::time::Instant;

use super::{
    Engine, Post,
    flights::Photo,
    inbox::{Arrival, Inbox},
    repairs::pack,
};
use crate::{
    article::Story,
    bot_api::Parcel,
    clock::Time,
    delivery::{
        Event, Outfit,
        decide::visit::Rules,
        gate::{
            Chore, Opening, Passage,
            chats::PER_CHAT,
            lanes::Lane,
            pace::Fare,
            purse::{Ticket, Till},
        },
        parcels::rendered,
        turn::{Amend, Called, Given, Planned, Turned, amends::Ended, turn, turn_if_current},
    },
    newsroom::Newsroom,
    store::{Kind, Priority, Result},
};

/// What passes the gate.
pub(super) enum Errand {
    /// A visit to a chat, whose intent is in the ledger.
    Visit(Box<Planned>),
    /// An edit of something that was sent.
    Amend(Box<Amend>),
    /// A message to staff.
    Staff(Post),
}

impl Errand {
    /// Its passage through the gate.
    fn passage(&self, left: Instant) -> Passage {
        match self {
            Errand::Visit(planned) => Passage {
                lane: planned.lane(),
                chat: Some(planned.visit.chat),
                telegram: planned.chat.telegram,
                group: planned.chat.kind == Kind::Group,
                ticket: planned.ticket,
                left,
            },
            Errand::Amend(amend) => Passage {
                lane: amend.lane,
                chat: Some(amend.chat.key),
                telegram: amend.chat.telegram,
                group: amend.chat.kind == Kind::Group,
                ticket: Ticket::FREE,
                left,
            },
            Errand::Staff(post) => {
                let (telegram, group) = (post.chat, post.chat < 0);
                Passage { lane: Lane::Staff, chat: None, telegram, group, ticket: Ticket::FREE, left }
            }
        }
    }

    /// Chat and forum topic (0: none) at Telegram.
    fn address(&self) -> (i64, i64) {
        match self {
            Errand::Visit(planned) => (planned.chat.telegram, planned.chat.topic),
            Errand::Amend(amend) => (amend.chat.telegram, 0),
            Errand::Staff(post) => (post.chat, 0),
        }
    }
}

impl Engine {
    /// An errand leaves now; its answer arrives as [`Arrival::Back`].
    fn dispatch(&mut self, errand: Errand, parcel: Parcel, now: Instant) {
        let (passage, (chat, topic)) = (errand.passage(now), errand.address());
        self.gate.left(&passage);
        let client = self.outfit.client.clone();
        self.inbox.beside(async move {
            let answer = client.send(chat, topic, &parcel).await;
            Arrival::Back(errand, passage, answer.outcome())
        });
    }

    /// Outcomes in, intents out, in one transaction; answers that come meanwhile wait for the next turn. What it planned
    /// leaves when it is committed.
    pub(super) fn begin_turn(&mut self, called: Vec<Called>, till: Till) {
        let Some((endings, ended)) = self.turns.begin(&called, self.flights.len(), Instant::now()) else { return };
        let (store, given) = (self.outfit.store.clone(), self.given(till, &called, ended));
        self.inbox.beside(async move {
            let turned =
                store.write(Priority::Bulk, move |store| turn_if_current(store, &given, &endings, called)).await;
            Arrival::Turned(Box::new(turned))
        });
    }

    /// Writes the last outcomes; nothing is planned any more.
    pub(super) async fn last_turn(&mut self) -> Result<()> {
        let (endings, ended) = self.turns.last();
        let given = self.given(Till::closed(), &[], ended);
        self.outfit.store.write(Priority::Bulk, move |store| turn(store, &given, &endings, &[])).await.map(drop)
    }

    fn given(&mut self, till: Till, called: &[Called], ended: Vec<Ended>) -> Given {
        let (now, instant) = (self.outfit.clock.now(), Instant::now());
        let then = |moment: Instant| now + (moment - instant);
        let mut busy: HashMap<i64, Time> =
            self.gate.busy(instant).into_iter().map(|(chat, free)| (chat, then(free))).collect();
        for group in self.flights.groups() {
            busy.entry(group).or_insert(now + PER_CHAT); // it is looked at again then
        }
        Given {
            busy: Arc::new(busy),
            tail: self.lookout.tail(),
            shelf: self.lookout.shelf(),
            photos: self.outfit.photos.clone(),
            rules: Rules { line_well: self.line_well(instant, now), ..self.lookout.rules() },
            held: self.gate.lasting_hold(instant).map(then),
            now,
            instant,
            till,
            amending: self.amending(called, ended),
        }
    }

    /// Since when the line has been well.
    fn line_well(&self, instant: Instant, now: Time) -> Time {
        self.gate.line_well_since().map_or(Time(0), |since| now - (instant - since))
    }

    /// A turn is written, or could not be: then its outcomes and chats come again with a later one.
    pub(super) fn turned(&mut self, turned: Result<Turned>) {
        match turned {
            Ok(turned) => {
                self.turns.done();
                self.machine.works();
                self.send_off(turned);
            }
            Err(error) => {
                log::error!("delivery stands still for {:?}: {error}", super::STANDSTILL);
                self.machine.fails(error.ailment());
                self.lookout.clear_shelf(); // it may name editions that were not kept
                self.gate.keep_promised(0, Instant::now());
                let called = self.turns.failed(Instant::now());
                self.call_again(called);
            }
        }
    }

    fn send_off(&mut self, turned: Turned) {
        let Turned { planned, later, parked, closed, barred, freed, again, amends, behind } = turned;
        self.lookout.shelf().keep(&planned, &amends);
        self.look_at_copies(&behind, Lane::Repair);
        for (lane, chat, until) in later {
            self.queue.sleep(lane, chat, until);
        }
        self.call_again(again);
        for (chat, state) in closed {
            log::debug!("chat {} is closed: {state:?}", chat.0);
            self.outfit.tell(Event::Closed(chat, state));
        }
        for (chat, why) in barred {
            log::debug!("chat {} may not be written to, and is tried again: {why}", chat.0);
            self.outfit.tell(Event::Barred(chat, why));
        }
        freed.into_iter().for_each(|chat| self.outfit.tell(Event::Freed(chat)));
        for (called, story) in parked {
            self.park(called, story);
        }
        let (instant, newsroom) = (Instant::now(), self.outfit.newsroom.borrow().clone());
        for planned in planned {
            let group = (planned.chat.kind == Kind::Group).then_some(planned.chat.telegram);
            self.flights.begin(planned.visit.chat, group);
            let parcel = self.parcels.pack(&planned, &self.outfit, &newsroom);
            self.dispatch(Errand::Visit(Box::new(planned)), parcel, instant);
        }
        amends.into_iter().for_each(|amend| self.send_amend(amend, &newsroom, instant));
        self.gate.keep_promised(0, instant); // who was promised a place and had nothing to say
    }

    fn send_amend(&mut self, amend: Amend, newsroom: &Arc<Newsroom>, now: Instant) {
        let group = (amend.chat.kind == Kind::Group).then_some(amend.chat.telegram);
        self.flights.begin(amend.chat.key, group);
        self.amend_leaves();
        let message = rendered(&self.outfit, newsroom, &amend.contents, &amend.stories, &amend.mentions);
        let parcel = pack(&amend, &message);
        self.dispatch(Errand::Amend(Box::new(amend)), parcel, now);
    }

    /// The chats whose turn it is: as many as may leave. Only breaking news is paid for.
    pub(super) fn next_chats(&mut self, opening: &Opening, instant: Instant, now: Time) -> Vec<Called> {
        let mut called: Vec<Called> = Vec::new();
        while called.len() < opening.visits {
            if opening.fare == Fare::Paid && !self.queue.has_breaking() {
                break;
            }
            let Some(next @ Called { chat, lane, .. }) = self.next_chat(opening) else { break };
            if self.flights.call_after(chat, lane) {
                continue;
            }
            // A chat may wait for news and for a repair.
            let same = || called.iter().any(|other| other.chat == chat).then(|| instant + PER_CHAT);
            match self.gate.chat_free_at(chat, instant).or_else(same) {
                Some(free) => self.queue.sleep(lane, chat, now + (free - instant)),
                None => {
                    self.gate.called(lane);
                    called.push(next);
                }
            }
        }
        self.gate.keep_promised(called.len(), instant);
        called
    }

    /// The next chat for which this opening is, if one waits.
    fn next_chat(&mut self, opening: &Opening) -> Option<Called> {
        if opening.repairs {
            return self.repair_in(Lane::Repair);
        }
        let repair = if opening.fare == Fare::Paid { None } else { self.next_repair() };
        repair.or_else(|| self.queue.pop().map(|(lane, due, chat)| Called { chat, lane, due }))
    }

    /// Puts chats back into their lanes, with the time since which they are due.
    pub(super) fn call_again(&mut self, called: impl IntoIterator<Item = Called>) {
        for Called { chat, lane, due } in called {
            self.queue.add(lane, due, [chat]);
        }
    }

    /// A chat waits for a photo that is being uploaded or looked for.
    fn park(&mut self, called: Called, story: Arc<Story>) {
        let photo = (story.key, story.revision);
        if self.parked.wait(photo, called) && self.outfit.photos.is_unknown(&story) {
            look_for(&self.inbox, &self.outfit, story);
        }
    }

    /// Whoever waited for this photo is called.
    pub(super) fn release(&mut self, photo: Photo) {
        let called = self.parked.release(photo);
        self.call_again(called);
    }

    /// Asks Telegram what the gate wants to know.
    pub(super) fn do_chores(&mut self, now: Instant) {
        while let Some(chore) = self.gate.chore(now) {
            let client = self.outfit.client.clone();
            match chore {
                Chore::Probe => {
                    self.inbox.beside(async move { Arrival::Probed(client.get_me().await.is_clear()) });
                }
                Chore::Balance => {
                    self.inbox.beside(async move { Arrival::Balance(client.star_balance().await) });
                }
            }
        }
    }

    /// Cards and alerts for staff: ahead of everything, inside the same pace; they wait for a bad line, too.
    pub(super) fn post(&mut self, now: Instant) {
        let others = !self.queue.is_empty();
        let mut busy = self.gate.busy(now);
        while self.staff.is_waiting(&busy) && self.gate.admits_staff(others, now) {
            let Some(post) = self.staff.next(&busy) else { return };
            busy.insert(post.chat, now + PER_CHAT);
            let parcel = post.parcel.clone();
            self.dispatch(Errand::Staff(post), parcel, now);
        }
    }
}

fn look_for(inbox: &Inbox, outfit: &Outfit, story: Arc<Story>) {
    let outfit = outfit.clone();
    inbox.beside(async move {
        if let Some(lack) = outfit.photos.await_photo(&outfit.store, &story).await {
            outfit.tell(Event::WithoutPhoto(story.key, lack));
        }
        Arrival::Looked((story.key, story.revision))
    });
}
