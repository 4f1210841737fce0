//! The newsroom's file changes while the bot runs.

use std::time::Duration;

use crate::harness::{House, MORNING};

/// A zone that is mended holds for articles that have been read already, embargoes included.
#[tokio::test(start_paused = true)]
async fn a_zone_is_taken_up() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T14:30:00", "");
    aigul.expects_silence(Duration::from_secs(600)).await;
    house.put("newsroom.toml", "timezone = \"Asia/Tokyo\"\n");
    let half_past_two_in_tokyo = MORNING + Duration::from_secs(30 * 60);
    aigul.expects_silence(half_past_two_in_tokyo.since(house.now()) - Duration::from_secs(5)).await;
    aigul.expects("Парк откроют весной").await;
    let late = house.now().since(half_past_two_in_tokyo);
    assert!(house.now() >= half_past_two_in_tokyo && late < Duration::from_secs(60), "{late:?} late");
    aigul.expects_silence(Duration::from_secs(600)).await;
}

/// What makes a story main holds for those that have been read, without sending any of them again.
#[tokio::test(start_paused = true)]
async fn what_is_main_is_taken_up() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:01:00+05:00", "tags: [Топ]");
    aigul.expects_silence(Duration::from_secs(60)).await;
    house.put("newsroom.toml", "[main]\nfrom = \"alias:Топ\"\n");
    aigul.expects_silence(Duration::from_secs(600)).await;
    aigul.say("/latest");
    aigul.expects("Парк откроют весной").await;
    house.write("square", "society", "Площадь откроют летом", "2026-11-23T10:05:00+05:00", "tags: [Топ]");
    aigul.expects("Площадь откроют летом").await;
}

#[tokio::test(start_paused = true)]
async fn the_newspapers_name_is_taken_up() {
    let house = House::open().await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    house.put("newsroom.toml", "name = \"Утренняя газета\"\n");
    tokio::time::sleep(Duration::from_secs(10)).await;
    let set = house.sim.requests_of("setMyShortDescription");
    let last = set.last().map(|request| request.params.to_string()).unwrap_or_default();
    assert!(last.contains("Утренняя газета"), "{last}");
}
