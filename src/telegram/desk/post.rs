//! The way to the desk: its group, else each member of staff, through delivery's staff lane. In: a message that nobody there
//! has asked for. Out: where it stands.

use std::time::Duration;

use crate::{
    article::{Language, Story},
    bot_api::{Outcome, Parcel, PhotoSource},
    message::Message,
    store::{Reading, Result, staff::Role},
    telegram::{answer::Attachment, photo::source, room::Room, scene::Scene, staff::is_staff},
};

/// What the first repetition waits at least; each further one waits twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest of these waits.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// What leaves before what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Urgency {
    /// A question for whose answer news waits.
    First,
    /// All else.
    InTurn,
}

/// The language of a chat of staff.
pub(super) fn tongue(store: &Reading, scene: &Scene, chat: i64) -> Result<Language> {
    Ok(store.chat_of(chat, 0)?.map_or(scene.newsroom.language, |chat| chat.tongue))
}

/// The chats that hear what happens, with their languages.
pub(super) async fn listeners(room: &Room) -> Result<Vec<(i64, Language)>> {
    // No scene: that counts what has come out, which at a start is nothing yet, and is kept for a while.
    let (appointed, language) = (room.appointed.clone(), room.newsroom.borrow().language);
    let found = room.store.read(move |store| {
        let chats = match appointed.desk {
            Some(desk) => vec![desk],
            None => appointed.staff(store)?,
        };
        let tongue = |chat| -> Result<Language> { Ok(store.chat_of(chat, 0)?.map_or(language, |chat| chat.tongue)) };
        chats.into_iter().map(|chat| Ok((chat, tongue(chat)?))).collect::<Result<Vec<_>>>()
    });
    found.await
}

/// Sends a message through the staff's lane, again for as long as it certainly was not sent: however long Telegram lets the
/// chat wait, it is not dropped. Its number, if it arrived.
pub(super) async fn post(room: &Room, chat: i64, message: &Message, urgency: Urgency) -> Option<i64> {
    let (number, _) = post_parcel(room, chat, message.parcel(None, false), urgency).await?;
    room.standing.note(chat, number, message);
    Some(number)
}

/// The same with a picture above it. Whether it arrived.
pub(super) async fn post_picture(room: &Room, chat: i64, message: &Message, picture: Attachment) -> bool {
    let source = PhotoSource::Upload { name: picture.name, bytes: picture.bytes };
    post_parcel(room, chat, message.parcel(Some(source), false), Urgency::InTurn).await.is_some()
}

/// The same with a story as its readers will see it, before all else: with its photo where that can be had, else as the second
/// message.
pub(super) async fn post_story(room: &Room, chat: i64, story: &Story, (message, text): (&Message, &Message)) {
    let key = (story.key, story.revision);
    if let Some((source, uploads)) = source(room, story, message).await {
        let sent = post_parcel(room, chat, message.parcel(Some(source), false), Urgency::First).await;
        if uploads {
            match sent.as_ref().and_then(|(_, photo)| photo.clone()) {
                Some(name) => room.photos.accepted(&room.store, key, name, room.clock.now()).await,
                None => room.photos.released(key),
            }
        }
        if sent.is_some() {
            return;
        }
    }
    post_parcel(room, chat, text.parcel(None, false), Urgency::First).await;
}

/// The number of the message, and what Telegram calls its photo.
async fn post_parcel(room: &Room, chat: i64, parcel: Parcel, urgency: Urgency) -> Option<(i64, Option<String>)> {
    let mut wait = FIRST_WAIT;
    loop {
        // However long it had to wait, whoever is on the staff no more is told nothing.
        if chat > 0 && !is_staff(room, chat, Role::Editor).await.unwrap_or(false) {
            return None;
        }
        let outcome = match urgency {
            Urgency::First => room.delivery.post_first(chat, parcel.clone()).await?,
            Urgency::InTurn => room.delivery.post(chat, parcel.clone()).await?,
        };
        match outcome {
            Outcome::Delivered { message, photo } => return Some((message, photo)),
            Outcome::Flood(_) => {} // the lane knows until when
            Outcome::NotSent(_) | Outcome::Token => {
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
            outcome => {
                log::warn!("a message to the desk did not arrive: {outcome:?}");
                return None;
            }
        }
    }
}
