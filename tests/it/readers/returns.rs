//! What a link asks for is there, whatever came just before it; and whoever unblocks the bot is greeted once.

use std::{fs, time::Duration};

use headliner::{
    clock::Time,
    store::{Reading, State},
};

use crate::harness::House;

#[tokio::test(start_paused = true)]
async fn unblocking_greets_once_with_or_without_start() {
    let house = House::open().await;
    for starts in [false, true] {
        let aigul = house.sim.person("Айгүл", "ru");
        aigul.start("r_society");
        aigul.expects("Готово").await;
        aigul.block();
        tokio::time::sleep(Duration::from_secs(60)).await;
        let known = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap();
        assert_eq!(known.state, State::Blocked, "blocking closes at once");
        aigul.unblock();
        if starts {
            aigul.start("");
        }
        aigul.expects("С возвращением! Ваши настройки на месте: Главное, Общество").await;
        aigul.expects_silence(Duration::from_secs(60)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_rubric_subscribes_to_main_news_and_says_so() {
    let house = House::open().await;
    let new = house.sim.person("Айгүл", "ru");
    new.start("r_weather__site-foot");
    let welcome = new.expects("Вы подписаны на главные новости.").await;
    assert!(welcome.text.contains("Рубрики из этой ссылки нет"), "{}", welcome.text);
    let known = house.store().read_here(|store| store.chat_of(new.id(), 0)).unwrap().unwrap();
    assert_eq!((known.rubrics, known.source.as_deref()), (1, Some("site-foot")));
    let kazakh = house.sim.person("Данияр", "kk");
    kazakh.start("r_Society");
    kazakh.expects("Дайын: басты жаңалықтар және «Қоғам» айдары.").await;
    kazakh.say("/rubrics");
    kazakh.expects("").await;
    kazakh.press("✅ ⭐️ Бастысы");
    kazakh.expects_toast("").await;
    kazakh.start("r_weather");
    let again = kazakh.expects("Бұл сілтемедегі айдар жоқ").await;
    assert!(again.text.contains("Бастысы"), "{}", again.text);
}

/// A rubric and a story: of somebody who has just unblocked the bot, said `/stop`, or is there.
#[tokio::test(start_paused = true)]
async fn a_links_wish_survives_whatever_came_before_it() {
    let house = House::open().await;
    let key = house.store().read_here(|store| store.article_key("metro")).unwrap().unwrap();
    for before in ["nothing", "block", "stop", "pause"] {
        let aigul = house.sim.person(before, "ru");
        aigul.start("");
        aigul.expects("Вы подписаны").await;
        match before {
            "block" => aigul.block(),
            "stop" => aigul.say("/stop"),
            "pause" => aigul.say("/pause"),
            _ => {}
        }
        tokio::time::sleep(Duration::from_secs(30)).await;
        if before == "block" {
            aigul.unblock();
        }
        if before == "pause" {
            aigul.press("На неделю");
            aigul.expects_edit("Перерыв до").await;
        }
        aigul.start("r_city__site");
        aigul.expects("Город").await;
        aigul.start(&format!("a_{key}"));
        aigul.expects("В метро появятся новые вагоны").await;
        let chat = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap();
        let city = house.store().read_here(|store| store.rubric_places()).unwrap();
        let city = city.iter().find(|(id, _)| id == "city").unwrap().1;
        assert!(chat.rubrics >> city & 1 == 1 && chat.state == State::Open, "{before}");
    }
}

/// Where a link stands is counted of everybody who opens it; by which one somebody first came stays.
#[tokio::test(start_paused = true)]
async fn sources_of_links_are_counted_of_those_who_are_known_too() {
    let house = House::open().await;
    let opened = || {
        let all = |store: &Reading| store.opened_links(Time(0), Time(i64::MAX));
        house.store().read_here(all).unwrap().into_iter().map(|(source, count)| format!("{source} {count}"))
    };
    let (new, known) = (house.sim.person("Айгүл", "ru"), house.sim.person("Данияр", "ru"));
    new.start("r_city__site-foot");
    new.expects("Город").await;
    known.start("");
    known.expects("Вы подписаны").await;
    for _ in 0..2 {
        known.start("r_city__site-foot");
        known.expects("Вы уже подписаны").await;
    }
    assert!(opened().eq(["site-foot 2"]), "opened twice is opened once");
    known.say("/stop");
    known.expects("Вы отписаны").await;
    known.start("r_sport__qr");
    known.expects("С возвращением").await;
    assert!(opened().eq(["qr 1", "site-foot 2"]), "{:?}", opened().collect::<Vec<_>>());
    let chats =
        [&new, &known].map(|person| house.store().read_here(|store| store.chat_of(person.id(), 0)).unwrap().unwrap());
    assert_eq!(chats.map(|chat| chat.source), [Some("site-foot".to_owned()), None]);
}

#[tokio::test(start_paused = true)]
async fn a_link_waits_for_a_database_that_is_away() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    fs::rename(house.path("headliner.db"), house.path("away.db")).unwrap();
    aigul.start("r_city__site");
    aigul.expects_silence(Duration::from_secs(60)).await;
    fs::rename(house.path("away.db"), house.path("headliner.db")).unwrap();
    aigul.expects("Готово: главное и рубрика «Город».").await;
}
