//! Somebody comes: by `/start`, by links, again, back after leaving and blocking.

use std::time::Duration;

use insta::assert_snapshot;

use crate::harness::{House, seen};

#[tokio::test(start_paused = true)]
async fn a_newcomer_is_subscribed_at_once() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    assert_snapshot!(seen(&aigul.expects("Вы подписаны").await));
    aigul.expects_silence(Duration::from_secs(60)).await;
}

#[tokio::test(start_paused = true)]
async fn the_other_language_is_one_press_away() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.press("Қазақша");
    assert_snapshot!(seen(&aigul.expects_edit("Басты жаңалықтарға").await));
    aigul.press("Русский");
    aigul.expects_edit("Вы подписаны").await;
}

#[tokio::test(start_paused = true)]
async fn a_rubrics_link_subscribes_to_the_rubric() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "kk");
    aigul.start("r_society__poster");
    assert_snapshot!(seen(&aigul.expects("Дайын").await));
    let chat = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap();
    assert_eq!(chat.source.as_deref(), Some("poster"));
    aigul.press("Тек басты жаңалықтар");
    aigul.expects_toast("Тек басты жаңалықтар қалды.").await;
    let chat = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap();
    assert_eq!(chat.rubrics, 1);
}

#[tokio::test(start_paused = true)]
async fn a_storys_link_brings_the_story_first() {
    let house = House::open().await;
    let key = house.store().read_here(|store| store.article_key("metro")).unwrap().unwrap();
    let daniyar = house.sim.person("Данияр", "ru");
    daniyar.start(&format!("a_{key}"));
    assert_snapshot!(seen(&daniyar.expects("новые вагоны").await));
    assert_snapshot!(seen(&daniyar.expects("Добавить рубрику").await));
    daniyar.press("＋ «Транспорт»");
    daniyar.expects_toast("«Транспорт» включена").await;
    daniyar.press("⋯");
    daniyar.expects_edit("новые вагоны").await;
    daniyar.press("Почему пришло?");
    daniyar.expects_toast("Это главная новость").await;
}

#[tokio::test(start_paused = true)]
async fn a_second_start_resets_nothing() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul.press("⏰ Когда присылать");
    aigul.expects("Когда присылать?").await;
    aigul.press("Всё дайджестом");
    aigul.expects_toast("Сохранено").await;
    aigul.start("");
    assert_snapshot!(seen(&aigul.expects("Вы уже подписаны").await));
    aigul.start("r_sport");
    aigul.expects("Добавлена рубрика «Спорт».").await;
}

#[tokio::test(start_paused = true)]
async fn who_said_stop_comes_back_by_one_button() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul.say("/stop");
    assert_snapshot!(seen(&aigul.expects("Вы отписаны").await));
    aigul.press("Слишком много");
    aigul.expects_edit("Спасибо, учтём.").await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    house.write("opera", "society", "Опера открывает сезон", "2026-11-23T10:30:00+05:00", "");
    aigul.expects_silence(Duration::from_secs(3600)).await;
    aigul.press("Вернуться");
    assert_snapshot!(seen(&aigul.expects_edit("С возвращением").await));
    aigul.expects_silence(Duration::from_secs(3600)).await;
}

#[tokio::test(start_paused = true)]
async fn who_blocked_the_bot_and_comes_back_gets_nothing_old() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul.block();
    tokio::time::sleep(Duration::from_secs(60)).await;
    house.write("opera", "society", "Опера открывает сезон", "2026-11-23T10:00:30+05:00", "");
    tokio::time::sleep(Duration::from_secs(3600)).await;
    aigul.unblock();
    aigul.start("");
    aigul.expects("С возвращением! Ваши настройки на месте: Главное, Общество").await;
    aigul.expects_silence(Duration::from_secs(3600)).await;
    house.write("snow-2", "society", "Снег растаял", "2026-11-23T13:30:00+05:00", "");
    aigul.expects("Снег растаял").await;
}

#[tokio::test(start_paused = true)]
async fn unblocking_brings_nobody_back_who_had_left() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    aigul.say("/stop");
    aigul.expects("Вы отписаны").await;
    aigul.block();
    tokio::time::sleep(Duration::from_secs(60)).await;
    aigul.unblock();
    tokio::time::sleep(Duration::from_secs(60)).await;
    house.write("opera", "society", "Опера открывает сезон", "2026-11-23T10:30:00+05:00", "");
    aigul.expects_silence(Duration::from_secs(3600)).await;
}
