//! What is named once more. In: a chat with what its messages leave in doubt, and what is still to come to it. Out: the
//! stories whose messages may not have arrived and that are sent no more, for its next message.

use super::{
    doubt::Unnamed,
    tail::Tail,
    visit::{Facts, Shown},
};
use crate::{article::ArticleKey, clock::Time, store::Entry};

/// Stories that were sent in vain, if the chat may still have them and does not get them again: those are `coming`.
pub(in crate::delivery) fn mentions(
    facts: &Facts,
    coming: &[(&Entry, Shown)],
    tail: &Tail,
    now: Time,
) -> Vec<ArticleKey> {
    let wishes = facts.wishes();
    // The version that was sent, unless the chat wants only another by now.
    let version = |unnamed: &Unnamed| {
        let entries = tail.entries().iter().filter(|entry| entry.story == unnamed.story);
        let entries = entries.filter(|entry| is_after_return(facts, unnamed, entry));
        let wanted = entries.filter(|entry| wishes.reason(entry, now).is_some()).map(|entry| entry.article);
        wanted.max_by_key(|article| *article == unnamed.article)
    };
    let comes = |story: i64| coming.iter().any(|(entry, _)| entry.story == story);
    let mut unnamed = facts.doubts.unnamed();
    unnamed.retain(|unnamed| is_late(facts, unnamed) && !comes(unnamed.story));
    unnamed.iter().filter_map(version).collect()
}

/// Only the last visits count: where Telegram refuses whatever names it, that ends.
fn is_late(facts: &Facts, unnamed: &Unnamed) -> bool {
    facts.recent.iter().any(|row| row.at == unnamed.left)
}

/// Whoever went away meanwhile is told of what came out, or was sent, after the return.
fn is_after_return(facts: &Facts, unnamed: &Unnamed, entry: &Entry) -> bool {
    facts.returned.is_none_or(|back| back <= unnamed.left.max(entry.at))
}
