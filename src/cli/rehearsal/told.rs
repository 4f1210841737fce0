//! What a server answered, as far as two servers can be held against each other. In: an [`Answer`]. Out: a [`Told`]: fields with the
//! values that follow from what was asked, and of all else (numbers, names, dates) its kind only, so that nobody's data is in it. What a
//! server refuses with is kept as it came.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use super::script::Look;
use crate::bot_api::{Answer, Fault, Outcome};

/// What was told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub said: Said,
    /// What Headliner makes of it.
    pub meaning: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    /// Fields by their paths.
    Yes(BTreeMap<String, String>),
    /// Code and description.
    No(u64, String),
    /// Nothing that can be read.
    Nothing(String),
    /// It could not be asked: what it is about is not there.
    NotAsked,
}

/// Fields whose values follow from what was asked.
const KEPT: [&str; 20] = [
    "text",
    "caption",
    "type",
    "offset",
    "length",
    "url",
    "unix_time",
    "date_time_format",
    "callback_data",
    "style",
    "switch_inline_query",
    "file_name",
    "mime_type",
    "has_media_spoiler",
    "show_caption_above_media",
    "is_disabled",
    "prefer_large_media",
    "show_above_text",
    "action",
    "",
];
/// Who somebody is, which is nobody's to know and differs from server to server.
const PERSONAL: [&str; 6] = ["from", "chat", "sender_chat", "via_bot", "sender_business_bot", "thumbnail"];

impl Told {
    pub const NOT_ASKED: Told = Told { said: Said::NotAsked, meaning: "not asked" };

    pub fn of(answer: &Answer, look: Look) -> Told {
        let meaning = meaning(&answer.outcome());
        let Answer::Reply { status, body } = answer else {
            return Told { said: Said::Nothing("no answer".to_owned()), meaning };
        };
        let said = match serde_json::from_slice::<Value>(body) {
            Err(_) => Said::Nothing(format!("HTTP {status} without an answer of the Bot API")),
            Ok(body) if body["ok"] == true => {
                let mut fields = BTreeMap::new();
                flatten("", &body["result"], look, &mut fields);
                Said::Yes(fields)
            }
            Ok(body) => {
                let code = body["error_code"].as_u64().unwrap_or(u64::from(*status));
                Said::No(code, body["description"].as_str().unwrap_or_default().to_owned())
            }
        };
        Told { said, meaning }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.said {
            Said::Yes(_) => f.write_str("accepted"),
            // The description of most begins with what the code says.
            Said::No(code, description) => write!(f, "{code} {description}"),
            Said::Nothing(what) => f.write_str(what),
            Said::NotAsked => f.write_str("not asked, since what it is about was not there"),
        }
    }
}

/// What an outcome is called; outcomes of one name have the same done about them.
fn meaning(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered { .. } => "accepted",
        Outcome::Closed(_) => "the chat is closed",
        Outcome::Barred(_) => "may not write now",
        Outcome::Missing => "no such chat",
        Outcome::Moved(_) => "the group has moved",
        Outcome::NoTopic => "no such topic",
        Outcome::Content(Fault::Photo, _) => "the photo is not taken",
        Outcome::Content(Fault::PhotoName, _) => "the photo's name is not known",
        Outcome::Content(Fault::Text, _) => "the text is not taken",
        Outcome::Flood(_) => "too many requests",
        Outcome::NotSent(_) => "not sent",
        Outcome::Token => "the token or the method is not known",
        Outcome::Unchanged => "nothing to change",
        Outcome::Stuck(_) => "the message cannot be changed",
        Outcome::Uncertain(..) => "uncertain",
    }
}

fn flatten(path: &str, value: &Value, look: Look, fields: &mut BTreeMap<String, String>) {
    let name = path.rsplit('.').next().unwrap_or_default();
    let mut note = |what: String| drop(fields.insert(path.to_owned(), what));
    match value {
        _ if PERSONAL.contains(&name) => note("…".to_owned()),
        // How many sizes there are of a photo is the server's to say; the last is the largest.
        Value::Array(sizes) if name == "photo" => note(format!("sizes with {}", keys(sizes.last()))),
        Value::Object(members) if !members.is_empty() => {
            let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            members.iter().for_each(|(key, value)| flatten(&under(key), value, look, fields));
        }
        Value::Array(parts) if !parts.is_empty() => {
            parts.iter().enumerate().for_each(|(at, value)| flatten(&format!("{path}.{at}"), value, look, fields));
        }
        leaf if look == Look::Values && KEPT.contains(&name) => note(leaf.to_string()),
        Value::Null => note("nothing".to_owned()),
        Value::Bool(_) => note("yes or no".to_owned()),
        Value::Number(_) => note("a number".to_owned()),
        Value::String(_) => note("a text".to_owned()),
        Value::Array(_) => note("a list".to_owned()),
        Value::Object(_) => note("an object".to_owned()),
    }
}

fn keys(value: Option<&Value>) -> String {
    let members = value.and_then(Value::as_object);
    members.map_or_else(String::new, |members| members.keys().map(String::as_str).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Answer {
        Answer::Reply { status, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn nobodys_data_is_kept() {
        let body = r#"{"ok":true,"result":{"message_id":77,"date":1795410000,"from":{"id":7,"first_name":"Aigul"},
            "chat":{"id":555,"type":"private","username":"aigul"},"text":"Bridge","entities":[{"type":"bold","offset":0,"length":6}],
            "photo":[{"file_id":"a"},{"file_id":"b","width":9}],"has_media_spoiler":true}}"#;
        let told = Told::of(&reply(200, body), Look::Values);
        let Said::Yes(fields) = &told.said else { panic!("{told:?}") };
        let shown: Vec<String> = fields.iter().map(|(path, value)| format!("{path}={value}")).collect();
        let expected = [
            "chat=…",
            "date=a number",
            "entities.0.length=6",
            "entities.0.offset=0",
            "entities.0.type=\"bold\"",
            "from=…",
            "has_media_spoiler=true",
            "message_id=a number",
            "photo=sizes with file_id, width",
            "text=\"Bridge\"",
        ];
        assert_eq!(shown, expected);
        let Said::Yes(kinds) = Told::of(&reply(200, body), Look::Kinds).said else { panic!("it was accepted") };
        assert_eq!(kinds["text"], "a text");
    }

    #[test]
    fn what_was_refused_is_told_as_it_came() {
        let check = |status, body: &str, shown: &str, meaning: &str| {
            let told = Told::of(&reply(status, body), Look::Values);
            assert_eq!((told.to_string().as_str(), told.meaning), (shown, meaning));
        };
        let bad = |text: &str| format!(r#"{{"ok":false,"error_code":400,"description":"Bad Request: {text}"}}"#);
        check(400, &bad("chat not found"), "400 Bad Request: chat not found", "no such chat");
        check(400, &bad("can't parse it"), "400 Bad Request: can't parse it", "the text is not taken");
        check(502, "<html>", "HTTP 502 without an answer of the Bot API", "uncertain");
        let late = Told::of(&Answer::Late, Look::Values);
        assert_eq!((late.to_string().as_str(), late.meaning), ("no answer", "uncertain"));
    }
}
