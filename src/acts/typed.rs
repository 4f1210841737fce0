//! A story that an editor typed: an earthquake has no article yet. In: headline, lead, perhaps a link. Out: an article that can be
//! previewed and pushed at once. Until it is published it is in the database only, and staff's alone; then `intake` writes its
//! file, and what the file says is this very article.

use super::{
    Deed, Who,
    correct::{Unmended, checked_headline, checked_lead, checked_link},
    note,
};
use crate::{
    article::{ArticleId, ArticleKey, Language},
    clock::Time,
    intake::{TYPED, typed_rubrics},
    newsroom::Newsroom,
    store::{
        Reading, Result, Writing,
        articles::{Readiness, Submission},
        pen::Field,
    },
};

/// A story as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Not empty.
    pub headline: String,
    /// May be empty.
    pub lead: String,
    /// The page's address, where there is one already.
    pub url: Option<String>,
    /// The link may lead to somebody else's site: an admin said so.
    pub foreign: bool,
    /// Its language.
    pub language: Language,
    /// The article whose translation it is.
    pub translation_of: Option<ArticleKey>,
}

/// Keeps a typed story as an article.
pub fn keep(
    store: &Writing,
    newsroom: &Newsroom,
    who: &Who,
    typed: &Typed,
    now: Time,
) -> Result<std::result::Result<ArticleKey, Unmended>> {
    let original = match typed.translation_of {
        None => None,
        Some(original) => match store.listed(original)? {
            None => return Ok(Err(Unmended::Unknown)),
            Some(listed) if listed.readiness == Readiness::Withdrawn => return Ok(Err(Unmended::Withdrawn)),
            Some(listed) => Some(listed.story.id),
        },
    };
    let (headline, lead, url) = match checked(typed, newsroom) {
        Ok(checked) => checked,
        Err(unmended) => return Ok(Err(unmended)),
    };
    let (id, path) = free_name(store, newsroom, now)?;
    let facts = Submission {
        id,
        readiness: Readiness::Ready,
        url,
        headline,
        lead,
        body: String::new(),
        image: None,
        credit: None,
        byline: None,
        tags: Vec::new(),
        sensitive: false,
        language: typed.language,
        rubrics: typed_rubrics(newsroom),
        correction: None,
        translation_of: original,
        follows: None,
        embargo: None,
        published: now,
        version: None,
        path: None,
    };
    let key = store.keep(&facts, now)?.key;
    store.write_field(key, Field::File, (None, Some(&path)), who.id(), now)?;
    note(store, who, Deed::Typed, key, now)?;
    Ok(Ok(key))
}

/// Headline, lead and link as a file can have them.
fn checked(typed: &Typed, newsroom: &Newsroom) -> std::result::Result<(String, String, Option<String>), Unmended> {
    let headline = checked_headline(&typed.headline)?;
    let lead = checked_lead(&typed.lead)?;
    let url = typed.url.as_deref().map_or(Ok(None), |url| checked_link(url, newsroom, typed.foreign))?;
    Ok((headline, lead, url))
}

/// A name and a place in the store that nothing else has: the minute, in the newsroom's zone, and a number where two were typed
/// within it.
fn free_name(store: &Reading, newsroom: &Newsroom, now: Time) -> Result<(ArticleId, String)> {
    let minute = now.utc().with_timezone(&newsroom.zone).format("%Y-%m-%d-%H%M").to_string();
    let (mut stem, mut number) = (minute.clone(), 1);
    loop {
        let (id, path) = (format!("telegram-{stem}"), format!("{TYPED}{stem}.md"));
        if store.owner_of(&id)?.is_none() && !store.is_promised(&path)? {
            return Ok((ArticleId(id), path));
        }
        number += 1;
        stem = format!("{minute}-{number}");
    }
}

#[cfg(test)]
mod tests;
