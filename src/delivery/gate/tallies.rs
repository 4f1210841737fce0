//! What the engine remembers of single chats and articles for a while. In: departures, floods, refusals. Out: when a
//! chat may get its next message, whether a flood is everybody's, whether nobody can receive an article.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

use crate::{
    article::{ArticleKey, Form},
    store::{ChatKey, Kind},
};

/// At most one message a second to one chat, twenty a minute to a group (Bots FAQ, "My bot is hitting limits").
pub const PER_CHAT: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const PER_GROUP: usize = 20;
/// Articles are forgotten when so many are remembered.
const REMEMBERED: usize = 4_096;
/// Floods of two chats within this time are not the chats' own.
const TOGETHER: Duration = Duration::from_secs(5);
/// So many chats have to agree that nobody can receive an article in a form.
const AGREE: usize = 3;
/// A chat that Telegram does not find so often in a row is gone.
const MISSES: u32 = 3;
/// So many refusals in a row, in every form, of articles that others took close a chat.
const STRIKES: u32 = 2;
/// The same of articles of which nobody knows whether anybody could take them.
const UNPROVEN_STRIKES: u32 = 10;

/// What is known after a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may be the chat's fault.
    Unknown,
    /// Three different chats refused, none accepted: it is the article's.
    NobodyCan,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Tallies {
    /// Of the last second.
    departures: HashMap<ChatKey, Instant>,
    /// The same in order, so that the old ones are found without looking at all.
    in_order: VecDeque<(Instant, ChatKey)>,
    /// By the groups' numbers at Telegram: its topics are chats of their own here, but share its limits there.
    groups: HashMap<i64, VecDeque<Instant>>,
    /// By the chats' numbers at Telegram, since staff are asked too.
    floods: VecDeque<(Instant, i64)>,
    forms: HashMap<(ArticleKey, i64, Form), Takers>,
    strikes: HashMap<ChatKey, Strikes>,
    /// How often in a row Telegram did not find a chat.
    misses: HashMap<ChatKey, u32>,
}

/// Articles in a row that a chat took in no form: those that others took, and all.
#[derive(Clone, Copy, Debug, Default)]
struct Strikes {
    proven: u32,
    all: u32,
}

#[derive(Debug)]
enum Takers {
    Accepted,
    Refused(HashSet<ChatKey>),
}

impl Tallies {
    /// Those of a process that takes up work: what has left to groups, by their numbers at Telegram, in the order in which
    /// it left.
    pub fn of_groups(left: impl IntoIterator<Item = (i64, Instant)>) -> Tallies {
        let mut tallies = Tallies::default();
        for (group, at) in left {
            tallies.left_to_group(group, at);
        }
        tallies
    }

    /// A message to the chat left, which has this number at Telegram.
    pub fn departed(&mut self, chat: ChatKey, telegram: i64, kind: Kind, now: Instant) {
        while let Some((at, old)) = self.in_order.front().copied().filter(|(at, _)| now.duration_since(*at) >= PER_CHAT)
        {
            self.in_order.pop_front();
            if self.departures.get(&old) == Some(&at) {
                self.departures.remove(&old);
            }
        }
        self.departures.insert(chat, now);
        self.in_order.push_back((now, chat));
        if kind == Kind::Group {
            self.left_to_group(telegram, now);
        }
    }

    fn left_to_group(&mut self, group: i64, at: Instant) {
        let row = self.groups.entry(group).or_default();
        row.push_back(at);
        if row.len() > PER_GROUP {
            row.pop_front();
        }
    }

    /// When the chat may get a message, if that is later than now.
    pub fn free_at(&self, chat: ChatKey, now: Instant) -> Option<Instant> {
        self.departures.get(&chat).map(|at| *at + PER_CHAT).filter(|free| *free > now)
    }

    /// The groups that may not get a message now, by their numbers at Telegram, and when they may.
    pub fn busy_groups(&mut self, now: Instant) -> HashMap<i64, Instant> {
        self.groups.retain(|_, row| row.back().is_some_and(|last| now.duration_since(*last) < MINUTE));
        let free = |row: &VecDeque<Instant>| {
            let minute = (row.len() == PER_GROUP).then(|| row[0] + MINUTE);
            row.back().map(|last| *last + PER_CHAT).max(minute).filter(|free| *free > now)
        };
        self.groups.iter().filter_map(|(group, row)| Some((*group, free(row)?))).collect()
    }

    /// A chat answered with a flood; how long everybody has to wait, if it is not the chat's own.
    pub fn flooded(&mut self, chat: i64, wait: Duration, now: Instant) -> Option<Duration> {
        self.floods.retain(|(at, _)| now.duration_since(*at) < TOGETHER);
        let others = self.floods.iter().any(|(_, other)| *other != chat);
        self.floods.push_back((now, chat));
        others.then_some(wait)
    }

    /// Telegram found the chat or not; `true`: it is gone.
    pub fn looked_for(&mut self, chat: ChatKey, found: bool) -> bool {
        if found {
            self.misses.remove(&chat);
            return false;
        }
        let misses = self.misses.remove(&chat).unwrap_or(0) + 1;
        if misses < MISSES {
            self.misses.insert(chat, misses);
        }
        misses >= MISSES
    }

    /// A chat took the article in this form.
    pub fn accepted(&mut self, article: ArticleKey, revision: i64, form: Form, chat: ChatKey) {
        self.strikes.remove(&chat);
        self.make_room();
        self.forms.insert((article, revision, form), Takers::Accepted);
    }

    /// A chat did not. What somebody took in this form or a richer one, everybody could.
    pub fn refused(&mut self, article: ArticleKey, revision: i64, form: Form, chat: ChatKey) -> Verdict {
        self.make_room();
        let proven = self.is_proven(article, revision, form);
        let takers = self.forms.entry((article, revision, form)).or_insert_with(|| Takers::Refused(HashSet::new()));
        match takers {
            Takers::Refused(chats) => {
                chats.insert(chat);
                if chats.len() >= AGREE && !proven { Verdict::NobodyCan } else { Verdict::Unknown }
            }
            Takers::Accepted => Verdict::Unknown,
        }
    }

    /// A chat refused an article in every form; `true`: it refuses everything.
    pub fn strike(&mut self, article: ArticleKey, revision: i64, chat: ChatKey) -> bool {
        let proven = self.is_proven(article, revision, Form::Plain);
        let strikes = self.strikes.entry(chat).or_default();
        strikes.all += 1;
        strikes.proven += u32::from(proven);
        strikes.proven >= STRIKES || strikes.all >= UNPROVEN_STRIKES
    }

    /// Nobody can take an article: that was no chat's fault.
    pub fn acquit(&mut self, article: ArticleKey, revision: i64) {
        let Some(Takers::Refused(chats)) = self.forms.get(&(article, revision, Form::Plain)) else { return };
        for chat in chats {
            if let Some(strikes) = self.strikes.get_mut(chat) {
                strikes.all = strikes.all.saturating_sub(1);
            }
        }
    }

    /// Whether somebody took the article in this form or a richer one.
    fn is_proven(&self, article: ArticleKey, revision: i64, form: Form) -> bool {
        let forms = [Form::Photo, Form::Formatted, Form::Plain].into_iter().filter(|other| *other <= form);
        forms.into_iter().any(|form| matches!(self.forms.get(&(article, revision, form)), Some(Takers::Accepted)))
    }

    fn make_room(&mut self) {
        if self.forms.len() >= REMEMBERED {
            self.forms.clear();
        }
    }
}
