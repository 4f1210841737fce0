//! What is chosen in `/settings` is what comes: at night, in the morning, at weekends, elsewhere.

use std::time::Duration;

use headliner::{
    article::ArticleKey,
    clock::Time,
    store::{Lane, Volume, log::Publication},
};
use simulator::{Fault, Message, Person};

use super::forged;
use crate::harness::{House, MORNING, pass, seen};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Headliner at work at that time of a day in Almaty, Monday 23 November 2026 being day 0.
async fn house_at(day: i64, hour: i64, minute: i64) -> House {
    let now = Time(MORNING.ms() + day * 24 * HOUR + (hour - 10) * HOUR + minute * MINUTE);
    let mut house = House::closed(now).await;
    house.set("HEADLINER_MAX_AGE", "30m");
    house.write("quake", "society", "В городе ощущалось землетрясение", "2026-10-20T08:10:00+05:00", "");
    house.start().await;
    house
}

/// A reader of main news and of city, with these settings.
async fn reader(house: &House, name: &str, settings: &[&str]) -> Person {
    let person = house.sim.person(name, "ru");
    person.start("r_city");
    person.expects("Готово").await;
    choose(&person, settings).await;
    person
}

async fn choose(person: &Person, settings: &[&str]) {
    person.say("/settings");
    let root = person.expects("Как вам присылать новости").await;
    for data in settings {
        person.press_on(&forged(&root, data), data);
        person.expects_toast("").await;
    }
}

/// Writes a story that comes out now.
fn publish(house: &House, id: &str, headline: &str, more: &str) {
    let now = house.now().utc().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    house.write(id, "city", headline, &now, more);
}

/// The story is breaking news.
fn urgent(house: &House, id: &str, volume: Volume) {
    let key = house.store().read_here(|store| store.article_key(id)).unwrap().unwrap().0;
    let (article, now) = (ArticleKey(key), house.now());
    let publication = Publication { article, lane: Lane::Breaking, languages: 0, volume, by: None };
    house.store().write_here(|store| store.publish(&publication, now)).unwrap();
}

/// At which time in Almaty a message came.
fn came(message: &Message) -> String {
    let at = chrono::DateTime::from_timestamp_micros(message.at_us).unwrap();
    at.with_timezone(&chrono_tz::Asia::Almaty).format("%a %H:%M").to_string()
}

/// Goes on until then, and a little.
async fn until(house: &House, day: i64, hour: i64, minute: i64) {
    let then = MORNING.ms() + day * 24 * HOUR + (hour - 10) * HOUR + minute * MINUTE;
    let left = u64::try_from(then - house.now().ms()).expect("it is still to come");
    pass(Duration::from_millis(left)).await;
}

#[tokio::test(start_paused = true)]
async fn what_comes_out_at_night_is_in_the_morning_message() {
    let house = house_at(0, 21, 59).await;
    let aigul = reader(&house, "Айгүл", &[]).await;
    until(&house, 0, 22, 5).await;
    publish(&house, "late", "Совет принял бюджет", "main: true");
    until(&house, 1, 6, 59).await;
    publish(&house, "early", "Ночью выпал снег", "");
    let silent = aigul.received().len();
    until(&house, 1, 7, 1).await;
    let morning = aigul.expects("Совет принял бюджет").await;
    assert!(morning.text.contains("Ночью выпал снег"), "{}", morning.text);
    assert_eq!((came(&morning).as_str(), aigul.received().len()), ("Tue 07:00", silent + 1));
}

#[tokio::test(start_paused = true)]
async fn quiet_hours_that_are_switched_off_hold_nothing_back() {
    let house = house_at(0, 23, 30).await;
    let aigul = reader(&house, "Айгүл", &[]).await;
    publish(&house, "late", "Совет принял бюджет", "main: true");
    aigul.expects_silence(Duration::from_secs(600)).await;
    choose(&aigul, &["s:q-"]).await;
    let message = aigul.expects("Совет принял бюджет").await;
    assert_eq!(came(&message), "Mon 23:40");
}

#[tokio::test(start_paused = true)]
async fn a_second_start_resets_nothing() {
    let house = house_at(0, 10, 0).await;
    let chosen =
        ["t:digest", "s:h+720", "s:w-540", "s:n:hold", "s:f:1260", "s:a:all", "s:l:kk", "s:v+kk", "s:p-", "s:c:3"];
    let aigul = reader(&house, "Айгүл", &chosen).await;
    choose_zone(&aigul).await;
    let chat = || house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap();
    let before = chat();
    aigul.start("");
    aigul.expects("Сіз жазылғансыз").await;
    aigul.start("r_city__site");
    aigul.expects("Сіз жазылғансыз").await;
    assert_eq!(chat(), before);
}

/// In Kazakh by now.
async fn choose_zone(person: &Person) {
    person.say("/settings");
    let root = person.expects("Жаңалықтарды қалай жіберейік").await;
    for data in ["s:z:Europe/Berlin", "s:i:60"] {
        person.press_on(&forged(&root, data), data);
        person.expects_toast("Сақталды").await;
    }
}

#[tokio::test(start_paused = true)]
async fn breaking_at_night_is_silent_waking_or_in_the_morning() {
    let house = house_at(1, 3, 10).await;
    let silent = reader(&house, "Айгүл", &[]).await;
    let woken = reader(&house, "Ерлан", &["s:n:wake"]).await;
    let held = reader(&house, "Динара", &["s:n:hold", "t:digest"]).await;
    let off = reader(&house, "Олег", &["s:b-", "s:v-ru"]).await;
    until(&house, 1, 3, 12).await;
    urgent(&house, "quake", Volume::AsChosen);
    let (quiet, loud) = (silent.expects("землетрясение").await, woken.expects("землетрясение").await);
    assert_eq!((quiet.silent, came(&quiet).as_str()), (true, "Tue 03:12"));
    assert_eq!((loud.silent, came(&loud).as_str()), (false, "Tue 03:12"));
    publish(&house, "snow", "Ночью выпал снег", "");
    publish(&house, "bus", "Автобусы пойдут иначе", "");
    until(&house, 1, 8, 1).await;
    let digest = held.expects("землетрясение").await;
    assert_eq!(came(&digest), "Tue 08:00");
    let first = digest.text.lines().next().unwrap();
    assert!(first.contains("землетрясение") && digest.text.contains("Ночью выпал снег"), "{}", seen(&digest));
    quake_is_not_there(&off);
}

fn quake_is_not_there(person: &Person) {
    assert!(!person.transcript().contains("землетрясение"), "{}", person.transcript());
}

#[tokio::test(start_paused = true)]
async fn danger_wakes_whoever_takes_breaking_news() {
    let house = house_at(1, 3, 10).await;
    let held = reader(&house, "Динара", &["s:n:hold", "s:a:none"]).await;
    let off = reader(&house, "Олег", &["s:b-"]).await;
    urgent(&house, "quake", Volume::Wake);
    assert!(!held.expects("землетрясение").await.silent);
    off.expects_silence(Duration::from_secs(60)).await;
    quake_is_not_there(&off);
}

/// What was held waits no longer where something comes at night all the same, and does not silence it.
#[tokio::test(start_paused = true)]
async fn danger_leads_and_wakes_although_main_news_was_held() {
    let house = house_at(1, 3, 10).await;
    house.write("flood", "society", "Сель сошёл в горах", "2026-10-20T08:12:00+05:00", "main: true");
    let held = reader(&house, "Динара", &["s:n:hold"]).await;
    until(&house, 1, 3, 12).await;
    urgent(&house, "flood", Volume::AsChosen);
    held.expects_silence(Duration::from_secs(60)).await;
    urgent(&house, "quake", Volume::Wake);
    let woken = held.expects("Сель сошёл в горах").await;
    let first = woken.text.lines().next().unwrap();
    assert!(!woken.silent && first.contains("землетрясение"), "{}", seen(&woken));
}

#[tokio::test(start_paused = true)]
async fn another_zone_moves_the_digest() {
    let house = house_at(0, 10, 0).await;
    let here = reader(&house, "Айгүл", &["t:digest"]).await;
    let there = reader(&house, "Жанна", &["t:digest", "s:z:Europe/Berlin"]).await; // 06:00 there
    publish(&house, "park", "Парк откроют весной", "");
    until(&house, 0, 12, 1).await;
    assert_eq!(came(&there.expects("Парк откроют весной").await), "Mon 12:00");
    let back = reader(&house, "Марат", &["t:digest", "s:z:Europe/Berlin"]).await;
    publish(&house, "snow", "Ночью ожидается снег", "");
    tokio::time::sleep(Duration::from_secs(60)).await;
    choose(&back, &["s:z:Asia/Almaty"]).await;
    until(&house, 0, 19, 1).await;
    assert_eq!(came(&here.expects("Парк откроют весной").await), "Mon 19:00");
    assert_eq!(came(&back.expects("Ночью ожидается снег").await), "Mon 19:00");
}

#[tokio::test(start_paused = true)]
async fn a_zone_that_is_shifted_keeps_its_morning() {
    // Clocks in Berlin go back an hour in the night to Sunday 25 October 2026: Almaty is then four hours ahead, not three.
    let house = house_at(-30, 23, 0).await;
    let there = reader(&house, "Жанна", &["t:digest", "s:z:Europe/Berlin"]).await; // Saturday 20:00 there
    publish(&house, "park", "Парк откроют весной", "");
    until(&house, -29, 13, 1).await;
    assert_eq!(came(&there.expects("Парк откроют весной").await), "Sun 13:00"); // 09:00 there
}

#[tokio::test(start_paused = true)]
async fn after_a_weekend_without_a_digest_its_top_stories_come() {
    let house = house_at(6, 20, 0).await; // Sunday
    let rests = reader(&house, "Айгүл", &["t:digest", "s:w-540", "s:w-1140"]).await;
    let daily = reader(&house, "Ерлан", &["t:digest"]).await;
    for number in 0..11 {
        publish(&house, &format!("a{number}"), &format!("Новость номер {number}"), "");
    }
    publish(&house, "top", "Метро откроют в субботу", "main: true");
    until(&house, 7, 8, 1).await;
    let ten = rests.expects("Метро откроют в субботу").await;
    assert_eq!(came(&ten), "Mon 08:00");
    assert_eq!(ten.text.matches("Новость номер").count(), 9, "{}", ten.text);
    assert!(ten.labels().concat().contains(&"Ещё 2 новости".to_owned()), "{:?}", ten.labels());
    let all = daily.expects("Метро откроют в субботу").await;
    assert_eq!(all.text.matches("Новость номер").count(), 11, "{}", all.text);
}

#[tokio::test(start_paused = true)]
async fn what_is_over_the_limit_comes_with_the_next_digest() {
    let house = house_at(0, 10, 0).await;
    let aigul = reader(&house, "Айгүл", &["s:c:1", "s:i:0"]).await;
    publish(&house, "one", "Первая новость дня", "");
    aigul.expects("Первая новость дня").await;
    publish(&house, "two", "Вторая новость дня", "");
    aigul.expects_silence(Duration::from_secs(300)).await;
    publish(&house, "top", "Метро откроют в субботу", "main: true");
    let main = aigul.expects("Метро откроют в субботу").await;
    assert!(!main.text.contains("Вторая"), "main news takes no surplus along: {}", main.text);
    publish(&house, "three", "Третья новость дня", "");
    until(&house, 0, 19, 1).await;
    let rest = aigul.expects("Третья новость дня").await;
    assert_eq!(came(&rest), "Mon 19:00");
    assert!(rest.text.starts_with("🌆") && rest.text.contains("Вторая"), "{}", rest.text);
}

#[tokio::test(start_paused = true)]
async fn who_wants_no_photos_gets_none() {
    let house = house_at(0, 10, 0).await;
    let (hall, jpeg) = ("https://vecher.kz/hall.jpg", include_bytes!("../../../data/articles/photos/hall.jpg"));
    house.sim.put_url(hall, "image/jpeg", jpeg.as_slice());
    let (with, without) = (reader(&house, "Айгүл", &[]).await, reader(&house, "Ерлан", &["s:p-"]).await);
    publish(&house, "hall", "Зал откроют в субботу", &format!("main: true\nimage: {hall}"));
    assert!(with.expects("Зал откроют в субботу").await.photo.is_some());
    assert!(without.expects("Зал откроют в субботу").await.photo.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_city_is_typed() {
    let house = house_at(0, 10, 0).await;
    let aigul = reader(&house, "Айгүл", &["s:z"]).await;
    aigul.say("Атлантида");
    aigul.expects("Такого города не нашли").await;
    aigul.say("берлин");
    aigul.expects("Ваше время сейчас — 06:00. Верно?").await;
    aigul.press("Нет");
    aigul.expects_edit("Ваш город?").await;
    aigul.say("new york");
    aigul.expects("Ваше время сейчас — 00:00. Верно?").await;
    aigul.press("Да");
    aigul.expects_edit("Город и время: New York, 00:00").await;
    // Nothing waits for a city any more.
    let waits = || house.store().read_here(|store| store.city_asked(aigul.id(), None, Some(Time(0)))).unwrap();
    assert_eq!(waits(), None);
    aigul.say("Берлин");
    aigul.expects("").await;
    let zone = house.store().read_here(|store| store.chat_of(aigul.id(), 0)).unwrap().unwrap().zone;
    assert_eq!(zone, Some(chrono_tz::America::New_York));
    // Whoever erases everything leaves no question behind.
    choose(&aigul, &["s:z"]).await;
    assert!(waits().is_some());
    aigul.say("/privacy");
    aigul.expects("Что о вас хранится").await;
    aigul.press("Удалить мои данные");
    aigul.expects("Удалить всё и отписаться?").await;
    aigul.press("Да, удалить");
    aigul.expects_edit("Всё удалено").await;
    assert_eq!(waits(), None);
}

#[tokio::test(start_paused = true)]
async fn a_groups_city_is_a_reply_of_its_administrator() {
    let house = house_at(0, 10, 0).await;
    let (owner, member) = (house.sim.person("Хозяин", "ru"), house.sim.person("Гость", "ru"));
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    group.add_bot();
    group.expects("Здравствуйте").await;
    owner.say_in(&group, "/settings@headliner_bot");
    let root = group.expects("Как вам присылать новости").await;
    owner.press_on(&forged(&root, "s:z"), "s:z");
    let question = group.expects_edit("Ваш город?").await;
    owner.say_in(&group, "Берлин");
    member.reply(&question, "Берлин");
    group.expects_silence(Duration::from_secs(60)).await;
    owner.reply(&question, "Берлин");
    group.expects("Ваше время сейчас — 06:01. Верно?").await;
}

/// A corrected copy in the markup in which it stands.
async fn corrected(house: &House) -> String {
    let aigul = reader(house, "Айгүл", &[]).await;
    publish(house, "park", "Парк откроют весной", "main: true");
    aigul.expects("Парк откроют весной").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    publish(house, "park", "Парк откроют летом", "main: true\ncorrection: не весной");
    aigul.expects_edit("Исправлено в 10:01: не весной").await.html()
}

#[tokio::test(start_paused = true)]
async fn times_are_marked_where_the_server_knows_them() {
    let house = house_at(0, 10, 0).await;
    let html = corrected(&house).await;
    assert!(html.contains("Исправлено в <tg-time unix=\"17954"), "{html}");
    let mut house = House::closed(MORNING).await;
    house.sim.fail_next("editMessageCaption", Fault::BadGateway, 1); // it does not say
    house.start().await;
    let html = corrected(&house).await;
    assert!(html.contains("Исправлено в 10:01"), "{html}");
}
