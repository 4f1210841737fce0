//! Rich messages: kept as they were given, with their limits; their blocks are not laid out.

use serde_json::{Map, Value, json};

use super::{Call, Draft, Run};
use crate::{
    answer::{Outcome, Stop, bad},
    args::Args,
    world::World,
};

/// Characters of a rich message.
const LONGEST: usize = 32_768;
/// Blocks of a rich message.
const BLOCKS: usize = 500;
/// Pictures and other media.
const MEDIA: usize = 50;

pub fn runner(lower: &str) -> Option<Run> {
    Some(match lower {
        "sendrichmessage" => send,
        "sendrichmessagedraft" => draft,
        _ => return None,
    })
}

/// `rich_message`, as a message shows it: blocks as given, or one paragraph of the text given as HTML or Markdown.
pub fn read(args: &Args) -> Result<Value, Stop> {
    let given = args.json("rich_message").map_err(|()| bad("can't parse rich message JSON object"))?;
    let given = given.filter(Value::is_object).ok_or_else(|| bad("rich message must be non-empty"))?;
    let written: Vec<&str> = ["html", "markdown"].into_iter().filter(|field| given[*field].is_string()).collect();
    if written.len() + usize::from(given["blocks"].is_array()) != 1 {
        return Err(bad("exactly one of the fields html, markdown, or blocks must be used in the rich message"));
    }
    if given["media"].as_array().is_some_and(|media| media.len() > MEDIA) {
        return Err(bad("too many media in the rich message"));
    }
    let blocks = match given["blocks"].as_array() {
        Some(blocks) => blocks.clone(),
        None => vec![json!({"type": "paragraph", "text": given[written[0]]})],
    };
    let length = Value::Array(blocks.clone()).to_string().chars().count();
    let text = written.first().map_or(length, |field| given[*field].as_str().unwrap_or("").chars().count());
    if blocks.is_empty() || text == 0 {
        return Err(bad("rich message must be non-empty"));
    }
    if blocks.len() > BLOCKS || text > LONGEST {
        return Err(bad("rich message is too long"));
    }
    let mut shown = json!({"blocks": blocks});
    if given["is_rtl"] == true {
        shown["is_rtl"] = json!(true);
    }
    Ok(shown)
}

fn send(world: &mut World, call: &Call<'_>) -> Outcome {
    let more = Map::from_iter([("rich_message".to_string(), read(call.args)?)]);
    world.send(call, Draft { more, what: "text messages", ..Draft::default() })
}

fn draft(world: &mut World, call: &Call<'_>) -> Outcome {
    read(call.args)?;
    let chat = world.open_chat(call.args, "chat_id")?;
    world.server_refuses(chat)?;
    Ok(json!(true))
}
