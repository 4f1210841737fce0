//! The bot's reactions to messages.

use serde_json::{Value, json};

use super::{Call, Run};
use crate::{
    answer::{Outcome, bad},
    world::World,
};

/// The emoji that may be a reaction.
const EMOJI: &str = "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 \
    🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡";

pub fn runner(lower: &str) -> Option<Run> {
    (lower == "setmessagereaction").then_some(react as Run)
}

fn react(world: &mut World, call: &Call<'_>) -> Outcome {
    let chat = world.open_chat(call.args, "chat_id")?;
    let id = call.args.integer("message_id").ok_or_else(|| bad("message identifier is not specified"))?;
    let given = call.args.json("reaction").map_err(|()| bad("can't parse reaction types JSON object"))?;
    let given = given.as_ref().and_then(Value::as_array).cloned().unwrap_or_default();
    let emoji: Vec<String> = given.iter().map(|kind| kind["emoji"].as_str().unwrap_or("").to_string()).collect();
    if world.chats.get(&chat).is_none_or(|chat| chat.message(id).is_none()) {
        return Err(bad("message to react not found"));
    }
    let plain = |emoji: &String| emoji.trim_end_matches('\u{FE0F}').to_string();
    if emoji.len() > 1 || emoji.iter().any(|emoji| !EMOJI.split_whitespace().any(|known| known == plain(emoji))) {
        return Err(bad("REACTION_INVALID"));
    }
    world.server_refuses(chat)?;
    world.set_reaction(chat, id, world.bot.id, emoji.first().map_or("", String::as_str));
    Ok(json!(true))
}

impl World {
    /// Puts somebody's reaction on a message; empty takes it away. The one before it.
    pub fn set_reaction(&mut self, chat_id: i64, message: i64, who: i64, emoji: &str) -> Option<String> {
        let chat = self.chats.get_mut(&chat_id)?;
        let place = chat.reactions.iter().position(|(id, person, _)| *id == message && *person == who);
        let old = place.map(|place| chat.reactions.remove(place).2);
        if !emoji.is_empty() {
            chat.reactions.push((message, who, emoji.to_string()));
        }
        if let Some(message) = self.chats.get(&chat_id).and_then(|chat| chat.messages.get(&message)).cloned() {
            self.message_event("edit", &message);
        }
        old
    }
}
