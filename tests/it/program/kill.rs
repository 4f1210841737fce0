//! `kill -9` in the middle of a thousand deliveries: nobody is lost, and nobody has it twice but those whose messages
//! the bot itself reports as open. In the middle of a flood of `/start`: everybody is answered and in the database.

use std::{sync::mpsc, time::Duration};

use headliner::store::State;
use simulator::{Faults, Person, Settings};

use super::office::{Office, Running};
use crate::chance::{Chance, scale, seeds};

const READERS: u64 = 1_000;
const HEADLINE: &str = "Новый мост через Большую Алматинку открыт";
/// How many offices work at the same time: more would only wait for each other.
const AT_ONCE: usize = 4;

/// With `HEADLINER_TRIALS=full`: twenty kills.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_bot_loses_nobody() {
    let (mut open, mut doubled) = (0, 0);
    let seeds: Vec<u64> = seeds(scale(4, 20)).collect();
    for some in seeds.chunks(AT_ONCE) {
        let rounds: Vec<_> = some.iter().map(|seed| tokio::spawn(killed(*seed))).collect();
        for round in rounds {
            let (more_open, more_doubled) = round.await.unwrap();
            open += more_open;
            doubled += more_doubled;
        }
    }
    println!("{} kills: {open} messages were open, {doubled} came twice", seeds.len());
    assert!(doubled > 0, "no kill came between Telegram's taking a message and the note of it");
}

/// Kills the bot at some moment of its deliveries and starts it again; how many messages were open, how many readers
/// have the story twice.
async fn killed(seed: u64) -> (usize, usize) {
    let faults = Faults { seed, latency_ms: 40, jitter_ms: 160, ..Faults::none() };
    let office = Office::open(Settings { faults, ..Settings::unlimited() }).await;
    let readers = office.import(READERS).await;
    let mut first = office.start_and_look().await;
    office.write("bridge", HEADLINE);
    let after = 1 + Chance(seed).below(READERS * 2 / 3);
    office.sim.wait_for_accepted(after).await;
    first.kill().await;
    let before = office.sim.counters().accepted;
    assert!(before < READERS, "seed {seed}: the kill came too late to mean anything");
    let second = office.start();
    second.says("is at work").await;
    let open = open_at_start(&second);
    let served = || office.sim.counters().accepted - office.sim.counters().doubles;
    second.until("everybody has it", || served() >= READERS).await;
    second.until("nothing is in flight", || office.store().read_here(|store| store.count_open()).unwrap() == 0).await;
    let counts: Vec<usize> = readers.map(|reader| office.copies(reader, HEADLINE)).collect();
    let doubled = counts.iter().filter(|count| **count > 1).count();
    assert!(counts.iter().all(|count| (1..=2).contains(count)), "seed {seed}: somebody has it never, or three times");
    assert!(doubled <= open, "seed {seed}: {doubled} have it twice, {open} were open\n{}", second.text());
    assert!(open > 0, "seed {seed}: nothing was in flight at the kill: this proves little");
    (open, doubled)
}

/// The number of open messages that the bot reported.
fn open_at_start(running: &Running) -> usize {
    let Some(line) = running.line("messages were in flight") else { return 0 };
    let words: Vec<&str> = line.split_whitespace().collect();
    let place = words.iter().position(|word| *word == "messages").unwrap();
    words[place - 1].parse().unwrap()
}

/// Somebody else writes to the database for a while, so that nothing of the flood can be written, and the bot dies:
/// Telegram must not have been told that it is done with.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_written_comes_again() {
    let office = Office::open(Settings::unlimited()).await;
    let people: Vec<Person> = (0..300).map(|number| office.sim.person(&format!("Читатель {number}"), "ru")).collect();
    let mut running = office.start_and_look().await;
    // One poll in vain: after that there is nothing to forget, which would wait for the database too.
    tokio::time::sleep(Duration::from_secs(11)).await;
    let (store, (holds, held), (free, freed)) = (office.store(), mpsc::channel(), mpsc::channel::<()>());
    let holding = std::thread::spawn(move || {
        let hold = || (holds.send(()).unwrap(), freed.recv().unwrap());
        store.write_here(|_| Ok(hold())).unwrap();
    });
    held.recv().unwrap();
    people.iter().for_each(|person| person.start(""));
    // The bot asks again after some tenths of a second: by then it could have confirmed what it got.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(people.iter().filter(|person| !person.received().is_empty()).count(), 0, "it could write after all");
    running.kill().await;
    free.send(()).unwrap();
    holding.join().unwrap();
    let second = office.start();
    let answered = || people.iter().all(|person| !person.received().is_empty());
    second.until("all are answered", answered).await;
}

/// With `HEADLINER_TRIALS=full`: 2,000 people and twenty kills.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_starts_outlives_kills() {
    let (count, kills) = scale((500, 3), (2_000, 20));
    let faults = Faults { latency_ms: 5, jitter_ms: 40, ..Faults::none() };
    let office = Office::open(Settings { faults, ..Settings::unlimited() }).await;
    let people: Vec<Person> = (0..count).map(|number| office.sim.person(&format!("Читатель {number}"), "ru")).collect();
    let mut running = office.start_and_look().await;
    people.iter().for_each(|person| person.start(""));
    let answered = || people.iter().filter(|person| !person.received().is_empty()).count();
    for kill in 1..=kills {
        let enough = count * kill / (kills * 2); // half of them are left for the last kill, however slow it is
        running.until("some are answered", || answered() >= enough).await;
        running.kill().await;
        assert!(answered() < count, "kill {kill} came too late to mean anything");
        running = office.start();
    }
    running.until("all are answered", || answered() == count).await;
    let store = office.store();
    let is_open = |person: &&Person| {
        let chat = store.read_here(|store| store.chat_of(person.id(), 0)).unwrap();
        chat.is_some_and(|chat| chat.state == State::Open)
    };
    assert_eq!(people.iter().filter(is_open).count(), count, "somebody is not in the database");
    let most = people.iter().map(|person| person.received().len()).max().unwrap();
    assert!(most <= 2 + kills, "somebody was answered {most} times");
}
