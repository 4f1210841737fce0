//! The reader's part: private chats, groups and channels. In: what people say and press, where the bot was added or
//! blocked. Out: changes of wishes and state, and answers. Everything here may be decided twice: what a button does is
//! written on it as a result ("on"), not as a change ("the other way").

use super::{
    Room,
    reply::Answer,
    update::{Membership, Pressed, Said},
};
use crate::{locale::args, store::Result};

/// Answers what somebody wrote.
pub(super) async fn said(_room: &Room, _update: i64, _said: Said) -> Result<Answer> {
    Ok(Answer::default())
}

/// Answers a press on a button.
pub(super) async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    stale(room, update, pressed, "/help").await
}

/// The bot was added, removed, blocked.
pub(super) async fn membership(_room: &Room, _update: i64, _membership: Membership) -> Result<Answer> {
    Ok(Answer::default())
}

/// The answer to a button that means nothing any more: where to find a new one.
pub(super) async fn stale(room: &Room, update: i64, pressed: &Pressed, command: &'static str) -> Result<Answer> {
    let pressed = pressed.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        let tongue = store.chat_of(pressed.person.id, 0)?.map_or(scene.tongue(&pressed.person), |chat| chat.tongue);
        let toast = scene.say(tongue, "toast-stale", &args![command = command]);
        Ok(Answer::toast(&pressed.query, toast))
    });
    answer.await
}
