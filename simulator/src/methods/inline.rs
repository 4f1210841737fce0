//! Inline mode: answers to queries.

use serde_json::{Value, json};

use super::{Call, Run, callbacks::TOO_OLD, text};
use crate::{
    answer::{Outcome, Stop, bad},
    args::Args,
    clock::SECOND,
    keyboard,
    world::World,
};

/// How long Telegram keeps an answer that does not say so, in seconds (Bot API, answerInlineQuery).
const KEPT: i64 = 300;

pub fn runner(lower: &str) -> Option<Run> {
    (lower == "answerinlinequery").then_some(answer as Run)
}

fn answer(world: &mut World, call: &Call<'_>) -> Outcome {
    let args = call.args;
    let results = args.json("results").map_err(|()| bad("can't parse inline query results JSON object"))?;
    let results = results.and_then(|results| results.as_array().cloned());
    let results =
        results.ok_or_else(|| bad("can't parse inline query results: expected an Array of InlineQueryResult"))?;
    if results.len() > 50 {
        return Err(bad("too many inline query results specified"));
    }
    for result in &results {
        let id = result["id"].as_str().unwrap_or("");
        if !result["type"].is_string() {
            return Err(bad("can't parse inline query result: Can't find field \"type\""));
        }
        if id.is_empty() || id.len() > 64 {
            return Err(bad("RESULT_ID_INVALID"));
        }
        check_content(result).map_err(within_result)?;
    }
    if results
        .iter()
        .enumerate()
        .any(|(place, result)| results[..place].iter().any(|other| other["id"] == result["id"]))
    {
        return Err(bad("RESULT_ID_DUPLICATE"));
    }
    if args.text("next_offset").len() > 64 {
        return Err(bad("next offset is too long"));
    }
    let button = args.json("button").ok().flatten().unwrap_or(Value::Null);
    let parameter = button["start_parameter"].as_str().unwrap_or("");
    let named = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if parameter.len() > 64 || !parameter.bytes().all(named) {
        return Err(bad("START_PARAM_INVALID"));
    }
    let id = args.text("inline_query_id");
    let now = world.now();
    let query = world.queries.answerable(now, &id, true).ok_or_else(|| bad(TOO_OLD))?;
    query.results = Some(Value::Array(results.clone()));
    let query = query.clone();
    let answer = json!({"person": query.person, "query": id, "results": results, "button": button,
        "next_offset": args.text("next_offset")});
    let lasting = args.integer("cache_time").unwrap_or(KEPT).max(0) * SECOND;
    world.queries.keep(now, &query, args.flag("is_personal"), lasting, answer.clone());
    world.emit("inline_answer", &answer);
    Ok(json!(true))
}

/// What a result becomes: its message is read as one that is sent, an article has a title, and its keyboard is one of the inline kind.
fn check_content(result: &Value) -> Result<(), Stop> {
    if result["type"] == "article" && !result["title"].is_string() {
        return Err(bad("Can't find field \"title\""));
    }
    let content = &result["input_message_content"];
    if content.is_null() && result["type"] == "article" {
        return Err(bad("Can't find field \"input_message_content\""));
    }
    if let Some(raw) = content["message_text"].as_str() {
        let mode = content["parse_mode"].as_str().unwrap_or("");
        let text = text::formatted(raw, mode, &content["entities"])?;
        text::check_message(&text, "MESSAGE_TOO_LONG")?;
    }
    let mut markup = Args::default();
    if let Some(given) = result.get("reply_markup") {
        markup.set("reply_markup", given.clone());
    }
    keyboard::read_inline(&markup).map(drop)
}

/// The same refusal, as it is worded for one of several results.
fn within_result(stop: Stop) -> Stop {
    let Stop::Refuse(refusal) = stop else { return stop };
    let why = refusal.description.trim_start_matches("Bad Request: ");
    let mut letters = why.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    bad(&format!("can't parse inline query result: {first}{}", letters.as_str()))
}
