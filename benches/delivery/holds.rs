//! How long the writer is held: a person's write is tried all the time while a million readers are looked for, counted,
//! brought in, written out, sent to and pruned. Also what a kept message takes in the ledger.

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use headliner::{
    clock::Clock,
    delivery::Delivery,
    report::Statistics,
    store::{ChatKey, Priority, Store},
};
use simulator::Simulator;

use super::{
    bench::{folder, newsroom, outfit, program, publish, row, runtime, simulator, wait_for_accepted},
    million::import,
};

const READERS: u64 = 1_000_000;
const MESSAGES: u64 = 300_000;
/// As the program prunes.
const CHATS: usize = 100;

pub fn measure() {
    let (sim, people) = simulator(READERS + 200_000);
    let folder = folder();
    let (known, new) = (people.start..people.start + READERS as i64, people.start + READERS as i64..people.end);
    import(&sim, folder.path(), known);
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    broadcast(&sim, &store);
    let probe = |what: &str, work: &dyn Fn()| {
        let longest = Probe::start(&store);
        work();
        let (longest, p99) = longest.end();
        row(
            &format!("longest wait of a person's write: {what}"),
            &format!("{longest:.0} ms (p99 {p99:.1})"),
            "≤ 50 ms",
        );
    };
    probe("statistics", &|| {
        let newsroom = newsroom(&store);
        for _ in 0..3 {
            store.read_here(|store| Statistics::gather(store, &newsroom, Some(7), Clock::system().now())).unwrap();
        }
    });
    probe("import by another process", &|| import(&sim, folder.path(), new.clone()));
    probe("export", &|| run(&sim, folder.path(), &["readers", "export", "out.csv"]));
    probe("run queue at start", &|| queue(&sim, &store));
    probe("pruning", &|| prune(&store));
}

fn run(sim: &Simulator, folder: &Path, words: &[&str]) {
    assert!(program(folder, sim).args(words).output().unwrap().status.success());
}

/// A story to many readers without a limit; the growth of the database.
fn broadcast(sim: &Simulator, store: &Store) {
    let (newsroom, before) = (newsroom(store), size(store));
    let probe = Probe::start(store);
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 0);
        let (_delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        publish(store, &newsroom, "many");
        let waiting = sim.clone();
        tokio::task::spawn_blocking(move || wait_for_accepted(&waiting, MESSAGES)).await.unwrap();
        work.abort();
    });
    let (longest, p99) = probe.end();
    let what = "longest wait of a person's write: sending without a limit";
    row(what, &format!("{longest:.0} ms (p99 {p99:.1})"), "≤ 50 ms");
    let messages =
        store.read_here(|store| store.count_deliveries(Clock::system().now(), Clock::system().now())).unwrap();
    let bytes = (size(store) - before) as f64 / f64::from(messages.ended().max(1));
    row("bytes a message kept", &format!("{bytes:.0}"), "≤ 45");
}

/// The file without its log, folded in.
fn size(store: &Store) -> u64 {
    let copy = tempfile::tempdir().unwrap();
    let path = copy.path().join("copy.db");
    store.back_up(&path).unwrap(); // packed, so without the pages that are only half full
    std::fs::metadata(path).unwrap().len()
}

fn queue(sim: &Simulator, store: &Store) {
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 1);
        let (delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        let all = (READERS - MESSAGES) as usize - 10_000;
        delivery.status().wait_for(|status| status.due >= all).await.unwrap();
        publish(store, &newsroom(store), "another");
        delivery.status().wait_for(|status| status.due >= READERS as usize).await.unwrap();
        work.abort();
    });
}

fn prune(store: &Store) {
    let (runtime, before, mut after) = (runtime(), Clock::system().now(), ChatKey(0));
    loop {
        let look = store.read_here(|store| store.chats_with_old_rows(before, after, CHATS, 5_000)).unwrap();
        let chats = look.0;
        runtime.block_on(store.write(Priority::Bulk, move |store| store.prune(&chats, before))).unwrap();
        let Some(next) = look.1 else { return };
        after = next;
    }
}

/// Somebody who writes a little all the time.
struct Probe {
    stop: Arc<AtomicBool>,
    waits: Arc<Mutex<Vec<f64>>>,
    thread: thread::JoinHandle<()>,
}

impl Probe {
    fn start(store: &Store) -> Probe {
        let (stop, waits) = (Arc::new(AtomicBool::new(false)), Arc::<Mutex<Vec<f64>>>::default());
        let (store, ends, keep) = (store.clone(), stop.clone(), waits.clone());
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            for number in 0.. {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                let begun = Instant::now();
                runtime
                    .block_on(store.write(Priority::Person, move |store| store.set_number("probe", number)))
                    .unwrap();
                keep.lock().unwrap().push(begun.elapsed().as_secs_f64() * 1_000.0);
                thread::sleep(Duration::from_millis(3));
            }
        });
        Probe { stop, waits, thread }
    }

    /// The longest wait and the 99th of a hundred, in milliseconds.
    fn end(self) -> (f64, f64) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap();
        let mut waits = std::mem::take(&mut *self.waits.lock().unwrap());
        waits.sort_by(f64::total_cmp);
        (waits[waits.len() - 1], waits[waits.len() * 99 / 100])
    }
}
