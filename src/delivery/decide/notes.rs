//! What those are told who got a wrong version. In: the article as it says what was wrong, the copy, the chat's day. Out: the edition of
//! the message, and whether it comes too late. Plain functions.

use std::time::Duration;

use super::timing::Day;
use crate::{
    article::{Form, Story},
    clock::Time,
    store::{
        editions::{Edition, Layout},
        notes::Wrong,
    },
};

/// What could not be told for so long is not told any more.
const LAPSES: Duration = Duration::from_secs(86_400);
/// Copies of a minute share an edition, though it names the time.
const MINUTE: i64 = 60_000;

/// Whether it is too late to tell what is known since then: a day after it could have come, whatever the reader waited for himself.
pub fn is_lapsed(day: &Day, since: Time, now: Time) -> bool {
    day.note(since, since).due + LAPSES < now
}

/// The note about this copy.
pub fn edition(story: &Story, wrong: &Wrong) -> Edition {
    Edition {
        layout: Layout::Note,
        urgent: wrong.urgent,
        at: story.withdrawn.then(|| Time(wrong.sent.0 - wrong.sent.0.rem_euclid(MINUTE))),
        ..Edition::single((story.key, story.revision), Form::Formatted, story.language)
    }
}
