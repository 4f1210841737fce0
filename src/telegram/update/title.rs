//! What a group or channel is called now: every update from there tells it, also one that is nobody's.

use serde_json::Value;

/// The title of the chat of one element of `getUpdates`.
pub(super) fn of(update: &Value) -> Option<String> {
    let messages = ["message", "channel_post", "my_chat_member"].map(|kind| &update[kind]);
    let mut chats = messages.into_iter().chain([&update["callback_query"]["message"]]).map(|message| &message["chat"]);
    chats.find_map(|chat| chat["title"].as_str()).map(str::to_owned)
}
