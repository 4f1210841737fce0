//! Who is staff. In: a person, a role, an invitation's token. Out: what changed. The settings' staff cannot be changed here.
//! An invitation is a link that works once: the first admin's and the command line's need nobody's yes, an editor's comes
//! from an admin, and whoever opens it has to be confirmed by an admin.
//!
//! A role is raised by what gives one, and lowered by [`remove`] only; whoever has the role that a link gives does not use
//! it up. The last admin cannot be removed: nobody could name another one.

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

/// What came of giving somebody a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addition {
    /// They have it now.
    Raised,
    /// They had this one, which is no lower, and keep it.
    Had(Role),
}

/// Gives a person a role; an empty name keeps the one that is known.
pub fn add(store: &Writing, who: &Who, (person, name): (i64, &str), role: Role, now: Time) -> Result<Addition> {
    let had = store.role(person)?;
    if store.add_staff(person, role, name, now)? {
        note_person(store, who, deed(role), &store.staff_name(person)?, now)?;
        return Ok(Addition::Raised);
    }
    Ok(Addition::Had(had.unwrap_or(role)))
}

/// How the log calls that somebody has this role now.
fn deed(role: Role) -> Deed {
    match role {
        Role::Editor => Deed::StaffAdd,
        Role::Admin => Deed::StaffAdmin,
    }
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
    /// There is no other admin.
    LastAdmin,
}

/// Takes a person's role.
pub fn remove(store: &Writing, who: &Who, appointed: &Appointed, person: i64, now: Time) -> Result<Removal> {
    if appointed.admins.contains(&person) || appointed.editors.contains(&person) {
        return Ok(Removal::Appointed);
    }
    if appointed.admins(store)? == [person] {
        return Ok(Removal::LastAdmin);
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
        Who::Console | Who::Program => store.invite(&token, role, now + FIRST)?,
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

/// What came of opening an invitation. It is spent where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Unknown, used or too late.
    Over,
    /// Whoever opened it had the role, or a higher one. It is not spent: it was meant for somebody else.
    Needless,
    /// Whoever opened it has this role now.
    Appointed(Role),
    /// This member of staff invited; an admin's yes is waited for.
    Waits(i64),
    /// The same, since they opened it before.
    StillWaits,
}

/// Somebody opens an invitation.
pub fn open(
    store: &Writing,
    appointed: &Appointed,
    (person, name): (i64, &str),
    token: &str,
    now: Time,
) -> Result<Opening> {
    if store.waits_by(token, person)? {
        return Ok(Opening::StillWaits);
    }
    let Some(role) = store.invitation(token, now)? else { return Ok(Opening::Over) };
    if appointed.role(store, person)? >= Some(role) {
        return Ok(Opening::Needless);
    }
    let Some(opened) = store.open_invite(token, person, name, now)? else { return Ok(Opening::Over) };
    if let Some(by) = opened.by {
        return Ok(Opening::Waits(by));
    }
    store.settle_invite(person)?;
    store.add_staff(person, opened.role, name, now)?;
    let who = Who::Person { id: person, name: name.to_owned() };
    note_person(store, &who, deed(opened.role), name, now)?;
    Ok(Opening::Appointed(opened.role))
}

/// An admin's yes or no to whoever opened an invitation: who that was. `None`: nobody waits (any more), or they have got
/// the role meanwhile.
pub fn settle(store: &Writing, who: &Who, person: i64, yes: bool, now: Time) -> Result<Option<Opened>> {
    let Some(opened) = store.settle_invite(person)? else { return Ok(None) };
    if !yes {
        note_person(store, who, Deed::StaffDecline, &opened.name, now)?;
        return Ok(Some(opened));
    }
    let added = add(store, who, (person, &opened.name), opened.role, now)?;
    Ok((added == Addition::Raised).then_some(opened))
}

#[cfg(test)]
mod tests;
