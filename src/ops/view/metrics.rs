//! Figures for Prometheus, by the names that `deploy/` goes by: this is their one list. In: what each room has counted, and a few
//! quick looks into the database. Out: the text format. A label never names a chat, and nothing is counted over all chats here.

use std::{sync::atomic::AtomicU64, time::Duration};

use prometheus_client::{
    encoding::prometheus_text::encode,
    metrics::{
        counter::ConstCounter,
        family::Family,
        gauge::{ConstGauge, Gauge},
        info::Info,
    },
    registry::Registry,
};
use tokio::time::timeout;
use url::Url;

use super::{Works, counts::Counts, process::Process};
use crate::{
    clock::Time,
    delivery::Status,
    intake::feeds,
    store::{Reading, Result},
    telegram::alerts::{Board, Kind},
};

pub(super) use prometheus_client::encoding::prometheus_text::CONTENT_TYPE;

/// How long a look into the database may take; without it there is less to tell.
const PATIENCE: Duration = Duration::from_secs(3);

/// A gauge for each of these labels.
type Gauges<const N: usize> = Family<[(&'static str, String); N], Gauge<f64, AtomicU64>>;

/// What the database tells at once.
struct Looked {
    faults: u32,
    newest: Option<Time>,
    backed_up: Option<Time>,
    free: u64,
    /// When each feed was last read.
    feeds: Vec<(String, Time)>,
}

/// All figures as they are now. `started`: when the process was.
pub(super) async fn figures(works: Option<&Works>, started: Time) -> String {
    let mut root = Registry::default();
    of_process(&mut root, started);
    let ours = root.sub_registry_with_prefix("headliner");
    ours.register("build", "The version that runs", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
    one(ours, "working", "1 once it is at work, 0 before", if works.is_some() { 1.0 } else { 0.0 });
    if let Some(works) = works {
        let looked = looked(works).await;
        of_counters(ours, works);
        of_delivery(ours, &works.delivery.status().borrow(), works.clock.now());
        of_store(ours, works, looked.as_ref());
        of_news(ours, works, looked.as_ref());
        of_subscribers(ours, &works.counts.borrow());
        of_alerts(ours, &works.board);
    }
    let mut text = String::new();
    match encode(&mut text, &root) {
        Ok(()) => text,
        Err(_) => String::new(), // a String takes any text
    }
}

fn one(registry: &mut Registry, name: &str, help: &str, value: f64) {
    registry.register(name, help, ConstGauge::new(value));
}

fn moment(registry: &mut Registry, name: &str, help: &str, at: Option<Time>) {
    if let Some(at) = at {
        one(registry, &format!("{name}_timestamp_seconds"), help, at.ms() as f64 / 1000.0);
    }
}

fn truth(is_so: bool) -> f64 {
    if is_so { 1.0 } else { 0.0 }
}

fn of_process(root: &mut Registry, started: Time) {
    let Process { memory, files, work } = Process::now();
    let named = root.sub_registry_with_prefix("process");
    one(named, "start_time_seconds", "When the process started", started.ms() as f64 / 1000.0);
    if let Some(memory) = memory {
        one(named, "resident_memory_bytes", "Memory in use", memory);
    }
    if let Some(files) = files {
        one(named, "open_fds", "Open files", files);
    }
    if let Some(work) = work {
        named.register("cpu_seconds", "Processor time, of the user and of the system", ConstCounter::new(work));
    }
}

/// What was counted where it happened.
fn of_counters(ours: &mut Registry, works: &Works) {
    let (sent, polls, requests) = (works.delivery.meter().clone(), works.polls.clone(), works.requests.clone());
    ours.register(
        "messages",
        "What passed the gate (messages, edits, deletions) and came back, by lane",
        sent.messages,
    );
    ours.register(
        "lateness_seconds",
        "From when a chat was due to when Telegram had accepted its message",
        sent.lateness,
    );
    ours.register("requests", "Requests to Telegram by method, replies to people among them", requests.requests);
    ours.register("floods", "Requests that Telegram answered with a 429", requests.floods);
    ours.register("updates", "Updates that came from Telegram", polls.updates);
    ours.register(
        "update_lag_seconds",
        "From the date of a message, in whole seconds, to the commit of what it does",
        polls.lag,
    );
    let help = "When a poll for updates last worked";
    moment(ours, "last_poll", help, works.polls.worked());
}

fn of_delivery(ours: &mut Registry, status: &Status, now: Time) {
    let backlog = Gauges::default();
    let repairs = status.due.saturating_sub(status.breaking + status.news);
    for (lane, chats) in [("breaking", status.breaking), ("news", status.news), ("repairs", repairs)] {
        backlog.get_or_create(&[("lane", lane.to_owned())]).set(chats as f64);
    }
    ours.register("backlog_chats", "Chats that are to be visited now, or have something to be repaired", backlog);
    one(ours, "in_flight_messages", "Requests of delivery that Telegram has not answered yet", status.in_flight as f64);
    let help = "Messages a second that are allowed now, 0 without a limit";
    one(ours, "pace_messages_per_second", help, f64::from(status.rate));
    let held = status.held.map_or(Duration::ZERO, |until| until.since(now));
    one(ours, "held_seconds", "For how long Telegram still wants to be left alone", held.as_secs_f64());
    one(ours, "token_refused", "1 while Telegram refuses the token", truth(status.token_refused));
    one(ours, "line_broken", "1 while Telegram gives no clear answers", truth(status.broken));
    let ahead = status.clock_error.unwrap_or(0) as f64 / 1000.0;
    one(ours, "clock_error_seconds", "How far the machine's clock is ahead of Telegram's, 0 within a minute", ahead);
    moment(ours, "last_accepted", "When Telegram last accepted a message", status.last_accepted);
    moment(ours, "last_answer", "When Telegram last gave delivery a clear answer", status.last_answer);
}

fn of_store(ours: &mut Registry, works: &Works, looked: Option<&Looked>) {
    let (meter, sizes) = (works.store.meter().clone(), works.store.sizes());
    ours.register("commit_seconds", "From the begin of a writing transaction to its end", meter.commits);
    ours.register("database_errors", "Acts and looks that the database answered with an error", meter.errors);
    one(ours, "database_bytes", "The database's file", sizes.file as f64);
    one(ours, "database_wal_bytes", "What is not yet folded into it", sizes.log as f64);
    if let Some(looked) = looked {
        one(ours, "database_free_bytes", "What of the file is used before it grows", looked.free as f64);
        moment(ours, "last_backup", "When the backup command last made a copy", looked.backed_up);
    }
    if let Some(free) = works.store.free() {
        one(ours, "disk_free_bytes", "Room on the disk of the database", free as f64);
    }
}

fn of_news(ours: &mut Registry, works: &Works, looked: Option<&Looked>) {
    let Some(looked) = looked else { return };
    one(ours, "article_errors", "Files of the store that are no articles now", f64::from(looked.faults));
    moment(ours, "last_publication", "When something was last published", looked.newest);
    let feeds = Gauges::default();
    for (feed, read) in &looked.feeds {
        feeds.get_or_create(&[("feed", feed.clone())]).set(read.ms() as f64 / 1000.0);
    }
    if !looked.feeds.is_empty() {
        ours.register("feed_read_timestamp_seconds", "When a feed was last read, or had not changed", feeds);
    }
    one(ours, "feeds", "Feeds that are polled", feeds_of(works).len() as f64);
}

fn of_subscribers(ours: &mut Registry, counts: &Counts) {
    if counts.at == Time::default() {
        return; // not counted yet
    }
    let subscribers = Gauges::default();
    for some in &counts.subscribers {
        let labels = [("kind", some.kind.to_owned()), ("state", some.state.to_owned())];
        subscribers.get_or_create(&labels).set(f64::from(some.count));
    }
    ours.register("subscribers", "Chats by kind and state, when they were last counted", subscribers);
    moment(ours, "subscribers_counted", "When subscribers were last counted", Some(counts.at));
}

fn of_alerts(ours: &mut Registry, board: &Board) {
    let (alerts, standing) = (Gauges::default(), board.standing());
    for kind in Kind::ALL {
        let stands = standing.iter().any(|standing| standing.kind == kind.name());
        alerts.get_or_create(&[("kind", kind.name().to_owned())]).set(truth(stands));
    }
    ours.register("alert", "1 while this is wrong, as the desk is told", alerts);
}

async fn looked(works: &Works) -> Option<Looked> {
    let feeds = feeds_of(works);
    let look = move |store: &Reading| -> Result<Looked> {
        let mut read = Vec::new();
        for feed in &feeds {
            if let Some(known) = store.feed(feed.as_str())? {
                read.push((shown(feed), known.read));
            }
        }
        let (faults, newest, backed_up) = (store.count_faults()?, store.newest_at()?, store.backed_up()?);
        Ok(Looked { faults, newest, backed_up, free: store.free_bytes()?, feeds: read })
    };
    match timeout(PATIENCE, works.store.read(look)).await {
        Ok(Ok(looked)) => Some(looked),
        Ok(Err(error)) => {
            log::debug!("figures of the database cannot be had: {error}"); // its errors are counted
            None
        }
        Err(_) => None,
    }
}

fn feeds_of(works: &Works) -> Vec<Url> {
    let wanted = feeds::wanted(&works.feeds, &works.newsroom.borrow());
    wanted.into_iter().map(|source| source.url).collect()
}

/// A feed's address without what may be secret in it: name, password, query.
fn shown(feed: &Url) -> String {
    format!("{}{}", feed.host_str().unwrap_or_default(), feed.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_named_without_secrets() {
        let check = |url: &str, expected| assert_eq!(shown(&url.parse().unwrap()), expected, "{url}");
        check("https://vecher.kz/rss", "vecher.kz/rss");
        check("https://name:sEcReT@vecher.kz:8443/ru/rss?key=sEcReT#x", "vecher.kz/ru/rss");
    }

    #[tokio::test]
    async fn before_it_is_at_work_there_is_the_process() {
        let text = figures(None, Time(1_795_410_000_000)).await;
        for line in [
            "process_start_time_seconds 1795410000.0",
            concat!("headliner_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1"),
            "headliner_working 0.0",
        ] {
            assert!(text.lines().any(|other| other == line), "no {line} in\n{text}");
        }
    }
}
