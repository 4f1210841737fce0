//! How the program ends: at a signal, within ten seconds, whatever Telegram does at that moment.

use std::time::Duration;

use simulator::{Fault, Faults, Settings};

use super::office::Office;

const TEN_SECONDS: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signals_end_it_in_order() {
    for signal in ["TERM", "INT"] {
        let office = Office::open(Settings::unlimited()).await;
        let mut running = office.start_and_look().await;
        let (status, took) = running.signal(signal).await;
        assert_eq!(status.code(), Some(0), "{signal}: {}", running.text());
        assert!(took < TEN_SECONDS, "{signal} took {took:?}");
        assert!(!running.text().contains("panicked"), "{}", running.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_open_at_the_end_is_uncertain_at_the_next_start() {
    let office = Office::open(Settings::unlimited()).await;
    let readers = office.import(3).await;
    let mut first = office.start_and_look().await;
    office.sim.fail_next("sendMessage", Fault::Lost, 3); // taken, never answered
    office.write("tram", "Трамвай возвращается");
    office.sim.wait_for_accepted(3).await;
    let (status, took) = first.signal("TERM").await;
    assert_eq!(status.code(), Some(0), "{}", first.text());
    assert!(took < TEN_SECONDS, "it took {took:?}\n{}", first.text());
    assert!(first.line("3 messages are still open").is_some(), "{}", first.text());
    let mut second = office.start();
    second.says("3 messages were in flight").await;
    office.sim.wait_for_accepted(6).await;
    assert!(readers.clone().all(|reader| office.copies(reader, "Трамвай") == 2), "each is sent once more");
    second.signal("TERM").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_end_waits_for_what_is_in_flight() {
    let faults = Faults { latency_ms: 700, ..Faults::none() };
    let office = Office::open(Settings { faults, ..Settings::unlimited() }).await;
    let readers = office.import(20).await;
    let mut running = office.start_and_look().await;
    office.write("park", "Парк открыт");
    office.sim.wait_until("they are in flight", |sim| sim.counters().accepted > 0).await;
    let (status, took) = running.signal("TERM").await;
    assert_eq!(status.code(), Some(0), "{}", running.text());
    assert!(took < TEN_SECONDS, "it took {took:?}");
    let store = office.store();
    assert!(store.read_here(|store| store.open_deliveries()).unwrap().is_empty(), "answers that came were written");
    assert!(readers.clone().all(|reader| office.copies(reader, "Парк открыт") <= 1));
}

/// What cannot be written does not hold up the end; Telegram gives it again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_does_not_hold_up_the_end() {
    let office = Office::open(Settings::unlimited()).await;
    office.import(1).await;
    let mut running = office.looks(office.start_with_room()).await;
    office.sim.fail_next("sendMessage", Fault::Delay(1_000), 1);
    office.write("tram", "Трамвай возвращается");
    let in_flight = || office.store().read_here(|store| store.count_open()).unwrap() == 1;
    running.until("it is on its way", in_flight).await;
    running.limit_files(Some(0)).await;
    let reader = office.sim.person("Айгүл", "ru");
    reader.start("");
    running.says("updates wait").await;
    let (status, took) = running.signal("TERM").await;
    assert_eq!(status.code(), Some(0), "{}", running.text());
    assert!(took < TEN_SECONDS, "it took {took:?}\n{}", running.text());
    assert!(running.text().matches("stands still").count() <= 3, "{}", running.text());
    let second = office.start();
    second.until("the reader is answered", || !reader.received().is_empty()).await;
}

/// SIGTERM while it starts, sends, waits: each time it ends in order, and at the end everybody has everything once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signal_at_any_moment_loses_and_doubles_nothing() {
    let faults = Faults { latency_ms: 30, ..Faults::none() };
    let office = Office::open(Settings { faults, ..Settings::unlimited() }).await;
    let readers = office.import(60).await;
    office.start_and_look().await.signal("TERM").await;
    for round in 0..8u64 {
        office.write(&format!("story{round}"), &format!("Сюжет-{round}."));
        let mut running = office.start();
        if round % 2 == 1 {
            let accepted = office.sim.counters().accepted;
            running.until("it sends", || office.sim.counters().accepted > accepted).await;
        }
        tokio::time::sleep(Duration::from_millis(round * 35)).await;
        let (status, took) = running.signal("TERM").await;
        // Before it listens for signals, the signal itself ends it.
        let is_early = running.line("is at work").is_none() && status.code().is_none();
        assert!(status.code() == Some(0) || is_early, "{round}: {status:?}\n{}", running.text());
        assert!(took < TEN_SECONDS, "{round}: it took {took:?}\n{}", running.text());
    }
    let last = office.start();
    let copies = |reader: i64, round: u64| office.copies(reader, &format!("Сюжет-{round}."));
    let everybody = || readers.clone().all(|reader| (0..8).all(|round| copies(reader, round) >= 1));
    last.until("everybody has everything", everybody).await;
    assert!(readers.clone().all(|reader| (0..8).all(|round| copies(reader, round) == 1)), "something came twice");
}

/// `HEADLINER_LOG=json`: each line is one, the last too, with which a start that is refused ends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_line_is_json_where_that_is_wanted() {
    let office = Office::open(Settings::unlimited()).await;
    let start = |token: &str| {
        let mut command = office.command(&["run"]);
        command.env("HEADLINER_LOG", "json").env("TELOXIDE_TOKEN", token);
        super::office::Running::new(command)
    };
    let mut running = start(office.sim.token());
    running.says("is at work").await;
    office.write("tram", "Трамвай возвращается");
    running.says("published as").await;
    running.signal("TERM").await;
    let mut refused = start("1234567:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(refused.ended().await.code(), Some(1));
    refused.says("check TELOXIDE_TOKEN").await;
    for line in [running.text(), refused.text()].join("\n").lines() {
        let read: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("this is no JSON: {line}"));
        assert!(read["message"].is_string() && read["level"].is_string() && read["at"].is_string(), "{line}");
    }
}
