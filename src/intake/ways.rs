//! One story that comes by several ways: as a file, from a feed, by HTTP. In: a file, and what is known. Out: whether it is the
//! article of another way's file, and if so, whether it says anything new. What came by the desk's or the newsroom's own hand
//! goes before what a feed says; of a file and what came by HTTP, whatever came last. Plain functions over what is known.
//!
//! Two ways tell the same story where the name is the same, or the page, however that is linked; and nothing of it speaks
//! against it. Two files by hand are another matter: those are told apart in `identity`.

use super::{
    feeds::FOLDER,
    identity::{Place, composed, says_the_same, sketch, text_of},
};
use crate::{
    article::{Article, POSTED, Status, page_of},
    store::{Reading, Result, identities::Owner},
};

/// How a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Somebody or something wrote it.
    File,
    /// A feed had it.
    Feed,
    /// By HTTP.
    Posted,
}

impl Way {
    fn of(path: &str) -> Way {
        match path {
            path if path.starts_with(POSTED) => Way::Posted,
            path if path.starts_with(FOLDER) => Way::Feed,
            _ => Way::File,
        }
    }
}

/// The article that the file is.
#[derive(Debug)]
pub(super) struct Met {
    /// The article.
    pub owner: Owner,
    /// The file says nothing new: the other one goes on speaking.
    pub says_nothing: bool,
}

/// Whether it is the article of a file that came by another way. `here`: the article whose file this was.
pub(super) fn meet<Stands: Fn(&str) -> bool>(
    store: &Reading,
    place: &Place<'_, Stands>,
    here: Option<&Owner>,
) -> Result<Option<Met>> {
    let Some(owner) = candidate(store, place)? else { return Ok(None) };
    let Some(first) = owner.path.as_deref().filter(|first| *first != place.path) else { return Ok(None) };
    let (new, old) = (Way::of(place.path), Way::of(first));
    let is_own = here.is_some_and(|known| known.key == owner.key);
    if is_own || (new == Way::File && old == Way::File) || is_settled(store, here)? {
        return Ok(None);
    }
    let page = place.page.as_deref();
    let is_page = page.is_some_and(|page| store.page(owner.key).is_ok_and(|known| known.as_deref() == Some(page)));
    let keeps_name = new == Way::Posted && old == Way::Posted && owner.id == composed(place.article);
    if !is_page && !keeps_name && !says_the_same(store, &owner, place.article)? {
        return Ok(None);
    }
    let says_nothing = (place.stands)(first)
        && match (new, old) {
            (Way::Feed, Way::File | Way::Posted) => true,
            (Way::File | Way::Posted, Way::Feed) | (Way::Posted, _) => false,
            (Way::Feed, Way::Feed) | (Way::File, _) => has_said(store, &owner, place.article)?,
        };
    Ok(Some(Met { owner, says_nothing }))
}

/// The article with this name, else the one with this page, if there is one such.
fn candidate<Stands: Fn(&str) -> bool>(store: &Reading, place: &Place<'_, Stands>) -> Result<Option<Owner>> {
    if let Some(owner) = store.owner_of(&composed(place.article).0)? {
        return Ok(Some(owner));
    }
    let Some(page) = &place.page else { return Ok(None) };
    let mut owners = store.owners_of_page(page, place.language, 2)?;
    // A page of several stories is no name of one.
    let owner = owners.pop().filter(|_| owners.is_empty());
    Ok(owner.filter(|owner| place.article.follows.as_ref() != Some(&owner.id)))
}

/// The article of the page that is the file's only name: an address is one name, however it is written.
pub(super) fn namesake<Stands: Fn(&str) -> bool>(store: &Reading, place: &Place<'_, Stands>) -> Result<Option<Owner>> {
    let is_called_so = place.article.url.as_ref() == Some(&place.article.id.0);
    if is_called_so { candidate(store, place) } else { Ok(None) }
}

/// The file is that of an article of its own, which readers have, or may find.
fn is_settled(store: &Reading, here: Option<&Owner>) -> Result<bool> {
    let Some(here) = here else { return Ok(false) };
    Ok(store.known(&here.id)?.is_some_and(|known| known.in_log || known.archived))
}

/// Whether it said just that, now or before, and is still to be published.
fn has_said(store: &Reading, owner: &Owner, article: &Article) -> Result<bool> {
    let new = sketch(article);
    let said = store.texts_of(owner.key)?.iter().any(|text| text_of(text).is_same(&new));
    Ok(said && article.status == Status::Published)
}

/// The page of an article, as intake links it.
pub(super) fn page(link: Option<&str>) -> Option<String> {
    link.and_then(page_of)
}
