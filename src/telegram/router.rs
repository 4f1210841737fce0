//! Whose an update is. In: an [`Update`]. Out: the [`Answer`] of the reader's, the desk's or the admin's part. Staff's
//! commands and buttons are offered to staff's parts first; whether the person may is checked there, at the act.

use super::{
    admin,
    answer::{Answer, Reply},
    desk, reader,
    room::Room,
    update::{Update, What},
};
use crate::store::Result;

/// Decides about an update; when this returns, its effect is committed.
pub(super) async fn answer(room: &Room, update: Update) -> Result<Answer> {
    let id = update.id;
    match update.what {
        What::Said(said) => {
            if let Some(answer) = desk::said(room, id, &said).await? {
                return Ok(answer);
            }
            if let Some(answer) = admin::said(room, id, &said).await? {
                return Ok(answer);
            }
            reader::said(room, id, said).await
        }
        What::Pressed(pressed) => {
            let answer = if pressed.data.starts_with(desk::PREFIX) {
                desk::pressed(room, id, &pressed).await?
            } else if pressed.data.starts_with(admin::PREFIX) {
                admin::pressed(room, id, &pressed).await?
            } else {
                reader::pressed(room, id, &pressed).await?
            };
            Ok(answered(answer, &pressed.query))
        }
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

/// Every press is answered, else the button keeps turning.
fn answered(mut answer: Answer, query: &str) -> Answer {
    let toast = |reply: &Reply| matches!(reply, Reply::Toast(..));
    if !answer.replies.iter().any(toast) {
        answer.replies.insert(0, Reply::Toast(query.to_owned(), String::new(), false));
    }
    answer
}
