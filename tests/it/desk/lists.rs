//! What goes out, what waits, who did what.

use std::time::Duration;

use headliner::{article::ArticleKey, store::staff::Act};
use insta::assert_snapshot;
use simulator::Fault;

use super::{
    Desk,
    cards::{crowd, outline},
};
use crate::harness::reads;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn the_queue_is_live_stops_and_cancels() {
    let desk = Desk::open().await;
    crowd(&desk.house, 600);
    desk.editor.say("/schedule metro 18:30");
    desk.editor.expects("Выйдет 18:30").await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить 601").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 601");
    desk.editor.expects_edit("Уходит через").await;
    desk.editor.say("/queue");
    let queue = desk.editor.expects("Мост через Есентай закроют на ремонт: через ").await;
    assert!(queue.text.contains("В метро появятся новые вагоны: 18:30"), "{}", queue.text);
    let labels = queue.labels().concat();
    assert!(labels.iter().any(|label| label == "✕ 18:30 В метро появятся…"), "{labels:?}");
    let going = desk.editor.expects_edit("из 601, до 10:0").await;
    assert_eq!(going.id, queue.id, "the same message");
    desk.editor.press_on(&going, "■ Стоп Мост через");
    let stopped = desk.editor.expects_edit("Остановлено").await;
    assert_eq!(stopped.id, queue.id);
    desk.house.write("nobody", "sport", "Этого никто не ждёт", "2026-11-23T10:00:00+05:00", "");
    tokio::time::sleep(MINUTE).await;
    desk.editor.say("/queue");
    let queue = desk.editor.expects("Недавние").await;
    assert_snapshot!("queue", outline(&queue));
    for line in ["Мост через Есентай закроют на ремонт ■ ", "Этого никто не ждёт — никто не получил"]
    {
        assert!(queue.text.contains(line) && queue.text.contains(" из 601"), "{}", queue.text);
    }
    desk.editor.press_on(&queue, "✕ 18:30 В метро");
    desk.editor.expects_edit("Ничего не рассылается.").await;
    tokio::time::sleep(9 * MINUTE).await;
    desk.editor.expects_edit("Так было в 10:").await;
    let edits = || desk.house.sim.requests_of("editMessageText").len();
    let before = edits();
    tokio::time::sleep(10 * MINUTE).await;
    assert_eq!(edits(), before, "nobody looks any more");
}

#[tokio::test(start_paused = true)]
async fn the_log_is_paged() {
    let desk = Desk::open().await;
    let (article, now) = (ArticleKey(desk.number("bridge")), desk.house.now());
    let note = |store: &headliner::store::Writing| {
        (0..25).try_for_each(|number| {
            let what = if number == 0 { "stop" } else { "push" };
            store.note_act(&Act { at: now, by: None, what: what.into(), article: Some(article), detail: None })
        })
    };
    desk.house.store().write_here(note).unwrap();
    desk.editor.say("/log");
    let first = desk.editor.expects("Кто что сделал").await;
    assert!(!first.text.contains("остановка") && first.labels() == [["Раньше ›"]], "{}", first.text);
    desk.editor.press("Раньше ›");
    let second = desk.editor.expects_edit("остановка «Мост через Есентай").await;
    assert_snapshot!("log", outline(&second));
    assert_eq!((second.text.lines().count(), second.labels()), (6, vec![vec!["‹ Новее".to_owned()]]));
}

/// More main stories than the newsroom wants are told once a day, restarts included; what was done a year ago is forgotten.
#[tokio::test(start_paused = true)]
async fn the_desk_is_warned_of_too_many_main_stories_once() {
    let mut desk = Desk::open().await;
    desk.house.end().await;
    desk.house.put("newsroom.toml", "[main]\nwarn_above = 2\n");
    let (article, now) = (ArticleKey(desk.number("bridge")), desk.house.now());
    let note = |store: &headliner::store::Writing| {
        [367, 365].into_iter().try_for_each(|days| {
            let at = now - Duration::from_secs(days * 86_400);
            store.note_act(&Act { at, by: None, what: "push".into(), article: Some(article), detail: None })
        })
    };
    desk.house.store().write_here(note).unwrap();
    desk.house.start().await;
    for number in 0..4 {
        let headline = format!("Главная новость номер {number}");
        desk.house.write(&format!("main-{number}"), "society", &headline, "2026-11-23T10:00:00+05:00", "main: true");
        tokio::time::sleep(2 * MINUTE).await;
        if number == 2 {
            desk.editor.expects("Главных новостей сегодня 3, а предел в newsroom.toml 2.").await;
            desk.house.crash().await;
            desk.house.start().await;
        }
    }
    let told = |desk: &Desk| desk.editor.transcript().matches("Главных новостей сегодня").count();
    assert_eq!(told(&desk), 1, "{}", desk.editor.transcript());
    assert_eq!(desk.house.store().read_here(|store| store.acts(0, 9)).unwrap().len(), 1);
}

/// The card says why copies did not arrive, and that Telegram asks to wait.
#[tokio::test(start_paused = true)]
async fn a_live_card_says_what_holds_it_up() {
    let desk = Desk::open().await;
    crowd(&desk.house, 600);
    desk.house.sim.refuse(desk.aigul.id(), 403, "Forbidden: bot was blocked by the user");
    desk.editor.say("/breaking metro");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить 60").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 60");
    desk.editor.expects_edit("Не дошло: 1 (заблокировали бота 1)").await;
    desk.house.sim.outage_of("sendMessage", Fault::Flood(20), Duration::from_secs(2));
    desk.editor.expects_edit("Telegram просит подождать").await;
    desk.editor.expects("Разослано").await;
}
