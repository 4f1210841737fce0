//! The stream of events for the page: names and JSON, and how state is shown in it.

use serde_json::{Value, json};

use super::{
    Message, Sender,
    chats::{Account, Chat, Kind, Standing},
    markup,
    world::World,
};

/// One server-sent event.
#[derive(Debug)]
pub(super) struct Event {
    pub name: String,
    pub data: String,
}

impl World {
    /// A person as the control API shows them.
    pub fn show_person(&self, account: &Account) -> Value {
        json!({
            "id": account.id, "name": account.name(), "first_name": account.first_name, "last_name": account.last_name,
            "username": account.username, "language_code": account.language, "started": account.started,
            "blocked": account.blocked, "deactivated": account.deactivated,
        })
    }

    /// A chat as the control API shows it.
    pub fn show_chat(&self, chat: &Chat) -> Value {
        let members: Vec<Value> =
            chat.members.iter().map(|(id, standing)| json!({"id": id, "status": standing.name()})).collect();
        let rights: Vec<&String> = match &chat.bot {
            Standing::Administrator(rights) | Standing::Restricted(rights) => rights.iter().collect(),
            _ => Vec::new(),
        };
        let topics: Vec<Value> = chat
            .topics
            .iter()
            .map(|(id, topic)| json!({"id": id, "name": topic.name, "closed": topic.closed}))
            .collect();
        let language = self.account(chat.id).map(|account| account.language).unwrap_or_default();
        let action = chat.action.as_ref().filter(|(_, _, until)| *until > self.now());
        json!({
            "id": chat.id, "kind": chat.kind.name(), "title": chat.title, "username": chat.username, "forum": chat.forum,
            "alive": !chat.deleted, "bot": {"status": chat.bot.name(), "rights": rights}, "members": members,
            "topics": topics, "pinned": chat.pinned, "migrated_to": chat.migrated_to,
            "typing": action.map_or(json!(false), |(action, _, _)| json!(action)),
            "reply_keyboard": chat.reply_keyboard, "commands": self.bot.commands_in(chat, &language),
            "messages": chat.messages.len(),
            "last_message": chat.messages.values().rev().find(|message| !message.deleted).map(|message| self.show_message(message)),
        })
    }

    /// A message as the control API shows it.
    pub fn show_message(&self, message: &Message) -> Value {
        let chat = self.chats.get(&message.chat);
        let options = message.more.get("link_preview_options");
        let option = |name: &str| options.is_some_and(|options| options[name] == true);
        let preview = message
            .preview()
            .filter(|_| message.photo.is_none())
            .map(|url| json!({"url": url, "large": option("prefer_large_media"), "above": option("show_above_text")}));
        let photo = message.photo.as_ref().map(|photo| {
            json!({"url": format!("/simulator/files/{}", photo.file_id), "file_id": photo.file_id,
                "width": photo.width, "height": photo.height, "spoiler": photo.spoiler})
        });
        let reply = message.more.get("reply_to_message").map(|reply| {
            let text = reply.get("text").or(reply.get("caption")).cloned().unwrap_or_default();
            json!({"id": reply["message_id"], "text": text, "name": reply["from"]["first_name"]})
        });
        json!({
            "id": message.id, "chat": message.chat, "from": self.show_sender(message), "date": message.date,
            "edited": message.edited, "deleted": message.deleted, "silent": message.silent, "thread": message.thread,
            "text": message.text, "entities": message.entities, "html": message.html(),
            "display": markup::to_display(&message.text, &message.entities),
            "caption_above": message.more.get("show_caption_above_media") == Some(&json!(true)),
            "photo": photo, "document": self.show_document(message), "album": message.more.get("media_group_id"),
            "keyboard": message.markup.as_ref().and_then(|markup| markup.get("inline_keyboard")),
            "preview": preview, "reply_to": reply,
            "forwarded_from": message.more.get("forward_origin").map(origin_name),
            "reactions": chat.map(|chat| chat.reactions_of(message.id)),
            "pinned": chat.is_some_and(|chat| chat.pinned.contains(&message.id)),
            "protected": message.more.contains_key("has_protected_content"),
            "service": self.service_sentence(message),
            "raw": self.bot_api_message(message),
        })
    }

    fn show_document(&self, message: &Message) -> Option<Value> {
        let document = message.more.get("document")?;
        Some(json!({
            "url": format!("/simulator/files/{}", document["file_id"].as_str().unwrap_or("")),
            "file_id": document["file_id"], "name": document["file_name"], "mime_type": document["mime_type"],
            "size": document["file_size"],
        }))
    }

    fn show_sender(&self, message: &Message) -> Value {
        match message.from {
            Sender::Bot => json!({"kind": "bot", "id": self.bot.id, "name": self.bot.name()}),
            Sender::Person(id) => {
                let name = self.account(id).map(|account| account.name()).unwrap_or_default();
                json!({"kind": "person", "id": id, "name": name})
            }
            Sender::Chat => {
                let title = self.chats.get(&message.chat).map(|chat| chat.title.clone());
                json!({"kind": "chat", "id": message.chat, "name": title})
            }
        }
    }

    /// What a service message says, in a sentence.
    pub fn service_sentence(&self, message: &Message) -> Option<String> {
        let more = &message.more;
        let name = |user: &Value| user["first_name"].as_str().unwrap_or("").to_string();
        let text = |field: &str| more.get(field).map(|value| value["name"].as_str().unwrap_or("").to_string());
        if let Some(users) = more.get("new_chat_members").and_then(Value::as_array) {
            let names: Vec<String> = users.iter().map(name).collect();
            return Some(format!("{} joined", names.join(", ")));
        }
        if let Some(user) = more.get("left_chat_member") {
            return Some(format!("{} left", name(user)));
        }
        if let Some(topic) = text("forum_topic_created") {
            return Some(format!("Topic {topic} was created"));
        }
        for (field, sentence) in [
            ("forum_topic_closed", "The topic was closed"),
            ("forum_topic_reopened", "The topic was reopened"),
            ("forum_topic_edited", "The topic was renamed"),
            ("pinned_message", "A message was pinned"),
            ("group_chat_created", "The group was created"),
            ("migrate_to_chat_id", "The group became a supergroup"),
            ("migrate_from_chat_id", "The group became a supergroup"),
            ("new_chat_title", "The title was changed"),
        ] {
            if more.contains_key(field) {
                return Some(sentence.to_string());
            }
        }
        None
    }

    pub fn message_event(&self, name: &str, message: &Message) {
        if self.is_watched() {
            self.emit(name, &self.show_message(message));
        }
    }

    pub fn chat_changed(&self, id: i64) {
        if self.is_watched()
            && let Some(chat) = self.chats.get(&id)
        {
            self.emit("chat", &self.show_chat(chat));
        }
        self.touched();
    }

    pub fn person_changed(&self, id: i64) {
        if self.is_watched()
            && let Some(account) = self.account(id)
        {
            self.emit("person", &self.show_person(&account));
        }
        self.chat_changed(id);
    }

    /// The whole state but the messages, for a page that has just been opened.
    pub fn show_all(&self, token: &str, mounted: &[String]) -> Value {
        let mut people: Vec<&Account> = self.people.values().collect();
        people.sort_by_key(|account| account.id);
        let mut chats: Vec<&Chat> = self.chats.values().collect();
        chats.sort_by_key(|chat| (chat.kind != Kind::Private, chat.id.abs()));
        json!({
            "now_us": self.now(), "bot": self.bot.profile(token),
            "people": people.into_iter().map(|account| self.show_person(account)).collect::<Vec<_>>(),
            "chats": chats.into_iter().map(|chat| self.show_chat(chat)).collect::<Vec<_>>(),
            "limits": self.limits, "faults": self.chaos.faults, "counters": self.tally.counters,
            "stars": {"balance": self.stars, "monthly_users": self.monthly_users},
            "updates_waiting": self.updates.len(), "mounted": mounted,
        })
    }
}

impl Chat {
    /// Reactions of a message, counted.
    pub fn reactions_of(&self, message: i64) -> Vec<Value> {
        let mut counts: Vec<(&str, u32)> = Vec::new();
        for (_, _, emoji) in self.reactions.iter().filter(|(id, _, _)| *id == message) {
            match counts.iter_mut().find(|(known, _)| known == emoji) {
                Some((_, count)) => *count += 1,
                None => counts.push((emoji, 1)),
            }
        }
        counts.into_iter().map(|(emoji, count)| json!({"emoji": emoji, "count": count})).collect()
    }
}

fn origin_name(origin: &Value) -> Value {
    let user = &origin["sender_user"]["first_name"];
    let chat = if origin["chat"].is_null() { &origin["sender_chat"]["title"] } else { &origin["chat"]["title"] };
    if user.is_null() { chat.clone() } else { user.clone() }
}
