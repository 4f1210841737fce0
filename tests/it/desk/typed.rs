//! Breaking news that an editor types: an earthquake has no article yet.

use std::time::Duration;

use headliner::store::Seq;
use insta::assert_snapshot;

use simulator::Fault;

use super::Desk;
use crate::harness::{reads, seen};

const QUAKE: &str = "В Алматы ощущалось землетрясение\nТолчки почувствовали в 03:12.\nТелефон спасателей — 112.";
const QUAKE_KK: &str = "Алматыда жер сілкінді\nДүмпу 03:12-де сезілді.";

#[tokio::test(start_paused = true)]
async fn typed_in_both_languages_and_linked_later() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking");
    assert_snapshot!("list", seen(&desk.editor.expects("Что разослать срочно?").await));
    desk.editor.say(QUAKE);
    assert_snapshot!("preview", seen(&desk.editor.expects("ощущалось").await));
    assert_snapshot!("question", seen(&desk.editor.expects("Это на русском").await));
    desk.editor.press("Напишу перевод");
    assert_snapshot!("translation", seen(&desk.editor.expects("Пришлите перевод").await));
    desk.editor.say(QUAKE_KK);
    desk.editor.expects("ощущалось").await;
    assert_snapshot!("preview_kk", seen(&desk.editor.expects("жер сілкінді").await));
    assert_snapshot!("confirm", seen(&desk.editor.expects("Отправить 2 читателям?").await));
    desk.aigul.expects_silence(Duration::from_secs(60)).await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2 читателям");
    desk.aigul.expects("Подробности появятся в этом сообщении").await;
    desk.erlan.expects("Толығырақ ақпарат осы хабарламада шығады").await;
    let report = desk.editor.expects("Разослано").await;
    desk.editor.reply(&report, "https://vecher.kz/quake");
    desk.editor.expects("Ссылка встанет под всеми копиями: 2 копии.").await;
    assert_snapshot!("linked", seen(&desk.aigul.expects_edit("ощущалось").await));
    assert_snapshot!("linked_kk", seen(&desk.erlan.expects_edit("жер сілкінді").await));
    desk.editor.say("https://vecher.kz/quake");
    desk.editor.expects("Разослана").await;
    let entries = desk.house.store().read_here(|store| store.entries_after(Seq(0))).unwrap();
    assert_eq!(entries.len(), 2, "one push, a part for each language");
}

#[tokio::test(start_paused = true)]
async fn a_link_is_its_story_or_asks_for_the_text() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking");
    desk.editor.expects("Что разослать срочно?").await;
    desk.editor.say("https://vecher.kz/flood");
    assert_snapshot!("unknown_link", seen(&desk.editor.expects("Этой статьи ещё нет у бота.").await));
    desk.editor.press("Да");
    desk.editor.expects_edit("Пришлите текст ответом").await;
    desk.editor.say("Паводок в Талгаре\nДорога закрыта.");
    assert_snapshot!("with_link", seen(&desk.editor.expects("Паводок в Талгаре").await));
    desk.editor.expects("Это на русском").await;
    desk.editor.say("/breaking https://vecher.kz/bridge?utm_source=x");
    desk.editor.expects("Мост через Есентай").await;
    desk.editor.expects("Это на русском").await;
    let long = "Паводок ".repeat(40);
    desk.editor.say(&format!("/breaking {long}"));
    desk.editor.expects("Заголовок 319 знаков, можно 300.").await;
    desk.editor.say(&format!("/breaking Паводок\n{}", long.repeat(5)));
    desk.editor.expects("Текст под заголовком 1599 знаков, можно 1024.").await;
    // Somebody else's site: refused to an editor, asked of an admin.
    let admin = desk.admin();
    admin.say("/help_admin");
    for foreign in ["https://tengrinews.kz/1", "Сель\nhttps://tengrinews.kz/1"] {
        desk.editor.say(&format!("/breaking {foreign}"));
        desk.editor.expects("Ссылка ведёт не на Vecher.kz. Пришлите").await;
        admin.say(&format!("/breaking {foreign}"));
        if foreign.starts_with("https") {
            admin.expects("Ссылка ведёт не на Vecher.kz, а на tengrinews.kz.").await;
            admin.press("Да");
            admin.expects_edit("Пришлите текст ответом").await;
            admin.say("Сель в горах");
        }
        let preview = admin.expects("Сель").await;
        assert!(preview.labels().concat().iter().any(|label| label.contains("Читать")), "{}", admin.transcript());
        admin.expects("Ссылка ведёт не на Vecher.kz, а на tengrinews.kz.").await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_language_is_told_by_letters_and_changed_by_a_button() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking Earthquake felt in Almaty");
    desk.editor.expects("Breaking. Earthquake").await;
    desk.editor.expects("Эту новость сейчас некому отправить").await;
    desk.editor.say(&format!("/breaking {QUAKE_KK}"));
    desk.editor.expects("Шұғыл. Алматыда жер сілкінді").await;
    desk.editor.expects("Это на казахском").await;
    desk.editor.say("/breaking Астана - Алматы рейсі");
    desk.editor.expects("Шұғыл. Астана").await;
    assert_snapshot!("kazakh", seen(&desk.editor.expects("Это на казахском").await));
    // A Kazakh sentence need not have a letter of its own.
    desk.editor.say("/breaking Алматы жабык");
    desk.editor.expects("Срочно. Алматы жабык").await;
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Язык: русский");
    desk.editor.expects("Шұғыл. Алматы жабык").await;
    desk.editor.expects("Это на казахском").await;
}

#[tokio::test(start_paused = true)]
async fn the_text_is_changed_before_it_goes_out() {
    let desk = Desk::open().await;
    desk.editor.say("/breaking bridge");
    let question = desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    let old = desk.editor.expects_edit("Отправить 2").await;
    desk.editor.press("Изменить текст");
    assert_snapshot!("edit", seen(&desk.editor.expects("Пришлите новый текст").await));
    desk.editor.say("Мост через Есентай закроют в субботу\nОбъезд по Абая.");
    let preview = desk.editor.expects("Мост через Есентай закроют в субботу").await;
    assert!(preview.text.contains("Объезд по Абая."), "{}", preview.text);
    desk.editor.expects("Это на русском").await;
    for (card, button) in [(&question, "Ничего"), (&old, "⚡️ Отправить 2 читателям")] {
        desk.editor.press_on(card, button);
        if button == "Ничего" {
            desk.editor.expects_edit("Пока вы смотрели, текст изменился. Вот новый.").await;
        }
        desk.editor.expects("закроют в субботу").await;
        desk.editor.expects("Это на русском").await;
    }
    // The same of what was typed, as a reply; then what counts down stays as it was seen.
    desk.editor.say("/breaking Толчки в Алмате");
    desk.editor.expects("Толчки в Алмате").await;
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Изменить текст");
    let asked = desk.editor.expects("Пришлите новый текст").await;
    desk.editor.reply(&asked, "Толчки в Алматы");
    desk.editor.expects("Толчки в Алматы").await;
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Изменить текст");
    let asked = desk.editor.expects("Пришлите новый текст").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить 1 читателю?").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 1");
    desk.editor.expects_edit("Уходит через").await;
    desk.editor.reply(&asked, "Толчки в Алма-Ате");
    desk.editor.expects("Эта новость уже ждёт отправки.").await;
    desk.aigul.expects("Толчки в Алматы").await;
}

#[tokio::test(start_paused = true)]
async fn details_come_as_replies_to_the_live_card() {
    let mut desk = Desk::open().await;
    let admin = desk.admin();
    admin.say("/help_admin");
    desk.editor.say(&format!("/breaking {QUAKE}"));
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 2 читателям?").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2");
    let countdown = desk.editor.expects_edit("Уходит через").await;
    desk.erlan.expects("ощущалось").await;
    let live = desk.editor.expects_edit("Пришлите перевод ответом").await;
    assert_eq!(live.id, countdown.id);
    assert_snapshot!("live", seen(&live));
    let report = desk.editor.expects("Разослано").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    desk.house.crash().await;
    desk.house.start().await;
    desk.editor.say(QUAKE_KK);
    desk.editor.expects("Не понял").await;
    desk.editor.reply(&live, QUAKE_KK);
    desk.editor.expects("Шұғыл. Алматыда жер сілкінді").await;
    desk.editor.expects("Перевод принят").await;
    desk.erlan.expects_edit("Шұғыл. Алматыда жер сілкінді").await;
    // Nobody waits any more: more text may be a new lead, in its own language.
    desk.editor.reply(&report, "Пострадавших нет.");
    assert_snapshot!("lead", seen(&desk.editor.expects("Поставить это новым текстом").await));
    desk.editor.press("Да");
    desk.editor.expects("Новый текст встанет во всех копиях: 1 копия.").await;
    desk.aigul.expects_edit("Пострадавших нет.").await;
    desk.editor.reply(&report, "https://tengrinews.kz/1");
    desk.editor.expects("Ссылка ведёт не на Vecher.kz").await;
    desk.editor.reply(&report, "https://vecher.kz/quake");
    desk.editor.expects("Ссылка встанет под всеми копиями").await;
    let stories = desk.house.store().read_here(|store| store.latest(0, 7, desk.house.now(), 0, 2)).unwrap();
    assert!(stories.iter().all(|listed| listed.story.url.as_deref() == Some("https://vecher.kz/quake")), "{stories:?}");
    let admins = admin.expects("Разослано").await;
    admin.reply(&admins, "https://tengrinews.kz/1");
    admin.expects("Ссылка ведёт не на Vecher.kz, а на tengrinews.kz.").await;
    admin.press("Да");
    admin.expects("Ссылка встанет под всеми копиями").await;
    let id = desk.editor.id();
    desk.house.store().write_here(|store| store.remove_staff(id)).unwrap();
    desk.editor.reply(&report, "https://vecher.kz/other");
    desk.editor.expects("Вы больше не редактор").await;
}

/// A picture comes later: into the copies, each in its language, and to those who are not served yet.
#[tokio::test(start_paused = true)]
async fn a_photo_comes_as_a_reply_into_all_copies() {
    let mut desk = Desk::open().await;
    desk.editor.say(&format!("/breaking {QUAKE}"));
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Напишу перевод");
    desk.editor.expects("Пришлите перевод").await;
    desk.editor.say(QUAKE_KK);
    desk.editor.expects("Отправить 2 читателям?").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2");
    desk.aigul.expects("ощущалось").await;
    desk.erlan.expects("жер сілкінді").await;
    let report = desk.editor.expects("Разослано").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let photo = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles/photos/withdrawn.png")).unwrap();
    desk.editor.send_photo(&photo, "не ответом");
    desk.editor.expects("Не понял").await;
    desk.house.sim.fail_next("getFile", Fault::BadGateway, 1);
    desk.editor.reply_photo(&report, &photo);
    desk.editor.expects("Фото не удалось забрать из Telegram").await;
    desk.editor.reply_photo(&report, &photo);
    desk.editor.expects("Фото встанет во всех копиях: 2 копии.").await;
    let (to_aigul, to_erlan) =
        (desk.aigul.expects_edit("ощущалось").await, desk.erlan.expects_edit("жер сілкінді").await);
    assert!(to_aigul.photo.is_some() && to_erlan.photo.is_some(), "{}", desk.aigul.transcript());
    assert!(to_aigul.text.contains("Подробности появятся"), "{}", to_aigul.text);
    assert_eq!(in_store(&desk), 1);
    // What was a text is a photo's caption from now on, after a restart too.
    tokio::time::sleep(Duration::from_secs(5)).await;
    desk.house.crash().await;
    desk.house.start().await;
    desk.editor.reply(&report, "https://vecher.kz/quake");
    desk.editor.expects("Ссылка встанет под всеми копиями").await;
    let edited = desk.aigul.expects_edit("Телефон спасателей").await;
    assert!(edited.photo.is_some() && !edited.text.contains("Подробности"), "{}", edited.text);
}

/// How many pictures lie where what is typed does.
fn in_store(desk: &Desk) -> usize {
    let files = std::fs::read_dir(desk.house.path("articles/telegram")).unwrap();
    files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "png")).count()
}

#[tokio::test(start_paused = true)]
async fn a_restart_at_any_step_loses_nothing() {
    let mut desk = Desk::open().await;
    desk.editor.say("/breaking");
    desk.editor.expects("Что разослать срочно?").await;
    let restart = async |desk: &mut Desk| {
        desk.house.crash().await;
        desk.house.start().await;
    };
    restart(&mut desk).await;
    desk.editor.say(QUAKE);
    desk.editor.expects("Это на русском").await;
    restart(&mut desk).await;
    desk.editor.press("Напишу перевод");
    desk.editor.expects("Пришлите перевод").await;
    restart(&mut desk).await;
    desk.editor.say(QUAKE_KK);
    desk.editor.expects("Отправить 2 читателям?").await;
    restart(&mut desk).await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2");
    desk.editor.expects_edit("Уходит через").await;
    restart(&mut desk).await;
    desk.aigul.expects("ощущалось").await;
    desk.erlan.expects("жер сілкінді").await;
    restart(&mut desk).await;
    let report = desk.editor.expects("Разослано").await;
    assert!(report.text.contains("2 из 2"), "{}", report.text);
    // What was typed and not confirmed holds for ten minutes, and is found by its number then.
    desk.editor.say("/breaking Толчки повторились");
    desk.editor.expects("Это на русском").await;
    tokio::time::sleep(Duration::from_secs(601)).await;
    desk.editor.press("Напишу перевод");
    desk.editor.expects_toast("Прошло больше десяти минут. Откройте новость заново: /a").await;
    assert!(!desk.aigul.transcript().contains("повторились"));
}

/// From the command to the first copy, for a story whose translation is stored: the story, the confirmation, at once.
#[tokio::test(start_paused = true)]
async fn three_taps_to_the_first_copy() {
    let desk = Desk::open().await;
    let text = "---\nid: bridge-kk\nrubric: society\nurl: /bridge-kk\nheadline: Есентай көпірі жабылады\nlanguage: kk\npublished: 2026-11-22T09:00:00+05:00\ntranslation_of: bridge\n---\nТолығырақ.\n";
    desk.house.put("articles/bridge-kk.md", text);
    tokio::time::sleep(Duration::from_secs(30)).await;
    desk.editor.say("/breaking");
    desk.editor.expects("Что разослать срочно?").await;
    let begun = desk.house.now();
    desk.editor.press("Мост через Есентай");
    desk.editor.expects("Отправить 2 читателям?").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2");
    desk.editor.expects_edit("Уходит через").await;
    desk.editor.press("Отправить сейчас");
    desk.aigul.expects("Мост через Есентай").await;
    desk.erlan.expects("Есентай көпірі").await;
    assert!(desk.house.now().since(begun) < Duration::from_secs(5));
}
