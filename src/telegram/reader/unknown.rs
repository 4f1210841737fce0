//! What is no command. In: a text, a command that nobody knows, a photo, a voice. Out: a text is looked for, unless it is a letter to the
//! newsroom: an answer to news, or more words than anybody looks for. Members of staff are answered as such. In a group the bot is
//! silent.

use super::{press::Press, search, settings, talk::Talk};
use crate::{
    locale::args,
    message::{Button, Keyboard, escape},
    search::query::{Query, is_letter},
    store::{Result, staff::Role},
    telegram::{
        answer::{Answer, text},
        room::Room,
        update::{Place, Said, Speech},
    },
};

/// Answers what nobody else does: in a private chat, with what there is for readers or for staff. `role`: it was a command, and
/// this role is needed for it.
pub(in crate::telegram) async fn not_understood(
    room: &Room,
    update: i64,
    said: &Said,
    role: Option<Role>,
) -> Result<Answer> {
    let said = said.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        if said.address.place != Place::Private {
            return Ok(Answer::default());
        }
        let talk = Talk::new(store, scene, &said.address, &said.person)?;
        if scene.role(store, said.person.id)?.is_some() {
            let key = if role.is_some() { "staff-no-right" } else { "staff-unclear" };
            return Ok(Answer::say(talk.target(), text(talk.say(key, &args![]), Keyboard::default())));
        }
        of_reader(&talk, &said)
    });
    answer.await
}

fn of_reader(talk: &Talk, said: &Said) -> Result<Answer> {
    match &said.speech {
        Speech::Command { .. } => Ok(no_command(talk)),
        Speech::Text(text) if is_letter(text) || answers_news(talk, said)? => Ok(letter(talk)),
        Speech::Text(text) if Query::read(text).is_some() => search::search(talk, text),
        Speech::Text(_) => Ok(Answer::say(talk.target(), text(talk.say("not-text", &args![]), Keyboard::default()))),
        Speech::Photo(_) | Speech::Wordless => {
            let contact = escape(&talk.scene.newsroom.contact);
            let said = talk.say("not-words", &args![contact = contact]);
            Ok(Answer::say(talk.target(), text(said, Keyboard::default())))
        }
    }
}

/// Whether it answers a message that brought news; an answer to a list or a question is looked for like any other text.
fn answers_news(talk: &Talk, said: &Said) -> Result<bool> {
    let Some((chat, message)) = talk.chat.as_ref().zip(said.reply_to) else { return Ok(false) };
    talk.store.brought_news(chat.key, message)
}

/// «Такой команды нет», with what there is.
fn no_command(talk: &Talk) -> Answer {
    let latest = Button::data(talk.say("btn-latest", &args![]), Press::Latest.encode());
    let keyboard = Keyboard::of([vec![latest], settings::openers(talk)]);
    Answer::say(talk.target(), text(talk.say("no-command", &args![]), keyboard))
}

/// Where the newsroom can be written to.
fn letter(talk: &Talk) -> Answer {
    let said = talk.say("message-to-newsroom", &args![contact = escape(&talk.scene.newsroom.contact)]);
    Answer::say(talk.target(), text(format!("{said}\n\n/help"), Keyboard::default()))
}
