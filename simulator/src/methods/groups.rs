//! What a chat shows of itself: title, description, pins, invite links.

use serde_json::{Value, json};

use super::{Call, Run, members::managed};
use crate::{
    answer::{Outcome, Stop, bad},
    chats::Kind,
    world::World,
};

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "setchattitle" => set_title,
        "setchatdescription" => set_description,
        "pinchatmessage" => pin,
        "unpinchatmessage" => unpin,
        "unpinallchatmessages" => unpin_all,
        "exportchatinvitelink" => export_link,
        "createchatinvitelink" | "editchatinvitelink" | "revokechatinvitelink" => invite_link,
        _ => return None,
    })
}

fn set_title(world: &mut World, call: &Call<'_>) -> Outcome {
    let title = call.args.text("title");
    if title.trim().is_empty() {
        return Err(bad("title must be non-empty"));
    }
    let id = managed(world, call, "can_change_info")?;
    if let Some(chat) = world.chats.get_mut(&id) {
        chat.title = title.chars().take(128).collect();
    }
    world.service(id, None, "new_chat_title", json!(title));
    world.chat_changed(id);
    Ok(json!(true))
}

fn set_description(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = managed(world, call, "can_change_info")?;
    let description: String = call.args.text("description").chars().take(255).collect();
    let Some(chat) = world.chats.get_mut(&id) else { return Err(bad("chat not found")) };
    if chat.description == description {
        return Err(bad("chat description is not modified"));
    }
    chat.description = description;
    world.chat_changed(id);
    Ok(json!(true))
}

/// The chat in which the bot may pin: a private chat, or one where it has the right.
fn pinning(world: &World, call: &Call<'_>) -> Result<i64, Stop> {
    let id = world.open_chat(call.args, "chat_id")?;
    match world.chats.get(&id).map(|chat| chat.kind) {
        None | Some(Kind::Private) => Ok(id),
        Some(Kind::Channel) => managed(world, call, "can_edit_messages"),
        Some(_) => managed(world, call, "can_pin_messages"),
    }
}

fn pin(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = pinning(world, call)?;
    let message = call.args.integer("message_id").ok_or_else(|| bad("message identifier is not specified"))?;
    let Some(chat) = world.chats.get_mut(&id) else { return Err(bad("message to pin not found")) };
    let Some(pinned) = chat.message(message).cloned() else { return Err(bad("message to pin not found")) };
    if chat.pinned.contains(&message) {
        return Ok(json!(true));
    }
    chat.pinned.insert(0, message);
    let shown = world.bot_api_message(&pinned);
    world.service(id, pinned.thread, "pinned_message", shown);
    world.message_event("edit", &pinned);
    world.chat_changed(id);
    Ok(json!(true))
}

fn unpin(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = pinning(world, call)?;
    let message = call.args.integer("message_id");
    let Some(chat) = world.chats.get_mut(&id) else { return Err(bad("message to unpin not found")) };
    let place = match message {
        Some(message) => chat.pinned.iter().position(|pinned| *pinned == message),
        None => (!chat.pinned.is_empty()).then_some(0),
    };
    let place = place.ok_or_else(|| bad("message to unpin not found"))?;
    chat.pinned.remove(place);
    world.chat_changed(id);
    Ok(json!(true))
}

fn unpin_all(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = pinning(world, call)?;
    if let Some(chat) = world.chats.get_mut(&id) {
        chat.pinned.clear();
    }
    world.chat_changed(id);
    Ok(json!(true))
}

fn link(id: i64, name: &str) -> String {
    let number = id.unsigned_abs() ^ name.bytes().fold(7919, |sum, byte| sum * 31 + u64::from(byte));
    format!("https://t.me/+{number:016x}")
}

fn export_link(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = managed(world, call, "can_invite_users")?;
    Ok(json!(link(id, "")))
}

fn invite_link(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = managed(world, call, "can_invite_users")?;
    let name = call.args.text("name");
    let given = call.args.text("invite_link");
    if given.is_empty() && !call.method.lower.starts_with("create") {
        return Err(bad("INVITE_HASH_EMPTY"));
    }
    let url = if given.is_empty() { link(id, &name) } else { given };
    let mut shown = json!({
        "invite_link": url, "creator": world.bot.user(), "creates_join_request": call.args.flag("creates_join_request"),
        "is_primary": false, "is_revoked": call.method.lower.starts_with("revoke"),
    });
    if !name.is_empty() {
        shown["name"] = Value::String(name);
    }
    Ok(shown)
}
