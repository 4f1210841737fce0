//! Watches whether the database is still the file that was opened. In: the store. Out: a removed file is said once, and
//! what it held is copied beside it, since nothing else has it any more; a file that was put in its place ends the work,
//! so that it is started anew with that. Between the change and the look nothing was written: the store looks before each
//! commit.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::anyhow;

use crate::{
    clock::Clock,
    store::{self, Ailment, Standing, Store},
};

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How many looks in a row find it removed before it is copied: who restores a backup removes it for a moment.
const PATIENCE: u32 = 3;

/// Another file stands under the database's name.
#[derive(Debug)]
pub(super) struct Replaced(PathBuf);

impl fmt::Display for Replaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the database {} was replaced; Headliner starts anew with the file that is there now",
            self.0.display()
        )
    }
}

impl std::error::Error for Replaced {}

/// Watches; ends only with [`Replaced`].
pub(super) async fn watch(store: Store, clock: Clock, path: PathBuf) -> anyhow::Result<()> {
    let mut missing = 0;
    loop {
        tokio::time::sleep(LOOK).await;
        match store.standing() {
            Standing::There if missing == 0 => {}
            Standing::There => {
                log::info!("the database {} is there again; Headliner goes on with it", path.display());
                missing = 0;
            }
            Standing::Removed => {
                missing += 1;
                if missing == 1 {
                    log::error!("the database {} was removed: nothing is sent and nothing written", path.display());
                } else if missing == PATIENCE {
                    rescue(&store, &path, &clock).await;
                }
            }
            Standing::Replaced => match beside(&store, Store::leave).await {
                Ok(()) => return Err(Replaced(path).into()),
                Err(error) => log::error!(
                    "the database {} was replaced, and its log cannot be taken away, this is tried again: {error:#}",
                    path.display()
                ),
            },
        }
    }
}

/// The end by a database that is damaged, in a sentence that names it and says what to do.
pub(super) fn explained(error: anyhow::Error, path: &Path) -> anyhow::Error {
    match error.downcast_ref::<store::Error>().and_then(store::Error::ailment) {
        Some(Ailment::Corrupt) => anyhow!(
            "the database {} is damaged ({error}): remove it, put a backup in its place, and start again; nothing is sent",
            path.display()
        ),
        _ => error,
    }
}

/// Resolves when a file that is being copied into the database's place is whole: it has not changed between two looks.
pub(super) async fn is_whole(path: &Path) {
    let look = || std::fs::metadata(path).and_then(|about| Ok((about.len(), about.modified()?))).ok();
    let mut seen = look();
    loop {
        tokio::time::sleep(LOOK).await;
        let now = look();
        if now.is_some() && now == seen {
            return;
        }
        seen = now;
    }
}

/// Copies what only this process can still read.
async fn rescue(store: &Store, path: &Path, clock: &Clock) {
    let copy = PathBuf::from(format!("{}.removed-{}", path.display(), clock.now().unix()));
    let target = copy.clone();
    let done = beside(store, move |store| store.leave().and_then(|()| store.back_up(&target))).await;
    match done {
        Ok(()) => log::error!(
            "what the removed database held is in {}: move it, or a backup, to {}, and Headliner goes on with that",
            copy.display(),
            path.display()
        ),
        Err(error) => log::error!(
            "what the removed database held cannot be copied to {}: {error:#}; put a backup to {}",
            copy.display(),
            path.display()
        ),
    }
}

async fn beside(
    store: &Store,
    act: impl FnOnce(&Store) -> crate::store::Result<()> + Send + 'static,
) -> anyhow::Result<()> {
    let store = store.clone();
    tokio::task::spawn_blocking(move || act(&store))
        .await
        .map_err(|_| anyhow!("it failed inside; see above"))?
        .map_err(Into::into)
}
