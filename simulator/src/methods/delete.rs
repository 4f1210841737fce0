//! Deleting, one by one and in bulk, within 48 hours.

use serde_json::json;

use super::{Call, Run};
use crate::{
    Sender,
    answer::{Outcome, Stop, bad},
    chats::Kind,
    world::World,
};

/// Two days: what is older stays.
const WINDOW: i64 = 48 * 3600;

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "deletemessage" => one,
        "deletemessages" => many,
        _ => return None,
    })
}

fn one(world: &mut World, call: &Call<'_>) -> Outcome {
    let chat = world.open_chat(call.args, "chat_id")?;
    let id = call.args.integer("message_id").filter(|id| *id != 0);
    let id = id.ok_or_else(|| bad("message identifier is not specified"))?;
    if world.lean {
        world.tally.counters.deleted += 1;
        return Ok(json!(true));
    }
    may_delete(world, chat, id)?;
    world.delete(chat, id);
    Ok(json!(true))
}

fn many(world: &mut World, call: &Call<'_>) -> Outcome {
    let chat = world.open_chat(call.args, "chat_id")?;
    let ids = call.args.ids("message_ids")?;
    if ids.is_empty() {
        return Err(bad("message identifiers are not specified"));
    }
    if ids.len() > 100 {
        return Err(bad("too many message identifiers specified"));
    }
    let known: Vec<i64> =
        ids.into_iter().filter(|id| world.chats.get(&chat).is_some_and(|chat| chat.message(*id).is_some())).collect();
    for id in &known {
        may_delete(world, chat, *id)?;
    }
    for id in known {
        world.delete(chat, id);
    }
    Ok(json!(true))
}

fn may_delete(world: &World, chat: i64, id: i64) -> Result<(), Stop> {
    let not_found = || bad("message to delete not found");
    let chat = world.chats.get(&chat).ok_or_else(not_found)?;
    let message = chat.message(id).ok_or_else(not_found)?;
    let old = world.clock.unix() - message.date >= WINDOW;
    let manages = chat.bot.has_right("can_delete_messages");
    let private = matches!(chat.kind, Kind::Private | Kind::Group);
    if old && private && !manages {
        return Err(bad("message can't be deleted for everyone"));
    }
    if old && !manages {
        return Err(bad("message can't be deleted"));
    }
    let own = message.is_own(chat);
    let allowed = match chat.kind {
        Kind::Private => own || matches!(message.from, Sender::Person(_)),
        Kind::Channel => manages || own && chat.bot.has_right("can_post_messages"),
        _ => own || manages,
    };
    if allowed { Ok(()) } else { Err(bad("message can't be deleted")) }
}

impl World {
    pub fn delete(&mut self, chat_id: i64, id: i64) {
        self.tally.counters.deleted += 1;
        if let Some(chat) = self.chats.get_mut(&chat_id) {
            if let Some(message) = chat.messages.get_mut(&id) {
                message.deleted = true;
            }
            chat.pinned.retain(|pinned| *pinned != id);
        }
        self.emit("delete", &json!({"chat": chat_id, "id": id}));
        self.touched();
    }
}
