//! How news arrives. In: files and their changes, told by the watcher. Out: articles and revisions in the store,
//! publications in the log, plans for what must wait, and notices for the desk. What a file *says* is read in
//! `article`; what it *means* for this newsroom (is its rubric known, may it go out now) is decided here. And the other way
//! round: what editors write on a phone is written into the files.

mod accept;
mod door;
pub mod feeds;
mod identity;
mod likeness;
mod meaning;
mod older;
mod outlook;
mod pen;
mod reasons;
mod sight;
pub mod watch;
mod ways;
mod writer;

use std::{path::PathBuf, sync::Arc, time::Duration};

use tokio::{
    sync::{
        mpsc::{self, error::TrySendError},
        watch as channel,
    },
    time::{Instant, timeout_at},
};

use crate::{
    article::{ArticleKey, Fault, POSTED},
    clock::{Clock, Moment, Time},
    newsroom::Newsroom,
    store::{self, Priority, Store},
};
pub use accept::{Accepted, accept};
use door::is_overtaken;
pub use door::{Door, Handing, Refused, Taken, Withdrawn};
pub use likeness::is_alike;
pub use meaning::{TYPED, typed_rubrics, would_be_main};
pub use outlook::{Fate, Outlook, outlook};
pub use sight::{Arrival, Sight};
use watch::{Seen, Watcher};
pub use writer::{Done, End, Unwritten, write_due};

/// How many files one transaction takes in at most: about two milliseconds of writing.
const TOGETHER: usize = 128;

/// Files that are written within so little time are taken in together: by then the translations of a story are one, and
/// who reads several languages gets it in the best of them.
const GATHER: Duration = Duration::from_millis(100);

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
    /// The file of an article that was to be sent later is gone, so it is not sent.
    TakenBack {
        /// Below the store.
        path: String,
        /// The article.
        article: ArticleKey,
    },
    /// The database knows of articles that are held or archive, and the desk has not been told of them.
    DeskIsBehind,
    /// The file of an article says something else than the desk wrote: which shall count?
    Differs {
        /// The article.
        article: ArticleKey,
    },
    /// What the desk wrote cannot be written into the article's file; the database keeps it, and all goes on.
    Unwritten {
        /// Below the store.
        path: String,
        /// The article.
        article: ArticleKey,
        /// Why not.
        why: Unwritten,
    },
    /// Feeds have not answered since then; asking goes on.
    FeedsSilent(Vec<(String, Time)>),
    /// Feeds that were silent since then answer again.
    FeedsAnswer(Vec<(String, Time)>),
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
    /// What was published longer before it could be seen is archive.
    pub max_age: Duration,
    /// What the clocks said when the program last ran.
    pub last_alive: Option<Moment>,
    /// Where notices go.
    pub notices: mpsc::Sender<Notice>,
    /// What watcher and [`Door`] have in common.
    pub handing: Arc<Handing>,
}

/// Takes in articles until it is dropped. Fails at once if there is no such folder. When the newsroom's file comes to read
/// articles otherwise, all of them are read again, as at a start.
pub async fn run(tools: Tools, every: Duration) -> anyhow::Result<()> {
    let store = tools.store.clone();
    let beside = async {
        older::make_findable(&store).await;
        writer::run(tools.clone()).await;
    };
    tokio::select! {
        end = take_in(tools.clone(), every) => end,
        () = beside => Ok(()),
    }
}

async fn take_in(tools: Tools, every: Duration) -> anyhow::Result<()> {
    let newsroom = tools.newsroom.borrow().clone();
    let (mut watcher, mut seen) = watch_by(&tools, &newsroom, every).await?;
    let began = tools.store.read(|store| store.began()).await?.is_some();
    let start = tools.clock.moment();
    let mut desk = Desk {
        newsroom: tools.newsroom.clone(),
        read_by: newsroom,
        sight: Sight::at_start(&start, tools.last_alive.filter(|_| began).as_ref()),
        has_looked: false,
        tools: tools.clone(),
        again: Vec::new(),
        reread: Vec::new(),
        next_try: Instant::now(),
        pause: PAUSE,
    };
    while let Some(newsroom) = desk.work(&watcher, seen).await {
        log::info!("the newsroom's file reads articles otherwise now: all of them are read again");
        (watcher, seen) = loop {
            match watch_by(&tools, &newsroom, every).await {
                Ok(watch) => break watch,
                Err(error) => log::error!("{error:#}; tried again in {PAUSE:?}"),
            }
            tokio::time::sleep(PAUSE).await;
        };
        desk.read_by = newsroom;
        desk.sight.again();
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

/// Whether an article may mean something else to the one than to the other, or need not wait for a person any more.
fn reads_otherwise(one: &Newsroom, other: &Newsroom) -> bool {
    let by = |newsroom: &Newsroom| {
        let Newsroom { zone, language, main, url, hosts, link_template, rubrics, articles, .. } = newsroom.clone();
        (zone, language, main, url, hosts, link_template, rubrics, articles)
    };
    by(one) != by(other)
}

/// What was seen, and when.
#[derive(Clone)]
struct Came {
    seen: Seen,
    arrival: Arrival,
}

struct Desk {
    tools: Tools,
    newsroom: channel::Receiver<Arc<Newsroom>>,
    /// The newsroom by which the files have been read.
    read_by: Arc<Newsroom>,
    sight: Sight,
    /// One look is over.
    has_looked: bool,
    /// What could not be written, in the order in which it was seen.
    again: Vec<Came>,
    /// Files that the watcher is to tell again.
    reread: Vec<String>,
    next_try: Instant,
    pause: Duration,
}

impl Desk {
    /// Until nothing comes any more, or the newsroom reads articles otherwise: then that one.
    async fn work(&mut self, watcher: &Watcher, mut seen: mpsc::Receiver<Seen>) -> Option<Arc<Newsroom>> {
        let mut batch = Vec::with_capacity(TOGETHER);
        loop {
            tokio::select! {
                count = seen.recv_many(&mut batch, TOGETHER) => {
                    if count == 0 {
                        return None;
                    }
                    let gathered = Instant::now() + GATHER;
                    while batch.len() < TOGETHER
                        && let Ok(1..) = timeout_at(gathered, seen.recv_many(&mut batch, TOGETHER - count)).await
                    {}
                    let came = std::mem::take(&mut batch).into_iter().map(|seen| self.came(seen)).collect();
                    self.take(came).await;
                }
                Ok(()) = self.newsroom.changed() => {
                    let newsroom = self.newsroom.borrow_and_update().clone();
                    if reads_otherwise(&newsroom, &self.read_by) {
                        return Some(newsroom);
                    }
                }
                () = tokio::time::sleep_until(self.next_try), if !self.again.is_empty() => self.take(Vec::new()).await,
            }
            self.reread.append(&mut self.tools.handing.again());
            for path in std::mem::take(&mut self.reread) {
                if !watcher.read_again(&path) {
                    log::warn!("{path}: too many files are to be read again; this one is at the next start");
                }
            }
        }
    }

    /// With the time at which it came, however long it takes to be written.
    fn came(&mut self, seen: Seen) -> Came {
        let moment = self.tools.clock.moment();
        let arrival = self.sight.arrival(&seen, &moment);
        Came { seen, arrival }
    }

    /// Takes in what could not be taken in before, then what was seen.
    async fn take(&mut self, seen: Vec<Came>) {
        let mut all = std::mem::take(&mut self.again);
        all.extend(seen);
        self.keep(all).await;
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
    async fn keep(&mut self, mut seen: Vec<Came>) {
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
                log::error!("{}: {error}", one.seen.path());
                self.again.push(one);
            }
        }
    }

    async fn accept(&mut self, seen: &[Came]) -> store::Result<()> {
        let handing = self.tools.handing.clone();
        let is_handed_in = seen.iter().any(|came| came.seen.path().starts_with(POSTED));
        let _turn = if is_handed_in { Some(handing.turn().await) } else { None };
        let moment = self.tools.clock.moment();
        let (newsroom, max_age) = (self.newsroom.borrow().clone(), self.tools.max_age);
        let (files, folder) = (seen.to_vec(), self.tools.folder.clone());
        let written = self.tools.store.write(Priority::Bulk, move |store| {
            files
                .iter()
                .filter(|came| !is_overtaken(&folder, &came.seen))
                .map(|Came { seen, arrival }| accept(store, seen, &folder, &newsroom, *arrival, max_age, &moment))
                .collect::<Result<Vec<_>, _>>()
        });
        let written = written.await?;
        self.has_looked |= seen.iter().any(|came| matches!(came.seen, Seen::Looked { .. }));
        let mut is_behind = !self.has_looked; // the first look is told as a whole
        for mut accepted in written {
            self.reread.append(&mut accepted.again);
            // However many there are, one word is enough: the desk asks the database.
            accepted
                .notices
                .retain(|notice| *notice != Notice::DeskIsBehind || !std::mem::replace(&mut is_behind, true));
            tell(&self.tools.notices, accepted);
        }
        Ok(())
    }
}

/// To the log and the desk.
fn tell(notices: &mpsc::Sender<Notice>, accepted: Accepted) {
    for line in accepted.log {
        log::info!("{line}");
    }
    for notice in accepted.notices {
        match &notice {
            Notice::Fault { path, fault } => log::warn!("{path}: {fault}"),
            Notice::Warning { path, fault } => log::warn!("{path}: taken without this: {fault}"),
            Notice::Solved { .. } | Notice::TakenBack { .. } => {}
            Notice::DeskIsBehind | Notice::AsksBreaking { .. } | Notice::Differs { .. } => {}
            Notice::Unwritten { .. } | Notice::FeedsSilent(_) | Notice::FeedsAnswer(_) => {}
        }
        if let Err(TrySendError::Full(notice)) = notices.try_send(notice) {
            log::warn!("the desk is too far behind to be told: {notice:?}");
        }
    }
}
