//! A story is taken back, in all languages, and restored. In: any article of it, the note that readers see, whether its copies go
//! altogether. Out: how many copies there are, or why it may not be. What goes out stops first; what waits is taken back; the
//! article's file is to say `withdrawn`, which `intake` writes.

use super::{Deed, Who, correct::write_down, note};
use crate::{
    article::{ArticleKey, as_words},
    clock::Time,
    message::{RETRACTION_NOTE, text::is_visible},
    store::{
        Lane, Reading, Result, Volume, Writing,
        articles::Readiness,
        log::Publication,
        pen::{Field, Lines},
        plans::Cause,
        revisions::Grade,
    },
};

/// A retraction as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    /// Any article of the story.
    pub article: ArticleKey,
    /// What readers see in its place; `None`: the usual words.
    pub note: Option<String>,
    /// Its copies go altogether, where Telegram still lets them.
    pub delete: bool,
    /// Who got it is told in a message of its own.
    pub tell: bool,
}

/// Why a story was not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unretracted {
    /// There is no such article.
    Unknown,
    /// It is a draft, which nobody got.
    Draft,
    /// It is withdrawn already.
    Already,
    /// The note has so many characters, and so many are allowed.
    LongNote {
        /// Code points.
        length: usize,
        /// The most.
        max: usize,
    },
}

/// The words of the file's `status`.
const PUBLISHED: &str = "published";
const WITHDRAWN: &str = "withdrawn";

/// Takes a story back; how many copies of it are to be replaced or deleted.
pub fn retract(
    store: &Writing,
    who: &Who,
    retraction: &Retraction,
    now: Time,
) -> Result<std::result::Result<u32, Unretracted>> {
    let article = retraction.article;
    let (Some(listed), Some(lines)) = (store.listed(article)?, store.lines(article)?) else {
        return Ok(Err(Unretracted::Unknown));
    };
    match listed.readiness {
        Readiness::Withdrawn => return Ok(Err(Unretracted::Already)),
        Readiness::Draft => return Ok(Err(Unretracted::Draft)),
        Readiness::Ready | Readiness::Withheld | Readiness::Held | Readiness::Expired => {}
    }
    let note_text = retraction.note.as_deref().map(as_words).filter(|note| is_visible(note));
    let length = note_text.as_ref().map_or(0, |note| note.chars().count());
    if length > RETRACTION_NOTE {
        return Ok(Err(Unretracted::LongNote { length, max: RETRACTION_NOTE }));
    }
    for part in store.whole_story(article)? {
        halt(store, part, now)?;
    }
    let wanted = Lines { correction: note_text, ..lines.clone() };
    let revision = store.revise(article, &wanted, Grade::Withdrawn, now)?;
    store.set_readiness(article, Readiness::Withdrawn)?;
    store.retract_story(article, now)?;
    if retraction.delete {
        store.delete_copies(article, now)?;
    }
    if retraction.tell {
        store.owe_note(article, revision, now)?;
    }
    write_down(store, who, article, &lines, &wanted, now)?;
    let change = (Some(said(listed.readiness)), Some(WITHDRAWN));
    store.write_field(article, Field::Status, change, who.id(), now)?;
    note(store, who, Deed::Retract, article, now)?;
    Ok(Ok(behind(store, article)?))
}

/// Nobody gets it any more, and what waits for it does not come.
fn halt(store: &Writing, article: ArticleKey, now: Time) -> Result<()> {
    for entry in store.entries_of(article)?.iter().filter(|entry| !entry.stopped) {
        store.stop(entry.seq, now)?;
    }
    for why in [Cause::Embargo, Cause::Ask, Cause::Countdown, Cause::Scheduled, Cause::Second] {
        store.take_back_all(article, why)?;
    }
    Ok(())
}

/// What the `status` of its file says.
fn said(readiness: Readiness) -> &'static str {
    if readiness == Readiness::Withheld { "withheld" } else { PUBLISHED }
}

/// The article by whose retraction the story of this one is withdrawn, where the desk retracted it; `None`: it is not withdrawn,
/// or by its file.
pub fn retracted(store: &Reading, article: ArticleKey) -> Result<Option<ArticleKey>> {
    let Some(listed) = store.listed(article)?.filter(|listed| listed.readiness == Readiness::Withdrawn) else {
        return Ok(None);
    };
    let first = store.withdrawn_by(article)?.unwrap_or(listed.story.key);
    let status = store.stroke(first, Field::Status)?;
    Ok(status.filter(|stroke| stroke.wrote.as_deref() == Some(WITHDRAWN)).map(|_| first))
}

/// Publishes a story again that the desk retracted: a correction for those who have it, news for those who do not. How many
/// copies of it are to be mended; `None`: the desk did not retract it, or it is restored.
pub fn restore(store: &Writing, who: &Who, article: ArticleKey, now: Time) -> Result<Option<u32>> {
    let Some(article) = retracted(store, article)? else { return Ok(None) };
    let (Some(before), Some(lines)) = (store.lines_before_withdrawal(article)?, store.lines(article)?) else {
        return Ok(None);
    };
    let wanted = Lines { correction: before.correction, ..lines.clone() };
    store.revise(article, &wanted, Grade::Restored, now)?;
    store.set_readiness(article, Readiness::Ready)?;
    write_down(store, who, article, &lines, &wanted, now)?;
    store.write_field(article, Field::Status, (Some(WITHDRAWN), Some(PUBLISHED)), who.id(), now)?;
    let mut again = store.restore_story(article, now)?;
    if !store.entries_of(article)?.is_empty() {
        again.insert(0, article);
    }
    for article in again {
        let lane = lane_again(store, article)?;
        let publication = Publication { article, lane, languages: 0, volume: Volume::AsChosen, by: who.id() };
        store.publish(&publication, now)?;
    }
    note(store, who, Deed::Restore, article, now)?;
    Ok(Some(behind(store, article)?))
}

/// It comes back as ordinary news; but as what it was, where it has no rubric by which anybody would get it.
fn lane_again(store: &Reading, article: ArticleKey) -> Result<Lane> {
    let last = store.entries_of(article)?.pop();
    Ok(last.filter(|entry| entry.rubrics == 0).map_or(Lane::News, |entry| entry.lane))
}

/// How many copies of the story say something else than they should.
fn behind(store: &Reading, article: ArticleKey) -> Result<u32> {
    Ok(u32::try_from(store.copies_to_mend(article)?.behind).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
