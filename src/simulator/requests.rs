//! The log of what the bot asked for.

use serde::Serialize;
use serde_json::Value;

use super::Fault;

/// One request of the bot, as logged.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    /// Counts up from 1.
    pub number: u64,
    /// When it arrived, microseconds since the epoch.
    pub at_us: i64,
    /// The method's name in the Bot API's spelling, or as it was asked for if unknown.
    pub method: String,
    /// Its chat, where it names one.
    pub chat: Option<i64>,
    /// Its parameters as they came; JSON inside strings is left as a string, files are their size.
    pub params: Value,
    /// The status it was answered with; `None` while it is in progress or if it was never answered.
    pub status: Option<u16>,
    /// The refusal's description.
    pub error: Option<String>,
    /// When it was answered, microseconds since the epoch.
    pub answered_us: Option<i64>,
    /// The fault it met.
    pub fault: Option<Fault>,
    /// A known method that is answered plausibly without being simulated.
    pub not_simulated: bool,
}
