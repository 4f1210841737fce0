//! What the turns of one state of the log share: stories, their threads, and editions, each read once. In: keys. Out: what the store has for
//! them. It is thrown away when the log changes, or when a turn that made editions could not be committed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{Amend, Planned};
use crate::{
    article::{ArticleKey, Form, Story},
    store::{
        Result, Writing,
        editions::{Edition, EditionId},
    },
};

/// A story and the best form that Telegram takes of it; `None`: it is no longer there.
type OnShelf = Option<(Arc<Story>, Form)>;

/// Stories and editions that the turns of one state of the log share.
#[derive(Debug, Default)]
pub struct Shelf {
    stories: Mutex<HashMap<ArticleKey, OnShelf>>,
    editions: Mutex<HashMap<Edition, EditionId>>,
    threads: Mutex<HashMap<ArticleKey, Arc<[i64]>>>,
}

impl Shelf {
    pub(super) fn story(&self, store: &Writing, key: ArticleKey) -> Result<OnShelf> {
        let mut stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = stories.get(&key) {
            return Ok(known.clone());
        }
        let found = store.story(key)?.map(|(story, form)| (Arc::new(story), form));
        stories.insert(key, found.clone());
        Ok(found)
    }

    /// The stories with which this one goes on; most go on with none.
    pub(super) fn thread(&self, store: &Writing, key: ArticleKey) -> Result<Arc<[i64]>> {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = threads.get(&key) {
            return Ok(known.clone());
        }
        let thread: Arc<[i64]> = store.thread(key)?.into();
        threads.insert(key, thread.clone());
        Ok(thread)
    }

    pub(super) fn edition(&self, store: &Writing, edition: &Edition) -> Result<EditionId> {
        if let Some(id) = self.editions.lock().unwrap_or_else(PoisonError::into_inner).get(edition) {
            return Ok(*id);
        }
        store.edition_for(edition)
    }

    /// Remembers editions of a turn that has been committed.
    pub fn keep(&self, planned: &[Planned], amends: &[Amend]) {
        let mut editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        let planned = planned.iter().map(|plan| (&plan.contents, plan.edition));
        for (contents, edition) in planned.chain(amends.iter().map(|amend| (&amend.contents, amend.edition))) {
            editions.entry(contents.clone()).or_insert(edition);
        }
    }
}
