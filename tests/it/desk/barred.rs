//! Groups and channels to which nobody may write for a while: staff hear it once, nothing is lost, and any sign of life opens
//! them.

use std::time::Duration;

use headliner::{
    article::Language,
    newsroom::Newsroom,
    store::{Kind, chats::NewChat},
};

use super::Desk;

const HOUR: Duration = Duration::from_secs(3600);

pub fn room(telegram: i64, topic: i64, kind: Kind, title: &str) -> NewChat {
    let (source, title) = (None, Some(title.to_owned()));
    NewChat { telegram, topic, kind, tongue: Language::Ru, languages: 1, rubrics: 1, source, title }
}

#[tokio::test(start_paused = true)]
async fn a_channel_without_rights_is_told_of_once_and_opens_with_them() {
    let mut desk = Desk::open().await;
    let admin = desk.admin();
    admin.say("/stats");
    admin.expects("Подписчиков").await;
    let channel = desk.house.sim.channel("Вечерний Алматы", "vecher", &desk.editor);
    let mut newcomer = Newsroom::default().new_reader;
    (newcomer.spacing, newcomer.quiet) = (Duration::ZERO, None);
    let (new, now) = (room(channel.id(), 0, Kind::Channel, "Вечерний Алматы"), desk.house.now());
    desk.house.store().write_here(|store| store.join(&new, &newcomer, now)).unwrap();
    channel.promote_bot(&["can_edit_messages"]);
    desk.house.write("park", "society", "Парк откроют весной", "2026-11-23T10:02:00+05:00", "main: true");
    let told = desk.editor.expects("Бот не может писать в «Вечерний Алматы»").await;
    assert!(told.text.contains("administrator rights"), "{}", told.text);
    admin.expects("Бот не может писать").await;
    desk.house.end().await;
    desk.house.start().await;
    tokio::time::sleep(HOUR / 6).await;
    assert_eq!(desk.editor.transcript().matches("Бот не может писать").count(), 1, "{}", desk.editor.transcript());
    admin.say("/health");
    let health = admin.expects("Есть неполадки").await.text;
    assert!(health.contains("• Вечерний Алматы"), "{health}");
    channel.promote_bot(&["can_post_messages"]);
    tokio::time::sleep(Duration::from_secs(5)).await;
    channel.expects("Парк откроют весной").await;
    desk.editor.expects("✅ Решено: Вечерний Алматы").await;
    admin.say("/health");
    admin.expects("Всё работает").await;
}

#[tokio::test(start_paused = true)]
async fn a_topic_that_is_opened_again_gets_what_waited() {
    let desk = Desk::open().await;
    let forum = desk.house.sim.forum("Посёлок", &[&desk.aigul]);
    forum.add_bot();
    let topic = forum.topic("Новости");
    let (new, now) = (room(forum.id(), topic, Kind::Group, "Посёлок"), desk.house.now());
    let mut newcomer = Newsroom::default().new_reader;
    (newcomer.spacing, newcomer.quiet) = (Duration::ZERO, None);
    desk.house.store().write_here(|store| store.join(&new, &newcomer, now)).unwrap();
    forum.close_topic(topic);
    desk.house.write("park", "society", "Парк откроют весной", "2026-11-23T10:02:00+05:00", "main: true");
    desk.editor.expects("Бот не может писать в «Посёлок»").await;
    tokio::time::sleep(HOUR / 12).await;
    assert!(!forum.transcript().contains("Парк откроют"), "{}", forum.transcript());
    forum.reopen_topic(topic);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert!(forum.transcript().contains("Парк откроют"), "{}", forum.transcript());
}
