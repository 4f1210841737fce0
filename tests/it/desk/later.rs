//! An editor chooses when something goes out: by a button, by typing, by command.

use std::time::Duration;

use headliner::{
    clock::Time,
    store::plans::{Cause, Plan},
};
use insta::assert_snapshot;

use super::Desk;
use crate::harness::{House, pass, seen};

const MINUTE: Duration = Duration::from_secs(60);

/// What is scheduled.
fn scheduled(desk: &Desk) -> Vec<Plan> {
    let mut plans = desk.house.store().read_here(|store| store.waiting_plans()).unwrap();
    plans.retain(|plan| plan.why == Cause::Scheduled);
    plans
}

/// A moment of that Monday, by the newsroom's clock.
fn at(hour: i64, minute: i64) -> Time {
    Time(crate::harness::MORNING.ms() + ((hour - 10) * 60 + minute) * 60_000)
}

async fn asks(desk: &Desk, id: &str) {
    desk.editor.say(&format!("/a{}", desk.number(id)));
    desk.editor.expects("вышла").await;
    desk.editor.press("Позже…");
}

#[tokio::test(start_paused = true)]
async fn typed_across_a_restart_then_moved_by_a_button() {
    let mut desk = Desk::open().await;
    asks(&desk, "bridge").await;
    assert_snapshot!("ask", seen(&desk.editor.expects("Когда?").await));
    for (typed, said) in [
        ("скоро", "Не понял, когда. Напишите так: 18:30"),
        ("9:00", "Это время уже прошло"),
        ("5.12.2027 9:00", "Это слишком далеко"),
    ] {
        desk.editor.say(typed);
        desk.editor.expects(said).await;
    }
    desk.house.crash().await;
    desk.house.start().await;
    desk.editor.say("бүгін 18:30");
    desk.editor.expects("Выйдет 18:30 по времени редакции.").await;
    asks(&desk, "bridge").await;
    desk.editor.expects("Выйдет 18:30 по времени редакции.\n\nКогда?").await;
    desk.editor.press("11:00");
    desk.editor.expects_edit("Выйдет 11:00 по времени редакции.").await;
    assert_eq!(scheduled(&desk).iter().map(|plan| plan.due).collect::<Vec<_>>(), [Some(at(11, 0))]);
    asks(&desk, "bridge").await;
    desk.editor.expects("Когда?").await;
    desk.editor.press("Отмена");
    desk.editor.expects_edit("Отменено").await;
    desk.editor.say("18:30");
    desk.editor.expects("Не понял. Срочная новость: /breaking").await;
    asks(&desk, "bridge").await;
    desk.editor.expects("Когда?").await;
    // An hour later nobody waits for a text any more.
    pass(at(10, 59).since(desk.house.now())).await;
    assert!(!desk.aigul.transcript().contains("#Общество"), "{}", desk.aigul.transcript());
    desk.aigul.expects("#Общество").await;
    desk.editor.say("18:30");
    desk.editor.expects("Не понял. Срочная новость: /breaking").await;
}

#[tokio::test(start_paused = true)]
async fn a_command_plans_and_a_button_takes_it_back() {
    let desk = Desk::open().await;
    desk.editor.say("/schedule metro завтра 8:00");
    desk.editor.expects("Выйдет 24.11 08:00 по времени редакции.").await;
    desk.editor.press("Вернуть");
    desk.editor.expects_edit("Отменено, никто ничего не получил.").await;
    assert!(scheduled(&desk).is_empty());
    desk.editor.say("/schedule nothing 8:00");
    desk.editor.expects("Такой новости у бота нет").await;
    desk.editor.say("/schedule metro");
    let question = desk.editor.expects("Когда?").await;
    desk.editor.say("/schedule bridge");
    desk.editor.expects("Когда?").await;
    desk.editor.reply(&question, "tomorrow 8:00"); // an answer to the older of the two
    desk.editor.expects("Выйдет 24.11 08:00").await;
    assert_eq!(scheduled(&desk)[0].article.0, desk.number("metro"));
    // Whoever is no editor any more answers nothing.
    let id = desk.editor.id();
    desk.house.store().write_here(|store| store.remove_staff(id)).unwrap();
    desk.editor.say("18:30");
    desk.editor.expects("Вы больше не редактор").await;
    assert_eq!(scheduled(&desk).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn breaking_news_at_its_time_as_chosen() {
    let desk = Desk::open().await;
    asks(&desk, "bridge").await;
    desk.editor.expects("Когда?").await;
    desk.editor.press("⚡️ Срочно");
    assert_snapshot!("breaking", seen(&desk.editor.expects_edit("Что отправить тем, кто читает по-казахски").await));
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Когда?").await;
    desk.editor.say("10:20");
    desk.editor.expects("Выйдет 10:20").await;
    pass(at(10, 19).since(desk.house.now())).await;
    desk.aigul.expects("⚡️").await;
    desk.editor.expects("Разослано").await;
    desk.erlan.expects_silence(10 * MINUTE).await;
}

/// Neither a time before the end of an embargo, nor an embargo that is put off afterwards, lets it leak.
#[tokio::test(start_paused = true)]
async fn an_embargo_is_kept() {
    let desk = Desk::in_house(House::open().await).await;
    desk.house.write("budget", "society", "Бюджет города принят", "2026-11-23T12:00:00+05:00", "main: true");
    tokio::time::sleep(MINUTE).await;
    desk.editor.say("/schedule budget 11:00");
    desk.editor.expects("Эмбарго до 23 ноября 12:00. Раньше отправить нельзя.").await;
    desk.editor.say("/schedule budget 11:55");
    desk.editor.expects("Эмбарго до").await;
    desk.house.write("budget", "society", "Бюджет города принят", "2026-11-23T10:30:00+05:00", "main: true");
    tokio::time::sleep(MINUTE).await;
    desk.editor.say("/schedule budget 10:40");
    desk.editor.expects("Выйдет 10:40").await;
    desk.house.write("budget", "society", "Бюджет города принят", "2026-11-23T12:00:00+05:00", "main: true");
    desk.aigul.expects_silence(60 * MINUTE).await;
    assert!(desk.editor.transcript().contains("Эмбарго до 23 ноября 12:00"), "{}", desk.editor.transcript());
}

/// What an editor is asked before a push, they are asked before it is planned: on one card, and what they know goes.
#[tokio::test(start_paused = true)]
async fn what_speaks_against_it_is_asked_before_it_is_planned() {
    let desk = Desk::open().await;
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 2");
    desk.editor.expects_edit("Уходит через").await;
    desk.editor.say("/schedule bridge 18:30");
    desk.editor.expects("Эта новость уже ждёт отправки").await;
    desk.editor.expects("Разослано").await;
    desk.house.write("bridge", "society", "Мост через Есентай закроют", "2026-11-19T08:10:00+05:00", "main: true");
    tokio::time::sleep(MINUTE).await;
    desk.editor.say("/schedule bridge 18:30");
    let card = desk.editor.expects("Мадина уже разослал это в 10:0").await;
    assert_snapshot!("speaks-against", seen(&card));
    desk.editor.press("Запланировать: 18:30");
    desk.editor.expects_toast("Слишком быстро").await;
    assert!(scheduled(&desk).is_empty(), "the question is not answered");
    crate::harness::reads().await;
    desk.house.write("bridge", "society", "Мост через Есентай не закроют", "2026-11-19T08:10:00+05:00", "main: true");
    tokio::time::sleep(MINUTE).await;
    desk.editor.press("Запланировать: 18:30");
    desk.editor.expects_toast("Пока вы смотрели, текст изменился").await;
    desk.editor.expects_edit("не закроют").await;
    crate::harness::reads().await;
    desk.editor.press("Запланировать: 18:30");
    desk.editor.expects_edit("Выйдет 18:30 по времени редакции.").await;
    desk.editor.say("/log");
    desk.editor.expects("ещё раз, остальным").await;
    // The button asks too; after ten minutes its answer does not hold any more.
    asks(&desk, "bridge").await;
    desk.editor.expects("Когда?").await;
    desk.editor.press("11:00");
    desk.editor.expects_edit("Мадина уже разослал это").await;
    tokio::time::sleep(11 * MINUTE).await;
    desk.editor.press("Запланировать: 11:00");
    desk.editor.expects_toast("Прошло больше десяти минут").await;
    assert_eq!(scheduled(&desk).iter().map(|plan| plan.due).collect::<Vec<_>>(), [Some(at(18, 30))]);
}

/// «Срочно» for this time, typed.
async fn breaking_at(desk: &Desk, id: &str, time: &str) {
    asks(desk, id).await;
    desk.editor.expects("Когда?").await;
    desk.editor.press("⚡️ Срочно");
    desk.editor.expects_edit("Что отправить тем").await;
    desk.editor.say(time);
}

#[tokio::test(start_paused = true)]
async fn breaking_pushes_are_counted_at_the_chosen_hour() {
    let desk = Desk::open().await;
    let now = "2026-11-23T10:00:00+05:00";
    for (id, headline) in [("flood", "Наводнение на реке"), ("fire", "Пожар на складе"), ("metro2", "Метро встало")]
    {
        desk.house.write(id, "society", headline, now, "");
    }
    tokio::time::sleep(MINUTE).await;
    for (id, time) in [("flood", "12:00"), ("fire", "12:40")] {
        breaking_at(&desk, id, time).await;
        desk.editor.expects(&format!("Выйдет {time} по времени редакции.")).await;
    }
    breaking_at(&desk, "metro2", "12:20").await;
    let card = desk.editor.expects("Срочных в тот же час уже 2. Запланировать ещё одну?").await;
    assert_eq!(card.labels(), [["Отмена", "Запланировать: 12:20"]]);
    // Another hour, in the same conversation.
    desk.editor.say("14:00");
    desk.editor.expects("Выйдет 14:00 по времени редакции.").await;
    // What is already planned does not stand in its own way.
    breaking_at(&desk, "fire", "12:50").await;
    desk.editor.expects("Выйдет 12:50 по времени редакции.").await;
}
