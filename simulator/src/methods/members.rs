//! Members of groups and channels: ban, restrict, promote, leave.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Call, Run};
use crate::{
    answer::{Outcome, Stop, bad},
    chats::{Kind, PERMISSIONS, RIGHTS, Standing},
    world::World,
};

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "leavechat" => leave,
        "banchatmember" => |world, call| set(world, call, "can_restrict_members", |_, _| Ok(Standing::Kicked)),
        "unbanchatmember" => unban,
        "restrictchatmember" => |world, call| set(world, call, "can_restrict_members", restricted),
        "promotechatmember" => |world, call| set(world, call, "can_promote_members", promoted),
        "setchatadministratorcustomtitle" | "setchatmembertag" => titled,
        "setchatpermissions" => set_permissions,
        "approvechatjoinrequest" | "declinechatjoinrequest" => join_request,
        _ => return None,
    })
}

/// The group or channel in which the bot has this right.
pub fn managed(world: &World, call: &Call<'_>, right: &str) -> Result<i64, Stop> {
    let id = world.open_chat(call.args, "chat_id")?;
    let chat = world.chats.get(&id).filter(|chat| chat.kind != Kind::Private);
    let chat = chat.ok_or_else(|| bad("method is available only for supergroups and channels"))?;
    if chat.bot.has_right(right) {
        return Ok(id);
    }
    Err(match right {
        "can_restrict_members" => bad("not enough rights to restrict/unrestrict chat member"),
        "can_promote_members" => bad("CHAT_ADMIN_REQUIRED"),
        "can_pin_messages" => bad("not enough rights to manage pinned messages in the chat"),
        "can_manage_topics" => bad("not enough rights to manage topics"),
        "can_change_info" => bad("not enough rights to change chat info"),
        "can_invite_users" => bad("not enough rights to manage chat invite link"),
        _ => bad("CHAT_ADMIN_REQUIRED"),
    })
}

fn user(world: &World, call: &Call<'_>) -> Result<i64, Stop> {
    let id = call.args.integer("user_id").ok_or_else(|| bad("invalid user_id specified"))?;
    world.account(id).map(|_| id).ok_or_else(|| bad("user not found"))
}

fn leave(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = world.open_chat(call.args, "chat_id")?;
    if id > 0 {
        return Err(bad("chat member status can't be changed in private chats"));
    }
    world.set_bot(id, Standing::Left, None);
    Ok(json!(true))
}

fn set(
    world: &mut World,
    call: &Call<'_>,
    right: &str,
    standing: fn(&World, &Call<'_>) -> Result<Standing, Stop>,
) -> Outcome {
    let id = managed(world, call, right)?;
    let user = user(world, call)?;
    let owner = world.chats.get(&id).and_then(|chat| chat.members.get(&user)) == Some(&Standing::Creator);
    if owner {
        return Err(bad("can't remove chat owner"));
    }
    let standing = standing(world, call)?;
    world.set_member(id, user, standing);
    Ok(json!(true))
}

fn unban(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = managed(world, call, "can_restrict_members")?;
    let user = user(world, call)?;
    let banned = world.chats.get(&id).and_then(|chat| chat.members.get(&user)) == Some(&Standing::Kicked);
    if banned || !call.args.flag("only_if_banned") {
        world.set_member(id, user, Standing::Left);
    }
    Ok(json!(true))
}

fn restricted(_: &World, call: &Call<'_>) -> Result<Standing, Stop> {
    let allowed = permissions(call)?;
    let all = PERMISSIONS.iter().filter(|right| right.starts_with("can_send")).all(|right| allowed.contains(*right));
    Ok(if all { Standing::Member } else { Standing::Restricted(allowed) })
}

fn promoted(_: &World, call: &Call<'_>) -> Result<Standing, Stop> {
    let rights: BTreeSet<String> =
        RIGHTS.iter().map(|(right, _)| right.to_string()).filter(|right| call.args.flag(right)).collect();
    Ok(if rights.is_empty() { Standing::Member } else { Standing::Administrator(rights) })
}

fn permissions(call: &Call<'_>) -> Result<BTreeSet<String>, Stop> {
    let given = call.args.json("permissions").map_err(|()| bad("can't parse chat permissions JSON object"))?;
    let given = given.filter(Value::is_object).ok_or_else(|| bad("permissions must be non-empty"))?;
    Ok(PERMISSIONS.iter().filter(|right| given[**right] == true).map(ToString::to_string).collect())
}

fn set_permissions(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = managed(world, call, "can_restrict_members")?;
    let allowed = permissions(call)?;
    if let Some(chat) = world.chats.get_mut(&id) {
        chat.permissions = allowed;
    }
    world.chat_changed(id);
    Ok(json!(true))
}

fn titled(world: &mut World, call: &Call<'_>) -> Outcome {
    managed(world, call, "can_promote_members")?;
    user(world, call)?;
    Ok(json!(true))
}

fn join_request(world: &mut World, call: &Call<'_>) -> Outcome {
    let id = managed(world, call, "can_invite_users")?;
    let user = user(world, call)?;
    if call.method.lower.starts_with("approve") {
        world.set_member(id, user, Standing::Member);
    }
    Ok(json!(true))
}
