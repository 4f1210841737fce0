//! Messages as they stand in a chat, as a reader, a test or the page looks at them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One span of formatting, in UTF-16 code units, with the Bot API's names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// `bold`, `text_link`, `hashtag` …
    #[serde(rename = "type")]
    pub kind: String,
    /// First code unit.
    pub offset: usize,
    /// How many code units.
    pub length: usize,
    /// What some kinds carry: `url`, `language`, `custom_emoji_id`, `unix_time`, `user`.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Who a message is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The bot under test.
    Bot,
    /// A person, by user id.
    Person(i64),
    /// The chat itself: a channel's post.
    Chat,
}

/// The picture of a message, largest size.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// What `sendPhoto` takes again.
    pub file_id: String,
    /// The same for the same bytes.
    pub file_unique_id: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Blurred until tapped.
    pub spoiler: bool,
}

/// A button of an inline keyboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What is written on it.
    pub label: String,
    /// Its `callback_data`.
    pub data: Option<String>,
    /// Its `url`.
    pub url: Option<String>,
    /// `primary`, `success` or `danger`.
    pub style: Option<String>,
    /// The whole button as the bot sent it.
    pub raw: Value,
}

/// A message as it stands now: edits are in it, a deleted one is still here with `deleted` set.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// `message_id`.
    pub id: i64,
    /// The chat it is in.
    pub chat: i64,
    /// Who wrote it.
    pub from: Sender,
    /// When, unix seconds.
    pub date: i64,
    /// When exactly, microseconds since the epoch.
    pub at_us: i64,
    /// When it was last edited, unix seconds.
    pub edited: Option<i64>,
    /// No longer in the chat.
    pub deleted: bool,
    /// Sent without sound (`disable_notification`).
    pub silent: bool,
    /// The forum topic it is in.
    pub thread: Option<i64>,
    /// Text, or the caption of what has one.
    pub text: String,
    /// Formatting of `text`, the automatic entities included.
    pub entities: Vec<Entity>,
    /// The picture, where it is one.
    pub photo: Option<Photo>,
    /// `reply_markup` as it stands: an inline keyboard, or what the message told the reply keyboard to be.
    pub markup: Option<Value>,
    /// All other fields of the Bot API's Message: `document`, `media_group_id`, `reply_to_message`, `link_preview_options`,
    /// service fields …
    pub more: Map<String, Value>,
}

impl Message {
    /// The buttons of its inline keyboard, row by row.
    pub fn keyboard(&self) -> Vec<Vec<Button>> {
        let rows = self.markup.as_ref().and_then(|markup| markup["inline_keyboard"].as_array());
        let row = |row: &Value| row.as_array().into_iter().flatten().map(button).collect();
        rows.into_iter().flatten().map(row).collect()
    }

    /// The labels of its inline keyboard, row by row: what a test compares.
    pub fn labels(&self) -> Vec<Vec<String>> {
        self.keyboard().into_iter().map(|row| row.into_iter().map(|button| button.label).collect()).collect()
    }

    /// The button whose data or label is `what`, or else whose label contains it.
    pub fn button(&self, what: &str) -> Option<Button> {
        let all: Vec<Button> = self.keyboard().into_iter().flatten().collect();
        let exact = all.iter().find(|button| button.label == what || button.data.as_deref() == Some(what));
        exact.or_else(|| all.iter().find(|button| button.label.contains(what))).cloned()
    }

    /// The text with its formatting written back as HTML: for snapshots, and for reading where a link leads. Automatic
    /// entities (bare links, hashtags) are left as text.
    pub fn html(&self) -> String {
        super::markup::to_html(&self.text, &self.entities)
    }

    /// The page of the link preview: what `link_preview_options` says, or none if it is off.
    pub fn preview(&self) -> Option<String> {
        let options = self.more.get("link_preview_options");
        if options.is_some_and(|options| options["is_disabled"] == true) {
            return None;
        }
        let named = options.and_then(|options| options["url"].as_str()).map(str::to_string);
        named.or_else(|| {
            let link = self.entities.iter().find_map(|entity| entity.more.get("url").and_then(Value::as_str));
            link.map(str::to_string)
        })
    }
}

fn button(raw: &Value) -> Button {
    let field = |name: &str| raw[name].as_str().map(str::to_string);
    Button {
        label: field("text").unwrap_or_default(),
        data: field("callback_data"),
        url: field("url"),
        style: field("style"),
        raw: raw.clone(),
    }
}
