//! Work that is done in order within a chat and at once across chats. In: items with the chat they belong to. Out: each
//! handed to its worker when those of the same chat before it are done. A worker lives as long as its chat has items.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

use super::tasks::Tasks;

/// See the module. Cheap to clone.
pub(super) struct InOrder<T>(Arc<Mutex<HashMap<i64, VecDeque<T>>>>);

impl<T> Clone for InOrder<T> {
    fn clone(&self) -> Self {
        InOrder(self.0.clone())
    }
}

impl<T: Send + 'static> InOrder<T> {
    pub(super) fn new() -> InOrder<T> {
        InOrder(Arc::default())
    }

    /// Adds an item. `work` must not panic: what waits behind it in its chat would wait for ever.
    pub(super) fn push<W, F>(&self, tasks: &Tasks, chat: i64, item: T, work: W)
    where
        W: Fn(T) -> F + Send + Sync + 'static,
        F: Future<Output = ()> + Send,
    {
        match self.waiting().entry(chat) {
            Entry::Occupied(mut row) => {
                row.get_mut().push_back(item);
                return;
            }
            Entry::Vacant(place) => drop(place.insert(VecDeque::new())),
        }
        let row = self.clone();
        tasks.spawn(async move {
            let mut next = Some(item);
            while let Some(item) = next {
                work(item).await;
                next = row.next(chat);
            }
        });
    }

    /// The next item of a chat; without one, the chat has no worker from now on.
    fn next(&self, chat: i64) -> Option<T> {
        let mut waiting = self.waiting();
        let next = waiting.get_mut(&chat).and_then(VecDeque::pop_front);
        if next.is_none() {
            waiting.remove(&chat);
        }
        next
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, HashMap<i64, VecDeque<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
