//! `/staff`: who is on the staff, who waits for a yes, removing somebody.

use super::press::Press;
use crate::{
    acts::staff::{self, Removal},
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
            rows.push(vec![Button::data(label, Press::AskRemove(member.telegram).encode())]);
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
    let (scene, tongue) = (hand.scene, hand.editor.tongue);
    let name = escape(&store.staff_name(person)?);
    let text = scene.say(tongue, "staff-remove-ask", &args![name = name]);
    let no = Button::data(scene.say(tongue, "btn-cancel", &args![]), Press::Staff.encode());
    let yes =
        Button::data(scene.say(tongue, "btn-yes", &args![]), Press::Remove(person).encode()).styled(Style::Danger);
    Ok(hand.edit(plain(text, Keyboard::of([vec![no, yes]]))))
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
