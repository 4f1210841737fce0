//! One range of chats: in a snapshot of the database, the copies there that are behind. In: where to go on, whose copies, which editions
//! are behind (or that this is not known yet). Out: chats with the lane in which each waits.

use std::{collections::HashMap, sync::Arc};

use super::super::{
    decide::amended::{Targets, is_worth_it, lane},
    gate::lanes::Lane,
};
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{
        ChatKey, Reading, Result,
        editions::EditionId,
        repairs::{Loudness, Walked},
    },
};

/// How many chats one look walks: some milliseconds of a snapshot.
const CHATS: u32 = 2_000;

/// Editions that are behind.
pub type Stale = HashMap<EditionId, Loudness>;

/// What is to be walked.
#[derive(Clone, Debug)]
pub struct Walk {
    /// After this chat.
    pub after: ChatKey,
    /// Groups and channels alone.
    pub rooms: bool,
    /// The articles whose editions have to be looked for first.
    pub articles: Vec<ArticleKey>,
    /// The editions that are behind, where they are known.
    pub stale: Option<Arc<Stale>>,
    /// Of the sweep that asked.
    pub version: u64,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Page {
    /// The walk.
    pub walk: Walk,
    /// The editions that are behind.
    pub stale: Arc<Stale>,
    /// Chats with copies of them.
    pub found: Vec<(ChatKey, Lane)>,
    /// The chat from which to go on; `None`: that was the last.
    pub next: Option<ChatKey>,
}

/// Walks a range.
pub fn walk(store: &Reading, walk: Walk, targets: &Targets, now: Time) -> Result<Page> {
    let stale = match &walk.stale {
        Some(stale) => stale.clone(),
        None => Arc::new(stale(store, &walk.articles, targets, now)?),
    };
    let Walked { copies, next } = store.walk_copies(walk.after, CHATS, walk.rooms)?;
    let mut found: Vec<(ChatKey, Lane)> = Vec::new();
    for (chat, edition, sent) in copies {
        let Some(lane) = stale.get(&edition).map(|loudness| lane(*loudness)) else { continue };
        if !is_worth_it(lane, sent, now) {
            continue;
        }
        match found.last_mut() {
            Some((last, urgency)) if *last == chat => *urgency = lane.min(*urgency),
            _ if store.is_open_chat(chat)? => found.push((chat, lane)),
            _ => {}
        }
    }
    Ok(Page { walk, stale, found, next })
}

fn stale(store: &Reading, articles: &[ArticleKey], targets: &Targets, now: Time) -> Result<Stale> {
    let mut stale = Stale::new();
    for article in articles {
        let Some(target) = targets.get(article) else { continue };
        store.editions_behind(*article, *target, now, |edition, loudness| {
            let known = stale.entry(edition).or_insert(loudness);
            known.grade = known.grade.max(loudness.grade);
        })?;
    }
    Ok(stale)
}
