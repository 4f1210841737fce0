//! Turns at the writer. In: acts of many tasks, each a closure. Out: their answers, after the commit that holds them.
//! Acts that wait at the same time are committed together (one `fsync` for a flood of `/start`), people's first; each
//! runs in a savepoint, so that one that fails undoes only itself. A bounded number is taken at a time, so that a
//! person never waits behind a long row of bulk work.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{Ailment, Error, Priority, Result, Writing};

/// How many acts one commit carries at most: at some 10 µs an act this keeps a turn well below ten milliseconds.
const ACTS_PER_COMMIT: usize = 256;

/// Runs the act, says whether it may stay, and keeps its answer until the commit is known.
pub(super) type Job = Box<dyn FnOnce(&Connection) -> Answered + Send>;
/// Gives the answer; the argument is why the commit failed, if it did.
pub(super) type Answered = Box<dyn FnOnce(Option<&Error>) + Send>;

#[derive(Default)]
pub(super) struct Turns(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    people: VecDeque<Job>,
    bulk: VecDeque<Job>,
    served: bool,
}

impl Turns {
    /// Queues a job; `true`: nobody serves the queue, the caller has to.
    pub(super) fn enter(&self, priority: Priority, job: Job) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match priority {
            Priority::Person => waiting.people.push_back(job),
            Priority::Bulk => waiting.bulk.push_back(job),
        }
        !std::mem::replace(&mut waiting.served, true)
    }

    /// The jobs of the next commit; `None`: nothing waits, and the next to enter has to serve.
    pub(super) fn next(&self) -> Option<Vec<Job>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut jobs = Vec::new();
        while jobs.len() < ACTS_PER_COMMIT {
            let job = waiting.people.pop_front();
            let Some(job) = job.or_else(|| waiting.bulk.pop_front()) else { break };
            jobs.push(job);
        }
        waiting.served = !jobs.is_empty();
        waiting.served.then_some(jobs)
    }
}

/// Packs an act and the way back for its answer.
pub(super) fn job<T: Send + 'static>(
    act: impl FnOnce(&Writing) -> Result<T> + Send + 'static,
) -> (Job, oneshot::Receiver<Result<T>>) {
    let (give, receive) = oneshot::channel();
    let job: Job = Box::new(move |connection| {
        let answer = in_savepoint(connection, act);
        Box::new(move |failed: Option<&Error>| {
            let answer = match failed {
                Some(Error::Away(what)) => Err(Error::Away(what.clone())),
                Some(failed) => {
                    // What the act itself met tells more than that the transaction was gone after it.
                    let met = answer.as_ref().err().and_then(Error::ailment);
                    let ailment = met.or_else(|| failed.ailment()).unwrap_or(Ailment::Other);
                    let why = if let Error::Sql(error) = failed { error.to_string() } else { failed.to_string() };
                    Err(Error::Commit(why, ailment))
                }
                None => answer,
            };
            let _ = give.send(answer); // the asker may have gone; what was written stays
        })
    });
    (job, receive)
}

/// One commit for all jobs, if `may` still allows it then.
pub(super) fn together(connection: &Connection, may: impl Fn() -> Result<()>, jobs: Vec<Job>) {
    let begun = connection.execute_batch("BEGIN IMMEDIATE");
    let answers: Vec<Answered> = jobs.into_iter().map(|job| job(connection)).collect();
    let commit = || may().and_then(|()| Ok(connection.execute_batch("COMMIT")?));
    let done = begun.map_err(Error::from).and_then(|()| commit());
    if done.is_err() && !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK"); // the commit's own error is the one to tell
    }
    for answer in answers {
        answer(done.as_ref().err());
    }
}

/// One commit for one act, on this thread.
pub(super) fn alone<T>(
    connection: &Connection,
    may: impl Fn() -> Result<()>,
    act: impl FnOnce(&Writing) -> Result<T>,
) -> Result<T> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let answer = whole(&Writing::on(connection), act).and_then(|answer| may().map(|()| answer));
    let end = if answer.is_ok() { "COMMIT" } else { "ROLLBACK" };
    connection.execute_batch(end)?;
    answer
}

fn in_savepoint<T>(connection: &Connection, act: impl FnOnce(&Writing) -> Result<T>) -> Result<T> {
    if connection.is_autocommit() {
        return Err(Error::Closed); // BEGIN failed; `together` gives everybody that reason
    }
    connection.execute_batch("SAVEPOINT act")?;
    let writing = Writing::on(connection);
    let answer = catch_unwind(AssertUnwindSafe(|| whole(&writing, act))).unwrap_or_else(|panic| {
        // A text of the code's own; one that was put together may quote a reader.
        Err(Error::Panic(panic.downcast_ref::<&str>().map_or("a panic, see above", |what| *what).to_owned()))
    });
    let end = if answer.is_ok() { "RELEASE act" } else { "ROLLBACK TO act; RELEASE act" };
    match connection.execute_batch(end) {
        Ok(()) => answer,
        Err(error) => answer.and(Err(error.into())), // on a full disk SQLite has undone the whole transaction by itself
    }
}

/// The act, and what it has counted.
fn whole<T>(writing: &Writing, act: impl FnOnce(&Writing) -> Result<T>) -> Result<T> {
    let answer = act(writing)?;
    writing.write_sums()?;
    writing.write_tally()?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use crate::store::{Error, Priority, Store};

    #[tokio::test]
    async fn an_act_that_panics_undoes_itself_alone() {
        let store = Store::in_memory().unwrap();
        let fine = store.write(Priority::Bulk, |store| store.set_number("one", 1));
        let panics = store.write(Priority::Bulk, |store| -> crate::store::Result<()> {
            store.set_number("two", 2)?;
            panic!("on purpose")
        });
        let after = store.write(Priority::Bulk, |store| store.set_number("three", 3));
        let (fine, panics, after) = tokio::join!(fine, panics, after);
        assert!(fine.is_ok() && after.is_ok());
        assert!(matches!(panics, Err(Error::Panic(what)) if what == "on purpose"));
        let read = |name| store.read_here(|store| store.number(name)).unwrap();
        assert_eq!((read("one"), read("two"), read("three")), (Some(1), None, Some(3)));
    }
}
