//! The way to the desk: its group, else each member of staff, through delivery's staff lane. In: a message that nobody there
//! has asked for. Out: where it stands.

use std::time::Duration;

use futures_util::future::join_all;

use crate::{
    article::Language,
    bot_api::Outcome,
    locale::Words,
    message::{Keyboard, Message},
    store::{Reading, Result},
    telegram::{answer::text as plain, room::Room, scene::Scene},
};

/// How often a message is tried that was certainly not sent.
const TRIES: u32 = 5;
/// What the first repetition waits at least; each further one waits twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// Nobody else waits for a chat that Telegram has no time for so long.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Says something to the desk that nobody has asked for, to each in their language. What does not arrive is logged.
pub async fn tell(room: &Room, render: impl Fn(&Words, Language) -> String) {
    let posts = listeners(room).await.into_iter().map(|(chat, tongue)| {
        let message = plain(render(&room.words, tongue), Keyboard::default());
        async move { post(room, chat, &message).await }
    });
    join_all(posts).await;
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

/// Sends a message through the staff's lane, again where it certainly was not sent; its number, if it arrived.
pub(super) async fn post(room: &Room, chat: i64, message: &Message) -> Option<i64> {
    let mut wait = FIRST_WAIT;
    for left in (0..TRIES).rev() {
        let asked = match room.delivery.post(chat, message.parcel(None, false)).await? {
            Outcome::Delivered { message: number, .. } => {
                room.standing.note(chat, number, message);
                return Some(number);
            }
            Outcome::Flood(asked) if left > 0 && asked <= LONGEST_WAIT => asked,
            Outcome::NotSent(_) if left > 0 => Duration::ZERO,
            outcome => {
                log::warn!("a message to the desk did not arrive: {outcome:?}");
                return None;
            }
        };
        tokio::time::sleep(wait.max(asked)).await;
        wait *= 2;
    }
    None
}
