//! Text and captions: from parameters to formatted text, with the refusals on the way.

use serde_json::Value;

use crate::{
    answer::{Stop, bad},
    args::Args,
    markup::{self, Formatted, Mode},
};

/// Raw text before parsing, in bytes.
const RAW: usize = 32_768;
/// A message, in code points.
const MESSAGE: usize = 4096;
/// A caption, in code points.
const CAPTION: usize = 1024;
/// All entity data together; roughly what the server takes.
const ENTITY_DATA: usize = 9_500;

/// `text` with `parse_mode` or `entities`.
pub fn message(args: &Args) -> Result<Formatted, Stop> {
    if args.text("text").is_empty() {
        return Err(bad("message text is empty"));
    }
    read(args, "text", "parse_mode", "entities")
}

/// `caption` with `parse_mode` or `caption_entities`; empty if there is none.
pub fn caption(args: &Args) -> Result<Formatted, Stop> {
    read(args, "caption", "parse_mode", "caption_entities")
}

fn read(args: &Args, text: &str, mode: &str, entities: &str) -> Result<Formatted, Stop> {
    let raw = args.text(text);
    formatted(&raw, &args.text(mode), &args.entities(entities))
}

/// A text with its formatting, cleaned and repaired. The entities count where there is no `parse_mode`.
pub fn formatted(raw: &str, mode: &str, entities: &Value) -> Result<Formatted, Stop> {
    if raw.len() > RAW {
        return Err(bad("text is too long"));
    }
    let mode = Mode::named(mode).ok_or_else(|| bad("unsupported parse_mode"))?;
    let given = match mode {
        Mode::Plain => markup::read_entities(entities, raw).map_err(|why| bad(&why))?,
        _ => Vec::new(),
    };
    markup::parse(raw, mode, given).map_err(|why| bad(&format!("can't parse entities: {why}")))
}

/// A message's text may not be blank or too long.
pub fn check_message(text: &Formatted, too_long: &str) -> Result<(), Stop> {
    if text.text.is_empty() {
        return Err(bad("text must be non-empty"));
    }
    if is_longer(&text.text, MESSAGE) {
        return Err(bad(too_long));
    }
    check_entities(text)
}

/// A caption may not be too long.
pub fn check_caption(text: &Formatted, too_long: &str) -> Result<(), Stop> {
    if is_longer(&text.text, CAPTION) {
        return Err(bad(too_long));
    }
    check_entities(text)
}

fn is_longer(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().nth(most).is_some()
}

fn check_entities(text: &Formatted) -> Result<(), Stop> {
    let size = |entity: &crate::Entity| {
        if markup::is_automatic(&entity.kind) {
            return 0;
        }
        let url = entity.more.get("url").and_then(|url| url.as_str()).map_or(0, str::len);
        12 + url
    };
    let total: usize = text.entities.iter().map(size).sum();
    if total > ENTITY_DATA { Err(bad("ENTITIES_TOO_LONG")) } else { Ok(()) }
}
