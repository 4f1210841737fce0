//! Where the bot is: blocked and unblocked by readers, added to groups, made a channel's administrator. In: Telegram's
//! `my_chat_member`. Out: chats that are closed or opened. In a group nothing is sent until an administrator has chosen;
//! a channel is bound by staff only, who choose its rubrics in their own chat.

use super::{back, meet::meet, press::Press, rubrics, talk::Talk};
use crate::{
    locale::args,
    message::{Button, Keyboard, Message, still},
    store::{Result, State},
    telegram::{
        answer::{Answer, Reply, Target, text},
        update::{Membership, Place, Standing},
    },
};

/// Answers a change of the bot's place.
pub(super) fn changed(talk: &Talk, membership: &Membership) -> Result<Answer> {
    match (membership.after, talk.address.place) {
        (Standing::Out, Place::Channel) => unbound(talk),
        (Standing::Out, _) => close(talk),
        // Whoever is silent from the start has to choose first, as others have, once it may be greeted.
        (Standing::Mute, Place::Group) if membership.before == Standing::Out => meet(talk).map(|_| Answer::default()),
        (Standing::Mute, Place::Channel) if membership.before == Standing::Out => without_rights(talk),
        // It may change as it came: what cannot be written there waits, and is tried again.
        (Standing::Mute, _) => Ok(Answer::default()),
        (Standing::In, Place::Private) => returned(talk),
        (Standing::In, Place::Group) if is_new(talk, membership.before) => added(talk),
        (Standing::In, Place::Group) => returned(talk),
        (Standing::In, Place::Channel) => bound(talk),
    }
}

/// Whether the bot has just been added, or may greet only now.
fn is_new(talk: &Talk, before: Standing) -> bool {
    let nothing_chosen = || talk.chat.as_ref().is_none_or(|chat| chat.state == State::Left && chat.rubrics == 0);
    before == Standing::Out || before == Standing::Mute && nothing_chosen()
}

/// Put out of a channel: nothing can be posted there any more, which the admins hear, but for whoever has done it.
fn unbound(talk: &Talk) -> Result<Answer> {
    let bound = talk.chat.clone().filter(|chat| chat.state == State::Open);
    let mut answer = close(talk)?;
    let Some(channel) = bound else { return Ok(answer) };
    let title = still(channel.title.as_deref().unwrap_or_default());
    for admin in talk.scene.appointed.admins(talk.store)?.into_iter().filter(|admin| *admin != talk.person.id) {
        let tongue = talk.store.chat_of(admin, 0)?.map_or(talk.scene.newsroom.language, |chat| chat.tongue);
        let said = talk.scene.say(tongue, "channel-lost", &args![channel = &title]);
        answer = answer.telling(admin, text(said, Keyboard::default()));
    }
    Ok(answer)
}

/// Every open topic of the chat is closed. Who has left stays as such: unblocking the bot brings nobody back who said `/stop`.
fn close(talk: &Talk) -> Result<Answer> {
    let mut answer = Answer::default();
    for chat in talk.store.chats_at(talk.address.chat)? {
        if chat.state == State::Open {
            talk.store.close(chat.key, State::Blocked, talk.scene.now)?;
            answer = answer.touching(chat.key);
        }
    }
    Ok(answer)
}

/// The bot may write again: those that were open before are. A reader is greeted; with Start, which Telegram may send
/// along, that is one greeting.
fn returned(talk: &Talk) -> Result<Answer> {
    let mut answer = Answer::default();
    for chat in talk.store.chats_at(talk.address.chat)? {
        if chat.state == State::Blocked {
            let away = talk.store.reopen(&chat, talk.scene.now)?;
            answer = answer.touching(chat.key);
            if talk.address.place == Place::Private {
                answer = answer.and(back::greeting(&talk.of(chat.clone()), &chat, away)?);
            }
        }
    }
    Ok(answer)
}

/// Added to a group: it is greeted, and served when an administrator has chosen. The newsroom's own hears what it is for. Where a
/// group has become a supergroup, Telegram tells of the bot's coming there too: what was chosen holds.
fn added(talk: &Talk) -> Result<Answer> {
    if talk.chat.as_ref().is_some_and(|chat| chat.state == State::Open && chat.rubrics != 0) {
        return Ok(Answer::default());
    }
    meet(talk)?;
    let greeting = match talk.scene.appointed.desk == Some(talk.address.chat) {
        true => text(talk.say("welcome-desk", &args![]), Keyboard::default()),
        false => greeting(talk),
    };
    Ok(Answer::say(talk.target(), greeting))
}

/// What a group reads where nothing is chosen yet.
pub(super) fn greeting(talk: &Talk) -> Message {
    let paper = still(talk.scene.newsroom.name.in_language(talk.tongue));
    let said = talk.say("welcome-group", &args![paper = paper]);
    let choose = Button::data(talk.say("btn-rubrics-choose", &args![]), Press::Rubrics.encode());
    text(said, Keyboard::of([vec![choose]]))
}

/// Made an administrator of a channel where it may not post: staff who did so hear what is missing; the channel is bound when the
/// right is given.
fn without_rights(talk: &Talk) -> Result<Answer> {
    if talk.scene.role(talk.store, talk.person.id)?.is_none() {
        return Ok(Answer::default());
    }
    let staff = talk.store.chat_of(talk.person.id, 0)?;
    let tongue = staff.map_or(talk.scene.tongue(talk.person), |chat| chat.tongue);
    let title = still(talk.address.title.as_deref().unwrap_or_default());
    let said = talk.scene.say(tongue, "channel-no-rights", &args![channel = title]);
    Ok(Answer::default().and(Reply::Say(Target::from(talk.person.id), text(said, Keyboard::default()))))
}

/// Made an administrator of a channel: by staff, who are asked what it shall carry. By others: nothing happens.
fn bound(talk: &Talk) -> Result<Answer> {
    let known = talk.chat.as_ref();
    if known.is_some_and(|chat| chat.state == State::Open) {
        return Ok(Answer::default());
    }
    if talk.scene.role(talk.store, talk.person.id)?.is_none() {
        return Ok(Answer::default());
    }
    let channel = meet(talk)?;
    let staff = talk.store.chat_of(talk.person.id, 0)?;
    let talk =
        &Talk { tongue: staff.map_or(talk.scene.tongue(talk.person), |chat| chat.tongue), ..talk.of(channel.clone()) };
    let title = still(channel.title.as_deref().unwrap_or_default());
    let said = talk.say("welcome-channel", &args![channel = title]);
    let choice = rubrics::choice(talk, &channel, false)?;
    Ok(Answer::default().and(Reply::Say(Target::from(talk.person.id), text(said, choice.keyboard))))
}
