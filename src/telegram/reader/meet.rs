//! Groups and channels that are not known yet. In: a talk there. Out: the chat, noted as one that has chosen nothing.

use super::talk::Talk;
use crate::{
    article::Language,
    newsroom::news_languages,
    store::{Chat, Kind, Result, chats::NewChat},
    telegram::update::Place,
};

/// The chat; a group or channel that is not known yet is noted as one without any rubric. `None`: somebody who has not
/// pressed Start, or has been forgotten since.
pub(super) fn chat_or_met(talk: &Talk) -> Result<Option<Chat>> {
    match (&talk.chat, talk.address.place) {
        (None, Place::Private) => Ok(None),
        (None, Place::Group | Place::Channel) => meet(talk).map(Some),
        (Some(chat), _) => Ok(Some(chat.clone())),
    }
}

/// The group or channel as one that has chosen nothing yet.
pub(super) fn meet(talk: &Talk) -> Result<Chat> {
    let channel = talk.address.place == Place::Channel;
    let newsroom = &talk.scene.newsroom;
    let new = NewChat {
        telegram: talk.address.chat,
        topic: talk.address.topic,
        kind: if channel { Kind::Channel } else { Kind::Group },
        tongue: newsroom.language,
        languages: if channel { Language::EVERY } else { news_languages(newsroom.language) },
        rubrics: 0,
        source: None,
        title: talk.address.title.clone(),
    };
    let defaults = if channel { newsroom.new_reader.of_channel() } else { newsroom.new_reader.clone() };
    talk.store.meet(&new, &defaults, talk.scene.now)
}
