//! How it goes, for those who ask ([`Status`]). In: outcomes, the state of queue and gate. Out: what is told, once a step and
//! only where it has changed.

use std::time::Duration;

use tokio::{sync::watch, time::Instant};

use super::machine::Machine;
use crate::{
    bot_api::Outcome,
    clock::Time,
    delivery::{
        Status,
        gate::{Gate, lanes::Lane},
        run_queue::RunQueue,
    },
};

/// How many floods are remembered for those who ask.
const FLOODS: usize = 256;

/// See the module.
pub(super) struct Board {
    /// What is told with the next step.
    current: Status,
    tell: watch::Sender<Status>,
}

impl Board {
    pub(super) fn new(tell: watch::Sender<Status>) -> Board {
        let current = tell.borrow().clone();
        Board { current, tell }
    }

    /// A visit has ended so.
    pub(super) fn count(&mut self, outcome: &Outcome, now: Time) {
        let status = &mut self.current;
        match outcome {
            Outcome::Delivered { .. } | Outcome::Unchanged => {
                status.delivered += 1;
                status.last_accepted = Some(now);
            }
            Outcome::Uncertain(..) => status.uncertain += 1,
            Outcome::Flood(_) => {
                if status.floods.len() >= FLOODS {
                    status.floods.remove(0);
                }
                status.floods.push(now);
            }
            Outcome::Closed(_) | Outcome::Content(..) | Outcome::Stuck(_) => status.refused += 1,
            Outcome::Moved(_)
            | Outcome::NoTopic
            | Outcome::Missing
            | Outcome::Barred(_)
            | Outcome::NotSent(_)
            | Outcome::Token => {}
        }
        if outcome.is_clear() {
            status.last_answer = Some(now);
        }
    }

    /// An outage has made news too old, after nothing had been sent for so long.
    pub(super) fn raised(&mut self, now: Time, lasted: Duration) {
        self.current.raised = Some((now, lasted));
    }

    /// The machine's clock is so far ahead of Telegram's.
    pub(super) fn clock(&mut self, error: Option<i64>) {
        // Not to the millisecond: whoever listens would be told at every look.
        if self.current.clock_error.is_some() != error.is_some() {
            self.current.clock_error = error;
        }
    }

    /// How the machine under it is.
    pub(super) fn machine(&mut self, machine: &Machine) {
        (self.current.disk, self.current.ailment) = (machine.disk(), machine.ailment());
    }

    /// Tells the others, if anything has changed.
    pub(super) fn show(&mut self, queue: &RunQueue, in_flight: usize, gate: &Gate, now: Time) {
        let status = &mut self.current;
        (status.due, status.sleeping, status.in_flight) = (queue.len() + queue.repairs(), queue.buckets(), in_flight);
        (status.breaking, status.news) = (queue.waiting(Lane::Breaking), queue.waiting(Lane::News));
        let instant = Instant::now();
        let held = gate.held_until(instant).map(|until| now + (until - instant));
        if status.held.is_some() != held.is_some() {
            status.held = held;
        }
        (status.rate, status.broken, status.token_refused) = (gate.rate(), gate.is_broken(), gate.is_token_refused());
        let current = &self.current;
        self.tell.send_if_modified(|known| {
            let new = known != current;
            if new {
                known.clone_from(current);
            }
            new
        });
    }
}
