//! An editor corrects what readers have, from a phone.

use std::time::Duration;

use insta::assert_snapshot;
use simulator::{Limits, Message, Person};

use super::{
    Desk,
    asks::desk_with_group,
    cards::{crowd, outline},
};
use crate::harness::{pass, reads, seen};

const OLD: &str = "Крышу рынка починят в четверг";
const NEW: &str = "Крышу рынка починят в пятницу";

/// The story is out as ordinary news, and the reader has it.
async fn roof(desk: &Desk) {
    desk.house.write("roof", "society", OLD, "2026-11-23T10:00:00+05:00", "main: true");
    desk.aigul.expects(OLD).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
}

/// The editor types a new headline; the card that asks how loud it is to be.
async fn types_headline(editor: &Person, command: &str, headline: &str) -> Message {
    editor.say(command);
    editor.expects("Что исправить?").await;
    editor.press("Заголовок");
    editor.expects_edit("Пришлите новый заголовок").await;
    editor.say(headline);
    editor.expects("Исправить у читателей?").await
}

#[tokio::test(start_paused = true)]
async fn a_typo_from_the_story_card() {
    let desk = Desk::open().await;
    roof(&desk).await;
    let editor = &desk.editor;
    editor.say(&format!("/a{}", desk.number("roof")));
    assert_snapshot!("story", outline(&editor.expects("Разослана").await));
    editor.press("Исправить");
    assert_snapshot!("what", seen(&editor.expects("Что исправить?").await));
    editor.press("Заголовок");
    assert_snapshot!("ask", seen(&editor.expects_edit("Пришлите новый заголовок").await));
    editor.say(&"о".repeat(400));
    editor.expects("Заголовок 400 знаков, можно 300.").await;
    editor.say(OLD);
    editor.expects("Это там и написано.").await;
    editor.say(NEW);
    assert_snapshot!("how", seen(&editor.expects("Исправить у читателей?").await));
    editor.press("Текст");
    assert_snapshot!("ask-lead", seen(&editor.expects_edit("Пришлите новый текст").await));
    editor.say("Рынок открыт весь день.");
    assert_snapshot!("both", seen(&editor.expects("Рынок открыт").await));
    editor.press("Тихо, это опечатка");
    editor.expects_edit("Правим копии: 1.").await;
    assert_snapshot!("done", seen(&editor.expects_edit("Исправлено копий: 1 из 1").await));
    let text = desk.aigul.last().text;
    assert!(text.starts_with(NEW) && text.contains("Рынок открыт весь день.") && !text.contains('✏'), "{text}");
    editor.say("просто слова");
    editor.expects_silence(Duration::ZERO).await;
    editor.say("/log");
    editor.expects("исправление").await;
}

#[tokio::test(start_paused = true)]
async fn what_was_wrong_is_told() {
    let desk = Desk::open().await;
    roof(&desk).await;
    let editor = &desk.editor;
    types_headline(editor, "/correct roof", NEW).await;
    editor.press("С пометкой «Исправлено»");
    let question = editor.expects_edit("Что было неверно?").await;
    editor.reply(&question, &"о".repeat(600));
    editor.expects("600 знаков").await;
    editor.reply(&question, "в пятницу, а не в четверг");
    editor.expects_edit("Исправлено копий: 1 из 1").await;
    let text = desk.aigul.last().text;
    assert!(text.starts_with(NEW) && text.ends_with("в пятницу, а не в четверг"), "{text}");
    types_headline(editor, "/correct roof", "Крышу рынка починят в субботу").await;
    editor.press("С пометкой и отдельным сообщением");
    editor.expects_edit("Что было неверно?").await;
    editor.say("в субботу");
    editor.expects_edit("Исправлено копий: 1 из 1").await;
    let cards = editor.received();
    assert_eq!(cards.iter().filter(|card| card.text.ends_with("в субботу")).count(), 1, "{}", editor.transcript());
    pass(Duration::from_secs(1800)).await; // at the reader's hours
    let notes = desk.aigul.received().iter().filter(|message| message.text.contains("была ошибка: в субботу")).count();
    assert_eq!(notes, 1, "{}", desk.aigul.transcript());
}

/// What reader's copies of the bridge say, in all chats but the desk's.
fn copies(desk: &Desk) -> Vec<String> {
    let readers = desk.house.sim.sent().into_iter().filter(|message| message.chat != desk.editor.id());
    readers.filter(|message| message.text.starts_with("⚡️")).map(|message| message.text).collect()
}

/// A breaking push of the bridge to 301 readers, stopped in the middle.
async fn stopped_in_the_middle(desk: &Desk) -> Message {
    crowd(&desk.house, 300);
    desk.begins_breaking("bridge", "Ничего").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 301 читателю");
    desk.editor.expects_edit("Осталось").await;
    desk.editor.press("■ Стоп");
    desk.editor.expects_edit("Остановлено").await
}

#[tokio::test(start_paused = true)]
async fn stopped_corrected_and_gone_on() {
    let mut desk = Desk::open().await;
    let stopped = stopped_in_the_middle(&desk).await;
    assert_snapshot!("stopped", outline(&stopped));
    let right = "Мост через Есентай не закроют";
    desk.editor.press("Исправить и продолжить");
    desk.editor.expects("Что исправить?").await;
    restart(&mut desk).await;
    desk.editor.press("Заголовок");
    desk.editor.expects_edit("Пришлите новый заголовок").await;
    restart(&mut desk).await;
    desk.editor.say(right);
    assert_snapshot!("goes-on", outline(&desk.editor.expects("рассылка продолжится").await));
    restart(&mut desk).await;
    desk.editor.press("С пометкой «Исправлено»");
    desk.editor.expects_edit("Что было неверно?").await;
    restart(&mut desk).await;
    let before = copies(&desk).len();
    desk.editor.say("мост не закрывают");
    assert_snapshot!("live", outline(&desk.editor.expects_edit("Правим копии").await));
    tokio::time::sleep(Duration::from_secs(2)).await;
    restart(&mut desk).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let (copies, text) = (copies(&desk), desk.editor.transcript());
    assert_eq!(copies.len(), 301);
    assert!(copies.iter().all(|text| text.contains(right)), "nobody ends with the old text");
    let marked = copies.iter().filter(|text| text.contains("✏️ Исправлено в 10:0")).count();
    assert!(marked == before && before > 20 && before < 280, "who got the new text is told nothing: {marked}");
    assert!(text.contains(&format!("✅ Исправлено копий: {before} из {before}.")), "{text}");
    assert!(text.contains("Получили: 301 из 301"), "{text}");
}

/// The other has let it go on while one was typing: the correction is made all the same, and everybody has each story once.
#[tokio::test(start_paused = true)]
async fn the_other_went_on_meanwhile() {
    let desk = Desk::open().await;
    let other = desk.house.editor("Санжар").await;
    stopped_in_the_middle(&desk).await;
    desk.editor.press("Исправить и продолжить");
    desk.editor.expects("Что исправить?").await;
    desk.editor.press("Заголовок");
    desk.editor.expects_edit("Пришлите новый заголовок").await;
    other.expects_edit("Остановлено").await;
    other.press("Продолжить");
    desk.editor.say("Мост через Есентай не закроют");
    desk.editor.expects("рассылка продолжится").await;
    desk.editor.press("Тихо, это опечатка");
    desk.editor.expects_toast("Уже решено").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let readers = desk.house.sim.sent().into_iter().filter(|copy| ![desk.editor.id(), other.id()].contains(&copy.chat));
    let copies: Vec<String> = readers.filter(|copy| copy.text.starts_with("⚡️")).map(|copy| copy.text).collect();
    assert_eq!(copies.len(), 301);
    assert!(copies.iter().all(|text| text.starts_with("⚡️ Срочно. Мост через Есентай не закроют")));
}

/// The process dies and comes back.
async fn restart(desk: &mut Desk) {
    desk.house.crash().await;
    desk.house.start().await;
}

#[tokio::test(start_paused = true)]
async fn the_repair_is_stopped_and_goes_on() {
    let mut desk = Desk::open().await;
    crowd(&desk.house, 300);
    desk.begins_breaking("bridge", "Ничего").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 301 читателю");
    desk.editor.expects("Разослано").await;
    let (old, right) = ("Срочно. Мост через Есентай закроют", "Мост через Есентай не закроют");
    let number = desk.number("bridge");
    types_headline(&desk.editor, &format!("/correct {number}"), right).await;
    desk.editor.press("С пометкой «Исправлено»");
    desk.editor.expects_edit("Что было неверно?").await;
    desk.editor.say("мост не закрывают");
    desk.editor.expects_edit("Осталось").await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    desk.editor.press("■ Стоп");
    assert_snapshot!("halted", outline(&desk.editor.expects_edit("Правка остановлена").await));
    tokio::time::sleep(Duration::from_secs(2)).await;
    let behind = || copies(&desk).iter().filter(|text| text.contains(old)).count();
    let left = behind();
    assert!(left > 20, "{left}");
    desk.house.crash().await;
    desk.house.start().await;
    tokio::time::sleep(Duration::from_secs(60)).await; // a start looks at all copies
    let behind = || copies(&desk).iter().filter(|text| text.contains(old)).count();
    assert_eq!(behind(), left, "they stay as they are, whatever looks at them");
    let text = desk.editor.transcript();
    assert!(text.contains(&format!("прежний текст у {left}.")), "{left}: {text}");
    desk.editor.press_on(
        &desk.editor.received().into_iter().rfind(|card| card.text.contains("Правка остановлена")).unwrap(),
        "Продолжить",
    );
    desk.editor.expects_edit("✅ Исправлено копий").await;
    assert_eq!(behind(), 0);
}

/// Two correct at once, and one of them is removed: the first word stands, and whoever comes later sees what it says by now.
#[tokio::test(start_paused = true)]
async fn two_editors_at_once() {
    let desk = Desk::open().await;
    roof(&desk).await;
    let (editor, other) = (&desk.editor, desk.house.editor("Санжар").await);
    types_headline(editor, "/correct roof", NEW).await;
    types_headline(&other, "/correct roof", "Крышу рынка не починят").await;
    editor.press("Тихо, это опечатка");
    editor.expects_edit("Правим копии").await;
    other.press("Тихо, это опечатка");
    other.expects_toast("Пока вы смотрели, текст изменился.").await;
    assert_snapshot!("changed", seen(&other.expects_edit(NEW).await));
    other.press("С пометкой «Исправлено»");
    other.expects_edit("Что было неверно?").await;
    desk.house.store().write_here(|store| store.remove_staff(other.id())).unwrap();
    other.say("не починят");
    other.expects("Вы больше не редактор").await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert!(desk.aigul.last().text.starts_with(NEW), "{}", desk.aigul.last().text);
    // The other's question is nobody's answer any more, and a correction that was given up is none.
    types_headline(editor, "/correct roof", "Что-то другое").await;
    editor.press("Отмена");
    editor.expects_edit("Отменено, ничего не изменилось.").await;
    editor.expects_silence(Duration::from_secs(10)).await;
}

/// A correction is an article's, the translation is offered beside it; what cannot be corrected is said with its reason, and a quiet
/// change of what is old with its limit.
#[tokio::test(start_paused = true)]
async fn the_other_language_and_what_cannot_be_corrected() {
    let desk = Desk::open().await;
    let text = "---\nid: bridge-kk\nrubric: society\nurl: /bridge-kk\nheadline: Есентай көпірі жабылады\nlanguage: kk\npublished: 2026-11-22T09:00:00+05:00\ntranslation_of: bridge\n---\nТолығырақ.\n";
    desk.house.put("articles/bridge-kk.md", text);
    tokio::time::sleep(Duration::from_secs(30)).await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Отправить 2 читателям?").await;
    reads().await;
    desk.editor.press("⚡️ Отправить 2 читателям");
    desk.editor.expects("Разослано").await;
    desk.house.sim.refuse(desk.erlan.id(), 400, "Bad Request: message can't be edited");
    desk.editor.press("Исправить");
    assert_snapshot!("languages", seen(&desk.editor.expects("Что исправить?").await));
    desk.editor.press("Исправить: казахский");
    desk.editor.expects("Есентай көпірі жабылады").await;
    desk.editor.press("Заголовок");
    desk.editor.expects_edit("Пришлите новый заголовок").await;
    desk.editor.say("https://vecher.kz/metro");
    desk.editor.expects("В метро появятся новые вагоны").await; // a link is another story
    desk.editor.say("Есентай көпірі ашық");
    desk.editor.expects("Исправить у читателей?").await;
    desk.editor.press("Тихо, это опечатка");
    assert_snapshot!("failed", seen(&desk.editor.expects_edit("Исправлено копий").await));
    let russian = desk.aigul.last();
    assert!(
        russian.text.starts_with("⚡️ Срочно. Мост через Есентай закроют") && russian.edited.is_none(),
        "{}",
        russian.text
    );
    desk.house.sim.shift_time(Duration::from_secs(86_400));
    desk.house.turn_clock(86_400_000);
    tokio::time::sleep(Duration::from_secs(30)).await;
    let card = types_headline(&desk.editor, "/correct bridge", "Мост через Есентай открыт").await;
    assert!(card.text.contains("Тихо правим только копии моложе суток."), "{}", card.text);
}

/// At the desk's group one card is everybody's: one editor begins, another types. Telegram's limits are kept while it lives.
#[tokio::test(start_paused = true)]
async fn at_a_desk_it_is_everybodys() {
    let (desk, _, group) = desk_with_group(Limits::telegram()).await;
    let timur = desk.house.editor("Тимур").await;
    desk.editor.join(&group);
    timur.join(&group);
    tokio::time::sleep(Duration::from_secs(60)).await;
    crowd(&desk.house, 200);
    roof(&desk).await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    desk.editor.say_in(&group, "/correct roof");
    group.expects("Что исправить?").await;
    timur.press_in(&group, "Заголовок");
    let question = group.expects_edit("Пришлите новый заголовок").await;
    timur.say_in(&group, NEW); // to the others
    tokio::time::sleep(Duration::from_secs(10)).await;
    desk.editor.reply(&question, NEW);
    group.expects("Исправить у читателей?").await;
    timur.press_in(&group, "С пометкой «Исправлено»");
    let question = group.expects_edit("Что было неверно?").await;
    desk.editor.reply(&question, "в пятницу");
    group.expects_edit("Осталось").await;
    group.expects_edit("Исправлено копий: 201 из 201").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(desk.house.sim.counters().refused.get(&429), None);
    let cards = group.received().iter().filter(|card| card.text.contains("Исправлено копий")).count();
    assert_eq!(cards, 1, "{}", group.transcript());
    assert!(desk.aigul.last().text.starts_with(NEW), "{}", desk.aigul.last().text);
}
