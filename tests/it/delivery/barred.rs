//! Refusals that may pass: rights that are missing, topics that are closed, chats that are not found, what nobody knows. They
//! delay a chat and close none; what is pending comes when the cause is gone.

use std::time::Duration;

use headliner::{
    delivery::Event,
    store::{Kind, Lane, State},
};
use simulator::Settings;

use super::newsdesk::Newsdesk;

const HOUR: Duration = Duration::from_secs(3600);

/// What Telegram answers, and what may pass.
const PASSING: [(u16, &str); 9] = [
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: have no write access to the chat"),
    (400, "Bad Request: need administrator rights in the channel chat"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    (400, "Bad Request: TOPIC_CLOSED"),
    (403, "Forbidden: something new"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: private chat not found"),
    (400, "Bad Request: PEER_ID_INVALID"),
];

#[tokio::test(start_paused = true)]
async fn what_passes_closes_nobody() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(PASSING.len() as u64);
    let each = || readers.clone().zip(PASSING);
    each().for_each(|(reader, (code, description))| desk.sim.refuse(reader, code, description));
    let delivery = desk.start().await;
    let mut events = delivery.events();
    desk.publish("Первая.", Lane::News);
    tokio::time::sleep(HOUR / 6).await;
    while let Ok(event) = events.try_recv() {
        assert!(matches!(event, Event::Barred(..)), "{event:?}");
    }
    desk.crash().await;
    desk.later(HOUR / 2);
    desk.start().await;
    desk.publish("Вторая.", Lane::News);
    tokio::time::sleep(HOUR / 20).await;
    let asked = desk.sim.counters().refused.values().sum::<u64>();
    assert!(asked <= 5 * PASSING.len() as u64, "{asked} requests in three quarters of an hour");
    each().for_each(|(reader, (code, _))| desk.sim.refuse(reader, code, ""));
    desk.crash().await;
    desk.later(HOUR);
    let delivery = desk.start().await;
    desk.settled(&delivery).await;
    for (reader, (_, description)) in each() {
        let chat = desk.store.read_here(|store| store.chat_of(reader, 0)).unwrap().unwrap();
        let texts: String = desk.sim.room(reader).received().into_iter().map(|message| message.text).collect();
        assert_eq!(chat.state, State::Open, "{description}");
        assert!(texts.contains("Первая") && texts.contains("Вторая"), "{description}: {texts}");
        assert_eq!(desk.store.read_here(|store| store.bar(chat.key)).unwrap(), None, "{description}");
    }
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn who_is_not_found_on_three_days_is_gone() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let (found, gone) = (desk.readers(1).start, desk.readers(3).start);
    [found, gone].into_iter().for_each(|reader| desk.sim.refuse(reader, 400, "Bad Request: chat not found"));
    desk.start().await;
    let state =
        |desk: &Newsdesk, reader| desk.store.read_here(|store| store.chat_of(reader, 0)).unwrap().unwrap().state;
    desk.publish("Городская новость.", Lane::News);
    tokio::time::sleep(Duration::from_secs(30)).await; // looked for twice
    desk.sim.refuse(found, 400, "");
    for (day, expected) in [(2, State::Open), (3, State::Gone)] {
        desk.crash().await;
        desk.later(24 * HOUR);
        desk.start().await;
        desk.publish("Другая новость.", Lane::News);
        desk.sim.wait_for_accepted(day).await;
        tokio::time::sleep(Duration::from_secs(10)).await;
        assert_eq!((state(&desk, found), state(&desk, gone)), (State::Open, expected), "day {day}");
    }
    assert_eq!(desk.sim.counters().refused[&400], 2 + 4);
    desk.close().await;
}

/// Once, however often it is tried; and that it is over.
#[tokio::test(start_paused = true)]
async fn that_nobody_may_write_is_told_once() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let owner = desk.sim.person("Асель", "ru");
    let channel = desk.sim.channel("Вечерний Алматы", "vecher", &owner);
    channel.promote_bot(&[]);
    let key = desk.join(Kind::Channel, channel.id(), desk.bit("society"));
    desk.sim.refuse(channel.id(), 400, PASSING[0].1);
    let delivery = desk.start().await;
    let mut events = delivery.events();
    desk.publish("Первая.", Lane::News);
    tokio::time::sleep(HOUR / 10).await;
    desk.sim.refuse(channel.id(), 400, "");
    desk.settled(&delivery).await;
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        told.push(event);
    }
    let why = PASSING[0].1.to_owned();
    assert_eq!(told, [Event::Barred(key, why), Event::Freed(key)], "{key:?}");
    desk.close().await;
}
