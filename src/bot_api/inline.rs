//! Answers to inline queries: what somebody finds who writes `@bot words` in any chat. In: results. Out: the request, within the limits
//! of the Bot API.

use serde::Serialize;
use serde_json::{Value, json};
use teloxide::requests::Payload;

use super::Keyboard;

/// The most results of one answer (Bot API, answerInlineQuery).
pub const MOST_RESULTS: usize = 50;
/// Telegram's servers may give the same answer to the same person so long, in seconds. Its default is five minutes: too long for what may
/// be withdrawn, and who types sees the answer to each letter once.
const KEPT: u32 = 60;

/// One result: a card in the list, and the message that it becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// At most 64 bytes, another for each result.
    pub id: String,
    /// The card's first line.
    pub title: String,
    /// What stands below it; may be empty.
    pub description: String,
    /// A picture on the web.
    pub thumbnail: Option<String>,
    /// What is sent: Telegram HTML.
    pub text: String,
    /// The buttons under that.
    pub keyboard: Keyboard,
}

/// The answer to a query. Our own, since teloxide's has no link previews that are switched off.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerInlineQuery {
    inline_query_id: String,
    results: Vec<Value>,
    cache_time: u32,
    /// Whoever asks gets their own languages.
    is_personal: bool,
    next_offset: String,
}

impl Payload for AnswerInlineQuery {
    type Output = bool;
    const NAME: &'static str = "answerInlineQuery";
}

impl AnswerInlineQuery {
    /// The results of a query, at most [`MOST_RESULTS`]; `next`: what Telegram asks for when somebody reads on; empty: that is all.
    pub fn new(query: &str, found: &[Found], next: &str) -> AnswerInlineQuery {
        AnswerInlineQuery {
            inline_query_id: query.to_owned(),
            results: found.iter().take(MOST_RESULTS).map(Found::result).collect(),
            cache_time: KEPT,
            is_personal: true,
            next_offset: next.to_owned(),
        }
    }
}

impl Found {
    /// `InlineQueryResultArticle` (Bot API).
    fn result(&self) -> Value {
        let mut result = json!({
            "type": "article", "id": self.id, "title": self.title,
            "input_message_content": {
                "message_text": self.text, "parse_mode": "HTML", "link_preview_options": { "is_disabled": true },
            },
        });
        if !self.description.is_empty() {
            result["description"] = json!(self.description);
        }
        if let Some(thumbnail) = &self.thumbnail {
            result["thumbnail_url"] = json!(thumbnail);
        }
        if !self.keyboard.is_empty() {
            result["reply_markup"] = json!(self.keyboard);
        }
        result
    }
}
