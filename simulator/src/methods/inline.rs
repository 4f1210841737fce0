//! Inline mode: answers to queries.

use serde_json::{Value, json};

use super::{Call, Run, callbacks::TOO_OLD};
use crate::{
    answer::{Outcome, bad},
    world::World,
};

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
    let person = query.person;
    world.emit("inline_answer", &json!({"person": person, "query": id, "results": results, "button": button}));
    Ok(json!(true))
}
