//! What stands in a chat can be rendered again from what is kept: the ledger's edition, the stories in its revisions.

use std::{collections::HashSet, time::Duration};

use headliner::{
    article::{ArticleKey, Form, Image, Language, Story},
    clock::Time,
    delivery::wishes,
    message::{Message, Renderer, html},
    newsroom::{Minute, Mode},
    store::{
        ChatKey, Kind, Lane, Reading, Result, Seq, Writing,
        editions::{Edition, EditionId},
        ledger::{Delivery, Ended, Served},
    },
};
use serde_json::{Value, json};
use simulator::Settings;

use super::newsdesk::Newsdesk;

impl Newsdesk {
    /// The message of an edition, from what the database keeps.
    fn rendered(&self, id: EditionId) -> (Edition, Message) {
        let read = |store: &Reading| -> Result<_> {
            let edition = store.edition(id)?.expect("an edition that is named is kept");
            let stories = |articles: &[(ArticleKey, i64)]| -> Result<Vec<Story>> {
                let story =
                    |(key, revision): &(ArticleKey, i64)| Ok(store.story_as(*key, *revision)?.expect("a story"));
                articles.iter().map(story).collect()
            };
            let named: Vec<_> = edition.named().copied().collect();
            Ok((stories(&edition.stories)?, stories(&named)?, edition))
        };
        let (stories, mentions, edition) = self.store.read_here(read).unwrap();
        let renderer = Renderer { words: &self.outfit.words, newsroom: &self.newsroom, bot: &self.outfit.bot };
        let message = renderer.edition(&edition, &stories, &mentions);
        (edition, message)
    }

    /// Every message of the chat that stands at Telegram is the one that its edition makes. How many there were.
    pub fn renders_again(&self, chat: ChatKey, telegram: i64, what: &str) -> usize {
        let rows: Vec<Delivery> = self.store.read_here(|store| store.last_deliveries(chat, u32::MAX)).unwrap();
        let mut compared = 0;
        for row in rows {
            let Some(Ended::Delivered(number)) = row.ended else { continue };
            let stands = self.sim.room(telegram).message(number).filter(|message| !message.deleted);
            let Some(stands) = stands else { continue };
            let standing = self.store.read_here(|store| store.stands(chat, row.at)).unwrap();
            let (edition, again) = self.rendered(standing.unwrap_or(row.edition));
            assert_eq!(stands.text, html::as_read(&again.text), "{what}: {edition:?}");
            let buttons = if again.keyboard.is_empty() { None } else { Some(json!(again.keyboard)) };
            assert_eq!(stands.markup, buttons, "{what}: {edition:?}");
            assert_eq!(stands.photo.is_some(), edition.form == Form::Photo, "{what}: {edition:?}");
            let preview = stands.more.get("link_preview_options").and_then(|options| options.get("url"));
            assert_eq!(preview.and_then(Value::as_str), again.preview.as_deref(), "{what}: {edition:?}");
            compared += 1;
        }
        compared
    }
}

/// One of each kind: a push with its photo and as breaking news, a post, a bundle, a digest, one after a break.
#[tokio::test(start_paused = true)]
async fn every_layout_is_rendered_again() {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let readers = desk.readers(4);
    let channel = desk.sim.channel("Вечер", "vecher", &desk.sim.person("Асель", "ru"));
    channel.promote_bot(&["can_post_messages"]);
    let channel_key = desk.join(Kind::Channel, channel.id(), desk.bit("society"));
    let [plain, digest, paused, full] = [0, 1, 2, 3].map(|place| readers.start + place);
    let (now, soon) = (desk.clock.now(), Duration::from_secs(60));
    let set = |store: &Writing| {
        wishes::set_mode(store, desk.key(digest), Mode::Digest, now)?;
        store.set_digests(desk.key(digest), &[Minute(10 * 60 + 2)])?;
        store.set_paused(desk.key(paused), Some(now + soon), false, now)?;
        store.set_spacing(desk.key(full), soon)
    };
    desk.store.write_here(set).unwrap();
    let delivery = desk.start().await;
    let picture = include_bytes!("../../../data/articles/photos/hall.jpg");
    std::fs::write(desk.folder.path().join("hall.jpg"), picture).unwrap();
    desk.publish_with("Мост открыт.", Lane::News, desk.bit("society"), Some(Image::Path("hall.jpg".to_owned())));
    tokio::time::sleep(soon / 12).await;
    desk.publish("Толчки в городе.", Lane::Breaking);
    tokio::time::sleep(soon / 12).await;
    for headline in ["Дорогу на Медеу открыли.", "Тарифы & льготы <2027>.", "Парковка дорожает."]
    {
        desk.publish(headline, Lane::News);
    }
    desk.settled(&delivery).await;
    let mut layouts = HashSet::new();
    for (chat, telegram) in [plain, digest, paused, full]
        .map(|reader| (desk.key(reader), reader))
        .into_iter()
        .chain([(channel_key, channel.id())])
    {
        assert!(desk.renders_again(chat, telegram, "every layout") > 0);
        let rows = desk.store.read_here(|store| store.last_deliveries(chat, 50)).unwrap();
        layouts.extend(rows.iter().map(|row| desk.rendered(row.edition).0.layout));
    }
    assert_eq!(layouts.len(), 4, "{layouts:?}");
    desk.close().await;
}

/// An edition goes when no message can name it any more, and stays while one may.
#[tokio::test]
async fn editions_go_with_the_messages_that_name_them() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let (chat, start) = (desk.key(reader), desk.clock.now());
    let days = |days: u64| start + Duration::from_secs(days * 86_400);
    let articles = [1, 2, 3].map(|number| desk.keep(&format!("Новость {number}."), desk.bit("society"), None));
    let [once, again, open] = articles.map(|article| Edition::single((article, 1), Form::Formatted, Language::Ru));
    let send = |store: &Writing, edition: &Edition, at: Time, ended: Option<Ended>| -> Result<EditionId> {
        let edition = store.edition_for(edition)?;
        let (served, after, upto) = (Served::News, Seq(0), Seq(0));
        let row = Delivery { chat, at, served, after, upto, edition, ended: None, answered: None, attempt: 0 };
        let at = store.intend(&row)?;
        ended.map_or(Ok(true), |ended| store.finish(chat, at, ended, false, at))?;
        Ok(edition)
    };
    let delivered = Some(Ended::Delivered(1));
    let ids = desk.store.write_here(|store| {
        let ids = [send(store, &once, start, delivered)?, send(store, &again, start, delivered)?];
        assert_eq!(send(store, &again, days(20), delivered)?, ids[1], "it is the same for all who get the same");
        Ok([ids[0], ids[1], send(store, &open, start, None)?])
    });
    let ids = ids.unwrap();
    let prune = |before: Time| {
        let pruned = desk.store.write_here(|store| {
            store.prune(&[chat], before)?;
            let (old, _) = store.old_editions(before, EditionId(0), 50, 5_000)?;
            store.prune_editions(&old, before)
        });
        let kept = |id: &EditionId| desk.store.read_here(|store| store.edition(*id)).unwrap().is_some();
        (pruned.unwrap(), ids.iter().map(kept).collect::<Vec<_>>())
    };
    assert_eq!(prune(start), (0, vec![true; 3]), "its messages are kept");
    assert_eq!(prune(days(10)), (1, vec![false, true, true]));
    assert_eq!(prune(days(30)), (1, vec![false, false, true]), "a message is open, however old");
}
