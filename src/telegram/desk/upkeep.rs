//! What the desk looks at by itself now and then. In: the database, the newsroom's day. Out: a warning, once a day, where more
//! main stories come out than the newsroom wants; on Mondays the numbers of the week; acts that are older than a year go from the
//! log.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::{outbox::Outbox, weekly};
use crate::{
    clock::Time,
    delivery::decide::timing::midnight,
    locale::args,
    store::{Priority, Result},
    telegram::room::Room,
};

/// How often it looks: a warning is worth something while the next story can still wait.
const EVERY: Duration = Duration::from_secs(60);
/// How often old acts are looked for: one look reads the whole log.
const TIDY: Duration = Duration::from_secs(6 * 3600);
/// How long the log of acts is kept.
const YEAR: Duration = Duration::from_secs(366 * 86_400);
/// The name under which the store keeps of which day the desk has been warned: when it began, milliseconds.
const WARNED: &str = "mains-warned";

/// See the module.
pub(super) struct Upkeep {
    next: Instant,
    tidy: Instant,
}

impl Upkeep {
    /// Looks for the first time in a minute.
    pub(super) fn new() -> Upkeep {
        let next = Instant::now() + EVERY;
        Upkeep { next, tidy: next }
    }

    /// Comes when it is time to look.
    pub(super) async fn due(&self) {
        sleep_until(self.next).await;
    }

    /// Looks.
    pub(super) async fn look(&mut self, room: &Room, outbox: &Outbox) {
        self.next = Instant::now() + EVERY;
        if let Err(error) = warn(room, outbox).await {
            log::error!("main stories cannot be counted: {error}");
        }
        if let Err(error) = weekly::tell(room, outbox).await {
            log::error!("the numbers of the week cannot be told: {error}");
        }
        if self.tidy <= Instant::now() && room.clock.is_answered() {
            self.tidy = Instant::now() + TIDY;
            let before = room.clock.moment().surely() - YEAR;
            match room.store.write(Priority::Bulk, move |store| store.prune_acts(before)).await {
                Ok(0) => {}
                Ok(count) => log::info!("{count} acts at the desk were older than a year and are forgotten"),
                Err(error) => log::error!("old acts could not be forgotten, this is tried again: {error}"),
            }
        }
    }
}

async fn warn(room: &Room, outbox: &Outbox) -> Result<()> {
    let (most, zone) = {
        let newsroom = room.newsroom.borrow();
        (newsroom.warn_above, newsroom.zone)
    };
    if most == 0 {
        return Ok(());
    }
    let day = midnight(room.clock.now(), zone);
    let found = room.store.read(move |store| Ok((store.number(WARNED)?, store.main_stories_since(day)?)));
    let (warned, count) = found.await?;
    if count <= most || warned.map(Time) == Some(day) {
        return Ok(());
    }
    room.store.write(Priority::Bulk, move |store| store.set_number(WARNED, day.0)).await?;
    outbox.tell(|words, tongue| words.say(tongue, "alert-main-many", &args![count = count, max = most])).await;
    Ok(())
}
