//! What was sent is repaired: corrections and retractions of the store reach every copy.

mod copies;
mod crash;
mod deletes;
mod lanes;
mod notes;
mod refusals;
mod retract;
mod storm;
mod translations;

use std::time::Duration;

use headliner::{
    article::ArticleKey,
    delivery::Event,
    store::{
        Reading, Result,
        articles::Readiness,
        ledger::{Delivery, Ended},
    },
};
use simulator::Message;
use tokio::sync::broadcast::Receiver;

use super::newsdesk::Newsdesk;

impl Newsdesk {
    /// The headline changes and nothing is said about it.
    fn typo(&self, article: ArticleKey, headline: &str) {
        self.revise(article, |facts| facts.headline = headline.to_owned());
    }

    /// The headline changes, and the article says what was wrong.
    fn correct(&self, article: ArticleKey, headline: &str, note: &str) {
        self.revise(article, |facts| {
            facts.headline = headline.to_owned();
            facts.correction = Some(note.to_owned());
        });
    }

    /// Its file says that it is withdrawn.
    fn retract(&self, article: ArticleKey, note: Option<&str>) {
        self.revise(article, |facts| {
            facts.readiness = Readiness::Withdrawn;
            facts.correction = note.map(str::to_owned);
        });
    }

    /// It is published again, as intake does it.
    fn restore(&self, article: ArticleKey) {
        self.revise(article, |facts| facts.correction = None);
        self.publish_again(article, headliner::store::Lane::News);
    }

    /// The only message of a chat.
    fn only(&self, chat: i64) -> Message {
        let messages = self.sim.room(chat).received();
        let [one] = messages.as_slice() else { panic!("chat {chat} has {} messages", messages.len()) };
        one.clone()
    }

    /// The numbers of a chat's messages that the ledger knows.
    fn numbered(&self, telegram: i64) -> Vec<i64> {
        let rows = self.store.read_here(|store| store.last_deliveries(self.key(telegram), 100)).unwrap();
        let number = |row: &Delivery| match row.ended {
            Some(Ended::Delivered(number)) => Some(number),
            _ => None,
        };
        rows.iter().filter_map(number).collect()
    }

    /// What the desk was told of repairs: how many copies stand as they should, how many cannot be amended.
    fn told(&self, events: &mut Receiver<Event>) -> Vec<(u64, u64)> {
        let mut told = Vec::new();
        while let Ok(event) = events.try_recv() {
            if let Event::Repaired { copies, .. } = event {
                told.push((copies.repaired, copies.failed()));
            }
        }
        told
    }

    /// Every open chat's messages are what the ledger says stands, in the newest revisions.
    fn all_right(&self, chats: impl IntoIterator<Item = i64>) {
        for telegram in chats {
            let key = self.key(telegram);
            self.renders_again(key, telegram, "repaired");
            let behind = |store: &Reading| -> Result<usize> {
                let rows = store.last_deliveries(key, 100)?;
                let rows = rows.iter().filter(|row| matches!(row.ended, Some(Ended::Delivered(_))));
                let stands = rows.map(|row| store.stands(key, row.at));
                let mut behind = 0;
                for edition in stands.filter_map(Result::transpose) {
                    behind += usize::from(store.is_behind(edition?)?);
                }
                Ok(behind)
            };
            assert_eq!(self.store.read_here(behind).unwrap(), 0, "chat {telegram} has something old");
        }
        assert_eq!(self.store.read_here(|store| store.check(|_, _| {})).unwrap(), [""; 0]);
    }
}

/// Longer than a walk and a slot take.
const SOON: Duration = Duration::from_secs(5);
