//! What the desk sees when the store corrects or withdraws a story: one card that follows its copies.

use std::time::Duration;

use super::Desk;

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
