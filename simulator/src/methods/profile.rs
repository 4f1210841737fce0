//! The bot about itself: who it is, commands by scope and language, names, descriptions, menu button, Stars.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Call, Run};
use crate::{
    answer::{Outcome, Stop, bad},
    args::Args,
    chats::RIGHTS,
    world::World,
};

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "getme" => |world, _| Ok(world.bot.me()),
        "logout" => |world, _| {
            world.bot.logged_out = true;
            Ok(json!(true))
        },
        "close" => |_, _| Ok(json!(true)),
        "setmycommands" => set_commands,
        "deletemycommands" => delete_commands,
        "getmycommands" => get_commands,
        "setmyname" => |world, call| set_words(world, call, "name", 64, |bot| &mut bot.names),
        "setmydescription" => |world, call| set_words(world, call, "description", 512, |bot| &mut bot.descriptions),
        "setmyshortdescription" => {
            |world, call| set_words(world, call, "short_description", 120, |bot| &mut bot.short_descriptions)
        }
        "getmyname" => |world, call| get_words(call, "name", &world.bot.names),
        "getmydescription" => |world, call| get_words(call, "description", &world.bot.descriptions),
        "getmyshortdescription" => |world, call| get_words(call, "short_description", &world.bot.short_descriptions),
        "setchatmenubutton" => set_menu_button,
        "getchatmenubutton" => get_menu_button,
        "setmydefaultadministratorrights" => set_rights,
        "getmydefaultadministratorrights" => get_rights,
        "getmystarbalance" => |world, _| {
            let nano = ((world.stars - world.stars.floor()) * 1e9).round() as i64;
            Ok(json!({"amount": world.stars.floor() as i64, "nanostar_amount": nano}))
        },
        "getstartransactions" => |_, _| Ok(json!({"transactions": []})),
        _ => return None,
    })
}

fn language(args: &Args) -> Result<String, Stop> {
    let code = args.text("language_code");
    let valid = code.is_empty() || code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if valid { Ok(code) } else { Err(bad("LANG_CODE_INVALID")) }
}

/// The scope as compact JSON with its parts in order, so that equal scopes are equal.
fn scope(world: &World, args: &Args) -> Result<String, Stop> {
    let scope = args.json("scope").map_err(|()| bad("can't parse BotCommandScope: JSON object expected"))?;
    let scope = scope.unwrap_or_else(|| json!({"type": "default"}));
    if !scope.is_object() {
        return Err(bad("can't parse BotCommandScope: BotCommandScope must be an Object"));
    }
    let kind = scope["type"].as_str().unwrap_or("");
    match kind {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => {
            Ok(json!({"type": kind}).to_string())
        }
        "chat" | "chat_administrators" | "chat_member" => {
            let mut named = Args::default();
            named.set("chat_id", scope["chat_id"].clone());
            let chat = world.open_chat(&named, "chat_id")?;
            let mut kept = json!({"type": kind, "chat_id": chat});
            if kind == "chat_member" {
                kept["user_id"] = scope["user_id"].clone();
            }
            Ok(kept.to_string())
        }
        _ => Err(bad("can't parse BotCommandScope: unsupported type specified")),
    }
}

fn set_commands(world: &mut World, call: &Call<'_>) -> Outcome {
    let commands = call.args.json("commands").map_err(|()| bad("can't parse commands JSON object"))?;
    let commands = commands.and_then(|commands| commands.as_array().cloned());
    let commands = commands.ok_or_else(|| bad("can't parse commands: commands must be an Array"))?;
    if commands.len() > 100 {
        return Err(bad("BOT_COMMANDS_TOO_MUCH"));
    }
    let mut kept = Vec::new();
    for command in &commands {
        let name = command["command"].as_str().unwrap_or("").trim_start_matches('/');
        let description = command["description"].as_str().unwrap_or("").trim();
        if name.is_empty() {
            return Err(bad("command must be non-empty"));
        }
        let valid = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !valid || name.len() > 32 {
            return Err(bad("BOT_COMMAND_INVALID"));
        }
        if description.is_empty() {
            return Err(bad("command description must be non-empty"));
        }
        if description.chars().count() > 256 {
            return Err(bad("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
        kept.push(json!({"command": name, "description": description}));
    }
    let key = (scope(world, call.args)?, language(call.args)?);
    if kept.is_empty() {
        world.bot.commands.remove(&key);
    } else {
        world.bot.commands.insert(key, Value::Array(kept));
    }
    world.profile_changed();
    Ok(json!(true))
}

fn delete_commands(world: &mut World, call: &Call<'_>) -> Outcome {
    let key = (scope(world, call.args)?, language(call.args)?);
    world.bot.commands.remove(&key);
    world.profile_changed();
    Ok(json!(true))
}

fn get_commands(world: &mut World, call: &Call<'_>) -> Outcome {
    let key = (scope(world, call.args)?, language(call.args)?);
    Ok(world.bot.commands.get(&key).cloned().unwrap_or_else(|| json!([])))
}

type Words = BTreeMap<String, String>;

fn set_words(
    world: &mut World,
    call: &Call<'_>,
    field: &str,
    most: usize,
    words: fn(&mut crate::bot::Bot) -> &mut Words,
) -> Outcome {
    let text = call.args.text(field);
    let language = language(call.args)?;
    if text.chars().count() > most {
        return Err(bad(&format!("{field} is too long")));
    }
    let words = words(&mut world.bot);
    if text.is_empty() && !(field == "name" && language.is_empty()) {
        words.remove(&language);
    } else if !text.is_empty() {
        words.insert(language, text);
    }
    world.profile_changed();
    Ok(json!(true))
}

fn get_words(call: &Call<'_>, field: &str, words: &Words) -> Outcome {
    let language = language(call.args)?;
    let text = words.get(&language).or_else(|| words.get("")).cloned().unwrap_or_default();
    Ok(json!({field: text}))
}

impl World {
    fn profile_changed(&self) {
        if self.is_watched() {
            self.emit("profile", &self.bot.profile(""));
        }
    }
}

fn set_menu_button(world: &mut World, call: &Call<'_>) -> Outcome {
    let button = call.args.json("menu_button").map_err(|()| bad("can't parse menu button JSON object"))?;
    let button = button.unwrap_or_else(|| json!({"type": "default"}));
    match button["type"].as_str() {
        Some("commands" | "default") => {}
        Some("web_app") if button["text"].is_string() && button["web_app"]["url"].is_string() => {}
        _ => return Err(bad("can't parse menu button: unsupported type specified")),
    }
    if call.args.has("chat_id") {
        let chat = world.open_chat(call.args, "chat_id")?;
        if let Some(chat) = world.chat_mut(chat) {
            chat.menu_button = Some(button);
        }
    } else {
        world.bot.menu_button = button;
    }
    Ok(json!(true))
}

fn get_menu_button(world: &mut World, call: &Call<'_>) -> Outcome {
    let own = if call.args.has("chat_id") {
        let chat = world.open_chat(call.args, "chat_id")?;
        world.chats.get(&chat).and_then(|chat| chat.menu_button.clone())
    } else {
        None
    };
    Ok(own.unwrap_or_else(|| world.bot.menu_button.clone()))
}

fn set_rights(world: &mut World, call: &Call<'_>) -> Outcome {
    let rights = call.args.json("rights").map_err(|()| bad("can't parse administrator rights JSON object"))?;
    let rights = rights.unwrap_or(Value::Null);
    if call.args.flag("for_channels") {
        world.bot.rights_for_channels = rights;
    } else {
        world.bot.rights_for_groups = rights;
    }
    Ok(json!(true))
}

fn get_rights(world: &mut World, call: &Call<'_>) -> Outcome {
    let channels = call.args.flag("for_channels");
    let given = if channels { &world.bot.rights_for_channels } else { &world.bot.rights_for_groups };
    let mut rights = json!({"is_anonymous": given["is_anonymous"] == true});
    let place = if channels { 'c' } else { 'g' };
    for (right, places) in RIGHTS {
        let always = matches!(right, "can_post_stories" | "can_edit_stories" | "can_delete_stories");
        if places.contains(place) || always || places == "cg" {
            rights[right] = json!(given[right] == true);
        }
    }
    Ok(rights)
}
