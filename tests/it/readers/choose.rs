//! What readers choose: rubrics, when news comes, what is behind «⋯».

use std::time::Duration;

use insta::assert_snapshot;

use crate::harness::{House, seen};

#[tokio::test(start_paused = true)]
async fn rubrics_are_toggled_in_place() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.say("/rubrics");
    assert_snapshot!(seen(&aigul.expects("Что вам присылать?").await), @r#"
    <b>Что вам присылать?</b>
    Нажмите, чтобы включить или выключить.
    [✅ ⭐️ Главное]
    [👥 Общество][🏙 Город]
    [🏛 Политика][💹 Экономика]
    [🚨 Происшествия][🚌 Транспорт]
    [🎭 Культура][⚽️ Спорт]
    [Готово]
    "#);
    aigul.press("👥 Общество");
    aigul.expects_toast("«Общество» включена").await;
    aigul.press("✅ ⭐️ Главное");
    aigul.expects_toast("«Главное» выключена").await;
    aigul.press("✅ 👥 Общество");
    aigul.expects_edit("Ничего не выбрано").await;
    aigul.press("⭐️ Главное");
    aigul.expects_toast("«Главное» включена").await;
    aigul.press("Готово");
    aigul.expects_edit("Запомнили").await;
}

#[tokio::test(start_paused = true)]
async fn what_is_switched_off_does_not_come() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_sport");
    aigul.expects("Готово").await;
    house.write("match", "sport", "Кайрат выиграл", "2026-11-23T10:01:00+05:00", "");
    aigul.expects("Кайрат выиграл").await;
    aigul.press("⋯");
    aigul.expects_edit("Кайрат выиграл").await;
    aigul.press("Выключить");
    aigul.expects_toast("«Спорт» выключена").await;
    tokio::time::sleep(Duration::from_secs(1900)).await;
    house.write("match-2", "sport", "Астана проиграла", "2026-11-23T10:30:00+05:00", "");
    aigul.expects_silence(Duration::from_secs(300)).await;
}

#[tokio::test(start_paused = true)]
async fn when_news_comes_is_saved_at_each_press() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.press("⏰ Когда присылать");
    assert_snapshot!(seen(&aigul.expects("Когда присылать?").await), @r#"
    <b>Когда присылать?</b>
    Срочное приходит сразу при любом выборе.
    [✅ Всё сразу]
    [Главное сразу, рубрики дайджестом]
    [Всё дайджестом]
    [Только срочное]
    [⚡️ Срочное: да]
    [‹ Назад]
    "#);
    aigul.press("Только срочное");
    aigul.expects_toast("Сохранено").await;
    aigul.press("Всё сразу");
    aigul.expects_toast("Не чаще одного сообщения в 30 мин").await;
    aigul.press("‹ Назад");
    aigul.expects_edit("Когда: сразу").await;
}

#[tokio::test(start_paused = true)]
async fn behind_the_dots() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:01:00+05:00", "");
    let push = aigul.expects("Парк откроют весной").await;
    aigul.press("⋯");
    assert_snapshot!(seen(&aigul.expects_edit("Парк откроют весной").await), @r#"
    <b>Парк откроют весной</b>

    Подробности: Парк откроют весной.

    #Общество
    [🔕 «Общество» — до завтра]
    [🔕 На неделю][Выключить]
    [⏰ Реже: дайджестом]
    [🔔 Следить за темой]
    [🔕 Не следить за темой]
    [🔖 Сохранить][Поделиться]
    [Почему пришло?][‹ Назад]
    "#);
    aigul.press("Почему пришло?");
    aigul.expects_toast("Вы выбрали рубрику «Общество» 23 ноября.").await;
    aigul.press("‹ Назад");
    assert_eq!(aigul.expects_edit("Парк откроют весной").await.labels(), push.labels());
    aigul.press("⋯");
    aigul.expects_edit("Парк откроют весной").await;
    aigul.press("🔕 «Общество» — до завтра");
    aigul.expects_toast("«Общество» молчит до 24 ноября").await;
    tokio::time::sleep(Duration::from_secs(1900)).await;
    house.write("park-2", "society", "В парке посадят яблони", "2026-11-23T10:30:00+05:00", "");
    aigul.expects_silence(Duration::from_secs(300)).await;
}

#[tokio::test(start_paused = true)]
async fn a_bundle_has_its_dots_too() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    house.write("one", "society", "Парк откроют весной", "2026-11-23T10:01:00+05:00", "");
    aigul.expects("Парк откроют весной").await;
    house.write("two", "society", "В парке посадят яблони", "2026-11-23T10:05:00+05:00", "");
    house.write("three", "society", "В парке построят сцену", "2026-11-23T10:06:00+05:00", "");
    tokio::time::sleep(Duration::from_secs(30 * 60)).await;
    let bundle = aigul.expects("И ещё").await;
    aigul.press_on(&bundle, "⋯");
    let rows = [["⏰ Реже: дайджестом"], ["🗂 Рубрики"], ["Поделиться"], ["‹ Назад"]];
    assert_eq!(aigul.expects_edit("И ещё").await.labels(), rows);
    aigul.press("⏰ Реже: дайджестом");
    aigul.expects_toast("Сохранено").await;
    let undo = [bundle.labels(), vec![vec!["Вернуть".to_owned()]]].concat();
    assert_eq!(aigul.expects_edit("И ещё").await.labels(), undo);
    aigul.start("");
    aigul.expects("рубрики дайджестом").await;
    aigul.press("Вернуть");
    aigul.expects_toast("Всё как было.").await;
    assert_eq!(aigul.expects_edit("И ещё").await.labels(), bundle.labels());
    aigul.start("");
    aigul.expects("Новости приходят сразу").await;
}

#[tokio::test(start_paused = true)]
async fn buttons_of_old_messages_say_where_to_find_new_ones() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    let welcome = aigul.expects("Вы подписаны").await;
    aigul.say("/privacy");
    aigul.expects("Что о вас хранится").await;
    aigul.press("Удалить мои данные");
    aigul.expects("Удалить всё и отписаться?").await;
    aigul.press("Да, удалить");
    aigul.expects_edit("Всё удалено").await;
    aigul.press_on(&welcome, "⏰ Когда присылать");
    aigul.expects_toast("Это старое сообщение. Откройте новое: /start").await;
}
