//! What a message looks like. In: what a visit shows and says besides, then the stories as they are. Out: its [`Layout`],
//! and the [`Edition`] that is rendered, sent and kept. It is decided here and nowhere else: whoever packs or renders
//! follows the edition.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::{
    article::{Form, Language, Story},
    clock::Time,
    store::{
        Kind,
        editions::{Edition, Layout},
    },
};

use super::visit::Visit;

/// How many stories a message is given at most; the rest is its tail.
const STORIES: usize = 60;
/// After a break, or days without a digest, the top stories of it, not all.
pub const AFTER_PAUSE: usize = 10;
/// A digest names the hour of the day and the date. Zones differ by quarters of an hour, so all digests of a quarter say
/// the same, and share an edition.
const QUARTER: i64 = 15 * 60_000;

/// How so many stories are laid out in a chat of this kind, where the visit is a `digest` or not, and has something to
/// say `besides` or not.
pub(super) fn layout(kind: Kind, digest: bool, stories: usize, besides: bool) -> Layout {
    match (kind, stories) {
        (Kind::Channel, _) => Layout::Post,
        (_, 0 | 1) => {
            if besides {
                Layout::Bundle
            } else {
                Layout::Single
            }
        }
        _ if digest => Layout::Digest,
        _ => Layout::Bundle,
    }
}

/// Whether a photo may stand above the message: there is one story, and nothing below it that a caption has no room for.
pub(in crate::delivery) fn takes_photo(visit: &Visit) -> bool {
    match visit.layout {
        Layout::Single => true,
        Layout::Post => visit.mentions.is_empty() && visit.older == 0,
        Layout::Bundle | Layout::Digest | Layout::Note => false,
    }
}

/// How many of its stories a visit gives to its message.
pub(in crate::delivery) fn given(visit: &Visit) -> usize {
    visit.show.len().min(if visit.brief { AFTER_PAUSE } else { STORIES })
}

/// The edition of a visit at `now`: these stories, of which there is one at least, and those that it names.
pub(in crate::delivery) fn edition(
    visit: &Visit,
    (form, tongue): (Form, Language),
    now: Time,
    stories: &[Arc<Story>],
    mentions: &[Arc<Story>],
) -> Edition {
    let several = matches!(visit.layout, Layout::Bundle | Layout::Digest);
    let revisions = |stories: &[Arc<Story>]| stories.iter().map(|story| (story.key, story.revision)).collect();
    Edition {
        layout: visit.layout,
        urgent: visit.layout != Layout::Digest && visit.show.first().is_some_and(|shown| shown.urgent),
        form,
        tongue: if several { tongue } else { stories.first().map_or(tongue, |story| story.language) },
        stories: revisions(stories),
        mentions: revisions(mentions),
        tail: visit.show.len().saturating_sub(stories.len()),
        older: visit.older,
        pause: visit.pause && several,
        at: (visit.layout == Layout::Digest).then(|| Time(now.0 - now.0.rem_euclid(QUARTER))),
        mark: None,
    }
}
