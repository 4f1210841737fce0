//! What Telegram makes of our texts by itself: nothing of a newsroom's words, whatever stands in them.

use headliner::{
    article::{Image, Language, Story},
    bot_api::{Client, Outcome},
    config::Token,
    message::{Extra, Form, Message, Renderer, still},
};
use simulator::{Limits, Person, Settings, Simulator};

use crate::messages_examples::{bare, story, with_renderer};

/// What newsrooms write, each of which is a link, a tag, a mention, a command or an address where nothing stops it.
const WORDS: [&str; 10] = [
    "Akorda.kz",
    "пресс-служба akorda.kz/ru/news",
    "www.vecher.kz",
    "https://t.me/vecher?start=1",
    "info@akorda.kz",
    "@akorda_press",
    "#Алматы",
    "$USD",
    "/start",
    "сайт.рф и қаз.қаз",
];

/// What our own markup makes, and the rubric's hashtag.
const OURS: [&str; 5] = ["bold", "italic", "text_link", "expandable_blockquote", "hashtag"];

async fn bot() -> (Simulator, Client, Person) {
    let sim = Simulator::start(Settings { limits: Limits::none(), ..Settings::default() }).await.unwrap();
    let client = Client::new(&sim.url().parse().unwrap(), None, &Token::new(sim.token()).unwrap()).unwrap();
    let aigul = sim.person("Айгүл", "ru");
    aigul.start("");
    (sim, client, aigul)
}

/// The kinds and texts of what stands in the message when Telegram has taken it.
async fn found(client: &Client, reader: &Person, message: &Message) -> Vec<(String, String)> {
    let outcome = client.send(reader.id(), 0, &message.parcel(None, false)).await.outcome();
    assert!(matches!(outcome, Outcome::Delivered { .. }), "{outcome:?}: {}", message.text);
    let taken = reader.last();
    let units: Vec<u16> = taken.text.encode_utf16().collect();
    let text = |from: usize, length: usize| String::from_utf16_lossy(&units[from..from + length]);
    taken.entities.iter().map(|entity| (entity.kind.clone(), text(entity.offset, entity.length))).collect()
}

#[tokio::test(start_paused = true)]
async fn nothing_becomes_a_link_by_accident() {
    let (_sim, client, aigul) = bot().await;
    for words in WORDS {
        let said = |text: String| Message { text, ..Message::default() };
        let bare = found(&client, &aigul, &said(format!("Говорит {words}, и точка."))).await;
        assert!(!bare.is_empty(), "{words}: nothing would come of it, so the test shows nothing");
        let stilled = found(&client, &aigul, &said(format!("Говорит {}, и точка.", still(words)))).await;
        assert_eq!(stilled, [], "{words}");
    }
}

/// A story in which every text has all of it.
fn loud(key: i64, url: bool) -> Story {
    let all = WORDS.join(", ");
    let mut story = story(key, Language::Ru, "society", &format!("Сказано: {all}"), &format!("Мы пишем: {all}."));
    story.credit = Some(WORDS[..2].join(", "));
    story.image = Some(Image::Url("https://vecher.kz/a.jpg".parse().unwrap()));
    story.correction = Some(all);
    story.url = story.url.filter(|_| url);
    story
}

#[tokio::test(start_paused = true)]
async fn no_message_to_readers_holds_a_link_that_is_not_ours() {
    let (_sim, client, aigul) = bot().await;
    let newsroom = bare();
    let stories = [loud(1, true), loud(2, false), loud(3, true), loud(4, false)];
    let extra = || Extra { mentions: vec![loud(5, false)], ..Extra::default() };
    let render = |renderer: Renderer| {
        let mut messages: Vec<Message> = stories.iter().map(|story| renderer.push(story, Form::Photo)).collect();
        messages.push(renderer.breaking(&stories[1], Form::Formatted));
        messages.push(renderer.followup(&stories[0], Form::Formatted));
        messages.push(renderer.bundle(Language::Ru, &stories, 0, extra()));
        messages.push(renderer.digest(Language::Ru, &stories, 0, stories[0].published, extra()));
        messages.push(renderer.correction_notice(Language::Ru, &WORDS.join(", ")));
        messages.push(renderer.retraction_notice(Language::Ru, stories[0].published, Some(&WORDS.join(", "))));
        messages
    };
    for message in with_renderer(&newsroom, render) {
        let entities = found(&client, &aigul, &message).await;
        let foreign: Vec<_> = entities
            .iter()
            .filter(|(kind, text)| !OURS.contains(&kind.as_str()) || kind == "hashtag" && text != "#Общество")
            .collect();
        assert!(foreign.is_empty(), "{foreign:?} in {}", message.text);
    }
}
