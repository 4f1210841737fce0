//! Groups and channels that are not known yet. In: a talk there. Out: the chat, noted as one that has chosen nothing.

use std::time::Duration;

use super::talk::{Talk, news_languages};
use crate::{
    article::Language,
    newsroom::{Mode, NewReader, Night, Sound},
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
    let all = Language::ALL.into_iter().fold(0, |mask, language| mask | language.bit());
    let new = NewChat {
        telegram: talk.address.chat,
        topic: talk.address.topic,
        kind: if channel { Kind::Channel } else { Kind::Group },
        tongue: newsroom.language,
        languages: if channel { all } else { news_languages(newsroom.language) },
        rubrics: 0,
        source: None,
        title: talk.address.title.clone(),
    };
    let defaults = if channel { of_channel(&newsroom.new_reader) } else { newsroom.new_reader.clone() };
    talk.store.meet(&new, &defaults, talk.scene.now)
}

/// A channel gets each story when it comes out, one post a story.
fn of_channel(reader: &NewReader) -> NewReader {
    NewReader {
        mode: Mode::Now,
        quiet: None,
        night: Night::Silent,
        sound: Sound::Main,
        spacing: Duration::ZERO,
        limit: 0,
        ..reader.clone()
    }
}
