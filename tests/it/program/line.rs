//! What keeps updates from coming is said, each once, and gone on from.

use headliner::simulator::{Fault, Settings};

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
