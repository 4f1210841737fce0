//! How news arrives. In: files and their changes, told by the watcher. Out: articles and revisions in the store,
//! publications in the log, plans for what must wait, and notices for the desk. What a file *says* is read in
//! `article`; what it *means* for this newsroom (is its rubric known, may it go out now) is decided here.

mod accept;
mod meaning;
pub mod watch;

use std::{collections::HashMap, path::PathBuf, sync::Arc, time::Duration};

use tokio::{
    sync::{
        mpsc::{self, error::TrySendError},
        watch as channel,
    },
    time::Instant,
};

use crate::{
    article::{Article, ArticleKey, Fault},
    clock::Clock,
    newsroom::Newsroom,
    store::{self, Priority, Store},
};
use accept::{Accepted, accept};
use meaning::Arrival;
pub use meaning::would_be_main;
use watch::{Seen, Watcher};

/// How many files one transaction takes in at most: about two milliseconds of writing.
const TOGETHER: usize = 128;
/// How many held articles are remembered for a better newsroom's file; the others are read at the next start.
const HELD: usize = 1_000;

/// How many notices wait for the desk at most. The desk may be minutes behind, since Telegram slows it down; an article
/// never waits for that. An archive with more bad files than this has them in the log, and `check` tells them all.
pub const NOTICES: usize = 10_000;

/// How long what could not be written waits; each further time twice as long.
const PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Something that the editors should know.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A file is no article.
    Fault {
        /// Below the store.
        path: String,
        /// What is wrong and how to mend it.
        fault: Fault,
    },
    /// An article was taken, but for what cannot be understood in its file.
    Warning {
        /// Below the store.
        path: String,
        /// What it goes without, and how to mend that.
        fault: Fault,
    },
    /// A file that was no article is one now, or one that lacked something lacks nothing.
    Solved {
        /// Below the store.
        path: String,
    },
    /// None of an article's rubrics is known: it is held.
    UnknownRubric {
        /// Below the store.
        path: String,
        /// What it calls its rubric.
        name: String,
    },
    /// The file of an article that was to be sent later is gone, so it is not sent.
    TakenBack {
        /// Below the store.
        path: String,
        /// The article.
        article: ArticleKey,
    },
    /// An article asks for a breaking push; until the plan is due, an editor may decide.
    AsksBreaking {
        /// The article.
        article: ArticleKey,
        /// The plan that publishes it as ordinary news.
        plan: i64,
    },
}

/// What intake works with.
#[derive(Clone)]
pub struct Tools {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// The newsroom as it is now.
    pub newsroom: channel::Receiver<Arc<Newsroom>>,
    /// The store of articles.
    pub folder: PathBuf,
    /// What came while the program was not running and is older is not pushed.
    pub max_age: Duration,
    /// Where notices go.
    pub notices: mpsc::Sender<Notice>,
}

/// Takes in articles until it is dropped. Fails at once if there is no such folder. When the newsroom's file comes to read
/// articles otherwise, all of them are read again, as at a start.
pub async fn run(tools: Tools, every: Duration) -> anyhow::Result<()> {
    let newsroom = tools.newsroom.borrow().clone();
    let (mut watcher, mut seen) = watch_by(&tools, &newsroom, every).await?;
    let began = tools.store.read(|store| store.began()).await?.is_some();
    let mut desk = Desk {
        newsroom: tools.newsroom.clone(),
        read_by: newsroom,
        arrival: if began { Arrival::Missed } else { Arrival::Archive },
        tools: tools.clone(),
        held: HashMap::new(),
        again: Vec::new(),
        next_try: Instant::now(),
        pause: PAUSE,
    };
    while let Some(newsroom) = desk.work(&watcher, seen).await {
        log::info!("the newsroom's file reads articles otherwise now: all of them are read again");
        desk.held.clear(); // they are read again with the others
        (watcher, seen) = loop {
            match watch_by(&tools, &newsroom, every).await {
                Ok(watch) => break watch,
                Err(error) => log::error!("{error:#}; tried again in {PAUSE:?}"),
            }
            tokio::time::sleep(PAUSE).await;
        };
        desk.read_by = newsroom;
    }
    Ok(())
}

/// A watch over the folder that reads as this newsroom does.
async fn watch_by(
    tools: &Tools,
    newsroom: &Newsroom,
    every: Duration,
) -> anyhow::Result<(Watcher, mpsc::Receiver<Seen>)> {
    let expected = tools.store.read(|store| store.files_that_matter()).await?;
    Watcher::start_expecting(&tools.folder, newsroom.zone, every, expected)
}

/// Whether an article may mean something else to the one than to the other.
fn reads_otherwise(one: &Newsroom, other: &Newsroom) -> bool {
    let by = |newsroom: &Newsroom| {
        let Newsroom { zone, language, main, url, link_template, rubrics, .. } = newsroom.clone();
        (zone, language, main, url, link_template, rubrics)
    };
    by(one) != by(other)
}

struct Desk {
    tools: Tools,
    newsroom: channel::Receiver<Arc<Newsroom>>,
    /// The newsroom by which the files have been read.
    read_by: Arc<Newsroom>,
    arrival: Arrival,
    /// Articles of unknown rubrics, by path.
    held: HashMap<String, Article>,
    /// What could not be written, in the order in which it was seen.
    again: Vec<Seen>,
    next_try: Instant,
    pause: Duration,
}

impl Desk {
    /// Until nothing comes any more, or the newsroom reads articles otherwise: then that one.
    async fn work(&mut self, _watching: &Watcher, mut seen: mpsc::Receiver<Seen>) -> Option<Arc<Newsroom>> {
        let mut batch = Vec::with_capacity(TOGETHER);
        loop {
            tokio::select! {
                count = seen.recv_many(&mut batch, TOGETHER) => {
                    if count == 0 {
                        return None;
                    }
                    self.take(std::mem::take(&mut batch)).await;
                }
                Ok(()) = self.newsroom.changed() => {
                    let newsroom = self.newsroom.borrow_and_update().clone();
                    if reads_otherwise(&newsroom, &self.read_by) {
                        return Some(newsroom);
                    }
                    let again = self.held.drain().map(|(path, article)| Seen::Article {
                        path,
                        article: Box::new(article),
                        digest: [0; 32],
                    });
                    let again: Vec<Seen> = again.collect();
                    self.take(again).await;
                }
                () = tokio::time::sleep_until(self.next_try), if !self.again.is_empty() => self.take(Vec::new()).await,
            }
        }
    }

    /// Takes in what could not be taken in before, then what was seen, in one transaction up to a complete look, which
    /// ends the archive.
    async fn take(&mut self, seen: Vec<Seen>) {
        let mut rest = std::mem::take(&mut self.again);
        rest.extend(seen);
        while !rest.is_empty() {
            let is_end = |seen: &Seen| matches!(seen, Seen::Looked { first: true });
            let end = rest.iter().position(is_end);
            let next = end.map(|end| rest.split_off(end + 1)).unwrap_or_default();
            self.keep(std::mem::replace(&mut rest, next)).await;
            if self.again.iter().any(is_end) {
                self.again.append(&mut rest); // what comes after the archive is not taken for a part of it
            } else if end.is_some() {
                self.arrival = Arrival::Now;
            }
        }
        if self.again.is_empty() {
            self.pause = PAUSE;
        } else {
            self.next_try = Instant::now() + self.pause;
            log::error!("{} files could not be taken in; they are tried again in {:?}", self.again.len(), self.pause);
            self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Together, and where that fails each alone, so that one does not hold up the others; but not where nothing can be
    /// written at all.
    async fn keep(&mut self, mut seen: Vec<Seen>) {
        if seen.len() > 1 {
            match self.accept(&seen).await {
                Ok(()) => return,
                Err(error) if error.is_passing() => {
                    log::error!("{error}");
                    return self.again.append(&mut seen);
                }
                Err(_) => {}
            }
        }
        for one in seen {
            if let Err(error) = self.accept(std::slice::from_ref(&one)).await {
                log::error!("{}: {error}", one.path());
                self.again.push(one);
            }
        }
    }

    async fn accept(&mut self, seen: &[Seen]) -> store::Result<()> {
        let moment = self.tools.clock.moment();
        let (newsroom, arrival, max_age) = (self.newsroom.borrow().clone(), self.arrival, self.tools.max_age);
        let files = seen.to_vec();
        let written = self.tools.store.write(Priority::Bulk, move |store| {
            files
                .iter()
                .map(|seen| accept(store, seen, &newsroom, arrival, max_age, &moment))
                .collect::<Result<Vec<_>, _>>()
        });
        for (seen, accepted) in seen.iter().zip(written.await?) {
            self.tell(seen, accepted);
        }
        Ok(())
    }

    fn tell(&mut self, seen: &Seen, accepted: Accepted) {
        self.held.remove(seen.path()); // an older text, or that of a file that is gone, does not come back
        if let (Seen::Article { path, article, .. }, Some(_)) = (seen, &accepted.unknown)
            && self.held.len() < HELD
        {
            self.held.insert(path.clone(), Article::clone(article));
        }
        for line in accepted.log {
            log::info!("{line}");
        }
        for notice in accepted.notices {
            match &notice {
                Notice::Fault { path, fault } => log::warn!("{path}: {fault}"),
                Notice::Warning { path, fault } => log::warn!("{path}: taken without this: {fault}"),
                Notice::UnknownRubric { path, name } => {
                    let newsroom = self.newsroom.borrow();
                    let cure = newsroom.looks_like(name).map_or_else(
                        || format!("add aliases = [\"{name}\"] to a rubric of the newsroom's file"),
                        |known| format!("it looks like \"{known}\" and has letters of another alphabet, type it anew"),
                    );
                    log::warn!("{path}: the rubric \"{name}\" is unknown, nobody gets the article; {cure}");
                }
                Notice::Solved { .. } | Notice::TakenBack { .. } | Notice::AsksBreaking { .. } => {}
            }
            if let Err(TrySendError::Full(notice)) = self.tools.notices.try_send(notice) {
                log::warn!("the desk is too far behind to be told: {notice:?}");
            }
        }
    }
}
