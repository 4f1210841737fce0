//! What the desk sees when the store corrects or withdraws a story: one card that follows its copies.

use std::time::Duration;

use super::{Desk, cards::crowd};
use crate::harness::pass;

/// From the file to the phone, and one card for the desk, which takes up what comes within the hour.
#[tokio::test(start_paused = true)]
async fn a_changed_file_reaches_the_copies_and_the_desk_hears_of_it() {
    let desk = Desk::open().await;
    let reader = &desk.aigul;
    let file = |headline: &str, more: &str| {
        desk.house.write("roof", "society", headline, "2026-11-23T10:00:00+05:00", &format!("main: true\n{more}"));
    };
    file("Крышу рынка починят в четверг", "");
    reader.expects("Крышу рынка починят в четверг").await;
    file("Крышу рынка починят в пятницу", "correction: в пятницу, а не в четверг");
    desk.editor.expects("").await;
    desk.editor.expects_edit("✅ Исправлено копий: 1 из 1.\nКрышу рынка починят в пятницу").await;
    let text = reader.last().text;
    assert!(text.starts_with("Крышу рынка починят в пятницу"), "{text}");
    assert!(text.contains("✏️ Исправлено в 10:0") && text.ends_with("в пятницу, а не в четверг"), "{text}");
    file("Крышу рынка починят в пятницу", "status: withdrawn\ncorrection: Ремонта не будет.");
    desk.editor.expects_edit("✅ Снято: удалено 0, заменено 1.\nКрышу рынка починят в пятницу").await;
    assert_eq!(reader.last().text, "🚫 Материал снят с публикации.\n\nРемонта не будет.");
    file("Крышу рынка починят в пятницу", "");
    tokio::time::sleep(Duration::from_secs(30)).await;
    let text = reader.last().text;
    assert!(text.starts_with("Крышу рынка починят в пятницу") && text.contains("✏️ Снова опубликовано в"), "{text}");
    let copies = reader.received().iter().filter(|message| message.text.contains("Крышу")).count();
    assert_eq!(copies, 1, "it is no news to who has it");
}

/// Twelve silent changes by the store: one card, which stops and goes on; fewer copies than a handful are nobody's business.
#[tokio::test(start_paused = true)]
async fn a_storm_is_one_card_and_a_handful_is_none() {
    let desk = Desk::open().await;
    let file = |id: &str, headline: &str| {
        desk.house.write(id, "society", headline, "2026-11-23T10:00:00+05:00", "main: true");
    };
    file("roof", "Крышу рынка починят");
    desk.aigul.expects("Крышу рынка починят").await;
    file("roof", "Крышу рынка починят скоро");
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert!(desk.aigul.last().text.starts_with("Крышу рынка починят скоро"), "{}", desk.aigul.last().text);
    assert!(!desk.editor.transcript().contains("Крышу"), "one copy: {}", desk.editor.transcript());
    crowd(&desk.house, 100);
    file("dome", "Купол цирка починят");
    tokio::time::sleep(Duration::from_secs(30)).await;
    for minute in 0..12 {
        file("dome", &format!("Купол цирка починят, день {minute}"));
        pass(Duration::from_secs(60)).await;
    }
    desk.editor.press("■ Стоп");
    desk.editor.expects_edit("Правка остановлена").await;
    pass(Duration::from_secs(600)).await;
    desk.editor.press("Продолжить");
    desk.editor.expects_edit("Правим копии: 100.").await;
    pass(Duration::from_secs(600)).await;
    let cards = desk.editor.received();
    let cards: Vec<&str> = cards.iter().map(|card| card.text.as_str()).filter(|text| text.contains("Купол")).collect();
    assert_eq!(cards, ["✅ Исправлено копий: 100 из 100.\nКупол цирка починят, день 11"]);
    let copies = desk.house.sim.sent().into_iter().filter(|copy| copy.text.starts_with("Купол цирка починят, день 11"));
    assert_eq!(copies.count(), 101, "one reader got the last text straight away");
}
