//! What the bot's newest messages to staff, and those it has edited, show. In: what was sent, what was changed. Out: whether an
//! edit would change anything: one that does not is no request, and Telegram would refuse it. It knows only this process, and so
//! much of it as may become a live card.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::message::Message;

/// Presses of thousands of readers come in between, and what is forgotten costs one request.
const REMEMBERED: usize = 512;

/// See the module. Cheap to clone.
#[derive(Clone, Default)]
pub struct Standing(Arc<Mutex<VecDeque<Known>>>);

/// A message, by its chat and number, and what it shows.
type Known = ((i64, i64), Message);

impl Standing {
    /// The message of this number shows that from now on.
    pub(super) fn note(&self, chat: i64, number: i64, message: &Message) {
        self.forget(chat, number);
        let mut known = self.known();
        known.push_back(((chat, number), message.clone()));
        if known.len() > REMEMBERED {
            known.pop_front();
        }
    }

    /// What the message shows is not known any more.
    pub(super) fn forget(&self, chat: i64, number: i64) {
        self.known().retain(|(place, _)| *place != (chat, number));
    }

    /// Whether it certainly shows that.
    pub(super) fn is(&self, chat: i64, number: i64, message: &Message) -> bool {
        self.known().iter().any(|(place, known)| *place == (chat, number) && known == message)
    }

    fn known(&self) -> MutexGuard<'_, VecDeque<Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_known_until_it_is_forgotten() {
        let (standing, message) =
            (Standing::default(), |text: &str| Message { text: text.into(), ..Message::default() });
        assert!(!standing.is(1, 7, &message("a")));
        standing.note(1, 7, &message("a"));
        standing.note(1, 7, &message("b"));
        assert!(
            standing.is(1, 7, &message("b")) && !standing.is(1, 7, &message("a")) && !standing.is(2, 7, &message("b"))
        );
        standing.forget(1, 7);
        assert!(!standing.is(1, 7, &message("b")));
        for number in 0..=REMEMBERED as i64 {
            standing.note(3, number, &message("c"));
        }
        assert!(!standing.is(3, 0, &message("c")) && standing.is(3, 1, &message("c")), "the oldest goes");
    }
}
