//! The way to the desk: its group, else each member of staff, through delivery's staff lane. In: a message that nobody there
//! has asked for. Out: where it stands.

use std::time::Duration;

use crate::{
    article::Language,
    bot_api::Outcome,
    message::Message,
    store::{Reading, Result},
    telegram::{room::Room, scene::Scene},
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
pub(super) async fn listeners(room: &Room) -> Vec<(i64, Language)> {
    let Ok(scene) = room.scene().await else { return Vec::new() };
    let found = room.store.read(move |store| {
        let chats = match scene.appointed.desk {
            Some(desk) => vec![desk],
            None => scene.appointed.staff(store)?,
        };
        chats.into_iter().map(|chat| Ok((chat, tongue(store, &scene, chat)?))).collect::<Result<Vec<_>>>()
    });
    found.await.unwrap_or_else(|error| {
        log::error!("cannot look up the staff: {error}");
        Vec::new()
    })
}

/// Sends a message through the staff's lane, again for as long as it certainly was not sent: however long Telegram lets the
/// chat wait, it is not dropped. Its number, if it arrived.
pub(super) async fn post(room: &Room, chat: i64, message: &Message, urgency: Urgency) -> Option<i64> {
    let mut wait = FIRST_WAIT;
    loop {
        let parcel = message.parcel(None, false);
        let outcome = match urgency {
            Urgency::First => room.delivery.post_first(chat, parcel).await?,
            Urgency::InTurn => room.delivery.post(chat, parcel).await?,
        };
        match outcome {
            Outcome::Delivered { message: number, .. } => {
                room.standing.note(chat, number, message);
                return Some(number);
            }
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
