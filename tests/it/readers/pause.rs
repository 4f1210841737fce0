//! Breaks: begun by buttons or by a date, over by hand or by themselves, and what comes then.

use std::time::Duration;

use headliner::store::{Lane, Volume, log::Publication};
use insta::assert_snapshot;
use simulator::Person;

use crate::harness::{House, MORNING, pass, seen};

/// A story that comes out now.
fn news(house: &House, id: &str, headline: &str, more: &str) {
    let now = house.now().utc() + chrono::TimeDelta::hours(5);
    house.write(id, "society", headline, &now.format("%Y-%m-%dT%H:%M:%S+05:00").to_string(), more);
}

/// A reader of society, who has got nothing yet.
async fn reader(house: &House, name: &str, language: &str) -> Person {
    let reader = house.sim.person(name, language);
    reader.start("r_society");
    reader.expects("").await;
    reader
}

/// A break of three days, with breaking news or without.
async fn takes_a_break(reader: &Person, breaking: bool) {
    reader.say("/pause");
    reader.expects("Сделать перерыв?").await;
    if !breaking {
        reader.press("☑️ Срочное всё же присылать");
        reader.expects_edit("Сделать перерыв?").await;
    }
    reader.press("На 3 дня");
    reader.expects_edit("Перерыв до 26 ноября, 07:00. Вернуться раньше: /resume").await;
}

#[tokio::test(start_paused = true)]
async fn a_break_holds_the_news_and_tells_its_ten_top_stories() {
    let house = House::open().await;
    let aigul = reader(&house, "Айгүл", "ru").await;
    aigul.say("/pause");
    assert_snapshot!(seen(&aigul.expects("Сделать перерыв?").await), @r#"
    <b>Сделать перерыв?</b>
    Настройки сохранятся. Когда вернётесь, пришлём главное за это время одним сообщением.
    [До завтра][На 3 дня][На неделю]
    [На две недели][До даты…]
    [☑️ Срочное всё же присылать]
    [Отмена]
    "#);
    aigul.press("Отмена");
    aigul.expects_toast("").await;
    takes_a_break(&aigul, true).await;
    for number in 0..12 {
        let main = if number % 6 == 0 { "main: true" } else { "" };
        news(&house, &format!("n{number}"), &format!("Вышла новость номер {number}"), main);
        aigul.expects_silence(Duration::from_secs(60)).await;
    }
    aigul.say("/resume");
    aigul.expects("Снова на связи.").await;
    let told = aigul.expects("Пока вы отдыхали, главное — в этом сообщении.").await;
    assert_eq!(told.text.matches("Вышла новость").count(), 11, "ten, the first with its lead: {}", told.text);
    assert!(told.text.contains("номер 6") && told.text.contains("номер 0"), "{}", told.text);
    assert!(told.labels().concat().contains(&"Ещё 2 новости".to_owned()), "{:?}", told.labels());
    tokio::time::sleep(Duration::from_secs(1800)).await; // as long as two ordinary messages are apart
    news(&house, "later", "После перерыва", "");
    let next = aigul.expects("После перерыва").await;
    assert!(!next.text.contains("отдыхали"), "{}", next.text);
}

#[tokio::test(start_paused = true)]
async fn a_break_ends_by_itself_in_the_morning() {
    let mut house = House::closed(MORNING + Duration::from_secs(13 * 3600 + 1800)).await; // 23:30
    house.start().await;
    let digest = reader(&house, "Айгүл", "ru").await;
    digest.press("⏰ Когда присылать");
    digest.expects("Когда присылать?").await;
    digest.press("Всё дайджестом");
    digest.expects_toast("Сохранено").await;
    digest.say("/pause");
    digest.expects("Сделать перерыв?").await;
    digest.press("До завтра");
    digest.expects_edit("Перерыв до 24 ноября, 07:00").await;
    for number in 0..2 {
        news(&house, &format!("n{number}"), &format!("Вышла новость номер {number}"), "");
    }
    pass(Duration::from_secs(7 * 3600 + 1680)).await;
    digest.expects_silence(Duration::from_secs(60)).await;
    digest.expects("Пока вы отдыхали, главное — в этом сообщении.").await;
}

#[tokio::test(start_paused = true)]
async fn a_date_is_typed_and_a_restart_forgets_no_question() {
    let mut house = House::open().await;
    let aigul = reader(&house, "Айгүл", "ru").await;
    aigul.say("/pause");
    aigul.expects("Сделать перерыв?").await;
    aigul.press("До даты…");
    aigul.expects_edit("Напишите дату, например 15 декабря.").await;
    house.end().await;
    house.start().await;
    aigul.say("когда-нибудь");
    aigul.expects("Не понял дату. Напишите, например, 15 декабря или 15.12.").await;
    aigul.say("15 декабря");
    assert_snapshot!(seen(&aigul.expects("Перерыв до").await), @r#"
    Перерыв до 15 декабря, 07:00. Вернуться раньше: /resume
    [Вернуться]
    "#);
    aigul.say("16 декабря");
    aigul.expects("По запросу «16 декабря» ничего нет").await; // nothing is waited for any more
    aigul.press("Вернуться");
    aigul.expects_edit("Снова на связи.").await;
    aigul.say("/pause");
    aigul.expects("Сделать перерыв?").await;
    aigul.press("До даты…");
    let asked = aigul.expects_edit("Напишите дату").await;
    tokio::time::sleep(Duration::from_secs(601)).await;
    aigul.say("15.12");
    aigul.expects("ничего нет").await;
    aigul.reply(&asked, "15.12");
    aigul.expects("Перерыв до 15 декабря, 07:00").await;
}

#[tokio::test(start_paused = true)]
async fn a_date_is_understood_in_every_language() {
    let house = House::open().await;
    for (language, until, typed, says) in [
        ("kk", "Күнге дейін…", "15 желтоқсан", "Үзіліс 15 желтоқсан күні сағат 07:00 болғанда аяқталады."),
        ("en", "Until a date…", "December 15", "On a break until 15 December, 07:00."),
    ] {
        let reader = reader(&house, language, language).await;
        reader.say("/pause");
        reader.expects("").await;
        reader.press(until);
        reader.expects_edit("").await;
        reader.say(typed);
        reader.expects(says).await;
    }
}

#[tokio::test(start_paused = true)]
async fn breaking_news_comes_in_a_break_where_that_was_ticked() {
    let house = House::open().await;
    let (asked, not) = (reader(&house, "Айгүл", "ru").await, reader(&house, "Данияр", "ru").await);
    takes_a_break(&asked, true).await;
    takes_a_break(&not, false).await;
    for (id, headline, volume) in
        [("flood", "Сель в горах", Volume::AsChosen), ("quake", "Землетрясение", Volume::Wake)]
    {
        news(&house, id, headline, "");
        tokio::time::sleep(Duration::from_secs(5)).await;
        let now = house.now();
        let push = house.store().write_here(|store| {
            let article = store.article_key(id)?.unwrap();
            store.publish(&Publication { article, lane: Lane::Breaking, languages: 0, volume, by: None }, now)
        });
        push.unwrap();
        asked.expects(headline).await;
    }
    not.expects_silence(Duration::from_secs(600)).await;
    not.say("/resume");
    not.expects("Снова на связи.").await;
    let told = not.expects("Пока вы отдыхали").await;
    assert!(told.text.contains("Сель в горах") && told.text.contains("Землетрясение"), "{}", told.text);
    assert!(!told.text.contains("⚡️"), "it is news by now: {}", told.text);
    assert!(told.silent, "and wakes nobody");
}

#[tokio::test(start_paused = true)]
async fn a_start_in_a_break_ends_nothing_and_shows_the_way_back() {
    let house = House::open().await;
    let aigul = reader(&house, "Айгүл", "ru").await;
    takes_a_break(&aigul, true).await;
    aigul.start("r_sport");
    assert_snapshot!(seen(&aigul.expects("Вы уже подписаны").await), @r#"
    Вы уже подписаны: Главное, Общество, Спорт. Новости приходят сразу.
    Добавлена рубрика «Спорт».

    Перерыв до 26 ноября, 07:00. Вернуться раньше: /resume
    [Вернуться]
    [📰 Последние новости]
    [🗂 Рубрики][⚙️ Настройки]
    "#);
    news(&house, "n1", "Вышла новость", "");
    aigul.expects_silence(Duration::from_secs(300)).await;
    aigul.say("/stop");
    aigul.expects("Вы отписаны").await;
    aigul.press("Вернуться");
    let back = aigul.expects_edit("С возвращением").await;
    assert!(!back.text.contains("Перерыв"), "whoever comes back wants news: {}", back.text);
    news(&house, "n2", "Вышла другая", "");
    aigul.expects("Вышла другая").await;
}

#[tokio::test(start_paused = true)]
async fn in_a_group_only_administrators_take_a_break() {
    let house = House::open().await;
    let (owner, member) = (house.sim.person("Хозяин", "ru"), house.sim.person("Гость", "ru"));
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    group.add_bot();
    group.expects("Здравствуйте").await;
    owner.press_in(&group, "🗂 Выбрать рубрики");
    group.expects("Что вам присылать?").await;
    owner.press_in(&group, "👥 Общество");
    group.expects_toast("включена").await;
    member.say_in(&group, "/pause@headliner_demo_bot");
    tokio::time::sleep(Duration::from_secs(30)).await;
    owner.say_in(&group, "/pause");
    group.expects("Сделать перерыв?").await;
    member.press_in(&group, "На неделю");
    group.expects_toast("Настройки меняет администратор группы.").await;
    owner.press_in(&group, "До даты…");
    let asked = group.expects_edit("Напишите дату").await;
    member.reply(&asked, "15 декабря");
    owner.say_in(&group, "15 декабря");
    group.expects_silence(Duration::from_secs(60)).await;
    owner.reply(&asked, "15 декабря");
    group.expects("Перерыв до 15 декабря").await;
}
