//! Which chat a request means, and whether the bot may act in it: the checks before anything else, in Telegram's order.

use serde_json::{Value, json};

use super::{
    Message, Sender,
    answer::{Refusal, Stop, bad},
    args::Args,
    chats::{Chat, Kind},
    files,
    world::World,
};

impl World {
    /// The chat that `chat_id` (or another parameter) means, known or not.
    pub fn named_chat(&self, args: &Args, name: &str) -> Result<i64, Stop> {
        let given = args.text(name);
        if given.is_empty() {
            return Err(bad(&format!("{name} is empty")));
        }
        if let Some(username) = given.strip_prefix('@') {
            return self.usernames.get(&username.to_lowercase()).copied().ok_or_else(|| bad("chat not found"));
        }
        given.trim().parse().map_err(|_| bad("chat not found"))
    }

    /// The chat that a request may look at or write to: known, alive, with the bot in it.
    pub fn open_chat(&self, args: &Args, name: &str) -> Result<i64, Stop> {
        let id = self.named_chat(args, name)?;
        self.may_open(id)?;
        Ok(id)
    }

    pub fn may_open(&self, id: i64) -> Result<(), Stop> {
        if id <= 0 {
            let chat = self.chats.get(&id).ok_or_else(|| bad("chat not found"))?;
            return Ok(chat.access()?);
        }
        if id == self.bot.id {
            return Err(Refusal::forbidden("the bot can't send messages to the bot").into());
        }
        let account = self.account(id).ok_or_else(|| bad("chat not found"))?;
        if account.deactivated {
            return Err(Refusal::forbidden("user is deactivated").into());
        }
        if account.is_bot {
            return Err(Refusal::forbidden("the bot can't send messages to the bot").into());
        }
        if !account.started {
            return Err(Refusal::forbidden("bot can't initiate conversation with a user").into());
        }
        Ok(())
    }

    /// What only the server behind knows: a reader who blocked the bot, a refusal that was asked for.
    pub fn server_refuses(&self, id: i64) -> Result<(), Stop> {
        if let Some((code, description)) = self.chats.get(&id).and_then(|chat| chat.refusal.clone()) {
            return Err(Refusal::plain(code, &description).into());
        }
        if id > 0 && self.people.get(&id).is_some_and(|account| account.blocked) {
            return Err(Refusal::forbidden("bot was blocked by the user").into());
        }
        Ok(())
    }

    pub fn bot_api_chat(&self, id: i64) -> Value {
        let Some(chat) = self.chats.get(&id).filter(|chat| chat.kind != Kind::Private) else {
            let account = self.account(id).unwrap_or_default();
            let mut chat = json!({"id": id, "type": "private", "first_name": account.first_name});
            for (field, value) in [("last_name", &account.last_name), ("username", &account.username)] {
                if !value.is_empty() {
                    chat[field] = json!(value);
                }
            }
            return chat;
        };
        let mut shown = json!({"id": id, "type": chat.kind.name(), "title": chat.title});
        if !chat.username.is_empty() {
            shown["username"] = json!(chat.username);
        }
        if chat.forum {
            shown["is_forum"] = json!(true);
        }
        shown
    }

    pub fn bot_api_message(&self, message: &Message) -> Value {
        let mut shown = message.more.clone();
        shown.insert("message_id".into(), json!(message.id));
        shown.insert("date".into(), json!(message.date));
        shown.insert("chat".into(), self.bot_api_chat(message.chat));
        match message.from {
            Sender::Chat => {
                shown.insert("sender_chat".into(), self.bot_api_chat(message.chat));
                if self.chats.get(&message.chat).is_some_and(|chat| chat.kind != Kind::Channel) {
                    shown.insert("from".into(), anonymous_administrator());
                }
            }
            sender => drop(shown.insert("from".into(), self.sender_user(sender).unwrap_or_default())),
        }
        if let Some(edited) = message.edited {
            shown.insert("edit_date".into(), json!(edited));
        }
        if let Some(thread) = message.thread {
            shown.insert("message_thread_id".into(), json!(thread));
            shown.insert("is_topic_message".into(), json!(true));
        }
        let caption = message.is_media();
        if !message.text.is_empty() {
            shown.insert(if caption { "caption" } else { "text" }.into(), json!(message.text));
        }
        if !message.entities.is_empty() {
            let name = if caption { "caption_entities" } else { "entities" };
            shown.insert(name.into(), json!(message.entities));
        }
        if let Some(photo) = &message.photo {
            let size = self.files.get(&photo.file_id).map_or(0, |file| file.bytes.len());
            shown.insert("photo".into(), files::photo_sizes(photo, size));
            if photo.spoiler {
                shown.insert("has_media_spoiler".into(), json!(true));
            }
        }
        if let Some(markup) = message.markup.as_ref().filter(|markup| !markup["inline_keyboard"].is_null()) {
            shown.insert("reply_markup".into(), markup.clone());
        }
        Value::Object(shown)
    }
}

impl Message {
    /// Has a caption rather than a text.
    pub(super) fn is_media(&self) -> bool {
        const MEDIA: [&str; 9] =
            ["document", "video", "animation", "audio", "voice", "video_note", "sticker", "paid_media", "live_photo"];
        self.photo.is_some() || MEDIA.iter().any(|field| self.more.contains_key(*field))
    }

    /// Is the bot's own: sent by it, or its post in a channel.
    pub(super) fn is_own(&self, chat: &Chat) -> bool {
        self.from == Sender::Bot || self.from == Sender::Chat && chat.kind == Kind::Channel
    }
}

/// The user that Telegram names where an administrator writes as the group.
fn anonymous_administrator() -> Value {
    json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" })
}
