//! What is named once more. In: a chat's visits of late, with what they showed. Out: the stories whose only message may
//! not have arrived, for its next message.

use super::{
    tail::Tail,
    visit::{Facts, resends},
    wants::Wishes,
};
use crate::{
    article::ArticleKey,
    clock::Time,
    config::Uncertain,
    store::ledger::{Copy, Ended},
};

/// Stories whose only message nobody knows the end of, if the chat may still have them.
pub(in crate::delivery) fn mentions(facts: &Facts, tail: &Tail, now: Time, policy: Uncertain) -> Vec<ArticleKey> {
    if policy != Uncertain::Mention {
        return Vec::new();
    }
    let wishes = Wishes { chat: &facts.chat, since: &facts.since, mutes: &facts.mutes };
    let is_wanted = |article: ArticleKey| {
        let mut entries = tail.entries().iter().filter(|entry| entry.article == article);
        entries.any(|entry| wishes.reason(entry, now).is_some())
    };
    let lost = |copy: &&Copy| is_in_doubt(facts, copy, policy) && is_wanted(copy.article);
    facts.served.iter().filter(lost).map(|copy| copy.article).collect()
}

/// Whether this copy is the only one, and may not have arrived. Only the last visits count: where Telegram refuses
/// whatever names it, that ends.
fn is_in_doubt(facts: &Facts, copy: &Copy, policy: Uncertain) -> bool {
    let is_late = facts.recent.iter().any(|row| row.at == copy.row.at);
    let is_open = copy.row.ended == Some(Ended::Uncertain) && !resends(copy.row.served, policy);
    if !is_late || !is_open || facts.returned.is_some_and(|returned| returned > copy.row.at) {
        return false;
    }
    let copies = facts.served.iter().filter(|other| other.story == copy.story);
    copies.filter(|other| !matches!(other.row.ended, Some(Ended::Refused(_)))).count() == 1
}
