//! Cards while it goes: live, stopped, going on, by night.

use std::time::Duration;

use headliner::{
    article::Language,
    clock::Time,
    store::{Kind, Lane, Volume, chats::NewChat, log::Publication},
};
use insta::assert_snapshot;
use simulator::Fault;

use super::Desk;
use crate::harness::{House, MORNING, seen};

/// A card as its reader sees it, whatever the moment: each number is a `#`.
pub fn outline(message: &simulator::Message) -> String {
    let mut outline = String::new();
    for c in seen(message).chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !outline.ends_with('#') {
            outline.push(c);
        }
    }
    outline
}

/// So many more readers of Russian.
pub fn crowd(house: &House, count: u64) {
    let (people, now) = (house.sim.crowd(count), house.now());
    let newsroom = headliner::newsroom::Newsroom::default();
    house
        .store()
        .write_here(|store| {
            for telegram in people {
                let new = NewChat {
                    telegram,
                    topic: 0,
                    kind: Kind::Reader,
                    tongue: Language::Ru,
                    languages: 1,
                    rubrics: 1,
                    source: None,
                    title: None,
                };
                store.join(&new, &newsroom.new_reader, now)?;
            }
            Ok(())
        })
        .unwrap();
}

#[tokio::test(start_paused = true)]
async fn stopped_and_gone_on() {
    let desk = Desk::open().await;
    crowd(&desk.house, 600);
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить 601 читателю?").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 601 читателю");
    let card = desk.editor.expects_edit("▓▓▓░░░░░░░").await;
    assert_snapshot!("live", outline(&card));
    desk.editor.press("■ Стоп");
    let stopped = desk.editor.expects_edit("Остановлено").await;
    assert_snapshot!("stopped", outline(&stopped));
    tokio::time::sleep(Duration::from_secs(20)).await;
    let sent = desk.house.sim.counters().accepted;
    desk.aigul.expects_silence(Duration::from_secs(60)).await;
    assert_eq!(desk.house.sim.counters().accepted, sent, "nothing leaves after Stop");
    desk.editor.press("Продолжить");
    desk.editor.expects_edit("▓▓▓▓▓▓▓▓▓▓ 100 %").await;
    let report = desk.editor.expects("Получили: 601 из 601").await;
    assert_snapshot!("report-after-stop", outline(&report));
    let counters = desk.house.sim.counters();
    let in_vain: u64 = counters.refused.values().sum(); // one may be under way while the press is answered
    assert!(in_vain <= 1, "edits that changed nothing: {counters:?}");
}

/// Telegram refuses the edit that answers the press: what the card shows is as it was, and the card is brought up to date.
#[tokio::test(start_paused = true)]
async fn a_card_whose_press_was_answered_in_vain_is_brought_up_to_date() {
    let desk = Desk::open().await;
    crowd(&desk.house, 600);
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить 601 читателю?").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 601 читателю");
    desk.editor.expects_edit("▓▓▓░░░░░░░").await;
    desk.house.sim.fail_next("editMessageText", Fault::Unauthorized, 1);
    desk.editor.press("■ Стоп");
    desk.house.sim.wait_until("it is refused", |sim| sim.counters().refused.get(&401) == Some(&1)).await;
    tokio::time::timeout(Duration::from_secs(20), desk.editor.expects_edit("Остановлено"))
        .await
        .expect("it was stopped");
}

#[tokio::test(start_paused = true)]
async fn the_command_line_gets_a_card_too() {
    let desk = Desk::open().await;
    crowd(&desk.house, 200);
    let (article, now) = (headliner::article::ArticleKey(desk.number("bridge")), desk.house.now());
    let publication = Publication { article, lane: Lane::Breaking, languages: 0, volume: Volume::AsChosen, by: None };
    desk.house.store().write_here(|store| store.publish(&publication, now)).unwrap();
    desk.editor.expects("Отправлено").await;
    desk.editor.expects("Разослано").await;
}

/// Telegram does not say whether a reader got it, whenever it is tried: that reader is still to come until it is not tried any
/// more.
#[tokio::test(start_paused = true)]
async fn what_nobody_knows_the_end_of_is_counted_apart() {
    const UNCERTAIN: &str = "Неизвестно, дошло ли: ";
    let desk = Desk::open().await;
    let admin = desk.admin();
    crowd(&desk.house, 600);
    desk.house.sim.refuse(desk.aigul.id(), 500, "Internal Server Error: restart");
    let number = desk.number("bridge");
    let (article, now) = (headliner::article::ArticleKey(number), desk.house.now());
    let publication = Publication { article, lane: Lane::Breaking, languages: 0, volume: Volume::AsChosen, by: None };
    desk.house.store().write_here(|store| store.publish(&publication, now)).unwrap();
    let card = desk.editor.expects_edit("Отправлено 600 из 601").await;
    assert!(card.text.contains("Осталось 1") && !card.text.contains(UNCERTAIN), "{}", card.text);
    tokio::time::sleep(Duration::from_secs(120)).await;
    let report = desk.editor.expects("Получили: 600 из 601").await;
    assert!(report.text.contains(UNCERTAIN), "{}", report.text);
    for command in [format!("/stats a{number}"), "/health".to_owned()] {
        admin.say(&command);
        admin.expects(UNCERTAIN).await;
    }
}

#[tokio::test(start_paused = true)]
async fn at_night_the_editor_is_asked() {
    let mut house = House::closed(Time(MORNING.ms() + 16 * 3_600_000)).await;
    house.write("fire", "incidents", "Пожар на складе", "2026-11-23T21:00:00+05:00", "");
    house.start().await;
    let desk = Desk::in_house(house).await;
    desk.editor.say("/breaking fire");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    assert_snapshot!("night", seen(&desk.editor.expects_edit("Сейчас 02:00").await));
    desk.editor.press("🔔 Угроза");
    assert_snapshot!("wake", seen(&desk.editor.expects_edit("Точно разбудить?").await));
    crate::harness::reads().await;
    desk.editor.press("Да, разбудить");
    let news = desk.aigul.expects("Пожар на складе").await;
    assert!(!news.silent, "they are woken");
}

#[tokio::test(start_paused = true)]
async fn in_the_morning() {
    let mut house = House::closed(Time(MORNING.ms() + (20 * 60 + 40) * 60_000)).await;
    house.write("fire", "incidents", "Пожар на складе", "2026-11-23T21:00:00+05:00", "");
    house.start().await;
    let desk = Desk::in_house(house).await;
    desk.editor.say("/breaking fire");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Сейчас 06:40").await;
    crate::harness::reads().await;
    desk.editor.press("Утром");
    desk.editor.expects_edit("Выйдет 07:00").await;
    desk.editor.say("/queue");
    assert_snapshot!("queue", seen(&desk.editor.expects("Пожар на складе: 07:00").await));
    tokio::time::sleep(Duration::from_secs(18 * 60)).await;
    assert!(!desk.aigul.transcript().contains("⚡️"), "not yet");
    let news = tokio::time::timeout(Duration::from_secs(600), desk.aigul.expects("⚡️")).await.unwrap();
    assert!(!news.silent);
    desk.editor.expects("Разослано").await;
}

#[tokio::test(start_paused = true)]
async fn an_ordinary_push_by_hand() {
    let desk = Desk::open().await;
    let number = desk.number("bridge");
    desk.editor.say(&format!("/a{number}"));
    assert_snapshot!("story", seen(&desk.editor.expects("Ещё не разослана").await));
    desk.editor.press("👁 Как увидят");
    desk.editor.expects("#Общество").await;
    desk.editor.press("Разослать");
    desk.editor.expects("#Общество").await;
    assert_snapshot!("confirm-push", seen(&desk.editor.expects("Отправить 1 читателю?").await));
    crate::harness::reads().await;
    desk.editor.press("Отправить 1 читателю");
    desk.editor.expects_edit("Отправляется 1 читателю.").await;
    desk.aigul.expects("#Общество").await;
    desk.editor.say(&format!("/a{number}"));
    desk.editor.expects("Разослана 10:0").await;
    desk.editor.press("Цифры");
    assert_snapshot!("numbers", seen(&desk.editor.expects("обычная рассылка").await));
}
