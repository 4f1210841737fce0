//! Copies that rest: their last edit ended unclear, in a flood, or not at all. In: how edits ended. Out: which copies of a chat are
//! passed over now, and until when; which are to be tried in the plainer form, or are edited since they cannot be deleted. A process that begins anew tries all of them.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

use crate::{clock::Time, store::ChatKey};

/// How long a copy rests after its first edit without a clear answer, its second…
const PAUSES: [Duration; 4] =
    [Duration::from_secs(10), Duration::from_secs(60), Duration::from_secs(600), Duration::from_secs(3600)];
/// How long a chat's copies rest that refuses the bot: a sign of life there ends it.
pub const REFUSED: Duration = Duration::from_secs(86_400);
/// So many chats are remembered; what is forgotten is tried once more.
const REMEMBERED: usize = 100_000;

/// How a copy rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// The copy: when it was sent.
    pub copy: Time,
    /// It is passed over until then.
    pub until: Instant,
    /// It goes in the plainer form next.
    pub plainer: bool,
    /// It cannot be deleted, and is edited instead.
    pub fixed: bool,
    /// Its chat refuses the bot.
    pub refused: bool,
    tries: usize,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Rests(HashMap<ChatKey, Vec<Rest>>);

impl Rests {
    /// How the copies of a chat rest.
    pub fn of(&self, chat: ChatKey) -> &[Rest] {
        self.0.get(&chat).map_or(&[], Vec::as_slice)
    }

    /// Nobody knows whether the edit was taken, or it was not: when the copy is tried again.
    pub fn failed(&mut self, chat: ChatKey, copy: Time, now: Instant) -> Instant {
        let rest = self.rest(chat, copy, now);
        rest.refused = false;
        rest.until = now + PAUSES[rest.tries.min(PAUSES.len() - 1)];
        rest.tries += 1;
        rest.until
    }

    /// The chat refuses the bot.
    pub fn refused(&mut self, chat: ChatKey, copy: Time, now: Instant) {
        let rest = self.rest(chat, copy, now);
        (rest.until, rest.refused) = (now + REFUSED, true);
    }

    /// Telegram does not take what the copy should say; it is tried in the plainer form, once. `false`: it was.
    pub fn plainer(&mut self, chat: ChatKey, copy: Time, now: Instant) -> bool {
        !std::mem::replace(&mut self.rest(chat, copy, now).plainer, true)
    }

    /// It cannot be deleted.
    pub fn fixed(&mut self, chat: ChatKey, copy: Time, now: Instant) {
        self.rest(chat, copy, now).fixed = true;
    }

    /// The copy stands as it should, or never will.
    pub fn ended(&mut self, chat: ChatKey, copy: Time) {
        if let Some(row) = self.0.get_mut(&chat) {
            row.retain(|rest| rest.copy != copy);
            if row.is_empty() {
                self.0.remove(&chat);
            }
        }
    }

    /// A sign of life: whatever the chat refused may be taken now.
    pub fn wake(&mut self, chat: ChatKey) {
        self.0.remove(&chat);
    }

    fn rest(&mut self, chat: ChatKey, copy: Time, now: Instant) -> &mut Rest {
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        let row = self.0.entry(chat).or_default();
        let place = row.iter().position(|rest| rest.copy == copy).unwrap_or_else(|| {
            row.push(Rest { copy, until: now, plainer: false, fixed: false, refused: false, tries: 0 });
            row.len() - 1
        });
        &mut row[place]
    }
}
