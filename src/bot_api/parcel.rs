//! A request that is sent to many chats: put together once, and completed with each chat's number.

use std::{fmt::Write, sync::Arc};

use serde_json::{Value, json};

use super::{Keyboard, Request, request::Upload};

/// Where a photo comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhotoSource {
    /// Telegram has it under this name, or fetches it from this URL.
    Named(String),
    /// The file goes along.
    Upload {
        /// The file's name, for its ending.
        name: String,
        /// Its bytes.
        bytes: bytes::Bytes,
    },
}

/// A request without its chat: the same for all that get the same edition.
#[derive(Clone, Debug)]
pub struct Parcel {
    method: &'static str,
    /// JSON members that follow `chat_id`, with a comma in front.
    rest: Arc<str>,
    upload: Option<Upload>,
}

impl Parcel {
    /// A method with its parameters, without the chat.
    pub fn json(method: &'static str, members: &Value) -> Parcel {
        let text = members.to_string();
        let rest = if members.as_object().is_some_and(|members| !members.is_empty()) {
            format!(",{}", &text[1..]) // the object without its opening brace
        } else {
            "}".to_owned()
        };
        Parcel { method, rest: rest.into(), upload: None }
    }

    /// A photo with the other parameters of `sendPhoto`, without the chat.
    pub fn with_photo(mut members: Value, source: PhotoSource) -> Parcel {
        match source {
            PhotoSource::Named(name) => {
                members["photo"] = name.into();
                Parcel::json("sendPhoto", &members)
            }
            PhotoSource::Upload { name, bytes } => {
                let upload = Some(Upload { field: "photo", name, bytes });
                Parcel { upload, ..Parcel::json("sendPhoto", &members) }
            }
        }
    }

    /// A photo that takes the place of a message's, with caption and keyboard (Bot API, `editMessageMedia`): `media` is the
    /// photo's own members, `members` the message's.
    pub fn edit_photo(mut members: Value, mut media: Value, source: PhotoSource) -> Parcel {
        media["type"] = "photo".into();
        media["media"] = match &source {
            PhotoSource::Named(name) => name.as_str().into(),
            PhotoSource::Upload { .. } => "attach://photo".into(),
        };
        members["media"] = media;
        let parcel = Parcel::json("editMessageMedia", &members);
        match source {
            PhotoSource::Named(_) => parcel,
            PhotoSource::Upload { name, bytes } => {
                Parcel { upload: Some(Upload { field: "photo", name, bytes }), ..parcel }
            }
        }
    }

    /// A file with the other parameters of `sendDocument`, without the chat.
    pub fn with_file(members: &Value, name: String, bytes: bytes::Bytes) -> Parcel {
        let upload = Some(Upload { field: "document", name, bytes });
        Parcel { upload, ..Parcel::json("sendDocument", members) }
    }

    /// Puts these buttons under the message of this number; empty: none.
    pub fn keyboard(message: i64, keyboard: &Keyboard) -> Parcel {
        let mut members = json!({ "message_id": message });
        if !keyboard.is_empty() {
            members["reply_markup"] = json!(keyboard);
        }
        Parcel::json("editMessageReplyMarkup", &members)
    }

    /// Deletes the message of this number.
    pub fn delete(message: i64) -> Parcel {
        Parcel::json("deleteMessage", &json!({ "message_id": message }))
    }

    /// The same with the permission to be billed where it goes beyond the free rate (Bot API, `sendMessage`).
    pub fn paid(self) -> Parcel {
        Parcel { rest: format!(",\"allow_paid_broadcast\":true{}", self.rest).into(), ..self }
    }

    /// The same as an answer to the message of this number; where that is gone, as it is (Bot API, `ReplyParameters`).
    pub fn answering(self, message: i64) -> Parcel {
        let parameters = json!({ "message_id": message, "allow_sending_without_reply": true });
        Parcel { rest: format!(",\"reply_parameters\":{parameters}{}", self.rest).into(), ..self }
    }

    /// The request for a chat (and forum topic; 0: none).
    pub fn to(&self, chat: i64, topic: i64) -> Request {
        let mut body = String::with_capacity(self.rest.len() + 48);
        let _ = write!(body, "{{\"chat_id\":{chat}"); // writing to a string cannot fail
        if topic != 0 {
            let _ = write!(body, ",\"message_thread_id\":{topic}");
        }
        body.push_str(&self.rest);
        Request { method: self.method, body: body.into(), upload: self.upload.clone() }
    }
}
