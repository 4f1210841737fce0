//! `reply_markup`: what the server that parses it refuses, and what the server behind refuses.

use serde_json::{Value, json};

use super::{
    answer::{Stop, bad},
    args::Args,
    markup::checked_link,
};

/// More buttons than this are too many; by observation, Telegram publishes no number.
const BUTTONS: usize = 100;
/// All of an inline keyboard together, likewise.
const BYTES: usize = 10_000;
/// `callback_data`, officially.
const DATA_BYTES: usize = 64;

/// The markup as given, checked as the first server does.
pub(super) fn read(args: &Args) -> Result<Option<Value>, Stop> {
    let markup = args.json("reply_markup").map_err(|()| bad("can't parse reply keyboard markup JSON object"))?;
    let Some(mut markup) = markup else { return Ok(None) };
    if !markup.is_object() {
        return Err(bad("object expected as reply markup"));
    }
    if let Some(rows) = markup.get_mut("inline_keyboard") {
        check_inline(rows)?;
    } else if let Some(rows) = markup.get("keyboard") {
        check_reply(rows)?;
    } else if markup["remove_keyboard"] != true && markup["force_reply"] != true {
        return Ok(None);
    }
    Ok(Some(markup))
}

/// The markup of an edit: only an inline keyboard can be put on an edited message.
pub(super) fn read_inline(args: &Args) -> Result<Option<Value>, Stop> {
    let markup = read(args)?;
    match markup {
        Some(markup) if markup.get("inline_keyboard").is_none() => Err(bad("inline keyboard expected")),
        markup => Ok(markup),
    }
}

fn check_inline(rows: &mut Value) -> Result<(), Stop> {
    let shape = || bad("field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
    for row in rows.as_array_mut().ok_or_else(shape)? {
        for button in row.as_array_mut().ok_or_else(shape)? {
            check_button(button)?;
        }
    }
    Ok(())
}

fn check_button(button: &mut Value) -> Result<(), Stop> {
    let wrong = |message: &str| bad(&format!("can't parse inline keyboard button: {message}"));
    let fields = button.as_object_mut().ok_or_else(|| wrong("InlineKeyboardButton must be an Object"))?;
    if !fields.get("text").is_some_and(Value::is_string) {
        return Err(wrong("Can't find field \"text\""));
    }
    if let Some(style) = fields.get("style")
        && !matches!(style.as_str(), Some("primary" | "success" | "danger" | "default" | ""))
    {
        return Err(wrong("invalid button style specified"));
    }
    let filled = |name: &str| match fields.get(name) {
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Null | Value::Bool(false)) | None => false,
        Some(_) => true,
    };
    let written = |name: &str| fields.get(name).is_some_and(Value::is_string);
    let actions = ["url", "callback_data", "web_app", "login_url", "copy_text", "callback_game", "pay", "disabled"];
    let switches = ["switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"];
    if !actions.iter().any(|name| filled(name)) && !switches.iter().any(|name| filled(name) || written(name)) {
        return Err(wrong("Text buttons are unallowed in the inline keyboard"));
    }
    let text = fields.get("text").and_then(Value::as_str).unwrap_or("");
    if text.trim().is_empty() {
        return Err(bad("inline keyboard button text must be non-empty"));
    }
    if let Some(url) = fields.get("url").and_then(Value::as_str).filter(|url| !url.is_empty()) {
        let checked = checked_link(url);
        let kept = checked.map_err(|why| bad(&format!("inline keyboard button URL '{url}' is invalid: {why}")))?;
        fields.insert("url".to_string(), json!(kept));
    }
    Ok(())
}

fn check_reply(rows: &Value) -> Result<(), Stop> {
    let shape = || bad("field \"keyboard\" of the ReplyKeyboardMarkup must be an Array of Arrays");
    for row in rows.as_array().ok_or_else(shape)? {
        for button in row.as_array().ok_or_else(shape)? {
            let text = button.as_str().or_else(|| button["text"].as_str());
            let text = text.ok_or_else(|| bad("can't parse keyboard button: Can't find field \"text\""))?;
            if text.trim().is_empty() {
                return Err(bad("keyboard button text must be non-empty"));
            }
        }
    }
    Ok(())
}

/// What the server behind refuses about an inline keyboard.
pub(super) fn server_check(markup: Option<&Value>, refused_address: Option<&str>) -> Result<(), Stop> {
    let Some(rows) = markup.and_then(|markup| markup["inline_keyboard"].as_array()) else { return Ok(()) };
    let buttons: Vec<&Value> = rows.iter().flat_map(|row| row.as_array().into_iter().flatten()).collect();
    for button in &buttons {
        if button["callback_data"].as_str().is_some_and(|data| data.len() > DATA_BYTES) {
            return Err(bad("BUTTON_DATA_INVALID"));
        }
        let refused = |url: &str| url.len() > 2048 || refused_address.is_some_and(|part| url.contains(part));
        if button["url"].as_str().is_some_and(refused) {
            return Err(bad("BUTTON_URL_INVALID"));
        }
        if let Some(copied) = button["copy_text"]["text"].as_str()
            && !(1..=256).contains(&copied.chars().count())
        {
            return Err(bad("BUTTON_COPY_TEXT_INVALID"));
        }
    }
    let bytes: usize = buttons.iter().map(|button| button.to_string().len()).sum();
    if buttons.len() > BUTTONS || bytes > BYTES {
        return Err(bad("reply markup is too long"));
    }
    Ok(())
}

/// The keyboard as a message keeps it: an empty one is none.
pub(super) fn kept(markup: Option<Value>) -> Option<Value> {
    let empty = |markup: &Value| {
        let rows = markup.get("inline_keyboard").and_then(Value::as_array);
        rows.is_some_and(|rows| rows.iter().all(|row| row.as_array().is_none_or(Vec::is_empty)))
    };
    markup.filter(|markup| !empty(markup))
}
