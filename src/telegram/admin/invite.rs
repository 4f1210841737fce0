//! Invitations to the staff, as conversations: the link, the question to the admins, their yes or no.

use super::{Editor, plain};
use crate::{
    acts::staff::{self, Opening},
    article::Language,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape},
    store::{Result, Writing, staff::Role},
    telegram::{
        answer::{Answer, Reply, Target},
        scene::Scene,
        update::{Person, Pressed},
    },
};

/// Makes an invitation for an editor.
pub(super) fn make(store: &Writing, scene: &Scene, admin: &Editor, pressed: &Pressed) -> Result<Answer> {
    let token = staff::invite(store, &admin.who(), Role::Editor, scene.now)?;
    let text = scene.say(admin.tongue, "staff-invite", &args![]);
    let message = plain(format!("{text}\n\n{}", staff::link(&scene.me.username, &token)), Keyboard::default());
    Ok(Answer::say(Target::from(&pressed.address), message))
}

/// Somebody opened an invitation (`/start i_TOKEN`), in their private chat.
pub fn invited(store: &Writing, scene: &Scene, person: &Person, token: &str) -> Result<Answer> {
    let tongue = store.chat_of(person.id, 0)?.map_or(scene.tongue(person), |chat| chat.tongue);
    let say = |key: &str| plain(scene.say(tongue, key, &args![]), Keyboard::default());
    let by = match staff::open(store, (person.id, &person.name), token, scene.now)? {
        Opening::Over => return Ok(Answer::say(person.id, say("invite-over"))),
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
    let yes = Button::data(scene.say(tongue, "btn-yes", &args![]), format!("a:y:{}", person.id));
    let no = Button::data(scene.say(tongue, "btn-no", &args![]), format!("a:n:{}", person.id));
    plain(scene.say(tongue, "staff-asks", &fields), Keyboard::of([vec![yes.styled(Style::Primary), no]]))
}

fn welcome(scene: &Scene, tongue: Language, role: Role) -> Message {
    let key = if role == Role::Admin { "admin-welcome" } else { "staff-ready" };
    let paper = escape(scene.newsroom.name.in_language(tongue));
    plain(scene.say(tongue, key, &args![paper = paper]), Keyboard::default())
}

/// An admin's yes or no to whoever opened an invitation.
pub(super) fn settle(
    store: &Writing,
    scene: &Scene,
    admin: &Editor,
    pressed: &Pressed,
    (person, yes): (i64, bool),
) -> Result<Answer> {
    let Some(opened) = staff::settle(store, &admin.who(), person, yes, scene.now)? else {
        let toast = scene.say(admin.tongue, "no-plan", &args![]);
        return Ok(Answer::default().and(Reply::Toast(pressed.query.clone(), toast, true)));
    };
    let key = if yes { "staff-added" } else { "staff-declined" };
    let text = scene.say(admin.tongue, key, &args![name = escape(&opened.name), who = escape(&admin.name)]);
    let message = plain(text, Keyboard::default());
    let answer = Answer::default().and(Reply::Edit(pressed.address.chat, pressed.message, message));
    if !yes {
        return Ok(answer);
    }
    let tongue = store.chat_of(person, 0)?.map_or(scene.newsroom.language, |chat| chat.tongue);
    Ok(answer.telling(person, welcome(scene, tongue, opened.role)))
}
