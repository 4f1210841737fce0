//! What Telegram's answers mean. In: what came back over HTTP, or how it failed. Out: an [`Outcome`], a value: one of
//! delivered, refused (the chat's fault, or the content's), not sent, uncertain. Pure; every answer of the Bot API
//! server that is known (and every unknown one) has its place here.

#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::clock::Time;

/// What came back for one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// An HTTP answer, whatever it says.
    Reply {
        /// The HTTP status.
        status: u16,
        /// The body, complete.
        body: Vec<u8>,
    },
    /// The request never left: no connection.
    Unreachable(String),
    /// The request left, and no complete answer came: a reset, a body that broke off.
    Lost(String),
    /// The request left, and nothing came in the time that Telegram may take.
    Late,
}

/// What it means for a send, an edit or a delete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted. The message's number is 0 where the answer said ok but could not be read.
    Delivered {
        /// The message's number.
        message: i64,
        /// What Telegram calls the photo, where one was sent.
        photo: Option<String>,
    },
    /// The chat is closed to us for good, for this reason.
    Closed(Closed),
    /// The bot may not write there now: rights are missing, a topic is closed, or why it is nobody knows. It may later.
    Barred(String),
    /// Telegram does not find the chat. It may find it a little later.
    Missing,
    /// The group has this number now; nothing was sent.
    Moved(i64),
    /// The forum topic is not there; the group is. Nothing was sent.
    NoTopic,
    /// Telegram does not take this content: this photo, this markup, this length.
    Content(Fault, String),
    /// Too many requests; nothing was sent. Not before this time.
    Flood(Duration),
    /// Certainly not sent, and nothing is wrong with chat or content.
    NotSent(String),
    /// The token is wrong or revoked: nothing can be sent at all.
    Token,
    /// An edit that changes nothing: it stands as wanted.
    Unchanged,
    /// The message to edit or delete is gone, or can no longer be changed.
    Stuck(String),
    /// It may have been done or not.
    Uncertain(Unclear, String),
}

/// Why nobody knows whether a request was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unclear {
    /// The answer says that something failed there (any 5xx): most likely it was not.
    Failure,
    /// There is no answer, or none that can be read: it may well have been.
    Silence,
}

/// Why a chat is closed to us for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The reader blocked the bot or never started it; the bot was removed from the group or channel.
    Blocked,
    /// The account or chat is deleted.
    Gone,
}

/// Who takes the bot's updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// A second program that asks for them.
    Poller,
    /// A webhook that was set.
    Webhook,
}

/// Which part of the content Telegram does not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The photo, or that there is one.
    Photo,
    /// Telegram no longer knows the photo by its name; it has to be uploaded again.
    PhotoName,
    /// The text, its markup, its buttons, or something unknown.
    Text,
}

/// The whole answer; its result is looked into only as far as it is needed, since this is done for every message.
#[derive(Deserialize)]
struct Body<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

/// What is of use in a message that was accepted.
#[derive(Default, Deserialize)]
struct Sent<'a> {
    message_id: Option<i64>,
    #[serde(borrow)]
    photo: Option<&'a RawValue>,
}

/// A message, as far as it says when it was sent: seconds since 1970.
#[derive(Deserialize)]
struct Dated {
    date: i64,
}

#[derive(Deserialize)]
struct Size {
    file_id: String,
}

/// Characters of a description that are kept; the longest known has some 150.
const LONGEST_DESCRIPTION: usize = 300;
/// How long to wait after a 429 that does not say.
const UNSAID_FLOOD: Duration = Duration::from_secs(5);
/// Nobody waits longer for what a broken server may say.
pub const LONGEST_FLOOD: Duration = Duration::from_secs(86_400);

impl Answer {
    /// What the answer means.
    pub fn outcome(&self) -> Outcome {
        match self {
            Answer::Unreachable(why) => Outcome::NotSent(why.clone()),
            Answer::Lost(why) => Outcome::Uncertain(Unclear::Silence, why.clone()),
            Answer::Late => Outcome::Uncertain(Unclear::Silence, "no answer in time".to_owned()),
            Answer::Reply { status, body } => match serde_json::from_slice::<Body<'_>>(body) {
                Ok(answer) => said(*status, answer),
                Err(_) => unreadable(*status, body),
            },
        }
    }

    /// What a request was answered with; where it was not accepted or cannot be read as that, what the answer means.
    pub fn result<T: DeserializeOwned>(&self) -> Result<T, Outcome> {
        let read = match self {
            Answer::Reply { body, .. } => serde_json::from_slice::<Body<'_>>(body).ok().filter(|body| body.ok),
            _ => None,
        };
        let result = read.and_then(|body| body.result);
        result.and_then(|result| serde_json::from_str(result.get()).ok()).ok_or_else(|| self.outcome())
    }

    /// Who else takes the bot's updates, where that is why it gets none.
    pub fn rival(&self) -> Option<Rival> {
        let Answer::Reply { status, body } = self else { return None };
        let answer = serde_json::from_slice::<Body<'_>>(body).ok().filter(|answer| !answer.ok)?;
        if answer.error_code.unwrap_or(*status) != 409 {
            return None;
        }
        let is_webhook = contains(&answer.description.unwrap_or_default(), WEBHOOK);
        Some(if is_webhook { Rival::Webhook } else { Rival::Poller })
    }

    /// Whether it says ok, however much of it came.
    pub fn is_accepted(&self) -> bool {
        matches!(self, Answer::Reply { status: 200..=299, body } if begins_ok(body))
    }

    /// The date of the message that it holds, if it holds one.
    pub fn date(&self) -> Option<Time> {
        let date = self.result::<Dated>().ok()?.date;
        Some(Time(date.checked_mul(1_000)?))
    }

    /// Whether Telegram is there and said something clear, be it a refusal.
    pub fn is_clear(&self) -> bool {
        self.outcome().is_clear()
    }
}

impl Outcome {
    /// See [`Answer::is_clear`].
    pub fn is_clear(&self) -> bool {
        !matches!(self, Outcome::Uncertain(..) | Outcome::NotSent(_))
    }

    /// Its word for those who count: `delivered`, `refused` (Telegram said no), `flood` (not now), `not_sent`, `uncertain`.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Delivered { .. } | Outcome::Unchanged => "delivered",
            Outcome::Closed(_)
            | Outcome::Barred(_)
            | Outcome::Missing
            | Outcome::Moved(_)
            | Outcome::NoTopic
            | Outcome::Content(..)
            | Outcome::Stuck(_)
            | Outcome::Token => "refused",
            Outcome::Flood(_) => "flood",
            Outcome::NotSent(_) => "not_sent",
            Outcome::Uncertain(..) => "uncertain",
        }
    }
}

fn said(status: u16, answer: Body<'_>) -> Outcome {
    if answer.ok {
        return delivered(answer.result);
    }
    let parameters = answer.parameters.unwrap_or(Parameters { retry_after: None, migrate_to_chat_id: None });
    let description = short(&answer.description.unwrap_or_default());
    match answer.error_code.unwrap_or(status) {
        429 => Outcome::Flood(parameters.retry_after.map_or(UNSAID_FLOOD, Duration::from_secs).min(LONGEST_FLOOD)),
        401 | 404 => Outcome::Token,
        403 => forbidden(description),
        413 => Outcome::Content(Fault::Photo, description),
        409 => Outcome::NotSent(description),
        400..=499 => parameters.migrate_to_chat_id.map_or_else(|| bad_request(description), Outcome::Moved),
        code => Outcome::Uncertain(unclear(code), description),
    }
}

/// A description as it may be logged: one line, of a length that Telegram's own never come near.
fn short(description: &str) -> String {
    description.chars().filter(|letter| !letter.is_control()).take(LONGEST_DESCRIPTION).collect()
}

fn unreadable(status: u16, body: &[u8]) -> Outcome {
    match status {
        // A truncated success is a success: the message is in the chat.
        200..=299 if begins_ok(body) => Outcome::Delivered { message: 0, photo: None },
        413 => Outcome::Content(Fault::Photo, "Request Entity Too Large".to_owned()),
        429 => Outcome::Flood(UNSAID_FLOOD),
        400..=499 => Outcome::NotSent(format!("HTTP {status} without an answer of the Bot API")),
        _ => Outcome::Uncertain(unclear(status), format!("HTTP {status} without an answer of the Bot API")),
    }
}

fn unclear(code: u16) -> Unclear {
    if (500..600).contains(&code) { Unclear::Failure } else { Unclear::Silence }
}

fn begins_ok(body: &[u8]) -> bool {
    let head: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(10).collect();
    head == br#"{"ok":true"#
}

/// What cannot be read of an accepted message is left out: accepted it is.
fn delivered(result: Option<&RawValue>) -> Outcome {
    let sent: Sent = result.and_then(|result| serde_json::from_str(result.get()).ok()).unwrap_or_default();
    let sizes = sent.photo.and_then(|sizes| serde_json::from_str::<Vec<Size>>(sizes.get()).ok());
    let photo = sizes.unwrap_or_default().pop().map(|largest| largest.file_id);
    Outcome::Delivered { message: sent.message_id.unwrap_or(0), photo }
}

fn forbidden(description: String) -> Outcome {
    const GONE: &[&str] = &["deactivated", "send messages to the bot", "send messages to bots", "was deleted"];
    const REMOVED: &[&str] = &["blocked by the user", "initiate conversation", "was kicked", "not a member"];
    if contains(&description, GONE) {
        Outcome::Closed(Closed::Gone)
    } else if contains(&description, REMOVED) {
        Outcome::Closed(Closed::Blocked)
    } else {
        Outcome::Barred(description)
    }
}

fn bad_request(description: String) -> Outcome {
    if contains(&description, MISSING) {
        Outcome::Missing
    } else if contains(&description, PHOTO_NAMES) {
        Outcome::Content(Fault::PhotoName, description)
    } else if contains(&description, NO_PHOTOS) {
        Outcome::Content(Fault::Photo, description)
    } else if contains(&description, NO_TOPIC) {
        Outcome::NoTopic
    } else if contains(&description, NO_RIGHTS) {
        Outcome::Barred(description)
    } else if contains(&description, &["message is not modified"]) {
        Outcome::Unchanged
    } else if contains(&description, STUCK) {
        Outcome::Stuck(description)
    } else if contains(&description, &["Logged out"]) {
        Outcome::Token
    } else {
        Outcome::Content(Fault::Text, description)
    }
}

/// The chat is not there now.
const MISSING: &[&str] = &["chat not found", "user not found", "PEER_ID_INVALID"];
/// The topic was deleted.
const NO_TOPIC: &[&str] = &["TOPIC_DELETED", "message thread not found"];
/// The photo, or any photo, is not taken.
const NO_PHOTOS: &[&str] = &[
    "not enough rights to send photos",
    "failed to get HTTP URL content",
    "wrong type of the web page content",
    "wrong HTTP URL specified",
    "PHOTO_INVALID_DIMENSIONS",
    "IMAGE_PROCESS_FAILED",
    "no photo in the request",
    "can't upload file by URL",
    "caption is too long",
    "MEDIA_CAPTION_TOO_LONG",
];
/// The photo's name is not known any more.
const PHOTO_NAMES: &[&str] = &["wrong file identifier", "wrong remote file identifier"];
/// The bot may not write there now.
const NO_RIGHTS: &[&str] = &[
    "not enough rights",
    "no write access",
    "need administrator rights",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_ADMIN_REQUIRED",
    "CHAT_RESTRICTED",
    "TOPIC_CLOSED",
    "was upgraded to a supergroup",
];
/// What stands there cannot be changed.
const STUCK: &[&str] = &[
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "no text in the message to edit",
    "query is too old",
];

/// A webhook stands between us and the updates.
const WEBHOOK: &[&str] = &["webhook is active", "terminated by setWebhook request"];

fn contains(description: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| description.contains(part))
}
