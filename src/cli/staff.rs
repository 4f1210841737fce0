//! `headliner staff`: a list, adding, removing, inviting.

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};

use super::tell;
use crate::{
    acts::{
        Who,
        staff::{self as acts, Addition, Appointed, Removal},
    },
    app,
    cli::shown,
    clock::Clock,
    config::Config,
    store::{Store, staff},
};

/// Look at staff, add, remove, invite
#[derive(Subcommand, Debug)]
pub(super) enum Staff {
    /// All staff
    List,
    /// Make a person a member of staff; a role that they have is raised, never lowered
    Add {
        /// Their number at Telegram
        #[arg(allow_hyphen_values = true, value_parser = tell::person)]
        person: i64,
        /// What they may do; an editor's where nothing is said
        #[arg(long, value_enum)]
        role: Option<Role>,
        /// The name under which their acts are shown
        #[arg(long, default_value = "")]
        name: String,
    },
    /// Take a person's role; the last admin's stays
    Remove {
        /// Their number at Telegram
        #[arg(allow_hyphen_values = true, value_parser = tell::person)]
        person: i64,
    },
    /// A link that makes one person a member of staff, once
    Invite {
        /// What they may do
        #[arg(long, value_enum, default_value = "editor")]
        role: Role,
    },
}

/// What a member of staff may do
#[derive(ValueEnum, Clone, Copy, Debug)]
pub(super) enum Role {
    /// Push, correct, retract
    Editor,
    /// That, and see who reads, and name editors
    Admin,
}

impl From<Role> for staff::Role {
    fn from(role: Role) -> staff::Role {
        match role {
            Role::Editor => staff::Role::Editor,
            Role::Admin => staff::Role::Admin,
        }
    }
}

/// Does it.
pub(super) async fn run(staff: Staff, config: Config) -> anyhow::Result<ExitCode> {
    let newsroom = super::new::read(&config.newsroom)?;
    let now = Clock::system().now();
    match staff {
        Staff::List => list(&config, newsroom.zone)?,
        Staff::Add { person, role, name } => add(&Store::open(&config.database)?, person, role, &name)?,
        Staff::Remove { person } => {
            let (store, appointed) = (super::open_store(&config)?, Appointed::of(&config));
            match store.write_here(|store| acts::remove(store, &Who::Console, &appointed, person, now))? {
                Removal::Removed => say!("{person} is no longer staff; the subscription stays"),
                Removal::NoStaff => bail!("{person} is no member of staff; `headliner staff list` shows them"),
                Removal::Appointed => {
                    bail!("{person} is staff by HEADLINER_ADMINS or HEADLINER_EDITORS: take them out there")
                }
                Removal::LastAdmin => {
                    bail!(
                        "{person} is the last admin; name another one first: `headliner staff add PERSON --role admin`"
                    )
                }
            }
        }
        Staff::Invite { role } => {
            let token =
                config.token.clone().context("there is no token: set TELOXIDE_TOKEN, or run `headliner init`")?;
            let bot = app::greet(&app::client(&config, &token)?, &config).await?.username;
            // After the greeting: a wrong token leaves no database.
            let store = Store::open(&config.database)?;
            let token = store.write_here(|store| acts::invite(store, &Who::Console, role.into(), now))?;
            say!("{}", acts::link(&bot, &token));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn add(store: &Store, person: i64, role: Option<Role>, name: &str) -> anyhow::Result<()> {
    let (asked, now) = (role.map_or(staff::Role::Editor, staff::Role::from), Clock::system().now());
    match store.write_here(|store| acts::add(store, &Who::Console, (person, name), asked, now))? {
        Addition::Raised => say!("{person} is now {}", asked.word()),
        Addition::Had(has) if role.is_some() && has > asked => bail!(
            "{person} is {}, and adding lowers no role; for less: `headliner staff remove {person}`, then add them again",
            has.word()
        ),
        Addition::Had(has) => say!("{person} was already {}", has.word()),
    }
    Ok(())
}

fn list(config: &Config, zone: chrono_tz::Tz) -> anyhow::Result<()> {
    for (people, role) in [(&config.admins, "admin"), (&config.editors, "editor")] {
        for person in people {
            say!("{person:>14}  {role:<6}  by the settings");
        }
    }
    if !config.database.exists() {
        return Ok(());
    }
    for member in super::open_store(config)?.read_here(|store| store.staff())? {
        say!(
            "{:>14}  {:<6}  since {}  {}",
            member.telegram,
            member.role.word(),
            shown(member.since, zone),
            member.name
        );
    }
    Ok(())
}
