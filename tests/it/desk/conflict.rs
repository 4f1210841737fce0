//! The desk has corrected a story, and its file says something else since: which of the two stays.

use std::time::Duration;

use insta::assert_snapshot;

use super::Desk;
use crate::harness::seen;

const OURS: &str = "Крышу рынка починят в пятницу";
const THEIRS: &str = "Крышу рынка починят к субботе";

/// The desk is asked once, across a restart; whoever answers first has decided, for all.
async fn asked(desk: &mut Desk) {
    let file =
        |headline: &str| desk.house.write("roof", "society", headline, "2026-11-23T10:00:00+05:00", "main: true");
    file("Крышу рынка починят в четверг");
    desk.aigul.expects("Крышу рынка").await;
    desk.editor.say("/correct roof");
    desk.editor.expects("Что исправить?").await;
    desk.editor.press("Заголовок");
    desk.editor.expects_edit("Пришлите новый заголовок").await;
    desk.editor.say(OURS);
    desk.editor.expects("Исправить у читателей?").await;
    desk.editor.press("Тихо, это опечатка");
    desk.editor.expects_edit("Исправлено копий: 1 из 1").await;
    tokio::time::sleep(Duration::from_secs(120)).await;
    let text = std::fs::read_to_string(desk.house.path("articles/roof.md")).unwrap();
    assert!(text.contains(OURS), "the file says it too: {text}");
    file(THEIRS);
    tokio::time::sleep(Duration::from_secs(30)).await;
    desk.house.crash().await;
    desk.house.start().await;
    tokio::time::sleep(Duration::from_secs(30)).await;
}

fn questions(desk: &Desk) -> usize {
    desk.editor.received().iter().filter(|message| message.text.contains("Какой оставить?")).count()
}

#[tokio::test(start_paused = true)]
async fn the_desk_is_asked_once() {
    let mut desk = Desk::open().await;
    let other = desk.house.editor("Санжар").await;
    asked(&mut desk).await;
    assert_eq!(questions(&desk), 1);
    assert!(desk.aigul.last().text.starts_with(OURS), "until then the desk's word holds");
    let question = other.expects("Какой оставить?").await;
    assert_snapshot!("question", seen(&question));
    other.press("Взять из хранилища");
    assert_snapshot!("settled", seen(&other.expects_edit("Решено: Санжар").await));
    desk.editor.expects_edit("Решено: Санжар").await;
    tokio::time::sleep(Duration::from_secs(150)).await;
    assert!(desk.aigul.last().text.starts_with(THEIRS), "{}", desk.aigul.last().text);
    other.press_on(&question, "Оставить написанное здесь");
    other.expects_toast("Уже решено").await;
}

#[tokio::test(start_paused = true)]
async fn the_desks_text_stays_and_goes_into_the_file() {
    let mut desk = Desk::open().await;
    asked(&mut desk).await;
    desk.editor.press("Оставить написанное здесь");
    desk.editor.expects_edit("Решено: Мадина").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(desk.aigul.last().text.starts_with(OURS), "{}", desk.aigul.last().text);
    let text = std::fs::read_to_string(desk.house.path("articles/roof.md")).unwrap();
    assert!(text.contains(OURS), "{text}");
    assert_eq!(questions(&desk), 0, "it is settled");
}
