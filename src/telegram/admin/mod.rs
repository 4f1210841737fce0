//! The admins' part. In: what an admin says and presses, and who opened an invitation. Out: an answer, or `None` where it
//! is not theirs. Whether the person is an admin is checked at every act.

use super::{
    Room, Scene,
    reader::help,
    reply::{Answer, text},
    update::{Person, Pressed, Said, Speech},
};
use crate::{
    locale::args,
    message::{Keyboard, escape},
    store::{
        Result, Writing,
        staff::{Act, Role},
    },
};

/// What the data of the admins' buttons begins with.
pub const PREFIX: &str = "a:";

/// What admins can say.
pub const COMMANDS: &[&str] = &["help_admin"];

/// Answers what is the admins'; `None`: it is not, and nothing was written.
pub async fn said(room: &Room, update: i64, said: &Said) -> Result<Option<Answer>> {
    let Speech::Command { name, .. } = &said.speech else { return Ok(None) };
    if name != "help_admin" {
        return Ok(None);
    }
    let said = said.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        if scene.role(store, said.person.id)? < Some(Role::Admin) {
            return Ok(None);
        }
        let tongue = store.chat_of(said.person.id, 0)?.map_or(scene.tongue(&said.person), |chat| chat.tongue);
        let help = help::existing(&scene.say(tongue, "help-admin", &args![]));
        Ok(Some(Answer::say(&said.address, text(help, Keyboard::default()))))
    });
    answer.await
}

/// Answers a press on one of the admins' buttons.
pub async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    super::reader::stale(room, update, pressed, "/staff").await
}

/// Somebody opened an invitation (`/start i_TOKEN`), in their private chat. The link is spent; whoever opened it has the
/// role from now on.
pub fn invited(store: &Writing, scene: &Scene, person: &Person, token: &str) -> Result<Answer> {
    let tongue = store.chat_of(person.id, 0)?.map_or(scene.tongue(person), |chat| chat.tongue);
    let paper = escape(scene.newsroom.name.in_language(tongue));
    let Some(role) = store.use_invite(token, scene.now)? else {
        let over = scene.say(tongue, "invite-over", &args![]);
        return Ok(Answer::say(person.id, text(over, Keyboard::default())));
    };
    store.add_staff(person.id, role, &person.name, scene.now)?;
    store.note_act(&Act {
        at: scene.now,
        by: Some(person.id),
        what: "joined".into(),
        article: None,
        detail: Some(role.word().into()),
    })?;
    let key = if role == Role::Admin { "admin-welcome" } else { "staff-welcome" };
    let welcome = scene.say(tongue, key, &args![paper = paper]);
    Ok(Answer::say(person.id, text(welcome, Keyboard::default())))
}
