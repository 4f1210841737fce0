//! Methods of the Bot API whose parameters teloxide 0.17 does not know (coloured buttons) or whose answers we read more
//! calmly than it does. Each is a payload for teloxide's own client; what they mean is left to the callers.

use serde::{Deserialize, Serialize};
use teloxide::requests::Payload;

use crate::message::Keyboard;

/// What a sent message is known by.
#[derive(Deserialize)]
pub(super) struct Sent {
    pub(super) message_id: i64,
    #[serde(default)]
    photo: Vec<Size>,
}

#[derive(Deserialize)]
struct Size {
    file_id: String,
}

impl Sent {
    /// What Telegram calls the photo: its largest size.
    pub(super) fn photo(&self) -> Option<String> {
        self.photo.last().map(|size| size.file_id.clone())
    }
}

/// A preview of a link: off, or large above the text.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Preview {
    Off { is_disabled: bool },
    Large { url: String, prefer_large_media: bool, show_above_text: bool },
}

impl Preview {
    pub(super) fn of(url: Option<String>) -> Preview {
        match url {
            Some(url) => Preview::Large { url, prefer_large_media: true, show_above_text: true },
            None => Preview::Off { is_disabled: true },
        }
    }
}

/// What a message has under it; nothing where there are no buttons.
pub(super) fn keyboard(keyboard: Keyboard) -> Option<Keyboard> {
    (!keyboard.is_empty()).then_some(keyboard)
}

/// Declares a payload: name of the method, answer, fields.
macro_rules! payload {
    ($name:ident = $method:literal -> $output:ty { $($field:ident: $kind:ty),* $(,)? }) => {
        #[derive(Clone, Serialize)]
        pub(super) struct $name {
            $(#[serde(skip_serializing_if = "is_none")] pub(super) $field: $kind),*
        }
        impl Payload for $name {
            type Output = $output;
            const NAME: &'static str = $method;
        }
    };
}

/// Whether a field is left out: what serializes to nothing.
trait Nothing {
    fn is_nothing(&self) -> bool {
        false
    }
}

impl<T> Nothing for Option<T> {
    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl Nothing for i64 {}
impl Nothing for u32 {}
impl Nothing for bool {}
impl Nothing for String {}
impl Nothing for &'static str {}
impl Nothing for Preview {}
impl Nothing for Keyboard {}
impl Nothing for &'static [&'static str] {}

fn is_none(field: &impl Nothing) -> bool {
    field.is_nothing()
}

payload!(GetUpdates = "getUpdates" -> Vec<serde_json::Value> {
    offset: i64,
    timeout: u32,
    limit: u32,
    allowed_updates: &'static [&'static str],
});
payload!(DeleteWebhook = "deleteWebhook" -> bool {});
payload!(SendMessage = "sendMessage" -> Sent {
    chat_id: i64,
    message_thread_id: Option<i64>,
    text: String,
    parse_mode: &'static str,
    link_preview_options: Preview,
    reply_markup: Option<Keyboard>,
});
payload!(SendPhoto = "sendPhoto" -> Sent {
    chat_id: i64,
    message_thread_id: Option<i64>,
    photo: String,
    caption: String,
    parse_mode: &'static str,
    has_spoiler: bool,
    reply_markup: Option<Keyboard>,
});
payload!(EditText = "editMessageText" -> serde_json::Value {
    chat_id: i64,
    message_id: i64,
    text: String,
    parse_mode: &'static str,
    link_preview_options: Preview,
    reply_markup: Option<Keyboard>,
});
payload!(EditKeyboard = "editMessageReplyMarkup" -> serde_json::Value {
    chat_id: i64,
    message_id: i64,
    reply_markup: Option<Keyboard>,
});
payload!(DeleteMessage = "deleteMessage" -> bool {
    chat_id: i64,
    message_id: i64,
});
payload!(AnswerCallback = "answerCallbackQuery" -> bool {
    callback_query_id: String,
    text: Option<String>,
    show_alert: bool,
});
payload!(ChatAction = "sendChatAction" -> bool {
    chat_id: i64,
    message_thread_id: Option<i64>,
    action: &'static str,
});
payload!(GetChatMember = "getChatMember" -> Member {
    chat_id: i64,
    user_id: i64,
});

/// Somebody's place in a chat.
#[derive(Deserialize)]
pub(super) struct Member {
    pub(super) status: String,
}
