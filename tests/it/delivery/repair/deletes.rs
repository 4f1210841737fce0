//! What is withdrawn may be deleted: single copies that are young enough go, all others are replaced; and whoever's copy was deleted
//! gets the story as news, if it is published again.

use std::time::Duration;

use headliner::{
    article::ArticleKey,
    delivery::Event,
    store::{Kind, Lane, copies::Owed},
};
use simulator::{Fault, Settings};
use tokio::sync::broadcast::Receiver;

use super::SOON;
use crate::delivery::newsdesk::Newsdesk;

const REPLACED: &str = "🚫 Материал снят с публикации.";

impl Newsdesk {
    /// Its copies, which are withdrawn, are to be deleted.
    fn delete(&self, article: ArticleKey) {
        let now = self.clock.now();
        self.store.write_here(|store| store.delete_copies(article, now)).unwrap();
    }

    fn channel(&self) -> simulator::Room {
        let owner = self.sim.person("Асель", "ru");
        let channel = self.sim.channel("Вечер", "vecher", &owner);
        channel.promote_bot(&["can_post_messages"]);
        channel
    }

    /// How many were repaired, as the desk hears of it.
    fn heard(&self, events: &mut Receiver<Event>) -> Option<Owed> {
        std::iter::from_fn(|| events.try_recv().ok()).find_map(|event| match event {
            Event::Repaired { copies, .. } => Some(copies),
            _ => None,
        })
    }

    fn texts(&self, chat: i64) -> Vec<String> {
        self.sim.room(chat).received().into_iter().map(|message| message.text).collect()
    }
}

#[tokio::test(start_paused = true)]
async fn young_copies_are_deleted_and_others_replaced() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let channel = desk.channel();
    let old = desk.readers(1).start;
    let delivery = desk.start().await;
    let article = desk.publish("Мэр ушёл.", Lane::News);
    desk.settled(&delivery).await;
    desk.crash().await;
    desk.later(Duration::from_secs(49 * 3600));
    let readers = desk.readers(2);
    let [young, list] = [0, 1].map(|place| readers.start + place);
    desk.join(Kind::Channel, channel.id(), desk.bit("society"));
    let (key, soon) = (desk.key(list), desk.clock.now() + Duration::from_secs(20));
    desk.store.write_here(|store| store.set_paused(key, Some(soon), false, desk.clock.now())).unwrap();
    let delivery = desk.start().await;
    let mut events = delivery.events();
    desk.publish_again(article, Lane::News);
    tokio::time::sleep(SOON).await;
    desk.publish("Мост открыт.", Lane::News);
    tokio::time::sleep(Duration::from_secs(30)).await;
    desk.retract(article, Some("Не ушёл."));
    desk.delete(article);
    desk.settled(&delivery).await;
    tokio::time::sleep(SOON).await;
    assert_eq!(desk.texts(old)[0], format!("{REPLACED}\n\nНе ушёл."));
    let lists = desk.texts(list);
    assert!(lists[0].contains("снят с публикации") && !lists[0].contains("Мэр"), "{lists:?}");
    for chat in [young, channel.id()] {
        let texts = desk.texts(chat);
        assert!(texts.len() == 1 && texts[0].contains("Мост"), "{texts:?}");
    }
    assert_eq!(desk.sim.counters().deleted, 2);
    let owed = desk.store.read_here(|store| store.copies_to_mend(article)).unwrap();
    assert_eq!((owed.copies, owed.behind, owed.repaired, owed.deleted), (2, 0, 2, 2));
    assert_eq!(desk.heard(&mut events), Some(owed));
    desk.restore(article);
    desk.settled(&delivery).await;
    for chat in [young, channel.id()] {
        let texts = desk.texts(chat);
        assert!(texts.len() == 2 && texts[1].starts_with("Мэр ушёл."), "{texts:?}");
    }
    assert!(desk.texts(old)[0].starts_with("Мэр ушёл.") && desk.texts(list)[0].contains("Мэр ушёл."));
    assert_eq!((desk.texts(old).len(), desk.texts(list).len()), (2, 1), "and the bridge");
    desk.all_right([old, young, list, channel.id()]);
    desk.close().await;
}

/// A deletion is asked for after all copies were replaced; one answer is lost, one chat does not let us, one reader was faster.
#[tokio::test(start_paused = true)]
async fn a_deletion_on_second_thought_and_its_answers() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let channel = desk.channel();
    desk.join(Kind::Channel, channel.id(), desk.bit("society"));
    let readers = desk.readers(3);
    let delivery = desk.start().await;
    let article = desk.publish("Мэр ушёл.", Lane::News);
    desk.settled(&delivery).await;
    desk.retract(article, Some("Не ушёл."));
    desk.settled(&delivery).await;
    let faster = readers.start;
    let gone = desk.only(faster).id;
    desk.outfit.client.send(faster, 0, &headliner::bot_api::Parcel::delete(gone)).await;
    channel.promote_bot(&["can_invite_users"]);
    desk.sim.fail_next("deleteMessage", Fault::ResetAfter, 2);
    desk.delete(article);
    desk.settled(&delivery).await;
    assert!(readers.clone().all(|reader| desk.texts(reader).is_empty()));
    assert_eq!(desk.texts(channel.id()), [format!("{REPLACED}\n\nНе ушёл.")], "its correction stays");
    let owed = desk.store.read_here(|store| store.copies_to_mend(article)).unwrap();
    assert_eq!((owed.copies, owed.behind, owed.deleted), (1, 0, 3));
    desk.crash().await;
    let delivery = desk.start().await;
    desk.settled(&delivery).await;
    let asked = desk.sim.requests_of("deleteMessage").len();
    desk.restore(article);
    desk.settled(&delivery).await;
    assert!(readers.clone().all(|reader| desk.only(reader).text.starts_with("Мэр ушёл.")));
    // Withdrawn once more, it is replaced: that it was to be deleted is over.
    desk.retract(article, None);
    desk.settled(&delivery).await;
    assert!(readers.clone().all(|reader| desk.only(reader).text.starts_with(REPLACED)));
    assert_eq!(desk.sim.requests_of("deleteMessage").len(), asked);
    desk.all_right(readers);
    desk.close().await;
}
