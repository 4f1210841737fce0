//! Who is where: blocking, joining, the bot's own standing, migration, and the service messages about it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    Message, Sender,
    acts::Impossible,
    chats::{Chat, Kind, RIGHTS, Standing},
    markup::Formatted,
    methods::member,
    world::World,
};

impl World {
    /// Blocks or unblocks the bot; it is told by `my_chat_member`.
    pub fn set_blocked(&mut self, person: i64, blocked: bool) {
        let Some(account) = self.account_mut(person) else { return };
        if account.blocked == blocked {
            return;
        }
        account.blocked = blocked;
        let user = account.user();
        let standing = |blocked: bool| if blocked { Standing::Kicked } else { Standing::Member };
        let chat = Chat::new(person, Kind::Private, "");
        let body = self.member_update(person, user, self.bot.user(), &chat, &standing(!blocked), &standing(blocked));
        self.tell("my_chat_member", &body);
        self.person_changed(person);
    }

    /// The account is deleted at Telegram.
    pub fn deactivate(&mut self, person: i64) {
        if let Some(account) = self.account_mut(person) {
            account.deactivated = true;
            account.first_name = String::new();
            account.last_name = String::new();
        }
        self.person_changed(person);
    }

    /// The person and their chat are unknown from now on.
    pub fn forget(&mut self, person: i64) {
        self.people.remove(&person);
        self.chats.remove(&person);
        self.emit("gone", &json!({"chat": person}));
        self.touched();
    }

    fn member_update(
        &self,
        chat_id: i64,
        from: Value,
        user: Value,
        chat: &Chat,
        old: &Standing,
        new: &Standing,
    ) -> Value {
        json!({
            "chat": self.bot_api_chat(chat_id), "from": from, "date": self.clock.unix(),
            "old_chat_member": member(user.clone(), chat, old), "new_chat_member": member(user, chat, new),
        })
    }

    /// Sets the bot's standing in a chat; it is told by `my_chat_member`. `by` is who did it, or else the owner.
    pub fn set_bot(&mut self, id: i64, standing: Standing, by: Option<i64>) {
        let Some(chat) = self.chats.get_mut(&id) else { return };
        let old = std::mem::replace(&mut chat.bot, standing.clone());
        if old == standing {
            return;
        }
        let owner = chat.members.iter().find(|(_, standing)| **standing == Standing::Creator).map(|(id, _)| *id);
        let own_act = standing == Standing::Left && by.is_none();
        let by = by.or(owner).unwrap_or(0);
        let from = if own_act { self.bot.user() } else { self.account(by).unwrap_or_default().user() };
        let Some(chat) = self.chats.get(&id) else { return };
        let body = self.member_update(id, from, self.bot.user(), chat, &old, &standing);
        let (kind, was_inside) = (chat.kind, old.is_inside());
        self.tell("my_chat_member", &body);
        if kind != Kind::Channel && was_inside != standing.is_inside() {
            let (field, value) = if was_inside {
                ("left_chat_member", self.bot.user())
            } else {
                ("new_chat_members", json!([self.bot.user()]))
            };
            let message = self.service_message(id, Sender::Person(by), None, field, value);
            if standing.is_inside() {
                self.tell("message", &self.bot_api_message(&message));
            }
        }
        self.chat_changed(id);
    }

    /// An administrator with these rights, or with the usual ones if none is named.
    pub fn promoted(&self, id: i64, rights: &[&str]) -> Standing {
        let place = match self.chats.get(&id).map(|chat| chat.kind) {
            Some(Kind::Channel) => 'c',
            _ => 'g',
        };
        let usual = || RIGHTS.iter().filter(|(_, places)| places.contains(place)).map(|(right, _)| *right);
        let named: BTreeSet<String> = if rights.is_empty() {
            usual().filter(|right| *right != "can_promote_members").map(str::to_string).collect()
        } else {
            ["can_manage_chat"].iter().chain(rights).map(ToString::to_string).collect()
        };
        Standing::Administrator(named)
    }

    pub fn join(&mut self, person: i64, id: i64) -> Result<(), Impossible> {
        let chat = self.chats.get(&id).filter(|chat| chat.kind != Kind::Private).ok_or("there is no such chat")?;
        match chat.members.get(&person) {
            Some(Standing::Kicked) => Err("this person was removed from the chat".to_string()),
            Some(standing) if standing.is_inside() => Ok(()),
            _ => {
                self.set_member(id, person, Standing::Member);
                Ok(())
            }
        }
    }

    /// Sets somebody's standing; the bot is told if it asks for `chat_member`, and by service messages in groups.
    pub fn set_member(&mut self, id: i64, person: i64, standing: Standing) {
        let Some(chat) = self.chats.get_mut(&id) else { return };
        let old = chat.members.insert(person, standing.clone()).unwrap_or(Standing::Stranger);
        let user = self.account(person).unwrap_or_default().user();
        let Some(chat) = self.chats.get(&id) else { return };
        let inside = chat.bot.is_inside();
        if matches!(chat.bot, Standing::Administrator(_)) {
            let body = self.member_update(id, user.clone(), user.clone(), chat, &old, &standing);
            self.tell("chat_member", &body);
        }
        let kind = self.chats.get(&id).map_or(Kind::Channel, |chat| chat.kind);
        if kind != Kind::Channel && old.is_inside() != standing.is_inside() {
            let (field, value) =
                if old.is_inside() { ("left_chat_member", user) } else { ("new_chat_members", json!([user])) };
            let message = self.service_message(id, Sender::Person(person), None, field, value);
            if inside {
                self.tell("message", &self.bot_api_message(&message));
            }
        }
        self.chat_changed(id);
    }

    /// A service message by the bot; its id.
    pub fn service(&mut self, id: i64, thread: Option<i64>, field: &str, value: Value) -> i64 {
        let channel = self.chats.get(&id).is_some_and(|chat| chat.kind == Kind::Channel);
        let from = if channel { Sender::Chat } else { Sender::Bot };
        self.service_message(id, from, thread, field, value).id
    }

    pub fn service_message(
        &mut self,
        id: i64,
        from: Sender,
        thread: Option<i64>,
        field: &str,
        value: Value,
    ) -> Message {
        let more = Map::from_iter([(field.to_string(), value)]);
        self.said(id, from, thread, Formatted::default(), None, more)
    }

    /// A group or channel gets another name.
    pub fn rename(&mut self, id: i64, title: &str) {
        let Some(chat) = self.chats.get_mut(&id) else { return };
        chat.title = title.to_string();
        let (channel, inside) = (chat.kind == Kind::Channel, chat.bot.is_inside());
        let owner = chat.members.iter().find(|(_, standing)| **standing == Standing::Creator).map_or(0, |(id, _)| *id);
        let by = if channel { Sender::Chat } else { Sender::Person(owner) };
        let message = self.service_message(id, by, None, "new_chat_title", json!(title));
        if inside {
            let update = if channel { "channel_post" } else { "message" };
            self.tell(update, &self.bot_api_message(&message));
        }
        self.chat_changed(id);
    }

    /// A basic group becomes a supergroup; its id.
    pub fn migrate(&mut self, id: i64) -> Result<i64, Impossible> {
        let chat = self.chats.get(&id).ok_or("there is no such chat")?;
        if chat.kind != Kind::Group || chat.migrated_to.is_some() || chat.deleted {
            return Err("only a basic group becomes a supergroup".to_string());
        }
        let (title, bot, members) = (chat.title.clone(), chat.bot.clone(), chat.members.clone());
        let to = self.fresh_chat_id(Kind::Supergroup);
        let mut supergroup = Chat::new(to, Kind::Supergroup, &title);
        let inside = bot.is_inside();
        (supergroup.bot, supergroup.members) = (bot, members);
        let owner =
            supergroup.members.iter().find(|(_, standing)| **standing == Standing::Creator).map_or(0, |(id, _)| *id);
        self.chats.insert(to, supergroup);
        let old = self.service_message(id, Sender::Person(owner), None, "migrate_to_chat_id", json!(to));
        let new = self.service_message(to, Sender::Person(owner), None, "migrate_from_chat_id", json!(id));
        if let Some(chat) = self.chats.get_mut(&id) {
            chat.migrated_to = Some(to);
        }
        if inside {
            self.tell("message", &self.bot_api_message(&old));
            self.tell("message", &self.bot_api_message(&new));
            self.tell_of_coming(to, owner); // and never of leaving the group (telegram-bot-api#266)
        }
        self.chat_changed(id);
        self.chat_changed(to);
        Ok(to)
    }

    /// The bot is told that it has come to a chat where it stands already.
    fn tell_of_coming(&mut self, id: i64, by: i64) {
        let Some(chat) = self.chats.get(&id) else { return };
        let from = self.account(by).unwrap_or_default().user();
        let body = self.member_update(id, from, self.bot.user(), chat, &Standing::Left, &chat.bot);
        self.tell("my_chat_member", &body);
    }

    /// A group, supergroup or channel is deleted.
    pub fn delete_chat(&mut self, id: i64) {
        if let Some(chat) = self.chats.get_mut(&id) {
            chat.deleted = true;
        }
        self.emit("gone", &json!({"chat": id}));
        self.chat_changed(id);
    }

    /// Chat actions that have run out are taken off the screen.
    pub fn end_actions(&mut self) {
        let now = self.now();
        let ended: Vec<i64> = self
            .chats
            .values_mut()
            .filter(|chat| chat.action.as_ref().is_some_and(|(_, _, until)| *until <= now))
            .map(|chat| {
                chat.action = None;
                chat.id
            })
            .collect();
        for id in ended {
            self.emit("action", &json!({"chat": id, "thread": null, "action": null}));
        }
    }
}
