//! Whose an update is. In: an [`Update`]. Out: the [`Answer`] of a command, of a button by what its data begins with, of a
//! text. Whether the person may is checked there, at the act.

use super::{
    admin,
    answer::{Answer, Reply},
    commands, desk, reader,
    room::Room,
    staff::is_staff,
    update::{Said, Speech, Standing, Update, What},
};
use crate::store::{ChatKey, Priority, Result, staff::Role};

/// Decides about an update; when this returns, its effect is committed. Whatever it is, its chat is alive: news that could not
/// be written there is tried again at once.
pub(super) async fn answer(room: &Room, update: Update) -> Result<Answer> {
    let alive = if is_sign_of_life(&update.what) { try_again(room, update.chat).await? } else { Vec::new() };
    if let Some(title) = update.title.clone() {
        follow_title(room, update.chat, title).await?;
    }
    let answer = understood(room, update).await?;
    Ok(alive.into_iter().fold(answer, Answer::touching))
}

/// Everything but that the bot was put out or muted, and what is typed elsewhere.
fn is_sign_of_life(what: &What) -> bool {
    match what {
        What::Membership(membership) => membership.after == Standing::In,
        What::Asked(_) => false,
        _ => true,
    }
}

async fn try_again(room: &Room, chat: i64) -> Result<Vec<ChatKey>> {
    if !room.store.read(move |store| store.has_barred(chat)).await? {
        return Ok(Vec::new());
    }
    room.store.write(Priority::Person, move |store| store.try_again(chat)).await
}

/// Lists and alerts call a group or channel as its people do.
async fn follow_title(room: &Room, chat: i64, title: String) -> Result<()> {
    let new = title.clone();
    if room.store.read(move |store| store.is_called_otherwise(chat, &new)).await? {
        room.store.write(Priority::Person, move |store| store.set_title(chat, &title)).await?;
    }
    Ok(())
}

async fn understood(room: &Room, update: Update) -> Result<Answer> {
    let id = update.id;
    match update.what {
        What::Said(said) if room.appointed.desk == Some(said.address.chat) => at_the_desk(room, id, &said).await,
        What::Said(said) => match &said.speech {
            Speech::Command { name, rest } => commands::answer(room, id, &said, name, rest).await,
            Speech::Text(text) => match desk::wrote(room, id, &said, text).await? {
                Some(answer) => Ok(answer),
                None => match reader::wrote(room, id, &said, text).await? {
                    Some(answer) => Ok(answer),
                    None => reader::not_understood(room, id, &said, None).await,
                },
            },
            Speech::Photo(file) => match desk::photographed(room, id, &said, file).await? {
                Some(answer) => Ok(answer),
                None => reader::not_understood(room, id, &said, None).await,
            },
            Speech::Wordless => reader::not_understood(room, id, &said, None).await,
        },
        What::Pressed(pressed) => {
            let answer = if pressed.data.starts_with(desk::Press::PREFIX) {
                desk::pressed(room, id, &pressed).await?
            } else if pressed.data.starts_with(desk::Mend::PREFIX) {
                desk::mended(room, id, &pressed).await?
            } else if pressed.data.starts_with(admin::Press::PREFIX) {
                admin::pressed(room, id, &pressed).await?
            } else {
                reader::pressed(room, id, &pressed).await?
            };
            Ok(answered(answer, &pressed.query))
        }
        What::Asked(asked) => reader::inline::answer(room, asked).await,
        What::Membership(membership) => reader::membership(room, id, membership).await,
        What::Moved { from, to } => {
            room.act(id, move |store, scene| store.move_chat(from, to, scene.now)).await?;
            Ok(Answer::default())
        }
        What::Other(what) => {
            log::debug!("update {id}: {what}");
            Ok(Answer::default())
        }
    }
}

/// What a button's data says, written again as our buttons say it; `None`: it is nobody's. For trying what nobody wrote.
pub fn read_again(data: &str) -> Option<String> {
    if data.starts_with(desk::Press::PREFIX) {
        desk::Press::decode(data).map(desk::Press::encode)
    } else if data.starts_with(desk::Mend::PREFIX) {
        desk::Mend::decode(data).map(desk::Mend::encode)
    } else if data.starts_with(admin::Press::PREFIX) {
        admin::Press::decode(data).map(admin::Press::encode)
    } else {
        reader::read_again(data)
    }
}

/// What is said in the desk's group: the staff's commands and their answers to the bot; all else is talk among people.
async fn at_the_desk(room: &Room, id: i64, said: &Said) -> Result<Answer> {
    let to_us = said.reply_to.is_some() || matches!(said.speech, Speech::Command { .. });
    if !to_us || !is_staff(room, said.person.id, Role::Editor).await? {
        room.act_repeatably(id, |_, _| Ok(())).await?;
        return Ok(Answer::default());
    }
    match &said.speech {
        Speech::Command { name, rest } => commands::answer(room, id, said, name, rest).await,
        Speech::Text(text) => match desk::wrote(room, id, said, text).await? {
            Some(answer) => Ok(answer),
            None => desk::unclear(room, id, said).await,
        },
        Speech::Photo(file) => match desk::photographed(room, id, said, file).await? {
            Some(answer) => Ok(answer),
            None => desk::unclear(room, id, said).await,
        },
        Speech::Wordless => desk::unclear(room, id, said).await,
    }
}

/// Every press is answered, else the button keeps turning.
fn answered(mut answer: Answer, query: &str) -> Answer {
    let toast = |reply: &Reply| matches!(reply, Reply::Toast(..));
    if !answer.replies.iter().any(toast) {
        answer.replies.insert(0, Reply::Toast(query.to_owned(), String::new(), false));
    }
    answer
}
