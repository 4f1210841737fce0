//! One server, at which a script is played. In: the way there, a chat, steps. Out: what was told at each. It goes slowly: one message
//! in a pause, and what Telegram asks to wait is waited, so that a bot at work beside it is not disturbed. Whatever was sent is
//! remembered, and goes in the end.

use std::{collections::HashMap, time::Duration};

use tokio::time::{Instant, sleep, sleep_until};

use super::{script::Step, told::Told};
use crate::bot_api::{Answer, Client, Outcome, Parcel, Request};

/// The longest flood that is waited for: two minutes were promised.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// So many floods are waited for in all; a chat that has more takes nothing now.
const FLOODS: usize = 10;
/// Between two deletions, which Telegram does not count as messages.
const BETWEEN_DELETIONS: Duration = Duration::from_millis(50);

/// What is known when a step begins.
pub(super) struct Known {
    pub chat: i64,
    numbers: HashMap<&'static str, i64>,
    photos: HashMap<&'static str, String>,
}

impl Known {
    /// The number of the message that is remembered under this name; `None`: it never came.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.numbers.get(name).copied()
    }

    /// What the server calls its photo.
    pub fn photo(&self, name: &str) -> Option<String> {
        self.photos.get(name).cloned()
    }
}

/// A server with a chat.
pub(super) struct Stage<'a> {
    client: &'a Client,
    known: Known,
    /// Between two messages.
    pace: Duration,
    next: Instant,
    /// Messages that stand.
    standing: Vec<i64>,
    /// What was asked to wait.
    pub floods: Vec<Duration>,
    /// Messages that were taken, and whose numbers nobody can read.
    nameless: usize,
}

impl<'a> Stage<'a> {
    pub fn new(client: &'a Client, chat: i64, pace: Duration) -> Stage<'a> {
        let known = Known { chat, numbers: HashMap::new(), photos: HashMap::new() };
        Stage { client, known, pace, next: Instant::now(), standing: Vec::new(), floods: Vec::new(), nameless: 0 }
    }

    /// Does one step: the method that was asked, and what was told.
    pub async fn take(&mut self, step: &Step) -> (&'static str, Told) {
        let Some(request) = (step.ask)(&self.known) else { return ("", Told::NOT_ASKED) };
        let answer = self.ask(&request).await;
        if let Outcome::Delivered { message, photo } = answer.outcome() {
            self.note(step, &request, message, photo);
        }
        (request.method(), Told::of(&answer, step.look))
    }

    fn note(&mut self, step: &Step, request: &Request, message: i64, photo: Option<String>) {
        if let Some(number) = step.ends.and_then(|name| self.known.number(name)) {
            self.standing.retain(|standing| *standing != number);
        }
        if !is_message(request) {
            return;
        }
        match message {
            0 => self.nameless += 1,
            number => self.standing.push(number),
        }
        if let Some(name) = step.keeps {
            self.known.numbers.insert(name, message);
            self.known.photos.extend(photo.map(|photo| (name, photo)));
        }
    }

    /// Asks, when its turn has come, and once more after each flood.
    async fn ask(&mut self, request: &Request) -> Answer {
        loop {
            if request.is_counted() {
                sleep_until(self.next).await;
                self.next = Instant::now() + self.pace;
            }
            let answer = self.client.request(request).await;
            match answer.outcome() {
                Outcome::Flood(wait) if wait <= LONGEST_WAIT && self.floods.len() < FLOODS => {
                    self.floods.push(wait);
                    sleep(wait).await;
                }
                _ => return answer,
            }
        }
    }

    /// Deletes whatever stands; how many messages are left.
    pub async fn clear(&mut self) -> usize {
        let mut left = self.nameless;
        while let Some(number) = self.standing.pop() {
            let request = Parcel::delete(number).to(self.known.chat, 0);
            match self.ask(&request).await.outcome() {
                Outcome::Delivered { .. } => {}
                Outcome::Stuck(why) if why.contains("not found") => {}
                _ => left += 1,
            }
            sleep(BETWEEN_DELETIONS.min(self.pace)).await;
        }
        left
    }
}

/// Whether what is accepted stands in the chat.
fn is_message(request: &Request) -> bool {
    request.method().starts_with("send") && request.method() != "sendChatAction"
}
