//! Updates, parsed once at the border. In: one element of `getUpdates` as JSON. Out: an [`Update`] whose parts are valid,
//! or [`What::Other`], which nobody answers. Nothing here fails: what we do not know comes out as `Other`, so that one
//! strange update never holds up the others.
//!
//! Users and chats are teloxide's types. Its updates are not used: one that it cannot read has lost its chat, and a message
//! with a button or an entity that it does not know (any that came after Bot API 9.1) has lost text, topic and buttons.

mod raw;
mod title;
mod wordless;

use serde::Deserialize;
use serde_json::Value;
use teloxide::types::{Chat, ChatId, ChatMemberStatus, User};

use crate::{article::Language, clock::Time, message::data};
use raw::{RawAuthor, RawInlineQuery, RawMember, RawMembership, RawMessage, RawQuery};

/// One update.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// Telegram's number of it.
    pub id: i64,
    /// The chat in which it happened; updates of one chat are dealt with in order.
    pub chat: i64,
    /// What a group or channel is called now.
    pub title: Option<String>,
    /// When a message was written, by Telegram's clock, in whole seconds.
    pub sent: Option<Time>,
    /// What happened.
    pub what: What,
}

impl Update {
    /// Who asks: the person, or the chat where nobody is named.
    pub fn asker(&self) -> i64 {
        match &self.what {
            What::Said(said) => said.person.id,
            What::Pressed(pressed) => pressed.person.id,
            What::Membership(membership) => membership.person.id,
            What::Asked(asked) => asked.person.id,
            What::Moved { .. } | What::Other(_) => self.chat,
        }
    }
}

/// What an update tells.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Somebody wrote to the bot.
    Said(Said),
    /// Somebody pressed a button under one of the bot's messages.
    Pressed(Pressed),
    /// Somebody writes `@bot words` in any chat.
    Asked(Asked),
    /// The bot's own place in a chat changed.
    Membership(Membership),
    /// A group became a supergroup.
    Moved {
        /// The group's number until now.
        from: i64,
        /// Its number from now on.
        to: i64,
    },
    /// Nothing of ours; a word for the log.
    Other(&'static str),
}

/// What kind of chat it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A person's chat with the bot.
    Private,
    /// A group or supergroup.
    Group,
    /// A channel.
    Channel,
}

/// A chat of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Its number.
    pub chat: i64,
    /// The forum topic; 0: none.
    pub topic: i64,
    /// What kind it is.
    pub place: Place,
    /// The name of a group or channel.
    pub title: Option<String>,
}

/// Who did it. Names are for staff only and are kept for nobody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their number; an administrator who speaks as their group has the group's.
    pub id: i64,
    /// First and last name.
    pub name: String,
    /// Without `@`.
    pub username: Option<String>,
    /// Telegram's language, where it is one of ours. Any other that is known counts as English.
    pub language: Option<Language>,
}

/// A message to the bot.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Where.
    pub address: Address,
    /// Who.
    pub person: Person,
    /// The message's number.
    pub message: i64,
    /// The bot's message that it answers.
    pub reply_to: Option<i64>,
    /// What.
    pub speech: Speech,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speech {
    /// `/latest sport`
    Command {
        /// Without `/` and `@bot`, lower case.
        name: String,
        /// What follows, trimmed.
        rest: String,
    },
    /// Any other text, trimmed.
    Text(String),
    /// A photo: what Telegram calls its largest size.
    Photo(String),
    /// A sticker, a voice…
    Wordless,
}

/// A press on a button.
#[derive(Clone, Debug, PartialEq)]
pub struct Pressed {
    /// Where the message stands.
    pub address: Address,
    /// Who.
    pub person: Person,
    /// The message's number.
    pub message: i64,
    /// What the press is answered by.
    pub query: String,
    /// The button's data.
    pub data: String,
    /// The label of «Ещё N», where the message has that button.
    pub rest: Option<String>,
    /// The first line of the message; `None`: Telegram does not say it any more.
    pub title: Option<String>,
}

/// An inline query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who.
    pub person: Person,
    /// What it is answered by.
    pub query: String,
    /// What is typed so far, trimmed; at most 256 code points.
    pub text: String,
    /// From where on, as the answer before this one said; empty: from the start.
    pub offset: String,
}

/// The bot's own place in a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// Where.
    pub address: Address,
    /// Who changed it.
    pub person: Person,
    /// What it was.
    pub before: Standing,
    /// What it is now.
    pub after: Standing,
}

/// What the bot may do in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing: blocked, removed, never there.
    Out,
    /// It is there but may not write.
    Mute,
    /// It may write.
    In,
}

#[derive(Deserialize)]
struct RawUpdate {
    message: Option<Value>,
    channel_post: Option<Value>,
    callback_query: Option<Value>,
    my_chat_member: Option<Value>,
    inline_query: Option<Value>,
}

/// The number of one element of `getUpdates`.
pub fn id(update: &Value) -> Option<i64> {
    update.get("update_id").and_then(Value::as_i64)
}

/// Reads one element of `getUpdates`; `bot` is the bot's own user name. `None`: not even a number can be found in it.
pub fn parse(update: Value, bot: &str) -> Option<Update> {
    let id = id(&update)?;
    let (title, sent) = (title::of(&update), sent(&update));
    let (chat, what) = match serde_json::from_value::<RawUpdate>(update) {
        Ok(raw) => what(raw, bot),
        Err(_) => (0, What::Other("an update that cannot be read")),
    };
    Some(Update { id, chat, title, sent, what })
}

fn sent(update: &Value) -> Option<Time> {
    Some(Time(update.get("message")?.get("date")?.as_i64()?.checked_mul(1_000)?))
}

fn what(raw: RawUpdate, bot: &str) -> (i64, What) {
    if let Some(message) = raw.message {
        return read(message, |raw| message_of(raw, bot));
    }
    if let Some(post) = raw.channel_post {
        return read(post, |raw: RawMessage| (raw.chat.id.0, What::Other("a channel's post")));
    }
    if let Some(query) = raw.callback_query {
        return read(query, pressed);
    }
    if let Some(query) = raw.inline_query {
        return read(query, asked);
    }
    raw.my_chat_member.map_or((0, What::Other("an update of another kind")), |member| read(member, membership))
}

fn read<T: for<'de> Deserialize<'de>>(value: Value, make: impl FnOnce(T) -> (i64, What)) -> (i64, What) {
    serde_json::from_value(value).map_or((0, What::Other("an update that cannot be read")), make)
}

fn message_of(raw: RawMessage, bot: &str) -> (i64, What) {
    let address = address(&raw.chat, raw.topic());
    let chat = address.chat;
    // Told in both places; each alone is enough.
    let moved = raw.migrate_to_chat_id.map(|to| (chat, to)).or(raw.migrate_from_chat_id.map(|from| (from, chat)));
    if let Some((from, to)) = moved {
        return (chat, What::Moved { from, to });
    }
    let forwarded = raw.others.contains_key("forward_origin");
    let person = match raw.sender_chat {
        // An administrator of a group who stays anonymous speaks as the group.
        Some(sender) if sender.id == chat => Some(the_group(&address)),
        Some(_) => None,
        None => raw.from.filter(|from| !from.is_bot).map(person),
    };
    let Some(person) = person else { return (chat, What::Other("a message of nobody")) };
    let speech = match raw.text {
        // What somebody else has said is no command.
        Some(text) if forwarded => Some(Speech::Text(text.trim().to_owned())),
        Some(text) => speech(&text, bot),
        None => wordless::photo(&raw.others).map(|photo| photo.map_or(Speech::Wordless, Speech::Photo)),
    };
    let Some(speech) = speech else { return (chat, What::Other("a message that is not for us")) };
    // In a topic everything answers the message that opened it.
    let ours = |author: &RawAuthor| {
        author.is_bot && author.username.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(bot))
    };
    let reply_to = raw.reply_to_message.filter(|reply| reply.from.as_ref().is_some_and(ours));
    let reply_to = reply_to.map(|reply| reply.message_id);
    (chat, What::Said(Said { address, person, message: raw.message_id, reply_to, speech }))
}

/// `None`: a command for another bot. (`teloxide`'s `parse_command` answers so to a plain text too, and forgets the lines of
/// what follows.)
fn speech(text: &str, bot: &str) -> Option<Speech> {
    let text = text.trim();
    let Some(command) = text.strip_prefix('/') else { return Some(Speech::Text(text.to_owned())) };
    let (called, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    let (name, addressee) = called.split_once('@').unwrap_or((called, bot));
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        return Some(Speech::Text(text.to_owned()));
    }
    let ours = addressee.eq_ignore_ascii_case(bot);
    ours.then(|| Speech::Command { name: name.to_ascii_lowercase(), rest: rest.trim().to_owned() })
}

fn pressed(raw: RawQuery) -> (i64, What) {
    let (Some(message), Some(data)) = (raw.message, raw.data) else {
        return (ChatId::from(raw.from.id).0, What::Other("a press without a message"));
    };
    let address = address(&message.chat, message.topic());
    let (person, query, rest, title) = (person(raw.from), raw.id, message.rest(), message.title());
    (address.chat, What::Pressed(Pressed { address, person, message: message.message_id, query, data, rest, title }))
}

fn asked(raw: RawInlineQuery) -> (i64, What) {
    let (person, text) = (person(raw.from), raw.query.trim().to_owned());
    (person.id, What::Asked(Asked { person, query: raw.id, text, offset: raw.offset }))
}

fn membership(raw: RawMembership) -> (i64, What) {
    let address = address(&raw.chat, 0);
    let (before, after) = (raw.old_chat_member.standing(&address), raw.new_chat_member.standing(&address));
    (address.chat, What::Membership(Membership { person: person(raw.from), before, after, address }))
}

impl RawMessage {
    /// The label of the button that shows the rest.
    fn rest(&self) -> Option<String> {
        let rows = self.others.get("reply_markup")?.get("inline_keyboard")?.as_array()?;
        let mut buttons = rows.iter().filter_map(Value::as_array).flatten();
        let rest = buttons.find(|button| button["callback_data"] == data::REST)?;
        rest["text"].as_str().map(str::to_owned)
    }

    /// The first line of its text.
    fn title(&self) -> Option<String> {
        self.text.as_deref()?.lines().next().map(str::to_owned)
    }

    fn topic(&self) -> i64 {
        self.message_thread_id.filter(|_| self.is_topic_message).unwrap_or(0)
    }
}

impl RawMember {
    fn standing(&self, address: &Address) -> Standing {
        let may = match (self.status, address.place) {
            (ChatMemberStatus::Left | ChatMemberStatus::Banned, _) => return Standing::Out,
            (ChatMemberStatus::Restricted, _) if self.is_member == Some(false) => return Standing::Out,
            (ChatMemberStatus::Restricted, _) => self.can_send_messages.unwrap_or(false),
            (ChatMemberStatus::Owner, _) => true,
            (ChatMemberStatus::Administrator, Place::Channel) => self.can_post_messages.unwrap_or(false),
            (ChatMemberStatus::Administrator | ChatMemberStatus::Member, place) => place != Place::Channel,
        };
        if may { Standing::In } else { Standing::Mute }
    }
}

fn address(chat: &Chat, topic: i64) -> Address {
    let place = match chat {
        chat if chat.is_private() => Place::Private,
        chat if chat.is_channel() => Place::Channel,
        _ => Place::Group,
    };
    Address { chat: chat.id.0, topic, place, title: chat.title().map(str::to_owned) }
}

fn the_group(address: &Address) -> Person {
    let name = address.title.clone().unwrap_or_default();
    Person { id: address.chat, name, username: None, language: None }
}

fn person(user: User) -> Person {
    let name = user.full_name().trim().to_owned();
    let tag = user.language_code.filter(|tag| !tag.is_empty());
    let language = tag.map(|tag| Language::from_tag(&tag).unwrap_or(Language::En));
    Person { id: ChatId::from(user.id).0, name, username: user.username, language }
}

#[cfg(test)]
mod tests;
