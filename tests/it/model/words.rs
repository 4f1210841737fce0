//! Followed words and threads, as the oracle sees them. Which words an article has, and which it goes on with, follows from its
//! place, so that every version of it says the same. A chat wants what it followed when that came out, and nothing of what it has
//! muted, or had when it came out. Relations of stories may become known later: what only some of the moments tell is left open.

use std::collections::{BTreeMap, BTreeSet};

use headliner::{
    clock::Time,
    delivery::{decide::wants::Reason, wishes},
    search::followed::Query,
    store::{self, ChatKey, Writing, words::Stance},
};
use proptest::prelude::*;

use super::{
    act::{CHATS, ChatAct},
    oracle::{Entry, Oracle, Want},
};

const WORDS: [&str; 2] = ["мост", "снег"];
/// Threads are followed by one of the first articles: few, so that they are followed and muted by turns.
const ARTICLES: u8 = 8;

fn has(place: usize, word: usize) -> bool {
    place >> word & 1 == 1
}

/// The headline of an article as it is first.
pub fn headline(place: usize) -> String {
    let words = (0..WORDS.len()).filter(|word| has(place, *word)).map(|word| format!(" {}", WORDS[word]));
    format!("Article {place}{}", words.collect::<String>())
}

/// With which article an article goes on.
pub fn goes_on_with(place: usize) -> Option<usize> {
    match place % 4 {
        1 => Some(place - 1),
        3 => Some(place - 2),
        _ => None,
    }
}

pub fn acts() -> impl Strategy<Value = ChatAct> {
    let stance = prop_oneof![2 => Just(Stance::Follows), 2 => Just(Stance::Mutes), 1 => Just(Stance::Neutral)];
    prop_oneof![
        1 => (0..WORDS.len(), proptest::bool::weighted(0.7)).prop_map(|(word, on)| ChatAct::Word { word, on }),
        1 => (0..ARTICLES, stance).prop_map(|(article, stance)| ChatAct::Thread { article, stance }),
    ]
}

/// The chat does it.
pub fn follow(store: &Writing, key: ChatKey, act: &ChatAct, now: Time) -> store::Result<()> {
    match act {
        ChatAct::Word { word, on } => {
            let (said, query) = (WORDS[*word], Query::parse(WORDS[*word]).expect("it is a word"));
            let word = store.word_for(&query, said, now)?;
            wishes::set_word(store, key, word, said, *on, now).map(drop)
        }
        ChatAct::Thread { article, stance } => match store.article_key(&format!("a{article}"))? {
            Some(article) => wishes::set_stance(store, key, article, *stance, now).map(drop),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// What chats follow.
#[derive(Debug, Default)]
pub struct Followed {
    sides: [Side; CHATS],
    /// The stories of each entry's threads, as far as they were known when it was published.
    threads: BTreeMap<i64, BTreeSet<usize>>,
}

#[derive(Clone, Debug, Default)]
struct Side {
    words: [Option<u64>; WORDS.len()],
    /// By the story with which they began.
    threads: BTreeMap<usize, Thread>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Thread {
    since: Option<u64>,
    muted: bool,
    /// When the last mute was lifted.
    lifted: u64,
}

impl Oracle {
    /// All stories with which the article goes on, its own among them.
    fn threads(&self, place: usize) -> BTreeSet<usize> {
        let mut stories = BTreeSet::from([self.articles[place].story]);
        loop {
            let known = stories.len();
            let parts = (0..self.articles.len()).filter(|place| stories.contains(&self.articles[*place].story));
            let before: Vec<usize> = parts.filter_map(goes_on_with).map(|place| self.articles[place].story).collect();
            stories.extend(before);
            if stories.len() == known {
                return stories;
            }
        }
    }

    /// The story with which an article's thread begins: of each story the version that was asked about, else the first that says so.
    fn root(&self, place: usize) -> usize {
        let mut path = vec![self.articles[place].story];
        loop {
            let story = path[path.len() - 1];
            let versions = (0..self.articles.len()).filter(|other| self.articles[*other].story == story);
            let first =
                versions.filter(|other| goes_on_with(*other).is_some()).min_by_key(|other| (*other != place, *other));
            let Some(before) = first.and_then(goes_on_with).map(|before| self.articles[before].story) else {
                return story;
            };
            if path.contains(&before) {
                return story;
            }
            path.push(before);
        }
    }

    pub fn notes_threads(&mut self, seq: i64, place: usize) {
        let threads = self.threads(place);
        self.words.threads.insert(seq, threads);
    }

    /// A chat that is there has done something.
    pub fn follows(&mut self, chat: usize, act: &ChatAct, tick: u64) {
        match act {
            ChatAct::Erase => self.words.sides[chat] = Side::default(),
            ChatAct::Word { word, on } => {
                let since = &mut self.words.sides[chat].words[*word];
                *since = on.then(|| since.unwrap_or(tick));
            }
            ChatAct::Thread { article, stance } if usize::from(*article) < self.articles.len() => {
                let root = self.root(usize::from(*article));
                let thread = self.words.sides[chat].threads.entry(root).or_default();
                let stands = match thread {
                    Thread { muted: true, .. } => Stance::Mutes,
                    Thread { since: Some(_), .. } => Stance::Follows,
                    Thread { .. } => Stance::Neutral,
                };
                if stands == *stance {
                    return;
                }
                if thread.muted {
                    thread.lifted = tick;
                }
                thread.muted = *stance == Stance::Mutes;
                match stance {
                    Stance::Follows => thread.since = Some(thread.since.unwrap_or(tick)),
                    Stance::Neutral => thread.since = None,
                    Stance::Mutes => {}
                }
            }
            _ => {}
        }
    }

    /// Of the chat's threads those to which the entry belongs, and whether that is sure.
    fn threads_of(&self, chat: usize, entry: &Entry) -> impl Iterator<Item = (&Thread, Want)> {
        let (then, now) = (&self.words.threads[&entry.seq], self.threads(entry.article));
        self.words.sides[chat].threads.iter().filter_map(move |(root, thread)| {
            match (then.contains(root), now.contains(root)) {
                (true, _) => Some((thread, Want::Yes)),
                (false, true) => Some((thread, Want::Maybe)),
                (false, false) => None,
            }
        })
    }

    /// How much of it is left where the chat has muted a thread.
    pub fn unmuted(&self, chat: usize, entry: &Entry) -> Want {
        let muted = |thread: &Thread| thread.muted || entry.tick <= thread.lifted;
        let sure = self.threads_of(chat, entry).filter(|(thread, _)| muted(thread)).map(|(_, sure)| sure).max();
        match sure {
            Some(Want::Yes) => Want::No,
            Some(_) => Want::Maybe,
            None => Want::Yes,
        }
    }

    /// Whether the chat wants it for its words.
    pub fn wants_word(&self, chat: usize, entry: &Entry) -> bool {
        let words = self.words.sides[chat].words.iter().enumerate();
        words
            .filter(|(word, _)| has(entry.article, *word))
            .any(|(_, since)| since.is_some_and(|since| since < entry.tick))
    }

    /// How much the chat wants it for its threads.
    pub fn wants_thread(&self, chat: usize, entry: &Entry) -> Want {
        let followed = |thread: &Thread| thread.since.is_some_and(|since| since < entry.tick);
        let sure = self.threads_of(chat, entry).filter(|(thread, _)| followed(thread)).map(|(_, sure)| sure).max();
        sure.unwrap_or(Want::No)
    }

    /// Whether the chat follows by now what the entry has.
    pub fn follows_something_of(&self, chat: usize, entry: &Entry) -> bool {
        let words = self.words.sides[chat].words.iter().enumerate();
        let mut threads = self.threads_of(chat, entry);
        words.filter(|(word, _)| has(entry.article, *word)).any(|(_, since)| since.is_some())
            || threads.any(|(thread, _)| thread.since.is_some())
    }

    /// Whether this is why an entry comes that is wanted as news.
    pub fn is_followed(&self, chat: usize, entry: &Entry, reason: Reason) -> bool {
        match reason {
            Reason::Word(_) => self.wants_word(chat, entry),
            Reason::Thread => self.wants_thread(chat, entry) > Want::No,
            Reason::Breaking | Reason::Rubric(_) => false,
        }
    }
}
