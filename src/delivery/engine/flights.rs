//! Chats that cannot be visited now because of something of their own: a message to them is in flight, or the photo of their
//! story is being uploaded. In: visits that left, visits that have to wait. Out: whom to call when that has ended.

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

use crate::{
    article::ArticleKey,
    delivery::{gate::lanes::Lane, turn::Called},
    store::ChatKey,
};

/// How long chats wait for a photo that somebody else uploads.
const PATIENCE: Duration = Duration::from_secs(5);

/// Chats with an open delivery: at most one each, in whatever lane.
#[derive(Debug, Default)]
pub(super) struct Flights(HashMap<ChatKey, Flight>);

#[derive(Debug)]
struct Flight {
    /// The lanes in which the chat was called meanwhile.
    again: Vec<Lane>,
    /// The group's number at Telegram, if it is one.
    group: Option<i64>,
}

impl Flights {
    /// A message to the chat has left; to this group, if it is one.
    pub(super) fn begin(&mut self, chat: ChatKey, group: Option<i64>) {
        self.0.insert(chat, Flight { again: Vec::new(), group });
    }

    /// It has come back; the lanes in which the chat was called meanwhile: of those of visits one.
    pub(super) fn end(&mut self, chat: ChatKey) -> Vec<Lane> {
        self.0.remove(&chat).map(|flight| flight.again).unwrap_or_default()
    }

    /// Calls the chat when its message has come back; `false`: none is in flight.
    pub(super) fn call_after(&mut self, chat: ChatKey, lane: Lane) -> bool {
        let Some(flight) = self.0.get_mut(&chat) else { return false };
        match flight.again.iter_mut().find(|before| before.amends() == lane.amends()) {
            Some(before) => *before = lane.min(*before),
            None => flight.again.push(lane),
        }
        true
    }

    /// The groups to which something is in flight, by their numbers at Telegram: their topics share that.
    pub(super) fn groups(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.values().filter_map(|flight| flight.group)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// A photo: of this article in this revision.
pub(super) type Photo = (ArticleKey, i64);

/// Chats that wait for a photo which somebody else uploads, or which has to be looked for; with the end of their patience.
#[derive(Debug, Default)]
pub(super) struct Parked(HashMap<Photo, (Instant, Vec<Called>)>);

impl Parked {
    /// Lets a chat wait; `true`: it is the first to wait for this photo.
    pub(super) fn wait(&mut self, photo: Photo, called: Called) -> bool {
        let (_, row) = self.0.entry(photo).or_insert_with(|| (Instant::now() + PATIENCE, Vec::new()));
        row.push(called);
        row.len() == 1
    }

    /// Those who wait for this photo.
    pub(super) fn release(&mut self, photo: Photo) -> Vec<Called> {
        self.0.remove(&photo).map(|(_, row)| row).unwrap_or_default()
    }

    /// Those who have waited long enough.
    pub(super) fn ripe(&mut self, now: Instant) -> Vec<Called> {
        self.0.extract_if(|_, (until, _)| *until <= now).flat_map(|(_, (_, row))| row).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
