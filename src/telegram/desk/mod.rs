//! The editors' part. In: what a member of staff says and presses. Out: an answer, or `None` where it is not theirs.
//! Whether the person is staff is checked at every act.

use super::{
    Room,
    reader::help,
    reply::{Answer, text},
    update::{Pressed, Said, Speech},
};
use tokio::sync::mpsc;

use crate::{
    intake::Notice,
    locale::args,
    message::Keyboard,
    store::{Result, staff::Role},
};

/// What the data of the desk's buttons begins with.
pub const PREFIX: &str = "d:";

/// What editors can say.
pub const COMMANDS: &[&str] = &["help_editor"];

/// Answers what is the desk's; `None`: it is not, and nothing was written.
pub async fn said(room: &Room, update: i64, said: &Said) -> Result<Option<Answer>> {
    let Speech::Command { name, .. } = &said.speech else { return Ok(None) };
    if name != "help_editor" {
        return Ok(None);
    }
    let said = said.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        if scene.role(store, said.person.id)? < Some(Role::Editor) {
            return Ok(None);
        }
        let tongue = store.chat_of(said.person.id, 0)?.map_or(scene.tongue(&said.person), |chat| chat.tongue);
        let help = help::existing(&scene.say(tongue, "help-editor", &args![]));
        Ok(Some(Answer::say(&said.address, text(help, Keyboard::default()))))
    });
    answer.await
}

/// Answers a press on one of the desk's buttons.
pub async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    super::reader::stale(room, update, pressed, "/news").await
}

/// Hears what intake noticed, until intake ends.
pub async fn attend(_room: &Room, mut notices: mpsc::UnboundedReceiver<Notice>) {
    while let Some(notice) = notices.recv().await {
        log::debug!("intake noticed {notice:?}");
    }
}
