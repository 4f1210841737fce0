//! Parts of updates as Telegram writes them, as far as they are read.

use serde::Deserialize;
use teloxide::types::User;

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
