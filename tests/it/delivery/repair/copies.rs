//! Copies of every kind are edited to the newest revision, and nobody gets a second message.

use std::time::Duration;

use headliner::{
    article::Image,
    delivery::wishes,
    newsroom::{Minute, Mode},
    store::{Kind, Lane, Writing},
};
use simulator::Settings;
use tokio::time::sleep;

use crate::delivery::newsdesk::Newsdesk;

const HALL: &[u8] = include_bytes!("../../../../data/articles/photos/hall.jpg");
const DAWN: &[u8] = include_bytes!("../../../../data/articles/photos/dawn.jpg");

fn image(name: &str) -> Option<Image> {
    Some(Image::Path(name.to_owned()))
}

#[tokio::test(start_paused = true)]
async fn a_typo_is_mended_silently_and_a_mistake_is_said() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(3);
    let delivery = desk.start().await;
    let article = desk.publish("Дорогу закроют в четверг.", Lane::News);
    desk.settled(&delivery).await;
    desk.typo(article, "Дорогу на Медеу закроют в четверг.");
    desk.settled(&delivery).await;
    for reader in readers.clone() {
        let text = desk.only(reader).text;
        assert!(text.starts_with("Дорогу на Медеу закроют в четверг."), "{text}");
        assert!(!text.contains("Исправлено"), "{text}");
    }
    desk.correct(article, "Дорогу на Медеу закроют в пятницу.", "дорогу закроют в пятницу, не в четверг");
    desk.settled(&delivery).await;
    for reader in readers.clone() {
        let text = desk.only(reader).text;
        assert!(text.starts_with("Дорогу на Медеу закроют в пятницу."), "{text}");
        assert!(text.contains("✏️ Исправлено в 10:0"), "{text}");
        assert!(text.ends_with("дорогу закроют в пятницу, не в четверг"), "{text}");
    }
    assert_eq!(desk.sim.counters().edited, 6);
    let late = desk.readers(1).start;
    desk.publish_again(article, Lane::News);
    desk.settled(&delivery).await;
    let text = desk.only(late).text;
    assert!(text.starts_with("Дорогу на Медеу закроют в пятницу.") && !text.contains("Исправлено"), "{text}");
    desk.all_right(readers);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_readers_do_not_see_edits_nothing() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.readers(3);
    let delivery = desk.start().await;
    let article = desk.publish("Мост открыт.", Lane::News);
    desk.settled(&delivery).await;
    desk.revise(article, |facts| facts.published = facts.published + Duration::from_secs(60));
    desk.revise(article, |facts| facts.body = "Текст статьи целиком.".to_owned());
    desk.revise(article, |facts| facts.byline = Some("Асель".to_owned()));
    desk.settled(&delivery).await;
    assert_eq!(desk.sim.requests_of("editMessageText").len(), 0);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_photos_caption_is_mended_and_a_photo_that_changed_is_replaced() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(3);
    std::fs::write(desk.folder.path().join("hall.jpg"), HALL).unwrap();
    std::fs::write(desk.folder.path().join("dawn.jpg"), DAWN).unwrap();
    let delivery = desk.start().await;
    let article = desk.publish_with("Зал открыт.", Lane::News, desk.bit("society"), image("hall.jpg"));
    desk.settled(&delivery).await;
    let photo = |reader: i64| desk.only(reader).photo.expect("a photo").file_unique_id;
    let before = photo(readers.start);
    desk.correct(article, "Зал открыт для всех.", "зал открыт для всех");
    desk.settled(&delivery).await;
    for reader in readers.clone() {
        let message = desk.only(reader);
        assert!(
            message.text.starts_with("Зал открыт для всех.") && message.text.contains("Исправлено"),
            "{}",
            message.text
        );
        assert_eq!(photo(reader), before);
    }
    sleep(Duration::from_secs(120)).await; // nothing is said about it, so it waits for its round
    desk.revise(article, |facts| facts.image = image("dawn.jpg"));
    desk.settled(&delivery).await;
    let after = photo(readers.start);
    assert_ne!(after, before);
    assert!(readers.clone().all(|reader| photo(reader) == after));
    let uploads = desk.sim.requests_of("editMessageMedia").len();
    assert_eq!(uploads, 3);
    desk.all_right(readers);
    desk.close().await;
}

/// A channel's post, a bundle, a digest, breaking news, a group's copy.
#[tokio::test(start_paused = true)]
async fn copies_of_every_layout_are_repaired() {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let readers = desk.readers(3);
    let owner = desk.sim.person("Асель", "ru");
    let channel = desk.sim.channel("Вечер", "vecher", &owner);
    channel.promote_bot(&["can_post_messages"]);
    let group = desk.sim.supergroup("Соседи", &[&owner]);
    group.add_bot();
    desk.join(Kind::Channel, channel.id(), desk.bit("society"));
    desk.join(Kind::Group, group.id(), desk.bit("society"));
    let [plain, digest, paused] = [0, 1, 2].map(|place| readers.start + place);
    let (now, minute) = (desk.clock.now(), Duration::from_secs(60));
    let set = |store: &Writing| {
        wishes::set_mode(store, desk.key(digest), Mode::Digest, now)?;
        store.set_digests(desk.key(digest), &[Minute(10 * 60 + 2)])?;
        store.set_paused(desk.key(paused), Some(now + minute), false, now)
    };
    desk.store.write_here(set).unwrap();
    let delivery = desk.start().await;
    let articles: Vec<_> = ["Мост открыт.", "Метро закрыто.", "Парковка дорожает."]
        .into_iter()
        .map(|headline| desk.publish(headline, Lane::News))
        .collect();
    let urgent = desk.publish("Толчки в городе.", Lane::Breaking);
    desk.settled(&delivery).await;
    let chats = [plain, digest, paused, channel.id(), group.id()];
    let counts = || chats.map(|chat| desk.sim.room(chat).received().len());
    let before = counts();
    desk.correct(articles[1], "Метро открыто.", "метро открыто");
    desk.retract(articles[2], None);
    desk.correct(urgent, "Толчки под городом.", "толчки под городом");
    desk.settled(&delivery).await;
    assert_eq!(counts(), before, "nobody gets a second message");
    for chat in chats {
        let all: String = desk.sim.room(chat).received().iter().map(|message| message.text.clone() + "\n").collect();
        for (gone, stands) in [("Метро закрыто", "Метро открыто"), ("Толчки в городе", "Толчки под городом")]
        {
            assert!(!all.contains(gone) && all.contains(stands), "{chat}: {all}");
        }
        assert!(!all.contains("Парковка дорожает") && all.contains("снят с публикации"), "{chat}: {all}");
        assert!(all.contains("Мост открыт"), "{chat}: {all}");
    }
    desk.all_right(chats);
    desk.close().await;
}

/// Nobody ends with the old text, and nobody gets two messages: neither who was served before, nor who was being served, nor who
/// comes after.
#[tokio::test(start_paused = true)]
async fn a_correction_in_the_middle_of_a_broadcast() {
    let faults = simulator::Faults { seed: 1, latency_ms: 100, jitter_ms: 700, ..simulator::Faults::none() };
    let mut desk = Newsdesk::open(Settings { faults, ..Settings::default() }, 30).await;
    let count = crate::chance::scale(100, 10_000);
    let readers = desk.readers(count);
    let delivery = desk.start().await;
    let article = desk.publish("Землетрясение 9 баллов.", Lane::Breaking);
    desk.sim.wait_for_accepted(count / 2).await;
    desk.correct(article, "Землетрясение 3 балла.", "3 балла, не 9");
    desk.settled(&delivery).await;
    let mut marked = 0;
    for reader in readers.clone() {
        let text = desk.only(reader).text;
        assert!(text.contains("3 балла."), "{text}");
        marked += u64::from(text.contains("Исправлено"));
    }
    assert!(marked >= count / 2 && marked < count, "{marked} had the wrong version");
    let counters = desk.sim.counters();
    assert_eq!(counters.edited, marked, "who got the right text is not edited");
    assert!(counters.busiest_second_asked <= 30 && counters.refused.is_empty(), "{counters:?}");
    desk.all_right(readers);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_typo_in_what_is_older_than_a_day_stays() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let old = desk.readers(1).start;
    let delivery = desk.start().await;
    let article = desk.publish("Каралев приехал.", Lane::News);
    desk.settled(&delivery).await;
    desk.crash().await;
    desk.later(Duration::from_secs(86_400));
    let delivery = desk.start().await;
    let young = desk.readers(1).start;
    desk.publish_again(article, Lane::News);
    desk.settled(&delivery).await;
    desk.typo(article, "Королев приехал.");
    desk.settled(&delivery).await;
    assert!(desk.only(old).text.starts_with("Каралев"));
    assert!(desk.only(young).text.starts_with("Королев"));
    desk.correct(article, "Королев уехал.", "уехал");
    desk.settled(&delivery).await;
    for reader in [old, young] {
        assert!(desk.only(reader).text.starts_with("Королев уехал."), "what is told is told at any age");
    }
    desk.close().await;
}
