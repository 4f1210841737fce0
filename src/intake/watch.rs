//! Watches the folder of articles. In: a folder that people and programs write into as they like. Out: a [`Seen`] for
//! every content of every file, once, over a bounded channel.
//!
//! Two things make it look at a file: events of the file system, at once, and a full look at the folder every now and
//! then, because events get lost and some file systems have none. A file that is complete (renamed into place, or its
//! writer has closed it) is read at once. One that is being written is read when it has stood still for a second. One
//! that looks unfinished is read again a few times before anybody is told. Files are read off the runtime's threads,
//! a few at a time, those with events first; so ten thousand files delay nobody.
//!
//! Accepted: a file that is found by a full look alone is read a second later, since it may be in the middle of being
//! written; at the first look all are read at once. A reader that takes nothing from the channel stops the watcher, and
//! what happens meanwhile is found by a full look.

mod copies;
mod events;
mod memory;
mod read;
mod tree;
mod waiting;
mod work;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use chrono_tz::Tz;
use tokio::{sync::mpsc, task::JoinHandle};

pub(super) use read::read_bytes;
pub use read::read_file;
pub use tree::{every_file, is_there};

use crate::{
    article::{Article, Fault},
    clock::Time,
};
use work::{Place, Work};

/// How often the whole folder is looked at where nothing else is said.
pub const EVERY: Duration = Duration::from_secs(30);

/// How long a file that is being written must stand still.
const STILL: Duration = Duration::from_secs(1);

/// How long a file must be away until it is gone: programs save by deleting and writing anew, and shares come and go.
const GONE: Duration = Duration::from_secs(10);

/// What may wait for the receiver: enough to keep both sides busy.
const SEEN: usize = 256;

/// What may be asked for and not done yet.
const ASKS: usize = 4096;

/// When a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It was there when the watch began; the file's own time, where the system tells it.
    There(Option<Time>),
    /// It has come, or has changed, since.
    Since,
}

/// What the watcher found.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// An article, new or changed.
    Article {
        /// Below the store, with `/`.
        path: String,
        /// What the file tells.
        article: Box<Article>,
        /// SHA-256 of the file.
        digest: [u8; 32],
        /// It was found when the watch began, or by an event or a look since.
        found: Found,
    },
    /// A file that is no article; it is told again only if its content changes. An empty path is the folder itself.
    Fault {
        /// Below the store, with `/`.
        path: String,
        /// Why.
        fault: Fault,
    },
    /// A file that was told, or was expected, has not been there for ten seconds.
    Gone {
        /// Below the store, with `/`.
        path: String,
    },
    /// A folder that could not be read can be read again; what has changed in it is told as ever.
    Opened {
        /// Below the store, with `/`.
        path: String,
    },
    /// A look at the whole folder is complete, and all it found has been told but for files that are being written.
    Looked {
        /// What came before this was there at the start: an archive, not news.
        first: bool,
    },
}

impl Seen {
    /// What it is about, below the store; empty: the whole.
    pub fn path(&self) -> &str {
        match self {
            Seen::Article { path, .. } | Seen::Fault { path, .. } | Seen::Gone { path } | Seen::Opened { path } => path,
            Seen::Looked { .. } => "",
        }
    }
}

/// What the watcher is asked for.
#[derive(Debug)]
enum Ask {
    Look,
    Read(String),
}

/// A running watch over a folder; it ends when this is dropped.
#[derive(Debug)]
pub struct Watcher {
    asks: mpsc::Sender<Ask>,
    task: JoinHandle<()>,
}

impl Watcher {
    /// Starts watching `root`, with a full look every `every`. `zone` is the newsroom's. Must be called inside a tokio
    /// runtime. Fails if there is no such folder.
    pub fn start(root: &Path, zone: Tz, every: Duration) -> anyhow::Result<(Watcher, mpsc::Receiver<Seen>)> {
        Watcher::start_expecting(root, zone, every, Vec::new())
    }

    /// The same, where these files, below the store, were there before: of one that is not there at the first look it
    /// tells that it is gone.
    pub fn start_expecting(
        root: &Path,
        zone: Tz,
        every: Duration,
        expected: Vec<String>,
    ) -> anyhow::Result<(Watcher, mpsc::Receiver<Seen>)> {
        let shown = root.display();
        let root = root.canonicalize().with_context(|| {
            format!("the article store {shown} cannot be opened: create the folder or set HEADLINER_ARTICLES")
        })?;
        if !root.is_dir() {
            bail!("the article store {shown} is not a folder: set HEADLINER_ARTICLES to one");
        }
        let (asks, asked) = mpsc::channel(ASKS);
        let (seen, receiver) = mpsc::channel(SEEN);
        let expected = expected.into_iter().map(PathBuf::from).collect();
        let work = Work::new(Place { root, zone, every, seen, asked, expected });
        let task = tokio::spawn(work.run());
        Ok((Watcher { asks, task }, receiver))
    }

    /// Asks for a full look now; [`Seen::Looked`] says that it is done.
    pub fn look_now(&self) {
        // A full channel holds a look that is to come anyway.
        let _ = self.asks.try_send(Ask::Look);
    }

    /// Has a file, below the store, told again, though nothing in it has changed. `false`: too many are asked for.
    pub fn read_again(&self, path: &str) -> bool {
        self.asks.try_send(Ask::Read(path.to_owned())).is_ok()
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.task.abort();
    }
}
