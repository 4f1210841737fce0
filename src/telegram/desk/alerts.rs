//! What the desk hears without asking: articles that cannot be read, rubrics nobody knows, a story that Telegram does not
//! take, and the question what to do with an article that asks for a breaking push. Each problem is said once, and once
//! more when it is solved. It goes to the desk's group, else to each member of staff, through delivery's staff lane.

use std::{collections::HashSet, time::Duration};

use futures_util::future::join_all;
use tokio::sync::{broadcast::error::RecvError, mpsc};

use super::{cards, plain};
use crate::{
    article::{ArticleKey, Language},
    bot_api::Outcome,
    delivery::Event,
    intake::Notice,
    locale::{Words, args},
    message::{Button, Keyboard, Message, Style, escape},
    store::{
        Reading, Result, Turn,
        cards::{About, Card},
    },
    telegram::{room::Room, scene::Scene},
};

/// How many bad files of one look are told one by one.
const ONE_BY_ONE: usize = 5;
/// How often a message is tried that was certainly not sent.
const TRIES: u32 = 5;
/// What the first repetition waits at least; each further one waits twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// Nobody else waits for a chat that Telegram has no time for so long.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How many notices are taken together.
const TOGETHER: usize = 1_000;
/// How many problems are remembered as told.
const REMEMBERED: usize = 1_000;

/// Hears notices and events as long as the program runs.
pub(super) async fn hear(room: &Room, mut notices: mpsc::UnboundedReceiver<Notice>) {
    let (mut events, mut status) = (room.delivery.events(), room.delivery.status());
    let (mut told, mut batch, mut refused) = (HashSet::new(), Vec::new(), false);
    loop {
        tokio::select! {
            count = notices.recv_many(&mut batch, TOGETHER), if !notices.is_closed() || !notices.is_empty() => {
                if count > 0 {
                    take(room, std::mem::take(&mut batch), &mut told).await;
                }
            }
            event = events.recv() => match event {
                Ok(Event::SetAside(article, reason)) => set_aside(room, article, &reason).await,
                Ok(Event::TokenRefused) => refused = true, // nothing can be said until it is accepted again
                Ok(_) => {}
                Err(RecvError::Lagged(missed)) => log::warn!("{missed} events were not told to the desk"),
                Err(RecvError::Closed) => return,
            },
            Ok(()) = status.changed(), if refused => {
                let works = !status.borrow_and_update().token_refused;
                if works {
                    refused = false;
                    tell(room, |words, tongue| {
                        let what = words.say(tongue, "alert-token", &args![]);
                        words.say(tongue, "alert-solved", &args![what = what])
                    })
                    .await;
                }
            }
        }
    }
}

async fn take(room: &Room, notices: Vec<Notice>, told: &mut HashSet<String>) {
    let mut faults = 0;
    for notice in notices {
        match notice {
            Notice::Fault { path, fault } => {
                faults += 1;
                if faults <= ONE_BY_ONE {
                    let line = fault.line.map_or_else(|| "—".into(), |line| line.to_string());
                    tell(room, |words, tongue| {
                        let fields = args![file = escape(&path), line = &line, reason = escape(&fault.what)];
                        words.say(tongue, "alert-article", &fields)
                    })
                    .await;
                }
            }
            Notice::Solved { path } => {
                let what = escape(&path);
                tell(room, |words, tongue| words.say(tongue, "alert-solved", &args![what = &what])).await;
            }
            Notice::UnknownRubric { name, .. } => {
                if told.len() < REMEMBERED && told.insert(format!("rubric {name}")) {
                    let name = escape(&name);
                    tell(room, |words, tongue| words.say(tongue, "alert-rubric", &args![name = &name])).await;
                }
            }
            Notice::AsksBreaking { article, plan } => ask(room, article, plan).await,
        }
    }
    if faults > ONE_BY_ONE {
        let count = faults - ONE_BY_ONE;
        tell(room, |words, tongue| words.say(tongue, "alert-more", &args![count = count])).await;
    }
}

async fn set_aside(room: &Room, article: ArticleKey, reason: &str) {
    let found = room.store.read(move |store| Ok(store.story(article)?.map(|(story, _)| story.headline))).await;
    let headline = escape(&found.ok().flatten().unwrap_or_default());
    let reason = escape(reason);
    tell(room, |words, tongue| words.say(tongue, "alert-poison", &args![headline = &headline, reason = &reason])).await;
}

/// Says something to the desk that nobody has asked for, to each in their language. What does not arrive is logged.
pub async fn tell(room: &Room, render: impl Fn(&Words, Language) -> String) {
    let posts = listeners(room).await.into_iter().map(|(chat, tongue)| {
        let message = plain(render(&room.words, tongue), Keyboard::default());
        async move { post(room, chat, &message).await }
    });
    join_all(posts).await;
}

/// The chats that hear what happens, with their languages.
pub(super) async fn listeners(room: &Room) -> Vec<(i64, Language)> {
    let Ok(scene) = room.scene().await else { return Vec::new() };
    let found = room.store.read(move |store| {
        let chats = cards::listeners(store, &scene)?;
        chats.into_iter().map(|chat| Ok((chat, cards::tongue(store, &scene, chat)?))).collect::<Result<Vec<_>>>()
    });
    found.await.unwrap_or_else(|error| {
        log::error!("cannot look up the staff: {error}");
        Vec::new()
    })
}

/// Sends a message through the staff's lane, again where it certainly was not sent; its number, if it arrived.
pub(super) async fn post(room: &Room, chat: i64, message: &Message) -> Option<i64> {
    let mut wait = FIRST_WAIT;
    for left in (0..TRIES).rev() {
        let asked = match room.delivery.post(chat, message.parcel(None, false)).await? {
            Outcome::Delivered { message, .. } => return Some(message),
            Outcome::Flood(asked) if left > 0 && asked <= LONGEST_WAIT => asked,
            Outcome::NotSent(_) if left > 0 => Duration::ZERO,
            outcome => {
                log::warn!("a message to the desk did not arrive: {outcome:?}");
                return None;
            }
        };
        tokio::time::sleep(wait.max(asked)).await;
        wait *= 2;
    }
    None
}

/// Asks the desk what to do with an article that asks for a breaking push; unanswered, the plan publishes it as ordinary
/// news.
async fn ask(room: &Room, article: ArticleKey, plan: i64) {
    let Ok(scene) = room.scene().await else { return };
    let questions = listeners(room).await.into_iter().map(|(chat, tongue)| {
        let scene = scene.clone();
        async move {
            let message = room.store.read(move |store| question(store, &scene, tongue, article, plan)).await?;
            let Some(message) = message else { return Ok(()) };
            let Some(number) = post(room, chat, &message).await else { return Ok(()) };
            let (now, card) = (room.clock.now(), Card { chat, message: number, about: About::Question(plan) });
            room.store.write(Turn::Bulk, move |store| store.keep_card(card, now)).await
        }
    });
    for asked in join_all(questions).await {
        if let Err(error) = asked {
            log::error!("cannot ask the desk: {error}");
        }
    }
}

fn question(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    article: ArticleKey,
    plan: i64,
) -> Result<Option<Message>> {
    let (Some((story, _)), Some((waiting, _))) = (store.story(article)?, store.plan(plan)?) else { return Ok(None) };
    let zone = scene.newsroom.zone;
    let rubric = scene.renderer().rubric(&story).map_or_else(String::new, |rubric| rubric.label(tongue));
    let fields = args![
        headline = escape(&story.headline),
        rubric = escape(&rubric),
        author = story.byline.as_deref().map_or_else(|| "—".into(), escape),
        time = scene.words.time(story.published, zone),
        deadline = waiting.due.map_or_else(|| "—".into(), |due| scene.words.time(due, zone)),
    ];
    let button = |key: &str, verb: &str| Button::data(scene.say(tongue, key, &args![]), format!("d:{verb}:{plan}"));
    let keyboard = Keyboard::of([
        vec![button("btn-desk-look", "a").styled(Style::Danger)],
        vec![button("btn-desk-ordinary", "f"), button("btn-desk-no", "r")],
    ]);
    Ok(Some(plain(scene.say(tongue, "desk-ask", &fields), keyboard)))
}

/// The question's card after it was settled: by whom, and how.
pub(super) fn settled(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    plan: i64,
    key: &str,
    who: &str,
) -> Result<Message> {
    let article = store.plan(plan)?.map(|(plan, _)| plan.article);
    let story = article.map(|article| store.story(article)).transpose()?.flatten();
    let headline = story.map(|(story, _)| escape(&story.headline)).unwrap_or_default();
    let how = scene.say(tongue, key, &args![who = escape(who)]);
    Ok(plain(format!("{headline}\n\n{how}"), Keyboard::default()))
}
