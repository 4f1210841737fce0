//! What a method ends with: a result, a refusal in Telegram's words, or "come back after a wait".

use std::time::Duration;

use serde_json::{Value, json};

/// A refusal as Telegram words it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub code: u16,
    pub description: String,
    pub retry_after: Option<u64>,
    pub migrate_to: Option<i64>,
}

/// Why a method has no result.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stop {
    Refuse(Refusal),
    /// Telegram holds the request this long and then looks again.
    Wait(Duration),
    /// The content of this URL is needed first.
    Fetch(String),
}

pub(super) type Outcome = Result<Value, Stop>;

impl Refusal {
    /// 400, with the server's way of writing: the first letter small unless the second is a capital or `_`.
    pub fn bad(message: &str) -> Refusal {
        Refusal::new(400, "Bad Request", message)
    }

    pub fn forbidden(message: &str) -> Refusal {
        Refusal::new(403, "Forbidden", message)
    }

    pub fn conflict(message: &str) -> Refusal {
        Refusal::new(409, "Conflict", message)
    }

    pub fn plain(code: u16, description: &str) -> Refusal {
        Refusal { code, description: description.to_string(), retry_after: None, migrate_to: None }
    }

    pub fn flood(seconds: u64) -> Refusal {
        let description = format!("Too Many Requests: retry after {seconds}");
        Refusal { code: 429, description, retry_after: Some(seconds), migrate_to: None }
    }

    pub fn migrated(to: i64) -> Refusal {
        Refusal { migrate_to: Some(to), ..Refusal::bad("group chat was upgraded to a supergroup chat") }
    }

    fn new(code: u16, prefix: &str, message: &str) -> Refusal {
        Refusal::plain(code, &format!("{prefix}: {}", lowered(message)))
    }

    /// The body Telegram sends.
    pub fn body(&self) -> Vec<u8> {
        let mut body = json!({"ok": false, "error_code": self.code, "description": self.description});
        if let Some(seconds) = self.retry_after {
            body["parameters"] = json!({"retry_after": seconds});
        }
        if let Some(chat) = self.migrate_to {
            body["parameters"] = json!({"migrate_to_chat_id": chat});
        }
        body.to_string().into_bytes()
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refuse(refusal)
    }
}

/// A 400 as a [`Stop`], the commonest ending.
pub(super) fn bad(message: &str) -> Stop {
    Stop::Refuse(Refusal::bad(message))
}

fn lowered(message: &str) -> String {
    let mut letters = message.chars();
    let Some(first) = letters.next() else { return String::new() };
    match letters.next() {
        Some(second) if second == '_' || second.is_ascii_uppercase() => message.to_string(),
        _ => first.to_lowercase().chain(message.chars().skip(1)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_keep_raw_codes_and_lower_sentences() {
        assert_eq!(Refusal::bad("Message is too long").description, "Bad Request: message is too long");
        assert_eq!(Refusal::bad("BUTTON_DATA_INVALID").description, "Bad Request: BUTTON_DATA_INVALID");
        assert_eq!(Refusal::bad("A_B").description, "Bad Request: A_B");
    }
}
