//! What a history is made of, ready for the real code: articles, newcomers, answers.

use std::{path::PathBuf, sync::Arc, time::Duration};

use headliner::{
    article::{ArticleId, Language},
    bot_api::{Closed, Fault, Outcome, Unclear},
    clock::Time,
    delivery::{
        Photos,
        decide::visit::Rules,
        gate::purse::Till,
        turn::{Amending, Given, Planned, Shelf},
        wishes,
    },
    newsroom::{Minute, Mode, NewReader, Night, Sound},
    store::{
        self, ChatKey, Kind, State, Writing,
        articles::{Readiness, Submission},
        chats::NewChat,
    },
};
use tokio::time::Instant;

use super::{
    act::{ChatAct, Reply},
    day::MINUTE,
    verdict::Message,
    words,
};

/// What the file of an article says.
pub fn facts(
    place: usize,
    language: Language,
    rubrics: u64,
    twin: Option<usize>,
    readiness: Readiness,
    now: i64,
) -> Submission {
    Submission {
        id: ArticleId(format!("a{place}")),
        readiness,
        url: None,
        headline: words::headline(place),
        lead: String::new(),
        body: String::new(),
        image: None,
        credit: None,
        byline: None,
        tags: Vec::new(),
        sensitive: false,
        language,
        rubrics,
        correction: None,
        translation_of: twin.map(|twin| ArticleId(format!("a{twin}"))),
        follows: words::goes_on_with(place).map(|before| ArticleId(format!("a{before}"))),
        embargo: None,
        published: Time(now),
        version: None,
        path: None,
    }
}

pub fn given(rules: Rules) -> Given {
    Given {
        tail: Arc::default(),
        shelf: Arc::<Shelf>::default(),
        photos: Photos::new(PathBuf::new()),
        busy: Arc::default(),
        rules,
        held: None,
        now: Time(0),
        instant: Instant::now(),
        till: Till::closed(),
        amending: Amending::default(),
    }
}

pub fn message(planned: &Planned) -> Message {
    let visit = &planned.visit;
    Message {
        served: visit.served,
        show: visit.show.iter().map(|shown| (shown.seq.0, shown.urgent, shown.reason)).collect(),
        listed: planned.stories.len(),
        mentions: visit.mentions.iter().map(|article| article.0).collect(),
        apart: visit.more,
        form: visit.form,
        at: planned.at.0,
    }
}

pub fn newcomer(chat: usize, telegram: i64, rubrics: u64, languages: u8) -> NewChat {
    let kind = [Kind::Reader, Kind::Reader, Kind::Group, Kind::Channel, Kind::Group][chat];
    NewChat { telegram, topic: topic(chat), kind, tongue: tongue(chat), languages, rubrics, source: None, title: None }
}

/// The number that a chat has at Telegram. The last is a topic of the group.
pub fn number(chat: usize) -> i64 {
    [1, 2, 3, 4, 3][chat]
}

/// 0: the chat itself.
pub fn topic(chat: usize) -> i64 {
    [0, 0, 0, 0, 9][chat]
}

/// The language in which the bot speaks to a chat.
pub fn tongue(chat: usize) -> Language {
    if chat % 2 == 1 { Language::Kk } else { Language::Ru }
}

/// Nothing stands in the way of a newcomer's news.
pub fn defaults() -> NewReader {
    NewReader {
        mode: Mode::Now,
        digest: Vec::new(),
        weekend: Vec::new(),
        quiet: None,
        night: Night::Silent,
        sound: Sound::All,
        spacing: Duration::ZERO,
        limit: 0,
    }
}

pub fn outcome(reply: Reply, moved: i64) -> Outcome {
    match reply {
        Reply::Delivered => Outcome::Delivered { message: 1, photo: None },
        Reply::Failure => Outcome::Uncertain(Unclear::Failure, "bad gateway".into()),
        Reply::Silence => Outcome::Uncertain(Unclear::Silence, "it broke off".into()),
        Reply::Flood(seconds) => Outcome::Flood(Duration::from_secs(seconds)),
        Reply::NotSent => Outcome::NotSent("no line".into()),
        Reply::Blocked => Outcome::Closed(Closed::Blocked),
        Reply::Barred => Outcome::Barred("not enough rights".into()),
        Reply::Missing => Outcome::Missing,
        Reply::Content => Outcome::Content(Fault::Text, "can't parse".into()),
        Reply::Moved => Outcome::Moved(moved),
    }
}

/// A chat changes one of its settings.
pub fn set(store: &Writing, key: ChatKey, act: &ChatAct, now: Time) -> store::Result<()> {
    let later = |minutes: i64| Time(now.0 + minutes * MINUTE);
    match act {
        ChatAct::Join { .. } | ChatAct::Erase | ChatAct::Opens(_) => Ok(()),
        ChatAct::Stirs => store.chat(key)?.map_or(Ok(()), |chat| store.try_again(chat.telegram).map(drop)),
        ChatAct::Leave => store.close(key, State::Left, now).map(drop),
        ChatAct::Block => store.close(key, State::Blocked, now).map(drop),
        ChatAct::Rubric { bit, on } => wishes::set_rubric(store, key, *bit, "r", *on, now).map(drop),
        ChatAct::Languages(mask) => wishes::set_languages(store, key, *mask, now).map(drop),
        ChatAct::Mode(mode) => wishes::set_mode(store, key, *mode, now).map(drop),
        ChatAct::Urgent(on) => wishes::set_urgent(store, key, *on, now).map(drop),
        ChatAct::Mute { bit, minutes } => store.mute(key, *bit, now, later(*minutes)),
        ChatAct::Word { .. } | ChatAct::Thread { .. } => words::follow(store, key, act, now),
        ChatAct::Spacing(minutes) => store.set_spacing(key, Duration::from_secs(minutes.unsigned_abs() * 60)),
        ChatAct::Quiet(quiet) => store.set_quiet(key, quiet.map(|(from, to)| (Minute(from), Minute(to)))),
        ChatAct::Night(night) => store.set_night(key, *night),
        ChatAct::Digests(minutes) => store.set_digests(key, &hours(minutes)),
        ChatAct::Weekend(minutes) => store.set_weekend(key, &hours(minutes)),
        ChatAct::Limit(limit) => store.set_limit(key, *limit),
        ChatAct::Pause { minutes, urgent } => store.set_paused(key, minutes.map(later), *urgent, now),
    }
}

fn hours(minutes: &[u16]) -> Vec<Minute> {
    minutes.iter().map(|minute| Minute(*minute)).collect()
}
