//! Closing answers in a history: they wait for a witness, as in the engine. Some are true; in a spell all chats give them, as
//! under another bot's token, and none is. Whoever is closed then is lost.

use headliner::delivery::gate::witness::{ASKED, REST, Word};
use tokio::time::Instant;

use super::{
    act::{CHATS, Reply},
    day::MINUTE,
    world::{Step, World, said},
};

/// How long the program waits for another chat to take something.
const PATIENCE: i64 = 5_000;
/// What chats say that are well is believed for so long.
const BELIEF: i64 = MINUTE;

/// A chat has answered that the bot is blocked.
#[derive(Clone, Copy, Debug)]
pub struct Closing {
    chat: usize,
    true_of_it: bool,
}

impl World<'_> {
    /// Telegram's answer arrives.
    pub(super) fn answer(&mut self, chat: usize, reply: Reply) -> Step {
        if self.slots[chat].is_held {
            return Ok(()); // it has answered
        }
        match reply {
            Reply::Blocked => self.closes(chat, true),
            Reply::Delivered => {
                let took = self.slots[chat].in_flight.is_some();
                self.settle(chat, reply)?;
                let settled = if took { self.witness.accepted() } else { Vec::new() };
                self.believe(settled)
            }
            reply => self.settle(chat, reply),
        }
    }

    /// For so long every chat answers so.
    pub(super) fn spell(&mut self, minutes: i64) -> Step {
        self.pass(BELIEF + 1);
        self.witnesses(true)?;
        self.pass(BELIEF + 1);
        self.tell(format!("a spell of {minutes} minutes"));
        for _ in 0..minutes {
            for chat in 0..CHATS {
                self.visit(chat)?;
                self.closes(chat, false)?;
            }
            self.pass(PATIENCE);
            self.witnesses(false)?;
            self.pass(MINUTE - PATIENCE);
        }
        Ok(())
    }

    /// Chats that took something are asked, where that is due: those that are well take what they get.
    pub(super) fn witnesses(&mut self, well: bool) -> Step {
        let now = self.instant();
        if !self.witness.asks(now) {
            return Ok(());
        }
        let asked = self.store.well(ASKED).map_err(said)?.len();
        let word = Word::of(asked, if well { asked } else { 0 });
        self.tell(format!("{asked} chats are asked: {word:?}"));
        let settled = self.witness.hears(word, now);
        match word {
            Word::Well => self.believe(settled),
            Word::Nobody => self.settles(settled, Reply::Missing),
            Word::Unwell => self.settles(settled, Reply::Flood(REST.as_secs())),
        }
    }

    pub(super) fn awaits_witnesses(&mut self) -> Step {
        if self.slots.iter().any(|slot| slot.is_held) {
            self.pass(PATIENCE);
            self.witnesses(true)?;
        }
        Ok(())
    }

    fn closes(&mut self, chat: usize, true_of_it: bool) -> Step {
        if self.slots[chat].in_flight.is_none() || self.slots[chat].is_held {
            return Ok(());
        }
        self.slots[chat].is_held = true;
        self.tell(format!("chat {chat} answers that it is closed, which is {true_of_it}"));
        let settled = self.witness.closing(Closing { chat, true_of_it }, self.instant());
        self.believe(settled)
    }

    fn believe(&mut self, settled: Vec<Closing>) -> Step {
        if let Some(closing) = settled.iter().find(|closing| !closing.true_of_it) {
            return Err(format!("chat {} is closed, which nobody wanted", closing.chat));
        }
        self.settles(settled, Reply::Blocked)
    }

    fn settles(&mut self, settled: Vec<Closing>, reply: Reply) -> Step {
        for closing in settled {
            self.slots[closing.chat].is_held = false;
            self.settle(closing.chat, reply)?;
        }
        Ok(())
    }

    fn instant(&self) -> Instant {
        self.origin + self.clocks.truth().since(self.begun)
    }
}
