//! What everybody is to be served, known without cursors: who had asked for a story when it was published, and has
//! asked ever since. In: what the trial does to readers. Out: for each reader and story, whether it must come, may
//! come (the wish ended while the story was on its way), or must not.

use std::{collections::HashMap, fmt};

use headliner::{
    article::ArticleKey,
    bot_api::Unclear,
    clock::Time,
    config::Uncertain,
    store::{
        ChatKey, Store,
        ledger::{Copy, Delivery, Ended, Served},
    },
};

/// Wishes beside the rubrics' bits: breaking news as such, ordinary news at all, and news in a language.
pub const BREAKING: u64 = 1 << 63;
pub const ORDINARY: u64 = 1 << 62;
pub const RUSSIAN: u64 = 1 << 61;
pub const KAZAKH: u64 = 1 << 60;
const RUBRICS: u64 = KAZAKH - 1;
/// A story is sent so often at most, and named so often, where no answer is clear.
const MOST: usize = 3;

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
                let rows: Vec<Copy> = served.iter().filter(|copy| copy.article == *article).cloned().collect();
                let what = format!("{what}: chat {:?}, {word}", chat.telegram);
                let told = Told { most: most(&rows, &visits), rows, copies, policy };
                told.check(settled.get(&place).copied(), &what);
                assert!(told.is_named(&visits, &chat.changed), "{what} may be lost and is not named: {told}");
            }
            for (from, to) in &chat.away {
                let late = messages.iter().find(|(_, at)| from < at && at < to);
                assert!(late.is_none(), "{what}: chat {:?} had left at {from}: {late:?}", chat.telegram);
            }
        }
    }
}

/// How often a story may be sent where no answer is clear: to a chat that gave none for several messages before, once.
fn most(rows: &[Copy], visits: &[Delivery]) -> usize {
    let Some(first) = rows.first() else { return MOST };
    let mut before: Vec<_> = visits.iter().filter(|visit| visit.at < first.row.at).collect();
    before.sort_by_key(|visit| std::cmp::Reverse(visit.at));
    let in_vain = before.iter().take_while(|visit| visit.ended.as_ref().is_some_and(is_unclear)).count();
    if in_vain < 2 { MOST } else { 1 }
}

/// What became of one story in one chat: what the ledger says, and how many messages with it Telegram took.
struct Told {
    rows: Vec<Copy>,
    copies: usize,
    most: usize,
    policy: Uncertain,
}

impl Told {
    /// `must` it have come, or may it (`false`)? `None`: it was not asked for.
    fn check(&self, must: Option<bool>, what: &str) {
        let delivered = self.rows.iter().filter(|copy| copy.row.ended.as_ref().is_some_and(is_delivered)).count();
        let named = self.unclear().filter(|copy| copy.named).count();
        let sends = self.unclear().count() - named;
        let shown = self.rows.iter().filter(|copy| !copy.named && !is_refused(&copy.row)).count();
        let case = || format!("{what}: {self}, {delivered} delivered, {sends} unclear, {named} named in vain");
        assert!(delivered <= 1 && shown <= MOST && named <= MOST, "too often: {}", case());
        let possible = delivered..=delivered + sends + named;
        assert!(possible.contains(&self.copies), "the ledger is wrong: {}", case());
        match must {
            Some(true) => assert!(delivered == 1 || self.is_given_up(), "lost: {}", case()),
            Some(false) => {}
            None => assert_eq!(delivered + sends + named, 0, "never asked for: {}", case()),
        }
    }

    fn unclear(&self) -> impl DoubleEndedIterator<Item = &Copy> {
        self.rows.iter().filter(|copy| copy.row.ended.as_ref().is_some_and(is_unclear))
    }

    /// It was sent as often as the policy allows.
    fn is_given_up(&self) -> bool {
        let sends: Vec<&Copy> = self.unclear().filter(|copy| !copy.named).collect();
        let settled = sends.iter().any(|copy| {
            let failed = copy.row.ended == Some(Ended::Uncertain(Unclear::Failure));
            let resent = self.policy == Uncertain::Resend || failed && self.policy == Uncertain::Mention;
            copy.row.served != Served::Breaking && !resent
        });
        settled || sends.len() >= self.most
    }

    /// What was given up is named in the next message that is taken, where the chat still wants it.
    fn is_named(&self, visits: &[Delivery], changed: &[Time]) -> bool {
        let Some(last) = self.unclear().rfind(|copy| !copy.named).filter(|_| self.is_given_up()) else { return true };
        let next =
            visits.iter().filter(|visit| visit.at > last.row.at && !is_refused(visit)).map(|visit| visit.at).min();
        let Some(next) = next else { return true };
        let silent = self.policy == Uncertain::Skip && last.row.served != Served::Breaking;
        let later = self.rows.iter().any(|copy| copy.row.at > last.row.at);
        later || silent || changed.iter().any(|at| last.row.at <= *at && *at <= next)
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

fn is_unclear(ended: &Ended) -> bool {
    matches!(ended, Ended::Uncertain(_))
}

fn is_refused(visit: &Delivery) -> bool {
    matches!(visit.ended, Some(Ended::Refused(_)))
}
