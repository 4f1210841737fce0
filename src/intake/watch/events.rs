//! Events of the file system, by `notify`, boiled down to hints. They may be lost or come late: nothing depends on them
//! but speed.

use std::{
    fs::Metadata,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::SystemTime,
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode},
};
use tokio::sync::mpsc;

use super::tree::is_candidate;

/// Hints that may wait; beyond it a full look takes their place.
const HINTS: usize = 8192;

/// What an event says about the folder.
#[derive(Debug)]
pub(super) enum Hint {
    /// The file, below the root, is complete.
    Ready(PathBuf),
    /// The file is being changed.
    Touched(PathBuf),
    /// What had this name has another, or is deleted; it may have been a folder.
    Left(PathBuf),
    /// A folder is new, or events were lost.
    Look,
}

/// The source of hints.
pub(super) struct Events {
    root: PathBuf,
    hints: mpsc::Sender<Hint>,
    lost: Arc<AtomicBool>,
    watcher: Option<RecommendedWatcher>,
    /// Which folder is watched: one that was deleted and made again is another.
    watched: Option<Identity>,
    /// The folder that is watched was deleted: another may have got its number.
    gone: Arc<AtomicBool>,
    /// It was said that events are not to be had.
    warned: bool,
}

impl Events {
    /// Nothing is watched before [`Events::follow`].
    pub fn new(root: PathBuf) -> (Events, mpsc::Receiver<Hint>) {
        let (hints, receiver) = mpsc::channel(HINTS);
        let lost = Arc::new(AtomicBool::new(false));
        (Events { root, hints, lost, watcher: None, watched: None, gone: Arc::default(), warned: false }, receiver)
    }

    /// Whether hints were lost since this was asked last.
    pub fn were_lost(&self) -> bool {
        self.lost.swap(false, Ordering::Relaxed)
    }

    /// Watches the folder that is at the root now. Blocks while it walks through the folders below.
    pub fn follow(&mut self) {
        let now = identity(&self.root);
        let is_same = now == self.watched && !self.gone.load(Ordering::Relaxed);
        if now.is_none() || (self.watcher.is_some() && is_same) {
            return;
        }
        self.watcher = None;
        self.gone = Arc::default();
        let (root, hints, lost, gone) = (self.root.clone(), self.hints.clone(), self.lost.clone(), self.gone.clone());
        let tell = move |event: notify::Result<Event>| {
            if event.as_ref().is_ok_and(|event| event.kind.is_remove() && event.paths.contains(&root)) {
                gone.store(true, Ordering::Relaxed);
            }
            for hint in event.map_or_else(|_| vec![Hint::Look], |event| hints_of(&root, event)) {
                if hints.try_send(hint).is_err() {
                    lost.store(true, Ordering::Relaxed);
                }
            }
        };
        let started = notify::recommended_watcher(tell).and_then(|mut watcher| {
            watcher.watch(&self.root, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        match started {
            Ok(watcher) => (self.watcher, self.watched, self.warned) = (Some(watcher), now, false),
            Err(error) if !self.warned => {
                let folder = self.root.display();
                log::warn!("no file system events for {folder} ({error}): new articles are found by looking only");
                self.warned = true;
            }
            Err(_) => {}
        }
    }
}

/// Numbers are given again at once, so when the folder was made belongs to it too, where the system knows that.
type Identity = (u64, Option<SystemTime>);

fn identity(root: &Path) -> Option<Identity> {
    let folder = root.metadata().ok().filter(Metadata::is_dir)?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&folder);
    #[cfg(not(unix))]
    let number = 0;
    Some((number, folder.created().ok()))
}

fn hints_of(root: &Path, event: Event) -> Vec<Hint> {
    if event.need_rescan() {
        return vec![Hint::Look];
    }
    let kind = event.kind;
    let hints = event.paths.iter().filter_map(|path| {
        let below = path.strip_prefix(root).ok()?.to_owned();
        if kind.is_remove() && below.as_os_str().is_empty() {
            return Some(Hint::Look);
        }
        if kind.is_remove() || matches!(kind, EventKind::Modify(ModifyKind::Name(RenameMode::From))) {
            return Some(Hint::Left(below));
        }
        if !is_candidate(&below) {
            let may_be_folder =
                matches!(kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(RenameMode::To)));
            return (may_be_folder && path.is_dir()).then_some(Hint::Look);
        }
        match kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Hint::Ready(below)),
            EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Some(Hint::Ready(below)),
            EventKind::Create(CreateKind::Folder) => Some(Hint::Ready(below)),
            EventKind::Create(_) | EventKind::Any | EventKind::Other => Some(Hint::Touched(below)),
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => None,
            EventKind::Modify(_) => Some(Hint::Touched(below)),
            EventKind::Access(_) | EventKind::Remove(_) => None,
        }
    });
    hints.collect()
}
