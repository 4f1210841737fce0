//! `/staff`: who is on the staff, who waits for a yes, making an editor an admin, removing somebody.

use super::press::Press;
use crate::{
    acts::staff::{self, Removal},
    article::Language,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape},
    store::{Reading, Result, Writing, staff::Role},
    telegram::{
        answer::{Answer, text as plain},
        scene::Scene,
        staff::{Editor, Hand},
    },
};

/// The staff with their buttons.
pub(super) fn list(store: &Reading, scene: &Scene, admin: &Editor) -> Result<Message> {
    let tongue = admin.tongue;
    let mut lines = vec![scene.say(tongue, "staff-title", &args![])];
    let mut rows = Vec::new();
    let mut known = Vec::new();
    for id in scene.appointed.admins.iter().chain(&scene.appointed.editors).copied() {
        if let Some(role) = scene.role(store, id)?.filter(|_| !known.contains(&id)) {
            known.push(id);
            lines.push(line(scene, admin, &store.staff_name(id)?, role));
        }
    }
    for member in store.staff()?.into_iter().filter(|member| !known.contains(&member.telegram)) {
        let name = if member.name.is_empty() { member.telegram.to_string() } else { member.name };
        lines.push(line(scene, admin, &name, member.role));
        if member.telegram != admin.id {
            let label = scene.say(tongue, "btn-staff-remove", &args![name = name]);
            let remove = Button::data(label, Press::AskRemove(member.telegram).encode());
            let raise = || {
                let label = scene.say(tongue, "btn-staff-admin", &args![]);
                Button::data(label, Press::AskAdmin(member.telegram).encode())
            };
            rows.push(std::iter::once(remove).chain((member.role == Role::Editor).then(raise)).collect());
        }
    }
    for (person, name) in store.waiting_for_yes()? {
        let yes = format!("{} {name}", scene.say(tongue, "btn-yes", &args![]));
        let no = format!("{} {name}", scene.say(tongue, "btn-no", &args![]));
        rows.push(vec![
            Button::data(format!("{yes}?"), Press::Accept(person).encode()),
            Button::data(no, Press::Decline(person).encode()),
        ]);
    }
    rows.push(vec![
        Button::data(scene.say(tongue, "btn-staff-invite", &args![]), Press::Invite.encode()).styled(Style::Primary),
    ]);
    Ok(plain(lines.join("\n"), Keyboard::of(rows)))
}

fn line(scene: &Scene, admin: &Editor, name: &str, role: Role) -> String {
    let role = scene.say(admin.tongue, &format!("role-{}", role.word()), &args![]);
    scene.say(admin.tongue, "staff-item", &args![name = escape(name), role = role])
}

/// Asks before somebody's access is closed.
pub(super) fn ask_remove(hand: &Hand, store: &Reading, person: i64) -> Result<Answer> {
    ask(hand, store, person, ("staff-remove-ask", Press::Remove(person), Style::Danger))
}

/// Asks before an editor becomes an admin.
pub(super) fn ask_admin(hand: &Hand, store: &Reading, person: i64) -> Result<Answer> {
    ask(hand, store, person, ("staff-admin-ask", Press::MakeAdmin(person), Style::Primary))
}

fn ask(hand: &Hand, store: &Reading, person: i64, (key, press, style): (&str, Press, Style)) -> Result<Answer> {
    let (scene, tongue) = (hand.scene, hand.editor.tongue);
    let text = scene.say(tongue, key, &args![name = escape(&store.staff_name(person)?)]);
    let no = Button::data(scene.say(tongue, "btn-cancel", &args![]), Press::Staff.encode());
    let yes = Button::data(scene.say(tongue, "btn-yes", &args![]), press.encode()).styled(style);
    Ok(hand.edit(plain(text, Keyboard::of([vec![no, yes]]))))
}

/// Makes an editor an admin and tells them; whoever is on the staff no more stays a reader.
pub(super) fn make_admin(hand: &Hand, store: &Writing, person: i64) -> Result<Answer> {
    let (scene, admin) = (hand.scene, &hand.editor);
    if scene.role(store, person)? != Some(Role::Editor) {
        return Ok(hand.edit(list(store, scene, admin)?));
    }
    staff::add(store, &admin.who(), (person, ""), Role::Admin, scene.now)?;
    let answer = hand.edit(list(store, scene, admin)?);
    let tongue = store.chat_of(person, 0)?.map_or(scene.newsroom.language, |chat| chat.tongue);
    Ok(answer.telling(person, welcome(scene, tongue, Role::Admin)))
}

/// What somebody reads who has this role now.
pub(super) fn welcome(scene: &Scene, tongue: Language, role: Role) -> Message {
    let key = if role == Role::Admin { "admin-welcome" } else { "staff-welcome" };
    let paper = escape(scene.newsroom.name.in_language(tongue));
    plain(scene.say(tongue, key, &args![paper = paper]), Keyboard::default())
}

/// Closes somebody's access and tells them.
pub(super) fn remove(hand: &Hand, store: &Writing, person: i64) -> Result<Answer> {
    let (scene, admin) = (hand.scene, &hand.editor);
    let removal = staff::remove(store, &admin.who(), &scene.appointed, person, scene.now)?;
    let answer = match removal {
        Removal::Appointed => return Ok(hand.toast("staff-fixed")),
        Removal::LastAdmin => return Ok(hand.toast("staff-last")),
        Removal::NoStaff => return Ok(hand.edit(list(store, scene, admin)?)),
        Removal::Removed => hand.edit(list(store, scene, admin)?),
    };
    let tongue = store.chat_of(person, 0)?.map_or(scene.newsroom.language, |chat| chat.tongue);
    let message = plain(scene.say(tongue, "staff-removed", &args![]), Keyboard::default());
    Ok(answer.telling(person, message))
}
