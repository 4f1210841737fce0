//! How one publication went: for the report after a breaking push and for `/stats NUMBER`.

use crate::{
    article::Story,
    clock::Time,
    store::{
        Entry, Lane, Reading, Result, Seq,
        progress::{Moments, Progress},
        queue::Moment,
    },
};

/// How one publication went, or goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Push {
    /// The publication.
    pub entry: Entry,
    /// When it began: before the first stop, if it was stopped.
    pub began: Time,
    /// Its story as it is now.
    pub story: Story,
    /// The name of who published it; `None`: nobody in person.
    pub who: Option<String>,
    /// By outcome.
    pub progress: Progress,
    /// Still to come.
    pub pending: u32,
    /// When the first, the middle and the last copy arrived.
    pub moments: Option<Moments>,
    /// Left within an hour of getting it.
    pub left: u32,
    /// Muted a rubric within an hour of getting it.
    pub muted: u32,
}

impl Push {
    /// Counts it; `None`: there is no such publication.
    pub fn gather(store: &Reading, seq: Seq, at: Moment) -> Result<Option<Push>> {
        let Some(entry) = store.entry(seq)? else { return Ok(None) };
        let Some((story, _)) = store.story(entry.article)? else { return Ok(None) };
        let (left, muted) = store.left_after(seq)?;
        let (by, pending) = (store.publisher(seq)?, store.pending_for(&entry, at)?);
        Ok(Some(Push {
            who: by.map(|by| store.staff_name(by)).transpose()?,
            progress: store.progress(seq)?.while_left(pending),
            pending,
            moments: store.moments(seq)?,
            left,
            muted,
            began: store.began_at(seq)?.unwrap_or(entry.at),
            entry,
            story,
        }))
    }

    /// The newest publication of an article, if it has one.
    pub fn newest(store: &Reading, article: crate::article::ArticleKey, at: Moment) -> Result<Option<Push>> {
        match store.entries_of(article)?.last() {
            Some(entry) => Push::gather(store, entry.seq, at),
            None => Ok(None),
        }
    }

    /// All whom it concerns: those whose message ended, and those still to come.
    pub fn all(&self) -> u32 {
        self.progress.ended().saturating_add(self.pending)
    }

    /// Whether it went as breaking news.
    pub fn is_breaking(&self) -> bool {
        self.entry.lane == Lane::Breaking
    }
}
