//! A million readers with three rubrics each: import, the first message of a story, the run queue, memory, start with a
//! backlog for all, the size of the database.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::Child,
    thread,
    time::{Duration, Instant},
};

use headliner::{delivery::Delivery, store::Store};
use simulator::Simulator;

use super::bench::{folder, newsroom, outfit, program, publish, row, runtime, simulator, wait_for_accepted};

const READERS: u64 = 1_000_000;
const RUBRICS: [&str; 6] = ["city", "sport", "culture", "politics", "economy", "transport"];

pub fn measure() {
    let (sim, people) = simulator(READERS);
    let folder = folder();
    import(&sim, folder.path(), people);
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    first_message(&sim, &store);
    queue(&sim, &store);
    start(&sim, folder.path());
    let size = std::fs::metadata(folder.path().join("headliner.db")).unwrap().len();
    row("database after all this", &format!("{} MB", size / 1_000_000), "");
}

pub fn import(sim: &Simulator, folder: &Path, people: std::ops::Range<i64>) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("readers.csv")).unwrap());
    writeln!(file, "chat_id,language,rubrics,mode,source").unwrap();
    for person in people {
        let two = (person.unsigned_abs() as usize % 6, (person.unsigned_abs() as usize / 6 + 1) % 6);
        writeln!(file, "{person},ru,society {} {},now,", RUBRICS[two.0], RUBRICS[two.1]).unwrap();
    }
    file.flush().unwrap();
    let begun = Instant::now();
    assert!(program(folder, sim).args(["readers", "import", "readers.csv"]).output().unwrap().status.success());
    row("import of a million readers", &format!("{:.1} s", begun.elapsed().as_secs_f64()), "≤ 15 s");
    let size = std::fs::metadata(folder.join("headliner.db")).unwrap().len();
    row("database before any ledger", &format!("{} MB", size / 1_000_000), "≤ 100 MB");
}

/// From the publication to the first message, in a program that is running.
fn first_message(sim: &Simulator, store: &Store) {
    let newsroom = newsroom(store);
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 30);
        let (delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        tokio::time::sleep(Duration::from_secs(1)).await;
        let begun = Instant::now();
        publish(store, &newsroom, "first");
        let waiting = sim.clone();
        tokio::task::spawn_blocking(move || wait_for_accepted(&waiting, 1)).await.unwrap();
        row("publication to first message", &format!("{} ms", begun.elapsed().as_millis()), "≤ 300 ms");
        let mut status = delivery.status();
        let all = READERS as usize - 200;
        status.wait_for(|status| status.due >= all).await.unwrap();
        row("publication to a run queue of all", &format!("{} ms", begun.elapsed().as_millis()), "");
        work.abort();
    });
}

/// The run queue at start, with a backlog for all.
fn queue(sim: &Simulator, store: &Store) {
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 30);
        let begun = Instant::now();
        let (delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        let mut status = delivery.status();
        let all = READERS as usize - 2_000;
        status.wait_for(|status| status.due >= all).await.unwrap();
        row("run queue of a million, built at start", &format!("{} ms", begun.elapsed().as_millis()), "≤ 1 s");
        work.abort();
    });
}

/// The real program with a backlog for all: its first message, its memory.
fn start(sim: &Simulator, folder: &Path) {
    thread::sleep(Duration::from_secs(2)); // what was in flight has ended
    let accepted = sim.counters().accepted;
    let begun = Instant::now();
    let ops = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let mut bot = program(folder, sim).arg("run").env("HEADLINER_OPS", &ops).spawn().unwrap();
    wait_for_accepted(sim, accepted + 1);
    row(
        "start with a backlog for all, to its first message",
        &format!("{:.1} s", begun.elapsed().as_secs_f64()),
        "≤ 3 s",
    );
    thread::sleep(Duration::from_secs(5));
    row("memory of the program then", &format!("{} MB", resident(&bot, "VmRSS:")), "≤ 150 MB");
    row("most memory it ever had", &format!("{} MB", resident(&bot, "VmHWM:")), "≤ 150 MB");
    let slowest = (0..100).map(|_| figures(&ops)).max().unwrap_or_default();
    row("`/metrics` meanwhile, slowest of a hundred", &format!("{} ms", slowest.as_millis()), "≤ 50 ms");
    bot.kill().unwrap();
    let _ = bot.wait();
}

/// How long the figures take to be had.
fn figures(ops: &str) -> Duration {
    let begun = Instant::now();
    let mut line = TcpStream::connect(ops).unwrap();
    line.write_all(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("headliner_"), "{answer}");
    begun.elapsed()
}

pub fn resident(bot: &Child, what: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", bot.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024 / 1_000_000
}
