//! Replies that carry a file: the story of a link with its photo, a person's data. Photos are those of delivery: what
//! Telegram has already goes by its name, a new one is uploaded here once and remembered for all.

use serde_json::json;
use teloxide::{
    payloads::{SendDocumentSetters, SendPhotoSetters},
    prelude::Requester,
    types::{ChatId, InlineKeyboardMarkup, InputFile, MessageId, ParseMode, ThreadId},
};
use tokio::time::Instant;

use super::{
    answer::{Attachment, Target},
    api::{SendPhoto, keyboard},
    room::Room,
};
use crate::{
    article::{Form, Story},
    delivery::photos::{PhotoSource, Ready},
    message::{Keyboard, Message},
    store::{ChatKey, Turn, editions::Edition},
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

async fn with_photo(room: &Room, to: Target, story: &Story, message: &Message) -> Option<i64> {
    let spoiler = message.photo.as_ref()?.spoiler;
    if room.photos.is_unknown(story) {
        room.photos.look(&room.store, story).await;
    }
    let key = (story.key, story.revision);
    match room.photos.ready(story, true, Instant::now()) {
        Ready::Use(PhotoSource::Named(name)) => {
            named(room, to, name, spoiler, message).await.map(|sent| sent.message_id)
        }
        Ready::Upload(source) => {
            let sent = match source {
                PhotoSource::Named(url) => {
                    let sent = named(room, to, url, spoiler, message).await;
                    sent.map(|sent| (sent.message_id, sent.photo()))
                }
                PhotoSource::Upload { name, bytes } => uploaded(room, to, (name, bytes), spoiler, message).await,
            };
            let Some((number, Some(name))) = sent else {
                room.photos.released(key);
                return sent.map(|(number, _)| number);
            };
            room.photos.accepted(&room.store, key, name, room.clock.now()).await;
            Some(number)
        }
        Ready::Use(PhotoSource::Upload { .. }) | Ready::Wait | Ready::No => None,
    }
}

async fn named(
    room: &Room,
    to: Target,
    photo: String,
    has_spoiler: bool,
    message: &Message,
) -> Option<super::api::Sent> {
    let send = SendPhoto {
        chat_id: to.chat,
        message_thread_id: to.thread(),
        photo,
        caption: message.text.clone(),
        parse_mode: "HTML",
        has_spoiler,
        reply_markup: keyboard(message.keyboard.clone()),
    };
    room.request(to.chat, send).await
}

async fn uploaded(
    room: &Room,
    to: Target,
    (name, bytes): (String, bytes::Bytes),
    spoiler: bool,
    message: &Message,
) -> Option<(i64, Option<String>)> {
    let mut send = room
        .bot
        .send_photo(ChatId(to.chat), InputFile::memory(bytes).file_name(name))
        .caption(message.text.clone())
        .parse_mode(ParseMode::Html)
        .has_spoiler(spoiler);
    if let Some(thread) = thread(to) {
        send = send.message_thread_id(thread);
    }
    if let Some(buttons) = without_colour(&message.keyboard) {
        send = send.reply_markup(buttons);
    }
    match send.await {
        Ok(sent) => {
            let photo = sent.photo().and_then(|sizes| sizes.last()).map(|size| size.file.id.to_string());
            Some((i64::from(sent.id.0), photo))
        }
        Err(error) => {
            room.failed(to.chat, "sendPhoto", &error).await;
            None
        }
    }
}

/// Sends a file with a caption.
pub(super) async fn file(room: &Room, to: Target, file: Attachment, message: Message) -> Option<i64> {
    let document = InputFile::memory(file.bytes).file_name(file.name);
    let mut send = room.bot.send_document(ChatId(to.chat), document).caption(message.text).parse_mode(ParseMode::Html);
    if let Some(thread) = thread(to) {
        send = send.message_thread_id(thread);
    }
    if let Some(buttons) = without_colour(&message.keyboard) {
        send = send.reply_markup(buttons);
    }
    match send.await {
        Ok(sent) => Some(i64::from(sent.id.0)),
        Err(error) => {
            room.failed(to.chat, "sendDocument", &error).await;
            None
        }
    }
}

fn thread(to: Target) -> Option<ThreadId> {
    Some(ThreadId(MessageId(i32::try_from(to.thread()?).ok()?)))
}

/// The keyboard as teloxide 0.17 knows it: uploads go as a form, and only its own types can be put there.
fn without_colour(keyboard: &Keyboard) -> Option<InlineKeyboardMarkup> {
    if keyboard.is_empty() {
        return None;
    }
    serde_json::from_value(json!(keyboard)).ok()
}

/// Writes the copy into the ledger.
async fn note(room: &Room, chat: ChatKey, story: &Story, form: Form, number: i64) {
    let now = room.clock.now();
    let edition = Edition { form, tongue: story.language, articles: vec![(story.key, story.revision)] };
    let noted = room.store.write(Turn::Person, move |store| store.note_opened(chat, &edition, number, now));
    if let Err(error) = noted.await {
        log::error!("cannot note a story that was asked for: {error}");
    }
}
