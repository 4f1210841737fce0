//! The engine: the loop that visits chats. In: the log and the chats of the store, Telegram's answers, the time. Out: requests
//! through the gate, outcomes in the ledger.
//!
//! # Needs
//!
//! - Nothing stale leaves: what was planned before a stop, a retraction, a change of wishes or the night must not go out after.
//! - Nothing leaves that a crash would forget: the intent is on disk before the request goes.
//! - Breaking news leaves with the next slot, however much waits.
//! - A commit that syncs takes milliseconds, a second of a thousand messages has no room for a thousand of them.
//! - A million chats may be due at once, and none of it may hold up a person's `/start`.
//!
//! # Design
//!
//! One task owns everything and never waits for a request or a search: those run beside it and come back as an [`Arrival`].
//! Its loop listens for the next wake-up *before* it looks for work, then looks ([`Engine::step`]), then waits; so nothing that
//! happens between looking and waiting is missed. A step asks the gate how many may leave, takes so many chats from the run
//! queue, and gives them to one turn at the database ([`super::turn`]) together with all outcomes that have come since the last:
//! outcomes in, plans and intents out, one transaction. When it is committed, what it planned leaves at once. One turn is
//! under way at a time, and answers that come meanwhile are gathered for the next: so commits carry more the busier it is.
//! What leaves is an [`Errand`], a visit, an edit of what was sent or a message to staff; the gate is told when it left and when it came back, whatever it is.
//!
//! The engine keeps nothing that cannot be found again: the run queue is a hint, computed from log and cursors at start; a
//! flight is a row of the ledger without an outcome.
//!
//! # Races that are accepted
//!
//! - *A commit between the look at the log and the turn.* The turn compares the log's version inside its own transaction
//!   ([`turn_if_current`](super::turn::turn_if_current)) and plans nothing from an old look; its chats come again after the next.
//! - *A commit between the turn and the request.* What an editor stops after the commit of the intent leaves all the same: it is
//!   the same to the reader as a stop that came a moment later, and no check could be closer to the wire.
//! - *A search that looks at an old state of the log.* It calls chats that want nothing any more: their visits find nothing and
//!   write nothing. It cannot leave somebody out, since each new entry is searched for after it was committed.
//! - *A chat called while its message is in flight.* It is noted with the flight and called when that has ended, in the first of the lanes
//!   asked for; a visit that was planned with less knowledge moved no cursor past what it had not seen.
//! - *Another process commits.* It is noticed by [`LOOK`] at the latest, so its news is late by that much.
//! - *Staff's messages while a turn is under way.* The turn's slots are not used up yet, so what staff get waits for its end, some
//!   milliseconds; else both together would pass the pace.
//! - *The end.* What has not come back eight seconds after the wish to end stays open and is uncertain at the next start: a
//!   longer wait would be cut off by whoever supervises the process.

mod board;
mod clocks;
mod closing;
mod departures;
mod flights;
mod inbox;
mod lookout;
mod machine;
mod outcomes;
mod recovery;
mod repaired;
mod repairs;
mod staff;
mod turns;

use std::time::Duration;

use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};

pub use inbox::Touches;
pub(super) use staff::Post;

use super::{
    Meter, Outfit, Status,
    gate::{Beginning, Gate, Waiting, book::Book, lanes::Lane, purse::Till, suspects::Suspects, witness::Witness},
    parcels::Parcels,
    run_queue::RunQueue,
    scan::Searches,
};
use crate::{
    clock::Time,
    store::{Error, Result},
};
use board::Board;
use closing::Closing;
use departures::Errand;
use flights::{Flights, Parked};
use inbox::{Arrival, Inbox};
use lookout::{LOOK, Lookout};
use machine::Machine;
use recovery::{Found, recover};
use repairs::Repairs;
use staff::Staff;
use turns::{STANDSTILL, Turns};

/// How long what is in flight may take at the end.
const FAREWELL: Duration = Duration::from_secs(8);

/// See the module.
pub struct Engine {
    outfit: Outfit,
    /// When something may leave.
    gate: Gate,
    /// Stories at which Telegram may fail.
    suspects: Suspects,
    /// What is known of the log.
    lookout: Lookout,
    /// Chats to visit.
    queue: RunQueue,
    /// Messages to staff.
    staff: Staff,
    /// Chats with an open delivery.
    flights: Flights,
    /// Chats that wait for a photo.
    parked: Parked,
    /// The turn that is being written, and what waits for the next.
    turns: Turns,
    /// Closing answers that wait for a witness.
    witness: Witness<Closing>,
    /// That nobody takes anything has been told.
    refusing: bool,
    /// What was sent and is repaired.
    repairs: Repairs,
    parcels: Parcels,
    inbox: Inbox,
    /// What is under it.
    machine: Machine,
    /// How it goes.
    board: Board,
    /// What has left, and how late.
    meter: Meter,
}

impl Engine {
    /// Takes up work where the last process left it; says how many sends nobody knows the end of.
    pub async fn start(
        outfit: Outfit,
        posts: mpsc::Receiver<Post>,
        touches: Touches,
        status: watch::Sender<Status>,
        meter: Meter,
    ) -> Result<Engine> {
        let now = Instant::now();
        let Found { floor, wait, unknown, groups } = recover(&outfit, &status).await?;
        let (free, paid) = (outfit.send_rate, outfit.paid_rate);
        let (searches, found) = Searches::start(&outfit.store, &outfit.clock);
        let mut engine = Engine {
            gate: Gate::new(Beginning { free, paid, wait, unknown, groups }, now),
            suspects: Suspects::default(),
            lookout: Lookout::new(&outfit, floor, searches, now),
            queue: RunQueue::default(),
            staff: Staff::default(),
            flights: Flights::default(),
            parked: Parked::default(),
            turns: Turns::new(now),
            witness: Witness::default(),
            refusing: false,
            repairs: Repairs::default(),
            parcels: Parcels::default(),
            inbox: Inbox::new(posts, touches, found),
            machine: Machine::new(now),
            board: Board::new(status),
            meter,
            outfit,
        };
        engine.look(true).await?;
        Ok(engine)
    }

    /// The book of departures and holds.
    pub fn book(&self) -> Book {
        self.gate.book()
    }

    /// Works until `shutdown`, then waits a moment for what is in flight. What is still open after that is uncertain
    /// at the next start.
    pub async fn run(mut self, shutdown: impl Future<Output = ()>) {
        tokio::pin!(shutdown);
        let store = self.outfit.store.clone();
        loop {
            let changed = store.changed();
            self.meter.turns();
            if let Err(error) = self.step().await {
                self.stands_still(&error);
                tokio::select! {
                    () = &mut shutdown => break,
                    () = tokio::time::sleep(STANDSTILL) => {}
                }
                for arrival in self.inbox.rest(self.staff.has_room()) {
                    self.take(arrival).await;
                }
                continue;
            }
            let wake = self.wake_at();
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                // Before all others: this future is made anew each time, and a commit that it has seen would be forgotten.
                () = changed => self.lookout.look_now(),
                arrival = self.inbox.next() => self.take(arrival).await,
                () = tokio::time::sleep_until(wake) => {}
            }
            // What else has come, so that it does not wait behind a log that changes again and again.
            for arrival in self.inbox.rest(self.staff.has_room()) {
                self.take(arrival).await;
            }
        }
        self.farewell().await;
    }

    /// Nothing can be looked for. What is wrong is told, and the desk hears of it.
    fn stands_still(&mut self, error: &Error) {
        log::error!("delivery stands still for {STANDSTILL:?}: {error}");
        let instant = Instant::now();
        self.machine.fails(error.ailment());
        if self.turns.may_begin(instant) {
            self.post(instant);
        }
        self.report(self.outfit.clock.now());
    }

    async fn farewell(mut self) {
        self.let_go().await;
        let end = Instant::now() + FAREWELL;
        while !self.flights.is_empty() || self.turns.is_underway() {
            match tokio::time::timeout_at(end, self.inbox.next()).await {
                Ok(arrival) => self.take(arrival).await,
                Err(_) => break,
            }
            if self.turns.may_begin(Instant::now()) {
                self.begin_turn(Vec::new(), Till::closed());
            }
        }
        // The last answers: whatever turn is still being written is before them.
        if let Err(error) = self.last_turn().await {
            log::error!("the last outcomes could not be written: {error}");
        }
        if !self.flights.is_empty() {
            log::warn!("{} messages are still open; they are uncertain at the next start", self.flights.len());
        }
    }

    /// One look at everything that could be done now.
    async fn step(&mut self) -> Result<()> {
        let instant = Instant::now();
        if self.lookout.is_due(instant) {
            self.look(false).await?;
        }
        self.machine.look(|| self.outfit.store.free(), instant);
        let now = self.outfit.clock.now();
        self.queue.wake(now);
        for called in self.parked.ripe(instant) {
            self.queue.add(called.lane, called.due, [called.chat]);
        }
        self.sweep(instant).await?;
        self.do_chores(instant);
        self.ask_witnesses(instant);
        if self.turns.may_begin(instant) {
            self.post(instant);
            let opening = self.gate.opening(self.waiting(), instant);
            let called = if self.machine.is_halted() {
                self.gate.keep_promised(0, instant);
                Vec::new()
            } else {
                self.next_chats(&opening, instant, now)
            };
            self.gate.note_work(self.has_work() || !called.is_empty(), instant);
            if !called.is_empty() && self.gate.is_outage(instant) {
                self.raise_floor().await; // before the first message that may be taken again
            }
            self.begin_turn(called, opening.till);
        }
        self.report(now);
        Ok(())
    }

    fn wake_at(&mut self) -> Instant {
        let (instant, now) = (Instant::now(), self.outfit.clock.now());
        let until = |time: Time| instant + time.since(now);
        let sleepers = self.queue.next_wake().map(until);
        let mut wakes = vec![instant + LOOK, self.lookout.next_look()];
        wakes.extend(sleepers.into_iter().chain(self.gate.next_chore()).chain(self.witness.asks_at()));
        wakes.extend(self.repairs.next());
        if self.turns.is_underway() {
            return wakes.into_iter().min().unwrap_or(instant); // its end wakes us
        }
        if !self.queue.is_empty() && !self.machine.is_halted() {
            wakes.extend(self.gate.opens_for_visits(self.waiting(), instant));
        }
        wakes.extend(self.staff_wakes(instant));
        if self.turns.has_endings() {
            wakes.push(self.turns.earliest());
        }
        // Before the next turn may begin there is nothing to do but to look.
        let wake = wakes.into_iter().min().unwrap_or(instant);
        wake.max(self.turns.earliest().min(self.lookout.next_look()))
    }

    /// What waits for the gate.
    fn waiting(&self) -> Waiting {
        Waiting { breaking: self.queue.has_breaking(), repairs: self.queue.waiting(Lane::Repair) }
    }

    /// When a message to staff may be able to leave.
    fn staff_wakes(&mut self, now: Instant) -> Option<Instant> {
        if self.staff.is_empty() {
            return None;
        }
        let busy = self.gate.busy(now);
        let ready = self.staff.is_waiting(&busy).then(|| self.gate.opens_for_staff(!self.queue.is_empty(), now));
        ready.into_iter().chain(self.staff.free_at(&busy)).min()
    }

    /// Whether a message would leave, if Telegram took it.
    fn has_work(&self) -> bool {
        !self.queue.is_empty() || !self.flights.is_empty() || !self.parked.is_empty()
    }

    async fn take(&mut self, arrival: Arrival) {
        match arrival {
            Arrival::Back(errand, passage, outcome) => self.came_back(errand, &passage, outcome).await,
            Arrival::Probed(clear) => self.gate.probed(clear, Instant::now()),
            Arrival::Witnessed(word) => self.witnessed(word).await,
            Arrival::Balance(stars) => self.gate.has_stars(stars),
            Arrival::Turned(turned) => self.turned(*turned),
            Arrival::Looked(photo) => self.release(photo),
            Arrival::Walked(page) => self.walked(*page),
            Arrival::Found(found) => self.found(found),
            Arrival::Touched(chats) => self.call(chats),
            Arrival::Post(post) => self.staff.take(post),
        }
    }

    /// Tells the others how it goes, if that has changed: once a step, however many answers it took.
    fn report(&mut self, now: Time) {
        self.board.machine(&self.machine);
        self.board.show(&self.queue, self.flights.len(), &self.gate, now);
    }
}
