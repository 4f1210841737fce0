//! A story that becomes main news by its file after it went out: those who take main news get it, once; those who have it, nothing.

use std::time::Duration;

use simulator::Person;

use super::stays_silent;
use crate::harness::{House, notices};

const TEN: &str = "2026-11-23T10:00:00+05:00";
const MINUTE: Duration = Duration::from_secs(60);

/// A newsroom, and somebody who takes main news only.
async fn open() -> (House, Person) {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    (house, aigul)
}

async fn writes(house: &House, more: &str) {
    house.write("park", "society", "Парк откроют весной", TEN, more);
    notices(MINUTE).await;
}

#[tokio::test(start_paused = true)]
async fn those_who_take_main_news_get_it_once() {
    let (mut house, aigul) = open().await;
    let dias = house.sim.person("Диас", "ru");
    dias.start("r_society");
    dias.expects("Готово").await;
    writes(&house, "").await;
    dias.expects("Парк откроют весной").await;
    stays_silent(&aigul, 5 * MINUTE).await;
    writes(&house, "main: true").await;
    aigul.expects("Парк откроют весной").await;
    for more in ["", "main: true"] {
        writes(&house, more).await;
        stays_silent(&aigul, 60 * MINUTE).await;
    }
    house.end().await;
    house.start().await;
    stays_silent(&aigul, 60 * MINUTE).await;
    let got = dias.received().iter().filter(|message| message.text.contains("Парк откроют весной")).count();
    assert_eq!(got, 1, "{}", dias.transcript());
}

/// Nothing has read it when the bot ends.
#[tokio::test(start_paused = true)]
async fn what_is_written_while_nothing_runs_counts() {
    let (mut house, aigul) = open().await;
    writes(&house, "").await;
    house.write("park", "society", "Парк откроют весной", TEN, "main: true");
    house.sleep_without_bot(10 * MINUTE).await;
    aigul.expects("Парк откроют весной").await;
}

#[tokio::test(start_paused = true)]
async fn what_came_out_long_ago_is_no_news() {
    let (house, aigul) = open().await;
    writes(&house, "").await;
    stays_silent(&aigul, 7 * 60 * MINUTE).await;
    writes(&house, "main: true").await;
    stays_silent(&aigul, 60 * MINUTE).await;
}

#[tokio::test(start_paused = true)]
async fn what_an_editor_stopped_stays_so() {
    let (house, aigul) = open().await;
    writes(&house, "").await;
    let store = house.store();
    let stopped = store.write_here(|store| store.stop(headliner::store::Seq(1), house.now()));
    assert!(stopped.unwrap());
    writes(&house, "main: true").await;
    stays_silent(&aigul, 60 * MINUTE).await;
}
