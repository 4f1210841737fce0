//! Replies that carry a photo: the story of a link, a preview. Photos are those of delivery: what
//! Telegram has already goes by its name, a new one is uploaded here once and remembered for all.

use tokio::time::Instant;

use super::{answer::Target, room::Room};
use crate::{
    article::{Form, Story},
    delivery::photos::{PhotoSource, Ready},
    message::Message,
    store::{ChatKey, Priority, editions::Edition},
};

/// Sends a story as an ordinary push and notes the copy in the ledger, so that corrections reach it and no later push
/// brings it a second time.
pub(super) async fn send(room: &Room, to: Target, story: Story, message: Message, chat: ChatKey) -> Option<i64> {
    let form = if message.photo.is_some() { Form::Photo } else { Form::Formatted };
    if let Some(number) = with_photo(room, to, &story, &message).await {
        note(room, chat, &story, form, number).await;
        return Some(number);
    }
    let number = room.say(to, text_of(room, &story, message)).await?;
    note(room, chat, &story, Form::Formatted, number).await;
    Some(number)
}

/// Shows a story as its readers will see it. The upload of its photo serves the readers too.
pub(super) async fn show(room: &Room, to: Target, story: &Story, message: Message, plain: Message) -> Option<i64> {
    if let Some(number) = with_photo(room, to, story, &message).await {
        return Some(number);
    }
    room.say(to, plain).await
}

/// The same story without its photo.
fn text_of(room: &Room, story: &Story, message: Message) -> Message {
    if message.photo.is_none() {
        return message;
    }
    let newsroom = room.newsroom.borrow().clone();
    let renderer = crate::message::Renderer { words: &room.words, newsroom: &newsroom, bot: &room.me.username };
    renderer.push(story, Form::Formatted)
}

/// `None`: it did not arrive with its photo, and may go without.
async fn with_photo(room: &Room, to: Target, story: &Story, message: &Message) -> Option<i64> {
    let (source, uploads) = source(room, story, message).await?;
    let sent = room.deliver(to, &message.parcel(Some(source), false)).await;
    if uploads {
        let key = (story.key, story.revision);
        match sent.as_ref().and_then(|sent| sent.photo.clone()) {
            Some(name) => room.photos.accepted(&room.store, key, name, room.clock.now()).await,
            None => room.photos.released(key),
        }
    }
    sent.map(|sent| sent.number)
}

/// The photo that can go along now, and whether that uploads it: then whoever sends it tells what came of that.
pub(super) async fn source(room: &Room, story: &Story, message: &Message) -> Option<(PhotoSource, bool)> {
    message.photo.as_ref()?;
    if room.photos.is_unknown(story) {
        room.photos.look(&room.store, story).await;
    }
    match room.photos.ready(story, true, Instant::now()) {
        Ready::Use(source @ PhotoSource::Named(_)) => Some((source, false)),
        Ready::Upload(source) => Some((source, true)),
        Ready::Use(PhotoSource::Upload { .. }) | Ready::Wait | Ready::No => None,
    }
}

/// Writes the copy into the ledger.
async fn note(room: &Room, chat: ChatKey, story: &Story, form: Form, number: i64) {
    let now = room.clock.now();
    let edition = Edition::single((story.key, story.revision), form, story.language);
    let noted = room.store.write(Priority::Person, move |store| store.note_opened(chat, &edition, number, now));
    if let Err(error) = noted.await {
        log::error!("cannot note a story that was asked for: {error}");
    }
}
