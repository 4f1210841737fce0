//! Inline: `@bot words` in any chat. In: what somebody types there. Out: cards of the stories that are found, each of which becomes a message
//! with headline, lead and the page's button; without words the latest news. It only looks: nothing is written, and nobody is subscribed.
//! Telegram asks only where inline mode is on (@BotFather, /setinline), and tells nobody which message a card has become; so
//! these messages are not corrected later.

use crate::{
    article::{Form, Image, Language},
    bot_api::{
        inline::{Found, MOST_RESULTS},
        keyboard::is_accepted,
    },
    clock::Time,
    message::{Keyboard, text::cut},
    newsroom::news_languages,
    search::query::Query,
    store::{
        Reading, Result,
        articles::Listed,
        search::{COUNTED, Search},
    },
    telegram::{
        answer::{Answer, Reply},
        room::Room,
        scene::Scene,
        update::Asked,
    },
};

/// Cards at once: Telegram asks for more when somebody reads on.
const PAGE: u32 = 20;
const _: () = assert!(PAGE as usize <= MOST_RESULTS);
/// The most code points of a card's lines: what a phone shows of them.
const TITLE: usize = 150;
const DESCRIPTION: usize = 200;

/// Answers an inline query.
pub(in crate::telegram) async fn answer(room: &Room, asked: Asked) -> Result<Answer> {
    let scene = room.scene().await?;
    let look = move |store: &Reading| {
        let skip = asked.offset.parse::<u32>().unwrap_or(0).min(COUNTED);
        let mut found = found(store, &scene, &asked, skip)?;
        let next = if found.len() > PAGE as usize { (skip + PAGE).to_string() } else { String::new() };
        found.truncate(PAGE as usize);
        let cards = found.iter().map(|listed| card(&scene, listed)).collect();
        Ok(Answer::default().and(Reply::Inline(asked.query, cards, next)))
    };
    room.store.read(look).await
}

fn found(store: &Reading, scene: &Scene, asked: &Asked, skip: u32) -> Result<Vec<Listed>> {
    let chat = store.chat_of(asked.person.id, 0)?;
    let tongue = chat.as_ref().map_or_else(|| scene.tongue(&asked.person), |chat| chat.tongue);
    let languages = chat.map_or_else(|| news_languages(tongue), |chat| chat.languages);
    let most = PAGE + 1;
    if asked.text.is_empty() {
        return store.latest_stories(0, (languages, tongue), scene.now, skip, most);
    }
    let Some(query) = Query::read(&asked.text) else { return Ok(Vec::new()) };
    let own = Search { query, languages, rubric: None };
    let search = meant(store, own, scene.now)?;
    store.find(&search, scene.now, skip, most)
}

/// The search in the languages that somebody reads, else in all, else for what they may have meant.
fn meant(store: &Reading, own: Search, now: Time) -> Result<Search> {
    if !store.find(&own, now, 0, 1)?.is_empty() {
        return Ok(own);
    }
    let every = Search { languages: Language::EVERY, ..own.clone() };
    if !store.find(&every, now, 0, 1)?.is_empty() {
        return Ok(every);
    }
    Ok(store.guess(&own, now)?.unwrap_or(every))
}

fn card(scene: &Scene, Listed { story, .. }: &Listed) -> Found {
    let renderer = scene.renderer();
    let button = renderer.read_button(story, story.language);
    let picture = story.image.as_ref().filter(|_| !story.sensitive).and_then(|image| match image {
        Image::Url(url) => Some(url.to_string()).filter(|url| is_accepted(url)),
        Image::Path(_) => None, // it is on this machine, where no phone can see it
    });
    Found {
        id: format!("a{}.{}", story.key, story.revision),
        title: cut(&renderer.headline(story), TITLE),
        description: cut(&renderer.lead(story), DESCRIPTION),
        thumbnail: picture,
        text: renderer.push(story, Form::Formatted).text,
        keyboard: Keyboard::of([button.into_iter().collect()]),
    }
}
