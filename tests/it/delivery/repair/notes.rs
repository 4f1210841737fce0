//! Whoever got a wrong version is told, once, by an answer to it, and nobody else.

use std::time::Duration;

use headliner::{
    article::ArticleKey,
    delivery::wishes,
    newsroom::{Minute, Mode},
    store::{Kind, Lane, State, Writing},
};
use simulator::{Fault, Message, Settings};
use tokio::time::sleep;

use crate::delivery::newsdesk::Newsdesk;

const CORRECTED: &str = "✏️ Исправление. В новости выше была ошибка: пятница\n\nПриносим извинения.";

impl Newsdesk {
    /// Whoever got it before its newest revision is to be told.
    pub fn owe_note(&self, article: ArticleKey) {
        let now = self.clock.now();
        let owe = |store: &Writing| {
            let revision = store.story(article)?.unwrap().0.revision;
            store.owe_note(article, revision, now)
        };
        self.store.write_here(owe).unwrap();
    }

    /// What else the chat got than news.
    fn notes(&self, chat: i64) -> Vec<Message> {
        let is_note =
            |message: &Message| message.text.starts_with("✏️ Исправление.") || message.text.starts_with("🚫 Мы сняли");
        self.sim.room(chat).received().into_iter().filter(is_note).collect()
    }
}

fn answered(note: &Message) -> Option<i64> {
    note.more.get("reply_to_message").and_then(|message| message["message_id"].as_i64())
}

/// The next that comes to this reader is a list.
fn reads_lists(desk: &Newsdesk, reader: i64) {
    let key = desk.key(reader);
    let (politics, soon) = (desk.bit("politics"), desk.clock.now() + Duration::from_secs(20));
    let set = |store: &Writing| {
        wishes::set_rubric(store, key, politics.trailing_zeros() as u8, "politics", true, desk.clock.now())?;
        store.set_paused(key, Some(soon), false, desk.clock.now())
    };
    desk.store.write_here(set).unwrap();
}

/// One who got it by itself, one in a list, one of whom nobody knows it, one who deleted it; and one who got the right one.
#[tokio::test(start_paused = true)]
async fn those_who_got_it_wrong_are_told_once() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let unclear = desk.readers(1).start;
    let delivery = desk.start().await;
    desk.sim.fail_next("sendMessage", Fault::ResetAfter, 1);
    let article = desk.publish("Дорогу закроют в четверг.", Lane::News);
    desk.settled(&delivery).await;
    let readers = desk.readers(3);
    let [alone, list, gone] = [0, 1, 2].map(|place| readers.start + place);
    reads_lists(&desk, list);
    desk.publish_again(article, Lane::News);
    desk.publish_with("Мост открыт.", Lane::News, desk.bit("politics"), None);
    sleep(Duration::from_secs(30)).await;
    desk.settled(&delivery).await;
    let first = |chat: i64| desk.sim.room(chat).received()[0].id;
    desk.outfit.client.send(gone, 0, &headliner::bot_api::Parcel::delete(first(gone))).await;
    let copies = || desk.store.read_here(|store| store.copies(article)).unwrap();
    let before = copies();
    desk.correct(article, "Дорогу закроют в пятницу.", "пятница");
    desk.owe_note(article);
    desk.settled(&delivery).await;
    let late = desk.readers(1).start;
    desk.publish_again(article, Lane::News);
    desk.settled(&delivery).await;
    let told = |chat| -> Vec<_> { desk.notes(chat).iter().map(|note| (note.text.clone(), answered(note))).collect() };
    assert_eq!(told(alone), [(CORRECTED.to_owned(), Some(first(alone)))]);
    assert_eq!(told(list), [(CORRECTED.to_owned(), Some(first(list)))]);
    assert_eq!(told(unclear), [(CORRECTED.to_owned(), None)]);
    assert_eq!(told(gone), [(CORRECTED.to_owned(), None)]);
    assert_eq!(told(late), []);
    let edits = desk.sim.requests_of("editMessageText");
    let sends = desk.sim.requests_of("sendMessage");
    let note = |chat: i64| sends.iter().rfind(|send| send.chat == Some(chat)).unwrap().at_us;
    let edit = |chat: i64| edits.iter().find(|edit| edit.chat == Some(chat)).unwrap().at_us;
    assert!(edit(alone) < note(alone) && edit(list) < note(list), "first the copy, then the note");
    assert_eq!(copies(), before + 1, "a note is no copy");
    // Neither a crash nor another revision says it again; another mistake does.
    desk.crash().await;
    let delivery = desk.start().await;
    desk.typo(article, "Дорогу на Медеу закроют в пятницу.");
    desk.settled(&delivery).await;
    assert_eq!(desk.notes(alone).len(), 1);
    desk.correct(article, "Дорогу на Медеу закроют в субботу.", "суббота");
    desk.owe_note(article);
    desk.settled(&delivery).await;
    assert_eq!(desk.notes(alone).len(), 2);
    assert_eq!(desk.notes(late).len(), 1);
    desk.all_right([alone, list, late]);
    desk.close().await;
}

/// A note waits as a main story does, and is as loud as what was wrong.
#[tokio::test(start_paused = true)]
async fn a_note_waits_for_the_morning_and_for_the_digest() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(3);
    let [asleep, digest, urgent] = [0, 1, 2].map(|place| readers.start + place);
    let (now, minute) = (desk.clock.now(), |minutes: u16| Minute(10 * 60 + minutes));
    let set = |store: &Writing| {
        store.set_quiet(desk.key(asleep), Some((minute(1), minute(20))))?;
        wishes::set_mode(store, desk.key(digest), Mode::Digest, now)?;
        store.set_digests(desk.key(digest), &[minute(2), minute(30)])?;
        wishes::set_mode(store, desk.key(urgent), Mode::Breaking, now)
    };
    desk.store.write_here(set).unwrap();
    let delivery = desk.start().await;
    let article = desk.publish("Дорогу закроют в четверг.", Lane::News);
    let breaking = desk.publish("Толчки.", Lane::Breaking);
    sleep(Duration::from_secs(180)).await;
    desk.correct(article, "Дорогу закроют в пятницу.", "пятница");
    desk.correct(breaking, "Толчки под городом.", "пятница");
    desk.owe_note(article);
    desk.owe_note(breaking);
    sleep(Duration::from_secs(60)).await;
    let count = || [asleep, digest, urgent].map(|chat| desk.notes(chat).len());
    assert_eq!(count(), [0, 0, 1]);
    assert!(!desk.notes(urgent)[0].silent, "as loud as breaking news");
    sleep(Duration::from_secs(17 * 60)).await;
    assert_eq!(count(), [2, 0, 1]);
    assert_eq!(desk.notes(asleep).iter().filter(|note| note.silent).count(), 1);
    sleep(Duration::from_secs(10 * 60)).await;
    assert_eq!(count(), [2, 2, 1]);
    drop(delivery);
    desk.close().await;
}

/// What was answered unclearly is not said twice, what was not taken is said again; and after a day it is too late.
#[tokio::test(start_paused = true)]
async fn a_note_ends_as_others_do_and_lapses() {
    for (fault, asked, told) in [(Fault::BadGateway, 1, 0), (Fault::Lost, 1, 1), (Fault::Flood(7), 2, 1)] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let readers = desk.readers(2);
        let delivery = desk.start().await;
        let article = desk.publish("Дорогу закроют в четверг.", Lane::News);
        desk.settled(&delivery).await;
        desk.correct(article, "Дорогу закроют в пятницу.", "пятница");
        desk.settled(&delivery).await;
        let away = desk.key(readers.start + 1);
        let now = desk.clock.now();
        desk.store.write_here(|store| store.close(away, State::Left, now)).unwrap();
        desk.sim.fail_next("sendMessage", fault, 1);
        desk.owe_note(article);
        sleep(Duration::from_secs(120)).await;
        assert_eq!((desk.sim.requests_of("sendMessage").len() - 2, desk.notes(readers.start).len()), (asked, told));
        desk.crash().await;
        desk.later(Duration::from_secs(25 * 3_600));
        desk.join(Kind::Reader, readers.start + 1, desk.bit("society"));
        let delivery = desk.start().await;
        desk.settled(&delivery).await;
        assert_eq!((desk.notes(readers.start).len(), desk.notes(readers.start + 1).len()), (told, 0));
        desk.close().await;
    }
}

/// Of what is withdrawn, all are told who got the story, in whatever language, each in their own.
#[tokio::test(start_paused = true)]
async fn of_a_retraction_all_are_told() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let delivery = desk.start().await;
    let article = desk.publish("Мэр ушёл.", Lane::Breaking);
    desk.settled(&delivery).await;
    desk.correct(article, "Мэр ушёл в отпуск.", "пятница");
    desk.owe_note(article);
    desk.retract(article, Some("Мэр <не> уходил."));
    desk.owe_note(article);
    desk.settled(&delivery).await;
    let notes = desk.notes(reader);
    let [note] = notes.as_slice() else { panic!("{notes:?}") };
    assert!(note.text.starts_with("🚫 Мы сняли новость, которую прислали в 10:0"), "{}", note.text);
    assert!(note.text.contains("Мэр <не> уходил.") && answered(note).is_some(), "{}", note.text);
    desk.close().await;
}
