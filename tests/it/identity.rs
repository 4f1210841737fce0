//! A database belongs to one bot: another's token is refused, a new token of the same bot is not, and where the readers are to
//! move, nobody is written to before they press Start.

use std::time::Duration;

use headliner::store::State;

use crate::harness::House;

const OTHER: &str = "7000000002:AAAnotherBot-0123456789";

#[tokio::test(start_paused = true)]
async fn another_bots_token_is_refused_and_closes_nobody() {
    let mut house = House::open().await;
    let readers = ["Айгүл", "Асель", "Болат"].map(|name| house.sim.person(name, "ru"));
    for reader in &readers {
        reader.start("");
        reader.expects("Вы подписаны").await;
    }
    house.end().await;
    let own = house.sim.token().to_owned();
    let other = house.sim.another_bot(OTHER, "Другая", "other_bot");
    house.set("TELOXIDE_TOKEN", OTHER);
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:01:00+05:00", "main: true");
    let said = house.start_in_vain().await;
    assert!(said.contains("belongs to the bot 7000000001") && said.contains("@other_bot"), "{said}");
    assert!(said.contains("--adopt") && !said.contains("AAA"), "{said}");
    assert_eq!(other.counters().requests, 1, "getMe alone");
    let renewed = house.sim.another_bot("7000000001:AARenewed-0123456789", "Headliner", "headliner_bot");
    house.set("TELOXIDE_TOKEN", renewed.token());
    house.start().await;
    house.end().await;
    house.set("TELOXIDE_TOKEN", own);
    house.start().await;
    for reader in &readers {
        let chat = house.store().read_here(|store| store.chat_of(reader.id(), 0)).unwrap().unwrap();
        assert_eq!(chat.state, State::Open);
    }
}

#[tokio::test(start_paused = true)]
async fn a_database_that_moves_waits_for_start() {
    let mut house = House::open().await;
    let reader = house.sim.person("Айгүл", "ru");
    reader.start("");
    reader.expects("Вы подписаны").await;
    reader.say("/rubrics");
    reader.expects("Что вам присылать?").await;
    let society = reader.buttons().into_iter().find(|button| button.label.contains("Общество")).unwrap().label;
    reader.press(&society);
    reader.expects_toast("«Общество» включена").await;
    house.end().await;
    let other = house.sim.another_bot(OTHER, "Другая", "other_bot");
    house.set("TELOXIDE_TOKEN", OTHER);
    house.start_adopting().await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:01:00+05:00", "");
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(other.requests_of("sendMessage").len(), 0);
    let reader = other.person_by_id(reader.id()).unwrap();
    reader.start("");
    tokio::time::sleep(Duration::from_secs(10)).await;
    house.write("snow-2", "society", "Снег убирают ночью", "2026-11-23T10:12:00+05:00", "");
    tokio::time::sleep(Duration::from_secs(2_000)).await;
    let transcript = reader.transcript();
    assert!(transcript.contains("Снег убирают ночью"), "{transcript}");
    house.end().await;
    house.start().await; // it is this bot's now
    assert_eq!(house.store().read_here(|store| store.bot()).unwrap(), Some(7_000_000_002));
}
