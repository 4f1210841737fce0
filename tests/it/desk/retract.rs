//! An editor takes a story back from a phone, and publishes it again.

use std::time::Duration;

use insta::assert_snapshot;

use super::{
    Desk,
    cards::{crowd, outline},
};
use crate::harness::{pass, reads, seen};

/// What readers' copies of a story say, in all chats but the desk's; deleted ones are none.
fn copies(desk: &Desk) -> Vec<String> {
    let readers = desk.house.sim.sent().into_iter().filter(|message| message.chat != desk.editor.id());
    let is_copy = |text: &str| text.starts_with("⚡️") || text.starts_with("🚫");
    readers.filter(|message| is_copy(&message.text) && !message.deleted).map(|message| message.text).collect()
}

/// In the middle of a broadcast, with a restart at each step: nobody keeps it, nobody gets it later.
#[tokio::test(start_paused = true)]
async fn in_the_middle_of_the_broadcast() {
    let mut desk = Desk::open().await;
    crowd(&desk.house, 300);
    desk.begins_breaking("bridge", "Ничего").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 301 читателю");
    desk.editor.expects_edit("Осталось").await;
    desk.editor.press("Снять");
    assert_snapshot!("card", outline(&desk.editor.expects("Снять новость?").await));
    restart(&mut desk).await;
    desk.editor.press("Пояснение для читателей");
    desk.editor.expects_edit("Что увидят читатели на месте новости?").await;
    restart(&mut desk).await;
    desk.editor.say("Мост открыт.");
    desk.editor.expects("Пояснение для читателей: Мост открыт.").await;
    for tick in ["☐", "☑️"] {
        desk.editor.press(&format!("{tick} Сообщить тем, кто получил"));
        desk.editor.expects_edit("Снять новость?").await;
    }
    desk.editor.press("Заменить");
    assert_snapshot!("live", outline(&desk.editor.expects_edit("Снимаем копии").await));
    let before = copies(&desk).len();
    tokio::time::sleep(Duration::from_secs(2)).await;
    restart(&mut desk).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let copies = copies(&desk);
    assert!(copies.len() <= before + 30 && copies.len() < 301, "what was in flight may arrive: {}", copies.len());
    let replaced = copies.iter().filter(|text| text.contains("снят с публикации") && text.ends_with("Мост открыт."));
    assert_eq!(replaced.count(), copies.len(), "nobody keeps it");
    let cards = desk.editor.received();
    let done = cards.iter().rfind(|card| card.text.contains("✅ Снято")).expect("it is done");
    assert!(done.text.starts_with(&format!("✅ Снято: удалено 0, заменено {}.", copies.len())), "{}", done.text);
    assert_snapshot!("done", outline(done));
    let stopped = cards.iter().rfind(|card| card.text.contains("🚫 Снята.")).expect("the push has stopped");
    assert_snapshot!("stopped", outline(stopped));
}

async fn restart(desk: &mut Desk) {
    desk.house.crash().await;
    desk.house.start().await;
}

/// Deleted, told, and published again: news for who had it, since nobody has it any more.
#[tokio::test(start_paused = true)]
async fn deleted_told_and_restored() {
    let desk = Desk::open().await;
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2 читателям");
    desk.editor.expects("Разослано").await;
    let number = desk.number("bridge");
    desk.editor.say(&format!("/retract {number}"));
    desk.editor.expects("Снять новость?").await;
    desk.editor.press("☐ Сообщить тем, кто получил");
    assert!(desk.editor.expects_edit("Снять новость?").await.button("☑️ Сообщить").is_some());
    desk.editor.press("Удалить совсем");
    desk.editor.expects_edit("✅ Снято: удалено 2, заменено 0.").await;
    assert!(copies(&desk).iter().all(|text| text.starts_with("🚫 Мы сняли")), "{:?}", copies(&desk));
    tokio::time::sleep(Duration::from_secs(60)).await;
    for reader in [&desk.aigul, &desk.erlan] {
        let told = reader.received().iter().filter(|message| message.text.contains("Мы сняли новость")).count();
        assert_eq!(told, 1, "{}", reader.transcript());
    }
    desk.editor.say(&format!("/a{number}"));
    assert_snapshot!("story", outline(&desk.editor.expects("Снята ").await));
    desk.editor.say("/news");
    assert!(desk.editor.expects("Последние статьи").await.button("🚫 снята").is_some());
    desk.editor.say("/retract bridge");
    desk.editor.expects("Новость уже снята.").await;
    desk.editor.say(&format!("/correct {number}"));
    desk.editor.expects("Статья снята.").await;
    desk.editor.press("Вернуть новость");
    assert_snapshot!("restore", seen(&desk.editor.expects("Вернуть новость?").await));
    desk.editor.press("Вернуть новость");
    desk.aigul.expects("Мост через Есентай закроют").await;
    desk.editor.press("Вернуть новость");
    desk.editor.expects_toast("Уже решено").await;
}

/// One corrects while the other takes the story back: the retraction is the last word.
#[tokio::test(start_paused = true)]
async fn during_a_correction() {
    let desk = Desk::open().await;
    crowd(&desk.house, 300);
    let other = desk.house.editor("Санжар").await;
    desk.begins_breaking("bridge", "Ничего").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 301 читателю");
    desk.editor.expects("Разослано").await;
    other.expects("Разослано").await;
    desk.editor.press("Исправить");
    desk.editor.expects("Что исправить?").await;
    desk.editor.press("Заголовок");
    desk.editor.expects_edit("Пришлите новый заголовок").await;
    desk.editor.say("Мост через Есентай откроют");
    desk.editor.expects("Исправить у читателей?").await;
    desk.editor.press("Тихо, это опечатка");
    desk.editor.expects_edit("Правим копии").await;
    other.press("Снять");
    other.expects("Снять новость?").await;
    other.press("Заменить");
    other.expects_edit("Снимаем копии").await;
    desk.editor.expects_edit("Снимаем копии").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(copies(&desk).iter().filter(|text| text.starts_with("🚫")).count(), 301);
    for editor in [&desk.editor, &other] {
        let done =
            editor.received().iter().filter(|card| card.text.contains("✅ Снято: удалено 0, заменено 301.")).count();
        assert_eq!(done, 1, "one card each: {}", editor.transcript());
    }
}

/// Of what was sent longer ago than the ledger is kept nothing is known any more, and the card says of how many.
#[tokio::test(start_paused = true)]
async fn what_is_too_old_is_said() {
    let desk = Desk::open().await;
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2 читателям");
    desk.editor.expects("Разослано").await;
    let long = Duration::from_secs(60 * 86_400);
    desk.house.sim.shift_time(long);
    desk.house.turn_clock(i64::try_from(long.as_millis()).unwrap());
    pass(Duration::from_secs(7200)).await;
    desk.editor.say("/retract bridge");
    desk.editor.expects("Копий у читателей: 0").await;
    desk.editor.press("Заменить");
    let done = desk.editor.expects_edit("✅ Снято").await;
    assert!(done.text.contains("Ещё 2 читателя получили её раньше"), "{}", done.text);
}
