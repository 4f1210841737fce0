//! What a start takes up from the process before it. In: the database. Out: what an outage made too old, how long nothing
//! may leave, which groups have had their messages of the minute. What was in flight then is uncertain.

use std::time::Duration;

use tokio::{sync::watch, time::Instant};

use crate::{
    bot_api::LONGEST_FLOOD,
    clock::Time,
    delivery::{
        Outfit, Status,
        decide::visit::Floor,
        turn::{ALIVE, HELD, LAST_LEFT, take_up},
    },
    store::{Priority, Result, Writing},
};

/// After so long Telegram's limits have forgotten what left before.
const PACE_FORGETS: Duration = Duration::from_secs(1);
/// The same for groups.
const GROUPS_FORGET: Duration = Duration::from_secs(60);
/// The last message of a process that was sending is at most as old as that, if the next one starts at once.
const JUST_NOW: Duration = Duration::from_secs(3);

/// What a start finds.
pub(super) struct Found {
    /// What an outage made too old.
    pub(super) floor: Floor,
    /// How long nothing may leave: Telegram had asked everybody to wait; or a process that ended just now may have used up
    /// the second that is still running there.
    pub(super) wait: Duration,
    /// How long it is not known whether work waits in vain.
    pub(super) unknown: Duration,
    /// What has left to groups within a minute: their numbers at Telegram, and when.
    pub(super) groups: Vec<(i64, Instant)>,
}

/// At start: what is open is uncertain; after an outage the floor rises.
pub(super) async fn recover(outfit: &Outfit, status: &watch::Sender<Status>) -> Result<Found> {
    let (now, policy, max_age) = (outfit.clock.now(), outfit.uncertain, outfit.max_age);
    let work = move |store: &Writing| {
        let time = |name| store.number(name).map(|time| time.map(Time));
        let before = (time(LAST_LEFT)?, time(HELD)?, time(ALIVE)?);
        take_up(store, now, policy, max_age).map(|taken| (before, taken))
    };
    let ((last, held, alive), (open, floor)) = outfit.store.write(Priority::Bulk, work).await?;
    if open > 0 {
        log::warn!("{open} messages were in flight when the program ended; they are uncertain ({policy:?})");
    }
    status.send_modify(|status| (status.open_at_start, status.started) = (open, Some(now)));
    let age = |time: Option<Time>| time.map_or(Duration::MAX, |time| now.since(time));
    let just_now = outfit.send_rate > 0 && age(last) < JUST_NOW;
    let second = if just_now { PACE_FORGETS } else { Duration::ZERO };
    let wait = held.map_or(Duration::ZERO, |held| held.since(now)).min(LONGEST_FLOOD).max(second);
    let groups = if age(last) < GROUPS_FORGET { groups(outfit, now).await? } else { Vec::new() };
    Ok(Found { floor, wait, unknown: alive.map_or(Duration::ZERO, |alive| now.since(alive)), groups })
}

async fn groups(outfit: &Outfit, now: Time) -> Result<Vec<(i64, Instant)>> {
    let instant = Instant::now();
    let left = outfit.store.read(move |store| store.left_to_groups(now - GROUPS_FORGET)).await?;
    let known = left.into_iter().filter_map(|(group, at)| Some((group, instant.checked_sub(now.since(at))?)));
    Ok(known.collect())
}
