//! What is withdrawn goes from every chat, and comes to nobody any more; what is published again comes back.

use std::{collections::HashSet, time::Duration};

use headliner::{article::Image, store::Lane};
use simulator::{Faults, Photo, Settings};

use crate::{chance::scale, delivery::newsdesk::Newsdesk};

const HALL: &[u8] = include_bytes!("../../../../data/articles/photos/hall.jpg");
const DAWN: &[u8] = include_bytes!("../../../../data/articles/photos/dawn.jpg");

fn photo_of(desk: &Newsdesk, reader: i64) -> Photo {
    desk.only(reader).photo.expect("a photo")
}

/// Nobody keeps it, nobody gets it later, a copy in flight included.
#[tokio::test(start_paused = true)]
async fn a_retraction_in_the_middle_of_a_broadcast() {
    let faults = Faults { seed: 3, latency_ms: 100, jitter_ms: 900, ..Faults::none() };
    let mut desk = Newsdesk::open(Settings { faults, ..Settings::default() }, 30).await;
    let count = scale(100, 10_000);
    let readers = desk.readers(count);
    let delivery = desk.start().await;
    let article = desk.publish("Мэр ушёл в отставку.", Lane::Breaking);
    desk.sim.wait_for_accepted(count / 2).await;
    desk.retract(article, Some("Мэр <не> уходил."));
    let in_flight = delivery.status().borrow().in_flight as u64;
    desk.settled(&delivery).await;
    let sent = readers.clone().filter(|reader| !desk.sim.room(*reader).received().is_empty()).count() as u64;
    assert!((count / 2..=count / 2 + in_flight + 1).contains(&sent), "{sent} were sent, {in_flight} were in flight");
    for reader in readers.clone().filter(|reader| !desk.sim.room(*reader).received().is_empty()) {
        let message = desk.only(reader);
        assert_eq!(message.text, "🚫 Материал снят с публикации.\n\nМэр <не> уходил.");
        assert!(message.labels().is_empty());
    }
    desk.all_right(readers);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_comes_back_is_a_correction_for_some_and_news_for_others() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let first = desk.readers(2);
    let delivery = desk.start().await;
    let article = desk.publish("Суд отложен.", Lane::News);
    desk.settled(&delivery).await;
    desk.retract(article, None);
    desk.settled(&delivery).await;
    for reader in first.clone() {
        let text = desk.only(reader).text;
        assert!(text.starts_with("🚫 Материал снят с публикации.\n\nСведения не подтвердились."), "{text}");
    }
    let second = desk.readers(2);
    desk.restore(article);
    desk.settled(&delivery).await;
    for reader in first.clone() {
        let text = desk.only(reader).text;
        assert!(text.starts_with("Суд отложен.") && text.contains("✏️ Снова опубликовано в 10:0"), "{text}");
        assert_eq!(desk.only(reader).labels().len(), 1, "its buttons are back");
    }
    for reader in second {
        let text = desk.only(reader).text;
        assert!(text.starts_with("Суд отложен.") && !text.contains("Снова"), "{text}");
    }
    desk.all_right(first);
    desk.close().await;
}

/// A photo cannot become text: a card takes its place, the newsroom's or the one that is built in, and it comes back.
#[tokio::test(start_paused = true)]
async fn a_photo_gives_way_to_the_card() {
    for own in [false, true] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        std::fs::write(desk.folder.path().join("hall.jpg"), HALL).unwrap();
        std::fs::write(desk.folder.path().join("card.jpg"), DAWN).unwrap();
        if own {
            desk.change_newsroom(|newsroom| newsroom.placeholder = Some("card.jpg".to_owned()));
        }
        let readers = desk.readers(3);
        let delivery = desk.start().await;
        let photo = Some(Image::Path("hall.jpg".to_owned()));
        let article = desk.publish_with("Зал открыт.", Lane::News, desk.bit("society"), photo.clone());
        desk.settled(&delivery).await;
        let story = photo_of(&desk, readers.start).file_unique_id;
        desk.crash().await;
        desk.later(Duration::from_secs(3 * 86_400)); // own messages are edited at any age
        let delivery = desk.start().await;
        desk.retract(article, None);
        desk.settled(&delivery).await;
        let cards: HashSet<String> = readers.clone().map(|reader| photo_of(&desk, reader).file_unique_id).collect();
        assert!(cards.len() == 1 && !cards.contains(&story), "{cards:?}");
        let file = desk.sim.file(&photo_of(&desk, readers.start).file_id).expect("it was uploaded");
        let expected: &[u8] = if own { DAWN } else { include_bytes!("../../../../data/withdrawn.png") };
        assert_eq!(file.as_ref(), expected);
        for reader in readers.clone() {
            assert!(desk.only(reader).text.starts_with("🚫 Материал снят с публикации."));
        }
        desk.restore(article);
        desk.settled(&delivery).await;
        assert!(readers.clone().all(|reader| photo_of(&desk, reader).file_unique_id == story));
        desk.all_right(readers);
        desk.close().await;
    }
}

/// An article inside many lists: each is edited once, and only its line changes.
#[tokio::test(start_paused = true)]
async fn a_line_goes_from_many_bundles() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let count = scale(60, 3_000);
    let readers = desk.readers(count);
    let articles: Vec<_> = (0..4).map(|number| desk.publish(&format!("Сюжет {number}."), Lane::News)).collect();
    let delivery = desk.start().await;
    desk.settled(&delivery).await;
    desk.retract(articles[2], None);
    desk.settled(&delivery).await;
    for reader in readers.clone() {
        let text = desk.only(reader).text;
        assert!(!text.contains("Сюжет 2.") && text.contains("🚫 Материал снят с публикации"), "{text}");
        assert!(["Сюжет 0.", "Сюжет 1.", "Сюжет 3."].iter().all(|headline| text.contains(headline)), "{text}");
    }
    assert_eq!(desk.sim.counters().edited, count);
    desk.all_right(readers);
    desk.close().await;
}
