//! What the bot's newest messages show, and since when. In: what was sent, what was changed. Out: whether an edit would change
//! anything: one that does not is no request, and Telegram would refuse it; and whether a button has only just appeared. It
//! knows only this process, and so much of it as may become a live card.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::time::{Duration, Instant};

use crate::message::Message;

/// Presses of thousands of readers come in between, and what is forgotten costs one request.
const REMEMBERED: usize = 512;
/// A button that is pressed sooner after it has appeared cannot have been read: that is the second half of a double tap.
const READ: Duration = Duration::from_secs(1);

/// See the module. Cheap to clone.
#[derive(Clone, Default)]
pub struct Standing(Arc<Mutex<VecDeque<Known>>>);

/// A message, by its chat and number, what it shows (`None`: it is being changed), and since when.
type Known = ((i64, i64), Option<Message>, Instant);

impl Standing {
    /// The message of this number shows that from now on.
    pub(super) fn note(&self, chat: i64, number: i64, message: &Message) {
        self.set(chat, number, Some(message.clone()));
    }

    /// The message is being changed: what it shows is not known.
    pub(super) fn changes(&self, chat: i64, number: i64) {
        self.set(chat, number, None);
    }

    fn set(&self, chat: i64, number: i64, message: Option<Message>) {
        self.forget(chat, number);
        let mut known = self.known();
        known.push_back(((chat, number), message, Instant::now()));
        if known.len() > REMEMBERED {
            known.pop_front();
        }
    }

    /// What the message shows is not known any more.
    pub(super) fn forget(&self, chat: i64, number: i64) {
        self.known().retain(|(place, ..)| *place != (chat, number));
    }

    /// Whether it certainly shows that.
    pub(super) fn is(&self, chat: i64, number: i64, message: &Message) -> bool {
        self.known().iter().any(|(place, known, _)| *place == (chat, number) && known.as_ref() == Some(message))
    }

    /// Whether the message has only just come to show what it shows.
    pub(super) fn is_new(&self, chat: i64, number: i64) -> bool {
        let is_new =
            |(place, message, since): &Known| *place == (chat, number) && (message.is_none() || since.elapsed() < READ);
        self.known().iter().any(is_new)
    }

    fn known(&self) -> MutexGuard<'_, VecDeque<Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_has_just_appeared_is_new() {
        let (standing, message) = (Standing::default(), Message::default());
        assert!(!standing.is_new(1, 7), "nothing is known of it");
        standing.changes(1, 7);
        assert!(standing.is_new(1, 7) && !standing.is(1, 7, &message));
        standing.note(1, 7, &message);
        assert!(standing.is_new(1, 7) && !standing.is_new(1, 8));
        tokio::time::sleep(READ).await;
        assert!(!standing.is_new(1, 7) && standing.is(1, 7, &message));
    }

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
