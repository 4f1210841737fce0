//! Whether it lives and does its work, in good and in bad times.

use std::time::Duration;

use simulator::Fault;

use super::Watched;
use crate::http::port;

async fn check(watched: &Watched, path: &str, status: u16, part: &str) {
    let said = watched.get(path).await;
    assert!(said.0 == status && said.1.contains(part), "{path}: {said:?}");
}

#[tokio::test(start_paused = true)]
async fn before_telegram_answers_it_lives_and_is_not_ready() {
    let mut watched = Watched::closed().await;
    let url = watched.house.sim.url().to_owned();
    watched.house.set("TELOXIDE_API_URL", format!("http://127.0.0.1:{}", port()));
    watched.house.start_soon();
    tokio::time::sleep(Duration::from_secs(2)).await;
    check(&watched, "/healthz", 200, "alive").await;
    check(&watched, "/readyz", 503, "not at work yet").await;
    check(&watched, "/", 503, "Starting").await;
    check(&watched, "/metrics", 200, "headliner_working 0.0").await;
    watched.house.end().await;
    watched.house.set("TELOXIDE_API_URL", url);
    watched.house.start().await;
    check(&watched, "/healthz", 200, "alive").await;
    check(&watched, "/readyz", 200, "ready").await;
    check(&watched, "/metrics", 200, "headliner_working 1.0").await;
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_is_told() {
    let watched = Watched::open().await;
    let reader = watched.house.sim.person("Айгүл", "ru");
    reader.start("r_society");
    reader.expects("Первая новость придёт").await;
    watched.house.sim.outage(Fault::Unauthorized, Duration::from_secs(300));
    watched.house.write("bridge", "society", "Мост закроют", "2026-11-23T10:00:00+05:00", "");
    crate::harness::notices(Duration::from_secs(10)).await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    check(&watched, "/readyz", 503, "Telegram refuses the token").await;
    check(&watched, "/healthz", 200, "alive").await;
    check(&watched, "/metrics", 200, "headliner_token_refused 1.0").await;
    check(&watched, "/", 200, "Telegram не принимает токен").await;
    tokio::time::sleep(Duration::from_secs(600)).await;
    check(&watched, "/readyz", 200, "ready").await;
    check(&watched, "/metrics", 200, "headliner_token_refused 0.0").await;
}

#[tokio::test(start_paused = true)]
async fn polls_that_fail_are_told() {
    let watched = Watched::open().await;
    watched.house.sim.outage_of("getUpdates", Fault::BadGateway, Duration::from_secs(400));
    tokio::time::sleep(Duration::from_secs(60)).await;
    check(&watched, "/readyz", 200, "ready").await;
    tokio::time::sleep(Duration::from_secs(240)).await;
    check(&watched, "/readyz", 503, "no poll for updates has worked for").await;
    check(&watched, "/healthz", 200, "alive").await;
    tokio::time::sleep(Duration::from_secs(300)).await;
    check(&watched, "/readyz", 200, "ready").await;
}

#[tokio::test(start_paused = true)]
async fn a_database_that_takes_nothing_is_told() {
    let watched = Watched::open().await;
    check(&watched, "/readyz", 200, "ready").await;
    let database = rusqlite::Connection::open(watched.house.path("headliner.db")).unwrap();
    database.busy_timeout(Duration::from_secs(5)).unwrap();
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON meta WHEN new.name = 'ready' BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    database.execute_batch(refuse).unwrap();
    check(&watched, "/readyz", 200, "ready").await; // it is not asked each time
    tokio::time::sleep(Duration::from_secs(6)).await;
    check(&watched, "/readyz", 503, "nothing can be written: database: disk full").await;
    check(&watched, "/", 200, "В базу данных ничего не записывается").await;
    check(&watched, "/healthz", 200, "alive").await;
    assert!(watched.figures().await.sum("headliner_database_errors_total", &[]) >= 1.0);
    database.execute_batch("DROP TRIGGER refuse").unwrap();
    tokio::time::sleep(Duration::from_secs(6)).await;
    check(&watched, "/readyz", 200, "ready").await;
}

#[tokio::test(start_paused = true)]
async fn an_address_that_cannot_be_had_ends_the_start() {
    let mut watched = Watched::closed().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    watched.house.set("HEADLINER_OPS", taken.local_addr().unwrap());
    let sentence = watched.house.start_in_vain().await;
    assert!(sentence.contains("(HEADLINER_OPS)"), "{sentence}");
    assert!(!watched.house.path("headliner.db").exists(), "a start that is refused leaves no database");
}

/// The process before this one may still be ending.
#[tokio::test(start_paused = true)]
async fn an_address_that_becomes_free_is_waited_for() {
    let mut watched = Watched::closed().await;
    let taken = std::net::TcpListener::bind(watched.base.trim_start_matches("http://")).unwrap();
    watched.house.start_soon();
    tokio::time::sleep(Duration::from_secs(3)).await;
    drop(taken);
    tokio::time::sleep(Duration::from_secs(5)).await;
    check(&watched, "/readyz", 200, "ready").await;
}
