//! A person with a phone: what they do, and what they see.

use std::time::Duration;

use super::{Button, Message, Room, Simulator};

/// Somebody who can talk to the bot. Acts happen at once; waiting is `async`.
#[derive(Clone)]
pub struct Person {
    sim: Simulator,
    id: i64,
}

/// What pressing a button did.
#[derive(Clone, Debug, PartialEq)]
pub enum Pressed {
    /// A callback query went to the bot; this is its id.
    Query(String),
    /// A link opened.
    Link(String),
    /// Text was copied.
    Copied(String),
    /// An inline query was begun in this or another chat.
    Inline(String),
    /// A button of the reply keyboard: its label was said.
    Said(String),
}

/// Acts in the private chat with the bot, and elsewhere.
impl Person {
    /// The user id, which is also the id of the private chat.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The private chat with the bot.
    pub fn chat(&self) -> Room {
        self.sim.room(self.id)
    }

    /// Presses Start; `payload` is what stood after `?start=` in the link, or empty. Unblocks the bot first if need be.
    pub fn start(&self, payload: &str) {
        unimplemented!()
    }

    /// Writes to the bot. Commands (`/stop`) are recognised as Telegram does.
    pub fn say(&self, text: &str) {
        unimplemented!()
    }

    /// Writes in a group, supergroup or (as its owner or administrator) in a channel; joins it first if need be.
    pub fn say_in(&self, room: &Room, text: &str) {
        unimplemented!()
    }

    /// Writes in a topic of a forum.
    pub fn say_in_topic(&self, room: &Room, topic: i64, text: &str) {
        unimplemented!()
    }

    /// Answers a message of the bot with a reply to it.
    pub fn reply(&self, to: &Message, text: &str) {
        unimplemented!()
    }

    /// Sends a photo to the bot.
    pub fn send_photo(&self, content: &[u8], caption: &str) {
        unimplemented!()
    }

    /// Presses the button with this label or data on the newest message in the private chat that has one, or else on the
    /// reply keyboard.
    ///
    /// # Panics
    /// If no such button is in sight; the transcript is printed.
    pub fn press(&self, button: &str) -> Pressed {
        unimplemented!()
    }

    /// The same in a group or channel.
    ///
    /// # Panics
    /// If no such button is in sight.
    pub fn press_in(&self, room: &Room, button: &str) -> Pressed {
        unimplemented!()
    }

    /// Presses the button with this label or data on this message, even a message that has changed since.
    ///
    /// # Panics
    /// If this copy of the message has no such button.
    pub fn press_on(&self, message: &Message, button: &str) -> Pressed {
        unimplemented!()
    }

    /// Types `@bot query` in some chat; the id of the inline query. The answer is in the log of requests.
    pub fn ask_inline(&self, query: &str) -> String {
        unimplemented!()
    }

    /// Puts a reaction on a message (empty takes it away).
    pub fn react(&self, message: &Message, emoji: &str) {
        unimplemented!()
    }

    /// Blocks the bot: it gets `my_chat_member` and from now on 403.
    pub fn block(&self) {
        unimplemented!()
    }

    /// Unblocks the bot.
    pub fn unblock(&self) {
        unimplemented!()
    }

    /// The account is deleted at Telegram: `user is deactivated`.
    pub fn deactivate(&self) {
        unimplemented!()
    }

    /// The chat is unknown to Telegram from now on: `chat not found`.
    pub fn delete(&self) {
        unimplemented!()
    }

    /// Joins a group, supergroup or channel.
    pub fn join(&self, room: &Room) {
        unimplemented!()
    }

    /// Leaves it.
    pub fn leave(&self, room: &Room) {
        unimplemented!()
    }
}

/// What is seen in the private chat.
impl Person {
    /// Waits for a message of the bot, sent after those that were already expected, which contains `text` (in its text or
    /// caption; an empty `text` takes any).
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects(&self, text: &str) -> Message {
        self.chat().expects(text).await
    }

    /// Waits until a message of the bot has been edited, after what was already expected, so that it contains `text`.
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects_edit(&self, text: &str) -> Message {
        self.chat().expects_edit(text).await
    }

    /// Waits for the bot's answer to a pressed button (`answerCallbackQuery`) that contains `text`; an empty `text` takes
    /// any, also an answer without words.
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects_toast(&self, text: &str) -> String {
        self.chat().expects_toast(text).await
    }

    /// Waits so long and makes sure that the bot neither sent nor edited anything here.
    ///
    /// # Panics
    /// If it did, with the transcript.
    pub async fn expects_silence(&self, lasting: Duration) {
        self.chat().expects_silence(lasting).await
    }

    /// Waits until the bot has sent so many messages here in all.
    ///
    /// # Panics
    /// After an hour of the runtime's time.
    pub async fn wait_for(&self, messages: usize) {
        self.chat().wait_for(messages).await
    }

    /// The messages on the screen, deleted ones left out, oldest first, one's own included.
    pub fn messages(&self) -> Vec<Message> {
        self.chat().messages()
    }

    /// The bot's messages on the screen, oldest first.
    pub fn received(&self) -> Vec<Message> {
        self.chat().received()
    }

    /// The bot's newest message on the screen.
    ///
    /// # Panics
    /// If there is none.
    pub fn last(&self) -> Message {
        self.chat().last()
    }

    /// All buttons in sight: inline keyboards of all messages, newest message first, then the reply keyboard.
    pub fn buttons(&self) -> Vec<Button> {
        unimplemented!()
    }

    /// The chat as text, for snapshots and for messages of failing tests.
    pub fn transcript(&self) -> String {
        self.chat().transcript()
    }
}
