//! The log of what the bot asked for.

use std::collections::VecDeque;

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

/// The newest requests, up to a capacity.
#[derive(Debug)]
pub(super) struct Log {
    kept: VecDeque<Request>,
    capacity: usize,
    next: u64,
}

impl Log {
    pub fn new(capacity: usize) -> Log {
        Log { kept: VecDeque::new(), capacity, next: 1 }
    }

    pub fn is_kept(&self) -> bool {
        self.capacity > 0
    }

    /// Logs a request that has arrived; its number.
    pub fn begin(&mut self, at_us: i64, method: &str, chat: Option<i64>, params: Value, fault: Option<Fault>) -> u64 {
        let number = self.next;
        self.next += 1;
        if self.kept.len() >= self.capacity {
            self.kept.pop_front();
        }
        self.kept.push_back(Request {
            number,
            at_us,
            method: method.to_string(),
            chat,
            params,
            status: None,
            error: None,
            answered_us: None,
            fault,
            not_simulated: false,
        });
        number
    }

    /// The entry with this number, if it is still kept.
    pub fn entry(&mut self, number: u64) -> Option<&mut Request> {
        let first = self.kept.front()?.number;
        let place = usize::try_from(number.checked_sub(first)?).ok()?;
        self.kept.get_mut(place)
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Request> {
        self.kept.iter()
    }
}
