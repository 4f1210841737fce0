//! What people do in their chats: write, start, press, block. Each act changes the chat and tells the bot.

use serde_json::{Map, Value, json};

use super::{
    Message, Photo, Pressed, Sender,
    chats::{Kind, Standing},
    clock::SECOND,
    markup::{self, Formatted},
    queries::Query,
    world::World,
};

/// Why an act is not possible, in a sentence.
pub(super) type Impossible = String;

/// What somebody writes, beside who and where.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub text: String,
    pub thread: Option<i64>,
    pub reply_to: Option<i64>,
    pub photo: Option<Photo>,
    /// In a group: as the group itself, like an administrator who stays anonymous.
    pub anonymous: bool,
    /// Somebody else wrote it first.
    pub forwarded: bool,
}

impl World {
    /// Presses Start, unblocking the bot first if need be.
    pub fn start(&mut self, person: i64, payload: &str) -> Result<Message, Impossible> {
        let text = if payload.is_empty() { "/start".to_string() } else { format!("/start {payload}") };
        self.say(person, person, Words { text, ..Words::default() })
    }

    /// Somebody writes in a chat; the message as it stands there.
    pub fn say(&mut self, person: i64, chat_id: i64, words: Words) -> Result<Message, Impossible> {
        let now = self.now();
        let account = self.account_mut(person).ok_or("there is no such person")?;
        if account.deactivated {
            return Err("this account is deleted".to_string());
        }
        account.last_act = Some(now);
        if chat_id == person {
            let blocked = account.blocked;
            account.started = true;
            if blocked {
                self.set_blocked(person, false);
            }
            self.person_changed(person);
        }
        let chat = self.chat_mut(chat_id).ok_or("there is no such chat")?;
        if chat.deleted || chat.migrated_to.is_some() {
            return Err("nobody can write in this chat any more".to_string());
        }
        if chat.kind != Kind::Private && !chat.members.get(&person).is_some_and(Standing::is_inside) {
            self.join(person, chat_id)?;
        }
        let kind = self.chats.get(&chat_id).map_or(Kind::Private, |chat| chat.kind);
        let from = if kind == Kind::Channel || words.anonymous { Sender::Chat } else { Sender::Person(person) };
        let mut more = Map::new();
        if let Some(target) = words.reply_to.and_then(|id| self.chats.get(&chat_id)?.message(id).cloned()) {
            more.insert("reply_to_message".into(), self.bot_api_message(&target));
        }
        if words.forwarded {
            let origin = json!({ "type": "hidden_user", "sender_user_name": "Кто-то", "date": now.div_euclid(SECOND) });
            more.insert("forward_origin".into(), origin);
        }
        let text = markup::of_person(&words.text);
        let message = self.said(chat_id, from, words.thread, text, words.photo, more);
        if self.bot_hears(&message) {
            let update = if kind == Kind::Channel { "channel_post" } else { "message" };
            self.tell(update, &self.bot_api_message(&message));
        }
        Ok(message)
    }

    /// Puts a message of somebody into a chat.
    pub fn said(
        &mut self,
        chat: i64,
        from: Sender,
        thread: Option<i64>,
        text: Formatted,
        photo: Option<Photo>,
        more: Map<String, Value>,
    ) -> Message {
        let now = self.now();
        let message = Message {
            id: self.next_message_id(chat),
            chat,
            from,
            date: now.div_euclid(SECOND),
            at_us: now,
            edited: None,
            deleted: false,
            silent: false,
            thread,
            text: text.text,
            entities: text.entities,
            photo,
            markup: None,
            more,
        };
        if !self.lean {
            self.keep(message.clone(), false);
        }
        message
    }

    /// Whether the bot gets this message: in groups only what concerns it, unless it is an administrator.
    fn bot_hears(&self, message: &Message) -> bool {
        let Some(chat) = self.chats.get(&message.chat) else { return true };
        match chat.kind {
            Kind::Private => true,
            _ if !chat.bot.is_inside() => false,
            Kind::Channel => true,
            _ if matches!(chat.bot, Standing::Administrator(_)) => true,
            _ => {
                let named = format!("@{}", self.bot.username.to_lowercase());
                let text = message.text.to_lowercase();
                let command = text.starts_with('/') && (!text.contains('@') || text.contains(&named));
                let reply = message.more.get("reply_to_message").is_some_and(|to| to["from"]["id"] == self.bot.id);
                command || reply || text.contains(&named)
            }
        }
    }

    /// Adds an update for the bot.
    pub fn tell(&mut self, kind: &'static str, body: &Value) {
        let now = self.now();
        self.updates.push(now, kind, body);
        self.touched();
    }

    /// Presses a button of a message as it stands, or stood: `button` is the button as the presser saw it.
    pub fn press(&mut self, person: i64, chat: i64, message: i64, button: &Value) -> Result<Pressed, Impossible> {
        let field = |name: &str| button[name].as_str().map(str::to_string);
        if let Some(url) = field("url") {
            return Ok(Pressed::Link(url));
        }
        if let Some(text) = button["copy_text"]["text"].as_str() {
            return Ok(Pressed::Copied(text.to_string()));
        }
        if let Some(query) = field("switch_inline_query").or_else(|| field("switch_inline_query_current_chat")) {
            return Ok(Pressed::Inline(query));
        }
        let data = field("callback_data").ok_or("this button does nothing here")?;
        let now = self.now();
        let account = self.account_mut(person).ok_or("there is no such person")?;
        account.last_act = Some(now);
        let user = account.user();
        let id = self.queries.add(Query {
            person,
            inline: false,
            chat,
            message,
            asked: now,
            text: String::new(),
            offset: String::new(),
            results: None,
        });
        let shown = match self.chats.get(&chat).and_then(|chat| chat.message(message)) {
            Some(message) => self.bot_api_message(message),
            None => json!({"chat": self.bot_api_chat(chat), "message_id": message, "date": 0}),
        };
        let instance = (chat.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15)).to_string();
        self.emit("pressed", &json!({"chat": chat, "person": person, "query": id, "message": message, "data": data}));
        self.tell(
            "callback_query",
            &json!({"id": id, "from": user, "message": shown, "chat_instance": instance, "data": data}),
        );
        Ok(Pressed::Query(id))
    }

    /// Presses the button with this label or data on the newest message that has it, or on the reply keyboard.
    pub fn press_in_sight(&mut self, person: i64, chat_id: i64, what: &str) -> Result<Pressed, Impossible> {
        let chat = self.chats.get(&chat_id).ok_or("there is no such chat")?;
        let seen = chat.messages.values().rev().filter(|message| !message.deleted);
        let mut loose = None;
        for message in seen {
            if let Some(button) = message.button(what) {
                let exact = button.label == what || button.data.as_deref() == Some(what);
                if exact {
                    let id = message.id;
                    return self.press(person, chat_id, id, &button.raw);
                }
                loose.get_or_insert((message.id, button));
            }
        }
        let rows = chat.reply_keyboard.as_ref().map(|keyboard| keyboard["keyboard"].clone()).unwrap_or_default();
        let labels = rows.as_array().into_iter().flatten().flat_map(|row| row.as_array().into_iter().flatten());
        let label = labels
            .filter_map(|button| button.as_str().or_else(|| button["text"].as_str()))
            .find(|label| *label == what || loose.is_none() && label.contains(what))
            .map(str::to_string);
        if let Some(label) = label {
            self.say(person, chat_id, Words { text: label.clone(), ..Words::default() })?;
            return Ok(Pressed::Said(label));
        }
        match loose {
            Some((id, button)) => self.press(person, chat_id, id, &button.raw),
            None => Err(format!("there is no button «{what}» in sight")),
        }
    }

    /// Changes a message that somebody wrote.
    pub fn edit_own(&mut self, person: i64, chat: i64, id: i64, text: &str) -> Result<Message, Impossible> {
        let message =
            self.chats.get(&chat).and_then(|chat| chat.message(id)).cloned().ok_or("there is no such message")?;
        if message.from != Sender::Person(person) && message.from != Sender::Chat {
            return Err("this is somebody else's message".to_string());
        }
        let edited = Some(self.clock.unix());
        let Formatted { text, entities } = markup::of_person(text);
        let message = Message { text, entities, edited, ..message };
        self.replace(message.clone());
        if self.bot_hears(&message) {
            let kind = if message.from == Sender::Chat { "edited_channel_post" } else { "edited_message" };
            self.tell(kind, &self.bot_api_message(&message));
        }
        Ok(message)
    }

    pub fn react(&mut self, person: i64, chat: i64, message: i64, emoji: &str) -> Result<(), Impossible> {
        let user = self.account(person).ok_or("there is no such person")?.user();
        if self.chats.get(&chat).is_none_or(|chat| chat.message(message).is_none()) {
            return Err("there is no such message".to_string());
        }
        let old = self.set_reaction(chat, message, person, emoji);
        let hears = self
            .chats
            .get(&chat)
            .is_some_and(|chat| chat.kind == Kind::Private || matches!(chat.bot, Standing::Administrator(_)));
        if hears {
            let list = |emoji: Option<&str>| {
                emoji.map(|emoji| json!({"type": "emoji", "emoji": emoji})).into_iter().collect::<Vec<_>>()
            };
            let new = (!emoji.is_empty()).then_some(emoji);
            let date = self.clock.unix();
            let body = json!({"chat": self.bot_api_chat(chat), "message_id": message, "user": user, "date": date,
                "old_reaction": list(old.as_deref()), "new_reaction": list(new)});
            self.tell("message_reaction", &body);
        }
        Ok(())
    }
}
