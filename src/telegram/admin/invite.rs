//! Invitations to the staff: a link that works once. The first admin's link comes from the program itself and needs
//! nobody's yes; an editor's comes from an admin, and whoever opens it has to be confirmed by an admin.

use std::time::Duration;

use super::{Editor, note, plain};
use crate::{
    article::Language,
    clock::Time,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape},
    store::{
        Reading, Result, Writing,
        staff::{Act, Opened, Role},
    },
    telegram::{
        answer::{Answer, Reply, Target},
        scene::Scene,
        update::{Person, Pressed},
    },
};

/// How long a link of the program's own works.
const FIRST: Duration = Duration::from_secs(3600);
/// How long an editor's link works.
const DAY: Duration = Duration::from_secs(86_400);

/// The link that makes its opener the first admin: works once, for an hour. `None`: there is an admin. `appointed`: the
/// admins of the settings; `bot`: the bot's user name.
pub fn first_admin_link(store: &Writing, appointed: &[i64], bot: &str, now: Time) -> Result<Option<String>> {
    let has_admin = !appointed.is_empty() || store.staff()?.iter().any(|member| member.role == Role::Admin);
    if has_admin {
        return Ok(None);
    }
    invitation(store, Role::Admin, bot, now).map(Some)
}

/// A link of the program's own that gives its opener the role at once: works once, for an hour.
pub fn invitation(store: &Writing, role: Role, bot: &str, now: Time) -> Result<String> {
    let token = token();
    store.invite(&token, role, now + FIRST)?;
    Ok(link(bot, &token))
}

fn link(bot: &str, token: &str) -> String {
    format!("https://t.me/{bot}?start=i_{token}")
}

/// 132 random bits as 22 characters that a start link may hold.
fn token() -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = [0; 22];
    getrandom::fill(&mut bytes).expect("every system we run on has a source of randomness");
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 64)])).collect()
}

/// Makes an invitation for an editor.
pub(super) fn make(store: &Writing, scene: &Scene, admin: &Editor, pressed: &Pressed) -> Result<Answer> {
    let token = token();
    store.invite_by(&token, Role::Editor, admin.id, scene.now + DAY)?;
    note(store, scene, admin, "invite", "")?;
    let text = scene.say(admin.tongue, "staff-invite", &args![]);
    let message = plain(format!("{text}\n\n{}", link(&scene.me.username, &token)), Keyboard::default());
    Ok(Answer::say(Target::from(&pressed.address), message))
}

/// Somebody opened an invitation (`/start i_TOKEN`), in their private chat. The link is spent. The first admin has the
/// role from now on; for anybody else an admin's yes is asked.
pub fn invited(store: &Writing, scene: &Scene, person: &Person, token: &str) -> Result<Answer> {
    let tongue = store.chat_of(person.id, 0)?.map_or(scene.tongue(person), |chat| chat.tongue);
    let say = |key: &str| plain(scene.say(tongue, key, &args![]), Keyboard::default());
    let Some(opened) = store.open_invite(token, person.id, &person.name, scene.now)? else {
        return Ok(Answer::say(person.id, say("invite-over")));
    };
    let Some(by) = opened.by else {
        store.settle_invite(person.id)?;
        appoint(store, scene, (person.id, &person.name), opened.role)?;
        return Ok(Answer::say(person.id, welcome(scene, tongue, opened.role)));
    };
    let who = store.staff_name(by)?;
    let mut answer = Answer::say(person.id, say("staff-waits"));
    for admin in admins(store, scene)? {
        let tongue = store.chat_of(admin, 0)?.map_or(scene.newsroom.language, |chat| chat.tongue);
        answer = answer.telling(admin, question(scene, tongue, person, &who));
    }
    Ok(answer)
}

fn admins(store: &Reading, scene: &Scene) -> Result<Vec<i64>> {
    let mut admins = scene.appointed.admins.clone();
    admins.extend(store.staff()?.iter().filter(|member| member.role == Role::Admin).map(|member| member.telegram));
    admins.sort_unstable();
    admins.dedup();
    Ok(admins)
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

fn appoint(store: &Writing, scene: &Scene, (person, name): (i64, &str), role: Role) -> Result<()> {
    store.add_staff(person, role, name, scene.now)?;
    let detail = Some(name.to_owned()).filter(|name| !name.is_empty());
    let what = "staff-add".to_owned();
    store.note_act(&Act { at: scene.now, by: Some(person), what, article: None, detail })
}

/// An admin's yes or no to whoever opened an invitation.
pub(super) fn settle(
    store: &Writing,
    scene: &Scene,
    admin: &Editor,
    pressed: &Pressed,
    (person, yes): (i64, bool),
) -> Result<Answer> {
    let Some(Opened { role, name, .. }) = store.settle_invite(person)? else {
        let toast = scene.say(admin.tongue, "no-plan", &args![]);
        return Ok(Answer::default().and(Reply::Toast(pressed.query.clone(), toast, true)));
    };
    let key = if yes { "staff-added" } else { "staff-declined" };
    let text = scene.say(admin.tongue, key, &args![name = escape(&name), who = escape(&admin.name)]);
    let message = plain(text, Keyboard::default());
    let answer = Answer::default().and(Reply::Edit(pressed.address.chat, pressed.message, message));
    if !yes {
        return Ok(answer);
    }
    store.add_staff(person, role, &name, scene.now)?;
    note(store, scene, admin, "staff-add", &name)?;
    let tongue = store.chat_of(person, 0)?.map_or(scene.newsroom.language, |chat| chat.tongue);
    Ok(answer.telling(person, welcome(scene, tongue, role)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn tokens_fit_into_a_start_link_and_differ() {
        let (one, other) = (token(), token());
        assert_eq!(one.len(), 22);
        assert_ne!(one, other);
        assert!(one.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{one}");
        assert!(format!("i_{one}").len() <= 64);
    }

    #[test]
    fn the_first_admin_is_made_once() {
        let store = Store::in_memory().unwrap();
        let now = Time(1_795_410_000_000);
        let link = |appointed: &[i64]| store.write_here(|store| first_admin_link(store, appointed, "paper_bot", now));
        assert_eq!(link(&[7]).unwrap(), None);
        let made = link(&[]).unwrap().expect("there is no admin");
        let token = made.strip_prefix("https://t.me/paper_bot?start=i_").unwrap().to_owned();
        let open = |at| store.write_here(|store| store.open_invite(&token, 5, "Айгүл", at)).unwrap();
        assert_eq!(open(now + FIRST), None, "too late");
        let opened = Opened { role: Role::Admin, by: None, name: "Айгүл".into() };
        assert_eq!(open(now), Some(opened));
        assert_eq!(open(now), None, "used");
        store.write_here(|store| store.add_staff(5, Role::Admin, "Айгүл", now)).unwrap();
        assert_eq!(link(&[]).unwrap(), None);
    }
}
