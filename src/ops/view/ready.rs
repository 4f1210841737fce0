//! Whether it does its work. In: how polls and delivery go, and whether the database takes a row. Out: what keeps it from its
//! work, in sentences for a log and as words for the page. The row is written at most every five seconds, and never twice at once:
//! who asks while the database does not answer hears just that.

use std::{fmt, time::Duration};

use tokio::{
    sync::Mutex,
    task::JoinHandle,
    time::{Instant, timeout},
};

use super::Works;
use crate::{
    clock::Time,
    delivery::Status,
    store::{self, Priority, Standing, Store},
    telegram::alerts::Kind,
};

/// How long it is known whether the database takes a row.
const FRESH: Duration = Duration::from_secs(5);
/// How long the database may take for it.
const PATIENCE: Duration = Duration::from_secs(3);
/// A poll takes ten seconds where nothing comes, and is tried again after a minute at most.
const UPDATES: Duration = Duration::from_secs(120);
/// The name under which the store keeps when it was last asked.
const ASKED: &str = "ready";

/// What keeps it from its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It has not begun, or is about to end.
    Starting,
    /// Telegram refuses the token.
    Token,
    /// Telegram gives no clear answers.
    NoAnswers,
    /// No poll for updates has worked for so long; `None`: none has.
    NoUpdates(Option<Duration>),
    /// The database is not the file that was opened.
    Away,
    /// The database takes nothing, for this reason.
    Unwritten(String),
    /// The disk of the database is nearly full, and nothing leaves.
    NoRoom,
}

impl Trouble {
    /// What stands on the board instead, where that has heard of it.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Trouble::Token => Some(Kind::Token),
            Trouble::NoAnswers => Some(Kind::Silence),
            Trouble::Away | Trouble::Unwritten(_) => Some(Kind::Database),
            Trouble::NoRoom => Some(Kind::Disk),
            Trouble::Starting | Trouble::NoUpdates(_) => None,
        }
    }

    /// Its words on the page.
    pub(super) fn key(&self) -> &'static str {
        match self {
            Trouble::Starting => "verdict-starting",
            Trouble::Token => "alert-token",
            Trouble::NoAnswers => "health-no-answer",
            Trouble::NoUpdates(_) => "view-no-updates",
            Trouble::Away | Trouble::Unwritten(_) => "view-no-writing",
            Trouble::NoRoom => "view-no-room",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Starting => f.write_str("not at work yet: the log says what it waits for"),
            Trouble::Token => f.write_str("Telegram refuses the token: check TELOXIDE_TOKEN with @BotFather"),
            Trouble::NoAnswers => f.write_str("Telegram gives no clear answers; it is asked again and again"),
            Trouble::NoUpdates(None) => f.write_str("no poll for updates has worked yet"),
            Trouble::NoUpdates(Some(lasting)) => {
                write!(f, "no poll for updates has worked for {} s; the log says why", lasting.as_secs())
            }
            Trouble::Away => f.write_str("the database's file was removed or replaced"),
            Trouble::Unwritten(why) => write!(f, "nothing can be written: {why}"),
            Trouble::NoRoom => {
                f.write_str("the disk of the database is nearly full: nothing is sent until there is room")
            }
        }
    }
}

/// Asks the database to take a row.
#[derive(Default)]
pub(super) struct Probe(Mutex<Known>);

#[derive(Default)]
struct Known {
    asked: Option<Instant>,
    why_not: Option<String>,
    /// It has not answered yet.
    open: Option<JoinHandle<store::Result<()>>>,
}

impl Probe {
    /// All that keeps it from its work; nothing: it is ready.
    pub(super) async fn trouble(&self, works: Option<&Works>) -> Vec<Trouble> {
        let Some(works) = works else { return vec![Trouble::Starting] };
        let now = works.clock.now();
        let mut trouble =
            of_delivery(&works.delivery.status().borrow(), (works.polls.worked(), works.polls.fails()), now);
        match works.store.standing() {
            Standing::There => trouble.extend(self.why_not(&works.store, now).await.map(Trouble::Unwritten)),
            Standing::Removed | Standing::Replaced => trouble.push(Trouble::Away),
        }
        trouble
    }

    /// Why nothing can be written, if so.
    async fn why_not(&self, store: &Store, now: Time) -> Option<String> {
        let mut known = self.0.lock().await;
        if known.asked.is_some_and(|asked| asked.elapsed() < FRESH) {
            return known.why_not.clone();
        }
        let ask = || {
            let store = store.clone();
            let row = move |store: &store::Writing| store.set_number(ASKED, now.ms());
            tokio::spawn(async move { store.write(Priority::Person, row).await })
        };
        let mut open = known.open.take().unwrap_or_else(ask);
        known.why_not = match timeout(PATIENCE, &mut open).await {
            Ok(Ok(Ok(()))) => None,
            Ok(Ok(Err(error))) => Some(error.to_string()),
            Ok(Err(_)) => Some("it failed inside; see the log".to_owned()),
            Err(_) => {
                known.open = Some(open);
                Some("the database does not answer; does another program hold it?".to_owned())
            }
        };
        known.asked = Some(Instant::now());
        known.why_not.clone()
    }
}

/// What keeps delivery from its work, and polls: when one last worked, and whether the last failed.
fn of_delivery(status: &Status, (polled, fails): (Option<Time>, bool), now: Time) -> Vec<Trouble> {
    let since = polled.map(|at| now.since(at));
    // The first poll takes as long as nobody says anything.
    let first = status.started.filter(|_| !fails).map(|at| now.since(at));
    let has_updates = since.or(first).is_some_and(|since| since < UPDATES);
    let all = [
        (status.started.is_none(), Trouble::Starting),
        (status.token_refused, Trouble::Token),
        (status.broken, Trouble::NoAnswers),
        (!has_updates && !status.token_refused, Trouble::NoUpdates(since)),
        (status.disk.is_some_and(|disk| disk.is_halted), Trouble::NoRoom),
    ];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, trouble)| trouble).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::status::Disk;

    #[test]
    fn what_keeps_it_from_its_work() {
        let now = Time(1_000_000);
        let well = || Status { started: Some(Time(1)), ..Status::default() };
        let check = |status: Status, polled, expected: &[Trouble]| {
            assert_eq!(of_delivery(&status, polled, now), expected, "{status:?} {polled:?}");
        };
        let ago = |seconds| Some(now - Duration::from_secs(seconds));
        check(well(), (ago(1), false), &[]);
        check(well(), (ago(119), true), &[]);
        check(well(), (ago(120), true), &[Trouble::NoUpdates(Some(UPDATES))]);
        check(well(), (None, false), &[Trouble::NoUpdates(None)]);
        let new = || Status { started: ago(5), ..Status::default() };
        check(new(), (None, false), &[]);
        check(new(), (None, true), &[Trouble::NoUpdates(None)]);
        check(Status::default(), (ago(1), false), &[Trouble::Starting]);
        check(Status { token_refused: true, ..well() }, (ago(500), true), &[Trouble::Token]);
        check(Status { broken: true, ..well() }, (ago(1), false), &[Trouble::NoAnswers]);
        let disk = |is_halted| Some(Disk { free: 1, stop: 2, is_halted });
        check(Status { disk: disk(true), ..well() }, (ago(1), false), &[Trouble::NoRoom]);
        check(Status { disk: disk(false), ..well() }, (ago(1), false), &[]);
    }
}
