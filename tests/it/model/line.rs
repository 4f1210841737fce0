//! What happens to the line and to the program in a history: a crash, a line that is broken for a while, a chat to which
//! one message after the other is answered unclearly; and the calm at the end.

use std::time::Duration;

use headliner::delivery::{
    decide::visit::{Rules, Visit},
    gate::witness::Witness,
    turn::take_up,
};

use super::{
    act::{CHATS, Reply},
    cursors::Cause,
    day::MINUTE,
    hat::given,
    oracle::MAX_AGE,
    world::{Step, World, said},
};

/// More rounds than any backlog of a history can need.
const ROUNDS: usize = 400;

impl World<'_> {
    pub(super) fn crash(&mut self, minutes: i64, ahead: Option<i64>, reboots: bool) -> Step {
        let last = self.clocks.moment();
        self.store.set_sign_of_life(&last).map_err(said)?;
        let (down, surely) = self.is_down(minutes, ahead, reboots);
        let open = self.slots.iter().filter(|slot| slot.key.is_some() && slot.in_flight.is_some()).count();
        self.tell(format!(
            "a crash with {open} open messages; {minutes} minutes later it starts again ({ahead:?}, {reboots})"
        ));
        let max_age = Duration::from_millis(MAX_AGE.unsigned_abs());
        let taken = take_up(self.store, &self.clocks.moment(), self.history.policy, max_age).map_err(said)?;
        self.given = given(Rules { floor: taken.floor, ..self.given.rules });
        self.arrivals.start(&self.clocks.moment(), &last);
        self.files_are_read_again()?;
        self.witness = Witness::default();
        self.oracle.tick += 1;
        if down > 10 * MINUTE {
            self.oracle.outage(surely, self.now);
        }
        let mut ended = 0;
        for chat in 0..CHATS {
            self.slots[chat].is_held = false;
            let Some(planned) = self.slots[chat].in_flight.take() else { continue };
            if self.slots[chat].key == Some(planned.visit.chat) {
                ended += 1;
                let Visit { served, upto, .. } = planned.visit;
                let decides = self.oracle.is_last(chat, Reply::Silence);
                self.slots[chat].cause = Cause::Outcome { served, upto, decides };
                self.oracle.ends(chat, Reply::Silence, self.now)?;
            }
        }
        let found = taken.open;
        if ended == found { Ok(()) } else { Err(format!("{found} rows were open, should be {ended}")) }
    }

    /// Telegram gives no clear answers for so long; nothing is sent meanwhile.
    pub(super) fn line_breaks(&mut self, minutes: i64) -> Step {
        self.pass(minutes * MINUTE);
        self.tell(format!("the line is well again after {minutes} minutes"));
        self.line_is_well();
        Ok(())
    }

    /// So many messages to the chat, some minutes apart, are answered like this.
    pub(super) fn answers_alike(&mut self, chat: usize, reply: Reply, times: u8, minutes: i64) -> Step {
        for _ in 0..times {
            self.visit(chat)?;
            self.answer(chat, reply)?;
            self.pass(minutes * MINUTE);
        }
        Ok(())
    }

    /// Time passes and everybody is visited until nothing is pending.
    pub(super) fn come_to_rest(&mut self) -> Step {
        self.tell("everything comes to rest".into());
        for _ in 0..ROUNDS {
            let mut wake: Option<i64> = None;
            for chat in 0..CHATS {
                self.answer(chat, Reply::Delivered)?;
                let until = self.visit(chat)?;
                wake = [wake, until].into_iter().flatten().min();
            }
            if self.slots.iter().any(|slot| slot.in_flight.is_some()) {
                self.awaits_witnesses()?;
                continue;
            }
            match wake {
                Some(until) => self.pass(until - self.now),
                None => return self.all_is_repaired(),
            }
        }
        Err("it never comes to rest".into())
    }
}
