//! The loop behind a [`Watcher`](super::Watcher): hints, timers and full looks become readings, readings become what is
//! [`Seen`]. One reading and one listing are under way at most, so that what is told of a file is in order.

use std::{
    collections::{HashMap, VecDeque},
    future::pending,
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono_tz::Tz;
use sha2::{Digest, Sha256};
use tokio::{
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
    time::{Instant, sleep_until},
};

use super::{
    Ask, Found, GONE, STILL, Seen,
    events::{Events, Hint},
    memory::{Memory, Verdict},
    read::{Job, Outcome, read},
    tree::{Listing, Stamp, list, shown},
    waiting::Waiting,
};
use crate::{
    article::{Fault, Sentence},
    clock::Time,
};

/// Files that are read in one go: few, so that one with an event waits only for these.
const CHUNK: usize = 16;

/// After the event of a new folder it is looked at so soon, and once more for files that came before it was watched.
const NEW_FOLDER: Duration = Duration::from_millis(20);

/// How often a first look that takes long says how far it has come.
const WORD: Duration = Duration::from_secs(5);

/// Where the watcher reads and whom it tells.
pub(super) struct Place {
    pub root: PathBuf,
    pub zone: Tz,
    /// Between two full looks.
    pub every: Duration,
    pub seen: mpsc::Sender<Seen>,
    pub asked: mpsc::Receiver<Ask>,
    /// Files of which it is told if they are not there at the first look.
    pub expected: Vec<PathBuf>,
}

/// The receiver of what is seen is gone.
struct Deaf;

pub(super) struct Work {
    place: Place,
    hints: mpsc::Receiver<Hint>,
    memory: Memory,
    waiting: Waiting,
    urgent: VecDeque<(PathBuf, Option<Stamp>)>,
    bulk: VecDeque<PathBuf>,
    /// What the first look found, with the files' own times, until all of it has been read.
    there: HashMap<PathBuf, Option<Time>>,
    /// With the listing while one is made.
    events: Option<Events>,
    listing: Option<JoinHandle<(Events, io::Result<Listing>)>>,
    reading: Option<JoinHandle<Vec<(PathBuf, Outcome)>>>,
    /// A full look has begun and not all it found has been read.
    is_looking: bool,
    /// What the first look did not find, though it was there when the program ended.
    lost: Vec<PathBuf>,
    is_first: bool,
    /// When the first look last said how far it has come.
    said: Instant,
    /// When full looks are due: by the clock, soon after a new folder, and once more.
    regular: Instant,
    soon: Option<Instant>,
    later: Option<Instant>,
}

impl Work {
    pub fn new(mut place: Place) -> Work {
        let (events, hints) = Events::new(place.root.clone());
        let mut memory = Memory::default();
        memory.remember(std::mem::take(&mut place.expected));
        Work {
            place,
            hints,
            memory,
            waiting: Waiting::default(),
            urgent: VecDeque::new(),
            bulk: VecDeque::new(),
            there: HashMap::new(),
            events: Some(events),
            listing: None,
            reading: None,
            is_looking: false,
            lost: Vec::new(),
            is_first: true,
            said: Instant::now(),
            regular: Instant::now(),
            soon: None,
            later: None,
        }
    }

    /// Runs until the receiver of what is seen is gone.
    pub async fn run(mut self) {
        while let Ok(()) = self.step().await {}
    }

    async fn step(&mut self) -> Result<(), Deaf> {
        self.begin();
        if self.is_looking && self.listing.is_none() && self.reading.is_none() && self.bulk.is_empty() {
            self.is_looking = false;
            let first = std::mem::take(&mut self.is_first);
            self.there = HashMap::new();
            for path in std::mem::take(&mut self.lost) {
                if self.memory.forget_missing(&path) {
                    self.tell(Seen::Gone { path: shown(&path) }).await?;
                }
            }
            return self.tell(Seen::Looked { first }).await;
        }
        let due = self.due();
        tokio::select! {
            biased;
            outcomes = finished(&mut self.reading) => self.judge(outcomes.unwrap_or_default()).await?,
            listed = finished(&mut self.listing) => self.compare(listed).await?,
            Some(hint) = self.hints.recv() => self.follow(hint),
            Some(ask) = self.place.asked.recv() => self.obey(&ask),
            () = sleep_until(due) => self.wake(),
        }
        Ok(())
    }

    /// Starts what can be started: the next reading, and a full look that is due.
    fn begin(&mut self) {
        let now = Instant::now();
        if self.events.as_ref().is_some_and(Events::were_lost) {
            self.regular = now;
        }
        if !self.is_looking && self.next_look() <= now && self.events.is_some() {
            self.begin_look(now);
        }
        if self.reading.is_some() || (self.urgent.is_empty() && self.bulk.is_empty()) {
            return;
        }
        let urgent = self.urgent.len().min(CHUNK);
        let mut chosen: Vec<(PathBuf, Option<Stamp>)> = self.urgent.drain(..urgent).collect();
        if chosen.is_empty() {
            let bulk = self.bulk.len().min(CHUNK);
            chosen.extend(self.bulk.drain(..bulk).map(|path| (path, None)));
        }
        let jobs: Vec<Job> = chosen.into_iter().map(|(path, still)| self.memory.job(path, still)).collect();
        let (root, zone) = (self.place.root.clone(), self.place.zone);
        let run = move |job: Job| {
            let outcome = read(&root, &job, zone);
            (job.path, outcome)
        };
        self.reading = Some(spawn_blocking(move || jobs.into_iter().map(run).collect()));
    }

    fn begin_look(&mut self, now: Instant) {
        let Some(mut events) = self.events.take() else { return };
        self.is_looking = true;
        self.regular = now + self.place.every;
        self.soon = self.soon.filter(|due| *due > now);
        self.later = self.later.filter(|due| *due > now);
        self.memory.begin_look();
        let root = self.place.root.clone();
        self.listing = Some(spawn_blocking(move || {
            // Events first: what changes while the list is made is not missed.
            events.follow();
            (events, list(&root))
        }));
    }

    fn next_look(&self) -> Instant {
        [self.soon, self.later].into_iter().flatten().fold(self.regular, Instant::min)
    }

    fn due(&self) -> Instant {
        let look = if self.is_looking { Instant::now() + self.place.every } else { self.next_look() };
        self.waiting.next().map_or(look, |file| file.min(look))
    }

    fn wake(&mut self) {
        while let Some(file) = self.waiting.take(Instant::now()) {
            self.urgent.push_back(file);
        }
    }

    fn obey(&mut self, ask: &Ask) {
        match ask {
            Ask::Look => self.regular = Instant::now(),
            Ask::Read(path) => self.urgent.extend(self.memory.forget_told(path).map(|path| (path, None))),
        }
    }

    fn follow(&mut self, hint: Hint) {
        let now = Instant::now();
        match hint {
            Hint::Ready(path) => {
                self.waiting.cancel(&path);
                self.urgent.push_back((path, None));
            }
            Hint::Touched(path) => self.waiting.put(&path, now + STILL, None),
            // Also of a file that is saved by writing it anew: what is there then is not to be read at once.
            Hint::Left(path) => {
                for path in self.memory.below(&path) {
                    self.waiting.put(&path, now + STILL, None);
                }
            }
            Hint::Look => {
                self.soon.get_or_insert(now + NEW_FOLDER);
                self.later = Some(now + STILL);
            }
        }
    }

    async fn judge(&mut self, outcomes: Vec<(PathBuf, Outcome)>) -> Result<(), Deaf> {
        for (path, outcome) in outcomes {
            match self.memory.judge(&path, outcome, Instant::now()) {
                Verdict::Nothing => {}
                Verdict::Tell(seen) => self.tell(self.dated(&path, seen)).await?,
                Verdict::Again(pause, still) => self.waiting.put(&path, Instant::now() + pause, still),
            }
        }
        self.say_how_far();
        Ok(())
    }

    /// Of an archive, which is read for a while.
    fn say_how_far(&mut self) {
        let (all, left) = (self.there.len(), self.bulk.len());
        if self.is_first && left > 0 && self.said.elapsed() >= WORD {
            self.said = Instant::now();
            log::info!(
                "the first look at the article store: {} of {all} files have been read",
                all.saturating_sub(left)
            );
        }
    }

    /// With the time at which it came.
    fn dated(&self, path: &Path, seen: Seen) -> Seen {
        match (seen, self.there.get(path)) {
            (Seen::Article { path, article, digest, .. }, Some(written)) => {
                Seen::Article { path, article, digest, found: Found::There(*written) }
            }
            (seen, _) => seen,
        }
    }

    /// A listing is there: what in it is new is to be read.
    async fn compare(&mut self, listed: Option<(Events, io::Result<Listing>)>) -> Result<(), Deaf> {
        let Some((events, listing)) = listed else {
            let (events, hints) = Events::new(self.place.root.clone());
            (self.events, self.hints, self.is_looking) = (Some(events), hints, false);
            return Ok(());
        };
        self.events = Some(events);
        let listing = match listing {
            Ok(listing) => listing,
            Err(error) => {
                self.is_looking = false;
                let what = format!("the article store cannot be read ({error}): create the folder again");
                let what = Sentence::new("flaw-store", what, Vec::new());
                return self.tell_of_folder(Path::new(""), Fault::new(what)).await;
            }
        };
        for (path, stamp) in listing.files {
            if !self.memory.is_new(&path, stamp) || self.waiting.holds(&path) {
                continue;
            }
            match self.is_first {
                true => {
                    self.there.insert(path.clone(), stamp.written());
                    self.bulk.push_back(path);
                }
                false => self.waiting.put(&path, Instant::now() + STILL, Some(stamp)),
            }
        }
        let closed: Vec<PathBuf> = listing.closed.iter().map(|(path, _)| path.clone()).collect();
        for (path, fault) in listing.closed {
            self.tell_of_folder(&path, fault).await?;
        }
        for path in self.memory.opened(&closed) {
            self.tell(Seen::Opened { path: shown(&path) }).await?;
        }
        self.miss(&closed);
        Ok(())
    }

    /// What the look did not find is looked for once more before anybody is told; at the start it was looked for long enough.
    fn miss(&mut self, closed: &[PathBuf]) {
        let now = Instant::now();
        for path in self.memory.end_look(closed, now) {
            match self.is_first {
                true => self.lost.push(path),
                false if self.waiting.holds(&path) => {}
                false => self.waiting.put(&path, now + GONE, None),
            }
        }
    }

    async fn tell_of_folder(&mut self, path: &Path, fault: Fault) -> Result<(), Deaf> {
        let print = Sha256::digest(fault.what.as_bytes()).into();
        match self.memory.is_news(path, print) {
            true => self.tell(Seen::Fault { path: shown(path), fault }).await,
            false => Ok(()),
        }
    }

    async fn tell(&mut self, seen: Seen) -> Result<(), Deaf> {
        self.place.seen.send(seen).await.map_err(|_| Deaf)
    }
}

/// Waits for a task, for ever if there is none. `None` if it failed; that is logged here.
async fn finished<T>(task: &mut Option<JoinHandle<T>>) -> Option<T> {
    let Some(handle) = task else { return pending().await };
    let result = handle.await;
    *task = None;
    result.inspect_err(|_| log::error!("reading the article store failed; see above")).ok()
}
