//! Conversations with readers, against the simulator, on the paused clock.

mod ask;
mod beside;
mod channels;
mod choose;
mod comes;
mod districts;
mod fewer;
mod groups;
mod line;
mod newsroom;
mod pages;
mod pause;
pub mod presses;
mod returns;
mod saved;
mod search;
mod settings;
mod together;
mod wishes;
mod words;

use serde_json::json;
use simulator::Message;

/// The message with one button that carries this: what stood there before, or what somebody has made up.
fn forged(message: &Message, data: &str) -> Message {
    let markup = json!({ "inline_keyboard": [[{ "text": "?", "callback_data": data }]] });
    Message { markup: Some(markup), ..message.clone() }
}
