//! What the desk hears without asking: articles that cannot be read, or wait for a person, a story that Telegram does not
//! take, and the question what to do with an article that asks for a breaking push. Each problem is said once, and once
//! more when it is solved. It goes to the desk's group, else to each member of staff, through delivery's staff lane.

use std::{collections::HashSet, time::Duration};

use tokio::sync::{broadcast::error::RecvError, mpsc};

use super::{
    barred::Told,
    feeds,
    outbox::{Outbox, headline},
    unpictured::Unpictured,
    untold::Untold,
    upkeep::Upkeep,
};
use crate::{
    article::ArticleKey,
    clock::Time,
    delivery::{Event, Status},
    intake::{Notice, Unwritten},
    locale::{Words, args},
    message::escape,
    telegram::room::Room,
};

/// How many files that are gone are told one by one.
const ONE_BY_ONE: usize = 5;
/// How many notices are taken together.
const TOGETHER: usize = 1_000;

/// Hears notices and events as long as the program runs.
pub(super) async fn hear(room: &Room, mut notices: mpsc::Receiver<Notice>) {
    let (mut events, mut status) = (room.delivery.events(), room.delivery.status());
    let (mut batch, mut state) = (Vec::new(), State::default());
    let (mut barred, mut untold, mut unpictured) = (Told::default(), Untold::default(), Unpictured::default());
    let (outbox, _ends_with_us) = Outbox::new(room);
    let mut upkeep = Upkeep::new();
    let asked = outbox.ask_again().await.unwrap_or_else(|error| {
        log::error!("cannot look up what is to be asked: {error}");
        HashSet::new()
    });
    status.mark_changed(); // what the start found
    loop {
        tokio::select! {
            count = notices.recv_many(&mut batch, TOGETHER), if !notices.is_closed() || !notices.is_empty() => {
                if count > 0 {
                    take(room, &outbox, std::mem::take(&mut batch), &asked, &mut untold).await;
                }
            }
            event = events.recv() => match event {
                Ok(Event::SetAside(article, reason)) => set_aside(room, &outbox, article, &reason).await,
                Ok(Event::WithoutPhoto(article, lack)) => unpictured.add(article, lack),
                Ok(Event::Suspect(article)) => suspect(&outbox, article).await,
                Ok(Event::Barred(chat, why)) => barred.barred(&outbox, room, chat, &why).await,
                Ok(Event::Refusing(reason)) => refusing(room, &outbox, &reason).await,
                Ok(Event::Leaving(count)) => {
                    outbox.tell(|words, tongue| words.say(tongue, "alert-leaving", &args![count = count])).await;
                }
                Ok(Event::Freed(chat)) => barred.freed(&outbox, room, chat).await,
                Ok(Event::TokenRefused) => state.refused = true, // nothing can be said until it is accepted again
                Ok(_) => {}
                Err(RecvError::Lagged(missed)) => log::warn!("{missed} events were not told to the desk"),
                Err(RecvError::Closed) => return,
            },
            () = upkeep.due() => upkeep.look(room, &outbox).await,
            () = untold.due() => untold.tell(room, &outbox).await,
            () = unpictured.due() => unpictured.tell(room, &outbox).await,
            Ok(()) = status.changed() => {
                let news = state.follow(&status.borrow_and_update());
                for news in news {
                    say(&outbox, news).await;
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

async fn say(outbox: &Outbox, news: News) {
    outbox
        .tell(|words, tongue| {
            let clock = |off| words.say(tongue, "alert-clock", &args![off = words.duration(tongue, off)]);
            let solved = |what| words.say(tongue, "alert-solved", &args![what = what]);
            match news {
                News::TokenWorks => solved(words.say(tongue, "alert-token", &args![])),
                News::ClockIsOff(off) => clock(off),
                News::ClockIsRight(off) => solved(clock(off)),
                News::TooOld(lasted) => {
                    words.say(tongue, "alert-outage", &args![lasting = words.duration(tongue, lasted)])
                }
            }
        })
        .await;
}

/// Questions first.
async fn take(room: &Room, outbox: &Outbox, mut notices: Vec<Notice>, asked: &HashSet<i64>, untold: &mut Untold) {
    for notice in &notices {
        if let Notice::AsksBreaking { plan, .. } = notice
            && !asked.contains(plan)
        {
            outbox.ask(*plan).await;
        }
    }
    tell_of_gone(room, outbox, &notices).await;
    tell_of_files(outbox, &notices).await;
    feeds::tell(room, outbox, &notices).await;
    notices.retain(|notice| match notice {
        Notice::AsksBreaking { .. } | Notice::TakenBack { .. } => false,
        Notice::Differs { .. } | Notice::Unwritten { .. } => false, // the former is asked by a card
        Notice::FeedsSilent(_) | Notice::FeedsAnswer(_) => false,
        Notice::DeskIsBehind => {
            untold.add();
            false
        }
        Notice::Fault { .. } | Notice::Warning { .. } | Notice::Solved { .. } => true,
    });
    if !notices.is_empty() {
        outbox.bundle(&notices).await;
    }
}

/// That this is taken, while the story is not, tells that the story is at fault: so it says nothing of the story's own.
async fn suspect(outbox: &Outbox, article: ArticleKey) {
    let number = article.to_string();
    outbox.tell(|words, tongue| words.say(tongue, "alert-suspect", &args![number = &number])).await;
}

/// What the desk wrote, and could not be written into the articles' files.
async fn tell_of_files(outbox: &Outbox, notices: &[Notice]) {
    for notice in notices {
        if let Notice::Unwritten { path, why, .. } = notice {
            let (file, why) = (escape(path), unwritten(*why));
            let said = |words: &Words, tongue| {
                let reason = words.say(tongue, why, &args![]);
                words.say(tongue, "alert-unwritten", &args![file = &file, reason = reason])
            };
            outbox.tell(said).await;
        }
    }
}

/// The key of the reason for which a file could not be written.
fn unwritten(why: Unwritten) -> &'static str {
    match why {
        Unwritten::Format => "unwritten-format",
        Unwritten::Text => "unwritten-text",
        Unwritten::ReadOnly => "unwritten-read-only",
        Unwritten::Full => "unwritten-full",
        Unwritten::Failed => "unwritten-failed",
    }
}

/// Files that are gone before their articles' time.
async fn tell_of_gone(room: &Room, outbox: &Outbox, notices: &[Notice]) {
    let gone = || {
        notices.iter().filter_map(|notice| match notice {
            Notice::TakenBack { path, article } => Some((path, *article)),
            _ => None,
        })
    };
    for (path, article) in gone().take(ONE_BY_ONE) {
        let (file, headline) = (escape(path), headline(room, article).await);
        let fields = || args![file = &file, headline = &headline];
        outbox.tell(|words, tongue| words.say(tongue, "alert-gone", &fields())).await;
    }
    let more = gone().count().saturating_sub(ONE_BY_ONE);
    if more > 0 {
        outbox.tell(|words, tongue| words.say(tongue, "alert-gone-more", &args![count = more])).await;
    }
}

async fn refusing(room: &Room, outbox: &Outbox, reason: &str) {
    let bot = format!("@{}", room.me.username);
    outbox.tell(|words, tongue| words.say(tongue, "alert-closing", &args![reason = reason, bot = &bot])).await;
}

async fn set_aside(room: &Room, outbox: &Outbox, article: ArticleKey, reason: &str) {
    let headline = headline(room, article).await;
    let reason = escape(reason);
    outbox
        .tell(|words, tongue| words.say(tongue, "alert-poison", &args![headline = &headline, reason = &reason]))
        .await;
}
