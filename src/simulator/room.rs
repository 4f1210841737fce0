//! A chat: private, group, supergroup or channel.

use std::time::Duration;

use serde_json::Value;

use super::{Message, Simulator};

/// A chat as a test holds it. Acts happen at once; waiting is `async`.
#[derive(Clone)]
pub struct Room {
    sim: Simulator,
    id: i64,
}

/// What happens to the chat.
impl Room {
    /// The chat id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The title, or the person's name.
    pub fn title(&self) -> String {
        unimplemented!()
    }

    /// The bot becomes a plain member; `my_chat_member` says so.
    pub fn add_bot(&self) {
        unimplemented!()
    }

    /// The bot becomes an administrator with these rights (`can_post_messages`, `can_edit_messages` …); with none named it
    /// has those a channel's administrator usually has.
    pub fn promote_bot(&self, rights: &[&str]) {
        unimplemented!()
    }

    /// The bot may not send what is named (`can_send_messages`, `can_send_photos` …).
    pub fn restrict_bot(&self, without: &[&str]) {
        unimplemented!()
    }

    /// The bot is kicked out: 403 from now on.
    pub fn kick_bot(&self) {
        unimplemented!()
    }

    /// The bot is removed without a ban: `not a member`.
    pub fn remove_bot(&self) {
        unimplemented!()
    }

    /// A basic group becomes a supergroup, which is returned; both chats get the service message.
    pub fn migrate(&self) -> Room {
        unimplemented!()
    }

    /// The group is deleted.
    pub fn delete(&self) {
        unimplemented!()
    }

    /// A new topic in a forum; its `message_thread_id`.
    pub fn topic(&self, name: &str) -> i64 {
        unimplemented!()
    }

    /// Closes a topic: `TOPIC_CLOSED`.
    pub fn close_topic(&self, topic: i64) {
        unimplemented!()
    }

    /// Opens it again.
    pub fn reopen_topic(&self, topic: i64) {
        unimplemented!()
    }

    /// Deletes a topic: `message thread not found`.
    pub fn delete_topic(&self, topic: i64) {
        unimplemented!()
    }
}

/// What stands in it.
impl Room {
    /// The messages on the screen, deleted ones left out, oldest first, everybody's.
    pub fn messages(&self) -> Vec<Message> {
        unimplemented!()
    }

    /// All messages that were ever here, those deleted since included, oldest first.
    pub fn history(&self) -> Vec<Message> {
        unimplemented!()
    }

    /// The bot's messages on the screen, oldest first. In a channel: all posts.
    pub fn received(&self) -> Vec<Message> {
        unimplemented!()
    }

    /// A message by its id, deleted or not.
    pub fn message(&self, id: i64) -> Option<Message> {
        unimplemented!()
    }

    /// The bot's newest message on the screen.
    ///
    /// # Panics
    /// If there is none.
    pub fn last(&self) -> Message {
        unimplemented!()
    }

    /// The ids of pinned messages, newest pin first.
    pub fn pinned(&self) -> Vec<i64> {
        unimplemented!()
    }

    /// The reply keyboard as it stands (`ReplyKeyboardMarkup`), if one is shown.
    pub fn reply_keyboard(&self) -> Option<Value> {
        unimplemented!()
    }

    /// The chat as text, for snapshots and for messages of failing tests.
    pub fn transcript(&self) -> String {
        unimplemented!()
    }

    /// Waits for a message of the bot, sent after those that were already expected, which contains `text`.
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects(&self, text: &str) -> Message {
        unimplemented!()
    }

    /// Waits until a message of the bot has been edited, after what was already expected, so that it contains `text`.
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects_edit(&self, text: &str) -> Message {
        unimplemented!()
    }

    /// Waits for an `answerCallbackQuery` to a press in this chat that contains `text`.
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects_toast(&self, text: &str) -> String {
        unimplemented!()
    }

    /// Waits so long and makes sure that the bot neither sent nor edited anything here.
    ///
    /// # Panics
    /// If it did, with the transcript.
    pub async fn expects_silence(&self, lasting: Duration) {
        unimplemented!()
    }

    /// Waits until the bot has sent so many messages here in all.
    ///
    /// # Panics
    /// After an hour of the runtime's time.
    pub async fn wait_for(&self, messages: usize) {
        unimplemented!()
    }
}
