//! Looking at chats and their members.

use serde_json::{Value, json};

use super::{Call, Run};
use crate::{
    answer::{Outcome, Stop, bad},
    chats::{Chat, Kind, PERMISSIONS, RIGHTS, Standing},
    files::URL_FILE_BYTES,
    world::World,
};

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "getchat" => get_chat,
        "getchatmember" => get_member,
        "getchatadministrators" => get_administrators,
        "getchatmembercount" => count_members,
        "getuserprofilephotos" => profile_photos,
        "getfile" => get_file,
        _ => return None,
    })
}

/// The chat that may be looked at: also private chats that were never begun are unknown.
fn seen(world: &World, call: &Call<'_>) -> Result<i64, Stop> {
    let id = world.named_chat(call.args, "chat_id")?;
    if id > 0 {
        let account = world.account(id).filter(|account| account.started || account.deactivated);
        return account.map(|_| id).ok_or_else(|| bad("chat not found"));
    }
    let chat = world.chats.get(&id).ok_or_else(|| bad("chat not found"))?;
    // A public chat can be looked at from outside.
    if !chat.username.is_empty() && chat.bot != Standing::Kicked {
        return Ok(id);
    }
    chat.access()?;
    Ok(id)
}

fn get_chat(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = seen(world, call)?;
    let mut full = world.bot_api_chat(id);
    full["accent_color_id"] = json!(id.unsigned_abs() % 7);
    full["max_reaction_count"] = json!(11);
    full["accepted_gift_types"] = json!({
        "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true, "premium_subscription": true,
        "gifts_from_channels": true,
    });
    let Some(chat) = world.chats.get(&id) else { return Ok(full) };
    if !chat.username.is_empty() {
        full["active_usernames"] = json!([chat.username]);
    }
    if !chat.description.is_empty() {
        full["description"] = json!(chat.description);
    }
    if matches!(chat.kind, Kind::Group | Kind::Supergroup) {
        let allowed = PERMISSIONS.iter().map(|right| (right.to_string(), json!(chat.permissions.contains(*right))));
        full["permissions"] = Value::Object(allowed.collect());
    }
    if let Some(message) = chat.pinned.first().and_then(|id| chat.message(*id)) {
        full["pinned_message"] = world.bot_api_message(message);
    }
    Ok(full)
}

pub fn member(user: Value, chat: &Chat, standing: &Standing) -> Value {
    let mut shown = json!({"status": standing.name(), "user": user});
    match standing {
        Standing::Creator => shown["is_anonymous"] = json!(false),
        Standing::Administrator(rights) => {
            shown["can_be_edited"] = json!(false);
            shown["is_anonymous"] = json!(false);
            let place = if chat.kind == Kind::Channel { 'c' } else { 'g' };
            for (right, _) in RIGHTS.iter().filter(|(_, places)| places.contains(place)) {
                shown[*right] = json!(rights.contains(*right));
            }
        }
        Standing::Restricted(rights) => {
            shown["is_member"] = json!(true);
            shown["until_date"] = json!(0);
            for right in PERMISSIONS {
                shown[right] = json!(rights.contains(right));
            }
        }
        Standing::Kicked => shown["until_date"] = json!(0),
        _ => {}
    }
    shown
}

fn get_member(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = seen(world, call)?;
    let user = call.args.integer("user_id").ok_or_else(|| bad("invalid user_id specified"))?;
    if id > 0 {
        let account = world.account(user).filter(|_| user == id).ok_or_else(|| bad("user not found"))?;
        return Ok(json!({"status": "member", "user": account.user()}));
    }
    let chat = world.chats.get(&id).ok_or_else(|| bad("chat not found"))?;
    if user == world.bot.id {
        return Ok(member(world.bot.user(), chat, &chat.bot));
    }
    let account = world.account(user).ok_or_else(|| bad("user not found"))?;
    let hidden = chat.kind == Kind::Channel && !matches!(chat.bot, Standing::Administrator(_));
    if hidden {
        return Err(bad("CHAT_ADMIN_REQUIRED"));
    }
    let standing = chat.members.get(&user).unwrap_or(&Standing::Left);
    Ok(member(account.user(), chat, standing))
}

fn get_administrators(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = seen(world, call)?;
    let chat = world.chats.get(&id).filter(|chat| chat.kind != Kind::Private);
    let chat = chat.ok_or_else(|| bad("there are no administrators in the private chat"))?;
    if chat.kind == Kind::Channel && !matches!(chat.bot, Standing::Administrator(_)) {
        return Err(bad("CHAT_ADMIN_REQUIRED"));
    }
    let manages = |standing: &Standing| matches!(standing, Standing::Creator | Standing::Administrator(_));
    let mut shown: Vec<Value> = chat
        .members
        .iter()
        .filter(|(_, standing)| manages(standing))
        .filter_map(|(id, standing)| world.account(*id).map(|account| member(account.user(), chat, standing)))
        .collect();
    if manages(&chat.bot) && call.args.flag("return_bots") {
        shown.push(member(world.bot.user(), chat, &chat.bot));
    }
    Ok(Value::Array(shown))
}

fn count_members(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = seen(world, call)?;
    let Some(chat) = world.chats.get(&id).filter(|chat| chat.kind != Kind::Private) else { return Ok(json!(2)) };
    let people = chat.members.values().filter(|standing| standing.is_inside()).count();
    Ok(json!(people + usize::from(chat.bot.is_inside())))
}

fn profile_photos(world: &mut World, call: &Call<'_>) -> Outcome {
    let user = call.args.integer("user_id").ok_or_else(|| bad("invalid user_id specified"))?;
    world.account(user).ok_or_else(|| bad("user not found"))?;
    Ok(json!({"total_count": 0, "photos": []}))
}

fn get_file(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = call.args.text("file_id");
    if id.is_empty() {
        return Err(bad("file_id not specified"));
    }
    let Some(file) = world.files.get(&id) else { return Err(bad("invalid file_id")) };
    if file.bytes.len() > URL_FILE_BYTES {
        return Err(bad("file is too big"));
    }
    Ok(json!({"file_id": id, "file_unique_id": file.unique_id, "file_size": file.bytes.len(), "file_path": file.path}))
}
