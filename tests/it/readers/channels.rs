//! `/channels`: what the staff's channels carry, disconnecting and connecting.

use std::time::Duration;

use headliner::store::{State, staff::Role};
use insta::assert_snapshot;
use simulator::{Person, Room};

use crate::harness::{House, seen};

/// An admin and an editor, and a channel that carries society.
async fn bound() -> (House, Person, Person, Room) {
    let house = House::open().await;
    let admin = house.editor("Админ").await;
    house.employ(&admin, "Админ", Role::Admin);
    let editor = house.editor("Редактор").await;
    let channel = house.sim.channel("Вечерний Алматы", "vecher", &editor);
    channel.promote_bot(&["can_post_messages", "can_edit_messages"]);
    editor.expects("подключён").await;
    editor.press("👥 Общество");
    editor.expects_toast("«Общество» включена").await;
    editor.press("Готово");
    editor.expects_edit("новости выйдут в канале").await;
    (house, admin, editor, channel)
}

async fn story(house: &House, about: &str) {
    tokio::time::sleep(Duration::from_secs(60)).await;
    house.write(about, "society", about, &house.now().utc().to_rfc3339(), "");
}

fn state(house: &House, channel: &Room) -> State {
    house.store().read_here(|store| store.chat_of(channel.id(), 0)).unwrap().unwrap().state
}

#[tokio::test(start_paused = true)]
async fn who_adds_the_bot_without_its_right_is_told_what_is_missing() {
    let house = House::open().await;
    let editor = house.editor("Редактор").await;
    let stranger = house.sim.person("Чужой", "ru");
    for (owner, told) in [(&editor, true), (&stranger, false)] {
        let channel = house.sim.channel("Вечерний Алматы", "vecher", owner);
        channel.promote_bot(&["can_edit_messages"]);
        if told {
            owner.expects("Боту нельзя публиковать в канале «Вечерний Алматы»").await;
            channel.promote_bot(&["can_post_messages", "can_edit_messages"]);
            owner.expects("подключён").await;
        } else {
            owner.chat().expects_silence(Duration::from_secs(10)).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_channel_is_looked_after_by_buttons() {
    let (house, admin, editor, channel) = bound().await;
    admin.say("/channels");
    assert_snapshot!(seen(&admin.expects("Каналы.").await), @r#"
    <b>Каналы.</b> Нажмите на канал, чтобы изменить рубрики.
    [Вечерний Алматы]
    "#);
    admin.press("Вечерний Алматы");
    assert_snapshot!(seen(&admin.expects_edit("Что публиковать").await), @r#"
    <b>Что публиковать в канале «Вечерний Алматы»?</b>
    [⭐️ Главное]
    [✅ 👥 Общество][🏙 Город]
    [🏛 Политика][💹 Экономика]
    [🚨 Происшествия][🚌 Транспорт]
    [🎭 Культура][⚽️ Спорт]
    [Готово]
    [Отключить канал][‹ Назад]
    "#);
    admin.press("🎭 Культура");
    admin.expects_toast("«Культура» включена").await;
    admin.press("Отключить канал");
    assert_snapshot!(seen(&admin.expects_edit("отключён").await), @r#"
    Канал «Вечерний Алматы» отключён, его рубрики сохранены.
    [Вернуть]
    [‹ Назад]
    "#);
    assert_eq!(state(&house, &channel), State::Left);
    story(&house, "Парк").await;
    channel.expects_silence(Duration::from_secs(300)).await;
    let off = admin.last();
    admin.press("‹ Назад");
    assert!(seen(&admin.expects_edit("Каналы.").await).contains("[⏸ Вечерний Алматы]"));
    admin.press_on(&off, "Вернуть");
    admin.expects_toast("Канал «Вечерний Алматы» подключён.").await;
    admin.press_on(&off, "Вернуть"); // twice is once
    admin.expects_toast("подключён").await;
    story(&house, "Сквер").await;
    let post = channel.expects("Сквер").await;
    assert!(!channel.transcript().contains("Парк"), "{}", channel.transcript());
    let choose = post.button("Выбрать свои рубрики").and_then(|button| button.url);
    assert_eq!(choose.as_deref(), Some("https://t.me/headliner_bot?start=r_society__channel"));
    editor.say("/log");
    let log = editor.expects("Кто что сделал").await.text;
    let lines: Vec<&str> = log.lines().filter_map(|line| line.split_once(": ").map(|(_, what)| what)).collect();
    let [on, off] = ["подключён канал Вечерний Алматы", "отключён канал Вечерний Алматы"];
    assert_eq!(lines, [on, off, on], "{log}");
}

#[tokio::test(start_paused = true)]
async fn a_disconnected_channel_is_connected_by_choosing_again() {
    let (house, admin, editor, channel) = bound().await;
    admin.say("/channels");
    admin.expects("Каналы.").await;
    admin.press("Вечерний Алматы");
    admin.expects_edit("Что публиковать").await;
    admin.press("Отключить канал");
    admin.expects_edit("отключён").await;
    channel.remove_bot();
    channel.promote_bot(&["can_post_messages"]);
    let choice = editor.expects("подключён").await;
    assert!(seen(&choice).contains("[✅ 👥 Общество]"), "{}", seen(&choice));
    story(&house, "Парк").await;
    channel.expects_silence(Duration::from_secs(300)).await;
    editor.press_on(&choice, "Готово");
    editor.expects_edit("новости выйдут в канале").await;
    story(&house, "Сквер").await;
    channel.expects("Сквер").await;
}

#[tokio::test(start_paused = true)]
async fn only_staff_touch_a_channel_and_only_admins_its_connection() {
    let (house, admin, editor, channel) = bound().await;
    admin.say("/channels");
    admin.expects("Каналы.").await;
    admin.press("Вечерний Алматы");
    let screen = admin.expects_edit("Что публиковать").await;
    let stranger = house.sim.person("Чужой", "ru");
    stranger.start("");
    stranger.expects("Вы подписаны").await;
    let data = |label: &str| screen.button(label).and_then(|button| button.data).unwrap();
    for label in ["🎭 Культура", "Готово", "Отключить канал", "‹ Назад"] {
        stranger.press_forged(stranger.id(), 1, &data(label));
        stranger.expects_toast("не редактор").await;
    }
    editor.press_forged(editor.id(), 1, &data("Отключить канал"));
    editor.expects_toast("не редактор").await;
    for forged in ["a:u:999", "a:b:1"] {
        admin.press_forged(screen.chat, screen.id, forged); // a reader's chat, and none
        admin.expects_toast("").await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(admin.last().text.contains("Каналы."), "{forged}");
    }
    stranger.say("/channels");
    stranger.expects("Такой команды нет").await;
    editor.say("/channels");
    editor.expects("только администратор").await;
    // Dismissed between the screen and the press.
    house.store().write_here(|store| store.remove_staff(admin.id())).unwrap();
    admin.press_on(&screen, "🎭 Культура");
    admin.expects_toast("не редактор").await;
    let known = house.store().read_here(|store| store.chat_of(channel.id(), 0)).unwrap().unwrap();
    assert_eq!((known.rubrics, known.state), (1 << 1, State::Open));
}

#[tokio::test(start_paused = true)]
async fn a_channel_that_is_lost_or_renamed_is_noticed() {
    let (house, admin, editor, channel) = bound().await;
    channel.rename("Вечерний город");
    tokio::time::sleep(Duration::from_secs(5)).await;
    admin.say("/channels");
    assert!(seen(&admin.expects("Каналы.").await).contains("[Вечерний город]"));
    admin.press("Вечерний город");
    let screen = admin.expects_edit("Что публиковать").await;
    channel.remove_bot();
    admin.expects("Бота убрали из канала «Вечерний город»").await;
    admin.press_on(&screen, "🎭 Культура");
    admin.expects_toast("Бота убрали из канала «Вечерний город»").await;
    admin.say("/channels");
    admin.expects("Каналов пока нет").await;
    editor.expects_silence(Duration::from_secs(60)).await;
    assert_eq!(state(&house, &channel), State::Blocked);
}
