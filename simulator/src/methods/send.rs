//! Sending: text, photos, files, albums, drafts and chat actions.

use serde_json::{Map, Value, json};

use super::{Call, Draft, Envelope, Run, media, text};
use crate::{
    answer::{Outcome, Stop, bad},
    clock::SECOND,
    world::World,
};

/// How long a chat action is shown.
const ACTION: i64 = 5 * SECOND;
/// Kinds of file by the method that sends them, with the parameter's name and what the chat's rights call them.
const FILES: [(&str, &str, &str); 7] = [
    ("senddocument", "document", "documents"),
    ("sendvideo", "video", "videos"),
    ("sendanimation", "animation", "animations"),
    ("sendaudio", "audio", "music"),
    ("sendvoice", "voice", "voice notes"),
    ("sendvideonote", "video_note", "video notes"),
    ("sendsticker", "sticker", "stickers"),
];

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "sendmessage" => message,
        "sendphoto" => photo,
        "sendmediagroup" => album,
        "sendchataction" => action,
        "sendmessagedraft" => draft,
        _ if FILES.iter().any(|(method, _, _)| *method == lower) => file,
        _ => return None,
    })
}

fn message(world: &mut World, call: &Call<'_>) -> Outcome {
    let text = text::message(call.args)?;
    let mut more = Map::new();
    if let Some(options) = preview_options(call)? {
        more.insert("link_preview_options".into(), options);
    }
    world.send(call, Draft { text, more, what: "text messages", is_text: true, ..Draft::default() })
}

/// `link_preview_options`, or the older way of saying that there is to be none.
pub fn preview_options(call: &Call<'_>) -> Result<Option<Value>, Stop> {
    let options =
        call.args.json("link_preview_options").map_err(|()| bad("can't parse link preview options JSON object"))?;
    let off = call.args.flag("disable_web_page_preview").then(|| json!({"is_disabled": true}));
    Ok(options.filter(Value::is_object).or(off))
}

fn photo(world: &mut World, call: &Call<'_>) -> Outcome {
    let args = call.args;
    let file = media::in_field(world, args, "photo", "photo");
    let text = text::caption(args)?;
    let envelope = Envelope::read(world, args)?;
    let photo = media::photo(&file?, args.flag("has_spoiler"));
    let draft = Draft { text, photo: Some(photo), more: captioned(call), what: "photos", is_text: false };
    world.check(&envelope, &draft)?;
    world.admit(call, &envelope, 1)?;
    Ok(world.put(envelope, draft))
}

fn captioned(call: &Call<'_>) -> Map<String, Value> {
    let mut more = Map::new();
    if call.args.flag("show_caption_above_media") {
        more.insert("show_caption_above_media".into(), json!(true));
    }
    more
}

fn file(world: &mut World, call: &Call<'_>) -> Outcome {
    let Some((_, field, what)) = FILES.iter().find(|(method, _, _)| *method == call.method.lower) else {
        return Err(bad("method not found"));
    };
    let file = media::in_field(world, call.args, field, field)?;
    let text = text::caption(call.args)?;
    let mut more = captioned(call);
    more.insert((*field).to_string(), media::document(&file));
    if *field == "animation" {
        more.insert("document".into(), media::document(&file));
    }
    if call.args.flag("has_spoiler") {
        more.insert("has_media_spoiler".into(), json!(true));
    }
    world.send(call, Draft { text, more, what, ..Draft::default() })
}

/// One item of an album, or the medium of an edit.
pub fn input_media(world: &mut World, call: &Call<'_>, item: &Value, edit: bool) -> Result<Draft, Stop> {
    let kind = item["type"].as_str().unwrap_or("");
    let known = ["photo", "video", "document", "audio", "animation"].contains(&kind);
    if !known || kind == "animation" && !edit {
        return Err(bad("can't parse InputMedia: invalid media type specified"));
    }
    let source = item["media"].as_str().filter(|media| !media.is_empty());
    let source = source.ok_or_else(|| bad("can't parse InputMedia: media not found"))?;
    let file = media::named(world, call.args, source, kind)?;
    let caption = item["caption"].as_str().unwrap_or("");
    let mode = item["parse_mode"].as_str().unwrap_or("");
    let text = text::formatted(caption, mode, &item["caption_entities"])?;
    let mut draft = Draft { text, what: "photos", ..Draft::default() };
    let spoiler = item["has_spoiler"] == true;
    if item["show_caption_above_media"] == true {
        draft.more.insert("show_caption_above_media".into(), json!(true));
    }
    if kind == "photo" {
        draft.photo = Some(media::photo(&file, spoiler));
        return Ok(draft);
    }
    draft.what = if kind == "video" { "videos" } else { "documents" };
    draft.more.insert(kind.to_string(), media::document(&file));
    if spoiler {
        draft.more.insert("has_media_spoiler".into(), json!(true));
    }
    Ok(draft)
}

fn album(world: &mut World, call: &Call<'_>) -> Outcome {
    let media = call.args.json("media").map_err(|()| bad("can't parse media JSON object"))?;
    let items =
        media.as_ref().and_then(Value::as_array).cloned().ok_or_else(|| bad("expected an Array of InputMedia"))?;
    if items.is_empty() {
        return Err(bad("group send must contain at least 2 items"));
    }
    if !(2..=10).contains(&items.len()) {
        return Err(bad("group send must contain 2-10 items"));
    }
    let kinds: Vec<&str> = items.iter().map(|item| item["type"].as_str().unwrap_or("")).collect();
    let alone = |kind: &str| kinds.contains(&kind) && kinds.iter().any(|other| *other != kind);
    if alone("document") || alone("audio") {
        return Err(bad("can't use the media of the specified type in the album"));
    }
    let drafts = items.iter().map(|item| input_media(world, call, item, false));
    let drafts = drafts.collect::<Result<Vec<Draft>, Stop>>()?;
    let envelope = Envelope::read(world, call.args)?;
    for draft in &drafts {
        world.check(&envelope, draft)?;
    }
    world.admit(call, &envelope, drafts.len())?;
    let group = world.next_album.to_string();
    world.next_album += 1;
    let put = |mut draft: Draft| {
        draft.more.insert("media_group_id".into(), json!(group));
        let envelope = Envelope {
            chat: envelope.chat,
            thread: envelope.thread,
            silent: envelope.silent,
            paid: envelope.paid,
            reply: envelope.reply.clone(),
            more: envelope.more.clone(),
            markup: None,
        };
        world.put(envelope, draft)
    };
    Ok(Value::Array(drafts.into_iter().map(put).collect()))
}

fn action(world: &mut World, call: &Call<'_>) -> Outcome {
    const ACTIONS: [&str; 11] = [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ];
    let chat = world.open_chat(call.args, "chat_id")?;
    let action = call.args.text("action").to_ascii_lowercase();
    if !ACTIONS.contains(&action.as_str()) {
        return Err(bad("wrong parameter action in request"));
    }
    world.server_refuses(chat)?;
    let thread = call.args.integer("message_thread_id");
    let until = world.now() + ACTION;
    if !world.lean
        && let Some(chat) = world.chat_mut(chat)
    {
        chat.action = Some((action.clone(), thread, until));
    }
    world.emit("action", &json!({"chat": chat, "thread": thread, "action": action}));
    Ok(json!(true))
}

/// A draft that is streamed while it is written: shown as an action, never a message.
fn draft(world: &mut World, call: &Call<'_>) -> Outcome {
    let chat = world.open_chat(call.args, "chat_id")?;
    if chat <= 0 {
        return Err(bad("method is available only for private chats"));
    }
    if call.args.integer("draft_id").unwrap_or(0) == 0 {
        return Err(bad("draft_id must be non-zero"));
    }
    let text =
        text::formatted(&call.args.text("text"), &call.args.text("parse_mode"), &call.args.entities("entities"))?;
    world.server_refuses(chat)?;
    world.emit("draft", &json!({"chat": chat, "text": text.text}));
    Ok(json!(true))
}
