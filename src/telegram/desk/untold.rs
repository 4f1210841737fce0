//! What the desk is told of articles that wait for a person, and of those that came too late to be news. In: a word that
//! the database knows more than the desk. Out: one message, at most every quarter of an hour, with all that came since the
//! last; each article once, restarts included. The first comes a moment after the first article, since many come together.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::{
    held::{line, quotable},
    outbox::Outbox,
};
use crate::{
    locale::{Words, args},
    message::{escape, text::cut},
    store::{Priority, held::Waiting},
    telegram::room::Room,
};

/// What comes so soon after the first is in the same message.
const GATHER: Duration = Duration::from_secs(3);
/// Between two messages.
const QUARTER: Duration = Duration::from_secs(15 * 60);
/// How many articles a message names.
const LINES: usize = 10;
/// How many unknown rubrics a message names, and how long the name of one may be.
const RUBRICS: usize = 10;
const NAME: usize = 60;
/// The most code points of those lines together: Telegram takes 4,096 in a message.
const LONGEST: usize = 3_000;

/// When the desk is told next, of either.
#[derive(Default)]
pub(super) struct Untold {
    held: Pace,
    archive: Pace,
}

/// A moment after the first, and then every quarter of an hour.
#[derive(Default)]
pub(super) struct Pace {
    due: Option<Instant>,
    last: Option<Instant>,
}

impl Pace {
    /// There is something to tell.
    pub(super) fn add(&mut self) {
        let soon = Instant::now() + GATHER;
        self.due.get_or_insert(self.last.map_or(soon, |last| soon.max(last + QUARTER)));
    }

    /// Whether its time has come; it is not due any more then.
    pub(super) fn take(&mut self) -> bool {
        self.due.take_if(|due| *due <= Instant::now()).is_some()
    }

    /// It was told now.
    pub(super) fn told(&mut self) {
        self.last = Some(Instant::now());
    }

    /// Comes when its time has come.
    pub(super) async fn due(&self) {
        match self.due {
            Some(due) => sleep_until(due).await,
            None => std::future::pending().await,
        }
    }
}

impl Untold {
    /// The database knows more.
    pub(super) fn add(&mut self) {
        self.held.add();
        self.archive.add();
    }

    /// Comes when the desk is to be told.
    pub(super) async fn due(&self) {
        match [self.held.due, self.archive.due].into_iter().flatten().min() {
            Some(due) => sleep_until(due).await,
            None => std::future::pending().await,
        }
    }

    /// Tells what is untold.
    pub(super) async fn tell(&mut self, room: &Room, outbox: &Outbox) {
        let (held, archive, now) = (self.held.take(), self.archive.take(), room.clock.now());
        let untold = room.store.write(Priority::Bulk, move |store| {
            let rubrics = if held { store.untold_rubrics(LINES)? } else { Vec::new() };
            let waiting = if held { store.untold_held(LINES, now)? } else { Default::default() };
            Ok((waiting, rubrics, if archive { store.count_new_archive()? } else { 0 }))
        });
        let ((count, first), rubrics, archived) = match untold.await {
            Ok(untold) => untold,
            Err(error) => return log::error!("cannot look up what is held: {error}"),
        };
        if archived > 0 {
            self.archive.told();
            let age = room.max_age;
            outbox
                .tell(|words, tongue| {
                    words.say(tongue, "archived", &args![count = archived, age = words.duration(tongue, age)])
                })
                .await;
        }
        if count > 0 {
            self.held.told();
            tell_held(outbox, count, &first, &rubrics).await;
        }
    }
}

/// The first of them, and the lines to add for all the rest.
async fn tell_held(outbox: &Outbox, count: usize, first: &[Waiting], rubrics: &[String]) {
    outbox
        .tell(|words, tongue| {
            let mut lines = String::new();
            for waiting in first {
                let line = line(words, tongue, waiting);
                if lines.chars().count() + line.chars().count() > LONGEST {
                    break;
                }
                lines = if lines.is_empty() { line } else { format!("{lines}\n\n{line}") };
            }
            words.say(tongue, "held-bundle", &args![count = count, lines = lines])
        })
        .await;
    if !rubrics.is_empty() {
        let line = |words: &Words, tongue, name: &String| {
            words.say(tongue, "alert-rubric", &args![name = escape(&cut(&quotable(name), NAME))])
        };
        outbox
            .tell(|words, tongue| {
                rubrics.iter().take(RUBRICS).map(|name| line(words, tongue, name)).collect::<Vec<_>>().join("\n\n")
            })
            .await;
    }
}
