//! One look at a feed. In: the feed, and what is known of it. Out: that nothing has changed, or what came of its items; or why it cannot
//! be read. What has changed is in the store of articles by then, and in the database.

use std::{collections::HashSet, sync::Arc};

use sha2::{Digest, Sha256};
use tokio::{sync::Mutex, task::spawn_blocking};

use super::{
    ACCEPT, pace,
    sources::Source,
    take::{Rules, Taken, take},
};
use crate::{
    article::feed::{self, Feed, Origin, Refused},
    clock::Time,
    fetch::{self, Answer, Page, Trouble, Web, Wish},
    intake::Tools,
    newsroom::Newsroom,
    store::{Priority, feeds::Known},
};

/// More bytes than any newsroom's feed has.
const LARGEST: usize = 8 << 20;

/// A look that is to be made.
pub(super) struct Look {
    pub tools: Tools,
    pub web: Web,
    pub source: Source,
    pub newsroom: Arc<Newsroom>,
    /// Feeds that are wanted, by their names.
    pub wanted: HashSet<String>,
    /// What is known of the feed; `None`: it is new.
    pub known: Option<Known>,
    /// One feed's stories are taken at a time: one of two feeds would not see what the other adds to it.
    pub turn: Arc<Mutex<()>>,
}

/// What a look has found.
pub(super) enum Found {
    /// Nothing has changed.
    Unchanged {
        /// When it was asked.
        at: Time,
    },
    /// Something has.
    Read { known: Known, taken: Taken, ttl: Option<u32>, refused: Vec<Refused> },
}

impl Look {
    /// Makes it.
    pub(super) async fn make(self) -> Result<Found, Trouble> {
        let at = self.tools.clock.moment().surely();
        let rules = self.source.rules(&self.newsroom);
        // Read otherwise, all of it counts again.
        let same = self.known.as_ref().filter(|known| known.rules.as_ref() == Some(&rules));
        let told = fetch::Known {
            etag: same.and_then(|known| known.etag.clone()),
            modified: same.and_then(|known| known.modified.clone()),
        };
        let wish = Wish { url: &self.source.url, accept: ACCEPT, largest: LARGEST, known: &told };
        let page = match self.web.get(&wish).await? {
            Answer::Came(page) => page,
            Answer::Unchanged if told == fetch::Known::default() => {
                let what = "it says that nothing has changed, though nothing was known of it".to_owned();
                return Err(Trouble::of(what));
            }
            Answer::Unchanged => return Ok(Found::Unchanged { at }),
        };
        let print = Sha256::digest(&page.bytes).to_vec();
        if same.is_some_and(|known| known.print.as_ref() == Some(&print)) {
            return Ok(Found::Unchanged { at });
        }
        self.take(*page, print, rules, at).await
    }

    async fn take(self, page: Page, print: Vec<u8>, rules: Vec<u8>, at: Time) -> Result<Found, Trouble> {
        let (known, zone) = (page.known.clone(), self.newsroom.zone);
        let reading = spawn_blocking(move || {
            let origin = Origin { address: Some(&page.url), kind: page.kind.as_deref(), zone };
            feed::read(&page.bytes, &origin)
        });
        let failed = |what: String| Trouble::of(what);
        let read = reading.await.map_err(|_| failed("it could not be read; see above".to_owned()))?;
        let Feed { ttl, items, refused, .. } = read.map_err(|fault| failed(fault.to_string()))?;
        let (before, name) = (self.known, self.source.url.to_string());
        let how = Rules {
            source: self.source,
            name: name.clone(),
            newsroom: self.newsroom,
            folder: self.tools.folder.clone(),
            wanted: self.wanted,
            unseen: before.as_ref().map_or(at, |known| known.read),
            is_first: before.is_none(),
        };
        let store = &self.tools.store;
        let unkept = |error: &dyn std::fmt::Display| failed(format!("what it says cannot be kept ({error})"));
        let turn = self.turn.lock_owned().await;
        let taken = take(store, items, &how).await.map_err(|error| unkept(&error))?;
        drop(turn);
        let has_news = taken.new + taken.changed > 0;
        let known = after(before, known, (print, rules), has_news, at);
        // What could not be written is to be seen again.
        let known = match taken.unwritten {
            0 => known,
            _ => Known { etag: None, modified: None, print: None, ..known },
        };
        let kept = known.clone();
        let written = store.write(Priority::Bulk, move |store| store.keep_feed(&name, &kept)).await;
        written.map_err(|error| unkept(&error))?;
        Ok(Found::Read { known, taken, ttl, refused })
    }
}

/// What is known of a feed after it was read.
fn after(
    before: Option<Known>,
    told: fetch::Known,
    (print, rules): (Vec<u8>, Vec<u8>),
    has_news: bool,
    at: Time,
) -> Known {
    let (changed, gap) = before.map_or((None, None), |known| (known.changed, known.gap));
    let (changed, gap) = match has_news {
        true => {
            let old = gap.map(|gap| std::time::Duration::from_millis(gap.unsigned_abs()));
            let gap = pace::gap(old, changed.map(|changed| at.since(changed)));
            (Some(at), gap.map(|gap| i64::try_from(gap.as_millis()).unwrap_or(i64::MAX)))
        }
        false => (changed, gap),
    };
    Known { etag: told.etag, modified: told.modified, print: Some(print), rules: Some(rules), read: at, changed, gap }
}
