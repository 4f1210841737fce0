//! A correction of 300,000 copies beside running news and breaking news, at the thirty a second that Telegram allows: what share of what
//! leaves are edits, and that in the end every copy is mended. Every message is kept by the simulator, so that edits are real ones.

use std::{thread, time::Duration};

use headliner::{
    article::ArticleKey,
    clock::Clock,
    delivery::Delivery,
    store::{Lane, Store},
};
use simulator::{Settings, Simulator};

use super::bench::{
    folder, keeping, newsroom, outfit, program, publish, publish_in, row, runtime, submission, wait_for_accepted,
};

const READERS: u64 = 300_000;
/// As Telegram allows.
const RATE: u32 = 30;
/// So long each mixture runs: 1,800 departures.
const WINDOW: Duration = Duration::from_secs(60);
/// Until a mixture has set in.
const SETTLED: Duration = Duration::from_secs(3);

pub fn measure() {
    let (sim, people) = keeping(READERS, Settings { log_capacity: 0, ..Settings::unlimited() });
    let folder = folder();
    let lines: String = people.map(|person| format!("{person},ru,society,now,\n")).collect();
    std::fs::write(folder.path().join("readers.csv"), format!("chat_id,language,rubrics,mode,source\n{lines}"))
        .unwrap();
    assert!(program(folder.path(), &sim).args(["readers", "import", "readers.csv"]).output().unwrap().status.success());
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    let story = delivered(&sim, &store);
    runtime().block_on(shares(&sim, &store));
    mended(&sim, &store, story);
}

/// Everybody has the story.
fn delivered(sim: &Simulator, store: &Store) -> ArticleKey {
    let newsroom = newsroom(store);
    publish_in(store, &newsroom, "bridge", Lane::Breaking); // corrections of breaking news have a share beside such news
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 0);
        let (_delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        let waiting = sim.clone();
        tokio::task::spawn_blocking(move || wait_for_accepted(&waiting, READERS)).await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await; // the last outcomes are written
        work.abort();
    });
    store.read_here(|store| store.entries_after(headliner::store::Seq(0))).unwrap()[0].article
}

/// The copies alone, beside news for everybody, and beside breaking news for everybody.
async fn shares(sim: &Simulator, store: &Store) {
    let newsroom = newsroom(store);
    let (outfit, _newsroom) = outfit(store, sim, RATE);
    let (_delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
    let work = tokio::spawn(work);
    let now = Clock::system().now();
    let corrected = headliner::store::articles::Submission {
        headline: "Новый мост через Большую Алматинку закрыт".to_owned(),
        correction: Some("закрыт, а не открыт".to_owned()),
        ..submission(&newsroom, "bridge", now)
    };
    store.write_here(|store| store.keep(&corrected, now)).unwrap();
    share(sim, "edits of a correction alone, 300,000 copies").await;
    publish(store, &newsroom, "news");
    share(sim, "… beside running news").await;
    let breaking = publish_in(store, &newsroom, "breaking", Lane::Breaking);
    share(sim, "… beside breaking news").await;
    store.write_here(|store| store.stop(breaking, now)).unwrap();
    work.abort();
}

/// How many hundredths of what leaves in a window are edits, and how many leave.
async fn share(sim: &Simulator, what: &str) {
    tokio::time::sleep(SETTLED).await;
    let before = sim.counters();
    tokio::time::sleep(WINDOW).await;
    let after = sim.counters();
    let (edited, sent) = (after.edited - before.edited, after.accepted - before.accepted);
    let all = (edited + sent).max(1);
    let rate = all as f64 / WINDOW.as_secs_f64();
    row(what, &format!("{:.1} % of {rate:.1} a second", edited as f64 * 100.0 / all as f64), "");
}

/// Without a limit to the end: no copy is left as it was.
fn mended(sim: &Simulator, store: &Store, story: ArticleKey) {
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 0);
        let (_delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        let behind = || store.read_here(|store| store.copies_to_mend(story)).unwrap().behind;
        while behind() > 0 {
            thread::sleep(Duration::from_millis(200));
        }
        work.abort();
    });
    let counters = sim.counters();
    row(
        "… copies edited in the end, and refused",
        &format!("{} and {}", counters.edited, counters.refused.values().sum::<u64>()),
        "300,000 and 0",
    );
}
