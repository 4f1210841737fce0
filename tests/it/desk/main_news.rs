//! An editor makes an article main news.

use std::time::Duration;

use insta::assert_snapshot;

use super::Desk;
use crate::harness::seen;

const NOW: &str = "2026-11-23T10:00:00+05:00";

#[tokio::test(start_paused = true)]
async fn those_who_want_main_news_get_it_and_nobody_twice() {
    let desk = Desk::open().await;
    let fan = desk.house.sim.person("Санжар", "ru");
    fan.start("r_sport");
    fan.expects("Готово").await;
    desk.house.write("final", "sport", "Кайрат вышел в финал", NOW, "");
    fan.expects("Кайрат вышел").await;
    let number = desk.number("final");
    desk.editor.say(&format!("/a{number}"));
    let card = desk.editor.expects("Разослана").await;
    desk.editor.press("⭐️ В главное");
    assert_snapshot!("ask", seen(&desk.editor.expects("В главное?").await));
    crate::harness::reads().await;
    desk.editor.press("Отправить 1 читателю");
    desk.editor.expects_edit("Отправляется 1 читателю.").await;
    let news = desk.aigul.expects("Кайрат вышел").await;
    assert!(!news.text.contains("⚡️"), "{}", news.text);
    // Another editor has the card from before.
    desk.editor.press_on(&card, "⭐️ В главное");
    desk.editor.expects("В главное?").await;
    crate::harness::reads().await;
    desk.editor.press("Отправить ");
    desk.editor.expects_toast("Новость уже в главном.").await;
    fan.expects_silence(Duration::from_secs(3600)).await;
    // What the file says later takes nothing of it away, and copies follow.
    desk.house.write("final", "sport", "Кайрат вышел в финал кубка", NOW, "");
    desk.aigul.expects_edit("финал кубка").await;
    let now = desk.house.now();
    let listed = desk.house.store().read_here(|store| store.latest(1, u8::MAX, now, 0, 9)).unwrap();
    assert!(listed.iter().any(|listed| listed.story.key.0 == number), "it is main news still");
    desk.editor.say("/log");
    desk.editor.expects("в главное «Кайрат вышел в финал кубка»").await;
}
