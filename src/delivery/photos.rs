//! Photos on their way to Telegram. In: the stories that are about to be sent. Out: for each, whether its photo can go
//! along now: by the name that Telegram gave it, by upload (one at a time, everybody else of that photo waits a
//! moment), or not at all. A photo that Telegram refused never holds up its text; one that is not there does for seconds, since
//! people save the article first. A file is looked at again every now and then: it may have come, or have been replaced.

mod kept;
mod look;
mod picture;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use tokio::time::{Instant, sleep};

use self::look::{Found, find, named};
pub use self::picture::Lack;
pub use crate::bot_api::PhotoSource;
use crate::{
    article::{ArticleKey, Image, Story},
    clock::Time,
    fetch::Web,
    store::{Priority, Store, editions::KnownPhoto},
};

/// How long others wait for a photo's upload before they go as text.
const UPLOAD: Duration = Duration::from_secs(5);
/// After so long nothing is heard of an upload any more; it may never have left.
const UPLOAD_LOST: Duration = Duration::from_secs(90);
/// How long ordinary news waits for a photo that is not there or not whole: less than chats have patience for one.
const LATE: Duration = Duration::from_secs(4);
const STEP: Duration = Duration::from_millis(500);
/// A file is looked at again when it was looked at so long ago.
const AGAIN: Duration = Duration::from_secs(10);
/// How many photos are remembered in memory; older ones are found in the database again.
const REMEMBERED: usize = 2_000;

/// What can be done with the photo of a story now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ready {
    /// It can be sent like this.
    Use(PhotoSource),
    /// This very visit uploads it.
    Upload(PhotoSource),
    /// It is being uploaded or looked for; come back in a moment.
    Wait,
    /// The text goes alone.
    No,
}

#[derive(Clone, Debug)]
enum State {
    Looking,
    New(PhotoSource, Hash),
    Uploading(PhotoSource, Hash, Instant),
    Known(String, Hash),
    No,
}

type Hash = [u8; 32];

/// What is known of a photo.
#[derive(Clone, Debug)]
struct Entry {
    state: State,
    /// Its file as it was when it was looked at last, and when that was.
    stamp: Option<Stamp>,
    looked: Instant,
}

/// What tells a replaced file from the same one: its size and its time.
type Stamp = (u64, Option<SystemTime>);

impl Entry {
    /// Whether nothing was found out about it yet.
    fn is_new(&self) -> bool {
        matches!(self.state, State::Looking)
    }

    /// Whether its file, where it has one, is to be looked at.
    fn is_due(&self, image: &Image, now: Instant) -> bool {
        match self.state {
            State::Looking => true,
            State::Uploading(..) => false,
            State::New(..) | State::Known(..) | State::No => {
                matches!(image, Image::Path(_)) && now.duration_since(self.looked) >= AGAIN
            }
        }
    }
}

/// All photos that are in use. Cheap to clone.
#[derive(Clone)]
pub struct Photos {
    folder: Arc<Path>,
    web: Option<Web>,
    states: Arc<Mutex<HashMap<(ArticleKey, i64), Entry>>>,
}

impl Photos {
    /// Photos of the store of articles in `folder`. Those of the web are Telegram's to fetch.
    pub fn new(folder: PathBuf) -> Photos {
        Photos { folder: folder.into(), web: None, states: Arc::default() }
    }

    /// Fetches those of the web itself, so that they are what Telegram takes.
    pub fn with_web(self, web: Web) -> Photos {
        Photos { web: Some(web), ..self }
    }

    /// What can be done with the photo of a story; `uploads`: the asker may be the one who uploads it.
    pub fn ready(&self, story: &Story, uploads: bool, now: Instant) -> Ready {
        let Some(image) = &story.image else { return Ready::No };
        let mut states = self.states();
        let entry = states.entry((story.key, story.revision)).or_insert_with(|| Entry {
            state: match image {
                Image::Url(url) if self.web.is_none() => named(url),
                Image::Url(_) | Image::Path(_) => State::Looking,
            },
            stamp: None,
            looked: now,
        });
        if uploads && entry.is_due(image, now) {
            return Ready::Wait;
        }
        let state = &mut entry.state;
        if let State::Uploading(source, hash, since) = state
            && now.duration_since(*since) >= UPLOAD_LOST
        {
            *state = State::New(source.clone(), *hash);
        }
        match state {
            State::Known(name, _) => Ready::Use(PhotoSource::Named(name.clone())),
            State::No => Ready::No,
            State::Uploading(_, _, since) if uploads && now.duration_since(*since) < UPLOAD => Ready::Wait,
            State::New(source, hash) if uploads => {
                let (source, hash) = (source.clone(), *hash);
                *state = State::Uploading(source.clone(), hash, now);
                Ready::Upload(source)
            }
            State::Looking | State::Uploading(..) | State::New(..) => Ready::No,
        }
    }

    /// Looks for the photo of a story: reads its file, asks the database what Telegram calls it.
    pub async fn look(&self, store: &Store, story: &Story) {
        if let Some(image) = &story.image {
            let found = self.find(store, story, image).await;
            self.remember(story, found);
        }
    }

    /// The same for news on its way: a file that is not there the first time may still come. Says, once, why there is no photo.
    pub async fn await_photo(&self, store: &Store, story: &Story) -> Option<Lack> {
        let image = story.image.as_ref()?;
        let begun = Instant::now();
        let is_first = self.states().get(&(story.key, story.revision)).is_none_or(|entry| entry.is_new());
        loop {
            let found = self.find(store, story, image).await;
            let may_come = matches!((image, &found), (Image::Path(_), Found::Nothing(_)));
            if may_come && is_first && begun.elapsed() < LATE {
                sleep(STEP).await;
                continue;
            }
            return self.remember(story, found);
        }
    }

    async fn find(&self, store: &Store, story: &Story, image: &Image) -> Found {
        let before = self.states().get(&(story.key, story.revision)).and_then(|entry| entry.stamp);
        find(&self.folder, self.web.as_ref(), store, image, before).await
    }

    fn remember(&self, story: &Story, found: Found) -> Option<Lack> {
        let (key, looked) = ((story.key, story.revision), Instant::now());
        let mut states = self.states();
        if states.len() >= REMEMBERED {
            states.retain(|_, entry| matches!(entry.state, State::Uploading(..)));
        }
        let before = states.get_mut(&key).filter(|entry| !matches!(entry.state, State::Looking));
        match (before, found) {
            (Some(entry), _) if matches!(entry.state, State::Uploading(..)) => {}
            (Some(entry), Found::Same) => entry.looked = looked,
            // What was there is what Telegram has; where it never was, that has been said.
            (Some(entry), Found::Nothing(_)) => entry.looked = looked,
            (None, Found::Nothing(reason)) => {
                let image = story.image.as_ref().map_or("", Image::as_text);
                log::warn!("the photo {image} of article {} does not go along: {reason}", story.key);
                states.insert(key, Entry { state: State::No, stamp: None, looked });
                return Some(reason);
            }
            (None, Found::Same) => {}
            (_, Found::Photo(state, stamp)) => drop(states.insert(key, Entry { state, stamp, looked })),
        }
        None
    }

    /// Whether somebody uploads it just now.
    pub fn is_uploading(&self, key: (ArticleKey, i64)) -> bool {
        self.states().get(&key).is_some_and(|entry| matches!(entry.state, State::Uploading(..)))
    }

    /// Whether the story's photo has still to be looked for, or to be looked at again.
    pub fn is_unknown(&self, story: &Story) -> bool {
        let due = |image| {
            let states = self.states();
            states.get(&(story.key, story.revision)).is_none_or(|entry| entry.is_due(image, Instant::now()))
        };
        story.image.as_ref().is_some_and(due)
    }

    /// Telegram took the photo and calls it so: remembered for good.
    pub async fn accepted(&self, store: &Store, key: (ArticleKey, i64), name: String, now: Time) {
        let hash = match self.states().get_mut(&key).map(|entry| &mut entry.state) {
            Some(state @ (State::New(..) | State::Uploading(..))) => {
                let (State::New(_, hash) | State::Uploading(_, hash, _)) = state else { return };
                let hash = *hash;
                *state = State::Known(name.clone(), hash);
                hash
            }
            _ => return,
        };
        self.keep(store, hash, KnownPhoto::Uploaded(name), now).await;
    }

    /// Telegram refused the photo in one chat: the text goes there. Whether the photo is bad for all is found out by
    /// further chats.
    pub fn released(&self, key: (ArticleKey, i64)) {
        if let Some(entry) = self.states().get_mut(&key)
            && let State::Uploading(source, hash, _) = &entry.state
        {
            entry.state = State::New(source.clone(), *hash);
        }
    }

    /// The photo is bad: it is not tried again.
    pub async fn refused(&self, store: &Store, key: (ArticleKey, i64), reason: String, now: Time) {
        let old = self.states().get_mut(&key).map(|entry| std::mem::replace(&mut entry.state, State::No));
        if let Some(State::New(_, hash) | State::Uploading(_, hash, _) | State::Known(_, hash)) = old {
            self.keep(store, hash, KnownPhoto::Refused(reason), now).await;
        }
    }

    /// Telegram no longer knows the photo by this name: it is uploaded again, unless that is being done already.
    pub async fn forgotten(&self, store: &Store, key: (ArticleKey, i64), name: &str) {
        let name = name.to_owned();
        {
            let mut states = self.states();
            match states.get(&key) {
                Some(Entry { state: State::Known(known, _), .. }) if *known == name => drop(states.remove(&key)),
                _ => return,
            }
        }
        let done = store.write(Priority::Bulk, move |writing| writing.forget_photo(&name)).await;
        if let Err(error) = done {
            log::error!("cannot forget a photo's name: {error}");
        }
    }

    async fn keep(&self, store: &Store, hash: Hash, known: KnownPhoto, now: Time) {
        let done = store.write(Priority::Bulk, move |writing| writing.set_photo(&hash, &known, now)).await;
        if let Err(error) = done {
            log::error!("cannot keep what Telegram calls a photo: {error}");
        }
    }

    fn states(&self) -> MutexGuard<'_, HashMap<(ArticleKey, i64), Entry>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
