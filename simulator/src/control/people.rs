//! `/simulator/people`: who there is and what they do.

use serde_json::json;

use super::{Ask, Done, Fail, impossible, not_found, wrong};
use crate::{Message, Pressed, acts::Words, chats::Standing, world::World};

pub fn answer(world: &mut World, segments: &[&str], ask: &Ask) -> Done {
    match segments {
        [] if ask.method == "POST" => {
            let id = ask.integer("id");
            if id.is_some_and(|id| id <= 0 || world.account(id).is_some()) {
                return Err(Fail(409, "this id is taken or not a person's".to_string()));
            }
            let name = ask.required("name")?;
            let id = world.add_person(&name, &ask.text("language_code"), &ask.text("username"), id);
            show(world, id)
        }
        [] => {
            let mut people: Vec<_> = world.people.values().collect();
            people.sort_by_key(|account| account.id);
            Ok(people.into_iter().map(|account| world.show_person(account)).collect())
        }
        ["crowd"] => {
            let count = ask.integer("count").and_then(|count| u64::try_from(count).ok());
            let crowd = world.add_crowd(count.ok_or_else(|| wrong("\"count\" is missing"))?);
            Ok(json!({"first": crowd.start, "count": crowd.end - crowd.start}))
        }
        [id] => show(world, person(world, id)?),
        [id, act] => {
            let person = person(world, id)?;
            do_act(world, person, act, ask)
        }
        _ => Err(not_found("path")),
    }
}

fn person(world: &World, id: &str) -> Result<i64, Fail> {
    id.parse().ok().filter(|id| world.account(*id).is_some()).ok_or_else(|| not_found("person"))
}

fn show(world: &World, id: i64) -> Done {
    world.account(id).map(|account| world.show_person(&account)).ok_or_else(|| not_found("person"))
}

fn do_act(world: &mut World, person: i64, act: &str, ask: &Ask) -> Done {
    let chat = ask.integer("chat").unwrap_or(person);
    match act {
        "start" | "say" | "photo" | "choose" | "edit" => {
            let message = write(world, person, chat, act, ask)?;
            message.map(|message| world.show_message(&message)).map_err(impossible)
        }
        "press" => press(world, person, chat, ask),
        "inline" => {
            let query = ask.text("query");
            let id = world.ask_inline(person, &query, &ask.text("offset")).map_err(impossible)?;
            // What Telegram has kept was told before this answer.
            let results = world.queries.get(&id).and_then(|query| query.results.clone());
            Ok(json!({"query": id, "results": results}))
        }
        "react" => {
            world.react(person, chat, message(ask)?, &ask.text("emoji")).map_err(impossible)?;
            Ok(json!({}))
        }
        "join" | "leave" => {
            if act == "join" {
                world.join(person, chat).map_err(impossible)?;
            } else {
                world.set_member(chat, person, Standing::Left);
            }
            world.chats.get(&chat).map(|chat| world.show_chat(chat)).ok_or_else(|| not_found("chat"))
        }
        _ => change(world, person, act),
    }
}

fn message(ask: &Ask) -> Result<i64, Fail> {
    ask.integer("message").ok_or_else(|| wrong("\"message\" is missing"))
}

/// The acts that end with a message; the inner error is why it cannot be done.
fn write(world: &mut World, person: i64, chat: i64, act: &str, ask: &Ask) -> Result<Result<Message, String>, Fail> {
    Ok(match act {
        "start" => world.start(person, &ask.text("payload")),
        "photo" => {
            let photo = world.keep_photo(&ask.bytes).ok_or_else(|| wrong("the body is no picture"))?;
            let words = Words { text: ask.text("caption"), photo: Some(photo), ..Words::default() };
            world.say(person, chat, words)
        }
        "choose" => world.choose_inline(person, &ask.required("query")?, &ask.required("result")?, chat),
        "edit" => world.edit_own(person, chat, message(ask)?, &ask.required("text")?),
        _ => {
            let (thread, reply_to) = (ask.integer("thread"), ask.integer("reply_to"));
            world.say(person, chat, Words { text: ask.required("text")?, thread, reply_to, ..Words::default() })
        }
    })
}

fn change(world: &mut World, person: i64, act: &str) -> Done {
    match act {
        "block" => world.set_blocked(person, true),
        "unblock" => world.set_blocked(person, false),
        "deactivate" => world.deactivate(person),
        "delete" => {
            world.forget(person);
            return Ok(json!({}));
        }
        _ => return Err(not_found("path")),
    }
    show(world, person)
}

fn press(world: &mut World, person: i64, chat: i64, ask: &Ask) -> Done {
    let button = ask.text("button");
    let pressed = match ask.integer("message") {
        None => world.press_in_sight(person, chat, &ask.required("button")?),
        Some(id) => {
            let message = world.chats.get(&chat).and_then(|chat| chat.messages.get(&id));
            let message = message.ok_or_else(|| not_found("message"))?;
            let cell = |name: &str| ask.integer(name).and_then(|place| usize::try_from(place).ok());
            let found = match (cell("row"), cell("column")) {
                (Some(row), Some(column)) => message.keyboard().get(row).and_then(|row| row.get(column)).cloned(),
                _ => message.button(&button),
            };
            let raw = found.map(|button| button.raw).ok_or_else(|| not_found("button"))?;
            world.press(person, chat, id, &raw)
        }
    };
    Ok(match pressed.map_err(impossible)? {
        Pressed::Query(query) => json!({"did": "query", "query": query}),
        Pressed::Link(url) => json!({"did": "link", "url": url}),
        Pressed::Copied(text) => json!({"did": "copied", "text": text}),
        Pressed::Inline(query) => json!({"did": "inline", "query": query}),
        Pressed::Said(text) => json!({"did": "said", "text": text}),
    })
}
