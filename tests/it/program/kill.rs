//! `kill -9` in the middle of a thousand deliveries: nobody is lost, and nobody has it twice but those whose messages
//! the bot itself reports as open. In the middle of a flood of `/start`: everybody is answered and in the database.

use headliner::{
    simulator::{Faults, Person, Settings},
    store::State,
};

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

/// With `HEADLINER_TRIALS=full`: 2,000 people and ten kills.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_starts_outlives_kills() {
    let full = std::env::var("HEADLINER_TRIALS").is_ok_and(|how| how == "full");
    let (count, kills) = if full { (2_000, 10) } else { (400, 3) };
    let office = Office::open(Settings::unlimited()).await;
    let people: Vec<Person> = (0..count).map(|number| office.sim.person(&format!("Читатель {number}"), "ru")).collect();
    let mut running = office.start_and_look().await;
    people.iter().for_each(|person| person.start(""));
    let answered = |people: &[Person]| people.iter().filter(|person| !person.received().is_empty()).count();
    for kill in 1..=kills {
        let enough = count * kill / (kills + 1);
        office.sim.wait_until("some are answered", |_| answered(&people) >= enough).await;
        running.signal("KILL").await;
        running = office.start();
    }
    office.sim.wait_until("all are answered", |_| answered(&people) == count).await;
    let store = office.store();
    let is_open = |person: &Person| {
        let chat = store.read_here(|store| store.chat_of(person.id(), 0)).unwrap();
        chat.is_some_and(|chat| chat.state == State::Open)
    };
    assert!(people.iter().all(is_open), "somebody is not in the database");
    let most = people.iter().map(|person| person.received().len()).max().unwrap();
    assert!(most <= 2 + kills, "somebody was answered {most} times");
}
