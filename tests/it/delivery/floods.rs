//! 429: one chat's own flood delays that chat, everybody's delays all and lowers the pace for a while; nothing is lost
//! and nothing comes twice.

use std::time::Duration;

use headliner::store::{Kind, Lane, chats::NewChat};
use simulator::{Fault, Faults, Limits, Settings};

use super::newsdesk::{Newsdesk, newcomer};

#[tokio::test(start_paused = true)]
async fn one_chats_flood_delays_that_chat_only() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(90);
    let delivery = desk.start().await;
    let begun = desk.clock.now();
    desk.sim.fail_next("sendMessage", Fault::Flood(20), 1);
    desk.publish("Первый снег", Lane::News);
    desk.sim.wait_for_accepted(89).await;
    let others = desk.clock.now().since(begun);
    assert!(others < Duration::from_secs(4), "the others waited {others:?}");
    assert_eq!(delivery.status().borrow().rate, 30);
    desk.sim.wait_for_accepted(90).await;
    let last = desk.clock.now().since(begun);
    assert!((19..=21).contains(&last.as_secs()), "the flooded chat got it after {last:?}");
    assert!(readers.clone().all(|reader| desk.sim.room(reader).received().len() == 1));
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn everybodys_flood_is_obeyed_and_the_pace_recovers() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(900);
    let delivery = desk.start().await;
    desk.publish("Первый снег", Lane::News);
    desk.sim.wait_for_accepted(60).await;
    desk.sim.fail_next("sendMessage", Fault::Flood(7), 2);
    desk.sim.wait_until("both are refused", |sim| sim.counters().refused.get(&429) == Some(&2)).await;
    let (flooded, before) = (desk.clock.now(), desk.sim.counters().accepted);
    tokio::time::sleep(Duration::from_millis(6_500)).await;
    let status = delivery.status().borrow().clone();
    assert!(desk.sim.counters().accepted <= before + 1, "it sent on through a flood");
    assert!(status.rate <= 15, "the pace is {}", status.rate);
    assert!(status.held.is_some());
    desk.sim.wait_for_accepted(before + 100).await;
    assert!(desk.clock.now().since(flooded).as_secs() >= 7 + 4, "the pace was not lowered");
    desk.sim.wait_for_accepted(900).await;
    assert_eq!(delivery.status().borrow().rate, 30, "the pace did not recover");
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert!(counters.busiest_second_asked <= 30, "{counters:?}");
    assert_eq!((counters.doubles, counters.accepted), (0, 900));
    assert!(readers.clone().all(|reader| desk.sim.room(reader).received().len() == 1));
    desk.close().await;
}

/// A start in the middle of it waits as long as the process before it would have.
#[tokio::test(start_paused = true)]
async fn everybodys_flood_is_obeyed_through_a_crash() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.readers(90);
    desk.start().await;
    desk.sim.fail_next("sendMessage", Fault::Flood(30), 2);
    desk.publish("Первый снег", Lane::News);
    desk.sim.wait_until("both are refused", |sim| sim.counters().refused.get(&429) == Some(&2)).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = desk.sim.counters().accepted;
    desk.crash().await;
    let delivery = desk.start().await;
    tokio::time::sleep(Duration::from_secs(28)).await;
    assert_eq!(desk.sim.counters().accepted, before, "it sent on through a flood");
    desk.sim.wait_for_accepted(90).await;
    desk.settled(&delivery).await;
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn strict_limits_are_never_met() {
    let mut desk = Newsdesk::open(Settings { limits: Limits::strict(), ..Settings::default() }, 30).await;
    desk.readers(8);
    let delivery = desk.start().await;
    // New stories for the same readers, faster than a chat may get messages, and all eight are served in between.
    for number in 0..30 {
        desk.publish(&format!("Новость {number}."), Lane::News);
        tokio::time::sleep(Duration::from_millis(400)).await;
    }
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert!(counters.refused.is_empty(), "{counters:?}");
    assert_eq!(counters.busiest_chat_second, 1);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_group_gets_twenty_messages_a_minute() {
    let mut desk = Newsdesk::open(Settings { limits: Limits::strict(), ..Settings::default() }, 30).await;
    let owner = desk.sim.person("Асель", "ru");
    let group = desk.sim.group("Двор", &[&owner]);
    group.add_bot();
    desk.join(Kind::Group, group.id(), desk.bit("society"));
    let mut delivery = desk.start().await;
    for number in 0..60 {
        desk.publish(&format!("Новость {number}."), Lane::News);
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        if number % 25 == 24 {
            desk.crash().await; // a start does not begin to count anew
            delivery = desk.start().await;
        }
    }
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert!(counters.refused.is_empty(), "{counters:?}");
    let times: Vec<i64> = group.received().iter().map(|message| message.at_us).collect();
    assert!(times.windows(21).all(|some| some[20] - some[0] >= 60_000_000), "more than twenty in a minute");
    assert!(times.len() >= 30, "{} messages: the limit is not used", times.len());
    let texts: String = group.received().into_iter().map(|message| message.text).collect();
    assert!((0..60).all(|number| texts.contains(&format!("Новость {number}."))), "a headline is missing");
    desk.close().await;
}

/// The topics of a group are read by different people, but their messages share its limits, and are sent one at a time.
#[tokio::test(start_paused = true)]
async fn the_topics_of_a_group_share_its_limits() {
    let faults = Faults { latency_ms: 1_400, ..Faults::none() };
    let mut desk = Newsdesk::open(Settings { limits: Limits::strict(), faults, ..Settings::default() }, 30).await;
    let owner = desk.sim.person("Асель", "ru");
    let forum = desk.sim.forum("Дом", &[&owner]);
    forum.add_bot();
    for name in ["Двор", "Лифт", "Парковка", "Праздники", "Прочее"] {
        let new = NewChat { topic: forum.topic(name), ..newcomer(Kind::Group, forum.id(), desk.bit("society")) };
        let now = desk.clock.now();
        desk.store.write_here(|store| store.join(&new, &desk.newsroom.new_reader, now)).unwrap();
    }
    let delivery = desk.start().await;
    for number in 0..6 {
        desk.publish(&format!("Новость {number}."), Lane::News);
        tokio::time::sleep(Duration::from_secs(20)).await;
    }
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert!(counters.refused.is_empty() && counters.busiest_chat_second == 1, "{counters:?}");
    let left: Vec<i64> = desk.sim.requests_of("sendMessage").iter().map(|request| request.at_us).collect();
    assert!(left.windows(2).all(|pair| pair[1] - pair[0] >= 1_400_000), "two at a time: {left:?}");
    assert!(left.windows(21).all(|some| some[20] - some[0] >= 60_000_000), "more than twenty in a minute");
    let texts: String = forum.received().into_iter().map(|message| message.text).collect();
    assert!((0..6).all(|number| texts.matches(&format!("Новость {number}.")).count() == 5), "not in every topic");
    desk.close().await;
}
