//! Which article a file is. In: the file's place, what it says, what is known. Out: its name, and what speaks against
//! taking it for a story of its own. A name once given stays: a file that says what it said is the article that it was,
//! whatever it calls itself now.

use std::time::Duration;

use unicode_normalization::UnicodeNormalization;

use super::likeness::Sketch;
use crate::{
    article::{Article, ArticleId, Image, Language, file_id, path_id},
    clock::Time,
    store::{
        Reading, Result,
        identities::{Owner, Text},
    },
};

/// How far back a story is looked for that says the same.
const REACHES: Duration = Duration::from_secs(7 * 86_400);
/// How many stories are looked at.
const MOST: u32 = 500;

/// What a file is.
#[derive(Debug)]
pub(super) struct Identity {
    /// The article's name.
    pub id: ArticleId,
    /// Whose file this was, if it was another's.
    pub before: Option<Owner>,
}

/// Finds out which article this is. `stands` says whether a file is there.
pub(super) fn identify(
    store: &Reading,
    path: &str,
    article: &Article,
    language: Language,
    now: Time,
    stands: impl Fn(&str) -> bool,
) -> Result<Identity> {
    let here = store.article_at(path)?;
    let composed = ArticleId(article.id.0.nfc().collect()); // names of files are not written alike everywhere
    let owner = match store.owner_of(&article.id.0)? {
        None => store.owner_of(&composed.0)?,
        known => known,
    };
    let first = owner.as_ref().and_then(|owner| owner.path.as_deref()).filter(|first| *first != path && stands(first));
    let newer =
        owner.as_ref().is_some_and(|owner| article.version.zip(owner.version).is_some_and(|(new, old)| new > old));
    let own = path_id(path);
    let same = |known: &Owner| says_the_same(store, known, article);
    let stays = match &here {
        Some(known) => known.id == own || ((owner.is_none() || first.is_some()) && same(known)?),
        None => false,
    };
    // A name that comes from the file's own is no claim: the path tells such files apart.
    let claims = article.id != file_id(path);
    let id = match (&here, &owner) {
        (Some(known), Some(owner)) if known.key == owner.key => owner.id.clone(),
        (_, Some(owner)) if newer => owner.id.clone(),
        (Some(known), _) if stays => known.id.clone(),
        (_, Some(owner)) if first.is_some() && !claims && !same(owner)? => own,
        (_, Some(owner)) => owner.id.clone(),
        (None, None) => twin(store, article, language, now, stands)?.unwrap_or(composed),
        (Some(_), None) => composed,
    };
    Ok(Identity { before: here.filter(|known| known.id != id), id })
}

/// The story of another file that says the same: that file has just got this name, or this is a copy of it.
fn twin(
    store: &Reading,
    article: &Article,
    language: Language,
    now: Time,
    stands: impl Fn(&str) -> bool,
) -> Result<Option<ArticleId>> {
    let (new, headline) = (sketch(article), Sketch::new([&article.headline, "", ""], None));
    for rival in store.rivals(language, now - REACHES, MOST)? {
        let said = Sketch::new([&store.headline_of(rival.key)?, "", ""], None);
        // A column may say the same on another day.
        let another_day = article.published.is_some_and(|published| published != rival.published);
        if another_day || article.follows.as_ref() == Some(&rival.id) || !headline.is_near(&said) {
            continue;
        }
        let stands = rival.path.as_deref().is_none_or(&stands);
        if stands && article.published.is_none() {
            continue;
        }
        let texts = store.texts_of(rival.key)?;
        if texts.iter().map(of).any(|text| if stands { text.is_same(&new) } else { text.is_like(&new) }) {
            return Ok(Some(rival.id));
        }
    }
    Ok(None)
}

fn says_the_same(store: &Reading, known: &Owner, article: &Article) -> Result<bool> {
    let new = sketch(article);
    Ok(store.texts_of(known.key)?.iter().any(|text| of(text).is_like(&new)))
}

fn sketch(article: &Article) -> Sketch {
    Sketch::new([&article.headline, &article.lead, &article.body], article.image.as_ref().map(Image::as_text))
}

fn of(text: &Text) -> Sketch {
    let [headline, lead, body] = &text.words;
    Sketch::new([headline, lead, body], text.image.as_deref())
}
