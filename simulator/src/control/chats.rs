//! `/simulator/chats`: groups, channels, what stands in them, and the bot's place there.

use serde_json::{Value, json};

use super::{Ask, Done, Fail, impossible, not_found, wrong};
use crate::{
    chats::{Kind, Standing},
    world::World,
};

/// Messages in one answer unless asked otherwise.
const LIMIT: i64 = 200;

pub fn answer(world: &mut World, segments: &[&str], ask: &Ask) -> Done {
    match segments {
        [] if ask.method == "POST" => create(world, ask),
        [] => {
            let mut chats: Vec<_> = world.chats.values().collect();
            chats.sort_by_key(|chat| chat.id.abs());
            Ok(chats.into_iter().map(|chat| world.show_chat(chat)).collect())
        }
        [id, rest @ ..] => {
            let id = chat(world, id)?;
            within(world, id, rest, ask)
        }
    }
}

fn within(world: &mut World, id: i64, segments: &[&str], ask: &Ask) -> Done {
    match segments {
        [] => show(world, id),
        ["messages"] => messages(world, id, ask),
        ["messages", message] => {
            let message = message.parse().ok().and_then(|message: i64| world.chats.get(&id)?.messages.get(&message));
            message.map(|message| world.show_message(message)).ok_or_else(|| not_found("message"))
        }
        ["topics"] => add_topic(world, id, ask),
        ["topics", topic, act] => change_topic(world, id, topic, act),
        [act] => do_act(world, id, act, ask),
        _ => Err(not_found("path")),
    }
}

fn chat(world: &mut World, id: &str) -> Result<i64, Fail> {
    id.parse().ok().filter(|id| world.chat_mut(*id).is_some()).ok_or_else(|| not_found("chat"))
}

fn show(world: &World, id: i64) -> Done {
    world.chats.get(&id).map(|chat| world.show_chat(chat)).ok_or_else(|| not_found("chat"))
}

fn create(world: &mut World, ask: &Ask) -> Done {
    let kind = Kind::named(&ask.required("kind")?).filter(|kind| *kind != Kind::Private);
    let kind = kind.ok_or_else(|| wrong("\"kind\" must be group, supergroup or channel"))?;
    let ids = ask.body["members"].as_array().into_iter().flatten().filter_map(Value::as_i64);
    let mut members: Vec<i64> = ask.integer("owner").into_iter().chain(ids).collect();
    members.dedup();
    if let Some(stranger) = members.iter().find(|id| world.account(**id).is_none()) {
        return Err(wrong(format!("there is no person {stranger}")));
    }
    let id = world.add_chat(kind, &ask.required("title")?, &ask.text("username"), &members);
    if ask.body["forum"] == true
        && let Some(chat) = world.chats.get_mut(&id)
    {
        chat.forum = true;
    }
    show(world, id)
}

fn messages(world: &World, id: i64, ask: &Ask) -> Done {
    let after = ask.integer("after").unwrap_or(0);
    let limit = usize::try_from(ask.integer("limit").unwrap_or(LIMIT)).unwrap_or(0);
    let deleted = ask.integer("deleted") == Some(1);
    let Some(chat) = world.chats.get(&id) else { return Err(not_found("chat")) };
    let newest = chat.messages.range(after + 1..).rev().map(|(_, message)| message);
    let mut shown: Vec<Value> = newest
        .filter(|message| deleted || !message.deleted)
        .take(limit)
        .map(|message| world.show_message(message))
        .collect();
    shown.reverse();
    Ok(Value::Array(shown))
}

fn add_topic(world: &mut World, id: i64, ask: &Ask) -> Done {
    if !world.chats.get(&id).is_some_and(|chat| chat.forum) {
        return Err(Fail(409, "the chat is not a forum".to_string()));
    }
    let name = ask.required("name")?;
    let topic = world.add_topic(id, &name, 7_322_096);
    Ok(json!({"id": topic, "name": name, "closed": false}))
}

fn change_topic(world: &mut World, id: i64, topic: &str, act: &str) -> Done {
    let known = |topic: &i64| world.chats.get(&id).is_some_and(|chat| chat.topics.contains_key(topic));
    let topic: i64 = topic.parse().ok().filter(known).ok_or_else(|| not_found("topic"))?;
    match act {
        "close" => world.close_topic(id, topic, true),
        "reopen" => world.close_topic(id, topic, false),
        "delete" => world.delete_topic(id, topic),
        _ => return Err(not_found("path")),
    }
    Ok(json!({}))
}

fn do_act(world: &mut World, id: i64, act: &str, ask: &Ask) -> Done {
    match act {
        "bot" => set_bot(world, id, ask),
        "migrate" => {
            let to = world.migrate(id).map_err(impossible)?;
            show(world, to)
        }
        "delete" => {
            world.delete_chat(id);
            Ok(json!({}))
        }
        "refuse" => {
            let code = ask.integer("code").and_then(|code| u16::try_from(code).ok()).unwrap_or(400);
            world.refuse(id, code, &ask.text("description"));
            Ok(json!({}))
        }
        _ => Err(not_found("path")),
    }
}

fn set_bot(world: &mut World, id: i64, ask: &Ask) -> Done {
    let rights: Vec<&str> = ask.body["rights"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let by = ask.integer("by");
    let standing = match ask.required("status")?.as_str() {
        "member" => Standing::Member,
        "administrator" => world.promoted(id, &rights),
        "restricted" => Standing::Restricted(rights.iter().map(ToString::to_string).collect()),
        "left" => Standing::Left,
        "kicked" => Standing::Kicked,
        _ => return Err(wrong("\"status\" must be member, administrator, restricted, left or kicked")),
    };
    let owner = || world.chats.get(&id).and_then(|chat| chat.members.keys().next().copied());
    let by = by.or_else(owner).or(Some(0));
    world.set_bot(id, standing, by);
    show(world, id)
}
