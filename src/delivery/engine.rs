//! The engine: the loop that visits chats. In: the log and the chats of the store, Telegram's answers, the time. Out:
//! requests through the gate, outcomes in the ledger. It listens for the next wake-up before it looks for work, then
//! looks, then waits; a slot at the gate, then the plan and the intent on disk in one transaction, then at once the
//! request, so that nothing stale ever leaves. While a turn is written, answers that come are gathered for the next one:
//! there is one turn at a time, and it takes all that has come together.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};

use super::{
    Outfit, Post,
    decide::{tail::Tail, visit::Rules},
    gate::{
        drought::Drought,
        health::Health,
        pace::{Fare, Pace},
        purse::{Purse, Till},
        tallies::Tallies,
    },
    parcels::Parcels,
    photos::Photos,
    recovery::{Found, recover},
    run_queue::{Line, RunQueue},
    scan::{self, Searches},
    status::{Event, Status},
    turn::{ALIVE, Called, Ending, Planned, Shelf, Turned},
};
use crate::bot_api::{Answer, Outcome};
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{ChatKey, Result, Seq, Turn},
};

/// More requests in flight make Telegram answer 429 to all (it holds a thousand a bot).
pub(super) const IN_FLIGHT: usize = 500;
/// How many visits one turn at the database plans at most.
const VISITS_PER_TURN: usize = 256;
/// How often another process's commits are looked for.
const LOOK: Duration = Duration::from_millis(50);
/// How often the sign of life is written, where no work waits in vain.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);
/// How long what is in flight may take at the end.
const FAREWELL: Duration = Duration::from_secs(8);
/// How long everything waits when the database cannot be written.
pub(super) const STANDSTILL: Duration = Duration::from_secs(5);

/// How a request ended.
pub(super) enum Done {
    /// A visit's; the answer has been read where it came, since the engine is one task.
    Visit(Box<Planned>, Outcome),
    /// `getMe`, tried while the line was bad.
    Probe(Answer),
    /// A message to staff: to whom, when it left, how it ended.
    Posted(i64, Instant, Answer),
    /// The bot's Stars, if Telegram said.
    Balance(Option<u32>),
    /// A photo has been looked for.
    Looked(ArticleKey, i64),
    /// A turn at the database.
    Turn(Box<Result<Turned>>),
}

/// A chat's open delivery.
pub(super) struct Flight {
    /// The lane in which the chat is visited again when it ends.
    pub(super) again: Option<Line>,
    /// When the request left.
    pub(super) left: Instant,
    /// The group's number at Telegram, if it is one.
    pub(super) group: Option<i64>,
}

/// What a turn that is being written has taken: given back if it fails.
pub(super) struct Underway {
    pub(super) endings: Vec<Ending>,
    pub(super) called: Vec<Called>,
}

/// See the module.
pub struct Engine {
    pub(super) outfit: Outfit,
    pub(super) rules: Rules,
    pub(super) queue: RunQueue,
    pub(super) pace: Pace,
    pub(super) purse: Purse,
    pub(super) health: Health,
    pub(super) drought: Drought,
    pub(super) tallies: Tallies,
    pub(super) photos: Photos,
    pub(super) parcels: Parcels,
    pub(super) tail: Arc<Tail>,
    pub(super) shelf: Arc<Shelf>,
    /// Chats with an open delivery.
    pub(super) in_flight: HashMap<ChatKey, Flight>,
    pub(super) endings: Vec<Ending>,
    /// The turn that is being written.
    pub(super) underway: Option<Underway>,
    /// No turn begins before: the database could not be written.
    pub(super) standstill: Instant,
    /// The same, so that it has more to write.
    pub(super) next_turn: Instant,
    pub(super) parked: HashMap<(ArticleKey, i64), (Instant, Vec<Called>)>,
    pub(super) posts: mpsc::UnboundedReceiver<Post>,
    touched: mpsc::UnboundedReceiver<ChatKey>,
    pub(super) done: mpsc::UnboundedSender<Done>,
    finished: mpsc::UnboundedReceiver<Done>,
    searches: Searches,
    found: mpsc::Receiver<scan::Found>,
    pub(super) status: watch::Sender<Status>,
    /// What `status` says with the next step.
    pub(super) current: Status,
    pub(super) probing: bool,
    pub(super) posting: bool,
    next_look: Instant,
    next_sign: Instant,
}

impl Engine {
    /// Takes up work where the last process left it; says how many sends nobody knows the end of.
    pub(super) async fn start(
        outfit: Outfit,
        posts: mpsc::UnboundedReceiver<Post>,
        touched: mpsc::UnboundedReceiver<ChatKey>,
        status: watch::Sender<Status>,
    ) -> Result<Engine> {
        let (done, finished) = mpsc::unbounded_channel();
        let (searches, found) = Searches::start(&outfit.store, &outfit.clock);
        let now = Instant::now();
        let Found { floor, wait, unknown, groups } = recover(&outfit, &status).await?;
        let rules = Rules { zone: outfit.newsroom.borrow().zone, uncertain: outfit.uncertain, floor };
        let current = status.borrow().clone();
        let mut engine = Engine {
            rules,
            queue: RunQueue::default(),
            pace: Pace::new(outfit.send_rate, outfit.paid_rate, now),
            purse: Purse::default(),
            health: Health::default(),
            drought: Drought::left(unknown, now),
            tallies: Tallies::of_groups(groups),
            photos: outfit.photos.clone(),
            parcels: Parcels::default(),
            tail: Arc::default(),
            shelf: Arc::default(),
            in_flight: HashMap::new(),
            endings: Vec::new(),
            underway: None,
            standstill: now,
            next_turn: now,
            parked: HashMap::new(),
            posts,
            touched,
            done,
            finished,
            searches,
            found,
            current,
            status,
            probing: false,
            posting: false,
            next_look: now,
            next_sign: now + SIGN_OF_LIFE,
            outfit,
        };
        engine.pace.hold(now + wait);
        engine.refresh(true).await?;
        engine.searches.ask(scan::Request::Everybody, &engine.tail, engine.rules);
        Ok(engine)
    }

    /// Works until `shutdown`, then waits a moment for what is in flight. What is still open after that is uncertain
    /// at the next start.
    pub(super) async fn run(mut self, shutdown: impl Future<Output = ()>) {
        tokio::pin!(shutdown);
        let store = self.outfit.store.clone();
        loop {
            let changed = store.changed();
            if let Err(error) = self.step().await {
                log::error!("delivery stands still for {STANDSTILL:?}: {error}");
                tokio::select! {
                    () = &mut shutdown => break,
                    () = tokio::time::sleep(STANDSTILL) => continue,
                }
            }
            let wake = self.wake_at();
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                // Before all others: this future is made anew each time, and a commit that it has seen would be forgotten.
                () = changed => self.next_look = Instant::now(),
                Some(done) = self.finished.recv() => self.ended(done).await,
                Some(found) = self.found.recv() => self.found(found),
                Some(chat) = self.touched.recv() => self.call(chat),
                () = tokio::time::sleep_until(wake) => {}
            }
            self.take_in().await;
        }
        self.farewell().await;
    }

    /// What else has come, so that it does not wait behind a log that changes again and again.
    async fn take_in(&mut self) {
        while let Ok(done) = self.finished.try_recv() {
            self.ended(done).await;
        }
        if let Ok(found) = self.found.try_recv() {
            self.found(found);
        }
        while let Ok(chat) = self.touched.try_recv() {
            self.call(chat);
        }
    }

    async fn farewell(mut self) {
        let end = Instant::now() + FAREWELL;
        while !self.in_flight.is_empty() || self.underway.is_some() {
            match tokio::time::timeout_at(end, self.finished.recv()).await {
                Ok(Some(done)) => self.ended(done).await,
                Ok(None) | Err(_) => break,
            }
            if Instant::now() >= self.standstill {
                self.begin_turn(Vec::new(), Till::closed());
            }
        }
        // The last answers: whatever turn is still being written is before them.
        if let Err(error) = self.last_turn().await {
            log::error!("the last outcomes could not be written: {error}");
        }
        if !self.in_flight.is_empty() {
            log::warn!("{} messages are still open; they are uncertain at the next start", self.in_flight.len());
        }
    }

    /// One look at everything that could be done now.
    async fn step(&mut self) -> Result<()> {
        let instant = Instant::now();
        if instant >= self.next_look {
            self.next_look = instant + LOOK;
            self.refresh(false).await?;
        }
        let now = self.outfit.clock.now();
        self.queue.wake(now);
        self.unpark(instant);
        self.probe(instant);
        self.ask_for_balance(instant);
        if self.underway.is_none() && instant >= self.standstill.max(self.next_turn) {
            self.post(instant);
            let fare = self.fare();
            let called = self.next_chats(fare, instant, now);
            self.drought.look(self.has_work(&called, instant), instant);
            if !called.is_empty() && self.drought.is_outage(instant) {
                self.raise_floor().await; // before the first message that may be taken again
            }
            let till = match fare {
                Fare::Free => Till::closed(),
                Fare::Paid => self.purse.till(self.pace.free_room(instant)),
            };
            self.begin_turn(called, till);
        }
        self.report(now);
        Ok(())
    }

    fn wake_at(&mut self) -> Instant {
        let (instant, now) = (Instant::now(), self.outfit.clock.now());
        let until = |time: Time| instant + time.since(now);
        let mut wake = self.next_look.min(instant + LOOK);
        if let Some(time) = self.queue.next_wake() {
            wake = wake.min(until(time));
        }
        let probe = self.health.probe_at().filter(|_| !self.probing);
        wake = wake.min(probe.unwrap_or(wake));
        if self.underway.is_some() {
            return wake; // its end wakes us
        }
        let waits = self.health.probe_at().is_some() || self.health.is_trying() && !self.in_flight.is_empty();
        let free = self.in_flight.len() < IN_FLIGHT && !waits;
        if free && !self.queue.is_empty() {
            wake = wake.min(self.pace.ready_at(self.fare(), instant));
        }
        let earliest = self.standstill.max(self.next_turn);
        if !self.endings.is_empty() {
            wake = wake.min(earliest);
        }
        wake.max(earliest.min(self.next_look))
    }

    /// Looks whether the log, the plans or the newsroom have changed. Most looks read nothing but the pulse.
    async fn refresh(&mut self, first: bool) -> Result<()> {
        self.rules.zone = self.outfit.newsroom.borrow().zone;
        let mut pulse = self.outfit.store.pulse()?;
        let now = self.outfit.clock.now();
        let is_due = pulse.next_due.is_some_and(|due| due <= now);
        if first || is_due || Instant::now() >= self.next_sign {
            self.publish_due(now).await?;
            pulse = self.outfit.store.pulse()?; // what was due has just been published
        }
        let oldest = now - self.outfit.keep;
        if self.tail.is_of(pulse.log) && self.tail.begins_after(oldest) {
            return Ok(());
        }
        let (mut tail, old_head) = (Tail::clone(&self.tail), self.tail.head());
        let read = self.outfit.store.read(move |store| {
            tail.refresh(store, oldest)?;
            let before = tail.entries().first().map_or(tail.head(), |first| Seq(first.seq.0 - 1));
            Ok((tail, store.prices_after(before)?))
        });
        let (tail, prices) = read.await?;
        self.tail = Arc::new(tail);
        self.purse.fill(&prices);
        self.shelf = Arc::default();
        if first {
            return Ok(());
        }
        let new: Vec<_> = self.tail.after(old_head).to_vec();
        for entry in new.into_iter().filter(|entry| !entry.stopped) {
            self.searches.ask(scan::Request::Entry(entry), &self.tail, self.rules);
        }
        Ok(())
    }

    async fn publish_due(&mut self, now: Time) -> Result<()> {
        let sign = Instant::now() >= self.next_sign;
        if sign {
            self.next_sign = Instant::now() + SIGN_OF_LIFE;
        }
        let alive = sign && self.drought.lasts(Instant::now()) < SIGN_OF_LIFE / 2;
        let work = move |store: &crate::store::Writing| {
            if alive {
                store.set_number(ALIVE, now.ms())?;
            }
            store.publish_due(now)
        };
        let published = self.outfit.store.write(Turn::Bulk, work).await?;
        for published in published {
            self.outfit.tell(Event::Published(published));
        }
        Ok(())
    }

    /// Who pays for the next departures: the newsroom, where breaking news waits that may cost something.
    fn fare(&self) -> Fare {
        let paid = self.queue.has_breaking() && self.purse.is_open() && self.pace.can_be_paid();
        if paid { Fare::Paid } else { Fare::Free }
    }

    /// The chats whose turn it is: as many as there are slots. Only breaking news is paid for.
    fn next_chats(&mut self, fare: Fare, instant: Instant, now: Time) -> Vec<Called> {
        let mut called: Vec<Called> = Vec::new();
        if self.health.probe_at().is_some() {
            return called;
        }
        let slots = self.pace.slots(fare, instant).min(VISITS_PER_TURN);
        while called.len() < slots && self.in_flight.len() + called.len() < IN_FLIGHT {
            if fare == Fare::Paid && !self.queue.has_breaking() {
                break;
            }
            if self.health.is_trying() && self.in_flight.len() + called.len() > 0 {
                break;
            }
            let Some((line, due, chat)) = self.queue.pop() else { break };
            if let Some(Flight { again, .. }) = self.in_flight.get_mut(&chat) {
                *again = Some(again.map_or(line, |before| before.min(line)));
            } else if let Some(free) = self.tallies.free_at(chat, instant) {
                self.queue.sleep(line, chat, now + (free - instant));
            } else {
                called.push(Called { chat, line, due });
            }
        }
        called
    }

    async fn ended(&mut self, done: Done) {
        let now = Instant::now();
        match done {
            Done::Visit(planned, outcome) => self.visited(*planned, outcome).await,
            Done::Probe(answer) => {
                self.probing = false;
                let broken = self.health.broken_for(now);
                if self.health.probed(answer.is_clear(), now) {
                    log::info!("Telegram answers again after {} s; delivery goes on", broken.as_secs());
                }
            }
            Done::Posted(chat, left, answer) => {
                self.posting = false;
                self.line_was(answer.is_clear(), now);
                if let Outcome::Flood(wait) = answer.outcome() {
                    self.flood(chat, Fare::Free, left, wait);
                }
            }
            Done::Balance(stars) => self.balance(stars),
            Done::Looked(article, revision) => self.release((article, revision)),
            Done::Turn(turned) => self.turned(*turned),
        }
    }
}
