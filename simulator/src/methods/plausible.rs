//! Known methods that are not simulated: their required parameters are asked for, then comes an answer of the right shape.
//! The log marks them.

use serde_json::{Map, Value, json};

use super::{Call, Draft};
use crate::{
    answer::{Outcome, bad},
    world::World,
};

pub fn answer(world: &mut World, call: &Call<'_>) -> Outcome {
    for param in call.method.params.iter().filter(|param| param.required) {
        let given = call.args.has(param.name) || call.args.files.contains_key(param.name);
        if !given && param.kind == "chat" {
            return Err(bad("chat_id is empty"));
        }
        if !given {
            return Err(bad(&format!("parameter \"{}\" is required", param.name)));
        }
    }
    if call.args.has("chat_id") && call.method.params.iter().any(|param| param.name == "chat_id") {
        world.open_chat(call.args, "chat_id")?;
    }
    match call.method.returns {
        "Message" if call.method.sends() => world.send(call, content(call)),
        "True" => Ok(json!(true)),
        "String" => Ok(json!(format!("https://t.me/$simulated{}", call.method.lower.len()))),
        "Integer" => Ok(json!(1)),
        returns if returns.starts_with('[') => Ok(json!([])),
        "StarAmount" => Ok(json!({"amount": 0})),
        "OwnedGifts" => Ok(json!({"total_count": 0, "gifts": []})),
        "Gifts" => Ok(json!({"gifts": []})),
        "UserProfileAudios" => Ok(json!({"total_count": 0, "audios": []})),
        "UserChatBoosts" => Ok(json!({"boosts": []})),
        "File" => Ok(json!({"file_id": "simulated", "file_unique_id": "simulated"})),
        "SentWebAppMessage" | "SentGuestMessage" => Ok(json!({"inline_message_id": "simulated"})),
        "PreparedInlineMessage" | "PreparedKeyboardButton" => {
            Ok(json!({"id": "simulated", "expiration_date": world.clock.unix() + 3600}))
        }
        _ => Ok(json!({})),
    }
}

/// The content of messages of kinds that are only passed through: the parameters are the content.
fn content(call: &Call<'_>) -> Draft {
    let given = |names: &[&str]| {
        let values =
            names.iter().filter(|name| call.args.has(name)).map(|name| (name.to_string(), number_or_text(call, name)));
        Value::Object(Map::from_iter(values))
    };
    let (field, value) = match call.method.name {
        "sendLocation" => ("location", given(&["latitude", "longitude", "live_period", "heading"])),
        "sendVenue" => {
            let mut venue = given(&["title", "address"]);
            venue["location"] = given(&["latitude", "longitude"]);
            ("venue", venue)
        }
        "sendContact" => ("contact", given(&["phone_number", "first_name", "last_name", "vcard"])),
        "sendDice" => {
            let emoji = if call.args.has("emoji") { call.args.text("emoji") } else { "🎲".to_string() };
            ("dice", json!({"emoji": emoji, "value": 4}))
        }
        "sendPoll" => ("poll", poll(call)),
        "sendInvoice" => (
            "invoice",
            json!({
                "title": call.args.text("title"), "description": call.args.text("description"), "start_parameter": "",
                "currency": call.args.text("currency"), "total_amount": 0,
            }),
        ),
        "sendGame" => ("game", json!({"title": call.args.text("game_short_name"), "description": "", "photo": []})),
        _ => ("not_simulated", json!({})),
    };
    let what = if field == "poll" { "polls" } else { "text messages" };
    Draft { more: Map::from_iter([(field.to_string(), value)]), what, ..Draft::default() }
}

fn number_or_text(call: &Call<'_>, name: &str) -> Value {
    let text = call.args.text(name);
    match name {
        "latitude" | "longitude" => text.parse::<f64>().map_or(json!(text), |number| json!(number)),
        "live_period" | "heading" => text.parse::<i64>().map_or(json!(text), |number| json!(number)),
        _ => json!(text),
    }
}

fn poll(call: &Call<'_>) -> Value {
    let options = call.args.json("options").ok().flatten().unwrap_or_default();
    let option = |(place, option): (usize, &Value)| {
        let text = option.as_str().or_else(|| option["text"].as_str()).unwrap_or("");
        json!({"persistent_id": place.to_string(), "text": text, "voter_count": 0})
    };
    let options: Vec<Value> = options.as_array().into_iter().flatten().enumerate().map(option).collect();
    let kind = if call.args.text("type") == "quiz" { "quiz" } else { "regular" };
    json!({
        "id": "5000000000000000001", "question": call.args.text("question"), "options": options, "total_voter_count": 0,
        "is_closed": call.args.flag("is_closed"), "is_anonymous": true, "type": kind,
        "allows_multiple_answers": call.args.flag("allows_multiple_answers"),
        "allows_revoting": call.args.flag("allows_revoting"), "members_only": call.args.flag("members_only"),
    })
}
