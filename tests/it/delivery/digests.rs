//! Digests, and lists after a night: what they name and what not, against the simulator.

use std::time::Duration;

use headliner::{
    article::ArticleKey,
    delivery::{Delivery, wishes},
    newsroom::{Minute, Mode},
    store::{Lane, Reading, Writing, articles::Readiness},
};
use simulator::{Message, Settings};

use super::newsdesk::Newsdesk;
use crate::harness::pass;

const HOUR: Duration = Duration::from_secs(3600);

impl Newsdesk {
    /// It is 10:00; the chat is in its quiet hours till 11:00, and gets digests at 11:30 and 12:30, or everything at once.
    fn sleeps(&self, reader: i64, mode: Mode) {
        let now = self.clock.now();
        let set = |store: &Writing| {
            wishes::set_mode(store, self.key(reader), mode, now)?;
            store.set_digests(self.key(reader), &[Minute(11 * 60 + 30), Minute(12 * 60 + 30)])?;
            store.set_quiet(self.key(reader), Some((Minute(9 * 60), Minute(11 * 60))))
        };
        self.store.write_here(set).unwrap();
    }

    /// How many messages brought the story, by what is counted.
    fn counted(&self, article: ArticleKey) -> u32 {
        let told = |store: &Reading| {
            let seq = store.entries_of(article)?[0].seq;
            store.progress(seq)
        };
        self.store.read_here(told).unwrap().delivered
    }
}

fn lines(message: &Message) -> Vec<String> {
    message.text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A night in which breaking news came, and other news after it: of society for the first two readers, of sport for the others. It
/// is half past eleven then.
async fn a_night() -> (Newsdesk, Delivery, [i64; 4], ArticleKey) {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let readers = desk.readers(4);
    let readers = [0, 1, 2, 3].map(|place| readers.start + place);
    let sport = desk.bit("sport");
    for (reader, mode) in readers.into_iter().zip([Mode::Digest, Mode::Now, Mode::Digest, Mode::Now]) {
        desk.sleeps(reader, mode);
    }
    for reader in &readers[2..] {
        desk.store.write_here(|store| store.set_rubrics(desk.key(*reader), sport)).unwrap();
    }
    let delivery = desk.start().await;
    let quake = desk.publish("Толчки в городе.", Lane::Breaking);
    pass(HOUR / 60).await;
    for headline in ["Мост открыт.", "Парк закрыт."] {
        desk.publish(headline, Lane::News);
    }
    desk.publish_with("Кайрат выиграл.", Lane::News, sport, None);
    pass(HOUR + HOUR / 2).await;
    (desk, delivery, readers, quake)
}

/// Breaking news of the night stands in the next digest, or list.
#[tokio::test(start_paused = true)]
async fn breaking_news_of_the_night_is_named() {
    let (desk, _delivery, [digest, at_once, alone, push], quake) = a_night().await;
    let night = "⚡️ Ночью: Толчки в городе.";
    let second = "и ещё 2 новости к полудню, 23 ноября";
    let expected = ["🕛 Парк закрыт.", second, "Главное", night, "👥 Общество", "• Мост открыт."];
    assert_eq!(lines(&desk.sim.room(digest).last()), expected);
    let list = lines(&desk.sim.room(at_once).last());
    assert_eq!(list[2..], ["И ещё 2 новости", night, "• Мост открыт."]);
    // One story and the night are a digest where those are wanted; a push stays a push.
    let one = lines(&desk.sim.room(alone).last());
    assert_eq!(one[1..], ["и ещё 1 новость к полудню, 23 ноября", "Главное", night]);
    assert!(!desk.sim.room(push).last().text.contains("Ночью"), "{}", desk.sim.room(push).last().text);
    assert_eq!(desk.counted(quake), 4, "a copy is counted when it brings the story, not when it names it");
    desk.close().await;
}

/// It stands in no other, and is corrected there with the rest.
#[tokio::test(start_paused = true)]
async fn breaking_news_of_the_night_is_named_once() {
    let (mut desk, _delivery, readers, quake) = a_night().await;
    for headline in ["Снег растает.", "Тарифы растут."] {
        desk.publish(headline, Lane::News);
    }
    pass(HOUR).await; // past 12:30
    for reader in &readers[..2] {
        let last = desk.sim.room(*reader).last();
        assert!(last.text.contains("Тарифы растут.") && !last.text.contains("Толчки"), "{}", last.text);
    }
    desk.revise(quake, |facts| facts.headline = "Толчки в области.".to_owned());
    pass(HOUR / 10).await;
    for reader in &readers[..3] {
        let transcript = desk.sim.room(*reader).transcript();
        assert!(transcript.contains("Ночью") && !transcript.contains("Толчки в городе."), "{transcript}");
    }
    for reader in readers {
        assert!(desk.renders_again(desk.key(reader), reader, "the night") > 1);
    }
    desk.close().await;
}

/// What is withdrawn before the digest is not in it; what is withdrawn after says so.
#[tokio::test(start_paused = true)]
async fn what_is_withdrawn_before_the_digest_is_not_in_it() {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let reader = desk.readers(1).start;
    desk.sleeps(reader, Mode::Digest);
    let _delivery = desk.start().await;
    let headlines = ["Мост открыт.", "Парк закрыт.", "Снег растает.", "Тарифы растут."];
    let articles = headlines.map(|headline| desk.publish(headline, Lane::News));
    let withdraw = |article| desk.revise(article, |facts| facts.readiness = Readiness::Withdrawn);
    pass(HOUR).await;
    withdraw(articles[2]);
    desk.revise(articles[0], |facts| facts.headline = "Мост закрыт.".to_owned());
    pass(HOUR / 2 + HOUR / 10).await;
    let [digest] = &desk.sim.room(reader).received()[..] else { panic!("one digest") };
    let shown = ["и ещё 2 новости к полудню, 23 ноября", "👥 Общество", "• Парк закрыт.", "• Мост закрыт."];
    assert_eq!(lines(digest)[1..], shown);
    withdraw(articles[1]);
    pass(HOUR / 10).await;
    let text = desk.sim.room(reader).last().text;
    assert!(text.contains("• 🚫 Материал снят с публикации") && !text.contains("Парк"), "{text}");
    // Nothing has come since: there is no second digest.
    pass(HOUR).await;
    assert_eq!(desk.sim.room(reader).received().len(), 1);
    desk.close().await;
}
