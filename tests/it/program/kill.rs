//! `kill -9` in the middle of a thousand deliveries: nobody is lost, and nobody has it twice but those whose messages
//! the bot itself reports as open.

use headliner::simulator::{Faults, Settings};

use super::office::Office;

const READERS: u64 = 1_000;
const KILLS: u64 = 10;
const HEADLINE: &str = "Новый мост через Большую Алматинку открыт";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_bot_loses_nobody() {
    let rounds: Vec<_> = (0..KILLS).map(|round| tokio::spawn(killed(50 + round * 93))).collect();
    let mut doubled = 0;
    for round in rounds {
        doubled += round.await.unwrap();
    }
    println!("{doubled} doubles in {KILLS} kills");
}

/// Kills the bot when so many messages have been accepted, starts it again; how many readers have the story twice.
async fn killed(after: u64) -> usize {
    let faults = Faults { seed: after, latency_ms: 15, jitter_ms: 30, ..Faults::none() };
    let office = Office::open(Settings { faults, ..Settings::unlimited() }).await;
    let readers = office.import(READERS).await;
    let mut first = office.start_and_look().await;
    office.write("bridge", HEADLINE);
    office.sim.wait_for_accepted(after).await;
    let (status, _) = first.signal("KILL").await;
    assert!(!status.success());
    let before = office.sim.counters().accepted;
    assert!(before < READERS, "the kill came too late to mean anything");
    let second = office.start();
    second.says("is at work").await;
    let open = open_at_start(&second);
    let has = |reader: i64| office.copies(reader, HEADLINE);
    let all = readers.clone();
    office.sim.wait_until("everybody has it", |_| all.clone().all(|reader| has(reader) > 0)).await;
    let counts: Vec<usize> = readers.map(has).collect();
    let doubled = counts.iter().filter(|count| **count > 1).count();
    assert!(counts.iter().all(|count| *count <= 2), "somebody has it three times");
    assert!(doubled <= open, "killed after {after}: {doubled} have it twice, {open} were open\n{}", second.text());
    assert!(open > 0, "nothing was in flight at the kill: this proves little");
    doubled
}

/// The number of open messages that the bot reported.
fn open_at_start(running: &super::office::Running) -> usize {
    let Some(line) = running.line("messages were in flight") else { return 0 };
    let words: Vec<&str> = line.split_whitespace().collect();
    let place = words.iter().position(|word| *word == "messages").unwrap();
    words[place - 1].parse().unwrap()
}
