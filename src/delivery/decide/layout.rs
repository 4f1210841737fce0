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
        words::{Word, WordId},
    },
};

use super::{visit::Visit, wants::Reason};

/// How many stories a message is given at most, so that the pages behind it can name them; the rest is its tail. Of a newsroom's day
/// and a half there are far fewer.
const STORIES: usize = 300;
/// After a break, or days without a digest, the top stories of it, not all.
pub const AFTER_PAUSE: usize = 10;
/// A digest names the hour of the day and the date. Zones differ by quarters of an hour, so all digests of a quarter say
/// the same, and share an edition.
const QUARTER: i64 = 15 * 60_000;

/// What a visit says with its stories.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Besides {
    /// Something that has no room under a photo: that a break is over, what is named once more, what is only counted.
    pub(super) said: bool,
    /// Breaking news of the night, which is named in lists.
    pub(super) overnight: bool,
}

/// How so many stories are laid out in a chat of this kind, where the visit is a `digest` or not.
pub(super) fn layout(kind: Kind, digest: bool, stories: usize, besides: Besides) -> Layout {
    match (kind, stories) {
        (Kind::Channel, _) => Layout::Post,
        (_, 0 | 1) if besides.said => Layout::Bundle,
        (_, 0 | 1) if digest && besides.overnight => Layout::Digest,
        (_, 0 | 1) => Layout::Single,
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

/// Whether a message of this layout has room for the button that makes digests of what comes.
pub(super) fn may_offer(layout: Layout) -> bool {
    matches!(layout, Layout::Single | Layout::Bundle)
}

/// The word for which a message of one story comes: it says so. Breaking news says nothing besides.
pub(in crate::delivery) fn word(visit: &Visit) -> Option<WordId> {
    match (visit.layout, visit.show.first()?.reason) {
        (Layout::Single, Reason::Word(word)) => Some(word),
        _ => None,
    }
}

/// The edition of a visit at `now`: these stories, of which there is one at least; those that it names once more, and those that
/// came at night; the word for which it comes.
pub(in crate::delivery) fn edition(
    visit: &Visit,
    (form, tongue): (Form, Language),
    now: Time,
    stories: &[Arc<Story>],
    (mentions, overnight): (&[Arc<Story>], &[Arc<Story>]),
    word: Option<Word>,
) -> Edition {
    let several = visit.layout.is_list();
    let revisions = |stories: &[Arc<Story>]| stories.iter().map(|story| (story.key, story.revision)).collect();
    Edition {
        layout: visit.layout,
        urgent: visit.layout != Layout::Digest && visit.show.first().is_some_and(|shown| shown.urgent),
        form,
        tongue: if several { tongue } else { stories.first().map_or(tongue, |story| story.language) },
        stories: revisions(stories),
        mentions: revisions(mentions),
        overnight: revisions(overnight),
        tail: visit.show.len().saturating_sub(stories.len()),
        older: visit.older,
        pause: visit.pause && several,
        at: (visit.layout == Layout::Digest).then(|| Time(now.0 - now.0.rem_euclid(QUARTER))),
        mark: None,
        offers: visit.offers,
        word,
    }
}
