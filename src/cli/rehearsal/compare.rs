//! Two answers to the same request, held against each other. In: what one server told, and what the simulator told. Out: a
//! [`Finding`]: where the two are at odds, and what the server says besides, which costs nobody anything.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    script::Step,
    told::{Said, Told},
};

/// What came of one step.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The step, in words.
    pub step: &'static str,
    /// The method of the Bot API.
    pub method: String,
    /// What was answered.
    pub answered: String,
    /// What the simulator answers.
    pub expected: String,
    /// Where the two are at odds.
    pub otherwise: Vec<Difference>,
    /// Fields that the simulator does not have.
    pub besides: Vec<String>,
}

/// One thing that was answered otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What is about.
    pub what: String,
    /// What the server says.
    pub told: String,
    /// What the simulator says.
    pub expected: String,
}

/// Parts of an answer that are what was sent: more of them is not the same message.
const SENT: [&str; 6] = ["entities", "caption_entities", "reply_markup", "link_preview_options", "text", "caption"];

impl Finding {
    /// Holds what was told against what the simulator told.
    pub(super) fn of(step: &Step, method: &str, told: &Told, expected: &Told) -> Finding {
        let (otherwise, besides) = differences(told, expected);
        // Those of teloxide begin with a capital.
        let method = method.chars().enumerate();
        let method = method.map(|(at, letter)| if at == 0 { letter.to_ascii_lowercase() } else { letter }).collect();
        Finding {
            step: step.what,
            method,
            answered: told.to_string(),
            expected: expected.to_string(),
            otherwise,
            besides,
        }
    }

    /// Whether it was answered as the simulator answers.
    pub fn is_as_expected(&self) -> bool {
        self.otherwise.is_empty()
    }
}

fn differences(told: &Told, expected: &Told) -> (Vec<Difference>, Vec<String>) {
    if let (Said::Yes(told), Said::Yes(expected)) = (&told.said, &expected.said) {
        let (mut otherwise, mut besides) = (Vec::new(), Vec::new());
        for path in told.keys().chain(expected.keys()).collect::<BTreeSet<_>>() {
            let is_sent = SENT.contains(&path.split('.').next().unwrap_or_default());
            match (told.get(path), expected.get(path)) {
                (Some(one), Some(other)) if one == other => {}
                (Some(_), None) if !is_sent => besides.push(path.clone()),
                (one, other) => otherwise.push(difference(path, one, other)),
            }
        }
        return (otherwise, besides);
    }
    if told == expected {
        return Default::default();
    }
    let what = if told.meaning == expected.meaning { "the words, not what they mean" } else { "the answer" };
    let one = Difference { what: what.to_owned(), told: told.to_string(), expected: expected.to_string() };
    (vec![one], Vec::new())
}

fn difference(what: &str, told: Option<&String>, expected: Option<&String>) -> Difference {
    let shown = |value: Option<&String>| value.map_or("nothing", String::as_str).to_owned();
    Difference { what: what.to_owned(), told: shown(told), expected: shown(expected) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bot_api::Answer, cli::rehearsal::script::Look};

    fn told(body: &str) -> Told {
        Told::of(&Answer::Reply { status: 200, body: body.as_bytes().to_vec() }, Look::Values)
    }

    #[test]
    fn what_is_otherwise_and_what_is_besides() {
        let check = |one: &str, other: &str, otherwise: &[&str], besides: &[&str]| {
            let found = differences(&told(one), &told(other));
            let shown: Vec<String> =
                found.0.iter().map(|d| format!("{}: {} / {}", d.what, d.told, d.expected)).collect();
            assert_eq!(shown, otherwise, "{one}");
            assert_eq!(found.1, besides, "{one}");
        };
        let yes = |result: &str| format!(r#"{{"ok":true,"result":{result}}}"#);
        let no = |text: &str| format!(r#"{{"ok":false,"error_code":400,"description":"Bad Request: {text}"}}"#);
        check(&yes(r#"{"text":"a","date":1}"#), &yes(r#"{"text":"a","date":2}"#), &[], &[]);
        check(&yes(r#"{"text":"a","effect":1}"#), &yes(r#"{"text":"a"}"#), &[], &["effect"]);
        check(&yes(r#"{"text":"b"}"#), &yes(r#"{"text":"a"}"#), &["text: \"b\" / \"a\""], &[]);
        check(&yes(r#"{"text":"a"}"#), &yes(r#"{"text":"a","date":2}"#), &["date: nothing / a number"], &[]);
        let entity = r#"{"text":"a","entities":[{"type":"bold"}]}"#;
        check(&yes(entity), &yes(r#"{"text":"a"}"#), &["entities.0.type: \"bold\" / nothing"], &[]);
        let refused = "the answer: 400 Bad Request: chat not found / accepted";
        check(&no("chat not found"), &yes("true"), &[refused], &[]);
        let words =
            "the words, not what they mean: 400 Bad Request: the chat not found / 400 Bad Request: chat not found";
        check(&no("the chat not found"), &no("chat not found"), &[words], &[]);
        check(&no("chat not found"), &no("chat not found"), &[], &[]);
    }
}
