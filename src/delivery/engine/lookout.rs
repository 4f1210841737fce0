//! What the engine knows of the log. In: the store's pulse, what searches find. Out: the end of the log in memory, plans that
//! became publications, requests to search for readers, the sign of life, and the floor after an outage.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::Engine;
use crate::{
    clock::Time,
    delivery::{
        Event, Outfit,
        decide::{age::Floor, tail::Tail, visit::Rules},
        gate::lanes::Lane,
        scan::{self, Searches},
        turn::{ALIVE, Shelf},
    },
    store::{ChatKey, Priority, Result, Seq, Writing},
};

/// How often another process's commits are looked for.
pub(super) const LOOK: Duration = Duration::from_millis(50);
/// How often the sign of life is written, where no work waits in vain.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// See the module.
pub(super) struct Lookout {
    tail: Arc<Tail>,
    /// Stories and editions of that state of the log.
    shelf: Arc<Shelf>,
    rules: Rules,
    searches: Searches,
    next_look: Instant,
    next_sign: Instant,
}

impl Lookout {
    pub(super) fn new(outfit: &Outfit, floor: Floor, searches: Searches, now: Instant) -> Lookout {
        Lookout {
            tail: Arc::default(),
            shelf: Arc::default(),
            rules: Rules {
                zone: outfit.newsroom.borrow().zone,
                uncertain: outfit.uncertain,
                floor,
                line_well: Time(0),
            },
            searches,
            next_look: now,
            next_sign: now + SIGN_OF_LIFE,
        }
    }

    pub(super) fn tail(&self) -> Arc<Tail> {
        self.tail.clone()
    }

    pub(super) fn shelf(&self) -> Arc<Shelf> {
        self.shelf.clone()
    }

    /// Forgets what was read of this state of the log.
    pub(super) fn clear_shelf(&mut self) {
        self.shelf = Arc::default();
    }

    pub(super) fn rules(&self) -> Rules {
        self.rules
    }

    pub(super) fn next_look(&self) -> Instant {
        self.next_look
    }

    pub(super) fn is_due(&self, now: Instant) -> bool {
        now >= self.next_look
    }

    /// Something was committed.
    pub(super) fn look_now(&mut self) {
        self.next_look = Instant::now();
    }
}

impl Engine {
    /// Looks whether the log, the plans or the newsroom have changed. Most looks read nothing but the pulse.
    pub(super) async fn look(&mut self, first: bool) -> Result<()> {
        let instant = Instant::now();
        if !first {
            self.lookout.next_look = instant + LOOK; // after the first, whatever came while it was made is looked for at once
        }
        self.lookout.rules.zone = self.outfit.newsroom.borrow().zone;
        let mut pulse = self.outfit.store.pulse()?;
        let now = self.outfit.clock.now();
        let is_due = pulse.next_due.is_some_and(|due| due <= now);
        if first || is_due || instant >= self.lookout.next_sign {
            self.publish_due(now, instant).await?;
            pulse = self.outfit.store.pulse()?; // what was due has just been published
        }
        let oldest = now - self.outfit.keep;
        if self.lookout.tail.is_of(pulse.log) && self.lookout.tail.begins_after(oldest) {
            return Ok(());
        }
        self.read_log(oldest).await?;
        self.lookout.searches.search(&self.lookout.tail, self.lookout.rules);
        Ok(())
    }

    async fn read_log(&mut self, oldest: Time) -> Result<()> {
        let mut tail = Tail::clone(&self.lookout.tail);
        let read = self.outfit.store.read(move |store| {
            tail.refresh(store, oldest)?;
            let before = tail.entries().first().map_or(tail.head(), |first| Seq(first.seq.0 - 1));
            Ok((tail, store.prices_after(before)?))
        });
        let (tail, prices) = read.await?;
        self.lookout.tail = Arc::new(tail);
        self.lookout.clear_shelf();
        self.gate.fill_purse(&prices);
        Ok(())
    }

    async fn publish_due(&mut self, now: Time, instant: Instant) -> Result<()> {
        let sign = instant >= self.lookout.next_sign;
        if sign {
            self.lookout.next_sign = instant + SIGN_OF_LIFE;
        }
        let alive = sign && self.gate.dry_for(instant) < SIGN_OF_LIFE / 2;
        let work = move |store: &Writing| {
            if alive {
                store.set_number(ALIVE, now.ms())?;
            }
            store.publish_due(now)
        };
        let published = self.outfit.store.write(Priority::Bulk, work).await?;
        for published in published {
            self.outfit.tell(Event::Published(published));
        }
        Ok(())
    }

    /// Chats that a search has found.
    pub(super) fn found(&mut self, found: scan::Found) {
        for (lane, due, chats) in found.due {
            self.queue.add(lane, due, chats);
        }
        for (lane, chat, until) in found.later {
            self.queue.sleep(lane, chat, until);
        }
    }

    /// Chats whose settings have changed: whether something is due is found out by a visit.
    pub(super) fn call(&mut self, chats: Vec<ChatKey>) {
        self.queue.add(Lane::News, self.outfit.clock.now(), chats);
    }

    /// After an outage, what would have been due long before is only counted.
    pub(super) async fn raise_floor(&mut self) {
        let (now, seq) = (self.outfit.clock.now(), self.lookout.tail.head());
        let floor = Floor::raised(seq, now, self.outfit.max_age);
        self.lookout.rules.floor = floor;
        self.queue.cool(floor.cooled().1);
        let kept = self.outfit.store.write(Priority::Bulk, move |store| floor.keep(store)).await;
        if let Err(error) = kept {
            log::error!("cannot keep what the outage made too old: {error}");
        }
    }
}
