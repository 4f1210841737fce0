//! Parts of updates as Telegram writes them, as far as they are read.

use serde::Deserialize;
use serde_json::Value;
use teloxide::types::{Chat, ChatMemberStatus, User};

/// A chat in whose name somebody speaks.
#[derive(Deserialize)]
pub(super) struct RawSender {
    pub id: i64,
}

/// The message that another answers.
#[derive(Deserialize)]
pub(super) struct RawReply {
    pub message_id: i64,
    pub from: Option<RawAuthor>,
}

#[derive(Deserialize)]
pub(super) struct RawAuthor {
    #[serde(default)]
    pub is_bot: bool,
    pub username: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RawInlineQuery {
    pub id: String,
    pub from: User,
    pub query: String,
    pub offset: String,
}

#[derive(Deserialize)]
pub(super) struct RawQuery {
    pub id: String,
    pub from: User,
    pub message: Option<RawMessage>,
    pub data: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RawMembership {
    pub chat: Chat,
    pub from: User,
    pub old_chat_member: RawMember,
    pub new_chat_member: RawMember,
}

/// Somebody's place in a chat. Ours, since teloxide's cannot be read without every right that it knows (fourteen for a
/// restricted member), and this is the only word of being blocked or removed: a right that Telegram renames must not cost it.
#[derive(Deserialize)]
pub(super) struct RawMember {
    pub status: ChatMemberStatus,
    pub can_post_messages: Option<bool>,
    pub can_send_messages: Option<bool>,
    pub is_member: Option<bool>,
}

#[derive(Deserialize)]
pub(super) struct RawMessage {
    pub message_id: i64,
    pub chat: Chat,
    pub from: Option<User>,
    /// A chat in whose name somebody speaks.
    pub sender_chat: Option<RawSender>,
    pub text: Option<String>,
    pub message_thread_id: Option<i64>,
    #[serde(default)]
    pub is_topic_message: bool,
    pub reply_to_message: Option<RawReply>,
    pub migrate_to_chat_id: Option<i64>,
    pub migrate_from_chat_id: Option<i64>,
    /// Somebody came, left, changed the title…: nobody speaks.
    #[serde(flatten)]
    pub others: serde_json::Map<String, Value>,
}
