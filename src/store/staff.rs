//! Staff: who may push, who may look. In: roles, invitations, acts. Out: the role of a person, who did what.

use rusqlite::{OptionalExtension, Row, params};

use super::{Reading, Result, Writing};
use crate::{article::ArticleKey, clock::Time};

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Push, correct, retract.
    Editor,
    /// That, and see who reads, and name editors.
    Admin,
}

impl Role {
    /// `editor` or `admin`.
    pub fn word(self) -> &'static str {
        match self {
            Role::Editor => "editor",
            Role::Admin => "admin",
        }
    }

    fn from_number(number: i64) -> Role {
        if number == 2 { Role::Admin } else { Role::Editor }
    }

    fn number(self) -> i64 {
        match self {
            Role::Editor => 1,
            Role::Admin => 2,
        }
    }
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their number at Telegram.
    pub telegram: i64,
    /// What they may do.
    pub role: Role,
    /// The name under which acts are shown.
    pub name: String,
    /// Since when.
    pub since: Time,
}

/// An invitation that somebody opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What it makes them.
    pub role: Role,
    /// Who invited; `None`: the program, for the first admin.
    pub by: Option<i64>,
    /// The name of who opened it.
    pub name: String,
}

/// Something a member of staff did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Time,
    /// Who; `None`: the command line.
    pub by: Option<i64>,
    /// What, in a word (`breaking`, `push`, `stop`…).
    pub what: String,
    /// With which article.
    pub article: Option<ArticleKey>,
    /// More about it.
    pub detail: Option<String>,
}

impl Reading<'_> {
    /// The role of a person; `None`: a reader.
    pub fn role(&self, telegram: i64) -> Result<Option<Role>> {
        let mut sql = self.sql("SELECT role FROM staff WHERE telegram = ?1")?;
        Ok(sql.query_row([telegram], |row| row.get(0).map(Role::from_number)).optional()?)
    }

    /// All staff, admins first.
    pub fn staff(&self) -> Result<Vec<Member>> {
        let mut sql = self.sql("SELECT telegram, role, name, since FROM staff ORDER BY role DESC, since")?;
        let rows = sql.query_map([], |row| {
            Ok(Member {
                telegram: row.get(0)?,
                role: Role::from_number(row.get(1)?),
                name: row.get(2)?,
                since: Time(row.get(3)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What an invitation makes its opener; `None`: unknown, used or too late.
    pub fn invitation(&self, token: &str, now: Time) -> Result<Option<Role>> {
        let mut sql = self.sql("SELECT role FROM invite WHERE token = ?1 AND used IS NULL AND until > ?2")?;
        Ok(sql.query_row(params![token, now.0], |row| row.get(0).map(Role::from_number)).optional()?)
    }

    /// Whether it was this person who opened the invitation, and an admin's yes is still waited for.
    pub fn waits_by(&self, token: &str, person: i64) -> Result<bool> {
        Ok(self.sql("SELECT 1 FROM invite WHERE token = ?1 AND person = ?2")?.exists(params![token, person])?)
    }

    /// The name under which a person's acts are shown: their number, where no name is known.
    pub fn staff_name(&self, telegram: i64) -> Result<String> {
        let mut sql = self.sql(
            "SELECT name FROM name WHERE telegram = ?1 UNION ALL
             SELECT name FROM staff WHERE telegram = ?1 AND name <> '' LIMIT 1",
        )?;
        Ok(sql.query_row([telegram], |row| row.get(0)).optional()?.unwrap_or_else(|| telegram.to_string()))
    }

    /// Everybody who ever acted at the desk.
    pub fn names(&self) -> Result<Vec<i64>> {
        let mut sql = self.sql("SELECT telegram FROM name ORDER BY telegram")?;
        let rows = sql.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Those who opened an invitation and wait for an admin's yes: number and name.
    pub fn waiting_for_yes(&self) -> Result<Vec<(i64, String)>> {
        let mut sql =
            self.sql("SELECT person, coalesce(name, '') FROM invite WHERE person IS NOT NULL ORDER BY used LIMIT 20")?;
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest act of this kind with an article.
    pub fn last_act(&self, article: ArticleKey, what: &str) -> Result<Option<Act>> {
        let mut sql = self.sql(
            "SELECT at, by, what, article, detail FROM act WHERE article = ?1 AND what = ?2 ORDER BY id DESC LIMIT 1",
        )?;
        Ok(sql.query_row(params![article.0, what], act).optional()?)
    }

    /// The number of the newest act; 0: there is none.
    pub fn last_act_id(&self) -> Result<i64> {
        Ok(self.sql("SELECT coalesce(max(id), 0) FROM act")?.query_row([], |row| row.get(0))?)
    }

    /// Acts after that one with their numbers, oldest first.
    pub fn acts_after(&self, id: i64, most: u32) -> Result<Vec<(i64, Act)>> {
        let mut sql =
            self.sql("SELECT at, by, what, article, detail, id FROM act WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        let rows = sql.query_map(params![id, most], |row| Ok((row.get(5)?, act(row)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Acts, newest first, without so many of the newest.
    pub fn acts(&self, skip: u32, most: u32) -> Result<Vec<Act>> {
        let mut sql = self.sql("SELECT at, by, what, article, detail FROM act ORDER BY id DESC LIMIT ?2 OFFSET ?1")?;
        let rows = sql.query_map([skip, most], act)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writing<'_> {
    /// Gives a person a role, which never lowers the one they have; an empty name keeps the one that is known. `false`:
    /// they had it, or a higher one.
    pub fn add_staff(&self, telegram: i64, role: Role, name: &str, now: Time) -> Result<bool> {
        let raised = self.role(telegram)? < Some(role);
        self.sql(
            "INSERT INTO staff (telegram, role, name, since) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (telegram) DO UPDATE
             SET role = max(role, excluded.role), name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END",
        )?
        .execute(params![telegram, role.number(), name, now.0])?;
        Ok(raised)
    }

    /// Takes a person's role. `false`: they had none.
    pub fn remove_staff(&self, telegram: i64) -> Result<bool> {
        Ok(self.sql("DELETE FROM staff WHERE telegram = ?1")?.execute([telegram])? == 1)
    }

    /// Keeps an invitation that makes one person a member of staff until then.
    pub fn invite(&self, token: &str, role: Role, until: Time) -> Result<()> {
        self.sql("INSERT INTO invite (token, role, until) VALUES (?1, ?2, ?3)")?.execute(params![
            token,
            role.number(),
            until.0
        ])?;
        Ok(())
    }

    /// Keeps an invitation by a member of staff.
    pub fn invite_by(&self, token: &str, role: Role, by: i64, until: Time) -> Result<()> {
        self.invite(token, role, until)?;
        self.sql("UPDATE invite SET by = ?2 WHERE token = ?1")?.execute(params![token, by])?;
        Ok(())
    }

    /// Somebody opened an invitation: uses it and keeps who it was, for an admin to confirm. `None`: unknown, used or
    /// too late.
    pub fn open_invite(&self, token: &str, person: i64, name: &str, now: Time) -> Result<Option<Opened>> {
        let Some(role) = self.invitation(token, now)? else { return Ok(None) };
        let mut sql = self.sql("UPDATE invite SET used = ?4, person = ?2, name = ?3 WHERE token = ?1 RETURNING by")?;
        let by = sql.query_row(params![token, person, name, now.0], |row| row.get(0))?;
        Ok(Some(Opened { role, by, name: name.to_owned() }))
    }

    /// Takes the person off the list of those who wait for an admin's yes; `None`: they do not (any more).
    pub fn settle_invite(&self, person: i64) -> Result<Option<Opened>> {
        let mut sql =
            self.sql("UPDATE invite SET person = NULL WHERE person = ?1 RETURNING role, by, coalesce(name, '')")?;
        let mut rows = sql.query([person])?;
        let mut opened = None;
        while let Some(row) = rows.next()? {
            let role = row.get(0).map(Role::from_number)?;
            opened = Some(Opened { role, by: row.get(1)?, name: row.get(2)? });
        }
        Ok(opened)
    }

    /// Keeps the name under which a person acts.
    pub fn keep_name(&self, telegram: i64, name: &str) -> Result<()> {
        self.sql("INSERT INTO name (telegram, name) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET name = excluded.name")?
            .execute(params![telegram, name])?;
        Ok(())
    }

    /// Forgets what was done before then; how much.
    pub fn prune_acts(&self, before: Time) -> Result<usize> {
        Ok(self.sql("DELETE FROM act WHERE at < ?1")?.execute([before.0])?)
    }

    /// Notes what was done.
    pub fn note_act(&self, act: &Act) -> Result<()> {
        self.sql("INSERT INTO act (at, by, what, article, detail) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
            act.at.0,
            act.by,
            act.what,
            act.article.map(|article| article.0),
            act.detail
        ])?;
        Ok(())
    }
}

fn act(row: &Row) -> rusqlite::Result<Act> {
    Ok(Act {
        at: Time(row.get(0)?),
        by: row.get(1)?,
        what: row.get(2)?,
        article: row.get::<_, Option<i64>>(3)?.map(ArticleKey),
        detail: row.get(4)?,
    })
}
