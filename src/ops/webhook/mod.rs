//! Tells the newsroom's own system what happened. In: rows that were written with whatever happened (`store::happenings`), whichever
//! process did it. Out: one request for each, signed; of one article in order, of several beside each other. Any 2xx is an
//! answer; what has none is tried again for a day, with growing pauses, and then given up. All of it reads and writes little, in
//! the bulk's turn, beside delivery.
//!
//! Accepted: a receiver that takes a request and answers too late is told again, under the same number.

mod call;

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt, stream};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

pub use call::Call;

use crate::{
    acts::reach::moment,
    clock::{Clock, Time},
    newsroom::Newsroom,
    report::Push,
    store::{
        self, Priority, Store,
        happenings::{Happening, Numbers, Unreported},
    },
};

/// Rows that are taken up together.
const TOGETHER: u32 = 32;
/// Requests at once: a newsroom's system is no server farm.
const AT_ONCE: usize = 4;
/// The first pause after a request in vain; each further one is twice as long…
const PAUSE: Duration = Duration::from_secs(5);
/// …up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// How long something is tried.
const PATIENCE: Duration = Duration::from_secs(86_400);
/// Commits come many a second during a push: one look serves all of so long a time.
const GATHER: Duration = Duration::from_secs(1);
/// How often it is looked for what another process has done.
const LOOK: Duration = Duration::from_secs(10);
/// Between two looks whether a push has gone out: a sixth of its age, but at least…
const REPORT_SOON: Duration = Duration::from_secs(60);
/// …and at most.
const REPORT_LATE: Duration = Duration::from_secs(3600);

/// What it works with.
#[derive(Clone)]
pub struct Webhook {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// The newsroom as it is now.
    pub newsroom: watch::Receiver<Arc<Newsroom>>,
    /// The way there.
    pub call: Arc<Call>,
}

impl Webhook {
    /// Tells until it is dropped.
    pub async fn run(self) -> anyhow::Result<()> {
        let mut is_deaf = false;
        loop {
            let changed = self.store.changed();
            let next = match self.round(&mut is_deaf).await {
                Ok(next) => next,
                Err(error) => {
                    log::error!("what is to be told to {} cannot be looked up: {error}", self.call);
                    None
                }
            };
            let rest = next.map_or(LOOK, |next| next.since(self.clock.now()).min(LOOK));
            let _ = timeout(rest, changed).await; // either is a reason to look
            sleep(GATHER).await;
        }
    }

    /// Tells all that is due; when there is more.
    async fn round(&self, is_deaf: &mut bool) -> store::Result<Option<Time>> {
        self.report().await?;
        loop {
            let now = self.clock.now();
            let due = self.store.read(move |store| store.due_happenings(now, TOGETHER)).await?;
            if due.is_empty() {
                return self.store.read(|store| store.next_happening()).await;
            }
            let told = stream::iter(due).map(|happening| self.tell(happening)).buffer_unordered(AT_ONCE);
            let told: Vec<(Happening, Result<(), String>)> = told.collect().await;
            self.note(told, is_deaf).await?;
        }
    }

    async fn tell(&self, happening: Happening) -> (Happening, Result<(), String>) {
        let answer = self.call.tell(&happening, self.clock.now()).await;
        (happening, answer)
    }

    /// Writes down what was taken; a receiver that does not answer is told of once.
    async fn note(&self, told: Vec<(Happening, Result<(), String>)>, is_deaf: &mut bool) -> store::Result<()> {
        let now = self.clock.now();
        for (happening, answer) in &told {
            let is_over = now.since(happening.at) >= PATIENCE;
            match answer {
                Ok(()) if *is_deaf => log::info!("{} takes what it is told again", self.call),
                Err(why) if is_over => log::error!(
                    "{} did not take event {} of the article {} for a day, and is not told: {why}",
                    self.call,
                    happening.number,
                    happening.id
                ),
                Err(why) if !*is_deaf => {
                    log::warn!("{} does not take what it is told: {why}; it is tried again for a day", self.call);
                }
                _ => {}
            }
            *is_deaf = answer.is_err();
        }
        let act = move |store: &store::Writing| {
            for (happening, answer) in &told {
                match answer {
                    Err(_) if now.since(happening.at) < PATIENCE => {
                        store.delay_happening(happening.number, now + pause(happening.tries))?;
                    }
                    _ => store.end_happening(happening.number)?,
                }
            }
            Ok(())
        };
        self.store.write(Priority::Bulk, act).await
    }

    /// Finds pushes that have gone out: nobody is left who is to get it now.
    async fn report(&self) -> store::Result<()> {
        let (now, zone) = (self.clock.now(), self.newsroom.borrow().zone);
        let due = self.store.read(move |store| store.due_reports(now, TOGETHER)).await?;
        for Unreported { seq, at } in due {
            let push = self.store.read(move |store| Push::gather(store, seq, moment(now, zone))).await?;
            let age = now.since(at);
            let numbers = push.as_ref().map_or_else(Numbers::default, numbers);
            let is_out = push.is_none_or(|push| push.pending == 0 || push.entry.stopped) || age >= PATIENCE;
            let again = now + (age / 6).clamp(REPORT_SOON, REPORT_LATE);
            let act = move |store: &store::Writing| match is_out {
                true => store.report_push(seq, numbers, now),
                false => store.delay_report(seq, again),
            };
            self.store.write(Priority::Bulk, act).await?;
        }
        Ok(())
    }
}

fn numbers(push: &Push) -> Numbers {
    let progress = &push.progress;
    Numbers { sent: progress.delivered, of: push.all(), refused: progress.failed(), uncertain: progress.uncertain }
}

/// How long it is left alone after so many tries in vain.
fn pause(tries: u32) -> Duration {
    PAUSE.saturating_mul(1 << tries.min(16)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour() {
        let seconds: Vec<u64> = [0, 1, 2, 9, 10, 1000].into_iter().map(|tries| pause(tries).as_secs()).collect();
        assert_eq!(seconds, [5, 10, 20, 2560, 3600, 3600]);
    }
}
