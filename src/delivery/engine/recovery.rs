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
        turn::{HELD, HELD_AT, LAST_LEFT, TakenUp, take_up},
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
    let (moment, policy, max_age) = (outfit.clock.moment(), outfit.uncertain, outfit.max_age);
    let now = moment.now();
    let work = move |store: &Writing| {
        let time = |name| store.number(name).map(|time| time.map(Time));
        let before = (time(LAST_LEFT)?, time(HELD)?, time(HELD_AT)?);
        take_up(store, &moment, policy, max_age).map(|taken| (before, taken))
    };
    let ((last, held, held_at), taken) = outfit.store.write(Priority::Bulk, work).await?;
    let TakenUp { open, unknown, raised, floor } = taken;
    if open > 0 {
        log::warn!("{open} messages were in flight when the program ended; they are uncertain ({policy:?})");
    }
    if raised {
        say_raised(unknown, max_age);
    }
    status.send_modify(|status| {
        (status.open_at_start, status.started) = (open, Some(now));
        status.raised = raised.then_some((now, unknown));
    });
    let age = |time: Option<Time>| time.map_or(Duration::MAX, |time| now.since(time));
    let just_now = outfit.send_rate > 0 && age(last) < JUST_NOW;
    let second = if just_now { PACE_FORGETS } else { Duration::ZERO };
    let groups = if age(last) < GROUPS_FORGET { groups(outfit, now).await? } else { Vec::new() };
    Ok(Found { floor, wait: still_held(held, held_at, now).max(second), unknown, groups })
}

/// Says that an outage has made news too old.
pub(super) fn say_raised(lasted: Duration, max_age: Duration) {
    log::warn!(
        "nothing was sent for {} minutes: news that was due more than {} hours ago is only counted",
        lasted.as_secs() / 60,
        max_age.as_secs() / 3600
    );
}

/// How long Telegram's wish to wait still holds: no longer than was left when it was noted, whatever the clock said then.
fn still_held(held: Option<Time>, noted: Option<Time>, now: Time) -> Duration {
    let left = held.map_or(Duration::ZERO, |held| held.since(now));
    let was_left = held.zip(noted).map_or(LONGEST_FLOOD, |(held, noted)| held.since(noted));
    left.min(was_left).min(LONGEST_FLOOD)
}

async fn groups(outfit: &Outfit, now: Time) -> Result<Vec<(i64, Instant)>> {
    let instant = Instant::now();
    let left = outfit.store.read(move |store| store.left_to_groups(now - GROUPS_FORGET)).await?;
    let known = left.into_iter().filter_map(|(group, at)| Some((group, instant.checked_sub(now.since(at))?)));
    Ok(known.collect())
}
