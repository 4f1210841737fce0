//! Repairs beside a ledger of twenty million rows: from a revision to its first edit, to all copies found; memory; and the shares of a
//! correction of 300,000 copies beside news and breaking news.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use headliner::{
    article::{ArticleId, ArticleKey, Form, Language},
    clock::Clock,
    delivery::Delivery,
    newsroom::Newsroom,
    store::{
        Lane, Store, Volume,
        articles::{Readiness, Submission},
        editions::Edition,
        log::Publication,
    },
};
use rusqlite::Connection;
use simulator::Simulator;

use super::{
    bench::{folder, newsroom, outfit, program, row, runtime, simulator},
    million::{import, resident},
};

const READERS: u64 = 1_000_000;
/// Stories that everybody has: a row each.
const STORIES: i64 = 20;
/// So many readers have the story that is corrected beside others.
const MANY: i64 = 300_000;
/// One chat in so many has the rare story: 9,901 of them, which is what waits at most.
const RARE: i64 = 101;
/// How long shares are counted.
const COUNTED: Duration = Duration::from_secs(15);

pub fn measure() {
    let (sim, people) = simulator(READERS);
    let folder = folder();
    import(&sim, folder.path(), people);
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    let newsroom = newsroom(&store);
    for number in 0..STORIES {
        sent(&store, &newsroom, folder.path(), &format!("story-{number}"), "1");
    }
    let rare = sent(&store, &newsroom, folder.path(), "rare", &format!("key % {RARE} = 0"));
    let last = sent(&store, &newsroom, folder.path(), "last", &format!("key = {READERS} - 10"));
    sent(&store, &newsroom, folder.path(), "many", &format!("key <= {MANY}"));
    first_edit(&sim, &store, &newsroom, "rare", rare, "≤ 1 s");
    first_edit(&sim, &store, &newsroom, "last", last, "≤ 4 s");
    shares(&sim, &store, &newsroom);
    memory(&sim, &store, &newsroom, folder.path());
}

/// What the file of an article says, in this version.
fn facts(newsroom: &Newsroom, id: &str, version: u32) -> Submission {
    Submission {
        id: ArticleId(id.to_owned()),
        readiness: Readiness::Ready,
        url: Some(format!("https://vecher.kz/{id}")),
        headline: format!("Новый мост через Большую Алматинку открыт: {id}, {version}"),
        lead: "По нему пошли автобусы; трамвай обещают к весне.".to_owned(),
        body: String::new(),
        image: None,
        credit: None,
        byline: None,
        sensitive: false,
        language: Language::Ru,
        rubrics: 1 << newsroom.rubric_named("society").unwrap().bit,
        correction: (version > 0).then(|| format!("версия {version}")),
        translation_of: None,
        follows: None,
        embargo: None,
        published: Clock::system().now(),
        version: None,
        path: None,
    }
}

/// A story that chats have had within the last days, as if it had been sent to them.
fn sent(store: &Store, newsroom: &Newsroom, folder: &Path, id: &str, chats: &str) -> ArticleKey {
    let now = Clock::system().now();
    let (article, seq, edition) = store
        .write_here(|store| {
            let article = store.keep(&facts(newsroom, id, 0), now)?.key;
            let news = Publication { article, lane: Lane::News, languages: 0, volume: Volume::AsChosen, by: None };
            let seq = store.publish(&news, now)?;
            let edition = store.edition_for(&Edition::single((article, 1), Form::Formatted, Language::Ru))?;
            Ok((article, seq.0, edition.0))
        })
        .unwrap();
    let connection = Connection::open(folder.join("headliner.db")).unwrap();
    let at = now.ms() - (1_000 - seq) * 60_000;
    connection
        .execute_batch(&format!(
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN;
             INSERT INTO delivery (chat, at, lane, after, upto, sent, edition, outcome, message, answered)
               SELECT key, {at}, 3, {seq} - 1, {seq}, {edition}, {edition}, 1, {seq}, {at} FROM chat WHERE {chats};
             UPDATE chat SET breaking = {seq}, main = {seq}, news = {seq};
             UPDATE edition SET used = {at} WHERE id = {edition};
             COMMIT; PRAGMA wal_checkpoint(TRUNCATE);"
        ))
        .unwrap();
    article
}

fn correct(store: &Store, newsroom: &Newsroom, id: &str, version: u32) {
    store.write_here(|store| store.keep(&facts(newsroom, id, version), Clock::system().now())).unwrap();
}

/// From a revision to the first edit, and until no copy is left to be found.
fn first_edit(sim: &Simulator, store: &Store, newsroom: &Newsroom, id: &str, article: ArticleKey, goal: &str) {
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 30);
        let (delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        tokio::time::sleep(Duration::from_secs(20)).await; // what a start looks for is over
        let (edited, begun) = (sim.counters().edited, Instant::now());
        correct(store, newsroom, id, 1);
        while sim.counters().edited == edited {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        row(&format!("a revision to its first edit: {id}"), &format!("{} ms", begun.elapsed().as_millis()), goal);
        if id == "rare" {
            let all = (READERS as i64 / RARE) as usize;
            let found = |due: usize| due + (sim.counters().edited - edited) as usize + 40 >= all;
            delivery.status().wait_for(|status| found(status.due)).await.unwrap();
            row("the same, to all copies found", &format!("{} ms", begun.elapsed().as_millis()), "≤ 5 s");
        }
        work.abort();
    });
    thread::sleep(Duration::from_secs(1));
    let owed = store.read_here(|store| store.copies_to_mend(article)).unwrap();
    assert!(owed.copies == 0, "nothing of it was counted, since it was not sent: {owed:?}");
}

/// The shares of a correction beside news, then beside breaking news.
fn shares(sim: &Simulator, store: &Store, newsroom: &Newsroom) {
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 300);
        let (_delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        tokio::time::sleep(Duration::from_secs(20)).await;
        for (lane, id, goal) in [(Lane::News, "beside news", "50 %"), (Lane::Breaking, "beside breaking news", "33 %")]
        {
            let change = |store: &headliner::store::Writing| {
                let now = Clock::system().now();
                let article = store.keep(&facts(newsroom, id, 0), now)?.key;
                let volume = Volume::AsChosen;
                store.publish(&Publication { article, lane, languages: 0, volume, by: None }, now)?;
                // Of other news only what is withdrawn leaves beside breaking news.
                let readiness = if lane == Lane::News { Readiness::Ready } else { Readiness::Withdrawn };
                store.keep(&Submission { readiness, ..facts(newsroom, "many", 1) }, now)
            };
            store.write_here(change).unwrap();
            tokio::time::sleep(Duration::from_secs(5)).await;
            let before = sim.counters();
            tokio::time::sleep(COUNTED).await;
            let after = sim.counters();
            let edited = after.edited - before.edited;
            let sent = after.accepted - before.accepted;
            let share = edited as f64 * 100.0 / (edited + sent).max(1) as f64;
            let what = format!("share of a correction of 300,000 copies {id}");
            row(&what, &format!("{share:.1} % of {}", edited + sent), goal);
        }
        work.abort();
    });
}

/// The real program while it looks for copies.
fn memory(sim: &Simulator, store: &Store, newsroom: &Newsroom, folder: &Path) {
    let mut bot = program(folder, sim).arg("run").spawn().unwrap();
    thread::sleep(Duration::from_secs(10));
    correct(store, newsroom, "rare", 2);
    thread::sleep(Duration::from_secs(20));
    row("most memory of the program, beside repairs", &format!("{} MB", resident(&bot, "VmHWM:")), "≤ 150 MB");
    bot.kill().unwrap();
    let _ = bot.wait();
}
