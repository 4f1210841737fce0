//! Closing answers wait for a witness. In: how visits ended. Out: each ended as it is, but that an answer which closes its chat
//! waits, its row open, until another chat takes a message, or until chats that are well have been asked whether they take a sign
//! that the bot is typing. Where they do not, all that waited is taken back, and delivery rests. The rule is `gate::witness`.

use teloxide::{
    payloads::SendChatAction,
    types::{ChatAction, ChatId},
};
use tokio::time::Instant;

use super::{Engine, inbox::Arrival};
use crate::{
    bot_api::{Client, Closed, Outcome},
    delivery::{
        Event,
        decide::follow::Next,
        gate::witness::{ASKED, REST, Word},
        turn::Planned,
    },
    store::{Seq, Store},
};

/// A closing answer that waits.
pub(super) struct Closing {
    planned: Planned,
    outcome: Outcome,
    refund: Option<Seq>,
}

impl Engine {
    /// A visit has ended so: what is settled by that is written.
    pub(super) async fn weigh(&mut self, planned: Planned, outcome: Outcome, refund: Option<Seq>) {
        let now = Instant::now();
        if !matches!(outcome, Outcome::Closed(_)) {
            self.witness.counts(false, now);
        }
        let settled = match outcome {
            Outcome::Closed(_) => self.witness.closing(Closing { planned, outcome, refund }, now),
            Outcome::Delivered { .. } | Outcome::Unchanged => {
                self.visited(planned, &outcome, refund).await;
                self.refusing = false;
                self.witness.accepted()
            }
            outcome => return self.visited(planned, &outcome, refund).await,
        };
        self.believe(settled).await;
    }

    /// Asks chats that are well, where that is due.
    pub(super) fn ask_witnesses(&mut self, now: Instant) {
        if self.witness.asks(now) {
            let (store, client) = (self.outfit.store.clone(), self.outfit.client.clone());
            self.inbox.beside(async move { Arrival::Witnessed(ask(&store, &client).await) });
        }
    }

    /// They have said this.
    pub(super) async fn witnessed(&mut self, word: Word) {
        let now = Instant::now();
        let settled = self.witness.hears(word, now);
        match word {
            Word::Well => self.believe(settled).await,
            Word::Nobody => self.doubt(settled).await,
            Word::Unwell => {
                let reason = settled.first().map(|closing| said(&closing.outcome)).unwrap_or_default();
                log::error!(
                    "Telegram refuses {} chats ({reason}), and those that took messages before, too: nobody is closed, delivery \
                     rests for {REST:?}; is TELOXIDE_TOKEN the right bot's?",
                    settled.len()
                );
                if !std::mem::replace(&mut self.refusing, true) {
                    self.outfit.tell(Event::Refusing(reason.to_owned()));
                }
                self.gate.rest(now + REST);
                self.take_back(settled).await;
            }
        }
    }

    /// All closings that wait are taken back: nobody will say anything about them any more.
    pub(super) async fn let_go(&mut self) {
        let unsettled = self.witness.take();
        self.take_back(unsettled).await;
    }

    async fn believe(&mut self, settled: Vec<Closing>) {
        for Closing { planned, outcome, refund } in settled {
            if let Some(count) = self.witness.counts(true, Instant::now()) {
                self.outfit.tell(Event::Leaving(count));
            }
            self.visited(planned, &outcome, refund).await;
        }
    }

    async fn take_back(&mut self, unsettled: Vec<Closing>) {
        for Closing { planned, outcome, refund } in unsettled {
            self.photo(&planned, &outcome).await;
            self.conclude(&planned, Next::TakeBack { again: REST, moved: None }, refund);
        }
    }

    /// Nobody can be asked: such a chat is tried again, as one that is not found, until it was so on several days.
    async fn doubt(&mut self, unsettled: Vec<Closing>) {
        let now = self.outfit.clock.now();
        for Closing { planned, outcome, refund } in unsettled {
            self.photo(&planned, &outcome).await;
            let gone = planned.bar.as_ref().is_some_and(|bar| bar.is_gone(now));
            let next = if gone {
                self.next(&planned, &outcome)
            } else {
                Next::Bar { why: said(&outcome).to_owned(), missing: true }
            };
            self.conclude(&planned, next, refund);
        }
    }
}

/// What a closing answer says.
fn said(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Closed(Closed::Gone) => "the account or chat is deleted",
        _ => "the bot was blocked or removed",
    }
}

async fn ask(store: &Store, client: &Client) -> Word {
    let chats = match store.read(|store| store.well(ASKED)).await {
        Ok(chats) => chats,
        Err(error) => {
            log::error!("cannot look up chats that are well: {error}");
            return Word::Nobody;
        }
    };
    let mut took = 0;
    for chat in &chats {
        let answer = client.call(&SendChatAction::new(ChatId(*chat), ChatAction::Typing)).await;
        took += usize::from(matches!(answer.outcome(), Outcome::Delivered { .. }));
    }
    Word::of(chats.len(), took)
}
