//! A story that goes on with another answers its first message, in each chat the one that it has.

use std::time::Duration;

use headliner::{
    article::{ArticleId, ArticleKey, Image, Language},
    bot_api::Parcel,
    store::{Kind, Lane, articles::Readiness},
};
use simulator::{Message, Settings};
use tokio::time::sleep;

use super::newsdesk::Newsdesk;

const SOON: Duration = Duration::from_secs(5);
const HALL: &[u8] = include_bytes!("../../../data/articles/photos/hall.jpg");

impl Newsdesk {
    /// It goes on with the article of this number.
    fn goes_on(&mut self, headline: &str, with: u32) -> ArticleKey {
        let article = self.keep(headline, self.bit("society"), None);
        self.revise(article, |facts| facts.follows = Some(ArticleId(format!("a{with}"))));
        article
    }

    /// The number of the message that the chat's message with these words answers.
    fn answers(&self, chat: i64, words: &str) -> Option<i64> {
        let message = self.saying(chat, words);
        message.more.get("reply_to_message").and_then(|message| message["message_id"].as_i64())
    }

    fn saying(&self, chat: i64, words: &str) -> Message {
        let all = self.sim.room(chat).received();
        all.into_iter().find(|message| message.text.contains(words)).unwrap_or_else(|| panic!("no {words} in {chat}"))
    }
}

#[tokio::test(start_paused = true)]
async fn each_chat_has_its_own_thread() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    std::fs::write(desk.folder.path().join("hall.jpg"), HALL).unwrap();
    let early = desk.readers(1).start;
    let delivery = desk.start().await;
    desk.publish("Пожар на складе.", Lane::Breaking);
    sleep(SOON).await;
    let late = desk.readers(1).start;
    let second = desk.goes_on("Пожар потушен.", 1);
    desk.revise(second, |facts| {
        facts.follows = Some(ArticleId("a1".to_owned()));
        facts.image = Some(Image::Path("hall.jpg".to_owned()));
    });
    desk.publish_again(second, Lane::News);
    sleep(SOON).await;
    let root = desk.saying(early, "Пожар на складе").id;
    assert!(desk.saying(early, "потушен").photo.is_some(), "a photo answers, too");
    assert_eq!(desk.answers(early, "потушен"), Some(root));
    assert_eq!(desk.answers(late, "потушен"), None);
    let third = desk.goes_on("Причина пожара известна.", 2);
    desk.publish_again(third, Lane::News);
    sleep(SOON).await;
    assert_eq!(desk.answers(early, "Причина"), Some(root), "the first, not the last");
    assert_eq!(desk.answers(late, "Причина"), Some(desk.saying(late, "потушен").id), "the nearest that it has");
    // What its reader has deleted is not missed; nobody answers what is withdrawn.
    desk.outfit.client.send(early, 0, &Parcel::delete(root)).await;
    desk.revise(second, |facts| {
        facts.readiness = Readiness::Withdrawn;
        facts.follows = Some(ArticleId("a1".to_owned()));
    });
    desk.settled(&delivery).await;
    let fourth = desk.goes_on("Склад откроют весной.", 3);
    desk.publish_again(fourth, Lane::News);
    sleep(SOON).await;
    assert_eq!(desk.answers(early, "весной"), None, "it is sent all the same");
    assert_eq!(desk.answers(late, "весной"), Some(desk.saying(late, "Причина").id));
    desk.close().await;
}

/// A thread goes across languages; a list answers nothing, and a circle is one.
#[tokio::test(start_paused = true)]
async fn a_thread_in_two_languages_and_in_a_list() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let (reader, list) = (desk.readers(1).start, desk.readers(1).start);
    let delivery = desk.start().await;
    let first = desk.publish("Пожар на складе.", Lane::News);
    desk.settled(&delivery).await;
    let root = desk.saying(reader, "Пожар").id;
    let translation = desk.keep("Қоймадағы өрт.", desk.bit("society"), None);
    desk.revise(translation, |facts| {
        facts.language = Language::Kk;
        facts.translation_of = Some(ArticleId("a1".to_owned()));
        facts.readiness = Readiness::Draft;
    });
    let (key, soon) = (desk.key(list), desk.clock.now() + Duration::from_secs(20));
    desk.store.write_here(|store| store.set_paused(key, Some(soon), false, desk.clock.now())).unwrap();
    let on = desk.goes_on("Пожар потушен.", 2);
    desk.revise(first, |facts| facts.follows = Some(ArticleId("a3".to_owned())));
    desk.publish_again(on, Lane::News);
    sleep(SOON).await;
    desk.publish("Мост открыт.", Lane::News);
    sleep(Duration::from_secs(30)).await;
    assert_eq!(desk.answers(reader, "потушен"), Some(root));
    assert_eq!(desk.answers(list, "потушен"), None);
    assert_eq!(desk.join(Kind::Reader, list, 0), key);
    desk.close().await;
}
