//! Answers to pressed buttons, and the webhook that nobody calls.

use serde_json::{Value, json};

use super::{Call, Run};
use crate::{
    answer::{Outcome, bad},
    chats::Happening,
    world::World,
};

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "answercallbackquery" => answer,
        "setwebhook" => set_webhook,
        "deletewebhook" => delete_webhook,
        "getwebhookinfo" => webhook_info,
        _ => return None,
    })
}

/// What Telegram says when a query can no longer be answered.
pub const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

fn answer(world: &mut World, call: &Call<'_>) -> Outcome {
    let args = call.args;
    let id = args.text("callback_query_id");
    let text = args.text("text");
    if text.chars().count() > 200 {
        return Err(bad("MESSAGE_TOO_LONG"));
    }
    let now = world.now();
    let query = world.queries.answerable(now, &id, false).cloned().ok_or_else(|| bad(TOO_OLD))?;
    if let Some(chat) = world.chats.get_mut(&query.chat) {
        chat.happenings.push(Happening::Toast(text.clone()));
    }
    world.emit(
        "toast",
        &json!({"chat": query.chat, "person": query.person, "query": id, "message": query.message, "text": text,
            "alert": args.flag("show_alert"), "url": args.text("url")}),
    );
    Ok(json!(true))
}

fn set_webhook(world: &mut World, call: &Call<'_>) -> Outcome {
    let url = call.args.text("url");
    if call.args.flag("drop_pending_updates") {
        world.updates.drop_all();
    }
    if let Ok(Some(Value::Array(kinds))) = call.args.json("allowed_updates") {
        world.updates.allow(&kinds);
    }
    if url.is_empty() {
        world.bot.webhook = None;
    } else if url.starts_with("https://") {
        world.bot.webhook = Some(url);
    } else {
        return Err(bad("bad webhook: An HTTPS URL must be provided for webhook"));
    }
    Ok(json!(true))
}

fn delete_webhook(world: &mut World, call: &Call<'_>) -> Outcome {
    if call.args.flag("drop_pending_updates") {
        world.updates.drop_all();
    }
    world.bot.webhook = None;
    Ok(json!(true))
}

fn webhook_info(world: &mut World, _: &Call<'_>) -> Outcome {
    let mut info = json!({
        "url": world.bot.webhook.clone().unwrap_or_default(), "has_custom_certificate": false,
        "pending_update_count": world.updates.len(),
    });
    if let Some(allowed) = &world.updates.allowed {
        info["allowed_updates"] = json!(allowed);
    }
    Ok(info)
}
