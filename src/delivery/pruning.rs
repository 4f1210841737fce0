//! Forgets what the ledger has kept long enough. In: the time and how long rows are kept. Out: small transactions with
//! pauses between them, so that nobody waits for it. Nothing that may still be sent is younger than what is forgotten:
//! whether a chat has a story is always known.

use std::time::Duration;

use crate::{
    clock::{Clock, Time},
    store::{ChatKey, Priority, Reading, Result, Store, editions::EditionId},
};

/// How often old rows are looked for: each so many looks for traces.
const LOOKS: u32 = 60;
/// How often traces of who was erased are wiped.
const EVERY: Duration = Duration::from_secs(60);
/// So many of these looks are left out at most after one in vain: who writes waits for half a second in each, and a program that
/// copies the log all the time (Litestream) lets none succeed for long.
const LEFT_OUT: u32 = 59;
/// Rows live this much longer than anything can be sent.
const MARGIN: Duration = Duration::from_secs(86_400);
/// Chats of one transaction: some milliseconds.
const TOGETHER: usize = 100;
/// Editions of one transaction: the same, with all the articles that each names.
const EDITIONS_TOGETHER: usize = 20;
/// Chats, or editions, that are looked at in one read.
const LOOKED_AT: u32 = 5_000;
/// Between two transactions, for others who write.
const PAUSE: Duration = Duration::from_millis(20);

/// Prunes again and again, until it is dropped.
pub(super) async fn run(store: Store, clock: Clock, keep: Duration) {
    let (mut rest, mut left) = (0, 0);
    loop {
        for _ in 0..LOOKS {
            tokio::time::sleep(EVERY).await;
            if left > 0 {
                left -= 1;
                continue;
            }
            rest = if wipe(&store).await { 0 } else { (rest * 2 + 1).min(LEFT_OUT) };
            left = rest;
        }
        if !clock.is_answered() {
            continue; // nobody knows what time it is
        }
        match prune(&store, &clock, keep).await {
            Ok((0, 0)) => {}
            Ok((rows, editions)) => log::info!(
                "{rows} messages were older than is kept, {editions} editions go with them; what they said is in the totals"
            ),
            Err(error) => log::error!("old messages could not be forgotten, this is tried again: {error}"),
        }
    }
}

/// What readers erased leaves the disk as well. `false`: somebody was in the way.
async fn wipe(store: &Store) -> bool {
    let store = store.clone();
    let wiped = tokio::task::spawn_blocking(move || store.wipe_traces()).await;
    let is_free = !matches!(wiped, Ok(Ok(false)));
    match wiped {
        Ok(Ok(true)) => {}
        Ok(Ok(false)) => log::debug!("the database was busy; traces of erased chats are wiped later"),
        Ok(Err(error)) => log::warn!("traces of erased chats could not be wiped, this is tried again: {error}"),
        Err(_) => log::error!("traces of erased chats could not be wiped; see above"),
    }
    is_free
}

/// Forgets everything that is old now: messages, then what only they named. How many of each.
async fn prune(store: &Store, clock: &Clock, keep: Duration) -> Result<(usize, usize)> {
    let before = clock.moment().surely() - keep - MARGIN;
    store.write(Priority::Bulk, move |writing| writing.prune_notes(before)).await?;
    let forgotten = (prune_rows(store, before).await?, prune_editions(store, before).await?);
    let now = clock.now();
    store.write(Priority::Bulk, move |writing| writing.prune_words(before, now)).await?;
    Ok(forgotten)
}

async fn prune_rows(store: &Store, before: Time) -> Result<usize> {
    let (mut pruned, mut after) = (0, ChatKey(0));
    loop {
        let look = move |reading: &Reading| reading.chats_with_old_rows(before, after, TOGETHER, LOOKED_AT);
        let (chats, next) = store.read(look).await?;
        if !chats.is_empty() {
            pruned += store.write(Priority::Bulk, move |writing| writing.prune(&chats, before)).await?;
        }
        let Some(next) = next else { return Ok(pruned) };
        after = next;
        tokio::time::sleep(PAUSE).await;
    }
}

async fn prune_editions(store: &Store, before: Time) -> Result<usize> {
    let (mut pruned, mut after) = (0, EditionId(0));
    loop {
        let look = move |reading: &Reading| reading.old_editions(before, after, EDITIONS_TOGETHER, LOOKED_AT);
        let (editions, next) = store.read(look).await?;
        if !editions.is_empty() {
            pruned += store.write(Priority::Bulk, move |writing| writing.prune_editions(&editions, before)).await?;
        }
        let Some(next) = next else { return Ok(pruned) };
        after = next;
        tokio::time::sleep(PAUSE).await;
    }
}
