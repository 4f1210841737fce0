//! Work that is done in order within a chat and at once across chats. In: items with the chat they belong to and the person
//! who asked. Out: each handed to its worker when its turn has come: in order for each person, and persons in turn, so that
//! whoever floods a group delays others there by one item. A worker lives as long as its chat has items.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

use super::tasks::Tasks;

/// See the module. Cheap to clone.
pub(super) struct InOrder<T> {
    chats: Arc<Mutex<HashMap<i64, Row<T>>>>,
    /// So many items of a person wait in a chat; then the oldest goes.
    most: usize,
}

/// What waits in a chat.
struct Row<T> {
    askers: HashMap<i64, VecDeque<T>>,
    /// Whose turn it is; everybody with items is here once.
    turns: VecDeque<i64>,
}

impl<T> Clone for InOrder<T> {
    fn clone(&self) -> Self {
        InOrder { chats: self.chats.clone(), most: self.most }
    }
}

impl<T: Send + 'static> InOrder<T> {
    pub(super) fn new(most: usize) -> InOrder<T> {
        InOrder { chats: Arc::default(), most }
    }

    /// Adds an item; the oldest that waits of the same person, if there are too many. `work` must not panic: what waits
    /// behind it in its chat would wait for ever.
    pub(super) fn push<W, F>(&self, tasks: &Tasks, (chat, asker): (i64, i64), item: T, work: W) -> Option<T>
    where
        W: Fn(T) -> F + Send + Sync + 'static,
        F: Future<Output = ()> + Send,
    {
        match self.chats().entry(chat) {
            Entry::Occupied(mut row) => return row.get_mut().push(asker, item, self.most),
            Entry::Vacant(place) => drop(place.insert(Row { askers: HashMap::new(), turns: VecDeque::new() })),
        }
        let row = self.clone();
        tasks.spawn(async move {
            let mut next = Some(item);
            while let Some(item) = next {
                work(item).await;
                next = row.next(chat);
            }
        });
        None
    }

    /// Whether something of the chat is being worked on.
    pub(super) fn is_at_work(&self, chat: i64) -> bool {
        self.chats().contains_key(&chat)
    }

    /// How many items of a person wait in a chat.
    pub(super) fn waiting(&self, chat: i64, asker: i64) -> usize {
        self.chats().get(&chat).and_then(|row| row.askers.get(&asker)).map_or(0, VecDeque::len)
    }

    /// Looks at whatever waits in a chat.
    pub(super) fn revise(&self, chat: i64, revise: impl FnMut(&mut T)) {
        if let Some(row) = self.chats().get_mut(&chat) {
            row.askers.values_mut().flatten().for_each(revise);
        }
    }

    /// The next item of a chat; without one, the chat has no worker from now on.
    fn next(&self, chat: i64) -> Option<T> {
        let mut chats = self.chats();
        let next = chats.get_mut(&chat).and_then(Row::next);
        if next.is_none() {
            chats.remove(&chat);
        }
        next
    }

    fn chats(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Row<T>>> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Row<T> {
    fn push(&mut self, asker: i64, item: T, most: usize) -> Option<T> {
        let items = self.askers.entry(asker).or_default();
        if items.is_empty() {
            self.turns.push_back(asker);
        }
        items.push_back(item);
        if items.len() > most { items.pop_front() } else { None }
    }

    fn next(&mut self) -> Option<T> {
        let asker = self.turns.pop_front()?;
        let items = self.askers.get_mut(&asker)?;
        let item = items.pop_front();
        if items.is_empty() {
            self.askers.remove(&asker);
        } else {
            self.turns.push_back(asker);
        }
        item
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_take_turns_and_the_newest_of_each_stay() {
        let mut row = Row { askers: HashMap::new(), turns: VecDeque::new() };
        let gone: Vec<_> = (10..16).filter_map(|item| row.push(1, item, 4)).collect();
        assert_eq!(gone, [10, 11]);
        assert_eq!((row.push(2, 20, 4), row.push(2, 21, 4)), (None, None));
        let order: Vec<_> = std::iter::from_fn(|| row.next()).collect();
        assert_eq!(order, [12, 20, 13, 21, 14, 15]);
        assert!(row.askers.is_empty() && row.turns.is_empty());
    }
}
