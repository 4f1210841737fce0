//! The engine: the loop that visits chats. In: the log and the chats of the store, Telegram's answers, the time. Out:
//! requests through the gate, outcomes in the ledger. It listens for the next wake-up before it looks for work, then
//! looks, then waits; a slot at the gate, then the plan, then the intent on disk, then the request, all in one step, so
//! that nothing stale ever leaves.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};

use super::{
    Outfit, Post,
    answer::{Answer, Outcome},
    health::Health,
    outcomes::recover,
    pace::Pace,
    parcels::Parcels,
    photos::Photos,
    run_queue::{Line, RunQueue},
    scan,
    status::{Event, Status},
    tail::Tail,
    tallies::Tallies,
    turn::{Called, Ending, OUTAGE, Planned, Shelf},
    visit::Rules,
};
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{ChatKey, Result, Turn},
};

/// More requests in flight make Telegram answer 429 to all (it holds a thousand a bot).
const IN_FLIGHT: usize = 500;
/// How many visits one turn at the database plans at most.
const VISITS_PER_TURN: usize = 256;
/// How often another process's commits are looked for.
const LOOK: Duration = Duration::from_millis(50);
/// How often the sign of life is written.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);
/// How long what is in flight may take at the end.
const FAREWELL: Duration = Duration::from_secs(8);
/// How long everything waits when the database cannot be written.
const STANDSTILL: Duration = Duration::from_secs(5);

/// How a request ended.
pub(super) enum Done {
    /// A visit's; the answer has been read where it came, since the engine is one task.
    Visit(Box<Planned>, Outcome),
    /// `getMe`, tried while the line was bad.
    Probe(Answer),
    /// A message to staff.
    Posted(Answer),
    /// A photo has been looked for.
    Looked(ArticleKey, i64),
}

/// See the module.
pub struct Engine {
    pub(super) outfit: Outfit,
    pub(super) rules: Rules,
    pub(super) queue: RunQueue,
    pub(super) pace: Pace,
    pub(super) health: Health,
    pub(super) tallies: Tallies,
    pub(super) photos: Photos,
    pub(super) parcels: Parcels,
    pub(super) tail: Arc<Tail>,
    pub(super) shelf: Arc<Shelf>,
    /// Chats with an open delivery, and the lane in which they are visited again when it ends.
    pub(super) in_flight: HashMap<ChatKey, Option<Line>>,
    pub(super) endings: Vec<Ending>,
    pub(super) parked: HashMap<(ArticleKey, i64), (Instant, Vec<Called>)>,
    pub(super) posts: mpsc::UnboundedReceiver<Post>,
    touched: mpsc::UnboundedReceiver<ChatKey>,
    pub(super) done: mpsc::UnboundedSender<Done>,
    finished: mpsc::UnboundedReceiver<Done>,
    scans: mpsc::UnboundedSender<(scan::Request, Arc<Tail>, Rules)>,
    found: mpsc::Receiver<scan::Found>,
    pub(super) status: watch::Sender<Status>,
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
        let (scans, requests) = mpsc::unbounded_channel();
        let (give, found) = mpsc::channel(4);
        tokio::spawn(scan::run(outfit.store.clone(), outfit.clock.clone(), requests, give));
        let now = Instant::now();
        let floor = recover(&outfit, &status).await?;
        let rules = Rules { zone: outfit.newsroom.borrow().zone, uncertain: outfit.uncertain, floor };
        let mut engine = Engine {
            rules,
            queue: RunQueue::default(),
            pace: Pace::new(outfit.send_rate, now),
            health: Health::default(),
            tallies: Tallies::default(),
            photos: outfit.photos.clone(),
            parcels: Parcels::default(),
            tail: Arc::default(),
            shelf: Arc::default(),
            in_flight: HashMap::new(),
            endings: Vec::new(),
            parked: HashMap::new(),
            posts,
            touched,
            done,
            finished,
            scans,
            found,
            status,
            probing: false,
            posting: false,
            next_look: now,
            next_sign: now,
            outfit,
        };
        engine.refresh(true).await?;
        let _ = engine.scans.send((scan::Request::Everybody, engine.tail.clone(), engine.rules)); // ends with us
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
                Some(done) = self.finished.recv() => {
                    self.ended(done).await;
                    while let Ok(done) = self.finished.try_recv() {
                        self.ended(done).await;
                    }
                }
                Some(found) = self.found.recv() => self.found(found),
                Some(chat) = self.touched.recv() => self.call(chat),
                () = changed => self.next_look = Instant::now(),
                () = tokio::time::sleep_until(wake) => {}
            }
        }
        self.farewell().await;
    }

    async fn farewell(mut self) {
        let end = Instant::now() + FAREWELL;
        while !self.in_flight.is_empty() {
            match tokio::time::timeout_at(end, self.finished.recv()).await {
                Ok(Some(done)) => self.ended(done).await,
                Ok(None) | Err(_) => break,
            }
        }
        if let Err(error) = self.turn(Vec::new()).await {
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
        self.post(instant);
        let called = self.next_chats(instant, now);
        if !self.endings.is_empty() || !called.is_empty() {
            self.turn(called).await?;
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
        let free = self.in_flight.len() < IN_FLIGHT && self.health.probe_at().is_none();
        if free && !self.queue.is_empty() {
            wake = wake.min(self.pace.ready_at(instant));
        }
        wake
    }

    /// Looks whether the log, the plans or the newsroom have changed. Most looks read nothing but the pulse.
    async fn refresh(&mut self, first: bool) -> Result<()> {
        self.rules.zone = self.outfit.newsroom.borrow().zone;
        let pulse = self.outfit.store.pulse()?;
        let now = self.outfit.clock.now();
        let is_due = pulse.next_due.is_some_and(|due| due <= now);
        if first || is_due || Instant::now() >= self.next_sign {
            self.publish_due(now).await?;
        }
        if self.tail.is_of(pulse.log) {
            return Ok(());
        }
        let (mut tail, oldest, old_head) = (Tail::clone(&self.tail), now - self.outfit.keep, self.tail.head());
        let read = self.outfit.store.read(move |store| tail.refresh(store, oldest).map(|_| tail));
        self.tail = Arc::new(read.await?);
        self.shelf = Arc::default();
        if first {
            return Ok(());
        }
        let new: Vec<_> = self.tail.after(old_head).to_vec();
        for entry in new.into_iter().filter(|entry| !entry.stopped) {
            let _ = self.scans.send((scan::Request::Entry(entry), self.tail.clone(), self.rules)); // ends with us
        }
        Ok(())
    }

    async fn publish_due(&mut self, now: Time) -> Result<()> {
        let sign = Instant::now() >= self.next_sign;
        if sign {
            self.next_sign = Instant::now() + SIGN_OF_LIFE;
        }
        let work = move |store: &crate::store::Writing| {
            if sign {
                store.set_number("alive", now.ms())?;
            }
            store.publish_due(now)
        };
        let published = self.outfit.store.write(Turn::Bulk, work).await?;
        for published in published {
            self.outfit.tell(Event::Published(published));
        }
        Ok(())
    }

    /// The chats whose turn it is: as many as there are slots.
    fn next_chats(&mut self, instant: Instant, now: Time) -> Vec<Called> {
        let mut called: Vec<Called> = Vec::new();
        if self.health.probe_at().is_some() {
            return called;
        }
        let slots = self.pace.slots(instant).min(VISITS_PER_TURN);
        while called.len() < slots && self.in_flight.len() + called.len() < IN_FLIGHT {
            let Some((line, due, chat)) = self.queue.pop() else { break };
            if let Some(again) = self.in_flight.get_mut(&chat) {
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
                    if broken >= OUTAGE {
                        self.raise_floor().await;
                    }
                }
            }
            Done::Posted(answer) => {
                self.posting = false;
                if let Outcome::Flood(wait) = answer.outcome() {
                    self.pace.flood(now, wait);
                }
            }
            Done::Looked(article, revision) => self.release((article, revision)),
        }
    }
}
