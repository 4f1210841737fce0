//! Topics of forums.

use serde_json::{Value, json};

use super::{Call, Run, members::managed};
use crate::{
    Message, Sender,
    answer::{Outcome, Stop, bad},
    chats::{Standing, Topic},
    world::World,
};

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "createforumtopic" => create,
        "editforumtopic" => edit,
        "closeforumtopic" => |world, call| set_closed(world, call, true),
        "reopenforumtopic" => |world, call| set_closed(world, call, false),
        "deleteforumtopic" => delete,
        "unpinallforumtopicmessages" => unpin,
        "editgeneralforumtopic" | "hidegeneralforumtopic" | "unhidegeneralforumtopic" => general,
        "unpinallgeneralforumtopicmessages" => general,
        "closegeneralforumtopic" => |world, call| close_general(world, call, true),
        "reopengeneralforumtopic" => |world, call| close_general(world, call, false),
        "getforumtopiciconstickers" => |_, _| Ok(json!([])),
        _ => return None,
    })
}

fn forum(world: &World, call: &Call<'_>) -> Result<i64, Stop> {
    let id = world.open_chat(call.args, "chat_id")?;
    if !world.chats.get(&id).is_some_and(|chat| chat.forum) {
        return Err(bad("the chat is not a forum"));
    }
    managed(world, call, "can_manage_topics")
}

fn topic(world: &World, call: &Call<'_>) -> Result<(i64, i64), Stop> {
    let id = forum(world, call)?;
    let thread = call.args.integer("message_thread_id").unwrap_or(0);
    let known = world.chats.get(&id).is_some_and(|chat| chat.topics.contains_key(&thread));
    if known { Ok((id, thread)) } else { Err(bad("message thread not found")) }
}

fn create(world: &mut World, call: &Call<'_>) -> Outcome {
    let name = call.args.text("name");
    if name.trim().is_empty() {
        return Err(bad("topic name must be non-empty"));
    }
    let id = forum(world, call)?;
    let color = call.args.integer("icon_color").unwrap_or(7_322_096);
    let thread = world.add_topic(id, &name, color);
    Ok(json!({"message_thread_id": thread, "name": name, "icon_color": color}))
}

impl World {
    /// A new topic; its thread id is that of its service message.
    pub fn add_topic(&mut self, id: i64, name: &str, icon_color: i64) -> i64 {
        let thread = self.service(id, None, "forum_topic_created", json!({"name": name, "icon_color": icon_color}));
        if let Some(chat) = self.chats.get_mut(&id) {
            chat.topics.insert(thread, Topic { name: name.to_string(), closed: false });
            if let Some(message) = chat.messages.get_mut(&thread) {
                message.thread = Some(thread);
            }
        }
        self.chat_changed(id);
        thread
    }

    /// The owner closes or opens a topic, of which the bot hears.
    pub fn close_topic(&mut self, id: i64, thread: i64, closed: bool) {
        let Some(chat) = self.chats.get(&id) else { return };
        let inside = chat.bot.is_inside();
        let owner = chat.members.iter().find(|(_, standing)| **standing == Standing::Creator).map_or(0, |(id, _)| *id);
        if let Some(message) = self.set_topic_closed(id, thread, closed, Sender::Person(owner)).filter(|_| inside) {
            self.tell("message", &self.bot_api_message(&message));
        }
    }

    /// Closes or opens a topic; `None` if it is so already.
    fn set_topic_closed(&mut self, id: i64, thread: i64, closed: bool, by: Sender) -> Option<Message> {
        let topic = self.chats.get_mut(&id).and_then(|chat| chat.topics.get_mut(&thread));
        let topic = topic.filter(|topic| topic.closed != closed)?;
        topic.closed = closed;
        let field = if closed { "forum_topic_closed" } else { "forum_topic_reopened" };
        let message = self.service_message(id, by, Some(thread), field, json!({}));
        self.chat_changed(id);
        Some(message)
    }

    /// Deletes a topic with its messages.
    pub fn delete_topic(&mut self, id: i64, thread: i64) {
        if let Some(chat) = self.chats.get_mut(&id) {
            chat.topics.remove(&thread);
            for message in chat.messages.values_mut().filter(|message| message.thread == Some(thread)) {
                message.deleted = true;
            }
        }
        self.chat_changed(id);
    }
}

fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let (id, thread) = topic(world, call)?;
    let name = call.args.text("name");
    if let Some(topic) = world.chats.get_mut(&id).and_then(|chat| chat.topics.get_mut(&thread))
        && !name.is_empty()
    {
        if topic.name == name {
            return Err(bad("TOPIC_NOT_MODIFIED"));
        }
        topic.name = name.clone();
        world.service(id, Some(thread), "forum_topic_edited", json!({"name": name}));
    }
    world.chat_changed(id);
    Ok(json!(true))
}

fn set_closed(world: &mut World, call: &Call<'_>, closed: bool) -> Outcome {
    let (id, thread) = topic(world, call)?;
    let changed = world.set_topic_closed(id, thread, closed, Sender::Bot).is_some();
    if changed { Ok(json!(true)) } else { Err(bad("TOPIC_NOT_MODIFIED")) }
}

fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    let (id, thread) = topic(world, call)?;
    world.delete_topic(id, thread);
    Ok(json!(true))
}

fn unpin(world: &mut World, call: &Call<'_>) -> Outcome {
    let (id, thread) = topic(world, call)?;
    if let Some(chat) = world.chats.get_mut(&id) {
        let messages = &chat.messages;
        chat.pinned.retain(|id| messages.get(id).is_some_and(|message| message.thread != Some(thread)));
    }
    Ok(json!(true))
}

fn general(world: &mut World, call: &Call<'_>) -> Outcome {
    if call.method.lower.starts_with("edit") && call.args.text("name").trim().is_empty() {
        return Err(bad("topic name must be non-empty"));
    }
    forum(world, call).map(|_| Value::Bool(true))
}

fn close_general(world: &mut World, call: &Call<'_>, closed: bool) -> Outcome {
    let id = forum(world, call)?;
    let Some(chat) = world.chats.get_mut(&id) else { return Err(bad("chat not found")) };
    if chat.general_closed == closed {
        return Err(bad("TOPIC_NOT_MODIFIED"));
    }
    chat.general_closed = closed;
    Ok(json!(true))
}
