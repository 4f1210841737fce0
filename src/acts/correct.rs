//! What was wrong, put right: in every copy that stands, for those who are not served yet, and in the article's file. In: the new
//! headline, lead, link or picture, and how loud it is to be. Out: the revision, or why it may not be. The file follows by itself
//! (`intake`); until it does, and where it cannot, the database keeps what the desk wrote.

use url::Url;

use super::{Deed, Who, note};
use crate::{
    article::{ArticleKey, Image, LONGEST_HEADLINE, as_lead, as_picture, as_words},
    clock::Time,
    message::{CAPTION_LIMIT, CORRECTION_NOTE, text::is_visible},
    newsroom::Newsroom,
    store::{
        Reading, Result, Writing,
        articles::{Listed, Readiness},
        held::{Reason, Verdict},
        pen::{Field, Lines, Stage, TEXTS},
        revisions::Grade,
    },
};

/// The longest lead, in code points: more has no room under a photo.
pub const LONGEST_LEAD: usize = CAPTION_LIMIT;

/// A correction as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Of which article.
    pub article: ArticleKey,
    /// The revision that was looked at; with another one by now nothing is corrected. `None`: whichever is newest.
    pub revision: Option<i64>,
    /// What it is to say.
    pub text: Text,
    /// What readers hear of it.
    pub loud: Loud,
}

/// The new text; what is `None` stays as it is, what is empty goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The headline.
    pub headline: Option<String>,
    /// What stands under it.
    pub lead: Option<String>,
    /// The page's address, also below the newsroom's site.
    pub url: Option<String>,
    /// A path below the store, or an address.
    pub image: Option<String>,
    /// The link may lead to somebody else's site: an admin said so.
    pub foreign: bool,
}

/// What readers hear of a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loud {
    /// Nothing: it is a typo.
    Quiet,
    /// The copies say that this was wrong.
    Marked(String),
    /// The same, and a message of its own to those who got the wrong version.
    Told(String),
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The revision that says so.
    pub revision: i64,
    /// How many copies of the article are to be mended.
    pub copies: u32,
}

/// Why nothing was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmended {
    /// There is no such article.
    Unknown,
    /// It is another revision by now.
    Changed,
    /// It says just that.
    Same,
    /// It is withdrawn, or withheld.
    Withdrawn,
    /// There would be no headline.
    NoHeadline,
    /// The headline has so many characters, and so many are allowed.
    TooLong {
        /// Code points.
        length: usize,
        /// The most.
        max: usize,
    },
    /// The same of the lead.
    LongLead {
        /// Code points.
        length: usize,
        /// The most.
        max: usize,
    },
    /// The link is no address of the web.
    NoLink,
    /// The link leads to this host, which is not the newsroom's.
    ForeignLink(String),
    /// The picture is neither an address nor a place in the store.
    NoPicture,
    /// It does not say what was wrong.
    NoNote,
    /// What was wrong has so many characters, and so many are allowed.
    LongNote {
        /// Code points.
        length: usize,
        /// The most.
        max: usize,
    },
}

/// Corrects an article.
pub fn correct(
    store: &Writing,
    newsroom: &Newsroom,
    who: &Who,
    correction: &Correction,
    now: Time,
) -> Result<std::result::Result<Corrected, Unmended>> {
    let Correction { article, revision, ref text, ref loud } = *correction;
    let (Some(listed), Some(lines)) = (store.listed(article)?, store.lines(article)?) else {
        return Ok(Err(Unmended::Unknown));
    };
    if matches!(listed.readiness, Readiness::Withdrawn | Readiness::Withheld) {
        return Ok(Err(Unmended::Withdrawn));
    }
    if revision.is_some_and(|revision| revision != listed.story.revision) {
        return Ok(Err(Unmended::Changed));
    }
    let wanted = match wanted(&lines, text, loud, newsroom) {
        Ok(wanted) if wanted == lines => return Ok(Err(Unmended::Same)),
        Ok(wanted) => wanted,
        Err(unmended) => return Ok(Err(unmended)),
    };
    let grade = if *loud == Loud::Quiet { Grade::Silent } else { Grade::Marked };
    let revision = store.revise(article, &wanted, grade, now)?;
    write_down(store, who, article, &lines, &wanted, now)?;
    if wanted.url != lines.url {
        let_link_pass(store, &listed, wanted.url.as_deref(), newsroom, now)?;
    }
    if let Loud::Told(_) = loud {
        store.owe_note(article, revision, now)?;
    }
    note(store, who, Deed::Correct, article, now)?;
    let behind = store.copies_of_article(article)?.behind;
    Ok(Ok(Corrected { revision, copies: u32::try_from(behind).unwrap_or(u32::MAX) }))
}

/// What it is to say, with what was wrong.
fn wanted(lines: &Lines, text: &Text, loud: &Loud, newsroom: &Newsroom) -> std::result::Result<Lines, Unmended> {
    let mut wanted = lines.clone();
    if let Some(headline) = &text.headline {
        wanted.headline = checked_headline(headline)?;
    }
    if let Some(lead) = &text.lead {
        wanted.lead = checked_lead(lead)?;
    }
    if let Some(url) = &text.url {
        wanted.url = checked_link(url, newsroom, text.foreign)?;
    }
    match text.image.as_deref().map(str::trim) {
        None => {}
        Some("") => wanted.image = None,
        Some(image) => {
            let image = as_picture(image).ok_or(Unmended::NoPicture)?;
            wanted.image = Some(Image::as_text(&image).to_owned());
        }
    }
    match loud {
        Loud::Quiet => {}
        Loud::Marked(note) | Loud::Told(note) => wanted.correction = Some(checked_note(note)?),
    }
    Ok(wanted)
}

/// A headline as a file can have it.
pub(super) fn checked_headline(headline: &str) -> std::result::Result<String, Unmended> {
    let headline = as_words(headline);
    match headline.chars().count() {
        _ if !is_visible(&headline) => Err(Unmended::NoHeadline),
        length if length > LONGEST_HEADLINE => Err(Unmended::TooLong { length, max: LONGEST_HEADLINE }),
        _ => Ok(headline),
    }
}

/// A lead as a file can have it.
pub(super) fn checked_lead(lead: &str) -> std::result::Result<String, Unmended> {
    let lead = as_lead(lead);
    match lead.chars().count() {
        length if length > LONGEST_LEAD => Err(Unmended::LongLead { length, max: LONGEST_LEAD }),
        _ => Ok(lead),
    }
}

/// The absolute address of a link to one's own; nothing, where it is empty.
pub(super) fn checked_link(
    url: &str,
    newsroom: &Newsroom,
    foreign: bool,
) -> std::result::Result<Option<String>, Unmended> {
    let url = url.trim();
    if url.is_empty() {
        return Ok(None);
    }
    let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
    let Some(url) = newsroom.url.join(url).ok().filter(is_web) else { return Err(Unmended::NoLink) };
    match foreign_host(url.as_str(), newsroom).filter(|_| !foreign) {
        Some(host) => Err(Unmended::ForeignLink(host)),
        None => Ok(Some(url.into())),
    }
}

/// The host of a link that is not the newsroom's.
fn foreign_host(url: &str, newsroom: &Newsroom) -> Option<String> {
    let host = Url::parse(url).ok()?.host_str()?.to_owned();
    (!newsroom.owns(&host)).then_some(host)
}

fn checked_note(note: &str) -> std::result::Result<String, Unmended> {
    let note = as_words(note);
    match note.chars().count() {
        _ if !is_visible(&note) => Err(Unmended::NoNote),
        length if length > CORRECTION_NOTE => Err(Unmended::LongNote { length, max: CORRECTION_NOTE }),
        _ => Ok(note),
    }
}

/// What is new is to stand in the article's file too. A typed story without a file gets all of it when that is written.
pub(super) fn write_down(
    store: &Writing,
    who: &Who,
    article: ArticleKey,
    before: &Lines,
    wanted: &Lines,
    now: Time,
) -> Result<()> {
    if store.stroke(article, Field::File)?.is_some() {
        return Ok(());
    }
    for field in TEXTS {
        if before.field(field) != wanted.field(field) {
            let change = (before.field(field), wanted.field(field));
            store.write_field(article, field, change, who.id(), now)?;
        }
    }
    Ok(())
}

/// An admin let a foreign link pass: an article that may be sent is not held for it.
fn let_link_pass(store: &Writing, listed: &Listed, url: Option<&str>, newsroom: &Newsroom, now: Time) -> Result<()> {
    let article = listed.story.key;
    let Some(host) = url.and_then(|url| foreign_host(url, newsroom)) else { return Ok(()) };
    if listed.readiness != Readiness::Ready || listed.pushed.is_some() {
        return Ok(());
    }
    let known = store.hold(article)?.filter(|hold| hold.verdict == Verdict::Released);
    let mut reasons = known.map(|hold| hold.reasons).unwrap_or_default();
    reasons.push(Reason::ForeignLink { host });
    store.keep_held(article, &reasons, None, now)?;
    store.release_held(article, 0)
}

/// What the file of an article says instead of what the desk wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub field: Field,
    /// What the desk wrote; `None`: nothing is to stand there.
    pub desk: Option<String>,
    /// What the file says.
    pub file: Option<String>,
}

/// Where desk and file say different things, and nobody has decided yet.
pub fn differences(store: &Reading, article: ArticleKey) -> Result<Vec<Difference>> {
    let differing = store.strokes(article)?.into_iter().filter(|stroke| stroke.stage == Stage::Differs);
    Ok(differing.map(|stroke| Difference { field: stroke.field, desk: stroke.wrote, file: stroke.other }).collect())
}

/// Decides where desk and file say different things: the desk's stands and is written into the file, or the file's becomes a new
/// revision. `false`: there is nothing to decide any more.
pub fn settle(store: &Writing, who: &Who, article: ArticleKey, keep_ours: bool, now: Time) -> Result<bool> {
    let Some(lines) = store.lines(article)? else { return Ok(false) };
    let mut wanted = lines.clone();
    let mut settled = false;
    for mut stroke in store.strokes(article)?.into_iter().filter(|stroke| stroke.stage == Stage::Differs) {
        settled = true;
        if keep_ours {
            (stroke.was, stroke.stage, stroke.asked) = (stroke.other.take(), Stage::Due, true);
            store.keep_stroke(article, &stroke)?;
        } else {
            wanted.set(stroke.field, stroke.other);
            store.drop_stroke(article, stroke.field)?;
        }
    }
    if wanted != lines {
        let is_withdrawn = store.story(article)?.is_some_and(|(story, _)| story.withdrawn);
        let grade = match &wanted.correction {
            _ if is_withdrawn => Grade::Withdrawn,
            told if told.is_some() && *told != lines.correction => Grade::Marked,
            _ => Grade::Silent,
        };
        store.revise(article, &wanted, grade, now)?;
    }
    if settled {
        note(store, who, Deed::Settle, article, now)?;
    }
    Ok(settled)
}

#[cfg(test)]
mod tests;
