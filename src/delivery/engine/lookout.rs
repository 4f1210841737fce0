//! What the engine knows of the log. In: the store's pulse, what searches find. Out: the end of the log in memory, plans that
//! became publications, requests to search for readers, the sign of life, and the floor after an outage.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{
    Engine,
    clocks::{Clocks, doubtful},
    recovery::say_raised,
};
use crate::{
    clock::{Moment, Time},
    delivery::{
        Event, Outfit,
        decide::{age::Floor, tail::Tail, visit::Rules},
        gate::lanes::Lane,
        scan::{self, Searches},
        turn::Shelf,
    },
    store::{ChatKey, Priority, Result, Seq, Writing},
};

/// How often another process's commits are looked for.
pub(super) const LOOK: Duration = Duration::from_millis(50);
/// How often the sign of life is written, where no work waits in vain.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);
/// How often plans are looked at while the clock is off: a countdown among them may be over.
const IN_DOUBT: Duration = Duration::from_secs(1);

/// The name of the number that is written to see whether the database takes anything again.
const TRIED: &str = "tried";

/// See the module.
pub(super) struct Lookout {
    tail: Arc<Tail>,
    /// Stories and editions of that state of the log.
    shelf: Arc<Shelf>,
    rules: Rules,
    searches: Searches,
    next_look: Instant,
    next_sign: Instant,
    clocks: Clocks,
    /// The clock was set back, and that has not been dealt with.
    set_back: bool,
    /// When plans are looked at next whose time may not have come.
    next_doubt: Instant,
}

impl Lookout {
    pub(super) fn new(outfit: &Outfit, floor: Floor, searches: Searches, now: Instant) -> Lookout {
        Lookout {
            tail: Arc::default(),
            shelf: Arc::default(),
            rules: Rules::new(outfit.newsroom.borrow().zone, outfit.uncertain, floor),
            searches,
            next_look: now,
            next_sign: now + SIGN_OF_LIFE,
            clocks: Clocks::default(),
            set_back: false,
            next_doubt: now,
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
        let moment = self.outfit.clock.moment();
        self.follow_clocks(&moment, instant).await?;
        if first || self.is_due(pulse.next_due, &moment, instant) || instant >= self.next_sign() {
            self.publish_due(moment, instant).await?;
            pulse = self.outfit.store.pulse()?; // what was due has just been published
        }
        let oldest = moment.surely() - self.outfit.keep;
        if self.lookout.tail.is_of(pulse.log) && self.lookout.tail.begins_after(oldest) {
            return Ok(());
        }
        self.read_log(oldest).await?;
        self.read_revisions(oldest).await?;
        self.lookout.searches.search(&self.lookout.tail, self.lookout.rules);
        Ok(())
    }

    /// When the sign of life is written next: at once where nobody knows whether it can be.
    fn next_sign(&self) -> Instant {
        if self.machine.ailment().is_some() { self.turns.earliest() } else { self.lookout.next_sign }
    }

    /// Whether a plan may be due. What waits for a clock that is off is looked at only now and then.
    fn is_due(&mut self, next: Option<Time>, moment: &Moment, instant: Instant) -> bool {
        let Some(due) = next.filter(|due| *due <= moment.now()) else { return false };
        if due <= moment.surely() && self.outfit.clock.is_answered() {
            return true;
        }
        let looks = instant >= self.lookout.next_doubt;
        if looks {
            self.lookout.next_doubt = instant + IN_DOUBT;
        }
        looks
    }

    /// The clock was set, or the machine has slept.
    async fn follow_clocks(&mut self, moment: &Moment, instant: Instant) -> Result<()> {
        let jump = self.lookout.clocks.look(moment, instant);
        self.lookout.rules.doubtful = doubtful(moment);
        self.board.clock(moment.error());
        self.gate.slept(jump.slept);
        self.lookout.set_back |= jump.back;
        if self.lookout.set_back {
            let now = moment.now();
            let begun = self.outfit.store.write(Priority::Bulk, move |store| store.set_back(now)).await?;
            log::warn!("the clock was set back; {begun} notes of later are of now, and everybody is looked at again");
            self.queue.wake(Time(i64::MAX));
            self.lookout.set_back = false;
        }
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

    async fn publish_due(&mut self, moment: Moment, instant: Instant) -> Result<()> {
        let sign = instant >= self.next_sign();
        if sign {
            self.lookout.next_sign = instant + SIGN_OF_LIFE;
        }
        let alive = sign && self.gate.dry_for(instant) < SIGN_OF_LIFE / 2;
        // Before the first answer nobody knows what time it is.
        let surely = if self.outfit.clock.is_answered() { moment.surely() } else { Time(i64::MIN) };
        let is_ailing = self.machine.ailment().is_some();
        let work = move |store: &Writing| {
            if is_ailing {
                store.set_number(TRIED, moment.now().0)?; // an empty commit would tell nothing
            }
            if alive {
                store.set_sign_of_life(&moment)?;
            }
            store.publish_due(moment.now(), surely)
        };
        let published = self.outfit.store.write(Priority::Bulk, work).await?;
        if is_ailing {
            self.machine.works();
        }
        for published in published {
            log::info!("article {} is published as {}", published.plan.article, published.seq.0);
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
        self.wakes(&chats);
        self.queue.add(Lane::News, self.outfit.clock.now(), chats);
    }

    /// After an outage, what would have been due long before is only counted.
    pub(super) async fn raise_floor(&mut self) {
        let (moment, seq, max_age) = (self.outfit.clock.moment(), self.lookout.tail.head(), self.outfit.max_age);
        let lasted = self.gate.dry_for(Instant::now());
        say_raised(lasted, max_age);
        self.board.raised(moment.now(), lasted);
        let floor = Floor::raised(seq, moment.now(), moment.surely(), max_age);
        self.lookout.rules.floor = floor;
        self.queue.cool(floor.cooled().1);
        let kept = self.outfit.store.write(Priority::Bulk, move |store| floor.keep(store)).await;
        if let Err(error) = kept {
            log::error!("cannot keep what the outage made too old: {error}");
        }
    }
}
