//! Updates whose effect is on disk and whose replies wait. In: updates with their chats. Out: whether an update is
//! confirmed to Telegram when it is answered, before, or is not answered at all. Telegram shows a hundred unconfirmed
//! updates and memory is finite, so a chat that asks faster than it can be answered does so at its own expense.

use std::collections::HashMap;

/// So many updates of a chat are confirmed only when they are answered.
const EACH: usize = 3;
/// So many replies of all chats wait beyond that.
const BEYOND: usize = 2_000;

/// What becomes of an update's replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// They are waited for.
    Waited,
    /// They are sent, but not waited for.
    Beyond,
    /// There are too many.
    None,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Unanswered {
    /// How many replies wait for each chat.
    chats: HashMap<i64, usize>,
    beyond: usize,
}

impl Unanswered {
    /// Replies for this chat are to wait.
    pub(super) fn enter(&mut self, chat: i64) -> Place {
        let waiting = self.chats.entry(chat).or_default();
        let place = match *waiting {
            0..EACH => Place::Waited,
            // Those before it in its chat leave first.
            _ if self.beyond < BEYOND => Place::Beyond,
            _ => return Place::None,
        };
        *waiting += 1;
        self.beyond += usize::from(place == Place::Beyond);
        place
    }

    /// Replies that had this place have left.
    pub(super) fn leave(&mut self, chat: i64, place: Place) {
        let Some(waiting) = self.chats.get_mut(&chat).filter(|_| place != Place::None) else { return };
        *waiting -= 1;
        if *waiting == 0 {
            self.chats.remove(&chat);
        }
        self.beyond -= usize::from(place == Place::Beyond);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_that_asks_too_fast_takes_no_others_place() {
        let mut unanswered = Unanswered::default();
        let places: Vec<Place> = (0..EACH + BEYOND + 1).map(|_| unanswered.enter(1)).collect();
        assert!(places[..EACH].iter().all(|place| *place == Place::Waited));
        assert!(places[EACH..EACH + BEYOND].iter().all(|place| *place == Place::Beyond));
        assert_eq!(places[EACH + BEYOND], Place::None);
        assert_eq!(unanswered.enter(2), Place::Waited);
        for place in &places[..EACH] {
            unanswered.leave(1, *place);
        }
        assert_eq!(unanswered.enter(1), Place::None, "it does not overtake its own");
        for place in &places[EACH..] {
            unanswered.leave(1, *place);
        }
        assert_eq!((unanswered.enter(1), unanswered.beyond), (Place::Waited, 0));
    }
}
