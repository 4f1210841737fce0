//! What a copy should become. In: what it was sent as, what stands, the newest revisions of its articles. Out: the edition that
//! should stand, with its last line: what was wrong, or that it is published again. And the lane of that edit. Plain functions.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, time::Duration};

use crate::{
    article::{ArticleKey, Form, Story},
    clock::Time,
    delivery::gate::lanes::Lane,
    store::{
        editions::{Edition, Layout, Mark},
        repairs::{Behind, Loudness},
        revisions::{Grade, Revision},
    },
};

/// Nobody mends a typo in a message that is older.
pub const WORTH_A_TYPO: Duration = Duration::from_secs(86_400);

/// What is older stays (Bot API, deleteMessage); some minutes less, for the way there.
const DELETABLE: Duration = Duration::from_secs(48 * 3600 - 300);

/// Up to which revision an article's copies are looked after now: one that shows an older one is due.
pub type Targets = HashMap<ArticleKey, i64>;

/// The lane of an edit. What is wrong in breaking news is repaired before what is wrong in other news.
pub fn lane(loudness: Loudness) -> Lane {
    match (loudness.grade, loudness.urgent) {
        (Grade::Withdrawn, _) | (Grade::Marked | Grade::Restored, true) => Lane::Repair,
        (Grade::Marked | Grade::Restored, false) => Lane::Marked,
        (Grade::Silent, _) => Lane::Silent,
    }
}

/// The lane of a note about a copy, or of a version that takes its place: that of a correction.
pub fn of_note(withdrawn: bool, urgent: bool) -> Lane {
    lane(Loudness { grade: if withdrawn { Grade::Withdrawn } else { Grade::Marked }, urgent })
}

/// Whether an edit of this lane is worth it for a copy of that age.
pub fn is_worth_it(lane: Lane, sent: Time, now: Time) -> bool {
    lane != Lane::Silent || now.since(sent) < WORTH_A_TYPO
}

/// Whether a copy that is behind is to be edited now: a storm of silent changes is folded.
pub fn is_due(copy: &Behind, targets: &Targets, now: Time) -> bool {
    if let Some(by) = copy.becomes {
        return targets.contains_key(&by);
    }
    let due = |(article, revision): &(ArticleKey, i64)| targets.get(article).is_some_and(|target| revision < target);
    is_worth_it(lane(copy.loudness), copy.at, now) && copy.articles.iter().any(due)
}

/// Whether a copy is deleted, not edited: Telegram lets a bot delete what is younger than 48 hours.
pub fn is_deleted(copy: &Behind, now: Time) -> bool {
    copy.deletes && now.since(copy.at) < DELETABLE
}

/// Whether what stands is a photo with its caption: what was sent with one keeps one, and a text may have got one since.
pub fn has_photo(sent: &Edition, stands: &Edition) -> bool {
    sent.form == Form::Photo || stands.form == Form::Photo
}

/// Whether a text of one story gets the photo that its story has by now and had not when it was sent (Bot API 7.11,
/// `editMessageMedia`). `best`: the form in which Telegram takes the story.
pub fn gains_photo(contents: &Edition, sent: &Story, lead: &Story, best: Form) -> bool {
    let alone = matches!(contents.layout, Layout::Single | Layout::Post) && contents.stories.len() == 1;
    let comes = sent.image.is_none() && lead.image.is_some() && !lead.withdrawn;
    alone && contents.mentions.is_empty() && comes && best == Form::Photo
}

/// The edition that should stand: as `stands`, with these newest revisions, in this form where it is a text (what was sent with a
/// photo keeps one). `lead`: the revisions of its leading article since the one that was sent.
pub fn amended(sent: &Edition, stands: &Edition, newest: &Targets, form: Form, lead: &[Revision]) -> Edition {
    let renewed = |articles: &[(ArticleKey, i64)]| -> Vec<(ArticleKey, i64)> {
        articles.iter().map(|(article, revision)| (*article, *newest.get(article).unwrap_or(revision))).collect()
    };
    let stories = renewed(&stands.stories);
    let alone = matches!(stands.layout, Layout::Single | Layout::Post);
    let mark = stories.first().filter(|_| alone).and_then(|(_, revision)| {
        let until = lead.iter().take_while(|other| other.number <= *revision).count();
        mark(stands, &lead[..until])
    });
    let form = if has_photo(sent, stands) { Form::Photo } else { form.max(sent.form) };
    let (mentions, overnight) = (renewed(&stands.mentions), renewed(&stands.overnight));
    Edition { mentions, overnight, stories, form, mark, ..stands.clone() }
}

/// The edition of another version of its story, which the reader reads: what was wrong with the first is not told.
pub fn translated(sent: &Edition, stands: &Edition, story: &Story, form: Form) -> Edition {
    let form = if has_photo(sent, stands) { Form::Photo } else { form.max(sent.form) };
    Edition { stories: vec![(story.key, story.revision)], tongue: story.language, form, mark: None, ..stands.clone() }
}

/// The last line, where these are the revisions from the one that was sent to the one that shall stand.
fn mark(stands: &Edition, lead: &[Revision]) -> Option<Mark> {
    let (first, newest) = (lead.first()?, lead.last()?);
    if newest.grade == Grade::Withdrawn {
        return None;
    }
    let since =
        |is_so: &dyn Fn(&Revision) -> bool| lead.iter().rev().take_while(|one| is_so(one)).last().map(|one| one.at);
    if newest.correction.is_some() && newest.correction != first.correction {
        // A typo that is mended later does not make the correction newer.
        return since(&|one| one.correction == newest.correction && one.grade != Grade::Withdrawn).map(Mark::Corrected);
    }
    let stood = stands.stories.first().map(|(_, revision)| *revision);
    let said = lead.iter().find(|one| Some(one.number) == stood).and_then(|one| one.correction.as_ref());
    if let (Some(Mark::Corrected(at)), Some(told)) = (stands.mark, newest.correction.as_ref())
        && said == Some(told)
    {
        return Some(Mark::Corrected(at)); // said since another version has taken the place of the first
    }
    let was_withdrawn = lead.iter().any(|one| Some(one.number) == stood && one.grade == Grade::Withdrawn);
    match stands.mark {
        _ if was_withdrawn => since(&|one| one.grade != Grade::Withdrawn).map(Mark::Restored),
        Some(Mark::Restored(at)) => Some(Mark::Restored(at)),
        _ => None,
    }
}
