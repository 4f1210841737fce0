//! Looking for a photo: in the store of articles, on the web, in the database. In: where it is. Out: what can be done with it. What
//! the web does not give us, Telegram may fetch itself; never from a private address, which may be near its server.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    time::Duration,
};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use url::Url;

use super::{
    Hash, PhotoSource, Stamp, State,
    picture::{LARGEST, Lack, picture},
};
use crate::{
    article::{Image, within},
    fetch::{Answer, Known, Web, Wish},
    store::{Store, editions::KnownPhoto},
};

/// How long reading a photo may take: a disk that hangs does not hold up the text.
const LOOK: Duration = Duration::from_secs(5);
/// How long the web may take; then Telegram is asked to fetch it.
const FETCH: Duration = Duration::from_secs(3);
/// What takes the place of a withdrawn photo where the newsroom has no picture of its own: a circle with a bar through it.
const CARD: &[u8] = include_bytes!("../../../data/withdrawn.png");

/// What a look found.
pub(super) enum Found {
    /// The file that was there.
    Same,
    Photo(State, Option<Stamp>),
    /// No photo, for this reason.
    Nothing(Lack),
}

/// Looks for a picture; `before`: its file as it was.
pub(super) async fn find(
    folder: &Path,
    web: Option<&Web>,
    store: &Store,
    image: &Image,
    before: Option<Stamp>,
) -> Found {
    if let (Image::Url(url), Some(web)) = (image, web) {
        return on_web(web, store, url).await;
    }
    let (folder, store, image) = (folder.to_owned(), store.clone(), image.clone());
    in_time(move || look(&folder, &store, &image, before)).await
}

async fn in_time(work: impl FnOnce() -> Found + Send + 'static) -> Found {
    match timeout(LOOK, tokio::task::spawn_blocking(work)).await {
        Ok(found) => found.unwrap_or(Found::Nothing(Lack::NoPicture)),
        Err(_) => Found::Nothing(Lack::Unreadable(format!("not within {LOOK:?}"))),
    }
}

async fn on_web(web: &Web, store: &Store, url: &Url) -> Found {
    let (hash, known) = (hash(url.as_str().as_bytes()), store.clone());
    let known = tokio::task::spawn_blocking(move || known_as(&known, &hash)).await;
    if let Ok(Some(state)) = known {
        return Found::Photo(state, None);
    }
    let wish = Wish { url, accept: "image/*", largest: LARGEST, known: &Known::default() };
    let asked = Found::Photo(named(url), None);
    match timeout(FETCH, web.get(&wish)).await {
        Ok(Ok(Answer::Came(page))) => {
            let name = name(url.path());
            in_time(move || match picture(page.bytes) {
                Ok(bytes) => Found::Photo(State::New(upload(&name, bytes), hash), None),
                Err(lack) => Found::Nothing(lack),
            })
            .await
        }
        Ok(Err(trouble)) if trouble.private => Found::Nothing(Lack::Private),
        Ok(Ok(Answer::Unchanged) | Err(_)) | Err(_) => asked,
    }
}

/// Telegram fetches it.
pub(super) fn named(url: &Url) -> State {
    State::New(PhotoSource::Named(url.to_string()), hash(url.as_str().as_bytes()))
}

fn look(folder: &Path, store: &Store, image: &Image, before: Option<Stamp>) -> Found {
    let (source, hash, stamp) = match image {
        Image::Url(url) => (PhotoSource::Named(url.to_string()), hash(url.as_str().as_bytes()), None),
        // No article's: the card that is built in.
        Image::Path(path) if path.is_empty() => (upload("withdrawn.png", Bytes::from_static(CARD)), hash(CARD), None),
        Image::Path(path) => match file(folder, path, before) {
            Ok(None) => return Found::Same,
            Ok(Some((stamp, bytes))) => {
                let hash = hash(&bytes);
                (upload(&name(path), bytes), hash, Some(stamp))
            }
            Err(reason) => return Found::Nothing(reason),
        },
    };
    Found::Photo(known_as(store, &hash).unwrap_or(State::New(source, hash)), stamp)
}

/// What Telegram said of this photo before.
fn known_as(store: &Store, hash: &Hash) -> Option<State> {
    match store.read_here(|reading| reading.photo(hash)) {
        Ok(Some(KnownPhoto::Uploaded(name))) => Some(State::Known(name, *hash)),
        Ok(Some(KnownPhoto::Refused(_))) => Some(State::No),
        Ok(None) => None,
        Err(error) => {
            log::error!("cannot look up a photo: {error}");
            Some(State::No)
        }
    }
}

/// The last part of a path, as a file may be called.
fn name(path: &str) -> String {
    let last = path.rsplit('/').next().filter(|name| !name.is_empty());
    last.unwrap_or("photo").chars().take(60).collect()
}

/// What was made anew is a JPEG, whatever it was called.
fn upload(name: &str, bytes: Bytes) -> PhotoSource {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let ending = match imagesize::image_type(&bytes) {
        Ok(imagesize::ImageType::Png) => "png",
        Ok(imagesize::ImageType::Gif) => "gif",
        _ => "jpg",
    };
    PhotoSource::Upload { name: format!("{stem}.{ending}"), bytes }
}

/// A file's stamp and picture; `None`: it is the one that was there before.
fn file(folder: &Path, path: &str, before: Option<Stamp>) -> Result<Option<(Stamp, Bytes)>, Lack> {
    let path = within(folder, path.as_ref()).map_err(unreadable)?;
    let about = std::fs::metadata(&path).map_err(unreadable)?;
    let stamp = (about.len(), about.modified().ok());
    match before == Some(stamp) {
        true => Ok(None),
        false => read(&path).map(|bytes| Some((stamp, bytes))),
    }
}

fn read(path: &Path) -> Result<Bytes, Lack> {
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        // Reading a pipe waits for whoever writes into it.
        return Err(Lack::Unreadable("it is no file".to_owned()));
    }
    let most = LARGEST as u64;
    if about.len() > most {
        return Err(Lack::Large(usize::try_from(about.len().div_ceil(1 << 20)).unwrap_or(usize::MAX)));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(unreadable)?;
    picture(bytes)
}

fn unreadable(error: io::Error) -> Lack {
    match error.kind() {
        io::ErrorKind::NotFound => Lack::Absent,
        _ => Lack::Unreadable(error.to_string()),
    }
}

fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}
