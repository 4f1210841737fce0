//! What the desk hears without asking: articles that cannot be read, or wait for a person, a story that Telegram does not
//! take, and the question what to do with an article that asks for a breaking push. Each problem is said once, and once
//! more when it is solved. It goes to the desk's group, else to each member of staff, through delivery's staff lane.

use std::{collections::HashSet, path::PathBuf};

use tokio::{
    sync::{broadcast::error::RecvError, mpsc},
    time::Instant,
};

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
    store::{Priority, Reading, Result, Writing},
    telegram::{
        alerts::{
            Kind, Word,
            refusals::Refusal,
            rounds::{News, Rounds},
        },
        room::Room,
    },
};

/// How many files that are gone are told one by one.
const ONE_BY_ONE: usize = 5;
/// How many notices are taken together.
const TOGETHER: usize = 1_000;

/// Hears notices and events as long as the program runs.
pub(super) async fn hear(room: &Room, mut notices: mpsc::Receiver<Notice>) {
    let (mut events, mut status) = (room.delivery.events(), room.delivery.status());
    let (outbox, _ends_with_us) = Outbox::new(room);
    let mut desk = Hearing::new(room, outbox).await;
    let mut batch = Vec::new();
    status.mark_changed(); // what the start found
    loop {
        tokio::select! {
            count = notices.recv_many(&mut batch, TOGETHER), if !notices.is_closed() || !notices.is_empty() => {
                if count > 0 {
                    desk.take(std::mem::take(&mut batch)).await;
                }
            }
            event = events.recv() => match event {
                Ok(event) => desk.happened(event).await,
                Err(RecvError::Lagged(missed)) => log::warn!("{missed} events were not told to the desk"),
                Err(RecvError::Closed) => return,
            },
            () = desk.upkeep.due() => desk.upkeep.look(room, &desk.outbox).await,
            () = desk.rounds.due() => desk.look().await,
            () = desk.untold.due() => desk.untold.tell(room, &desk.outbox).await,
            () = desk.unpictured.due() => desk.unpictured.tell(room, &desk.outbox).await,
            () = room.board.due() => desk.tell_of_board().await,
            Ok(()) = status.changed() => {
                let now = status.borrow_and_update().clone();
                desk.follow(&now).await;
            }
        }
    }
}

/// What the desk hears with.
struct Hearing<'a> {
    room: &'a Room,
    outbox: Outbox,
    /// Plans about which it was asked at the start.
    asked: HashSet<i64>,
    barred: Told,
    untold: Untold,
    unpictured: Unpictured,
    upkeep: Upkeep,
    rounds: Rounds,
    /// The last outage of which it was told.
    raised: Option<Time>,
}

impl Hearing<'_> {
    async fn new(room: &Room, outbox: Outbox) -> Hearing<'_> {
        let asked = outbox.ask_again().await.unwrap_or_else(|error| {
            log::error!("cannot look up what is to be asked: {error}");
            HashSet::new()
        });
        remember(room).await;
        outbox.listeners().await; // who is told that the database cannot be read
        Hearing {
            room,
            outbox,
            asked,
            barred: Told::default(),
            untold: Untold::default(),
            unpictured: Unpictured::default(),
            upkeep: Upkeep::new(),
            rounds: Rounds::new(),
            raised: None,
        }
    }

    async fn happened(&mut self, event: Event) {
        let (room, outbox) = (self.room, &self.outbox);
        match event {
            Event::SetAside(article, reason) => set_aside(room, outbox, article, &reason).await,
            Event::WithoutPhoto(article, lack) => self.unpictured.add(article, lack),
            Event::Suspect(article) => suspect(outbox, article).await,
            Event::Barred(chat, why) => self.barred.barred(outbox, room, chat, &why).await,
            Event::Refusing(reason) => refusing(room, outbox, &reason).await,
            Event::Leaving(count) => {
                outbox.tell(|words, tongue| words.say(tongue, "alert-leaving", &args![count = count])).await;
            }
            Event::Freed(chat) => self.barred.freed(outbox, room, chat).await,
            Event::Published(_) | Event::Closed(..) | Event::Repaired { .. } | Event::TokenRefused => {}
        }
    }

    /// How delivery goes.
    async fn follow(&mut self, status: &Status) {
        self.rounds.follow(&self.room.board, status);
        if let Some((at, lasted)) = status.raised
            && self.raised.replace(at) != Some(at)
        {
            let said = |words: &Words, tongue| {
                words.say(tongue, "alert-outage", &args![lasting = words.duration(tongue, lasted)])
            };
            self.outbox.tell(said).await;
        }
    }

    /// What the board has to say.
    async fn tell_of_board(&self) {
        for word in self.room.board.take_due(Instant::now()) {
            self.outbox.tell(|words, tongue| word.sentence(words, tongue)).await;
            let (kind, now) = (word.kind(), self.room.clock.now());
            let kept = self.room.store.write(Priority::Bulk, move |store| match word {
                Word::Stands(_) => store.set_number(&told(kind), now.0),
                Word::Solved(_) => store.forget_number(&told(kind)),
            });
            if let Err(error) = kept.await {
                log::warn!("cannot keep that the desk was told of {}: {error}", kind.name());
            }
        }
    }

    /// What a look has found.
    async fn look(&mut self) {
        for news in self.rounds.look(self.room).await {
            match news {
                News::Refused(refusal) => refused(self.room, &self.outbox, refusal).await,
                News::Started(copy) => self.started(copy).await,
                News::Settled(kinds) => {
                    let forget =
                        move |store: &Writing| kinds.into_iter().try_for_each(|kind| store.forget_number(&told(kind)));
                    if let Err(error) = self.room.store.write(Priority::Bulk, forget).await {
                        log::warn!("cannot forget what the desk was told: {error}");
                    }
                }
            }
        }
    }

    /// Another version is at work.
    async fn started(&self, copy: Option<PathBuf>) {
        let (due, version) = (self.room.delivery.status().borrow().due, env!("CARGO_PKG_VERSION"));
        let backup = copy.map(|copy| escape(&copy.display().to_string())).unwrap_or_default();
        let said = |words: &Words, tongue| {
            let backlog = words.count_messages(tongue, due as u64);
            words.say(tongue, "started", &args![version = version, backlog = backlog, backup = &backup])
        };
        self.outbox.tell(said).await;
    }

    /// Questions first.
    async fn take(&mut self, mut notices: Vec<Notice>) {
        let (room, outbox) = (self.room, &self.outbox);
        for notice in &notices {
            if let Notice::AsksBreaking { plan, .. } = notice
                && !self.asked.contains(plan)
            {
                outbox.ask(*plan).await;
            }
        }
        tell_of_gone(room, outbox, &notices).await;
        tell_of_files(outbox, &notices).await;
        feeds::tell(room, outbox, &notices).await;
        let zone = room.newsroom.borrow().zone;
        notices.retain(|notice| match notice {
            Notice::AsksBreaking { .. } | Notice::TakenBack { .. } => false,
            Notice::Differs { .. } | Notice::Unwritten { .. } => false, // the former is asked by a card
            Notice::FeedsSilent(feeds) => {
                self.rounds.feeds(&room.board, feeds, false, zone);
                false
            }
            Notice::FeedsAnswer(feeds) => {
                self.rounds.feeds(&room.board, feeds, true, zone);
                false
            }
            Notice::DeskIsBehind => {
                self.untold.add();
                false
            }
            Notice::Fault { .. } | Notice::Warning { .. } | Notice::Solved { .. } => true,
        });
        if !notices.is_empty() {
            outbox.bundle(&notices).await;
        }
    }
}

/// The name under which the store keeps when the desk was told of a kind of trouble, until it is over.
fn told(kind: Kind) -> String {
    format!("told-{}", kind.name())
}

/// What a process before this one told the desk, and not that it is over.
async fn remember(room: &Room) {
    let kinds = |store: &Reading| {
        let found = Kind::ALL.into_iter().map(|kind| Ok((kind, store.number(&told(kind))?)));
        found.collect::<Result<Vec<_>>>()
    };
    let (now, instant) = (room.clock.now(), Instant::now());
    match room.store.read(kinds).await {
        Ok(found) => {
            for (kind, at) in found {
                if let Some(at) = at {
                    room.board.was_told(kind, now.since(Time(at)), instant);
                }
            }
        }
        Err(error) => log::error!("cannot look up what the desk was told: {error}"),
    }
}

/// A publication that many did not get.
async fn refused(room: &Room, outbox: &Outbox, refusal: Refusal) {
    let headline = headline(room, refusal.article).await;
    let said = |words: &Words, tongue| {
        let reason = words.say(tongue, refusal.reason, &args![]);
        let fields = args![headline = &headline, percent = refusal.percent, reason = reason];
        words.say(tongue, "alert-refused", &fields)
    };
    outbox.tell(said).await;
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
