//! Answers in JSON: what became of an article, or what is wrong with it, in a sentence with line and key.

use hyper::StatusCode;
use serde::Serialize;

use super::fate::Fate;
use crate::{
    article::Fault,
    intake::Refused,
    ops::http::{Answer, json},
};

/// What is wrong.
#[derive(Debug, Serialize)]
pub(super) struct Problem {
    #[serde(skip)]
    status: StatusCode,
    error: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

impl Problem {
    /// Of the whole request.
    pub(super) fn new(status: StatusCode, sentence: &str) -> Problem {
        Problem { status, error: sentence.to_owned(), line: None, key: None }
    }

    /// Of a key.
    pub(super) fn of(key: &str, sentence: &str) -> Problem {
        Problem { key: Some(key.to_owned()), ..Problem::new(StatusCode::BAD_REQUEST, sentence) }
    }
}

/// What is wrong, as an answer.
pub(super) fn told(problem: &Problem) -> Answer {
    json(problem.status, problem)
}

/// A refusal that is about no line.
pub(super) fn problem(status: StatusCode, sentence: &str) -> Answer {
    told(&Problem::new(status, sentence))
}

/// What is wrong in what was sent.
pub(super) fn fault(line: Option<usize>, key: Option<&str>, sentence: &str) -> Answer {
    let key = key.map(str::to_owned);
    told(&Problem { line, key, ..Problem::new(StatusCode::BAD_REQUEST, sentence) })
}

/// Why it is not taken.
pub(super) fn refused(why: &Refused) -> Answer {
    let sentence = why.to_string();
    match why {
        Refused::Fault(told) => {
            let key = key_of(told);
            fault(told.line, key.as_deref(), &told.what)
        }
        Refused::Nameless | Refused::LongName => fault(None, Some("id"), &sentence),
        Refused::LongNote { .. } => fault(None, Some("note"), &sentence),
        Refused::Another { .. } => problem(StatusCode::CONFLICT, &sentence),
        Refused::Unknown => problem(StatusCode::NOT_FOUND, &sentence),
        Refused::File(error) => {
            log::error!("an article that came by HTTP cannot be written: {error}");
            problem(StatusCode::INTERNAL_SERVER_ERROR, &sentence)
        }
        Refused::Store(error) => {
            log::error!("an article that came by HTTP cannot be taken in: {error}");
            problem(StatusCode::SERVICE_UNAVAILABLE, &sentence)
        }
    }
}

/// The key that is at fault, where the sentence names one.
fn key_of(fault: &Fault) -> Option<String> {
    let named = fault.what.values().iter().find(|(name, _)| *name == "key").map(|(_, key)| key.clone());
    named.or_else(|| {
        let about = [("flaw-headline", "headline"), ("flaw-id", "id"), ("flaw-urgency", "urgency")];
        let key = fault.what.key()?;
        about.iter().find(|(start, _)| key.starts_with(start)).map(|(_, name)| (*name).to_owned())
    })
}

/// What became of an article.
pub(super) fn outcome(status: StatusCode, fate: &Fate, warnings: &[String]) -> Answer {
    #[derive(Serialize)]
    struct Outcome<'a> {
        #[serde(flatten)]
        fate: &'a Fate,
        warnings: &'a [String],
    }
    json(status, &Outcome { fate, warnings })
}
