//! What a chat asked for at an earlier time. In: the chat as it is, and what has happened to it. Out: [`Wish`], its
//! wishes at a moment, and what of them has stood without interruption since then; what those want is said by the rule
//! of visits. Plain values: the past is found by undoing, from the present back, each change that was made after that
//! moment.

use std::collections::HashMap;

use super::super::decide::wants::{Lack, Wish};
use crate::{
    clock::Time,
    newsroom::Mode,
    store::{
        Chat, Entry, Reading, Result, State,
        events::{self, Happening, What},
        words::{Follow, WordId},
    },
};

/// One change of what a chat asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// To this state. It had any other before; where it opened, the one that the last change before says.
    State(State),
    Rubric(u8, bool),
    Mode(Option<Mode>, Mode),
    Languages(Option<u8>, u8),
    Urgent(bool),
    /// A word or a thread is followed, or not any more.
    Word {
        word: WordId,
        thread: bool,
        on: bool,
    },
    /// Muted, or not any more.
    Thread(WordId, bool),
}

/// A chat's changes, oldest first.
#[derive(Clone, Debug)]
pub struct History {
    now: Wish,
    joined: Time,
    changes: Vec<(Time, Change)>,
}

impl History {
    /// The history of a chat that is kept.
    pub fn read(store: &Reading, chat: &Chat) -> Result<History> {
        let places: HashMap<String, u8> = store.rubric_places()?.into_iter().collect();
        Ok(History::new(chat, &store.follows(chat.key)?, &store.events(chat.key)?, |id| places.get(id).copied()))
    }

    /// The history that these events tell; `place` is a rubric's bit.
    pub fn new(chat: &Chat, follows: &[Follow], events: &[Happening], place: impl Fn(&str) -> Option<u8>) -> History {
        let change = |event: &Happening| Some((event.at, change(event, &place)?));
        let changes = events.iter().filter_map(change).collect();
        History { now: Wish::of(chat).following(follows, None), joined: chat.joined, changes }
    }

    /// When the chat came into the state that it is in; `None`: that is not told.
    pub fn state_since(&self) -> Option<Time> {
        let mut states = self.changes.iter().filter(|(_, change)| matches!(change, Change::State(_)));
        match states.next_back() {
            Some((at, Change::State(state))) => (*state == self.now.state).then_some(*at),
            _ => (self.now.state == State::Open).then_some(self.joined),
        }
    }

    /// What the chat asked for at that time.
    pub fn at(&self, at: Time) -> Wish {
        let wish = self.after(self.changes.partition_point(|(when, _)| *when <= at));
        // Who came without a word (a list from elsewhere) was not there before.
        if at < self.joined { Wish { state: State::Left, ..wish } } else { wish }
    }

    /// What the chat asked for after so many changes.
    fn after(&self, changes: usize) -> Wish {
        let later = self.changes.iter().enumerate().skip(changes).rev();
        later.fold(self.now.clone(), |wish, (place, (_, change))| self.before(place, *change, wish))
    }

    /// The wish before the change at `place`. What a change came from is told by the change itself, or by the last one
    /// of its kind before it.
    fn before(&self, place: usize, change: Change, after: Wish) -> Wish {
        let earlier = || self.changes[..place].iter().rev().map(|(_, change)| *change);
        match change {
            Change::State(state) => {
                let known =
                    earlier().find_map(|change| if let Change::State(state) = change { Some(state) } else { None });
                // First known to have opened: a group had not chosen before; to have closed: it was brought in by a list.
                let first = if state == State::Open { State::Left } else { State::Open };
                Wish { state: known.unwrap_or(first), ..after }
            }
            Change::Rubric(bit, on) => {
                let mask = 1u64 << bit;
                Wish { rubrics: if on { after.rubrics & !mask } else { after.rubrics | mask }, ..after }
            }
            Change::Urgent(on) => Wish { urgent: !on, ..after },
            Change::Word { word, thread: false, on } => Wish { words: undone(after.words, word, on), ..after },
            Change::Word { word, thread: true, on } => Wish { threads: undone(after.threads, word, on), ..after },
            Change::Thread(word, on) => Wish { muted: undone(after.muted, word, on), ..after },
            Change::Mode(before, now) => {
                let known =
                    earlier().find_map(|change| if let Change::Mode(_, mode) = change { Some(mode) } else { None });
                let other = if now == Mode::Now { Mode::Mixed } else { Mode::Now };
                Wish { mode: before.or(known).unwrap_or(other), ..after }
            }
            Change::Languages(before, now) => {
                let known = earlier()
                    .find_map(|change| if let Change::Languages(_, mask) = change { Some(mask) } else { None });
                Wish { languages: before.or(known).unwrap_or(now), ..after }
            }
        }
    }

    /// What the chat asked for at `from` and has not given up since, until `to`.
    pub fn kept(&self, from: Time, to: Time) -> Wish {
        self.between(from, to).fold(self.at(from), |kept, (_, wish)| kept.and(wish))
    }

    /// When it first had not kept what an entry of that time needs.
    pub fn given_up(&self, entry: &Entry, to: Time) -> Option<(Time, Lack)> {
        let mut kept = self.at(entry.at);
        self.between(entry.at, to).find_map(|(at, wish)| {
            kept = kept.clone().and(wish);
            kept.reason(entry).err().map(|lack| (at, lack))
        })
    }

    /// When it first asked for an entry that it had not asked for when it came out.
    pub fn asked_later(&self, entry: &Entry) -> Option<Time> {
        let mut later = self.between(entry.at, Time(i64::MAX));
        later.find(|(_, wish)| wish.reason(entry).is_ok()).map(|(at, _)| at)
    }

    /// When it came back after it was away at `at`.
    pub fn back_after(&self, at: Time) -> Option<Time> {
        self.between(at, Time(i64::MAX)).find(|(_, wish)| wish.state == State::Open).map(|(at, _)| at)
    }

    /// Since when it was away at `at`.
    pub fn away_since(&self, at: Time) -> Option<Time> {
        let mut earlier = self.changes.iter().rev().skip_while(|(when, _)| *when > at);
        earlier.find_map(|(when, change)| match change {
            Change::State(state) if *state != State::Open => Some(*when),
            _ => None,
        })
    }

    /// Every change after `from` until `to`, with what was asked for after it.
    fn between(&self, from: Time, to: Time) -> impl Iterator<Item = (Time, Wish)> {
        let changes = self.changes.iter().enumerate();
        let inside = changes.filter(move |(_, (at, _))| from < *at && *at <= to);
        inside.map(|(place, (at, _))| (*at, self.after(place + 1)))
    }
}

/// The list before a word came to it, or left it.
fn undone(mut list: Vec<WordId>, word: WordId, came: bool) -> Vec<WordId> {
    list.retain(|other| *other != word);
    list.extend((!came).then_some(word));
    list
}

fn change(event: &Happening, place: &impl Fn(&str) -> Option<u8>) -> Option<Change> {
    let state = match event.what {
        What::Joined | What::Returned => State::Open,
        What::Left => State::Left,
        What::Blocked => State::Blocked,
        What::Gone => State::Gone,
        What::NoRights => State::NoRights,
        _ => {
            return Some(match event.change()? {
                events::Change::Rubric { id, on } => Change::Rubric(place(&id)?, on),
                events::Change::Mode { from, to } => Change::Mode(from, to),
                events::Change::Languages { from, to } => Change::Languages(from, to),
                events::Change::Urgent(on) => Change::Urgent(on),
                events::Change::Word { word, said, on } => Change::Word { word, thread: said.is_empty(), on },
                events::Change::Thread { word, muted } => Change::Thread(word, muted),
            });
        }
    };
    Some(Change::State(state))
}
