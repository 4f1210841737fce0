//! The sweep: where the look at the chats is. In: articles whose copies are to be found, ranges that were walked. Out: the next
//! range, groups and channels before all readers; articles all of whose copies have been found. One sweep serves all articles: one
//! that joins is done when the sweep is back where it joined.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, sync::Arc};

use super::walk::{Page, Stale, Walk};
use crate::{
    article::ArticleKey,
    store::{ChatKey, notes::Note, stories::Instead},
};

/// No more is found while so many chats wait: what is found early is stale when its slot comes.
pub const WAITING: usize = 10_000;
/// The first chat is after this one.
const START: ChatKey = ChatKey(0);

/// See the module.
#[derive(Debug)]
pub struct Sweep {
    /// Where each article joined: the lap, and the chat after which.
    joined: HashMap<ArticleKey, (u64, ChatKey)>,
    lap: u64,
    at: ChatKey,
    /// Groups and channels are walked after this one.
    rooms: Option<ChatKey>,
    /// The editions that are looked for; `None`: not known for these articles.
    stale: Option<Arc<Stale>>,
    /// Grows with the articles that join and are done.
    version: u64,
    /// A range is being walked.
    walks: bool,
}

impl Default for Sweep {
    fn default() -> Sweep {
        Sweep { joined: HashMap::new(), lap: 0, at: START, rooms: None, stale: None, version: 0, walks: false }
    }
}

impl Sweep {
    /// Copies of this article are to be found.
    pub fn join(&mut self, article: ArticleKey) {
        self.joined.insert(article, (self.lap, self.at));
        self.rooms = Some(START);
        self.forget();
    }

    /// Whether all copies have been found.
    pub fn is_done(&self) -> bool {
        self.joined.is_empty()
    }

    /// The next range, where there is one and `waiting` chats leave room for it. It is being walked from now on. `notes`: what may have to
    /// be told; `instead`: which versions take the place of others.
    pub fn next(&mut self, waiting: usize, notes: &[Note], instead: &[Instead]) -> Option<Walk> {
        if self.walks || waiting >= WAITING || self.joined.is_empty() {
            return None;
        }
        self.walks = true;
        let (after, rooms) = self.rooms.map_or((self.at, false), |after| (after, true));
        let is_new = self.stale.is_none();
        let articles = if is_new { self.joined.keys().copied().collect() } else { Vec::new() };
        let joined = |article| is_new && self.joined.contains_key(&article);
        let notes = notes.iter().filter(|note| joined(note.article)).copied().collect();
        let instead = instead.iter().filter(|instead| joined(instead.by)).copied().collect();
        Some(Walk { after, rooms, articles, instead, notes, stale: self.stale.clone(), version: self.version })
    }

    /// It has been walked; the articles that are done by that.
    pub fn walked(&mut self, page: &Page) -> Vec<ArticleKey> {
        self.walks = false;
        if page.walk.version == self.version {
            self.stale = Some(page.stale.clone());
        }
        if page.walk.rooms {
            if self.rooms == Some(page.walk.after) {
                self.rooms = page.next;
            }
            return Vec::new();
        }
        self.at = page.next.unwrap_or_else(|| {
            self.lap += 1;
            START
        });
        let here = (self.lap, self.at);
        let done = |(_, (lap, at)): &(&ArticleKey, &(u64, ChatKey))| here >= (*lap + 1, *at);
        let done: Vec<ArticleKey> = self.joined.iter().filter(done).map(|(article, _)| *article).collect();
        self.joined.retain(|article, _| !done.contains(article));
        if !done.is_empty() {
            self.forget();
        }
        done
    }

    fn forget(&mut self) {
        self.stale = None;
        self.version += 1;
    }

    /// It could not be walked: once more.
    pub fn failed(&mut self) {
        self.walks = false;
    }
}
