//! Fewer, not gone: how many come a day, a digest offered once, mutes and what one tap undoes.

use std::{collections::BTreeMap, time::Duration};

use insta::assert_snapshot;
use simulator::{Message, Person};

use crate::harness::{House, MORNING, seen};

const LESS: &str = "⏰ Реже: дайджестом";
const DAY: Duration = Duration::from_secs(86_400);

fn offers(message: &Message) -> bool {
    message.labels().last().is_some_and(|row| row == &[LESS])
}

/// A bot with an archive of so many days, 12 stories of the city and one main story each day.
async fn with_archive(days: u32) -> House {
    let mut house = House::closed(MORNING).await;
    let newsroom = "[new_reader]\nspacing = \"0s\"\nquiet = []\nlimit = 0\n";
    house.put("newsroom.toml", newsroom);
    for (day, number) in (0..days).flat_map(|day| (0..12).map(move |number| (day, number))) {
        let more = if number == 0 { "main: true" } else { "" };
        let at = format!("2026-11-{:02}T11:{number:02}:00+05:00", 22 - day);
        house.write(&format!("d{day}-{number}"), "city", &format!("Новость {number} дня {day}"), &at, more);
    }
    house.start().await;
    house
}

async fn asks(reader: &Person) -> Message {
    reader.say("/rubrics");
    let shown = reader.expects("Что вам присылать?").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    shown
}

/// Whatever the archive: the number on a button is that of its stories of the last fourteen days, a day.
#[tokio::test(start_paused = true)]
async fn stories_a_day_are_those_of_two_weeks() {
    let mut house = House::closed(MORNING).await;
    let rubrics = ["society", "city", "politics", "economy", "incidents", "transport", "culture", "sport"];
    // MORNING is 10:00 of the 23rd: the 9th at 10:00 is fourteen days before.
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (day, (place, rubric)) in (1..23).flat_map(|day| rubrics.iter().enumerate().map(move |pair| (day, pair))) {
        for number in 0..(day * 5 + place as u32 * 3) % (place as u32 + 2) {
            let hour = 6 + number * 2;
            let at = format!("2026-11-{day:02}T{hour:02}:30:00+05:00");
            house.write(&format!("{rubric}-{day}-{number}"), rubric, &format!("{rubric} {day} {number}"), &at, "");
            *counts.entry(rubric).or_default() += u32::from(day > 9 || (day == 9 && hour >= 10));
        }
    }
    house.start().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    let labels = asks(&aigul).await.labels().concat();
    for (label, rubric) in labels[1..].iter().zip(rubrics) {
        let a_day = (f64::from(counts[rubric]) / 14.0).round();
        assert!(label.ends_with(&format!(" · {a_day}")), "{label}: {} of {rubric} in two weeks", counts[rubric]);
    }
    assert!(counts.values().any(|count| *count > 30) && counts.values().any(|count| *count < 14), "{counts:?}");
}

#[tokio::test(start_paused = true)]
async fn more_than_ten_a_day_offer_a_digest_once() {
    let house = with_archive(14).await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    asks(&aigul).await;
    aigul.press("🏙 Город · 12");
    assert_snapshot!(seen(&aigul.expects_edit("Это уже").await), @r#"
    <b>Что вам присылать?</b>
    Нажмите, чтобы включить или выключить. Число — сколько новостей выходит в день.

    Сейчас выбрано: 12 новостей в день.

    Это уже 12 новостей в день. Собирать рубрики в дайджест утром и вечером? Главное и срочное по-прежнему придут сразу.
    [✅ ⭐️ Главное · 1]
    [👥 Общество · 0][✅ 🏙 Город · 12]
    [🏛 Политика · 0][💹 Экономика · 0]
    [🚨 Происшествия · 0][🚌 Транспорт · 0]
    [🎭 Культура · 0][⚽️ Спорт · 0]
    [Да, два дайджеста][Нет, всё сразу]
    [Готово]
    "#);
    // It stays while the same message is pressed on, and goes with the answer.
    aigul.press("👥 Общество · 0");
    aigul.expects_edit("Это уже").await;
    aigul.press("Нет, всё сразу");
    aigul.expects_toast("Сохранено").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(!aigul.last().text.contains("Это уже"), "{}", aigul.last().text);
    aigul.press("✅ 👥 Общество · 0");
    aigul.expects_toast("«Общество» выключена").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(!aigul.last().text.contains("Это уже"), "{}", aigul.last().text);
    assert!(!asks(&aigul).await.text.contains("Это уже"));
}

/// Who was above ten before anybody counted is asked at the next `/rubrics`, once, whatever weeks go by.
#[tokio::test(start_paused = true)]
async fn who_was_above_ten_already_is_offered_a_digest_too() {
    let mut house = with_archive(14).await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_city");
    aigul.expects("Готово").await;
    assert!(asks(&aigul).await.text.contains("Это уже 12 новостей в день."));
    assert!(!asks(&aigul).await.text.contains("Это уже"));
    for _ in 0..2 {
        house.sleep_without_bot(DAY * 5).await;
        assert!(!asks(&aigul).await.text.contains("Это уже"));
    }
    let serik = house.sim.person("Серик", "ru");
    serik.start("r_city");
    serik.expects("Готово").await;
    house.sleep_without_bot(DAY / 24).await;
    let (key, store) = (serik.id(), house.store());
    let main_alone = |store: &headliner::store::Writing| store.set_rubrics(store.chat_of(key, 0)?.unwrap().key, 1);
    store.write_here(main_alone).unwrap();
    assert!(!asks(&serik).await.text.contains("Это уже"), "main news comes at once in any case");
}

/// So many main stories come, one a message.
async fn come(house: &House, reader: &Person, day: u32, count: u32) -> Vec<Message> {
    let mut messages = Vec::new();
    for number in 0..count {
        let (id, headline) = (format!("m{day}-{number}"), format!("Главная новость {number} дня {day}"));
        let now = house.now().utc().to_rfc3339();
        house.write(&id, "society", &headline, &now, "main: true");
        messages.push(reader.expects(&headline).await);
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    messages
}

#[tokio::test(start_paused = true)]
async fn the_fifth_message_of_a_day_offers_a_digest_once_a_fortnight() {
    let mut house = with_archive(0).await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    let first = come(&house, &aigul, 0, 6).await;
    assert_eq!(first.iter().map(offers).collect::<Vec<_>>(), [false, false, false, false, true, false]);
    assert_eq!(first[4].labels(), [vec!["Читать на Vecher.kz", "⋯"], vec![LESS]]);
    // A corrected copy keeps what it carries.
    house.write("m0-4", "society", "Главная новость исправлена", &(house.now().utc().to_rfc3339()), "main: true");
    assert!(offers(&aigul.expects_edit("Главная новость исправлена").await));
    house.sleep_without_bot(DAY).await;
    assert!(!come(&house, &aigul, 1, 6).await.iter().any(offers));
    house.sleep_without_bot(DAY * 12).await;
    assert!(!come(&house, &aigul, 13, 6).await.iter().any(offers));
    house.sleep_without_bot(DAY).await;
    let again = come(&house, &aigul, 14, 6).await;
    assert_eq!(again.iter().filter(|message| offers(message)).count(), 1);
    // One tap takes it, one undoes it.
    aigul.press_on(again.iter().find(|message| offers(message)).unwrap(), LESS);
    aigul.expects_toast("Сохранено").await;
    aigul.start("");
    aigul.expects("главное сразу, рубрики дайджестом").await;
}

#[tokio::test(start_paused = true)]
async fn who_gets_main_news_alone_gets_that_as_a_digest() {
    let house = with_archive(0).await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("подписаны").await;
    let message = come(&house, &aigul, 0, 1).await.remove(0);
    aigul.press_on(&message, "⋯");
    aigul.expects_edit("Главная новость").await;
    aigul.press(LESS);
    aigul.expects_toast("Сохранено").await;
    aigul.start("");
    aigul.expects("Новости приходят дайджестом в").await;
    aigul.press("Вернуть");
    aigul.expects_toast("Всё как было.").await;
    aigul.start("");
    aigul.expects("Новости приходят сразу").await;
}

/// Muted and switched off by one tap, and back by one; what comes then comes again.
#[tokio::test(start_paused = true)]
async fn one_tap_undoes_a_mute_and_what_was_switched_off() {
    let house = with_archive(0).await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_sport");
    aigul.expects("Готово").await;
    let write = |number: u32| {
        let now = house.now().utc().to_rfc3339();
        house.write(&format!("s{number}"), "sport", &format!("Матч номер {number}"), &now, "");
    };
    write(0);
    let push = aigul.expects("Матч номер 0").await;
    let cases = [
        ("🔕 «Спорт» — до завтра", "«Спорт» молчит до", "Всё как было."),
        ("🔕 На неделю", "«Спорт» молчит до", "Всё как было."),
        ("Выключить", "«Спорт» выключена", "«Спорт» включена"),
    ];
    for ((tap, said, undone), number) in cases.into_iter().zip((1..).step_by(2)) {
        aigul.press_on(&push, "⋯");
        tokio::time::sleep(Duration::from_secs(2)).await;
        aigul.press(tap);
        aigul.expects_toast(said).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        write(number);
        aigul.expects_silence(Duration::from_secs(120)).await;
        aigul.press("Вернуть");
        aigul.expects_toast(undone).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        write(number + 1);
        aigul.expects(&format!("Матч номер {}", number + 1)).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}
