//! What an update comes to, as a value: replies in order, and what else is to be done once its effect is committed. In:
//! what conversations decide. Out: an [`Answer`], which `poll` carries out. Nothing here speaks to Telegram.

use super::update::Address;
use crate::{
    article::Story,
    bot_api::inline::Found,
    message::{Keyboard, Message},
    store::{ChatKey, cards::About},
};

/// Where a reply goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The chat's number at Telegram.
    pub chat: i64,
    /// The forum topic; 0: none.
    pub topic: i64,
}

impl From<&Address> for Target {
    fn from(address: &Address) -> Target {
        Target { chat: address.chat, topic: address.topic }
    }
}

impl From<i64> for Target {
    fn from(chat: i64) -> Target {
        Target { chat, topic: 0 }
    }
}

/// One thing to be said or done.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A new message; its photo, if it has one, is left out.
    Say(Target, Message),
    /// A new message, which is kept up to date from now on, or waits for a text.
    Card(Target, Message, About),
    /// A story as a push, with its photo where it can be had; noted in the ledger of this chat.
    Story(Target, Box<Story>, Message, ChatKey),
    /// A story as its readers will see it, with its photo where it can be had, else as the second message; noted nowhere.
    Preview(Target, Box<Story>, Message, Message),
    /// The text and keyboard of a message change.
    Edit(i64, i64, Message),
    /// The keyboard of a message changes.
    EditKeyboard(i64, i64, Keyboard),
    /// A message goes.
    Delete(i64, i64),
    /// The press on a button is answered: the query, a text, which may be empty, and whether it waits for an "OK".
    Toast(String, String, bool),
    /// A file with a caption.
    File(Target, Attachment, Message),
    /// A picture that the bot has drawn, with the message under it.
    Picture(Target, Attachment, Message),
    /// Another picture and another text in the place of a message's.
    Repaint(i64, i64, Attachment, Message),
    /// An inline query is answered: what was found, and where somebody reads on who wants more; empty: nowhere.
    Inline(String, Vec<Found>, String),
}

impl Reply {
    /// Whether it is said, or changed, in a chat.
    pub(super) fn is_message(&self) -> bool {
        !matches!(self, Reply::Toast(..) | Reply::Inline(..))
    }

    /// Whether it changes all that the other would change.
    fn replaces(&self, other: &Reply) -> bool {
        match (self, other) {
            (
                Reply::Edit(chat, message, _) | Reply::Repaint(chat, message, ..),
                Reply::Edit(old, edited, _) | Reply::Repaint(old, edited, ..) | Reply::EditKeyboard(old, edited, _),
            )
            | (Reply::EditKeyboard(chat, message, _), Reply::EditKeyboard(old, edited, _)) => {
                (chat, message) == (old, edited)
            }
            _ => false,
        }
    }
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// With its ending.
    pub name: String,
    /// What is in it.
    pub bytes: bytes::Bytes,
}

/// What an update comes to.
#[derive(Debug, Default)]
pub struct Answer {
    /// In order.
    pub replies: Vec<Reply>,
    /// Chats whose wishes or state have changed: delivery looks at them.
    pub touched: Vec<ChatKey>,
    /// Messages to people who have not asked for them: they leave through delivery's staff lane.
    pub told: Vec<(i64, Message)>,
    /// People whose role may have changed: after the replies they get the command menu of the role they have.
    pub menus: Vec<i64>,
}

impl Answer {
    /// Just a message.
    pub fn say(target: impl Into<Target>, message: Message) -> Answer {
        Answer::default().and(Reply::Say(target.into(), message))
    }

    /// Just a toast.
    pub fn toast(query: &str, text: impl Into<String>) -> Answer {
        Answer::default().and(Reply::Toast(query.to_owned(), text.into(), false))
    }

    /// Takes the answers to presses and inline queries out, which no chat's limits concern.
    pub(super) fn take_toasts(&mut self) -> Vec<Reply> {
        self.replies.extract_if(.., |reply| !reply.is_message()).collect()
    }

    /// Drops what a newer answer changes again: only the last state of a message is worth a request.
    pub(super) fn give_way_to(&mut self, newer: &Answer) {
        self.replies.retain(|old| !newer.replies.iter().any(|new| new.replaces(old)));
    }

    /// With this reply too.
    pub fn and(mut self, reply: Reply) -> Answer {
        self.replies.push(reply);
        self
    }

    /// With all that another answer says too.
    pub fn followed(mut self, other: Answer) -> Answer {
        self.replies.extend(other.replies);
        self
    }

    /// With somebody told who has not asked.
    pub fn telling(mut self, chat: i64, message: Message) -> Answer {
        self.told.push((chat, message));
        self
    }

    /// With this person's command menu set anew.
    pub fn with_menu(mut self, person: i64) -> Answer {
        self.menus.push(person);
        self
    }

    /// With this chat looked at by delivery.
    pub fn touching(mut self, chat: ChatKey) -> Answer {
        self.touched.push(chat);
        self
    }
}

/// A message of text and buttons without a link preview.
pub fn text(text: impl Into<String>, keyboard: Keyboard) -> Message {
    Message { text: text.into(), keyboard, ..Message::default() }
}
