//! Editing: text, caption, medium and keyboard. A bot's own messages may be edited without limit of time.

use serde_json::{Value, json};

use super::{Call, Draft, Envelope, Run, rich, send, text};
use crate::{
    Message,
    answer::{Outcome, Refusal, Stop, bad},
    chats::Happening,
    keyboard,
    world::World,
};

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the same as a \
    current content and reply markup of the message";

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "editmessagetext" => edit_text,
        "editmessagecaption" => edit_caption,
        "editmessagereplymarkup" => edit_markup,
        "editmessagemedia" => edit_media,
        _ => return None,
    })
}

/// The message that an edit means, or `None` for an inline message, which nobody here can see.
fn target(world: &World, call: &Call<'_>) -> Result<Option<Message>, Stop> {
    let args = call.args;
    if args.has("inline_message_id") && !args.has("chat_id") {
        return Ok(None);
    }
    let chat = world.open_chat(args, "chat_id")?;
    let id = args.integer("message_id").filter(|id| *id != 0);
    let id = id.ok_or_else(|| bad("message identifier is not specified"))?;
    if world.lean {
        return Ok(Some(lean_message(chat, id)));
    }
    let message = world.chats.get(&chat).and_then(|chat| chat.message(id)).cloned();
    let message = message.ok_or_else(|| bad("message to edit not found"))?;
    let own = world.chats.get(&chat).is_some_and(|chat| message.is_own(chat));
    let reply_keyboard = message.markup.as_ref().is_some_and(|markup| markup.get("inline_keyboard").is_none());
    if !own || reply_keyboard || message.more.contains_key("forward_origin") {
        return Err(bad("message can't be edited"));
    }
    Ok(Some(message))
}

/// In lean mode nothing is kept: any message that could have been sent can be edited.
fn lean_message(chat: i64, id: i64) -> Message {
    Message {
        id,
        chat,
        from: crate::Sender::Bot,
        date: 0,
        at_us: 0,
        edited: None,
        deleted: false,
        silent: false,
        thread: None,
        text: String::new(),
        entities: Vec::new(),
        photo: None,
        markup: None,
        more: serde_json::Map::new(),
    }
}

/// Makes the edit unless it changes nothing; the Bot API's Message.
fn settle(world: &mut World, call: &Call<'_>, old: &Message, mut new: Message) -> Outcome {
    let chat = old.chat;
    world.server_refuses(chat)?;
    if let Some((_, code, description)) =
        world.failing_text.as_ref().filter(|(part, ..)| new.text.contains(part.as_str()))
    {
        return Err(Refusal::plain(*code, description).into());
    }
    keyboard::server_check(new.markup.as_ref(), world.refused_address.as_deref())?;
    new.markup = keyboard::kept(new.markup);
    if !world.lean && *old == new {
        return Err(bad(NOT_MODIFIED));
    }
    world.admit(call, &Envelope { chat, ..Envelope::default() }, 1)?;
    // Only the keyboard changed: the message is not marked as edited.
    let keyboard_only = Message { markup: old.markup.clone(), ..new.clone() } == *old;
    if !keyboard_only {
        new.edited = Some(world.clock.unix());
    }
    world.tally.counters.edited += 1;
    let shown = world.bot_api_message(&new);
    world.replace(new);
    Ok(shown)
}

impl World {
    /// Puts the new version of a message in its place.
    pub fn replace(&mut self, message: Message) {
        if self.lean {
            return;
        }
        self.message_event("edit", &message);
        if let Some(chat) = self.chat_mut(message.chat) {
            chat.happenings.push(Happening::Edited(message.id));
            chat.messages.insert(message.id, message);
        }
        self.touched();
    }
}

fn edit_text(world: &mut World, call: &Call<'_>) -> Outcome {
    if call.args.has("rich_message") {
        let rich = rich::read(call.args)?;
        let markup = keyboard::read_inline(call.args)?;
        let Some(old) = target(world, call)? else { return Ok(json!(true)) };
        let mut new = Message { text: String::new(), entities: Vec::new(), markup, ..old.clone() };
        new.more.insert("rich_message".into(), rich);
        return settle(world, call, &old, new);
    }
    let text = text::message(call.args)?;
    let markup = keyboard::read_inline(call.args)?;
    let options = send::preview_options(call)?;
    let Some(old) = target(world, call)? else { return Ok(json!(true)) };
    if old.is_media() || old.text.is_empty() && !world.lean && !old.more.contains_key("rich_message") {
        return Err(bad("there is no text in the message to edit"));
    }
    text::check_message(&text, "MESSAGE_TOO_LONG")?;
    let mut new = Message { text: text.text, entities: text.entities, markup, ..old.clone() };
    new.more.remove("rich_message");
    match options {
        Some(options) => drop(new.more.insert("link_preview_options".into(), options)),
        None => drop(new.more.remove("link_preview_options")),
    }
    settle(world, call, &old, new)
}

fn edit_caption(world: &mut World, call: &Call<'_>) -> Outcome {
    let text = text::caption(call.args)?;
    let markup = keyboard::read_inline(call.args)?;
    let Some(old) = target(world, call)? else { return Ok(json!(true)) };
    if !old.is_media() && !world.lean {
        return Err(bad("there is no caption in the message to edit"));
    }
    text::check_caption(&text, "MEDIA_CAPTION_TOO_LONG")?;
    let mut new = Message { text: text.text, entities: text.entities, markup, ..old.clone() };
    above(&mut new, call.args.flag("show_caption_above_media"));
    settle(world, call, &old, new)
}

fn above(message: &mut Message, above: bool) {
    if above {
        message.more.insert("show_caption_above_media".into(), json!(true));
    } else {
        message.more.remove("show_caption_above_media");
    }
}

fn edit_markup(world: &mut World, call: &Call<'_>) -> Outcome {
    let markup = keyboard::read_inline(call.args)?;
    let Some(old) = target(world, call)? else { return Ok(json!(true)) };
    let new = Message { markup, ..old.clone() };
    settle(world, call, &old, new)
}

fn edit_media(world: &mut World, call: &Call<'_>) -> Outcome {
    let media = call.args.json("media").map_err(|()| bad("can't parse InputMedia: JSON object expected"))?;
    let media = media.filter(Value::is_object).ok_or_else(|| bad("can't parse InputMedia: JSON object expected"))?;
    let draft = send::input_media(world, call, &media, true)?;
    let markup = keyboard::read_inline(call.args)?;
    let Some(old) = target(world, call)? else { return Ok(json!(true)) };
    text::check_caption(&draft.text, "MEDIA_CAPTION_TOO_LONG")?;
    let Draft { text, photo, more, .. } = draft;
    let mut new = Message { text: text.text, entities: text.entities, photo, markup, ..old.clone() };
    for field in
        ["document", "video", "animation", "audio", "link_preview_options", "has_media_spoiler", "rich_message"]
    {
        new.more.remove(field);
    }
    above(&mut new, false);
    new.more.extend(more);
    settle(world, call, &old, new)
}
