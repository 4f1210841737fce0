//! Who had to do without a version in their language has it when it comes, in the message that they have.

use std::time::Duration;

use headliner::{
    article::{ArticleId, ArticleKey, Image, Language},
    delivery::wishes,
    store::{Lane, articles::Submission},
};
use simulator::Settings;
use tokio::time::sleep;

use super::SOON;
use crate::delivery::newsdesk::Newsdesk;

const HALL: &[u8] = include_bytes!("../../../../data/articles/photos/hall.jpg");
const DAWN: &[u8] = include_bytes!("../../../../data/articles/photos/dawn.jpg");

fn kazakh(facts: &mut Submission) {
    facts.language = Language::Kk;
    facts.translation_of = Some(ArticleId("a1".to_owned()));
    facts.image = Some(Image::Path("dawn.jpg".to_owned()));
}

impl Newsdesk {
    /// The Kazakh version of the first article comes into the store.
    fn translate(&mut self, headline: &str) -> ArticleKey {
        let article = self.keep(headline, self.bit("society"), None);
        self.revise(article, kazakh);
        article
    }

    fn picture(&self, reader: i64) -> Option<String> {
        self.only(reader).photo.map(|photo| photo.file_unique_id)
    }

    fn reads(&self, reader: i64, languages: u8) {
        let (key, now) = (self.key(reader), self.clock.now());
        assert!(self.store.write_here(|store| wishes::set_languages(store, key, languages, now)).unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn a_translation_comes_into_the_copies_of_those_who_do_not_read_the_first() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    std::fs::write(desk.folder.path().join("hall.jpg"), HALL).unwrap();
    std::fs::write(desk.folder.path().join("dawn.jpg"), DAWN).unwrap();
    let readers = desk.readers(3);
    let [russian, kazakh_only, both] = [0, 1, 2].map(|place| readers.start + place);
    desk.reads(kazakh_only, 2);
    desk.reads(both, 3);
    let delivery = desk.start().await;
    let image = Some(Image::Path("hall.jpg".to_owned()));
    let article = desk.keep("Толчки в городе.", desk.bit("society"), image);
    desk.publish_in(article, Lane::News, 3);
    desk.settled(&delivery).await;
    let first = desk.picture(russian);
    assert!(readers.clone().all(|reader| desk.only(reader).text.starts_with("Толчки в городе.")));
    let translation = desk.translate("Қалада дүмпу.");
    desk.settled(&delivery).await;
    assert!(desk.only(kazakh_only).text.starts_with("Толчки"), "it is not out yet");
    desk.publish_again(translation, Lane::News);
    desk.settled(&delivery).await;
    let says = |reader: i64, words: &str| desk.only(reader).text.starts_with(words);
    assert!(says(russian, "Толчки в городе.") && says(both, "Толчки в городе."));
    assert!(says(kazakh_only, "Қалада дүмпу."), "{}", desk.only(kazakh_only).text);
    assert_eq!(desk.picture(russian), first);
    assert!(desk.picture(kazakh_only).is_some() && desk.picture(kazakh_only) != first);
    assert_eq!(desk.sim.counters().edited, 1);
    // From now on it follows its own version.
    desk.correct(article, "Толчки под городом.", "под городом");
    desk.settled(&delivery).await;
    assert!(
        desk.only(russian).text.contains("Толчки под городом.") && desk.only(kazakh_only).text.starts_with("Қалада")
    );
    let told = |headline: &str| {
        desk.revise(translation, |facts| {
            kazakh(facts);
            facts.headline = headline.to_owned();
            facts.correction = Some("қала маңында".to_owned());
        });
    };
    told("Қала маңында дүмпу.");
    desk.settled(&delivery).await;
    sleep(Duration::from_secs(150)).await;
    told("Қала маңында дүмпу болды.");
    desk.settled(&delivery).await;
    let text = desk.only(kazakh_only).text;
    assert!(text.starts_with("Қала маңында дүмпу болды.") && text.ends_with("қала маңында"), "{text}");
    desk.all_right(readers);
    desk.close().await;
}

/// What comes while the program is down, or while the first is on its way, is found.
#[tokio::test(start_paused = true)]
async fn a_translation_is_found_at_a_start_and_behind_what_is_in_flight() {
    for crashes in [true, false] {
        let faults = simulator::Faults { latency_ms: 3_000, ..simulator::Faults::none() };
        let mut desk = Newsdesk::open(Settings { faults, ..Settings::default() }, 30).await;
        let reader = desk.readers(1).start;
        desk.reads(reader, 2);
        drop(desk.start().await);
        let article = desk.keep("Толчки в городе.", desk.bit("society"), None);
        desk.publish_in(article, Lane::Breaking, 2);
        sleep(Duration::from_secs(if crashes { 10 } else { 1 })).await;
        if crashes {
            desk.crash().await;
        }
        let translation = desk.translate("Қалада дүмпу.");
        desk.publish_again(translation, Lane::News);
        if crashes {
            drop(desk.start().await);
        }
        sleep(SOON * 2).await;
        assert!(desk.only(reader).text.contains("Қалада дүмпу."), "{}", desk.only(reader).text);
        desk.close().await;
    }
}
