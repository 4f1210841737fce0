//! What keeps updates from coming, or from being written, is said, each once, and gone on from.

use std::time::Duration;

use simulator::{Fault, Person, Settings};

use super::office::{Office, Running};

/// What it says of a trouble, that updates come again after it, and that it has answered somebody.
async fn says(office: &Office, running: &Running, trouble: &str) {
    running.says(trouble).await;
    let name = format!("Читатель после «{trouble}»");
    let reader = office.sim.person(&name, "ru");
    reader.start("");
    running.until("an answer", || !reader.received().is_empty()).await;
    let said = running.text();
    let after: Vec<&str> = said.split(trouble).skip(1).collect();
    assert!(after.len() == 1 && after[0].contains("updates come again"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_keeps_updates_from_coming_is_said_once() {
    let office = Office::open(Settings::unlimited()).await;
    let running = office.start_and_look().await;
    let api = format!("{}/bot{}", office.sim.url(), office.sim.token());
    let client = reqwest::Client::new();

    office.sim.fail_next("getUpdates", Fault::Unauthorized, 2);
    office.sim.person("Будильник", "ru").start(""); // ends the poll that waits
    says(&office, &running, "Telegram refuses the token; check TELOXIDE_TOKEN").await;

    let hook = client.get(format!("{api}/setWebhook?url=https://example.org/hook")).send();
    assert!(hook.await.unwrap().status().is_success());
    says(&office, &running, "the bot had a webhook; it is deleted").await;

    let second = "a second program asks for updates with the same token; stop one of them";
    while running.line(second).is_none() {
        // Whoever comes later ends the poll that waits: between two of its polls the bot ends the stranger's.
        client.get(format!("{api}/getUpdates?timeout=1")).send().await.unwrap();
    }
    says(&office, &running, second).await;
}

/// The disk is full for a while: what is on its way then comes once, and who writes and what comes out meanwhile waits
/// until there is room again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing() {
    let office = Office::open(Settings::unlimited()).await;
    let reader = office.import(1).await.start;
    let mut running = office.looks(office.start_with_room()).await;
    office.sim.fail_next("sendMessage", Fault::Delay(1_000), 1);
    office.write("bridge", "Мост открыт");
    let in_flight = || office.store().read_here(|store| store.count_open()).unwrap() == 1;
    running.until("the first is on its way", in_flight).await;
    running.limit_files(Some(0)).await;
    office.write("park", "Парк закрыт");
    let people: Vec<Person> = (0..20).map(|number| office.sim.person(&format!("Читатель {number}"), "ru")).collect();
    people.iter().for_each(|person| person.start(""));
    running.says("updates wait").await;
    tokio::time::sleep(Duration::from_secs(3)).await; // what is tried a few times only is given up by then
    assert!(people.iter().all(|person| person.received().is_empty()), "it could write after all");
    running.limit_files(None).await;
    running.says("updates are written again").await;
    running.until("all are answered", || people.iter().all(|person| !person.received().is_empty())).await;
    running.until("the second is there", || office.copies(reader, "Парк закрыт") == 1).await;
    assert_eq!(office.copies(reader, "Мост открыт"), 1, "{}", running.text());
    let (status, _) = running.signal("TERM").await;
    assert_eq!(status.code(), Some(0), "{}", running.text());
    assert!(!running.text().contains("panicked"), "{}", running.text());
}
