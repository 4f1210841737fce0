//! Figures are what happened: they are held against what the simulator has counted.

use std::time::Duration;

use simulator::Fault;

use super::Watched;
use crate::harness::notices;

/// Seven readers of society, of whom the first two have blocked the bot by now.
async fn readers(watched: &Watched) -> Vec<simulator::Person> {
    let mut readers = Vec::new();
    for _ in 0..7 {
        let reader = watched.house.sim.person("Айгүл", "ru");
        reader.start("r_society");
        reader.expects("Первая новость придёт").await;
        readers.push(reader);
    }
    readers[..2].iter().for_each(simulator::Person::block);
    tokio::time::sleep(Duration::from_secs(5)).await;
    readers
}

#[tokio::test(start_paused = true)]
async fn messages_and_requests_are_counted_as_they_ended() {
    let watched = Watched::open().await;
    let readers = readers(&watched).await;
    let sim = &watched.house.sim;
    sim.fail_next("sendMessage", Fault::Flood(2), 2);
    sim.fail_next("sendMessage", Fault::BadGateway, 1);
    sim.refuse(readers[6].id(), 400, "Bad Request: have no rights to send a message");
    let before = watched.figures().await;
    watched.house.write("bridge", "society", "Мост закроют", "2026-11-23T10:00:00+05:00", "");
    notices(Duration::from_secs(10)).await;
    tokio::time::sleep(Duration::from_secs(120)).await;
    let (figures, counters) = (watched.figures().await, sim.counters());
    let news =
        |outcome: &str| figures.sum("headliner_messages_total", &["lane=\"news\"", &format!("outcome=\"{outcome}\"")]);
    let has =
        |reader: &simulator::Person| reader.received().iter().any(|message| message.text.contains("Мост закроют"));
    let got = readers.iter().filter(|reader| has(reader)).count();
    assert_eq!(got, 4, "two have left, one refuses");
    assert_eq!(news("delivered"), got as f64);
    assert_eq!((news("flood"), news("uncertain")), (2.0, 1.0));
    assert!(news("refused") >= 1.0);
    let floods = counters.refused.get(&429).copied().unwrap_or_default();
    assert_eq!(figures.sum("headliner_floods_total", &[]), floods as f64);
    let requests = |outcome: &str| figures.sum("headliner_requests_total", &[&format!("outcome=\"{outcome}\"")]);
    let refused: u64 = counters.refused.iter().filter(|(code, _)| **code < 429).map(|(_, n)| n).sum();
    assert_eq!(requests("refused"), refused as f64, "{:?}", counters.reasons);
    assert_eq!(requests("flood"), floods as f64);
    let sent = figures.sum("headliner_requests_total", &["method=\"sendMessage\"", "outcome=\"delivered\""]);
    assert_eq!(sent, counters.accepted as f64, "replies are requests too");
    assert_eq!(figures.sum("headliner_lateness_seconds_count", &["lane=\"news\""]), got as f64);
    assert!(figures.sum("headliner_lateness_seconds_sum", &["lane=\"news\""]) >= 2.0, "two waited for the flood");
    let commits = |figures: &super::Figures| figures.sum("headliner_commit_seconds_count", &[]);
    assert!(commits(&figures) > commits(&before));
    assert_eq!(figures.sum("headliner_backlog_chats", &[]), 0.0);
}

#[tokio::test(start_paused = true)]
async fn people_are_counted_by_state_and_no_more() {
    let watched = Watched::open().await;
    let readers = readers(&watched).await;
    readers[2].say("/stop");
    readers[3].say("/pause");
    readers[3].expects("Сделать перерыв?").await;
    readers[3].press("На 3 дня");
    tokio::time::sleep(Duration::from_secs(60)).await;
    let figures = watched.figures().await;
    let of = |state: &str| figures.sum("headliner_subscribers", &["kind=\"reader\"", &format!("state=\"{state}\"")]);
    assert_eq!((of("active"), of("paused"), of("left"), of("blocked")), (3.0, 1.0, 1.0, 2.0));
    // A start each, /stop, /pause and its button; and what Telegram tells of blocks.
    assert!((10.0..=12.0).contains(&figures.sum("headliner_updates_total", &[])));
    assert_eq!(
        figures.sum("headliner_update_lag_seconds_count", &[]),
        9.0,
        "blocks and buttons have no date of a message"
    );
    let polled = figures.sum("headliner_last_poll_timestamp_seconds", &[]);
    assert!((watched.house.now().unix() as f64 - polled).abs() < 15.0);
    let text = watched.get("/metrics").await.1;
    for reader in &readers {
        assert!(!text.contains(&reader.id().to_string()), "a reader's number is in the figures");
    }
    assert!(!text.contains(watched.house.sim.token()));
}

#[tokio::test(start_paused = true)]
async fn articles_that_are_none_and_feeds_are_told() {
    let mut watched = Watched::closed().await;
    let name = "http://name:sEcReT@127.0.0.1:1/rss?key=sEcReT";
    watched.house.set("HEADLINER_FEEDS", name);
    std::fs::write(watched.house.path("articles/bad.md"), "---\nheadline: [\n---\n").unwrap();
    watched.house.start().await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    let (figures, text) = (watched.figures().await, watched.get("/metrics").await.1);
    assert_eq!(figures.sum("headliner_article_errors", &[]), 1.0);
    assert_eq!(figures.sum("headliner_feeds", &[]), 1.0);
    assert!(!text.contains("sEcReT"), "{text}");
}
