//! Invitations to the staff, as conversations: the link, the question to the admins, their yes or no.

use super::{people::welcome, press::Press};
use crate::{
    acts::staff::{self, Opening},
    article::Language,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape},
    store::{Result, Writing, staff::Role},
    telegram::{
        answer::{Answer, text as plain},
        scene::Scene,
        staff::Hand,
        update::Person,
    },
};

/// Makes an invitation for an editor.
pub(super) fn make(hand: &Hand, store: &Writing) -> Result<Answer> {
    let scene = hand.scene;
    let token = staff::invite(store, &hand.editor.who(), Role::Editor, scene.now)?;
    let text = scene.say(hand.editor.tongue, "staff-invite", &args![]);
    let link = staff::link(&scene.me.username, &token);
    let copy = Button::copy(scene.say(hand.editor.tongue, "btn-copy-link", &args![]), &link);
    Ok(Answer::say(hand.target(), plain(format!("{text}\n\n{link}"), Keyboard::of([vec![copy]]))))
}

/// Somebody opened an invitation (`/start i_TOKEN`), in their private chat.
pub(in crate::telegram) fn invited(store: &Writing, scene: &Scene, person: &Person, token: &str) -> Result<Answer> {
    let tongue = store.chat_of(person.id, 0)?.map_or(scene.tongue(person), |chat| chat.tongue);
    let say = |key: &str| plain(scene.say(tongue, key, &args![]), Keyboard::default());
    let by = match staff::open(store, &scene.appointed, (person.id, &person.name), token, scene.now)? {
        Opening::Over => return Ok(Answer::say(person.id, say("invite-over"))),
        Opening::Needless => return Ok(Answer::say(person.id, say("invite-needless"))),
        Opening::StillWaits => return Ok(Answer::say(person.id, say("staff-waits"))),
        Opening::Appointed(role) => return Ok(Answer::say(person.id, welcome(scene, tongue, role))),
        Opening::Waits(by) => by,
    };
    let who = store.staff_name(by)?;
    let mut answer = Answer::say(person.id, say("staff-waits"));
    for admin in scene.appointed.admins(store)? {
        let tongue = store.chat_of(admin, 0)?.map_or(scene.newsroom.language, |chat| chat.tongue);
        answer = answer.telling(admin, question(scene, tongue, person, &who));
    }
    Ok(answer)
}

fn question(scene: &Scene, tongue: Language, person: &Person, who: &str) -> Message {
    let username = person.username.as_ref().map_or_else(|| person.id.to_string(), |name| format!("@{name}"));
    let fields = args![name = escape(&person.name), username = escape(&username), who = escape(who)];
    let yes = Button::data(scene.say(tongue, "btn-yes", &args![]), Press::Accept(person.id).encode());
    let no = Button::data(scene.say(tongue, "btn-no", &args![]), Press::Decline(person.id).encode());
    plain(scene.say(tongue, "staff-asks", &fields), Keyboard::of([vec![yes.styled(Style::Primary), no]]))
}

/// An admin's yes or no to whoever opened an invitation.
pub(super) fn settle(hand: &Hand, store: &Writing, person: i64, yes: bool) -> Result<Answer> {
    let (scene, admin) = (hand.scene, &hand.editor);
    let Some(opened) = staff::settle(store, &admin.who(), person, yes, scene.now)? else {
        return Ok(hand.toast("no-plan"));
    };
    let key = if yes { "staff-added" } else { "staff-declined" };
    let text = scene.say(admin.tongue, key, &args![name = escape(&opened.name), who = escape(&admin.name)]);
    let answer = hand.edit(plain(text, Keyboard::default()));
    if !yes {
        return Ok(answer);
    }
    let tongue = store.chat_of(person, 0)?.map_or(scene.newsroom.language, |chat| chat.tongue);
    Ok(answer.telling(person, welcome(scene, tongue, opened.role)))
}
