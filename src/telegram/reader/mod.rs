//! The reader's part: private chats, groups and channels. In: what people say and press, where the bot was added or
//! blocked. Out: changes of wishes and state, and answers. Everything here may be decided twice: what a button does is
//! written on it as a result ("on"), not as a change ("the other way"). In a group only administrators change anything.
//!
//! A screen is a file; its buttons are variants of `press` and arms of `act`.

mod back;
mod following;
pub(super) mod inline;
pub(super) mod latest;
mod list;
mod meet;
mod membership;
mod more;
mod pages;
mod pause;
mod press;
pub(super) mod privacy;
mod rubrics;
pub(super) mod saved;
pub(super) mod search;
mod settings;
mod shelf;
pub(super) mod start;
pub(super) mod stop;
pub(super) mod talk;
mod undo;
mod unknown;
mod welcome;
pub(super) mod words;

use super::{
    answer::Answer,
    room::Room,
    update::{Address, Membership, Place, Pressed, Said},
};
use crate::{
    locale::args,
    store::{Result, State},
};
use press::{More, Press};
use search::press::Find;
use settings::press::Setting;
use talk::{Talk, stale};
pub(super) use unknown::not_understood;

/// `/rubrics`; somebody who has not pressed Start does so by it.
pub(super) fn rubrics(talk: &Talk, _: &str) -> Result<Answer> {
    match rubrics::show(talk)? {
        Some(answer) => Ok(answer),
        None => start::start(talk, ""),
    }
}

/// `/settings`; the same. A channel has nothing but its rubrics.
pub(super) fn settings(talk: &Talk, _: &str) -> Result<Answer> {
    if talk.address.place == Place::Channel {
        return rubrics(talk, "");
    }
    match settings::show(talk)? {
        Some(answer) => Ok(answer),
        None => start::start(talk, ""),
    }
}

/// `/pause`; where nothing is sent, how things stand.
pub(super) fn pause(talk: &Talk, _: &str) -> Result<Answer> {
    match (&talk.chat, talk.address.place) {
        (None, _) => start::start(talk, ""),
        (Some(chat), _) if chat.state == State::Open => Ok(pause::choice(talk, chat)),
        (Some(_), Place::Private) => stop::stop(talk, ""),
        (Some(_), _) => Ok(Answer::say(talk.target(), membership::greeting(talk))),
    }
}

/// `/resume`; somebody who gets no news comes back by it.
pub(super) fn resume(talk: &Talk, _: &str) -> Result<Answer> {
    match &talk.chat {
        Some(chat) if chat.state == State::Open => pause::over(talk, chat),
        _ => start::start(talk, ""),
    }
}

/// What a button carries that opens what a channel carries.
pub(super) fn open_channel(channel: i64) -> String {
    Press::FirstScreen(Some(channel)).encode()
}

/// Answers a text that a reader was asked for; `None`: nothing was asked.
pub(super) async fn wrote(room: &Room, update: i64, said: &Said, text: &str) -> Result<Option<Answer>> {
    match told(room, update, said, text).await? {
        Some(answer) => Ok(Some(answer)),
        None => settings::zone::typed(room, update, said, text).await,
    }
}

/// Until when a break is to last.
async fn told(room: &Room, update: i64, said: &Said, typed: &str) -> Result<Option<Answer>> {
    let Address { chat, topic, place, .. } = said.address;
    let asked = room.store.read(move |store| {
        let known = store.chat_of(chat, topic)?.filter(|chat| chat.state == State::Open);
        known.map_or(Ok(None), |chat| store.question(chat.key))
    });
    let Some(question) = asked.await?.filter(|question| pause::is_answer(said, question, room.clock.now())) else {
        return Ok(None);
    };
    if place != Place::Private && !room.is_administrator(chat, said.person.id).await {
        return Ok(None);
    }
    let (said, typed) = (said.clone(), typed.to_owned());
    let answer = room.act_repeatably(update, move |store, scene| {
        let talk = Talk::new(store, scene, &said.address, &said.person)?;
        match &talk.chat {
            Some(chat) => pause::dated(&talk, chat, &question, &typed),
            None => Ok(Answer::default()),
        }
    });
    answer.await.map(Some)
}

/// What a button of readers says, written again; `None`: it is nobody's.
pub(super) fn read_again(data: &str) -> Option<String> {
    Press::decode(data).map(Press::encode)
}

/// Answers a press on a button.
pub(super) async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let Some(press) = Press::decode(&pressed.data) else { return stale(room, update, pressed, "/help").await };
    let Address { chat, place, .. } = pressed.address;
    let is_channels = channel_of(press).is_some();
    let anybodys = place == Place::Private || is_channels || !alters(press);
    let may = anybodys || room.is_administrator(chat, pressed.person.id).await;
    let pressed = pressed.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        let talk = Talk::new(store, scene, &pressed.address, &pressed.person)?;
        if let Some(refusal) = channel_of(press).map_or(Ok(None), |channel| not_for_channel(&talk, channel))? {
            return Ok(Answer::toast(&pressed.query, refusal));
        }
        if !may {
            return Ok(Answer::toast(&pressed.query, talk.say("group-admins-only", &args![])));
        }
        act(&talk, &pressed, press)
    });
    answer.await
}

/// Whether a press changes what the chat gets, or opens what does.
fn alters(press: Press) -> bool {
    match press {
        Press::Find(Find::Follow) => true,
        Press::Latest | Press::Page(..) | Press::Find(_) | Press::Missed(_) | Press::Rest(_) => false,
        Press::More(_, More::Open | More::Why | More::Back) => false,
        Press::Saved(press) => press.alters(),
        _ => true,
    }
}

/// The channel that a press is about.
fn channel_of(press: Press) -> Option<i64> {
    match press {
        Press::Rubric(_, _, channel)
        | Press::Group(_, channel)
        | Press::FirstScreen(channel)
        | Press::RubricsDone(channel) => channel,
        _ => None,
    }
}

/// Why nothing is chosen for a channel: it is the staff's, wherever its buttons stand; and the bot has to be there.
fn not_for_channel(talk: &Talk, channel: i64) -> Result<Option<String>> {
    if talk.scene.role(talk.store, talk.person.id)?.is_none() {
        return Ok(Some(talk.say("no-rights", &args![])));
    }
    let channel = talk.store.chat_of(channel, 0)?;
    let lost = channel.filter(|chat| matches!(chat.state, State::Blocked | State::Gone));
    Ok(lost.map(|chat| talk.say("channel-lost", &args![channel = chat.title.unwrap_or_default()])))
}

fn act(talk: &Talk, pressed: &Pressed, press: Press) -> Result<Answer> {
    match press {
        Press::Rubrics => rubrics::show(talk)?.map_or_else(|| talk.stale(pressed, "/start"), Ok),
        Press::Rubric(bit, on, of) => rubrics::set(talk, pressed, bit, on, of),
        Press::Group(bit, of) => rubrics::open_group(talk, pressed, bit, of),
        Press::FirstScreen(of) => rubrics::first_screen(talk, pressed, of),
        Press::RubricsDone(of) => rubrics::done(talk, pressed, of),
        Press::Digests(yes) => rubrics::digests(talk, pressed, yes),
        Press::Add(bit) => welcome::add(talk, pressed, bit),
        Press::MainOnly => welcome::main_only(talk, pressed),
        Press::Tongue(language, about) => welcome::switch(talk, pressed, language, about),
        Press::When => settings::open_when(talk, pressed),
        Press::Mode(mode) => settings::set_mode(talk, pressed, mode),
        Press::WhenDone => settings::when_done(talk, pressed),
        Press::Setting(Setting::Data) => Ok(Answer::toast(&pressed.query, "").followed(privacy::show(talk, "")?)),
        Press::Setting(setting) => settings::pressed(talk, pressed, setting),
        Press::Latest => latest::show(talk, ""),
        Press::Page(bit, skip) => latest::turn(talk, pressed, bit, skip),
        Press::Find(find) => search::pressed(talk, pressed, find),
        Press::Missed(since) => latest::missed(talk, pressed, since),
        Press::Reason(reason) => stop::reason(talk, pressed, reason),
        Press::OnlyBreaking => stop::only_breaking(talk, pressed),
        Press::Return => stop::come_back(talk, pressed),
        Press::Forget => stop::ask_to_forget(talk, pressed),
        Press::ForgetYes => stop::forget(talk, pressed),
        Press::ForgetNo => Ok(stop::keep(pressed)),
        Press::Pause(press) => pause::pressed(talk, pressed, press),
        Press::More(about, more) => more::pressed(talk, pressed, about, more),
        Press::Rest(page) => pages::turn(talk, pressed, page),
        Press::Saved(press) => saved::pressed(talk, pressed, press),
        Press::Word(press) => words::pressed(talk, pressed, press),
    }
}

/// The bot was added, removed, blocked.
pub(super) async fn membership(room: &Room, update: i64, membership: Membership) -> Result<Answer> {
    let answer = room.act(update, move |store, scene| {
        let talk = Talk::new(store, scene, &membership.address, &membership.person)?;
        membership::changed(&talk, &membership)
    });
    Ok(answer.await?.unwrap_or_default())
}
