//! Articles that are handed in by somebody who waits for the answer (`ops::articles`). In: bytes, and the name under which they are
//! handed in, if any. Out: the article's file, below `api/`, and what became of the article, or why it is not taken. The file is
//! there first, so that whatever happens then, the watcher finds it; and it is taken in at once, so that the answer tells. What the
//! watcher has read of such a file and is not in it any more is passed over: of two contents the later one counts.
//!
//! Accepted: an answer may be lost on its way; whoever hands the same in again changes nothing.

use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::{
    Tools,
    accept::{accept, place},
    identity::{identify, sketch, text_of},
    sight::Sight,
    watch::{Found, Seen, is_there},
    writer::put,
};
use crate::{
    article::{
        self, Article, ArticleId, ArticleKey, Fault, Image, Key, LONGEST_ID, NewFile, POSTED, Status, file_id,
        posted_id, posted_path,
    },
    message::{RETRACTION_NOTE, text::is_visible},
    newsroom::Newsroom,
    store::{self, Priority, Reading, articles::Listed, held::Reason},
};

/// A name that nobody gives a file: what is read under it and is called so has no name of its own.
const NAMELESS: &str = "an article without a name.md";

/// What the door and the watcher have in common.
#[derive(Debug, Default)]
pub struct Handing {
    /// Held by whoever takes something in.
    order: tokio::sync::Mutex<()>,
    /// Files that the watcher is to tell again.
    again: Mutex<Vec<String>>,
}

impl Handing {
    /// While this is held, nothing else is taken in.
    pub(super) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.order.lock().await
    }

    /// Files that may be another article now.
    pub(super) fn again(&self) -> Vec<String> {
        std::mem::take(&mut *self.again.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn have_read(&self, files: Vec<String>) {
        self.again.lock().unwrap_or_else(PoisonError::into_inner).extend(files);
    }
}

/// The way in.
#[derive(Clone)]
pub struct Door {
    tools: Tools,
    sight: Sight,
}

/// What was taken.
#[derive(Debug)]
pub struct Taken {
    /// The article.
    pub article: ArticleKey,
    /// It was not known.
    pub is_new: bool,
    /// What it goes without.
    pub warnings: Vec<Fault>,
}

/// Why something is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is no article.
    #[error("{0}")]
    Fault(Fault),
    /// It has no name.
    #[error("the article has neither id nor url: add one, or hand it in by PUT /articles/ID")]
    Nameless,
    /// It has a name that is no file's.
    #[error("the id is too long: 200 bytes are the most, and fewer with many signs in it")]
    LongName,
    /// The name is another story's.
    #[error("the id \"{id}\" is that of another story, in the file {file}: give this one an id of its own")]
    Another {
        /// The name.
        id: String,
        /// The other's file, below the store.
        file: String,
    },
    /// There is no such article.
    #[error("there is no article with this id")]
    Unknown,
    /// The note is longer than this.
    #[error("the note has {length} characters: {RETRACTION_NOTE} are the most, shorten it")]
    LongNote {
        /// Code points.
        length: usize,
    },
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    File(#[from] std::io::Error),
    /// The database does not answer as it should.
    #[error("the database cannot be written now")]
    Store(#[from] store::Error),
}

/// What becomes of an article that is to be withdrawn.
#[derive(Debug)]
pub enum Withdrawn {
    /// Its file says so, and it is.
    Taken(ArticleKey),
    /// Its file is somebody else's.
    Others(ArticleKey),
}

impl Door {
    /// A way in beside the watcher that works with the same tools.
    pub async fn open(tools: Tools) -> store::Result<Door> {
        let began = tools.store.read(|store| store.began()).await?.is_some();
        let start = tools.clock.moment();
        let sight = Sight::at_start(&start, tools.last_alive.filter(|_| began).as_ref());
        Ok(Door { tools, sight })
    }

    /// Takes an article: under its own name, or under this one.
    pub async fn take(&self, id: Option<ArticleId>, bytes: Vec<u8>) -> Result<Taken, Refused> {
        let _turn = self.tools.handing.turn().await;
        let newsroom = self.tools.newsroom.borrow().clone();
        let called = article::parse(NAMELESS, &bytes, newsroom.zone).map_err(Refused::Fault)?;
        let is_named = id.is_some();
        let own = Some(called.id.clone()).filter(|id| *id != file_id(NAMELESS));
        let id = id.or(own).ok_or(Refused::Nameless)?;
        let path = path_for(&id, &bytes)?;
        let article = article::parse(&path, &bytes, newsroom.zone).map_err(Refused::Fault)?;
        let met = self.meet(path, article, newsroom.clone(), is_named).await?;
        if let Some(article) = met.newer {
            return Ok(Taken { article, is_new: false, warnings: called.warnings });
        }
        // A file that is there keeps its name, and so does the article.
        let path = path_for(&met.name.unwrap_or(id), &bytes)?;
        let article = article::parse(&path, &bytes, newsroom.zone).map_err(Refused::Fault)?;
        let taken = self.keep(path, met.file, article, bytes, newsroom).await?;
        Ok(Taken { is_new: met.is_new, ..taken })
    }

    /// Withdraws an article; readers see the note.
    pub async fn withdraw(&self, id: &ArticleId, note: Option<&str>) -> Result<Withdrawn, Refused> {
        let note = note.map(article::as_words).filter(|note| is_visible(note));
        let length = note.as_ref().map_or(0, |note| note.chars().count());
        if length > RETRACTION_NOTE {
            return Err(Refused::LongNote { length });
        }
        let _turn = self.tools.handing.turn().await;
        let (name, newsroom) = (id.0.clone(), self.tools.newsroom.borrow().clone());
        let found = self.tools.store.read(move |store| {
            let Some(owner) = store.owner_of(&name)? else { return Ok(None) };
            let (listed, translates) = (store.listed(owner.key)?, store.translates(owner.key)?);
            Ok(Some((owner, listed, translates)))
        });
        let Some((owner, listed, translates)) = found.await? else { return Err(Refused::Unknown) };
        let path = owner.path.filter(|path| path.starts_with(POSTED) && is_there(&self.tools.folder, path));
        let (Some(path), Some(listed)) = (path, listed) else { return Ok(Withdrawn::Others(owner.key)) };
        let bytes = tokio::fs::read(self.tools.folder.join(&path)).await?;
        let changes = [(Key::Status, Some("withdrawn")), (Key::Correction, note.as_deref())];
        let bytes = article::rewrite(&path, &bytes, newsroom.zone, &changes)
            .unwrap_or_else(|_| epitaph(&listed, translates.as_deref(), note.as_deref(), &newsroom).into_bytes());
        let article = article::parse(&path, &bytes, newsroom.zone).map_err(Refused::Fault)?;
        let taken = self.keep(path, None, article, bytes, newsroom).await?;
        Ok(Withdrawn::Taken(taken.article))
    }

    /// Which article it is; an error, if that is another story.
    async fn meet(
        &self,
        path: String,
        article: Article,
        newsroom: Arc<Newsroom>,
        is_named: bool,
    ) -> Result<Meeting, Refused> {
        let (folder, max_age) = (self.tools.folder.clone(), self.tools.max_age);
        let moment = self.tools.clock.moment();
        let arrival = self.sight.handed_in(&moment);
        let look = move |store: &Reading| {
            let place = place(&path, &article, &folder, &newsroom, arrival, max_age, &moment);
            let identity = identify(store, &place)?;
            if let Some(Reason::SecondFile { id, file }) = identity.copies {
                return Ok(Err(Refused::Another { id, file }));
            }
            let owner = store.owner_of(&identity.id.0)?;
            let Some(owner) = owner else { return Ok(Ok(Meeting { is_new: true, ..Meeting::default() })) };
            let file = owner.path.clone().filter(|path| path.starts_with(POSTED));
            if let Some(file) = file.clone().filter(|_| !is_named)
                && is_another(store, &article, place.page.as_ref(), owner.key)?
            {
                return Ok(Err(Refused::Another { id: owner.id.0, file }));
            }
            let is_late = article.version.zip(owner.version).is_some_and(|(new, old)| new < old);
            let newer = Some(owner.key).filter(|_| is_late);
            Ok(Ok(Meeting { name: file.as_deref().and_then(posted_id), file, is_new: false, newer }))
        };
        self.tools.store.read(look).await?
    }

    /// Writes the file and takes it in.
    async fn keep(
        &self,
        path: String,
        before: Option<String>,
        article: Article,
        bytes: Vec<u8>,
        newsroom: Arc<Newsroom>,
    ) -> Result<Taken, Refused> {
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let (folder, place) = (self.tools.folder.clone(), path.clone());
        let written = spawn_blocking(move || write(&folder, &place, before.as_deref(), &bytes));
        written.await.map_err(|_| store::Error::Closed)??;
        let warnings = article.warnings.clone();
        let (folder, max_age) = (self.tools.folder.clone(), self.tools.max_age);
        let moment = self.tools.clock.moment();
        let arrival = self.sight.handed_in(&moment);
        let seen = Seen::Article { path: path.clone(), article: Box::new(article), digest, found: Found::Since };
        let act = move |store: &store::Writing| {
            let accepted = accept(store, &seen, &folder, &newsroom, arrival, max_age, &moment)?;
            Ok((accepted, store.article_at(&path)?))
        };
        let (mut accepted, owner) = self.tools.store.write(Priority::Person, act).await?;
        self.tools.handing.have_read(std::mem::take(&mut accepted.again));
        super::tell(&self.tools.notices, accepted);
        let article = owner.ok_or(Refused::Unknown)?.key;
        Ok(Taken { article, is_new: false, warnings })
    }
}

/// What is known of an article that is handed in.
#[derive(Default)]
struct Meeting {
    /// The name of its file.
    name: Option<ArticleId>,
    /// Its file, if that came by HTTP too.
    file: Option<String>,
    is_new: bool,
    /// The article, if what is handed in is an older version of it, and changes nothing.
    newer: Option<ArticleKey>,
}

fn path_for(id: &ArticleId, bytes: &[u8]) -> Result<String, Refused> {
    let fits = id.0.len() <= LONGEST_ID;
    posted_path(id, bytes).filter(|_| fits).ok_or(Refused::LongName)
}

/// Whether what is handed in under a known name has nothing to do with what that is: two systems that count their articles
/// from one have the same names for different stories.
fn is_another(store: &Reading, article: &Article, page: Option<&String>, known: ArticleKey) -> store::Result<bool> {
    // What counts its versions, or takes a story back, knows which one it speaks of.
    if article.status != Status::Published || article.version.is_some() {
        return Ok(false);
    }
    let (new, texts, there) = (sketch(article), store.texts_of(known)?, store.page(known)?);
    let is_page = there.is_some() && there.as_ref() == page;
    Ok(!is_page && !texts.iter().any(|text| text_of(text).is_near(&new)))
}

/// The file in its place; one of the same article with another ending goes.
fn write(folder: &Path, path: &str, before: Option<&str>, bytes: &[u8]) -> std::io::Result<()> {
    let file = folder.join(path);
    if fs::read(&file).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    put(&file, bytes)?;
    match before.filter(|before| *before != path).map(|before| fs::remove_file(folder.join(before))) {
        Some(Err(error)) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A file that withdraws what stood in one in which nothing can be changed.
fn epitaph(listed: &Listed, translates: Option<&str>, note: Option<&str>, newsroom: &Newsroom) -> String {
    let story = &listed.story;
    article::new_file(&NewFile {
        id: &story.id.0,
        headline: &story.headline,
        lead: &story.lead,
        url: story.url.as_deref(),
        image: story.image.as_ref().map(Image::as_text),
        correction: note,
        language: story.language,
        translation_of: translates,
        published: story.published.utc().with_timezone(&newsroom.zone),
        status: "withdrawn",
    })
}

/// Whether the file says something else by now than it did when the watcher read it.
pub(super) fn is_overtaken(folder: &Path, seen: &Seen) -> bool {
    let Seen::Article { path, digest, .. } = seen else { return false };
    path.starts_with(POSTED)
        && fs::read(folder.join(path)).is_ok_and(|bytes| *digest != <[u8; 32]>::from(Sha256::digest(bytes)))
}
