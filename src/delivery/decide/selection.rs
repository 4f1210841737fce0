//! Which of what is wanted a message shows, and in which order. In: entries with why they are wanted. Out: the same, without what
//! another version of its story stands for, the one that leads first.

use super::visit::Shown;
use crate::store::{Chat, Entry, Lane, Seq, Volume};

/// Leaves the story that came out first; where the next one begins, if there is one: no cursor passes any version of it,
/// since the better one may be withdrawn before its turn.
pub(super) fn only_the_oldest(wanted: &mut Vec<(&Entry, Shown)>) -> Option<Seq> {
    let story = wanted.iter().min_by_key(|(entry, _)| entry.seq).map(|(entry, _)| entry.story)?;
    let next = wanted.iter().filter(|(entry, _)| entry.story != story).map(|(entry, _)| entry.seq).min();
    wanted.retain(|(entry, _)| entry.story == story);
    next
}

/// Nobody gets a story twice: its breaking entry stays, then the version in the language of the conversation, then the
/// first.
pub(super) fn one_per_story(wanted: &mut Vec<(&Entry, Shown)>, chat: &Chat) {
    let rank = |entry: &Entry, shown: &Shown| (shown.urgent, entry.languages & chat.tongue.bit() != 0);
    let mut best: Vec<(&Entry, Shown)> = Vec::with_capacity(wanted.len());
    for (entry, shown) in wanted.drain(..) {
        match best.iter_mut().find(|(other, _)| other.story == entry.story) {
            None => best.push((entry, shown)),
            Some(other) if rank(entry, &shown) > rank(other.0, &other.1) => *other = (entry, shown),
            Some(_) => {}
        }
    }
    *wanted = best;
}

/// Breaking news first, of it what is to wake everybody, whose sound the message has; after a break what was breaking then; main news, and
/// of each kind the newest.
pub(super) fn in_order(wanted: &mut [(&Entry, Shown)], pause: bool) {
    let was_breaking = |entry: &Entry| pause && entry.lane == Lane::Breaking;
    wanted.sort_by_key(|(entry, shown)| {
        let wakes = shown.urgent && entry.volume == Volume::Wake;
        (!shown.urgent, !wakes, !was_breaking(entry), !entry.is_main(), std::cmp::Reverse(entry.seq))
    });
}
