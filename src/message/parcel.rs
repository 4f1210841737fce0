//! From a message to the request that carries it, but for its chat. In: the message, where its photo comes from. Out: a
//! [`Parcel`], the same for all chats that get the message.

use serde_json::{Value, json};

use super::{Message, Photo};
use crate::bot_api::{Parcel, PhotoSource};

impl Message {
    /// The request that sends it. `photo` takes the place of the message's own; `None` sends text.
    pub fn parcel(&self, photo: Option<PhotoSource>, silent: bool) -> Parcel {
        let mut members = json!({ "parse_mode": "HTML" });
        if silent {
            members["disable_notification"] = json!(true);
        }
        self.add_keyboard(&mut members);
        let Some(source) = photo else {
            self.add_text(&mut members);
            return Parcel::json("sendMessage", &members);
        };
        members["caption"] = json!(self.text);
        if self.photo.as_ref().is_some_and(|Photo { spoiler, .. }| *spoiler) {
            members["has_spoiler"] = json!(true);
        }
        Parcel::with_photo(members, source)
    }

    /// The request that sends a file with this as its caption.
    pub fn under_file(&self, name: String, bytes: bytes::Bytes) -> Parcel {
        let mut members = json!({ "parse_mode": "HTML", "caption": self.text });
        self.add_keyboard(&mut members);
        Parcel::with_file(&members, name, bytes)
    }

    /// The request that makes another message, of this number, say and show what this one does.
    pub fn edit(&self, message: i64) -> Parcel {
        let mut members = json!({ "message_id": message, "parse_mode": "HTML" });
        self.add_keyboard(&mut members);
        self.add_text(&mut members);
        Parcel::json("editMessageText", &members)
    }

    /// The same where that message is a photo, which stays.
    pub fn edit_caption(&self, message: i64) -> Parcel {
        let mut members = json!({ "message_id": message, "parse_mode": "HTML", "caption": self.text });
        self.add_keyboard(&mut members);
        Parcel::json("editMessageCaption", &members)
    }

    /// The same where another photo takes its place, which may be covered until it is tapped.
    pub fn edit_photo(&self, message: i64, source: PhotoSource, spoiler: bool) -> Parcel {
        let mut members = json!({ "message_id": message });
        self.add_keyboard(&mut members);
        let mut media = json!({ "caption": self.text, "parse_mode": "HTML" });
        if spoiler {
            media["has_spoiler"] = json!(true);
        }
        Parcel::edit_photo(members, media, source)
    }

    fn add_text(&self, members: &mut Value) {
        members["text"] = json!(self.text);
        members["link_preview_options"] = match &self.preview {
            Some(url) => json!({ "url": url, "prefer_large_media": true, "show_above_text": true }),
            None => json!({ "is_disabled": true }),
        };
    }

    fn add_keyboard(&self, members: &mut Value) {
        if !self.keyboard.is_empty() {
            members["reply_markup"] = json!(self.keyboard);
        }
    }
}
