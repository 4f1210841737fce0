//! Which text a second editor has signed: a stopped push, or one that waits for its time, whose text changes is signed again.

use std::time::Duration;

use insta::assert_snapshot;
use simulator::Person;

use super::{
    Desk,
    cards::{crowd, outline},
    four_eyes::{ALONE, open},
};
use crate::harness::{pass, reads};

/// Copies in readers' chats.
fn copies(desk: &Desk, second: &Person) -> Vec<String> {
    let staff = [desk.editor.id(), second.id()];
    let readers = desk.house.sim.sent().into_iter().filter(|message| !staff.contains(&message.chat));
    readers.filter(|message| message.text.starts_with("⚡️")).map(|message| message.text).collect()
}

/// A push to 301 readers that two have signed, stopped in the middle.
async fn stopped_in_the_middle(desk: &Desk, second: &Person) {
    crowd(&desk.house, 300);
    desk.begins_breaking("bridge", "Ничего").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 301 читателю");
    second.expects("Мадина просит вторую подпись").await;
    reads().await;
    second.press("Подтверждаю");
    second.expects_edit("Уходит через").await;
    second.press("Отправить сейчас");
    desk.editor.expects_edit("Осталось").await;
    desk.editor.press("■ Стоп");
    desk.editor.expects_edit("Остановлено").await;
}

/// A stopped push with another text than the one that was signed goes on with a second signature, to those who have nothing; what
/// stands is corrected at once.
#[tokio::test(start_paused = true)]
async fn a_corrected_push_goes_on_only_with_a_second_signature() {
    let (mut desk, second) = open().await;
    stopped_in_the_middle(&desk, &second).await;
    let right = "Мост через Есентай не закроют";
    desk.editor.press("Исправить и продолжить");
    desk.editor.expects("Что исправить?").await;
    desk.editor.press("Заголовок");
    desk.editor.expects_edit("Пришлите новый заголовок").await;
    desk.editor.say(right);
    desk.editor.expects("рассылка продолжится, когда другой редактор подтвердит новый текст").await;
    let before = copies(&desk, &second).len();
    desk.editor.press("Тихо, это опечатка");
    desk.editor.expects("Нужна вторая подпись. Ждём любого другого редактора до").await;
    second.expects(right).await;
    assert_snapshot!("second-on", outline(&second.expects("Мадина просит вторую подпись: продолжить").await));
    desk.house.crash().await;
    desk.house.start().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let stands = copies(&desk, &second);
    assert!(stands.len() == before && stands.iter().all(|text| text.contains(right)), "{} of {before}", stands.len());
    second.press("Подтверждаю");
    second.expects_edit("Вторая подпись: Тимур").await;
    desk.editor.expects("Получили: 301 из 301").await;
    let all = copies(&desk, &second);
    assert!(all.len() == 301 && all.iter().all(|text| text.contains(right)), "nobody ends with the old text, or two");
}

/// It does not matter who changed the text; refused or taken back, the push stays as it was stopped.
#[tokio::test(start_paused = true)]
async fn a_text_that_changed_while_it_was_stopped_is_signed_again() {
    let (desk, second) = open().await;
    stopped_in_the_middle(&desk, &second).await;
    let before = copies(&desk, &second).len();
    desk.house.write("bridge", "society", "Мост закроют в пятницу", "2026-11-23T08:10:00+05:00", "main: true");
    tokio::time::sleep(Duration::from_secs(30)).await;
    desk.editor.press("Продолжить");
    desk.editor.expects_edit("Нужна вторая подпись").await;
    second.expects("Мадина просит вторую подпись: продолжить").await;
    second.press("Не отправлять");
    let stopped = desk.editor.expects_edit("Тимур не подтверждает другой текст. Рассылка стоит, как стояла.").await;
    assert!(stopped.labels().concat().contains(&"Продолжить".to_owned()), "{stopped:?}");
    desk.editor.press("Продолжить");
    desk.editor.expects_edit("Нужна вторая подпись").await;
    second.expects("Мадина просит вторую подпись: продолжить").await;
    desk.editor.press("Вернуть");
    desk.editor.expects_edit("Отменено. Рассылка стоит, как стояла.").await;
    desk.editor.press("Продолжить");
    desk.editor.expects_edit("Нужна вторая подпись").await;
    second.expects("Мадина просит вторую подпись: продолжить").await;
    desk.house.write("bridge", "society", "Мост закроют в субботу", "2026-11-23T08:10:00+05:00", "main: true");
    tokio::time::sleep(Duration::from_secs(30)).await;
    second.press("Подтверждаю");
    second.expects_edit("Пока вы смотрели, текст изменился").await;
    second.expects("Мост закроют в субботу").await;
    second.expects("Мадина просит вторую подпись: продолжить").await;
    tokio::time::sleep(ALONE).await;
    assert_eq!(copies(&desk, &second).len(), before, "nobody has said yes");
    desk.editor.expects_edit("Второй подписи нет").await;
    desk.editor.press("Отправить без второго");
    desk.editor.expects("Получили: 301 из 301").await;
    assert!(copies(&desk, &second).iter().all(|text| text.contains("в субботу")));
}

/// What was signed and has changed before it left is signed once more.
#[tokio::test(start_paused = true)]
async fn a_text_that_changed_before_its_time_is_signed_again() {
    let (desk, second) = open().await;
    desk.editor.say("/schedule bridge");
    desk.editor.expects("Когда?").await;
    desk.editor.press("⚡️ Срочно");
    desk.editor.expects_edit("Что отправить тем").await;
    desk.editor.say("10:30");
    second.expects("Мадина просит вторую подпись").await;
    reads().await;
    second.press("Подтверждаю");
    second.expects_edit("Выйдет 10:30").await;
    desk.house.write("bridge", "society", "Мост закроют в пятницу", "2026-11-23T08:10:00+05:00", "main: true");
    pass(Duration::from_secs(24 * 60)).await;
    assert!(!second.transcript().contains("в пятницу"), "its time has not come");
    tokio::time::sleep(Duration::from_secs(330)).await;
    second.expects("Мост закроют в пятницу").await;
    second.expects("Мадина просит вторую подпись").await;
    tokio::time::sleep(Duration::from_secs(400)).await;
    assert!(!desk.aigul.transcript().contains("⚡️"), "{}", desk.aigul.transcript());
    second.press("Подтверждаю");
    assert!(desk.aigul.expects("⚡️").await.text.contains("в пятницу"));
}
