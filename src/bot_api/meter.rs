//! How many requests were made of Telegram, and how they ended. In: each answer, in the one place where requests are made. Out:
//! counters that whoever holds the [`Client`](super::Client) may read.

use std::borrow::Cow;

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
};

use super::Outcome;

/// A kind of request and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Made {
    /// The method, as the Bot API writes it.
    pub method: Cow<'static, str>,
    /// As [`Outcome::word`] names it.
    pub outcome: &'static str,
}

/// Counters. Cheap to clone: all clones count together.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    /// Requests that have ended.
    pub requests: Family<Made, Counter>,
    /// Of them those that were answered with a 429.
    pub floods: Counter,
}

impl Meter {
    pub(super) fn note(&self, method: &'static str, outcome: &Outcome) {
        let method = as_written(method);
        self.requests.get_or_create(&Made { method, outcome: outcome.word() }).inc();
        if matches!(outcome, Outcome::Flood(_)) {
            self.floods.inc();
        }
    }
}

/// `GetMe`, as teloxide calls it, is `getMe`.
fn as_written(method: &'static str) -> Cow<'static, str> {
    let mut letters = method.chars();
    match letters.next() {
        Some(first) if first.is_ascii_uppercase() => {
            format!("{}{}", first.to_ascii_lowercase(), letters.as_str()).into()
        }
        _ => method.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_named_as_the_bot_api_writes_them() {
        assert_eq!((as_written("GetMe"), as_written("getUpdates")), ("getMe".into(), "getUpdates".into()));
    }

    #[test]
    fn a_flood_is_a_request_too() {
        let meter = Meter::default();
        meter.note("sendMessage", &Outcome::Flood(std::time::Duration::from_secs(1)));
        meter.note("sendMessage", &Outcome::Unchanged);
        let count = |outcome| meter.requests.get_or_create(&Made { method: "sendMessage".into(), outcome }).get();
        assert_eq!((count("flood"), count("delivered"), meter.floods.get()), (1, 1, 1));
    }
}
