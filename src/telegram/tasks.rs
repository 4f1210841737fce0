//! Tasks that do not outlive whoever runs them. In: futures. Out: nothing; when the [`Guard`] is dropped, whatever has not
//! ended is dropped too, so that a conversation never goes on in a bot that has been stopped.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::JoinSet;

/// See the module. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Tasks(Arc<Mutex<JoinSet<()>>>);

/// Ends all tasks when it is dropped.
pub(super) struct Guard(Tasks);

impl Tasks {
    /// Starts a task. Its panic is a line in the log.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks();
        while let Some(ended) = tasks.try_join_next() {
            if ended.is_err() {
                log::error!("a part of a conversation failed; see above"); // what a panic says may quote somebody
            }
        }
        tasks.spawn(task);
    }

    /// What ends the tasks.
    pub(super) fn guard(&self) -> Guard {
        Guard(self.clone())
    }

    fn tasks(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.tasks().abort_all();
    }
}
