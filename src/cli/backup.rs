//! `headliner backup FILE`: a consistent copy of the database while the bot runs, with the list of the forgotten.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::tell::cannot_write;
use crate::{
    clock::Clock,
    config::{Config, private},
};

/// A consistent copy of the database, and beside it the list that keeps erased readers erased
#[derive(Args, Debug)]
pub(super) struct Backup {
    /// The file to write; it must not exist yet
    file: PathBuf,
}

/// Makes the copy.
pub(super) fn run(backup: &Backup, config: &Config) -> anyhow::Result<ExitCode> {
    if backup.file.exists() {
        anyhow::bail!("{} exists already: name another file", backup.file.display());
    }
    let store = super::open_store(config)?;
    private::create(&backup.file).map_err(|error| cannot_write(&backup.file, &error))?;
    store.back_up(&backup.file)?;
    if let Err(error) = store.write_here(|store| store.note_backup(Clock::system().now())) {
        log::warn!("the copy is made, but cannot be noted for /health: {error}");
    }
    say!("{}", backup.file.display());
    Ok(ExitCode::SUCCESS)
}
