//! Whether a closing answer is believed. In: answers that close chats, acceptances by other chats, what chats that are known to be
//! well say when they are asked. Out: which closings are settled. To close a chat cannot be undone by its reader alone, so no such
//! answer stands by itself: under another bot's token, or while Telegram is not itself, every chat gives it.
//!
//! A share of closings says nothing: of readers that were brought in by a list, many may have blocked the bot. What says something
//! is whether anybody takes a message.

#[cfg(test)]
mod tests;

use std::time::Duration;

use tokio::time::Instant;

/// So many are believed by an acceptance: more in a row without one is strange.
const BY_ACCEPTANCE: usize = 20;
/// How long one is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long closings are believed after chats that are well have said that all is well.
const BELIEF: Duration = Duration::from_secs(60);
/// How long everything rests where they say it is not.
pub const REST: Duration = Duration::from_secs(60);
/// So many chats that are well are asked.
pub const ASKED: u32 = 5;
/// Fewer than so many cannot be asked.
const TOO_FEW: usize = 2;
const HOUR: Duration = Duration::from_secs(3600);
/// The desk hears of so many closings within an hour…
const MANY: u32 = 50;
/// …that are this part of all answers.
const PART: u32 = 10;

/// What the chats say that were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Most take something: closings are true.
    Well,
    /// They do not: nothing that closes is believed.
    Unwell,
    /// There are too few of them to ask.
    Nobody,
}

impl Word {
    /// So many were asked, so many took it.
    pub fn of(asked: usize, took: usize) -> Word {
        match asked {
            ..TOO_FEW => Word::Nobody,
            _ if took * 2 > asked => Word::Well,
            _ => Word::Unwell,
        }
    }
}

/// Closings that wait, each as whatever it is kept as.
#[derive(Debug)]
pub struct Witness<T> {
    held: Vec<T>,
    /// Since when the first of them waits.
    since: Option<Instant>,
    asking: bool,
    believed_until: Option<Instant>,
    hour: Hour,
}

/// Answers within an hour.
#[derive(Debug, Default)]
struct Hour {
    began: Option<Instant>,
    answers: u32,
    closings: u32,
    told: bool,
}

impl<T> Default for Witness<T> {
    fn default() -> Witness<T> {
        Witness { held: Vec::new(), since: None, asking: false, believed_until: None, hour: Hour::default() }
    }
}

impl<T> Witness<T> {
    /// A closing answer has come; whatever is settled by that.
    pub fn closing(&mut self, closing: T, now: Instant) -> Vec<T> {
        if self.believed_until.is_some_and(|until| now < until) {
            return vec![closing];
        }
        self.held.push(closing);
        self.since.get_or_insert(now);
        Vec::new()
    }

    /// Another chat has taken a message: what is settled by that.
    pub fn accepted(&mut self) -> Vec<T> {
        if self.held.len() > BY_ACCEPTANCE { Vec::new() } else { self.take() }
    }

    /// When chats that are well are to be asked; `None`: nothing waits, or they are being asked.
    pub fn asks_at(&self) -> Option<Instant> {
        let since = self.since.filter(|_| !self.asking)?;
        Some(if self.held.len() > BY_ACCEPTANCE { since } else { since + PATIENCE })
    }

    /// Whether they are to be asked now; they are being asked from then on.
    pub fn asks(&mut self, now: Instant) -> bool {
        let asks = self.asks_at().is_some_and(|at| at <= now);
        self.asking |= asks;
        asks
    }

    /// They have said this: all that waited is settled.
    pub fn hears(&mut self, word: Word, now: Instant) -> Vec<T> {
        self.asking = false;
        if word == Word::Well {
            self.believed_until = Some(now + BELIEF);
        }
        self.take()
    }

    /// All that waits, unsettled.
    pub fn take(&mut self) -> Vec<T> {
        self.since = None;
        std::mem::take(&mut self.held)
    }

    /// An answer has come, and whether it closed a chat. Says how many did within an hour, once, where they are many.
    pub fn counts(&mut self, closed: bool, now: Instant) -> Option<u32> {
        if self.hour.began.is_none_or(|began| now - began > HOUR) {
            self.hour = Hour { began: Some(now), ..Hour::default() };
        }
        let hour = &mut self.hour;
        hour.answers += 1;
        hour.closings += u32::from(closed);
        let many = !hour.told && hour.closings >= MANY && hour.closings * PART >= hour.answers;
        hour.told |= many;
        many.then_some(hour.closings)
    }
}
