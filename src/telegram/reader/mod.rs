//! The reader's part: private chats, groups and channels. In: what people say and press, where the bot was added or
//! blocked. Out: changes of wishes and state, and answers. Everything here may be decided twice: what a button does is
//! written on it as a result ("on"), not as a change ("the other way"). In a group only administrators change anything.

pub(super) mod help;
mod latest;
mod membership;
mod more;
mod press;
mod privacy;
mod rubrics;
mod settings;
mod start;
mod stop;
mod welcome;

use super::{
    answer::{self, Answer, Target},
    room::Room,
    scene::Scene,
    update::{Address, Membership, Person, Place, Pressed, Said, Speech},
};
use crate::{
    article::Language,
    locale::{Args, args},
    store::{Chat, Result, Writing},
};
use press::{More, Press};

/// One act of a conversation: who, where, in which language, and what is known of the chat.
struct Talk<'a> {
    store: &'a Writing<'a>,
    scene: &'a Scene,
    address: &'a Address,
    person: &'a Person,
    chat: Option<Chat>,
    tongue: Language,
}

impl<'a> Talk<'a> {
    fn new(store: &'a Writing<'a>, scene: &'a Scene, address: &'a Address, person: &'a Person) -> Result<Talk<'a>> {
        let chat = store.chat_of(address.chat, address.topic)?;
        let unknown = match address.place {
            Place::Private => scene.tongue(person),
            Place::Group | Place::Channel => scene.newsroom.language,
        };
        let tongue = chat.as_ref().map_or(unknown, |chat| chat.tongue);
        Ok(Talk { store, scene, address, person, chat, tongue })
    }

    /// The same with this chat.
    fn of(&self, chat: Chat) -> Talk<'a> {
        Talk { tongue: chat.tongue, chat: Some(chat), ..*self }
    }

    fn say(&self, key: &str, args: &Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    fn target(&self) -> Target {
        Target::from(self.address)
    }

    /// The chat; a group or channel that is not known yet is noted as one without any rubric. `None`: somebody who has
    /// not pressed Start, or has been forgotten since.
    fn chat_or_met(&self) -> Result<Option<Chat>> {
        match (&self.chat, self.address.place) {
            (None, Place::Private) => Ok(None),
            (None, Place::Group | Place::Channel) => membership::meet(self).map(Some),
            (Some(chat), _) => Ok(Some(chat.clone())),
        }
    }

    /// The button is of an older message.
    fn stale(&self, pressed: &Pressed, command: &str) -> Result<Answer> {
        Ok(Answer::toast(&pressed.query, self.say("toast-stale", &args![command = command])))
    }
}

/// Answers what somebody wrote.
pub(super) async fn said(room: &Room, update: i64, said: Said) -> Result<Answer> {
    let may = said.address.place == Place::Private
        || (changes(&said.speech) && room.is_administrator(said.address.chat, said.person.id).await);
    let answer = room.act_repeatably(update, move |store, scene| {
        let talk = Talk::new(store, scene, &said.address, &said.person)?;
        match &said.speech {
            Speech::Command { name, rest } => command(&talk, name, rest, may),
            Speech::Text(_) | Speech::Wordless if said.address.place == Place::Private => {
                Ok(help::not_understood(&talk))
            }
            Speech::Text(_) | Speech::Wordless => Ok(Answer::default()),
        }
    });
    answer.await
}

/// Whether this is a command that changes what a chat gets.
fn changes(speech: &Speech) -> bool {
    matches!(speech, Speech::Command { name, .. } if matches!(name.as_str(), "rubrics" | "stop"))
}

fn command(talk: &Talk, name: &str, rest: &str, may: bool) -> Result<Answer> {
    let private = talk.address.place == Place::Private;
    match name {
        "start" if private => start::start(talk, rest),
        "privacy" if private => privacy::show(talk),
        "latest" => latest::show(talk, rest),
        "help" => help::help(talk),
        "rubrics" | "stop" if !may => {
            let only = talk.say("group-admins-only", &args![]);
            Ok(Answer::say(talk.target(), answer::text(only, Default::default())))
        }
        "rubrics" => match rubrics::show(talk)? {
            Some(answer) => Ok(answer),
            None => start::start(talk, ""),
        },
        "stop" => stop::stop(talk),
        _ if private => Ok(help::not_understood(talk)),
        _ => Ok(Answer::default()),
    }
}

/// Answers a press on a button.
pub(super) async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let Some(press) = Press::decode(&pressed.data) else { return stale(room, update, pressed, "/help").await };
    let Address { chat, place, .. } = pressed.address;
    let may = place == Place::Private || !alters(press) || room.is_administrator(chat, pressed.person.id).await;
    let pressed = pressed.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        let talk = Talk::new(store, scene, &pressed.address, &pressed.person)?;
        let may = may && (channel_of(press).is_none() || scene.role(store, pressed.person.id)?.is_some());
        if !may {
            return Ok(Answer::toast(&pressed.query, talk.say("group-admins-only", &args![])));
        }
        act(&talk, &pressed, press)
    });
    answer.await
}

/// Whether a press changes what the chat gets, or opens what does.
fn alters(press: Press) -> bool {
    !matches!(
        press,
        Press::Latest | Press::Page(..) | Press::Missed(_) | Press::More(_, More::Open | More::Why | More::Back)
    )
}

/// The channel that a press is about.
fn channel_of(press: Press) -> Option<i64> {
    match press {
        Press::Rubric(_, _, channel) | Press::RubricsDone(channel) => channel,
        _ => None,
    }
}

fn act(talk: &Talk, pressed: &Pressed, press: Press) -> Result<Answer> {
    match press {
        Press::Rubrics => rubrics::show(talk)?.map_or_else(|| talk.stale(pressed, "/start"), Ok),
        Press::Rubric(bit, on, of) => rubrics::set(talk, pressed, bit, on, of),
        Press::RubricsDone(of) => rubrics::done(talk, pressed, of),
        Press::Digests(yes) => rubrics::digests(talk, pressed, yes),
        Press::Add(bit) => welcome::add(talk, pressed, bit),
        Press::MainOnly => welcome::main_only(talk, pressed),
        Press::Tongue(language, about) => welcome::switch(talk, pressed, language, about),
        Press::When => settings::open_when(talk, pressed),
        Press::Mode(mode) => settings::set_mode(talk, pressed, mode),
        Press::WhenDone => settings::when_done(talk, pressed),
        Press::Latest => latest::show(talk, ""),
        Press::Page(bit, skip) => latest::turn(talk, pressed, bit, skip),
        Press::Missed(since) => latest::missed(talk, pressed, since),
        Press::Reason(reason) => stop::reason(talk, pressed, reason),
        Press::OnlyBreaking => stop::only_breaking(talk, pressed),
        Press::Return => stop::come_back(talk, pressed),
        Press::Forget => stop::ask_to_forget(talk, pressed),
        Press::ForgetYes => stop::forget(talk, pressed),
        Press::ForgetNo => Ok(stop::keep(pressed)),
        Press::More(about, more) => more::pressed(talk, pressed, about, more),
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

/// The answer to a button that means nothing any more: where to find a new one.
pub(super) async fn stale(room: &Room, update: i64, pressed: &Pressed, command: &'static str) -> Result<Answer> {
    let pressed = pressed.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        let talk = Talk::new(store, scene, &pressed.address, &pressed.person)?;
        talk.stale(&pressed, command)
    });
    answer.await
}
