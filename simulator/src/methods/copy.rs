//! Copying and forwarding, one message or many.

use serde_json::{Value, json};

use super::{Call, Draft, Envelope, Run, text};
use crate::{
    Message, Sender,
    answer::{Outcome, Stop, bad},
    markup::Formatted,
    world::World,
};

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "copymessage" => copy_one,
        "copymessages" => copy_many,
        "forwardmessage" => forward_one,
        "forwardmessages" => forward_many,
        _ => return None,
    })
}

/// The message that is copied or forwarded.
fn source(world: &World, from: i64, id: i64, what: &str) -> Result<Message, Stop> {
    let message = world.chats.get(&from).and_then(|chat| chat.message(id)).cloned();
    let message = message.ok_or_else(|| bad(&format!("message to {what} not found")))?;
    let service = message.text.is_empty() && !message.is_media() && !message.more.contains_key("rich_message");
    if service || message.more.contains_key("has_protected_content") {
        let how = if what == "copy" { "copied" } else { "forwarded" };
        return Err(bad(&format!("message can't be {how}")));
    }
    Ok(message)
}

fn copied(message: Message) -> Draft {
    let (what, is_text) = if message.is_media() { ("photos", false) } else { ("text messages", true) };
    let text = Formatted { text: message.text, entities: message.entities };
    let mut more = message.more;
    for field in ["reply_to_message", "forward_origin", "media_group_id", "effect_id"] {
        more.remove(field);
    }
    let is_text = is_text && !more.contains_key("rich_message");
    Draft { text, photo: message.photo, more, what, is_text }
}

fn forwarded(world: &World, message: Message) -> Draft {
    let origin = message.more.get("forward_origin").cloned().unwrap_or_else(|| match message.from {
        Sender::Chat => json!({"type": "channel", "chat": world.bot_api_chat(message.chat), "message_id": message.id, "date": message.date}),
        sender => json!({"type": "user", "sender_user": world.sender_user(sender), "date": message.date}),
    });
    let mut draft = copied(message);
    draft.more.insert("forward_origin".into(), origin);
    draft
}

fn copy_one(world: &mut World, call: &Call<'_>) -> Outcome {
    let args = call.args;
    let new_caption = if args.has("caption") { Some(text::caption(args)?) } else { None };
    let envelope = Envelope::read(world, args)?;
    let from = world.open_chat(args, "from_chat_id")?;
    let id = args.integer("message_id").ok_or_else(|| bad("message identifier is not specified"))?;
    let mut draft = copied(source(world, from, id, "copy")?);
    if let Some(caption) = new_caption.filter(|_| !draft.is_text) {
        draft.text = caption;
    }
    world.check(&envelope, &draft)?;
    world.admit(call, &envelope, 1)?;
    let sent = world.put(envelope, draft);
    Ok(json!({"message_id": sent["message_id"]}))
}

fn forward_one(world: &mut World, call: &Call<'_>) -> Outcome {
    let envelope = Envelope::read(world, call.args)?;
    let from = world.open_chat(call.args, "from_chat_id")?;
    let id = call.args.integer("message_id").ok_or_else(|| bad("message identifier is not specified"))?;
    let message = source(world, from, id, "forward")?;
    let draft = forwarded(world, message);
    world.check(&envelope, &draft)?;
    world.admit(call, &envelope, 1)?;
    Ok(world.put(envelope, draft))
}

fn copy_many(world: &mut World, call: &Call<'_>) -> Outcome {
    let plain = call.args.flag("remove_caption");
    many(world, call, "copy", |_, message| {
        let mut draft = copied(message);
        if plain && !draft.is_text {
            draft.text = Formatted::default();
        }
        draft
    })
}

fn forward_many(world: &mut World, call: &Call<'_>) -> Outcome {
    many(world, call, "forward", forwarded)
}

/// Copies or forwards those of the messages that can be; albums stay albums only when forwarded.
fn many(world: &mut World, call: &Call<'_>, what: &str, draft: impl Fn(&World, Message) -> Draft) -> Outcome {
    let envelope = Envelope::read(world, call.args)?;
    let from = world.open_chat(call.args, "from_chat_id")?;
    let ids = call.args.ids("message_ids")?;
    if ids.is_empty() {
        return Err(bad("message identifiers are not specified"));
    }
    if ids.len() > 100 {
        return Err(bad("too many message identifiers specified"));
    }
    if ids.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(bad("message identifiers must be in a strictly increasing order"));
    }
    let found: Vec<Message> = ids.into_iter().filter_map(|id| source(world, from, id, what).ok()).collect();
    if found.is_empty() {
        return Err(bad(&format!("there are no messages to {what}")));
    }
    let drafts: Vec<Draft> = found.into_iter().map(|message| draft(world, message)).collect();
    for draft in &drafts {
        world.check(&envelope, draft)?;
    }
    world.admit(call, &envelope, drafts.len())?;
    let mut sent = Vec::new();
    for draft in drafts {
        let envelope = Envelope {
            chat: envelope.chat,
            thread: envelope.thread,
            silent: envelope.silent,
            more: envelope.more.clone(),
            ..Envelope::default()
        };
        let message = world.put(envelope, draft);
        sent.push(json!({"message_id": message["message_id"]}));
    }
    Ok(Value::Array(sent))
}
