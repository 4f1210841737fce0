//! Photos on their way to Telegram. In: the stories that are about to be sent. Out: for each, whether its photo can go
//! along now: by the name that Telegram gave it, by upload (one at a time, everybody else of that photo waits a
//! moment), or not at all. A photo that Telegram refused, or that is not there, never holds up its text.

use std::{
    collections::HashMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::time::{Instant, timeout};

pub use crate::bot_api::PhotoSource;
use crate::{
    article::{ArticleKey, Image, Story, within},
    clock::Time,
    store::{Priority, Store, editions::KnownPhoto},
};

/// How long others wait for a photo's upload before they go as text.
const UPLOAD: Duration = Duration::from_secs(5);
/// After so long nothing is heard of an upload any more; it may never have left.
const UPLOAD_LOST: Duration = Duration::from_secs(90);
/// How long reading a photo may take: a disk that hangs does not hold up the text.
const LOOK: Duration = Duration::from_secs(5);
/// The largest picture that Telegram takes as a photo (Bot API, Sending files).
const LARGEST: u64 = 10 * 1024 * 1024;
/// The largest sum of width and height, and the largest ratio of them.
const SIDES: (usize, usize) = (10_000, 20);
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

/// All photos that are in use. Cheap to clone.
#[derive(Clone)]
pub struct Photos {
    folder: Arc<Path>,
    states: Arc<Mutex<HashMap<(ArticleKey, i64), State>>>,
}

impl Photos {
    /// Photos of the store of articles in `folder`.
    pub fn new(folder: PathBuf) -> Photos {
        Photos { folder: folder.into(), states: Arc::default() }
    }

    /// What can be done with the photo of a story; `uploads`: the asker may be the one who uploads it.
    pub fn ready(&self, story: &Story, uploads: bool, now: Instant) -> Ready {
        let Some(image) = &story.image else { return Ready::No };
        let mut states = self.states();
        let state = states.entry((story.key, story.revision)).or_insert_with(|| match image {
            Image::Path(_) => State::Looking,
            Image::Url(url) => State::New(PhotoSource::Named(url.to_string()), hash(url.as_str().as_bytes())),
        });
        if let State::Uploading(source, hash, since) = state
            && now.duration_since(*since) >= UPLOAD_LOST
        {
            *state = State::New(source.clone(), *hash);
        }
        match state {
            State::Known(name, _) => Ready::Use(PhotoSource::Named(name.clone())),
            State::No => Ready::No,
            State::Looking if uploads => Ready::Wait,
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
        let (key, image) = ((story.key, story.revision), story.image.clone());
        let Some(image) = image else { return };
        let (folder, store) = (self.folder.clone(), store.clone());
        let looking = tokio::task::spawn_blocking(move || look(&folder, &store, &image));
        let state = match timeout(LOOK, looking).await {
            Ok(state) => state.unwrap_or(State::No),
            Err(_) => {
                log::warn!("the photo of article {} cannot be read in {LOOK:?}: it does not go along", story.key);
                State::No
            }
        };
        let mut states = self.states();
        if states.len() >= REMEMBERED {
            states.retain(|_, state| matches!(state, State::Uploading(..)));
        }
        match states.get(&key) {
            Some(State::Uploading(..) | State::Known(..)) => {}
            _ => drop(states.insert(key, state)),
        }
    }

    /// Whether the story's photo has still to be looked for.
    pub fn is_unknown(&self, story: &Story) -> bool {
        story.image.is_some() && matches!(self.states().get(&(story.key, story.revision)), None | Some(State::Looking))
    }

    /// Telegram took the photo and calls it so: remembered for good.
    pub async fn accepted(&self, store: &Store, key: (ArticleKey, i64), name: String, now: Time) {
        let hash = match self.states().get_mut(&key) {
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
        if let Some(state) = self.states().get_mut(&key)
            && let State::Uploading(source, hash, _) = state
        {
            *state = State::New(source.clone(), *hash);
        }
    }

    /// The photo is bad: it is not tried again.
    pub async fn refused(&self, store: &Store, key: (ArticleKey, i64), reason: String, now: Time) {
        let old = self.states().insert(key, State::No);
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
                Some(State::Known(known, _)) if *known == name => drop(states.remove(&key)),
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

    fn states(&self) -> MutexGuard<'_, HashMap<(ArticleKey, i64), State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn look(folder: &Path, store: &Store, image: &Image) -> State {
    let (source, hash) = match image {
        Image::Url(url) => (PhotoSource::Named(url.to_string()), hash(url.as_str().as_bytes())),
        Image::Path(path) => {
            match within(folder, path.as_ref()).map_err(|error| error.to_string()).and_then(|path| read(&path)) {
                Ok(bytes) => {
                    let name =
                        Path::new(path).file_name().map_or_else(|| "photo".into(), |name| name.to_string_lossy());
                    (PhotoSource::Upload { name: name.into_owned(), bytes: bytes.clone() }, hash(&bytes))
                }
                Err(reason) => {
                    log::warn!("the photo {path} does not go along: {reason}");
                    return State::No;
                }
            }
        }
    };
    match store.read_here(|reading| reading.photo(&hash)) {
        Ok(Some(KnownPhoto::Uploaded(name))) => State::Known(name, hash),
        Ok(Some(KnownPhoto::Refused(_))) => State::No,
        Ok(None) => State::New(source, hash),
        Err(error) => {
            log::error!("cannot look up a photo: {error}");
            State::No
        }
    }
}

fn read(path: &Path) -> Result<Bytes, String> {
    let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !about.is_file() {
        return Err("it is no file".to_owned()); // reading a pipe waits for whoever writes into it
    }
    if about.len() > LARGEST {
        return Err(format!("it has {} MB, Telegram takes 10", about.len() / 1_000_000));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    file.map_err(|error| error.to_string())?;
    let size = imagesize::blob_size(&bytes).map_err(|error| format!("it is no picture: {error}"))?;
    let (short, long) = (size.width.min(size.height), size.width.max(size.height));
    if short == 0 || short + long > SIDES.0 || long > short * SIDES.1 {
        return Err(format!("{} × {} pixels are more, or narrower, than Telegram takes", size.width, size.height));
    }
    Ok(bytes.into())
}

fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}
