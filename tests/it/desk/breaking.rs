//! An editor pushes breaking news from a phone.

use std::time::Duration;

use insta::assert_snapshot;

use super::Desk;
use crate::harness::seen;

const BRIDGE: &str = "Мост через Есентай закроют на ремонт";

#[tokio::test(start_paused = true)]
async fn from_the_list_to_the_report() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking");
    assert_snapshot!("list", seen(&desk.editor.expects("Что разослать срочно?").await));
    desk.editor.press(BRIDGE);
    assert_snapshot!("preview", seen(&desk.editor.expects("⚡️").await));
    assert_snapshot!("translation", seen(&desk.editor.expects("Это на русском").await));
    desk.editor.press("То же, перевод позже");
    assert_snapshot!("confirm", seen(&desk.editor.expects_edit("Отправить 2 читателям?").await));
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 2 читателям");
    assert_snapshot!("countdown", seen(&desk.editor.expects_edit("Уходит через 10 с").await));
    let news = desk.aigul.expects("Мост через Есентай").await;
    assert_snapshot!("news", seen(&news));
    assert!(!news.silent, "breaking news has a sound in the morning");
    desk.erlan.expects("Мост через Есентай").await;
    assert_snapshot!("report", seen(&desk.editor.expects("Разослано").await));
    desk.aigul.expects_silence(Duration::from_secs(3600)).await;
    desk.editor.say("/log");
    assert_snapshot!("log", seen(&desk.editor.expects("Кто что сделал").await));
}

#[tokio::test(start_paused = true)]
async fn the_other_language_gets_nothing_if_the_editor_says_so() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить 1 читателю?").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 1 читателю");
    desk.aigul.expects("Мост через Есентай").await;
    desk.erlan.expects_silence(Duration::from_secs(600)).await;
}

/// The store's translation goes to its readers: nobody is asked, both messages are shown before, and it is one push.
#[tokio::test(start_paused = true)]
async fn each_language_gets_its_own_text_in_one_push() {
    let desk = Desk::open().await;
    for (id, original, headline) in [
        ("bridge-kk", "bridge", "Есентай көпірі жөндеуге жабылады"),
        ("metro-kk", "metro", "Метроға жаңа вагондар келеді"),
        ("snow-kk", "snow", "Түнде қар жауады"),
    ] {
        let text = format!(
            "---\nid: {id}\nrubric: society\nurl: /{id}\nheadline: {headline}\nlanguage: kk\npublished: 2026-11-22T09:00:00+05:00\ntranslation_of: {original}\n---\nТолығырақ.\n"
        );
        desk.house.put(&format!("articles/{id}.md"), text);
    }
    tokio::time::sleep(Duration::from_secs(30)).await;
    for (id, russian, kazakh) in
        [("bridge", "Мост через Есентай", "Есентай көпірі"), ("metro", "В метро", "Метроға жаңа")]
    {
        desk.editor.say(&format!("/breaking {id}"));
        desk.editor.expects(russian).await;
        desk.editor.expects(kazakh).await;
        desk.editor.expects("Отправить 2 читателям?").await;
        crate::harness::reads().await;
        desk.editor.press("⚡️ Отправить 2");
        desk.editor.expects_edit("Уходит через 10 с").await;
        let (to_aigul, to_erlan) = (desk.aigul.expects(russian).await, desk.erlan.expects(kazakh).await);
        assert!(to_aigul.text.contains("⚡️") && to_erlan.text.contains("⚡️"), "{}", to_erlan.text);
        let report = desk.editor.expects("Разослано").await;
        assert!(report.text.contains("2 из 2"), "{}", report.text);
        desk.editor.expects_silence(Duration::from_secs(120)).await;
    }
    assert!(!desk.erlan.transcript().contains("Мост через"), "{}", desk.erlan.transcript());
    // Two pushes are all that the newsroom allows an hour, and there were two: in two languages each.
    desk.editor.say("/breaking snow");
    desk.editor.expects("За час уже было 2 срочных").await;
}

#[tokio::test(start_paused = true)]
async fn what_is_taken_back_reaches_nobody() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking https://vecher.kz/bridge?utm_source=x");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 2").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    desk.editor.expects_edit("Уходит через 10 с").await;
    desk.editor.expects_edit("Уходит через").await;
    desk.editor.press("Вернуть");
    desk.editor.expects_edit("Отменено, никто ничего не получил.").await;
    desk.aigul.expects_silence(Duration::from_secs(600)).await;
    assert_eq!(desk.editor.last().text, "Отменено, никто ничего не получил.");
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_who_cannot_wait() {
    let desk = Desk::open().await;
    desk.editor.say(&format!("/breaking {}", desk.number("bridge")));
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 2").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    desk.editor.expects_edit("Уходит через").await;
    let pressed = desk.house.now();
    desk.editor.press("Отправить сейчас");
    desk.aigul.expects("Мост через Есентай").await;
    assert!(desk.house.now().since(pressed) < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_restart_during_the_countdown_changes_nothing() {
    let mut desk = Desk::open().await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 2").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    desk.editor.expects_edit("Уходит через").await;
    desk.house.crash().await;
    desk.house.start().await;
    desk.aigul.expects("Мост через Есентай").await;
    desk.erlan.expects("Мост через Есентай").await;
    desk.editor.expects("Разослано").await;
}

#[tokio::test(start_paused = true)]
async fn the_same_story_comes_once() {
    let desk = Desk::open().await;
    for round in [1, 2] {
        desk.editor.say("/breaking bridge");
        if round == 2 {
            assert_snapshot!("twice", seen(&desk.editor.expects("уже разослал").await));
            desk.editor.press("Остальным: 0");
            desk.editor.expects_edit("Эту новость сейчас некому отправить").await;
            break;
        }
        desk.editor.expects("Это на русском").await;
        desk.editor.press("То же, перевод позже");
        desk.editor.expects_edit("Отправить 2").await;
        crate::harness::reads().await;
        desk.editor.press("⚡️ Отправить");
        desk.editor.expects("Разослано").await;
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    let copies = desk.aigul.received().iter().filter(|message| message.text.contains("Есентай")).count();
    // One in the welcome's list, one push.
    assert_eq!(copies, 2, "{}", desk.aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn the_answers_hold_for_ten_minutes() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    tokio::time::sleep(Duration::from_secs(601)).await;
    desk.editor.press("То же, перевод позже");
    let number = desk.number("bridge");
    desk.editor.expects_toast(&format!("Прошло больше десяти минут. Откройте новость заново: /a{number}")).await;
}

#[tokio::test(start_paused = true)]
async fn a_changed_text_is_shown_again() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 2").await;
    let corrected = "Мост через Есентай закроют в пятницу";
    desk.house.write("bridge", "society", corrected, "2026-11-23T08:10:00+05:00", "main: true");
    tokio::time::sleep(Duration::from_secs(30)).await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    desk.editor.expects_edit("Пока вы смотрели, текст изменился").await;
    desk.editor.expects("закроют в пятницу").await;
    desk.editor.expects("Это на русском").await;
    desk.aigul.expects_silence(Duration::from_secs(60)).await;
}

#[tokio::test(start_paused = true)]
async fn rights_are_looked_at_again_at_the_act() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    let id = desk.editor.id();
    desk.house.store().write_here(|store| store.remove_staff(id)).unwrap();
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_toast("Вы больше не редактор").await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Такой команды нет").await;
}

#[tokio::test(start_paused = true)]
async fn beyond_the_newsrooms_measure_the_bot_asks_once_more() {
    let desk = Desk::open().await;
    for (id, many) in [("bridge", false), ("metro", false), ("snow", true)] {
        desk.editor.say(&format!("/breaking {id}"));
        desk.editor.expects("Это на русском").await;
        desk.editor.press("То же, перевод позже");
        if many {
            assert_snapshot!("many", seen(&desk.editor.expects_edit("За час уже было").await));
            desk.editor.press("Да");
        }
        desk.editor.expects_edit("Отправить 2").await;
        crate::harness::reads().await;
        desk.editor.press("⚡️ Отправить");
        desk.editor.expects("Разослано").await;
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn two_presses_push_once() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    let card = desk.editor.expects_edit("Отправить 1").await;
    crate::harness::reads().await;
    desk.editor.press_on(&card, "⚡️ Отправить");
    desk.editor.press_on(&card, "⚡️ Отправить");
    desk.editor.expects_edit("Уходит через").await;
    crate::harness::reads().await;
    desk.editor.press_on(&card, "⚡️ Отправить");
    desk.editor.expects_toast("Эта новость уже ждёт отправки.").await;
    desk.editor.expects("Разослано").await;
    let entries = desk.house.store().read_here(|store| store.entries_after(headliner::store::Seq(0))).unwrap();
    assert_eq!(entries.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_preview_uploads_the_photo_for_all() {
    let desk = Desk::open().await;
    std::fs::create_dir_all(desk.house.path("articles/photos")).unwrap();
    let photo = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles/photos/withdrawn.png")).unwrap();
    desk.house.put("articles/photos/photo.png", photo);
    let more = "image: photos/photo.png\nstatus: published";
    desk.house.write("bridge", "society", "Мост закрыт", "2026-11-23T08:10:00+05:00", more);
    tokio::time::sleep(Duration::from_secs(30)).await;
    desk.editor.say("/breaking bridge");
    let preview = desk.editor.expects("Мост закрыт").await;
    assert!(preview.photo.is_some(), "{}", desk.editor.transcript());
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 2").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    for reader in [&desk.aigul, &desk.erlan] {
        let news = reader.expects("Мост закрыт").await;
        let (shown, got) = (preview.photo.as_ref(), news.photo.as_ref());
        assert_eq!(got.map(|photo| &photo.file_unique_id), shown.map(|photo| &photo.file_unique_id));
    }
    let uploads = desk.house.sim.requests_of("sendPhoto").len();
    assert_eq!(uploads, 3, "one upload, two by its name");
}
