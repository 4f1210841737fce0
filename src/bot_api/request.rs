//! A whole request, ready to be sent, as often as it takes. In: a method that teloxide describes, or a [`Parcel`] and its
//! chat. Out: its name, its JSON, and the file that goes along.
//!
//! [`Parcel`]: super::Parcel

use bytes::Bytes;
use reqwest::multipart::{Form, Part};
use serde::Serialize;
use serde_json::{Map, Value};
use teloxide::requests::Payload;

/// One request. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Request {
    pub(super) method: &'static str,
    /// JSON: an object.
    pub(super) body: Bytes,
    pub(super) upload: Option<Upload>,
}

/// A file that goes along.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    /// The parameter that it is.
    pub field: &'static str,
    /// Its name, for its ending.
    pub name: String,
    pub bytes: Bytes,
}

impl Request {
    /// A method as teloxide describes it. What does not become JSON (no method we use) is an empty object, and Telegram says
    /// what is missing.
    pub fn of<P: Payload + Serialize>(payload: &P) -> Request {
        let body = serde_json::to_vec(payload).unwrap_or_else(|_| b"{}".to_vec());
        Request { method: P::NAME, body: body.into(), upload: None }
    }

    /// Whether Telegram counts it as a message: what is sent or edited is, the answer to a press or a deletion is not.
    pub fn is_counted(&self) -> bool {
        self.method.starts_with("send") || self.method.starts_with("editMessage")
    }

    /// The method's name, for the log.
    pub fn method(&self) -> &'static str {
        self.method
    }
}

impl Upload {
    /// The same members as a form; nested objects as JSON in a string, as the Bot API takes them.
    pub fn form(&self, body: &[u8]) -> Form {
        let members: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
        let form = members.into_iter().fold(Form::new(), |form, (name, value)| match value {
            Value::String(text) => form.text(name, text),
            other => form.text(name, other.to_string()),
        });
        let part = Part::stream_with_length(self.bytes.clone(), self.bytes.len() as u64);
        form.part(self.field, part.file_name(self.name.clone()))
    }
}
