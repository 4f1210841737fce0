//! A person with a phone: what they do, and what they see.

use std::time::Duration;

use super::{
    Button, Message, Room, Simulator,
    acts::{Impossible, Words},
    chats::Standing,
};

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

    pub(super) fn sim(&self) -> &Simulator {
        &self.sim
    }

    /// The private chat with the bot.
    pub fn chat(&self) -> Room {
        self.sim.room(self.id)
    }

    /// Presses Start; `payload` is what stood after `?start=` in the link, or empty. Unblocks the bot first if need be.
    pub fn start(&self, payload: &str) {
        self.done(self.sim.world().start(self.id, payload).map(drop))
    }

    /// Writes to the bot. Commands (`/stop`) are recognised as Telegram does.
    pub fn say(&self, text: &str) {
        self.write(self.id, Words { text: text.to_string(), ..Words::default() })
    }

    /// Writes in a group, supergroup or (as its owner or administrator) in a channel; joins it first if need be.
    pub fn say_in(&self, room: &Room, text: &str) {
        self.write(room.id(), Words { text: text.to_string(), ..Words::default() })
    }

    /// Writes in a group as the group itself, like an administrator who stays anonymous.
    pub fn say_as(&self, room: &Room, text: &str) {
        self.write(room.id(), Words { text: text.to_string(), anonymous: true, ..Words::default() })
    }

    /// Writes in a topic of a forum.
    pub fn say_in_topic(&self, room: &Room, topic: i64, text: &str) {
        self.write(room.id(), Words { text: text.to_string(), thread: Some(topic), ..Words::default() })
    }

    /// Forwards into a chat what somebody else has written.
    pub fn forward_to(&self, chat: i64, text: &str) {
        self.write(chat, Words { text: text.to_string(), forwarded: true, ..Words::default() })
    }

    /// Answers a message of the bot with a reply to it.
    pub fn reply(&self, to: &Message, text: &str) {
        self.write(
            to.chat,
            Words { text: text.to_string(), thread: to.thread, reply_to: Some(to.id), ..Words::default() },
        )
    }

    /// Answers a message of the bot with a photo.
    pub fn reply_photo(&self, to: &Message, content: &[u8]) {
        let photo = self.sim.world().keep_photo(content);
        let photo = photo.unwrap_or_else(|| panic!("{} bytes are no picture", content.len()));
        let words = Words { thread: to.thread, photo: Some(photo), reply_to: Some(to.id), ..Words::default() };
        self.write(to.chat, words)
    }

    /// Sends a photo to the bot.
    pub fn send_photo(&self, content: &[u8], caption: &str) {
        let photo = self.sim.world().keep_photo(content);
        let photo = photo.unwrap_or_else(|| panic!("{} bytes are no picture", content.len()));
        self.write(self.id, Words { text: caption.to_string(), photo: Some(photo), ..Words::default() })
    }

    /// Presses the button with this label or data on the newest message in the private chat that has one, or else on the
    /// reply keyboard.
    ///
    /// # Panics
    /// If no such button is in sight; the transcript is printed.
    pub fn press(&self, button: &str) -> Pressed {
        self.press_in(&self.chat(), button)
    }

    /// The same in a group or channel.
    ///
    /// # Panics
    /// If no such button is in sight.
    pub fn press_in(&self, room: &Room, button: &str) -> Pressed {
        let pressed = self.sim.world().press_in_sight(self.id, room.id(), button);
        pressed.unwrap_or_else(|why| panic!("{why}\n{}", room.transcript()))
    }

    /// Presses the button with this label or data on this message, even a message that has changed since.
    ///
    /// # Panics
    /// If this copy of the message has no such button.
    pub fn press_on(&self, message: &Message, button: &str) -> Pressed {
        let found = message.button(button);
        let found = found.unwrap_or_else(|| panic!("no button «{button}» on this message: {:?}", message.labels()));
        let pressed = self.sim.world().press(self.id, message.chat, message.id, &found.raw);
        pressed.unwrap_or_else(|why| panic!("{why}"))
    }

    /// Presses a button of a message that does not have it, as a client that was tampered with can.
    ///
    /// # Panics
    /// If there is no such person.
    pub fn press_forged(&self, chat: i64, message: i64, data: &str) -> Pressed {
        let button = serde_json::json!({"text": "", "callback_data": data});
        let pressed = self.sim.world().press(self.id, chat, message, &button);
        pressed.unwrap_or_else(|why| panic!("{why}"))
    }

    /// Types `@bot query` in some chat; the id of the inline query. The answer is in the log of requests.
    pub fn ask_inline(&self, query: &str) -> String {
        self.sim.world().ask_inline(self.id, query, "").unwrap_or_default()
    }

    /// Puts a reaction on a message (empty takes it away).
    pub fn react(&self, message: &Message, emoji: &str) {
        self.done(self.sim.world().react(self.id, message.chat, message.id, emoji))
    }

    /// Blocks the bot: it gets `my_chat_member` and from now on 403.
    pub fn block(&self) {
        self.sim.world().set_blocked(self.id, true)
    }

    /// Unblocks the bot.
    pub fn unblock(&self) {
        self.sim.world().set_blocked(self.id, false)
    }

    /// The account is deleted at Telegram: `user is deactivated`.
    pub fn deactivate(&self) {
        self.sim.world().deactivate(self.id)
    }

    /// The chat is unknown to Telegram from now on: `chat not found`.
    pub fn delete(&self) {
        self.sim.world().forget(self.id)
    }

    /// Joins a group, supergroup or channel.
    pub fn join(&self, room: &Room) {
        self.done(self.sim.world().join(self.id, room.id()))
    }

    /// Leaves it.
    pub fn leave(&self, room: &Room) {
        self.sim.world().set_member(room.id(), self.id, Standing::Left)
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
        self.chat().buttons()
    }

    /// The chat as text, for snapshots and for messages of failing tests.
    pub fn transcript(&self) -> String {
        self.chat().transcript()
    }
}

impl Person {
    pub(super) fn new(sim: Simulator, id: i64) -> Person {
        Person { sim, id }
    }

    fn write(&self, chat: i64, words: Words) {
        self.done(self.sim.world().say(self.id, chat, words).map(drop));
    }

    /// An act that cannot be done is a mistake of the test.
    #[track_caller]
    fn done(&self, act: Result<(), Impossible>) {
        if let Err(why) = act {
            panic!("person {}: {why}", self.id);
        }
    }
}
