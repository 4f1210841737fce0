//! What readers ask for: the latest news, help, their data; and what nobody understands.

use std::time::Duration;

use insta::assert_snapshot;

use crate::harness::{House, MORNING, seen};

#[tokio::test(start_paused = true)]
async fn the_latest_news_are_for_everybody_and_turn_in_place() {
    let mut house = House::closed(MORNING).await;
    for number in 1..=9 {
        let at = format!("2026-11-22T1{number}:00:00+05:00");
        house.write(&format!("n{number}"), "sport", &format!("Новость {number}"), &at, "");
    }
    house.write("city", "city", "Город сегодня", "2026-11-23T09:00:00+05:00", "");
    house.start().await;
    let guest = house.sim.person("Гость", "ru");
    guest.say("/latest");
    assert_snapshot!(seen(&guest.expects("Последние новости").await), @r#"
    <b>Последние новости</b> · все рубрики

    <b>1.</b> 09:00 <a href="https://vecher.kz/city?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=city">Город сегодня</a>
    <b>2.</b> 22 ноября <a href="https://vecher.kz/n9?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 9</a>
    <b>3.</b> 22 ноября <a href="https://vecher.kz/n8?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 8</a>
    <b>4.</b> 22 ноября <a href="https://vecher.kz/n7?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 7</a>
    <b>5.</b> 22 ноября <a href="https://vecher.kz/n6?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 6</a>
    <b>6.</b> 22 ноября <a href="https://vecher.kz/n5?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 5</a>
    <b>7.</b> 22 ноября <a href="https://vecher.kz/n4?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 4</a>
    <b>8.</b> 22 ноября <a href="https://vecher.kz/n3?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 3</a>
    [1][2][3][4][5][6][7][8]
    [Раньше ›]
    [🗂 Рубрики]
    "#);
    guest.press("Раньше ›");
    assert_snapshot!(seen(&guest.expects_edit("Новость 1").await), @r#"
    <b>Последние новости</b> · все рубрики

    <b>1.</b> 22 ноября <a href="https://vecher.kz/n2?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 2</a>
    <b>2.</b> 22 ноября <a href="https://vecher.kz/n1?utm_source=telegram&amp;utm_medium=bot&amp;utm_campaign=sport">Новость 1</a>
    [1][2]
    [‹ Новее]
    [🗂 Рубрики]
    "#);
    guest.press("‹ Новее");
    guest.expects_edit("Город сегодня").await;
    guest.say("/latest спорт");
    guest.expects("Последние новости · Спорт").await;
    guest.say("/latest politics");
    guest.expects("В этой рубрике пока пусто.").await;
    let known = house.store().read_here(|store| store.chat_of(guest.id(), 0)).unwrap();
    assert_eq!(known, None, "reading subscribes nobody");
}

/// Who reads several languages: a story that has a version in each is there once, in the language that they speak; where it has none
/// in that, as it came first.
#[tokio::test(start_paused = true)]
async fn a_story_is_in_a_list_once() {
    let mut house = House::closed(MORNING).await;
    let at = "2026-11-23T08:00:00+05:00";
    house.write("park", "city", "Парк открыт", at, "main: true");
    for (language, headline) in [("kk", "Саябақ ашылды"), ("en", "The park is open")] {
        let text = format!(
            "---\nid: park-{language}\nrubric: city\nmain: true\nheadline: {headline}\nurl: https://vecher.kz/{language}/park\n\
             language: {language}\ntranslation_of: park\npublished: {at}\n---\n"
        );
        house.put(&format!("articles/park-{language}.md"), text);
    }
    house.write("snow", "city", "Ночью ждут снега", at, "main: true");
    house.start().await;
    let emma = house.sim.person("Emma", "en");
    emma.start("");
    let welcome = seen(&emma.expects("Top stories now").await);
    emma.say("/latest");
    let latest = seen(&emma.expects("Latest news").await);
    for list in [&welcome, &latest] {
        assert!(list.contains("The park is open") && list.contains("Ночью ждут снега"), "{list}");
        assert!(!list.contains("Парк открыт") && !list.contains("Саябақ"), "{list}");
    }
    let aigul = house.sim.person("Айгүл", "kk");
    aigul.say("/latest");
    assert!(seen(&aigul.expects("Соңғы жаңалықтар").await).contains("Саябақ ашылды"));
}

#[tokio::test(start_paused = true)]
async fn help_names_what_there_is() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.say("/help");
    assert_snapshot!(seen(&aigul.expects("Новости газеты").await), @r#"
    <b>Новости газеты «Вечерний Алматы»</b>

    /latest — последние новости
    /rubrics — что присылать
    /settings — когда и как
    /search — найти новость; можно просто написать слово
    /follow — следить за словом
    /saved — сохранённое
    /pause — перерыв, /stop — отписаться
    /privacy — ваши данные

    Под каждой новостью кнопка ⋯: реже, тише, поделиться.
    Написать в редакцию: https://vecher.kz/contacts
    "#);
    aigul.say("Здравствуйте, когда наконец починят дорогу на улице Саина, девять");
    assert_snapshot!(seen(&aigul.expects("Редакция не читает этот чат").await), @r#"
    Редакция не читает этот чат. Написать нам: https://vecher.kz/contacts

    /help
    "#);
    aigul.say("/help@other_bot");
    aigul.expects_silence(Duration::from_secs(60)).await;
}

#[tokio::test(start_paused = true)]
async fn everything_that_is_stored_can_be_read_and_erased() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    house.write("park", "society", "Парк откроют весной", "2026-11-23T10:01:00+05:00", "");
    aigul.expects("Парк откроют весной").await;
    aigul.say("/privacy");
    let privacy = aigul.expects("Что о вас хранится").await;
    let file = privacy.more["document"]["file_id"].as_str().unwrap().to_owned();
    let file: serde_json::Value = serde_json::from_slice(&house.sim.file(&file).unwrap()).unwrap();
    assert_eq!(file["chat"], aigul.id());
    assert_eq!(file["rubrics"], "Главное, Общество");
    assert_eq!(file["delivered"][0]["stories"][0], "Парк откроют весной");
    aigul.press("Удалить мои данные");
    aigul.expects("Удалить всё и отписаться?").await;
    aigul.press("Отмена");
    aigul.expects_toast("").await;
    aigul.press("Удалить мои данные");
    aigul.expects("Удалить всё и отписаться?").await;
    aigul.press("Да, удалить");
    aigul.expects_edit("Всё удалено").await;
    let known = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap();
    assert_eq!(known, None);
    assert!(house.store().forgotten().unwrap().erased(aigul.id(), 0).is_some(), "a copy would bring them back");
    house.write("park-2", "society", "В парке посадят яблони", "2026-11-23T10:01:30+05:00", "main: true");
    aigul.expects_silence(Duration::from_secs(300)).await;
}

#[tokio::test(start_paused = true)]
async fn the_profile_is_set_once_in_every_language() {
    let mut house = House::open().await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    let set = |house: &House| {
        let requests = house.sim.requests();
        requests.iter().filter(|request| request.method.to_lowercase().starts_with("setmy")).count()
    };
    assert_eq!(set(&house), 10, "three things in three languages; a menu for the others");
    house.end().await;
    house.start().await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(set(&house), 10, "nothing has changed");
}
