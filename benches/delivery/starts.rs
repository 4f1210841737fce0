//! Replies to `/start`, with the real program: while a broadcast runs at full pace, and in a flood of a thousand a second.

use std::{
    path::Path,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use simulator::{Person, Settings, Simulator};

use super::bench::{folder, program, row};

const READERS: u64 = 20_000;
/// Ten a second, which the budget has room for beside the broadcast.
const PEOPLE: usize = 200;
const FLOOD: usize = 4_000;

pub fn measure() {
    let sim = simulator();
    let folder = folder();
    let lines: String = sim.crowd(READERS).map(|person| format!("{person},ru,society,now,\n")).collect();
    std::fs::write(folder.path().join("readers.csv"), format!("chat_id,language,rubrics,mode,source\n{lines}"))
        .unwrap();
    assert!(program(folder.path(), &sim).args(["readers", "import", "readers.csv"]).output().unwrap().status.success());
    let mut bot = program(folder.path(), &sim).arg("run").spawn().unwrap();
    thread::sleep(Duration::from_secs(2)); // its first look at the folder
    write(folder.path());
    super::bench::wait_for_accepted(&sim, 30);
    let calm = starts(&sim, PEOPLE, Duration::from_millis(100));
    row("reply to `/start` during a broadcast, median", &format!("{:.0} ms", at(&calm, 50)), "");
    row("reply to `/start` during a broadcast, p99", &format!("{:.0} ms", at(&calm, 99)), "≤ 50 ms");
    let begun = Instant::now();
    let flood = starts(&sim, FLOOD, Duration::from_millis(1));
    let rate = FLOOD as f64 / begun.elapsed().as_secs_f64();
    row("flood of 1,000 `/start` a second: answered", &format!("{rate:.0} a second"), "kept up with");
    row("p99 in the flood", &format!("{:.0} ms", at(&flood, 99)), "");
    bot.kill().unwrap();
    let _ = bot.wait();
}

/// Without limits, with every message kept.
pub fn simulator() -> Simulator {
    let (ready, started) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            ready.send(Simulator::start(Settings { log_capacity: 0, ..Settings::unlimited() }).await.unwrap()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    started.recv().unwrap()
}

fn write(folder: &Path) {
    let text = "---\nid: bridge\nurl: https://vecher.kz/bridge\nrubric: society\nheadline: \"Новый мост открыт\"\n---\n\nПодробности.\n";
    std::fs::write(folder.join("articles/.draft"), text).unwrap();
    std::fs::rename(folder.join("articles/.draft"), folder.join("articles/bridge.md")).unwrap();
}

/// So many people press Start, one after each pause; milliseconds until each was answered, in order.
pub fn starts(sim: &Simulator, count: usize, pause: Duration) -> Vec<f64> {
    let begun = Instant::now();
    let mut people: Vec<Person> = Vec::new();
    for number in 0..count {
        let person = sim.person(&format!("Читатель {number}"), "ru");
        person.start("");
        people.push(person);
        let next = begun + pause * u32::try_from(number + 1).unwrap();
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    let patience = Instant::now() + Duration::from_secs(60);
    while people.iter().any(|person| person.received().is_empty()) {
        assert!(Instant::now() < patience, "somebody is not answered");
        thread::sleep(Duration::from_millis(20));
    }
    let mut took: Vec<f64> = people.iter().map(took).collect();
    took.sort_by(f64::total_cmp);
    took
}

fn took(person: &Person) -> f64 {
    (person.received()[0].at_us - person.messages()[0].at_us) as f64 / 1_000.0
}

pub fn at(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}
