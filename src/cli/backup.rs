//! `headliner backup FILE`: a consistent copy of the database while the bot runs, with the list of the forgotten.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use clap::Args;

use super::{progress::Progress, tell};
use crate::{
    clock::Clock,
    config::{Config, private},
    store::{Store, part_of},
};

/// Between two looks at how far the copy has come.
const LOOK: Duration = Duration::from_millis(200);

/// A consistent copy of the database, and beside it the list that keeps erased readers erased
#[derive(Args, Debug)]
pub(super) struct Backup {
    /// The file to write; it must not exist yet
    file: PathBuf,
}

/// Makes the copy.
pub(super) fn run(backup: &Backup, config: &Config) -> anyhow::Result<ExitCode> {
    let file = &backup.file;
    if file.exists() {
        anyhow::bail!("{} exists already: name another file", file.display());
    }
    tell::has_a_place(file)?;
    let store = super::open_store(config)?;
    // Where it cannot be written, that is said before anything is read.
    private::create(&part_of(file)).map_err(|error| tell::cannot_write(file, &error))?;
    copy(&store, file)?;
    if let Err(error) = store.write_here(|store| store.note_backup(Clock::system().now())) {
        log::warn!("the copy is made, but cannot be noted for /health: {error}");
    }
    say!("{}", file.display());
    Ok(ExitCode::SUCCESS)
}

/// The copy is made elsewhere, and looked at as it grows.
fn copy(store: &Store, file: &Path) -> anyhow::Result<()> {
    let mut progress = Progress::of_bytes("copied", store.read_here(|store| store.bytes_in_use())?);
    let (done, is_done) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            let _ = done.send(store.back_up(file)); // somebody listens until it came
        });
        loop {
            match is_done.recv_timeout(LOOK) {
                Ok(copied) => return Ok(copied?),
                Err(RecvTimeoutError::Timeout) => progress.at(part_of(file).metadata().map_or(0, |about| about.len())),
                Err(RecvTimeoutError::Disconnected) => anyhow::bail!("the copy failed inside; see above"),
            }
        }
    })
}
