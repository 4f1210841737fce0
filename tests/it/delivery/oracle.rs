//! What everybody is to be served, known without cursors: who had asked for a story when it was published, and has
//! asked ever since. In: what the trial does to readers. Out: for each reader and story, whether it must come, may
//! come (the wish ended while the story was on its way), or must not.

use std::{collections::HashMap, fmt};

use headliner::{
    article::ArticleKey,
    clock::Time,
    config::Uncertain,
    store::{
        ChatKey, Store,
        ledger::{Delivery, Ended, Served},
    },
};

/// Wishes beside the rubrics' bits: breaking news as such, ordinary news at all, and news in a language.
pub const BREAKING: u64 = 1 << 63;
pub const ORDINARY: u64 = 1 << 62;
pub const RUSSIAN: u64 = 1 << 61;
pub const KAZAKH: u64 = 1 << 60;
const RUBRICS: u64 = KAZAKH - 1;

/// One chat of the trial.
pub struct Chat {
    pub key: ChatKey,
    /// Its numbers at Telegram, the newest last.
    pub telegram: Vec<i64>,
    /// What it asks for.
    pub asks: u64,
    /// The bot was told to send it news.
    pub open: bool,
    /// Telegram takes no message to it, and the bot has not been told.
    pub unreachable: bool,
    /// From when until when it had left.
    pub away: Vec<(Time, Time)>,
    /// When it changed its mind, left or came back.
    pub changed: Vec<Time>,
}

/// A story of the trial.
#[derive(Clone)]
pub struct Story {
    pub article: ArticleKey,
    /// A word that only this story contains.
    pub word: String,
    pub rubrics: u64,
    /// [`RUSSIAN`] or [`KAZAKH`].
    pub language: u64,
}

impl Story {
    /// The wishes that bring it to a chat, each a mask of all that must hold.
    fn ways(&self, breaking: bool) -> impl Iterator<Item = u64> {
        let rubrics = (0..u64::BITS).map(|bit| 1 << bit).filter(|bit| self.rubrics & RUBRICS & bit != 0);
        let ordinary = rubrics.map(|rubric| ORDINARY | rubric);
        ordinary.chain(breaking.then_some(BREAKING)).map(|way| way | self.language)
    }
}

/// See the module.
pub struct Oracle {
    pub chats: Vec<Chat>,
    pub stories: Vec<Story>,
    /// For each chat by story the ways of [`Story::ways`] that have held ever since; none left: it may come.
    wanted: Vec<HashMap<usize, Vec<u64>>>,
    /// For each chat by story: must have come by now, whatever is wished later.
    settled: Vec<HashMap<usize, bool>>,
}

impl Oracle {
    pub fn new(chats: Vec<Chat>) -> Oracle {
        let (wanted, settled) = (vec![HashMap::new(); chats.len()], vec![HashMap::new(); chats.len()]);
        Oracle { chats, stories: Vec::new(), wanted, settled }
    }

    /// A story was published, or published once more.
    pub fn published(&mut self, story: &Story, breaking: bool) {
        let place = self.stories.iter().position(|known| known.article == story.article).unwrap_or_else(|| {
            self.stories.push(story.clone());
            self.stories.len() - 1
        });
        for (chat, wanted) in self.chats.iter().zip(&mut self.wanted).filter(|(chat, _)| chat.open) {
            let ways: Vec<u64> = story.ways(breaking).filter(|way| chat.asks & way == *way).collect();
            if !ways.is_empty() {
                wanted.entry(place).or_default().extend(ways.iter().filter(|_| !chat.unreachable));
            }
        }
    }

    /// A wish ended, or all of them (leaving), now: what is on its way for it may still come or not.
    pub fn narrowed(&mut self, place: usize, wishes: u64, now: Time) {
        self.chats[place].changed.push(now);
        self.wanted[place].values_mut().for_each(|ways| ways.retain(|way| way & wishes == 0));
    }

    /// Nothing is on its way: what must come has come.
    pub fn settle(&mut self) {
        for (wanted, settled) in self.wanted.iter_mut().zip(&mut self.settled) {
            for (story, ways) in wanted.drain() {
                *settled.entry(story).or_default() |= !ways.is_empty();
            }
        }
    }

    /// Holds the ledger, and what stands in the chats, against what was asked for. `shown` gives the messages that
    /// Telegram took for a chat, with their times.
    pub fn check(&self, store: &Store, policy: Uncertain, shown: impl Fn(i64) -> Vec<(String, Time)>, what: &str) {
        assert!(self.wanted.iter().all(HashMap::is_empty), "settle first");
        for (chat, settled) in self.chats.iter().zip(&self.settled) {
            let messages: Vec<(String, Time)> = chat.telegram.iter().flat_map(|id| shown(*id)).collect();
            let served = store.read_here(|store| store.stories_served(chat.key, Time(0))).unwrap();
            let visits = store.read_here(|store| store.last_visits(chat.key, u32::MAX)).unwrap();
            for (place, Story { article, word, .. }) in self.stories.iter().enumerate() {
                let copies = messages.iter().filter(|(text, _)| text.contains(word.as_str())).count();
                let rows = served.iter().filter(|copy| copy.article == *article).map(|copy| copy.row.clone());
                let rows: Vec<Delivery> = rows.collect();
                let named =
                    policy != Uncertain::Mention || rows.len() != 1 || !must_be_named(&rows[0], &visits, &chat.changed);
                assert!(named, "{what}: chat {:?}, {word} may be lost and is not named: {rows:#?}", chat.telegram);
                let told = Told { rows, copies };
                told.check(settled.get(&place).copied(), policy, &format!("{what}: chat {:?}, {word}", chat.telegram));
            }
            for (from, to) in &chat.away {
                let late = messages.iter().find(|(_, at)| from < at && at < to);
                assert!(late.is_none(), "{what}: chat {:?} had left at {from}: {late:?}", chat.telegram);
            }
        }
    }
}

/// Whether what may have been lost with this message must be named in the next one, since the chat still wants it.
fn must_be_named(row: &Delivery, visits: &[Delivery], changed: &[Time]) -> bool {
    let sent = |visit: &&Delivery| visit.at > row.at && !matches!(visit.ended, Some(Ended::Refused(_)));
    let Some(next) = visits.iter().filter(sent).map(|visit| visit.at).min() else { return false };
    let is_lost = row.ended == Some(Ended::Uncertain) && row.served != Served::Breaking;
    is_lost && !changed.iter().any(|at| row.at <= *at && *at <= next)
}

/// What became of one story in one chat: what the ledger says, and how many messages with it Telegram took.
struct Told {
    rows: Vec<Delivery>,
    copies: usize,
}

impl Told {
    /// `must` it have come, or may it (`false`)? `None`: it was not asked for.
    fn check(&self, must: Option<bool>, policy: Uncertain, what: &str) {
        let (delivered, uncertain) = (self.count(is_delivered), self.count(|ended| *ended == Ended::Uncertain));
        let case = || format!("{what}: {self}, {delivered} delivered, {uncertain} uncertain");
        assert!(delivered <= 1 && uncertain <= 2, "too often: {}", case());
        let possible = delivered..=delivered + uncertain;
        assert!(possible.contains(&self.copies), "the ledger is wrong: {}", case());
        match must {
            Some(true) => assert!(arrived(delivered, uncertain, policy), "lost: {}", case()),
            Some(false) => {}
            None => assert_eq!(delivered + uncertain, 0, "never asked for: {}", case()),
        }
    }

    fn count(&self, wanted: impl Fn(&Ended) -> bool) -> usize {
        self.rows.iter().filter(|row| wanted(&row.ended.expect("all have ended"))).count()
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} copies of {:#?}", self.copies, self.rows)
    }
}

fn is_delivered(ended: &Ended) -> bool {
    matches!(ended, Ended::Delivered(_))
}

/// Whether everything has been done for a story that must come.
fn arrived(delivered: usize, uncertain: usize, policy: Uncertain) -> bool {
    match policy {
        Uncertain::Resend => delivered == 1 || uncertain == 2,
        Uncertain::Mention | Uncertain::Skip => delivered + uncertain > 0,
    }
}
