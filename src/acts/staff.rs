//! Who is staff. In: a person, a role, an invitation's token. Out: what changed. The settings' staff cannot be changed here.
//! An invitation is a link that works once: the first admin's and the command line's need nobody's yes, an editor's comes
//! from an admin, and whoever opens it has to be confirmed by an admin.

use std::time::Duration;

use super::{Deed, Who, note_person};
use crate::{
    clock::Time,
    config::Config,
    store::{
        Reading, Result, Writing,
        staff::{Opened, Role},
    },
};

/// How long a link of the program's own works.
const FIRST: Duration = Duration::from_secs(3600);
/// How long a link works that a person asked for.
const DAY: Duration = Duration::from_secs(86_400);

/// Staff by the settings, who cannot be removed in chat, and where they meet.
#[derive(Clone, Debug, Default)]
pub struct Appointed {
    /// Admins.
    pub admins: Vec<i64>,
    /// Editors.
    pub editors: Vec<i64>,
    /// The staff's group.
    pub desk: Option<i64>,
}

impl Appointed {
    /// As the settings say.
    pub fn of(config: &Config) -> Appointed {
        Appointed { admins: config.admins.clone(), editors: config.editors.clone(), desk: config.desk }
    }

    /// The role of a person, by the settings or the database; `None`: a reader.
    pub fn role(&self, store: &Reading, person: i64) -> Result<Option<Role>> {
        if self.admins.contains(&person) {
            return Ok(Some(Role::Admin));
        }
        let appointed = self.editors.contains(&person).then_some(Role::Editor);
        Ok(store.role(person)?.max(appointed))
    }

    /// All staff, each once.
    pub fn staff(&self, store: &Reading) -> Result<Vec<i64>> {
        let known = store.staff()?.into_iter().map(|member| member.telegram);
        Ok(once(self.admins.iter().chain(&self.editors).copied().chain(known)))
    }

    /// All admins, each once.
    pub fn admins(&self, store: &Reading) -> Result<Vec<i64>> {
        let known = store.staff()?.into_iter().filter(|member| member.role == Role::Admin);
        Ok(once(self.admins.iter().copied().chain(known.map(|member| member.telegram))))
    }
}

fn once(people: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut people: Vec<i64> = people.collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// Gives a person a role; an empty name keeps the one that is known. `false`: they had it.
pub fn add(store: &Writing, who: &Who, (person, name): (i64, &str), role: Role, now: Time) -> Result<bool> {
    let new = store.add_staff(person, role, name, now)?;
    if new {
        note_person(store, who, Deed::StaffAdd, &store.staff_name(person)?, now)?;
    }
    Ok(new)
}

/// What came of taking somebody's role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// They are a reader now.
    Removed,
    /// They had no role.
    NoStaff,
    /// The settings make them staff.
    Appointed,
}

/// Takes a person's role.
pub fn remove(store: &Writing, who: &Who, appointed: &Appointed, person: i64, now: Time) -> Result<Removal> {
    if appointed.admins.contains(&person) || appointed.editors.contains(&person) {
        return Ok(Removal::Appointed);
    }
    let name = store.staff_name(person)?;
    if !store.remove_staff(person)? {
        return Ok(Removal::NoStaff);
    }
    note_person(store, who, Deed::StaffRemove, &name, now)?;
    Ok(Removal::Removed)
}

/// Makes an invitation: its token. Where a person asks for it, an admin has to confirm whoever opens it; the command
/// line's gives the role at once.
pub fn invite(store: &Writing, who: &Who, role: Role, now: Time) -> Result<String> {
    let token = token();
    match who {
        Who::Person { id, .. } => store.invite_by(&token, role, *id, now + DAY)?,
        Who::Console => store.invite(&token, role, now + FIRST)?,
    }
    note_person(store, who, Deed::Invite, "", now)?;
    Ok(token)
}

/// The invitation that makes its opener the first admin. `None`: there is an admin. It is the program's own and nobody's
/// act.
pub fn invite_first_admin(store: &Writing, appointed: &Appointed, now: Time) -> Result<Option<String>> {
    if !appointed.admins(store)?.is_empty() {
        return Ok(None);
    }
    let token = token();
    store.invite(&token, Role::Admin, now + FIRST)?;
    Ok(Some(token))
}

/// The link of an invitation; `bot`: the bot's user name.
pub fn link(bot: &str, token: &str) -> String {
    format!("https://t.me/{bot}?start=i_{token}")
}

/// 132 random bits as 22 characters that a start link may hold.
fn token() -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = [0; 22];
    getrandom::fill(&mut bytes).expect("every system we run on has a source of randomness");
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 64)])).collect()
}

/// What came of opening an invitation. It is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Unknown, used or too late.
    Over,
    /// Whoever opened it has this role now.
    Appointed(Role),
    /// This member of staff invited; an admin's yes is waited for.
    Waits(i64),
}

/// Somebody opens an invitation.
pub fn open(store: &Writing, (person, name): (i64, &str), token: &str, now: Time) -> Result<Opening> {
    let Some(opened) = store.open_invite(token, person, name, now)? else { return Ok(Opening::Over) };
    if let Some(by) = opened.by {
        return Ok(Opening::Waits(by));
    }
    store.settle_invite(person)?;
    store.add_staff(person, opened.role, name, now)?;
    let who = Who::Person { id: person, name: name.to_owned() };
    note_person(store, &who, Deed::StaffAdd, name, now)?;
    Ok(Opening::Appointed(opened.role))
}

/// An admin's yes or no to whoever opened an invitation: who that was. `None`: nobody waits (any more).
pub fn settle(store: &Writing, who: &Who, person: i64, yes: bool, now: Time) -> Result<Option<Opened>> {
    let opened = store.settle_invite(person)?;
    if let Some(Opened { role, name, .. }) = opened.as_ref().filter(|_| yes) {
        store.add_staff(person, *role, name, now)?;
        note_person(store, who, Deed::StaffAdd, name, now)?;
    }
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    const NOW: Time = Time(1_795_410_000_000);

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
        let invited = |admins: &[i64]| {
            let appointed = Appointed { admins: admins.to_vec(), ..Appointed::default() };
            store.write_here(|store| invite_first_admin(store, &appointed, NOW)).unwrap()
        };
        assert_eq!(invited(&[7]), None);
        let token = invited(&[]).expect("there is no admin");
        assert_eq!(link("paper_bot", &token), format!("https://t.me/paper_bot?start=i_{token}"));
        let opened = |at| store.write_here(|store| open(store, (5, "Айгүл"), &token, at)).unwrap();
        assert_eq!(opened(NOW + FIRST), Opening::Over, "too late");
        assert_eq!(opened(NOW), Opening::Appointed(Role::Admin));
        assert_eq!(opened(NOW), Opening::Over, "used");
        assert_eq!(invited(&[]), None);
    }

    #[test]
    fn whoever_acts_is_written_down() {
        let store = Store::in_memory().unwrap();
        let anna = Who::Person { id: 1, name: "Анна".into() };
        let appointed = Appointed { admins: vec![1], ..Appointed::default() };
        let write = |act: &dyn Fn(&Writing) -> Result<()>| store.write_here(|store| act(store)).unwrap();
        write(&|store| {
            assert!(add(store, &Who::Console, (5, ""), Role::Editor, NOW)?);
            assert!(!add(store, &Who::Console, (5, ""), Role::Editor, NOW)?, "they have it");
            assert_eq!(remove(store, &anna, &appointed, 5, NOW)?, Removal::Removed);
            assert_eq!(remove(store, &anna, &appointed, 5, NOW)?, Removal::NoStaff);
            assert_eq!(remove(store, &anna, &appointed, 1, NOW)?, Removal::Appointed);
            Ok(())
        });
        let acts = store.read_here(|store| store.acts(9)).unwrap();
        let acts: Vec<_> = acts.iter().map(|act| (act.by, act.what.as_str(), act.detail.as_deref())).collect();
        assert_eq!(acts, [(Some(1), "staff-remove", Some("5")), (None, "staff-add", Some("5"))]);
    }
}
