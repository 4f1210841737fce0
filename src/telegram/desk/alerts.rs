//! What the desk hears without asking: articles that cannot be read, rubrics nobody knows, a story that Telegram does not
//! take, and the question what to do with an article that asks for a breaking push. Each problem is said once, and once
//! more when it is solved. It goes to the desk's group, else to each member of staff, through delivery's staff lane.

use std::{collections::HashSet, time::Duration};

use futures_util::future::join_all;
use tokio::sync::{broadcast::error::RecvError, mpsc};

use super::{
    barred::Told,
    post::{listeners, post, tell},
    question::question,
};
use crate::{
    article::{ArticleKey, Fault},
    clock::Time,
    delivery::{Event, Status},
    intake::Notice,
    locale::{Words, args},
    message::escape,
    store::{
        Priority,
        cards::{About, Card},
    },
    telegram::room::Room,
};

/// How many bad files of one look are told one by one.
const ONE_BY_ONE: usize = 5;
/// How many notices are taken together.
const TOGETHER: usize = 1_000;
/// How many problems are remembered as told.
const REMEMBERED: usize = 1_000;

/// Hears notices and events as long as the program runs.
pub(super) async fn hear(room: &Room, mut notices: mpsc::Receiver<Notice>) {
    let (mut events, mut status) = (room.delivery.events(), room.delivery.status());
    let (mut told, mut batch, mut state) = (HashSet::new(), Vec::new(), State::default());
    let mut barred = Told::default();
    status.mark_changed(); // what the start found
    loop {
        tokio::select! {
            count = notices.recv_many(&mut batch, TOGETHER), if !notices.is_closed() || !notices.is_empty() => {
                if count > 0 {
                    take(room, std::mem::take(&mut batch), &mut told).await;
                }
            }
            event = events.recv() => match event {
                Ok(Event::SetAside(article, reason)) => set_aside(room, article, &reason).await,
                Ok(Event::Suspect(article)) => suspect(room, article).await,
                Ok(Event::Barred(chat, why)) => barred.barred(room, chat, &why).await,
                Ok(Event::Refusing(reason)) => {
                    let bot = format!("@{}", room.me.username);
                    let said = |words: &Words, tongue| {
                        words.say(tongue, "alert-closing", &args![reason = &reason, bot = &bot])
                    };
                    tell(room, said).await;
                }
                Ok(Event::Leaving(count)) => {
                    tell(room, |words, tongue| words.say(tongue, "alert-leaving", &args![count = count])).await;
                }
                Ok(Event::Freed(chat)) => barred.freed(room, chat).await,
                Ok(Event::TokenRefused) => state.refused = true, // nothing can be said until it is accepted again
                Ok(_) => {}
                Err(RecvError::Lagged(missed)) => log::warn!("{missed} events were not told to the desk"),
                Err(RecvError::Closed) => return,
            },
            Ok(()) = status.changed() => {
                let news = state.follow(&status.borrow_and_update());
                for news in news {
                    say(room, news).await;
                }
            }
        }
    }
}

/// What the desk knows of how it goes.
#[derive(Default)]
struct State {
    refused: bool,
    clock: Option<i64>,
    raised: Option<Time>,
}

/// What it does not know yet.
enum News {
    TokenWorks,
    /// So far off, in whatever direction.
    ClockIsOff(Duration),
    ClockIsRight(Duration),
    /// Nothing was sent for so long, and news is too old by now.
    TooOld(Duration),
}

impl State {
    fn follow(&mut self, status: &Status) -> Vec<News> {
        let mut news = Vec::new();
        if self.refused && !status.token_refused {
            self.refused = false;
            news.push(News::TokenWorks);
        }
        let off = |error: i64| Duration::from_millis(error.unsigned_abs());
        match (std::mem::replace(&mut self.clock, status.clock_error), status.clock_error) {
            (None, Some(error)) => news.push(News::ClockIsOff(off(error))),
            (Some(error), None) => news.push(News::ClockIsRight(off(error))),
            _ => {}
        }
        if let Some((at, lasted)) = status.raised
            && self.raised.replace(at) != Some(at)
        {
            news.push(News::TooOld(lasted));
        }
        news
    }
}

async fn say(room: &Room, news: News) {
    tell(room, |words, tongue| {
        let clock = |off| words.say(tongue, "alert-clock", &args![off = words.duration(tongue, off)]);
        let solved = |what| words.say(tongue, "alert-solved", &args![what = what]);
        match news {
            News::TokenWorks => solved(words.say(tongue, "alert-token", &args![])),
            News::ClockIsOff(off) => clock(off),
            News::ClockIsRight(off) => solved(clock(off)),
            News::TooOld(lasted) => words.say(tongue, "alert-outage", &args![lasting = words.duration(tongue, lasted)]),
        }
    })
    .await;
}

async fn take(room: &Room, notices: Vec<Notice>, told: &mut HashSet<String>) {
    let (mut faults, mut gone) = (0, 0);
    for notice in notices {
        match notice {
            Notice::Fault { path, fault } => {
                faults += 1;
                if faults <= ONE_BY_ONE {
                    of_file(room, "alert-article", &path, &fault).await;
                }
            }
            Notice::Warning { path, fault } => {
                faults += 1;
                if faults <= ONE_BY_ONE {
                    of_file(room, "alert-article-without", &path, &fault).await;
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
            Notice::TakenBack { path, article } => {
                gone += 1;
                if gone <= ONE_BY_ONE {
                    taken_back(room, &path, article).await;
                }
            }
            Notice::AsksBreaking { article, plan } => ask(room, article, plan).await,
        }
    }
    if gone > ONE_BY_ONE {
        let count = gone - ONE_BY_ONE;
        tell(room, |words, tongue| words.say(tongue, "alert-gone-more", &args![count = count])).await;
    }
    if faults > ONE_BY_ONE {
        let count = faults - ONE_BY_ONE;
        tell(room, |words, tongue| words.say(tongue, "alert-more", &args![count = count])).await;
    }
}

async fn of_file(room: &Room, key: &'static str, path: &str, fault: &Fault) {
    let line = fault.line.map_or_else(|| "—".into(), |line| line.to_string());
    tell(room, |words, tongue| {
        words.say(tongue, key, &args![file = escape(path), line = &line, reason = escape(&fault.what)])
    })
    .await;
}

/// That this is taken, while the story is not, tells that the story is at fault: so it says nothing of the story's own.
async fn suspect(room: &Room, article: ArticleKey) {
    let number = article.to_string();
    tell(room, |words, tongue| words.say(tongue, "alert-suspect", &args![number = &number])).await;
}

/// A file is gone before its article's time.
async fn taken_back(room: &Room, path: &str, article: ArticleKey) {
    let (file, headline) = (escape(path), headline(room, article).await);
    tell(room, |words, tongue| words.say(tongue, "alert-gone", &args![file = &file, headline = &headline])).await;
}

async fn headline(room: &Room, article: ArticleKey) -> String {
    let found = room.store.read(move |store| Ok(store.story(article)?.map(|(story, _)| story.headline))).await;
    escape(&found.ok().flatten().unwrap_or_default())
}

async fn set_aside(room: &Room, article: ArticleKey, reason: &str) {
    let headline = headline(room, article).await;
    let reason = escape(reason);
    tell(room, |words, tongue| words.say(tongue, "alert-poison", &args![headline = &headline, reason = &reason])).await;
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
            room.store.write(Priority::Bulk, move |store| store.keep_card(card, now)).await
        }
    });
    for asked in join_all(questions).await {
        if let Err(error) = asked {
            log::error!("cannot ask the desk: {error}");
        }
    }
}
