//! Which article a file is. In: the file's place, what it says, what is known. Out: its name, and what speaks against
//! taking it for a story of its own. A name once given stays: a file that says what it said is the article that it was,
//! whatever it calls itself now. A file that copies another's name, or says what another says, is an article by itself
//! that waits for a person while the other stands; when that is gone, it takes its place.

use std::{cmp::Ordering, time::Duration};

use chrono::NaiveDate;
use chrono_tz::Tz;
use unicode_normalization::UnicodeNormalization;

use super::{
    likeness::Sketch,
    ways::{Met, meet, namesake},
};
use crate::{
    article::{Article, ArticleId, Image, Language, POSTED, Status, file_id, path_id},
    clock::Time,
    store::{
        Reading, Result,
        held::{Reason, Verdict},
        identities::{Owner, Text},
    },
};

/// How far back a story is looked for that says the same.
const REACHES: Duration = Duration::from_secs(7 * 86_400);
/// How many stories are looked at.
const MOST: u32 = 500;

/// A file with an article in it.
pub(super) struct Place<'a, Stands: Fn(&str) -> bool> {
    /// Below the store.
    pub path: &'a str,
    /// What it says.
    pub article: &'a Article,
    /// Its language here.
    pub language: Language,
    /// The newsroom's.
    pub zone: Tz,
    /// The page that it links to, as [`page_of`](crate::article::page_of) has it.
    pub page: Option<String>,
    /// It came too late to be news.
    pub is_old: bool,
    /// Now.
    pub now: Time,
    /// Whether a file is there.
    pub stands: Stands,
}

/// What a file is.
#[derive(Debug)]
pub(super) struct Identity {
    /// The article's name.
    pub id: ArticleId,
    /// Whose file this was, if it was another's.
    pub before: Option<Owner>,
    /// What speaks against sending it: it has the name, or the words, of another.
    pub copies: Option<Reason>,
    /// What the file calls itself.
    pub called: String,
    /// The article goes on saying what its own file says.
    pub says_nothing: bool,
}

/// Finds out which article this is.
pub(super) fn identify<Stands: Fn(&str) -> bool>(store: &Reading, place: &Place<'_, Stands>) -> Result<Identity> {
    let here = store.article_at(place.path)?;
    if let Some(Met { owner, says_nothing }) = meet(store, place, here.as_ref())? {
        let before = here.filter(|known| known.id != owner.id);
        return Ok(Identity { before, id: owner.id, copies: None, called: composed(place.article).0, says_nothing });
    }
    let (id, copies) = named(store, place, here.as_ref())?;
    let (id, copies) = match copies.is_none() && may_be_a_copy(store, place, &id)? {
        true => twin(store, place, &id)?.unwrap_or((id, None)),
        false => (id, copies),
    };
    let (before, called) = (here.filter(|known| known.id != id), composed(place.article).0);
    Ok(Identity { before, id, copies, called, says_nothing: false })
}

/// Names of files are not written alike everywhere.
pub(super) fn composed(article: &Article) -> ArticleId {
    ArticleId(article.id.0.nfc().collect())
}

/// The name, by all names and places that are known.
fn named<Stands: Fn(&str) -> bool>(
    store: &Reading,
    place: &Place<'_, Stands>,
    here: Option<&Owner>,
) -> Result<(ArticleId, Option<Reason>)> {
    let Place { path, article, .. } = *place;
    let composed = composed(article);
    let owner = match store.owner_of(&article.id.0)? {
        None => store.owner_of(&composed.0)?,
        known => known,
    };
    let owner = if owner.is_none() { namesake(store, place)? } else { owner };
    // It has this name here, or calls itself as it did.
    let is_named = |known: &Owner| known.id == path_id(path) || known.named.as_ref() == Some(&composed.0);
    let Some(owner) = owner else {
        let stays = match here {
            Some(known) => is_named(known) || says_the_same(store, known, article)?,
            None => false,
        };
        return Ok((here.filter(|_| stays).map_or(composed, |known| known.id.clone()), None));
    };
    if here.is_some_and(|known| known.key == owner.key) {
        return Ok((owner.id, None));
    }
    // A name that comes from the file's own is no claim: the path tells such files apart.
    let claims = article.id != file_id(path) || path.starts_with(POSTED);
    let versions = article.version.zip(owner.version).filter(|_| claims).map(|(new, old)| new.cmp(&old));
    if versions.is_some_and(Ordering::is_ne) {
        return Ok((owner.id, None)); // a newer one, or an older one that changes nothing
    }
    let first = owner.path.clone().filter(|first| first != path && (place.stands)(first));
    let second = first.as_ref().filter(|_| claims);
    let second = second.map(|file| Reason::SecondFile { id: owner.id.0.clone(), file: file.clone() });
    if let Some(known) = here {
        let stays = match first {
            Some(_) => is_named(known) || says_the_same(store, known, article)?,
            None => is_named(known) && !waits_for(store, known, &owner)?,
        };
        if stays {
            return Ok((known.id.clone(), second));
        }
    }
    match first {
        Some(_) => Ok((free_id(store, place)?, second)),
        None => moved(store, place, owner, claims),
    }
}

/// The file of the story with this name is gone: this one is it, unless it is another story whose file has the same name,
/// or has an older text than the one that readers have.
fn moved<Stands: Fn(&str) -> bool>(
    store: &Reading,
    place: &Place<'_, Stands>,
    owner: Owner,
    claims: bool,
) -> Result<(ArticleId, Option<Reason>)> {
    let Place { path, article, .. } = *place;
    let is_elsewhere = owner.path.as_ref().is_some_and(|known| !known.nfc().eq(path.nfc()));
    let is_sent = store.known(&owner.id)?.is_some_and(|known| known.in_log);
    if !is_elsewhere || !is_sent || article.status != Status::Published {
        return Ok((owner.id, None));
    }
    if !claims && !says_the_same(store, &owner, article)? {
        return Ok((free_id(store, place)?, None));
    }
    let (new, texts) = (sketch(article), store.texts_of(owner.key)?);
    let is_older = texts.iter().skip(1).any(|text| text_of(text).is_same(&new));
    match is_older && !texts.first().is_some_and(|text| text_of(text).is_same(&new)) {
        true => Ok((free_id(store, place)?, Some(alike(&owner)))),
        false => Ok((owner.id, None)),
    }
}

/// Whether the article waits only because the other's file was there.
fn waits_for(store: &Reading, known: &Owner, other: &Owner) -> Result<bool> {
    let hold = store.hold(known.key)?.filter(|hold| hold.verdict == Verdict::None);
    Ok(hold.is_some_and(|hold| hold.reasons.iter().any(|reason| reason.copies() == Some(&other.id.0))))
}

/// The file's path as a name, unless that is another's whose file has moved.
fn free_id<Stands: Fn(&str) -> bool>(store: &Reading, place: &Place<'_, Stands>) -> Result<ArticleId> {
    let own = path_id(place.path);
    let mut id = own.clone();
    for number in 2.. {
        let owner = store.owner_of(&id.0)?;
        if owner.and_then(|owner| owner.path).is_none_or(|path| path == place.path || !(place.stands)(&path)) {
            break;
        }
        id = ArticleId(format!("{}#{number}", own.0));
    }
    Ok(id)
}

/// Only what nobody was sent, and nobody let pass, is compared with what was sent.
fn may_be_a_copy<Stands: Fn(&str) -> bool>(store: &Reading, place: &Place<'_, Stands>, id: &ArticleId) -> Result<bool> {
    if place.article.status != Status::Published {
        return Ok(false);
    }
    let Some(known) = store.known(id)? else { return Ok(true) };
    let decided = store.hold(known.key)?.is_some_and(|hold| hold.verdict != Verdict::None);
    Ok(!known.in_log && !known.archived && !decided)
}

/// The story of another file that says the same; of an old one only what was that file. With the very same words under a name of its own, where the other's file
/// is gone, this is that file with another name.
fn twin<Stands: Fn(&str) -> bool>(
    store: &Reading,
    place: &Place<'_, Stands>,
    id: &ArticleId,
) -> Result<Option<(ArticleId, Option<Reason>)>> {
    let article = place.article;
    let (new, headline) = (sketch(article), Sketch::new([&article.headline, "", ""], None));
    let (own, day) = (store.article_key(&id.0)?, |time: Time| date(time, place.zone));
    let is_old = place.is_old && own.is_none();
    let rivals = match article.published.filter(|_| is_old) {
        Some(published) => store.dated(place.language, published, MOST)?,
        None if is_old => Vec::new(),
        None => store.rivals(place.language, place.now - REACHES, MOST)?,
    };
    for rival in rivals {
        let is_gone = rival.path.as_deref().is_some_and(|path| path != place.path && !(place.stands)(path));
        if is_old && !is_gone {
            continue; // an archive may say a thing twice
        }
        let said = Sketch::new([&store.headline_of(rival.key)?, "", ""], None);
        // A column may say the same on another day.
        let another_day = article.published.or(article.came_out).is_some_and(|at| day(at) != day(rival.published));
        if own == Some(rival.key)
            || another_day
            || article.follows.as_ref() == Some(&rival.id)
            || !headline.is_near(&said)
        {
            continue;
        }
        let texts = store.texts_of(rival.key)?;
        if !texts.iter().any(|text| text_of(text).is_like(&new)) {
            continue;
        }
        let is_renamed = is_gone && texts.first().is_some_and(|text| text_of(text).is_same(&new));
        match (is_renamed, is_old) {
            (true, _) => return Ok(Some((rival.id, None))),
            (false, false) => return Ok(Some((id.clone(), Some(alike(&rival))))),
            (false, true) => {} // an archive may say a thing twice
        }
    }
    Ok(None)
}

fn alike(other: &Owner) -> Reason {
    let file = other.path.clone().unwrap_or_else(|| other.id.0.clone());
    Reason::Alike { id: other.id.0.clone(), file }
}

fn date(time: Time, zone: Tz) -> NaiveDate {
    time.utc().with_timezone(&zone).date_naive()
}

pub(super) fn says_the_same(store: &Reading, known: &Owner, article: &Article) -> Result<bool> {
    let new = sketch(article);
    Ok(store.texts_of(known.key)?.iter().any(|text| text_of(text).is_like(&new)))
}

pub(super) fn sketch(article: &Article) -> Sketch {
    Sketch::new([&article.headline, &article.lead, &article.body], article.image.as_ref().map(Image::as_text))
}

pub(super) fn text_of(text: &Text) -> Sketch {
    let [headline, lead, body] = &text.words;
    Sketch::new([headline, lead, body], text.image.as_deref())
}
