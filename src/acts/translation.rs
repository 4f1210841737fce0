//! The languages of what editors type. In: a story, its text in the other language. Out: the article that says so, before the push or
//! as one more part of it; which language a push had to do without; a typed story in another language than its letters seemed to be.

use super::{
    Who,
    correct::{Correction, Loud, Text, Unmended, correct},
    typed::{self, Typed},
};
use crate::{
    article::{ArticleId, ArticleKey, Language},
    clock::Time,
    newsroom::Newsroom,
    store::{
        Entry, Lane, Reading, Result, Writing,
        articles::{Readiness, Submission},
        log::Publication,
    },
};

/// The text of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated {
    /// Not empty.
    pub headline: String,
    /// May be empty.
    pub lead: String,
    /// Its own page, where it has one; else it leads to the original's.
    pub url: Option<String>,
}

/// The language into which a story is translated; `None`: it goes to its own readers alone.
pub fn other(language: Language) -> Option<Language> {
    match language {
        Language::Ru => Some(Language::Kk),
        Language::Kk => Some(Language::Ru),
        Language::En => None,
    }
}

/// The article's translation into the other language, if one may go out.
pub fn of(store: &Reading, article: ArticleKey, now: Time) -> Result<Option<ArticleKey>> {
    let Some((story, _)) = store.story(article)? else { return Ok(None) };
    let found = store.translations(article, now)?;
    Ok(found.into_iter().find(|(_, language)| Some(*language) == other(story.language)).map(|(key, _)| key))
}

/// Keeps an article's translation; the one that there is says this from now on.
pub fn translate(
    store: &Writing,
    newsroom: &Newsroom,
    who: &Who,
    (original, text): (ArticleKey, &Translated),
    now: Time,
) -> Result<std::result::Result<ArticleKey, Unmended>> {
    let Some((story, _)) = store.story(original)? else { return Ok(Err(Unmended::Unknown)) };
    let Some(language) = other(story.language) else { return Ok(Err(Unmended::Unknown)) };
    let Translated { headline, lead, url } = text.clone();
    if let Some(known) = of(store, original, now)? {
        let text = Text { headline: Some(headline), lead: Some(lead), url, ..Text::default() };
        let correction = Correction { article: known, revision: None, text, loud: Loud::Quiet };
        return Ok(match correct(store, newsroom, who, &correction, now)? {
            Ok(_) | Err(Unmended::Same) => Ok(known),
            Err(unmended) => Err(unmended),
        });
    }
    let foreign = url.is_none(); // the original's link was let pass
    let typed = Typed { headline, lead, url: url.or(story.url), foreign, language, translation_of: Some(original) };
    typed::keep(store, newsroom, who, &typed, now)
}

/// The language of readers whom a breaking push gave another one, since there was no translation: they wait for it.
pub fn awaited(store: &Reading, entry: &Entry, now: Time) -> Result<Option<Language>> {
    let Some((story, _)) = store.story(entry.article)? else { return Ok(None) };
    let Some(language) = other(story.language).filter(|_| entry.lane == Lane::Breaking) else { return Ok(None) };
    let got =
        store.together(entry)?.iter().any(|part| part.article == entry.article && part.languages & language.bit() != 0);
    Ok(if got && of(store, entry.article, now)?.is_none() { Some(language) } else { None })
}

/// Keeps the translation for which a push waits: one more part of it, for those who have got nothing yet. Copies that stand are
/// delivery's to change.
pub fn translate_pushed(
    store: &Writing,
    newsroom: &Newsroom,
    who: &Who,
    (entry, text): (&Entry, &Translated),
    now: Time,
) -> Result<std::result::Result<ArticleKey, Unmended>> {
    let translation = match translate(store, newsroom, who, (entry.article, text), now)? {
        Ok(translation) => translation,
        Err(unmended) => return Ok(Err(unmended)),
    };
    let first = store.together(entry)?.first().map_or(entry.seq, |first| first.seq);
    let publication =
        Publication { article: translation, lane: entry.lane, languages: 0, volume: entry.volume, by: who.id() };
    let part = store.publish_part(&publication, Some(first), now)?;
    if entry.stopped {
        store.stop(part, now)?;
    }
    Ok(Ok(translation))
}

/// A typed story that nobody was sent is in this language from now on; `false`: it is not such a one, or says so.
pub fn set_language(store: &Writing, article: ArticleKey, language: Language, now: Time) -> Result<bool> {
    let Some((story, _)) = store.story(article)?.filter(|(story, _)| story.language != language) else {
        return Ok(false);
    };
    if !store.is_for_staff(article)? {
        return Ok(false);
    }
    let facts = Submission {
        id: story.id,
        readiness: Readiness::Ready,
        url: story.url,
        headline: story.headline,
        lead: story.lead,
        body: String::new(),
        image: story.image,
        credit: story.credit,
        byline: story.byline,
        tags: Vec::new(),
        sensitive: story.sensitive,
        language,
        rubrics: story.rubrics,
        correction: story.correction,
        translation_of: store.translates(article)?.map(ArticleId),
        follows: None,
        embargo: None,
        published: story.published,
        version: None,
        path: None,
    };
    Ok(store.keep(&facts, now)?.changed)
}

#[cfg(test)]
mod tests;
