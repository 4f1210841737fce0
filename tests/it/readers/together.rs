//! Groups and channels.

use std::time::Duration;

use insta::assert_snapshot;
use simulator::{Person, Room};

use crate::harness::{House, seen};

/// The bot is added, and greets.
async fn bot_comes(group: &Room) {
    group.add_bot();
    group.expects("Здравствуйте").await;
}

/// An administrator switches society on.
async fn choose_society(owner: &Person, group: &Room) {
    owner.press_in(group, "🗂 Выбрать рубрики");
    group.expects("Что вам присылать?").await;
    owner.press_in(group, "👥 Общество");
    group.expects_toast("«Общество» включена").await;
}

#[tokio::test(start_paused = true)]
async fn a_group_gets_nothing_until_an_administrator_has_chosen() {
    let house = House::open().await;
    let owner = house.sim.person("Хозяин", "ru");
    let member = house.sim.person("Гость", "ru");
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    group.add_bot();
    assert_snapshot!(seen(&group.expects("Здравствуйте").await), @r#"
    Здравствуйте! Я присылаю новости газеты «Вечерний Алматы». Пока ничего не включено: рубрики выбирает администратор группы.
    [🗂 Выбрать рубрики]
    "#);
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:01:00+05:00", "main: true");
    group.expects_silence(Duration::from_secs(600)).await;
    member.press_in(&group, "🗂 Выбрать рубрики");
    group.expects_toast("Настройки меняет администратор группы.").await;
    choose_society(&owner, &group).await;
    house.write("park-2", "society", "В парке посадят яблони", "2026-11-23T10:09:00+05:00", "");
    group.expects("В парке посадят яблони").await;
    group.kick_bot();
    tokio::time::sleep(Duration::from_secs(60)).await;
    house.write("park-3", "society", "В парке построят сцену", "2026-11-23T10:11:00+05:00", "");
    tokio::time::sleep(Duration::from_secs(2000)).await;
    assert!(!group.transcript().contains("построят сцену"), "{}", group.transcript());
}

#[tokio::test(start_paused = true)]
async fn a_group_that_becomes_a_supergroup_goes_on() {
    let house = House::open().await;
    let owner = house.sim.person("Хозяин", "ru");
    let group = house.sim.group("Соседи", &[&owner]);
    bot_comes(&group).await;
    choose_society(&owner, &group).await;
    let moved = group.migrate();
    tokio::time::sleep(Duration::from_secs(60)).await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:02:00+05:00", "");
    moved.expects("Парк откроют весной").await;
}

#[tokio::test(start_paused = true)]
async fn a_channel_is_bound_by_staff() {
    let mut house = House::closed(crate::harness::MORNING).await;
    let editor = house.sim.person("Редактор", "ru");
    house.set("HEADLINER_EDITORS", editor.id());
    house.start().await;
    editor.say("/help");
    editor.expects("Новости газеты").await;
    let channel = house.sim.channel("Вечерний Алматы", "vecher", &editor);
    channel.promote_bot(&["can_post_messages", "can_edit_messages"]);
    assert_snapshot!(seen(&editor.expects("подключён").await), @r#"
    Канал «Вечерний Алматы» подключён. Какие рубрики публиковать? Каждая новость выйдет отдельным постом; исправления и снятия бот внесёт сам.
    [⭐️ Главное]
    [👥 Общество][🏙 Город]
    [🏛 Политика][💹 Экономика]
    [🚨 Происшествия][🚌 Транспорт]
    [🎭 Культура][⚽️ Спорт]
    [Готово]
    "#);
    house.write("one", "society", "Рано: ещё не выбрано", "2026-11-23T10:01:00+05:00", "");
    channel.expects_silence(Duration::from_secs(600)).await;
    editor.press("👥 Общество");
    editor.expects_toast("«Общество» включена").await;
    editor.press("Готово");
    editor.expects_edit("Готово: новости выйдут в канале «Вечерний Алматы».").await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:12:00+05:00", "");
    assert_snapshot!(seen(&channel.expects("Парк откроют весной").await), @r#"
    <b>Парк откроют весной</b>

    Подробности: Парк откроют весной.

    #Общество
    [Читать на Vecher.kz]
    [Выбрать свои рубрики]
    "#);
}

#[tokio::test(start_paused = true)]
async fn a_strangers_channel_gets_nothing() {
    let house = House::open().await;
    let stranger = house.sim.person("Чужой", "ru");
    stranger.start("");
    stranger.expects("Вы подписаны").await;
    let channel = house.sim.channel("Чужой канал", "foreign", &stranger);
    channel.promote_bot(&["can_post_messages"]);
    stranger.expects_silence(Duration::from_secs(60)).await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:01:00+05:00", "main: true");
    channel.expects_silence(Duration::from_secs(300)).await;
}

#[tokio::test(start_paused = true)]
async fn an_administrator_who_stays_anonymous_is_one() {
    let house = House::open().await;
    let (owner, member) = (house.sim.person("Хозяин", "ru"), house.sim.person("Гость", "ru"));
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    bot_comes(&group).await;
    member.say_in(&group, "/rubrics");
    group.expects("Настройки меняет администратор группы.").await;
    owner.say_as(&group, "/rubrics");
    group.expects("Что вам присылать?").await;
    owner.press_in(&group, "👥 Общество");
    group.expects_toast("«Общество» включена").await;
    owner.say_as(&group, "/stop");
    group.expects("Новости сюда больше не придут").await;
}

#[tokio::test(start_paused = true)]
async fn what_was_forwarded_is_no_command() {
    let house = House::open().await;
    let owner = house.sim.person("Хозяин", "ru");
    let group = house.sim.supergroup("Соседи", &[&owner]);
    bot_comes(&group).await;
    choose_society(&owner, &group).await;
    group.expects_edit("Что вам присылать?").await;
    owner.forward_to(group.id(), "/stop");
    group.expects_silence(Duration::from_secs(60)).await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:02:00+05:00", "");
    group.expects("Парк откроют весной").await;
    owner.start("");
    owner.expects("Вы подписаны").await;
    owner.forward_to(owner.id(), "/stop");
    owner.expects("По запросу «stop» ничего нет").await;
    house.write("square", "society", "Площадь откроют летом", "2026-11-23T10:04:00+05:00", "main: true");
    owner.expects("Площадь откроют летом").await;
}

#[tokio::test(start_paused = true)]
async fn start_and_privacy_are_answered_in_groups() {
    let house = House::open().await;
    let (owner, member) = (house.sim.person("Хозяин", "ru"), house.sim.person("Гость", "ru"));
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    bot_comes(&group).await;
    owner.say_in(&group, "/start@headliner_bot newsroom"); // what adding by a link sends
    group.expects_silence(Duration::from_secs(30)).await;
    member.say_in(&group, "/start@headliner_bot");
    group.expects("Здравствуйте! Я присылаю новости газеты").await;
    choose_society(&owner, &group).await;
    member.say_in(&group, "/start@headliner_bot");
    group.expects("Вы уже подписаны: Общество").await;
    member.say_in(&group, "/privacy@headliner_bot");
    group.expects("Что о вас хранится").await;
    member.press_in(&group, "Удалить мои данные");
    group.expects_toast("Настройки меняет администратор группы.").await;
    member.say_in(&group, "/start@other_bot");
    group.expects_silence(Duration::from_secs(60)).await;
}
