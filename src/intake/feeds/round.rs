//! Asks the feeds, each at its time, a few at once, for as long as the program runs. In: the feeds of the settings and of the newsroom's file,
//! which may change. Out: looks (`poll`), a log, and a word to the desk where a feed has not answered for a while, and when it does
//! again. A feed that is slow or broken holds up no other.

use std::{
    collections::{HashMap, HashSet},
    panic::AssertUnwindSafe,
    sync::Arc,
    time::Duration,
};

use futures_util::FutureExt;
use tokio::{
    sync::Mutex,
    task::JoinSet,
    time::{Instant, sleep_until},
};
use url::Url;

use super::{
    pace,
    poll::{Found, Look},
    sources::{Source, shown, wanted},
};
use crate::{
    article::feed::Refused,
    clock::Time,
    fetch::{Trouble, Web},
    intake::{Notice, Tools},
    newsroom::Newsroom,
    store::{Priority, feeds::Known},
};

/// How many feeds are asked at once.
const AT_ONCE: usize = 8;
/// Between the first looks at two feeds.
const APART: Duration = Duration::from_millis(50);
/// A feed that has not answered for so long is told to the desk.
const SILENT: Duration = Duration::from_secs(10 * 60);
/// Feeds that fall silent within this time are told together: it is mostly the way to all of them.
const GATHER: Duration = Duration::from_secs(60);
/// How often it is kept that nothing has changed: what came while the program did not run counts from there.
const KEEP: Duration = Duration::from_secs(10 * 60);
/// How many items that cannot be taken are told in the log, of one feed.
const MOST: usize = 10;

/// Asks the feeds until it is dropped; `web` learns which hosts are the admin's.
///
/// # Errors
/// None, as long as the program runs.
pub async fn run(tools: Tools, web: Web, feeds: Vec<Url>) -> anyhow::Result<()> {
    let mut newsroom = tools.newsroom.clone();
    let mut round = Round {
        web,
        settings: feeds,
        newsroom: newsroom.borrow_and_update().clone(),
        feeds: HashMap::new(),
        works: JoinSet::new(),
        turn: Arc::default(),
        untold: Untold::default(),
        keep_at: Instant::now() + KEEP,
        tools,
    };
    round.settle().await;
    loop {
        round.begin();
        let next = round.next();
        tokio::select! {
            Some(done) = round.works.join_next() => {
                if let Ok((url, found)) = done {
                    round.came(&url, found);
                }
            }
            () = sleep_until(next) => {}
            changed = newsroom.changed() => {
                if changed.is_err() {
                    return Ok(()); // the program ends
                }
                round.newsroom = newsroom.borrow_and_update().clone();
                round.settle().await;
            }
        }
        round.tell();
        round.keep().await;
    }
}

struct Round {
    tools: Tools,
    web: Web,
    /// The feeds of the settings.
    settings: Vec<Url>,
    newsroom: Arc<Newsroom>,
    feeds: HashMap<Url, Feed>,
    works: JoinSet<(Url, Result<Found, Trouble>)>,
    turn: Arc<Mutex<()>>,
    untold: Untold,
    keep_at: Instant,
}

struct Feed {
    source: Source,
    known: Option<Known>,
    /// By which it was to be read.
    rules: Vec<u8>,
    due: Instant,
    is_asked: bool,
    ttl: Option<u32>,
    /// How often it was asked.
    times: u64,
    failures: u32,
    silent: Option<Time>,
    is_told: bool,
    /// It was unchanged since what the database knows.
    is_unkept: bool,
    refused: Vec<Refused>,
}

/// What the desk is still to be told.
#[derive(Default)]
struct Untold {
    silent: Vec<(String, Time)>,
    answering: Vec<(String, Time)>,
    at: Option<Instant>,
}

impl Round {
    /// The feeds as they are wanted now.
    async fn settle(&mut self) {
        let wanted = wanted(&self.settings, &self.newsroom);
        self.web.trust(wanted.iter().map(|source| &source.url));
        self.feeds.retain(|url, _| wanted.iter().any(|source| source.url == *url));
        let now = Instant::now();
        for (place, source) in (0..).zip(wanted) {
            let (rules, due) = (source.rules(&self.newsroom), now + APART * place);
            if let Some(feed) = self.feeds.get_mut(&source.url) {
                if feed.rules != rules {
                    (feed.source, feed.rules, feed.due) = (source, rules, due);
                }
                continue;
            }
            let name = source.url.to_string();
            let known = self.tools.store.read(move |store| store.feed(&name)).await.unwrap_or_else(|error| {
                log::error!("what is known of a feed cannot be looked up: {error}");
                None
            });
            log::info!("feed {}: is asked from now on", shown(&source.url));
            self.feeds.insert(source.url.clone(), Feed::new(source, known, rules, due));
        }
    }

    /// Asks those whose time has come.
    fn begin(&mut self) {
        let now = Instant::now();
        let names: HashSet<String> = self.feeds.keys().map(Url::to_string).collect();
        let mut due: Vec<&mut Feed> =
            self.feeds.values_mut().filter(|feed| !feed.is_asked && feed.due <= now).collect();
        due.sort_by_key(|feed| feed.due);
        for feed in due.into_iter().take(AT_ONCE.saturating_sub(self.works.len())) {
            feed.is_asked = true;
            feed.times += 1;
            let look = Look {
                tools: self.tools.clone(),
                web: self.web.clone(),
                source: feed.source.clone(),
                newsroom: self.newsroom.clone(),
                wanted: names.clone(),
                known: feed.known.clone(),
                turn: self.turn.clone(),
            };
            let url = feed.source.url.clone();
            self.works.spawn(async move {
                let failed = |_| Err(Trouble::of("looking at it failed; see above"));
                let made = AssertUnwindSafe(look.make()).catch_unwind().await;
                (url, made.unwrap_or_else(failed))
            });
        }
    }

    /// When something is due, besides what comes.
    fn next(&self) -> Instant {
        let free = self.works.len() < AT_ONCE;
        let feeds = self.feeds.values().filter(|feed| free && !feed.is_asked).map(|feed| feed.due);
        feeds.chain(self.untold.at).fold(self.keep_at, Instant::min)
    }

    fn came(&mut self, url: &Url, found: Result<Found, Trouble>) {
        let now = self.tools.clock.now();
        let Some(feed) = self.feeds.get_mut(url) else { return };
        feed.is_asked = false;
        let pause = match found {
            Ok(found) => {
                feed.answered(found);
                if let Some(since) = feed.silent.take().filter(|_| std::mem::take(&mut feed.is_told)) {
                    self.untold.answers(shown(url), since);
                }
                feed.failures = 0;
                feed.pause(now)
            }
            Err(trouble) => {
                let pause = feed.failed(&trouble, now);
                if let Some(since) = feed.silent.filter(|since| !feed.is_told && now.since(*since) >= SILENT) {
                    feed.is_told = true;
                    self.untold.is_silent(shown(url), since);
                }
                pause
            }
        };
        // What it is read by may have changed while it was asked; then it is due already.
        let is_same = feed.source.rules(&self.newsroom) == feed.rules;
        let due = Instant::now() + pace::jittered(pause, url.as_str(), feed.times);
        feed.due = if is_same && feed.is_read_by_rules() { due } else { feed.due.max(Instant::now()) };
    }

    /// Tells the desk, of all that came together.
    fn tell(&mut self) {
        if self.untold.at.is_none_or(|at| at > Instant::now()) {
            return;
        }
        let Untold { silent, answering, .. } = std::mem::take(&mut self.untold);
        for notice in [Notice::FeedsSilent(silent), Notice::FeedsAnswer(answering)] {
            if self.tools.notices.try_send(notice).is_err() {
                log::warn!("the desk is too far behind to be told of feeds");
            }
        }
    }

    /// Keeps now and then that nothing has changed.
    async fn keep(&mut self) {
        if self.keep_at > Instant::now() {
            return;
        }
        self.keep_at = Instant::now() + KEEP;
        let unkept = self.feeds.values_mut().filter_map(|feed| {
            let is_unkept = std::mem::take(&mut feed.is_unkept);
            feed.known.as_ref().filter(|_| is_unkept).map(|known| (feed.source.url.to_string(), known.read))
        });
        let unkept: Vec<(String, Time)> = unkept.collect();
        if unkept.is_empty() {
            return;
        }
        let written = self.tools.store.write(Priority::Bulk, move |store| {
            unkept.iter().try_for_each(|(url, read)| store.feed_is_unchanged(url, *read))
        });
        if let Err(error) = written.await {
            log::error!("when feeds were last read cannot be kept: {error}");
        }
    }
}

impl Feed {
    fn new(source: Source, known: Option<Known>, rules: Vec<u8>, due: Instant) -> Feed {
        Feed {
            source,
            known,
            rules,
            due,
            is_asked: false,
            ttl: None,
            times: 0,
            failures: 0,
            silent: None,
            is_told: false,
            is_unkept: false,
            refused: Vec::new(),
        }
    }

    fn answered(&mut self, found: Found) {
        let url = shown(&self.source.url);
        match found {
            Found::Unchanged { at } => {
                if let Some(known) = &mut self.known {
                    known.read = at;
                    self.is_unkept = true;
                }
            }
            Found::Read { known, taken, ttl, refused } => {
                (self.known, self.ttl) = (Some(known), ttl);
                if taken.new + taken.changed > 0 {
                    log::info!("feed {url}: {} new stories, {} changed", taken.new, taken.changed);
                }
                if refused != self.refused {
                    for Refused { name, why } in refused.iter().take(MOST) {
                        log::warn!("feed {url}: {name} is not taken: {why}");
                    }
                    self.refused = refused;
                }
            }
        }
    }

    /// The pause after this failure.
    fn failed(&mut self, trouble: &Trouble, now: Time) -> Duration {
        self.failures += 1;
        self.silent.get_or_insert(now);
        let pause = pace::after_failures(self.failures, trouble.wait);
        let url = shown(&self.source.url);
        log::warn!("feed {url}: {trouble}; asked again in {} minutes", pause.as_secs().div_ceil(60));
        pause
    }

    fn pause(&self, now: Time) -> Duration {
        let known = self.known.as_ref();
        let gap = known.and_then(|known| known.gap).map(|gap| Duration::from_millis(gap.unsigned_abs()));
        pace::pause(gap, known.and_then(|known| known.changed), self.ttl, now)
    }

    /// Whether it was last read as it is to be read, or could not be read.
    fn is_read_by_rules(&self) -> bool {
        let by = self.known.as_ref().and_then(|known| known.rules.as_ref());
        self.failures > 0 || by.is_none_or(|rules| *rules == self.rules)
    }
}

impl Untold {
    fn is_silent(&mut self, url: String, since: Time) {
        self.silent.push((url, since));
        self.at.get_or_insert(Instant::now() + GATHER);
    }

    /// One of which nothing was told yet is not told at all.
    fn answers(&mut self, url: String, since: Time) {
        let before = self.silent.len();
        self.silent.retain(|(silent, _)| *silent != url);
        if self.silent.len() == before {
            self.answering.push((url, since));
            self.at.get_or_insert(Instant::now() + GATHER);
        }
    }
}
