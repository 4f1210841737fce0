//! What was closed, or belongs to another bot, from the command line: readers opened again, and a database that moves.

use std::time::Duration;

use chrono::Utc;
use chrono_tz::Asia::Almaty;
use headliner::store::State;
use simulator::Settings;

use super::office::{Office, Running};

const OTHER: &str = "7000000002:AAAnotherBot-0123456789";
const BLOCKED: &str = "Forbidden: bot was blocked by the user";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_that_answers_closed_are_opened_again() {
    let office = Office::open(Settings::unlimited()).await;
    let readers = office.import(3).await;
    let closed = readers.start;
    let state = |office: &Office| office.store().read_here(|store| store.chat_of(closed, 0)).unwrap().unwrap().state;
    office.sim.refuse(closed, 403, BLOCKED);
    let before = (Utc::now() - Duration::from_secs(120)).with_timezone(&Almaty).format("%Y-%m-%d %H:%M").to_string();
    let mut running = office.start_and_look().await;
    office.write("park", "Парк откроют весной");
    running.until("it is closed", || state(&office) == State::Blocked).await;
    office.sim.refuse(closed, 403, "");
    // Beside the bot that runs.
    let output = office.perform(&["readers", "reopen", "--since", "23.11.2026"]).await;
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("--since \"23.11.2026\" is no time: write it as \"2026-11-23 10:00\""), "{said}");
    let after = (Utc::now() + Duration::from_secs(120)).with_timezone(&Almaty).format("%Y-%m-%d %H:%M").to_string();
    assert_eq!(office.performs(&["readers", "reopen", "--since", &after]).await, "open again: 0 chats\n");
    assert_eq!(state(&office), State::Blocked);
    assert_eq!(office.performs(&["readers", "reopen", "--since", &before]).await, "open again: 1 chat\n");
    assert_eq!(state(&office), State::Open);
    office.write("snow", "Снег убирают ночью");
    running.until("the news comes", || office.copies(closed, "Снег") == 1).await;
    running.kill().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_moves_to_another_bot_where_that_is_meant() {
    let office = Office::open(Settings::unlimited()).await;
    let reader = office.import(1).await.start;
    let mut own = office.start_and_look().await;
    own.signal("TERM").await;
    let other = office.sim.another_bot(OTHER, "Другая", "other_bot");
    let run = |arguments: &[&str]| {
        let mut command = office.command(arguments);
        command.env("TELOXIDE_TOKEN", OTHER);
        Running::new(command)
    };
    let mut refused = run(&["run"]);
    refused.says("headliner run --adopt").await;
    assert_eq!(refused.ended().await.code(), Some(1));
    let mut adopts = office.looks(run(&["run", "--adopt"])).await;
    office.write("park", "Парк откроют весной");
    let store = office.store();
    adopts.until("it is read", || store.read_here(|store| store.head()).unwrap().0 == 1).await;
    adopts.signal("TERM").await;
    assert_eq!(other.requests_of("sendMessage").len(), 0, "nobody has pressed Start there");
    let chat = store.read_here(|store| store.chat_of(reader, 0)).unwrap().unwrap();
    assert_ne!(chat.state, State::Open);
    // It is the other bot's for good, and no longer the first one's.
    let mut first = office.start();
    first.says("belongs to the bot 7000000002").await;
    assert_eq!(first.ended().await.code(), Some(1));
}
