//! A message of news that stands in a chat, rendered again from what the ledger keeps of it. In: its number. Out: the message as it
//! was sent and edited since, and the pages behind its «Ещё N», in place.

use super::{latest, talk::Talk};
use crate::{
    article::{ArticleKey, Story},
    message::Message,
    store::{Result, editions::Edition},
    telegram::{
        answer::{Answer, Reply},
        update::Pressed,
    },
};

/// What stands there.
pub(super) struct Standing {
    edition: Edition,
    stories: Vec<Story>,
    named: Vec<Story>,
}

impl Standing {
    /// What the pressed button stands under; `None`: nothing is kept of that message.
    pub(super) fn of(talk: &Talk, pressed: &Pressed) -> Result<Option<Standing>> {
        let Some(chat) = &talk.chat else { return Ok(None) };
        let Some(id) = talk.store.edition_of(chat.key, pressed.message)? else { return Ok(None) };
        let Some(edition) = talk.store.edition(id)? else { return Ok(None) };
        let (stories, named) = (read(talk, edition.stories.iter())?, read(talk, edition.named())?);
        Ok(Some(Standing { edition, stories, named }))
    }

    /// A page of it; page 0 is the message itself.
    pub(super) fn page(&self, talk: &Talk, page: usize) -> Option<Message> {
        talk.scene.renderer().page(&self.edition, &self.stories, &self.named, page)
    }
}

fn read<'a>(talk: &Talk, articles: impl Iterator<Item = &'a (ArticleKey, i64)>) -> Result<Vec<Story>> {
    let stories = articles.map(|(article, revision)| talk.store.story_as(*article, *revision));
    Ok(stories.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Another page, in place. Where nothing is kept of the message, or it only counts the rest, the latest news.
pub(super) fn turn(talk: &Talk, pressed: &Pressed, page: usize) -> Result<Answer> {
    let page = Standing::of(talk, pressed)?.and_then(|standing| standing.page(talk, page));
    let Some(page) = page else { return latest::show(talk, "") };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, page);
    Ok(Answer::toast(&pressed.query, "").and(edit))
}
