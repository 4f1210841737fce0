//! `getUpdates`: long polling with Telegram's rules for two pollers and for busy loops.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use tokio::time::Instant;

use super::{
    answer::{Refusal, Stop},
    args::Args,
    clock::{SECOND, until},
    updates::Poll,
    world::Shared,
};

/// The longest poll.
const LONGEST: i64 = 50;
/// A poll that waited takes what comes within this time of the first update.
const BATCH: Duration = Duration::from_millis(1);
/// Conflicts are given out no faster than this.
const CONFLICTS: i64 = 3 * SECOND;

/// The whole answer's JSON.
pub(super) async fn get_updates(shared: &Arc<Shared>, args: &Args) -> Result<Vec<u8>, Stop> {
    let poll = begin(shared, args)?;
    if let Some(array) = look(shared, poll) {
        return Ok(answer(&array));
    }
    if poll.timeout == 0 {
        return Ok(answer("[]"));
    }
    let number = wait_turn(shared);
    let deadline = Instant::now() + Duration::from_secs(poll.timeout.unsigned_abs());
    loop {
        let changed = shared.changed.notified();
        tokio::pin!(changed);
        changed.as_mut().enable();
        conflict(shared, number).await?;
        if let Some(array) = look(shared, poll) {
            tokio::time::sleep(BATCH).await;
            conflict(shared, number).await?;
            return Ok(answer(&look(shared, poll).unwrap_or(array)));
        }
        if tokio::time::timeout_at(deadline, changed).await.is_err() {
            return Ok(answer("[]"));
        }
    }
}

fn begin(shared: &Shared, args: &Args) -> Result<Poll, Stop> {
    let mut world = shared.world();
    if world.bot.webhook.is_some() {
        let message =
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
        return Err(Refusal::conflict(message).into());
    }
    if let Ok(Some(Value::Array(kinds))) = args.json("allowed_updates") {
        world.updates.allow(&kinds);
    }
    let now = world.now();
    let poll = Poll {
        offset: args.integer("offset").unwrap_or(0),
        limit: args.integer("limit").unwrap_or(100).clamp(1, 100) as usize,
        timeout: args.integer("timeout").unwrap_or(0).clamp(0, LONGEST),
    };
    let poll = world.updates.tame(now, poll);
    world.updates.confirm(now, poll.offset);
    world.touched();
    Ok(poll)
}

/// What waits for the bot now. A negative offset has had its effect when the poll began.
fn look(shared: &Shared, poll: Poll) -> Option<String> {
    let mut world = shared.world();
    let now = world.now();
    world.updates.confirm(now, poll.offset.max(0));
    world.updates.head(poll.limit)
}

/// This poller has to wait: it ends whoever waited before.
fn wait_turn(shared: &Shared) -> u64 {
    let mut world = shared.world();
    world.updates.poller += 1;
    world.touched();
    world.updates.poller
}

/// 409 if a newer poller waits, or if a webhook was set.
async fn conflict(shared: &Shared, number: u64) -> Result<(), Stop> {
    let delay = {
        let mut world = shared.world();
        if world.bot.webhook.is_some() {
            return Err(Refusal::conflict("terminated by setWebhook request").into());
        }
        if world.updates.poller == number {
            return Ok(());
        }
        let now = world.now();
        let at = world.updates.last_conflict.map_or(now, |last| now.max(last + CONFLICTS));
        world.updates.last_conflict = Some(at);
        until(now, at)
    };
    tokio::time::sleep(delay).await;
    let message = "terminated by other getUpdates request; make sure that only one bot instance is running";
    Err(Refusal::conflict(message).into())
}

fn answer(array: &str) -> Vec<u8> {
    [br#"{"ok":true,"result":"#.as_slice(), array.as_bytes(), b"}"].concat()
}
