//! What everybody is to be served, known without cursors: who had asked for a story when it was published, and has
//! asked ever since. In: what the trial does to readers. Out: for each reader and story, whether it must come, may
//! come (the wish ended while the story was on its way), or must not.

use std::collections::HashMap;

use headliner::{
    article::ArticleKey,
    clock::Time,
    config::Uncertain,
    store::{ChatKey, Store, ledger::Ended},
};

/// The wish for breaking news, beside the rubrics' bits.
pub const BREAKING: u64 = 1 << 63;

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
}

/// See the module.
pub struct Oracle {
    pub chats: Vec<Chat>,
    /// Stories by a word that only they contain.
    pub stories: Vec<(ArticleKey, String)>,
    /// The wishes that still hold, per chat and story; none left: it may come.
    wanted: HashMap<(usize, usize), u64>,
    /// Must have come by now, whatever is wished later.
    settled: HashMap<(usize, usize), bool>,
}

impl Oracle {
    pub fn new(chats: Vec<Chat>) -> Oracle {
        Oracle { chats, stories: Vec::new(), wanted: HashMap::new(), settled: HashMap::new() }
    }

    /// A story was published under these rubrics.
    pub fn published(&mut self, article: ArticleKey, word: &str, routes: u64) {
        let story = self.stories.iter().position(|(known, _)| *known == article).unwrap_or_else(|| {
            self.stories.push((article, word.to_owned()));
            self.stories.len() - 1
        });
        for (place, chat) in self.chats.iter().enumerate() {
            let shared = chat.asks & routes;
            if chat.open && shared != 0 {
                let wish = self.wanted.entry((place, story)).or_default();
                *wish |= if chat.unreachable { 0 } else { shared };
            }
        }
    }

    /// A wish ended, or all of them (leaving): what is on its way for it may still come or not.
    pub fn narrowed(&mut self, place: usize, wishes: u64) {
        for ((chat, _), wish) in &mut self.wanted {
            if *chat == place {
                *wish &= !wishes;
            }
        }
    }

    /// Nothing is on its way: what must come has come.
    pub fn settle(&mut self) {
        for (pair, wish) in self.wanted.drain() {
            let must = self.settled.entry(pair).or_default();
            *must |= wish != 0;
        }
    }

    /// Holds the ledger, and what stands in the chats, against what was asked for. `shown` counts the messages with
    /// this word that Telegram took for a chat; the times are those of the messages.
    pub fn check(&self, store: &Store, policy: Uncertain, shown: impl Fn(i64) -> Vec<(String, Time)>, what: &str) {
        assert!(self.wanted.is_empty(), "settle first");
        for (place, chat) in self.chats.iter().enumerate() {
            let messages: Vec<(String, Time)> = chat.telegram.iter().flat_map(|id| shown(*id)).collect();
            for (story, (article, word)) in self.stories.iter().enumerate() {
                let copies = messages.iter().filter(|(text, _)| text.contains(word.as_str())).count();
                let rows = store.read_here(|store| store.deliveries_of(chat.key, *article)).unwrap();
                let count = |wanted: fn(&Ended) -> bool| {
                    rows.iter().filter(|row| wanted(&row.ended.expect("all have ended"))).count()
                };
                let delivered = count(|ended| matches!(ended, Ended::Delivered(_)));
                let uncertain = count(|ended| matches!(ended, Ended::Uncertain));
                let case = format!(
                    "{what}: chat {:?}, {word}: {copies} copies, {delivered} delivered, {uncertain} uncertain",
                    chat.telegram
                );
                assert!(delivered <= 1 && uncertain <= 2, "too often: {case}\n{rows:#?}");
                assert!(
                    (delivered..=delivered + uncertain).contains(&copies),
                    "the ledger is wrong: {case}\n{rows:#?}"
                );
                match self.settled.get(&(place, story)) {
                    Some(true) => assert!(arrived(delivered, uncertain, policy), "lost: {case}\n{rows:#?}"),
                    Some(false) => {}
                    None => assert_eq!(delivered + uncertain, 0, "never asked for: {case}\n{rows:#?}"),
                }
            }
            for (from, to) in &chat.away {
                let late = messages.iter().find(|(_, at)| from < at && at < to);
                assert!(late.is_none(), "{what}: chat {:?} had left at {from}: {late:?}", chat.telegram);
            }
        }
    }
}

/// Whether everything has been done for a story that must come.
fn arrived(delivered: usize, uncertain: usize, policy: Uncertain) -> bool {
    match policy {
        Uncertain::Resend => delivered == 1 || uncertain == 2,
        Uncertain::Mention | Uncertain::Skip => delivered + uncertain > 0,
    }
}
