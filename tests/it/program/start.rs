//! Starts at a bad moment: Telegram is not there. The program waits, says so once, and goes on; nobody has to start it again.

use std::time::Duration;

use simulator::{Fault, Settings, Simulator};

use super::office::{Office, Running};

const WAITS: &str = "Telegram cannot be reached at";

/// A port that nobody listens at.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn start_against(office: &Office, url: &str) -> Running {
    let mut command = office.command(&["run"]);
    command.env("TELOXIDE_API_URL", url);
    Running::new(command)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_waits_until_connections_are_taken() {
    let office = Office::open(Settings::unlimited()).await;
    let port = free_port();
    let mut running = start_against(&office, &format!("http://127.0.0.1:{port}"));
    running.says(WAITS).await;
    tokio::time::sleep(Duration::from_millis(2_500)).await; // longer than three questions take
    let late = Simulator::start(Settings { port, ..Settings::unlimited() }).await.unwrap();
    running.says("is at work").await;
    let reader = late.person("Айгүл", "ru");
    reader.start("");
    running.until("an answer", || !reader.received().is_empty()).await;
    assert_eq!(running.text().matches(WAITS).count(), 1, "{}", running.text());
    assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_waits_while_getme_is_answered_badly() {
    let faults = [Fault::BadGateway, Fault::Restart, Fault::Flood(1), Fault::Truncated, Fault::ResetBefore];
    for fault in faults {
        let office = Office::open(Settings::unlimited()).await;
        office.sim.fail_next("getMe", fault, 1);
        let running = office.start();
        running.says("Telegram answers").await;
        running.says("is at work").await;
        assert_eq!(running.text().matches(WAITS).count(), 1, "{fault:?}: {}", running.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_that_waits_ends_at_once() {
    let office = Office::open(Settings::unlimited()).await;
    office.sim.fail_next("getMe", Fault::Swallowed, 1); // the question is out, and nobody answers
    for url in [office.sim.url().to_owned(), format!("http://127.0.0.1:{}", free_port())] {
        let asked = office.sim.requests_of("getMe").len();
        let mut running = start_against(&office, &url);
        if url == office.sim.url() {
            running.until("it asks", || office.sim.requests_of("getMe").len() > asked).await;
        } else {
            running.says(WAITS).await;
        }
        let (status, took) = running.signal("TERM").await;
        assert_eq!(status.code(), Some(0), "{}", running.text());
        assert!(took < Duration::from_secs(2), "it took {took:?}");
    }
}

/// Also where it is told only after a while that the token is wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_that_waits_ends_with_a_wrong_token() {
    let office = Office::open(Settings::unlimited()).await;
    office.sim.fail_next("getMe", Fault::BadGateway, 1);
    office.sim.fail_next("getMe", Fault::Unauthorized, 1);
    let mut running = office.start();
    running.says("does not know this token").await;
    assert_eq!(running.ended().await.code(), Some(1), "{}", running.text());
}
