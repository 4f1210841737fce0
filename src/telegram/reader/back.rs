//! «С возвращением!»: to whoever comes back, by Start, by a button, or by unblocking the bot. In: the chat, and since when it was away.
//! Out: how things stand, and the way to what was missed.

use super::{pause, press::Press, settings, talk::Talk};
use crate::{
    clock::Time,
    locale::args,
    message::{Button, Keyboard, Message, still},
    store::{Chat, Result},
    telegram::answer::{Reply, text},
};

/// In a new message.
pub(super) fn greeting(talk: &Talk, chat: &Chat, away: Time) -> Result<Reply> {
    Ok(Reply::Say(talk.target(), message(talk, chat, away)?))
}

/// See [`greeting`].
pub(super) fn message(talk: &Talk, chat: &Chat, away: Time) -> Result<Message> {
    let count = talk.store.stories_between(chat.rubrics, chat.languages, away, talk.scene.now)?;
    let (choices, mode) = (still(&settings::choices(talk, chat)?), settings::mode(talk, chat));
    let said = talk.say("welcome-back", &args![choices = choices, mode = mode, count = count]);
    let said = pause::line(talk, chat).map_or(said.clone(), |line| format!("{said}\n\n{line}"));
    let resumes = pause::way_back(talk, chat).into_iter().collect();
    let missed = Button::data(talk.say("btn-missed", &args![]), Press::Missed(away).encode());
    let missed = if count > 0 { vec![missed] } else { Vec::new() };
    Ok(text(said, Keyboard::of([resumes, missed, settings::openers(talk)])))
}
