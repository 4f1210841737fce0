//! What an editor is asked before a push, and what is refused.

use std::time::Duration;

use headliner::article::ArticleKey;
use insta::assert_snapshot;

use super::{Desk, cards::outline};
use crate::harness::reads;

const NOW: &str = "2026-11-23T10:00:00+05:00";

#[tokio::test(start_paused = true)]
async fn the_second_half_of_a_double_tap_sends_nothing() {
    let desk = Desk::open().await;
    let card = desk.begins_breaking("bridge", "То же, перевод позже").await;
    desk.editor.press_on(&card, "⚡️ Отправить 2");
    desk.editor.expects_toast("Слишком быстро").await;
    desk.aigul.expects_silence(Duration::from_secs(60)).await;
    desk.editor.press_on(&card, "⚡️ Отправить 2");
    desk.editor.expects_edit("Уходит через").await;
}

#[tokio::test(start_paused = true)]
async fn the_same_story_by_two_editors() {
    let desk = Desk::open().await;
    let timur = desk.house.editor("Тимур").await;
    desk.begins_breaking("bridge", "То же, перевод позже").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2");
    desk.editor.expects_edit("Уходит через 10 с").await;
    timur.say("/breaking bridge");
    let counting = timur.expects("Мадина уже отправляет это: 2 читателям, уйдёт через").await;
    assert_eq!(counting.labels(), [["Отмена", "Вернуть"]]);
    timur.press("Вернуть");
    timur.expects_edit("Отменено, никто ничего не получил.").await;
    desk.editor.expects_edit("Отменено").await;
    // Both have the last card before them; the first to press sends.
    let first = desk.begins_breaking("bridge", "То же, перевод позже").await;
    timur.say("/breaking bridge");
    timur.expects("Это на русском").await;
    timur.press("То же, перевод позже");
    timur.expects_edit("Отправить 2").await;
    reads().await;
    desk.editor.press_on(&first, "⚡️ Отправить 2");
    desk.editor.expects("Разослано").await;
    let late = desk.house.sim.person("Санжар", "ru");
    late.start("");
    late.expects("Вы подписаны").await;
    timur.press("⚡️ Отправить 2");
    assert_snapshot!("others", outline(&timur.expects_edit("Мадина уже разослал это").await));
    timur.press("Остальным: 1");
    let card = timur.expects_edit("Отправить 1 читателю?").await;
    assert!(card.text.contains("Не получат: уже читали — 2."), "{}", card.text);
    reads().await;
    timur.press("⚡️ Отправить 1");
    late.expects("⚡️").await;
    timur.expects("Разослано").await;
    assert_eq!(desk.aigul.received().iter().filter(|message| message.text.contains("⚡️")).count(), 1);
    timur.say("/log");
    timur.expects("ещё раз, остальным").await;
}

#[tokio::test(start_paused = true)]
async fn a_link_to_another_site_is_an_admins() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    let text = format!(
        "---\nid: quake\nrubric: society\nheadline: Землетрясение в горах\nurl: https://tengrinews.kz/quake\nlanguage: ru\npublished: {NOW}\n---\nПодробности.\n"
    );
    desk.house.put("articles/quake.md", text);
    desk.editor.expects("ждут решения: 1").await;
    let article = ArticleKey(desk.number("quake"));
    desk.house.store().write_here(|store| store.release_held(article, 0)).unwrap();
    for say in ["/breaking quake", "/push quake", "/schedule quake 18:30"] {
        desk.editor.say(say);
        desk.editor.expects("Ссылка ведёт не на Vecher.kz. Пришлите ссылку на свою статью.").await;
    }
    admin.say("/breaking quake");
    admin.expects("Ссылка ведёт не на Vecher.kz, а на tengrinews.kz. Всё равно отправить?").await;
    admin.press("Да");
    admin.expects_edit("Это на русском").await;
    admin.press("Ничего");
    admin.expects_edit("Отправить 1 читателю?").await;
    reads().await;
    // Neither does the admin's button send it for somebody who is no admin any more.
    let (id, now) = (admin.id(), desk.house.now());
    let demote = |store: &headliner::store::Writing| {
        store.remove_staff(id)?;
        store.add_staff(id, headliner::store::staff::Role::Editor, "Болат", now)
    };
    desk.house.store().write_here(demote).unwrap();
    admin.press("⚡️ Отправить 1");
    admin.expects_toast("Ссылка ведёт не на Vecher.kz").await;
    desk.house.employ(&admin, "Болат", headliner::store::staff::Role::Admin);
    admin.press("⚡️ Отправить 1");
    desk.aigul.expects("Землетрясение").await;
}

#[tokio::test(start_paused = true)]
async fn a_story_that_looks_like_another_or_is_old_is_asked_about() {
    let desk = Desk::open().await;
    let headline = "Мост через Есентай закроют на ремонт сегодня ночью";
    desk.house.write("closed", "society", headline, NOW, "");
    desk.house.write("again", "society", headline, NOW, "");
    desk.editor.expects("ждут решения: 1").await;
    let article = ArticleKey(desk.number("again"));
    desk.house.store().write_here(|store| store.release_held(article, 0)).unwrap();
    desk.editor.say("/breaking again");
    let card = desk.editor.expects("Похоже на «Мост через Есентай закроют на ремонт сегодня ночью», 10:0").await;
    assert_eq!(card.labels(), [["Да", "Нет"]]);
    desk.editor.press("Нет");
    desk.editor.expects_edit("Это на русском").await;
    desk.editor.press("Отмена");
    desk.editor.expects_edit("Отменено").await;
    desk.house.write("old", "society", "Давняя новость", "2026-11-19T09:00:00+05:00", "");
    tokio::time::sleep(Duration::from_secs(30)).await;
    desk.editor.say("/push old");
    desk.editor.expects("Новость вышла 4 дня назад. Всё равно отправить?").await;
    desk.editor.press("Да");
    desk.editor.expects_edit("Эту новость сейчас некому отправить").await;
    desk.editor.say("/breaking old");
    desk.editor.expects("Новость вышла 4 дня назад").await;
    desk.editor.press("Да");
    desk.editor.expects_edit("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Вышла 4 дня назад.").await;
}
