//! Replies leave beside the engine: a person never waits for its loop, nor behind a broadcast. In: a request for a chat, whose
//! person has just asked. Out: Telegram's answer. When it leaves, the gate's book says ([`Book`]): with the next free place,
//! which news yields it; in a chat one a second after a short burst; and not while Telegram holds the chat, or everybody.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::gate::book::{Book, Gone};
use crate::bot_api::{Answer, Client, Outcome, Request};

/// How long a reply may wait for a chat or for everybody; who asked has long gone after that.
const LONGEST: Duration = Duration::from_secs(600);

/// The way out for replies. Cheap to clone.
#[derive(Clone)]
pub struct Replies {
    book: Book,
    client: Client,
}

impl Replies {
    pub(super) fn new(book: Book, client: Client) -> Replies {
        Replies { book, client }
    }

    /// Makes a request that sends or edits a message in this chat, when its turn has come. An error: how long Telegram wants
    /// to be left alone, which is too long.
    pub async fn make(&self, chat: i64, request: &Request) -> Result<Answer, Duration> {
        let gone = self.turn(chat).await?;
        let answer = self.client.request(request).await;
        if let Outcome::Flood(wait) = answer.outcome() {
            self.book.open().reply_flooded(&gone, wait, Instant::now());
        }
        Ok(answer)
    }

    /// When the next reply may leave to this chat, if the chat has to wait for what it has already had.
    pub fn busy_until(&self, chat: i64) -> Option<Instant> {
        let now = Instant::now();
        Some(self.book.open().free_at(chat, now)).filter(|free| *free > now)
    }

    /// Waits until a reply to this chat may leave; it counts as gone.
    async fn turn(&self, chat: i64) -> Result<Gone, Duration> {
        let mut waiting = Waiting { book: &self.book, number: None };
        let begun = Instant::now();
        loop {
            let now = Instant::now();
            let until = match self.book.open().reply(chat, &mut waiting.number, now) {
                Ok(gone) => return Ok(gone),
                Err(until) => until,
            };
            if until.duration_since(begun) > LONGEST {
                return Err(until - now);
            }
            sleep_until(until).await;
        }
    }
}

/// A reply that waits; it gives up its place in the queue where its conversation ends.
struct Waiting<'a> {
    book: &'a Book,
    number: Option<u64>,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.number.is_some() {
            self.book.open().give_up(&mut self.number);
        }
    }
}
