//! One range of chats: in a snapshot of the database, the copies there that are behind, and those of which something has to be told. In:
//! where to go on, whose copies, which editions are looked for (or that this is not known yet). Out: chats with the lane in which each waits.

use std::{collections::HashMap, sync::Arc};

use super::super::{
    decide::amended::{Targets, is_worth_it, lane, of_note},
    gate::lanes::Lane,
};
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{
        ChatKey, Reading, Result,
        editions::EditionId,
        notes::Note,
        repairs::{Loudness, Met, Walked},
        stories::Instead,
    },
};

/// How many chats one look walks: some milliseconds of a snapshot.
const CHATS: u32 = 2_000;

/// Editions that are looked for.
#[derive(Clone, Debug, Default)]
pub struct Stale {
    /// Those that are behind, where they stand.
    pub behind: HashMap<EditionId, Loudness>,
    /// Those that show what some chats do not read: for whom, and the lane.
    pub unread: HashMap<EditionId, Vec<(Instead, Lane)>>,
    /// Those for which a note is owed, where they were sent.
    pub wrong: HashMap<EditionId, Lane>,
}

/// What is to be walked.
#[derive(Clone, Debug)]
pub struct Walk {
    /// After this chat.
    pub after: ChatKey,
    /// Groups and channels alone.
    pub rooms: bool,
    /// The articles whose editions have to be looked for first.
    pub articles: Vec<ArticleKey>,
    /// Which of them take the place of others.
    pub instead: Vec<Instead>,
    /// What may have to be told about them.
    pub notes: Vec<Note>,
    /// The editions that are looked for, where they are known.
    pub stale: Option<Arc<Stale>>,
    /// Of the sweep that asked.
    pub version: u64,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Page {
    /// The walk.
    pub walk: Walk,
    /// The editions that were looked for.
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
        None => Arc::new(stale(store, &walk, targets, now)?),
    };
    let Walked { copies, next } = store.walk_copies(walk.after, CHATS, walk.rooms, !stale.wrong.is_empty())?;
    let mut found: Vec<(ChatKey, Lane)> = Vec::new();
    let mut asked: Option<(ChatKey, Option<u8>)> = None;
    for Met { chat, at, sent, stands } in copies {
        let behind = stands.and_then(|edition| stale.behind.get(&edition)).map(|loudness| lane(*loudness));
        let behind = behind.filter(|lane| is_worth_it(*lane, at, now));
        let lanes = behind.into_iter().chain(stale.wrong.get(&sent).copied()).min();
        let unread = stands.and_then(|edition| stale.unread.get(&edition));
        if lanes.is_none() && unread.is_none() {
            continue;
        }
        if asked.is_none_or(|(last, _)| last != chat) {
            asked = Some((chat, store.languages_of(chat)?));
        }
        let Some((_, Some(languages))) = asked else { continue }; // it is closed
        let unread = unread.into_iter().flatten().filter(|(instead, _)| instead.concerns(languages));
        let Some(lane) = lanes.into_iter().chain(unread.map(|(_, lane)| *lane)).min() else { continue };
        match found.last_mut() {
            Some((last, urgency)) if *last == chat => *urgency = lane.min(*urgency),
            _ => found.push((chat, lane)),
        }
    }
    Ok(Page { walk, stale, found, next })
}

fn stale(store: &Reading, walk: &Walk, targets: &Targets, now: Time) -> Result<Stale> {
    let mut stale = Stale::default();
    for note in &walk.notes {
        store.editions_before(note, |edition, urgent| {
            let lane = of_note(note.withdrawn, urgent);
            stale.wrong.entry(edition).and_modify(|known| *known = lane.min(*known)).or_insert(lane);
        })?;
    }
    for instead in &walk.instead {
        store.editions_of_alone(instead.shown, |edition, urgent| {
            stale.unread.entry(edition).or_default().push((*instead, of_note(false, urgent)));
        })?;
    }
    for article in &walk.articles {
        let Some(target) = targets.get(article) else { continue };
        store.editions_behind(*article, *target, now, |edition, loudness| {
            let known = stale.behind.entry(edition).or_insert(loudness);
            known.grade = known.grade.max(loudness.grade);
        })?;
    }
    Ok(stale)
}
