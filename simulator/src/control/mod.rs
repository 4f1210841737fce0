//! The control API under `/simulator/`, as `docs/reference.md` describes it: a path, a JSON body, a JSON answer.

mod bots;
mod chats;
mod people;
mod stream;
mod tune;
mod watch;

use std::{collections::HashMap, sync::Arc};

use bytes::Bytes;
use hyper::{Method, Request, Response, body::Incoming, header::CONTENT_TYPE};
use serde_json::{Value, json};

use super::{
    request::read_body,
    server::{self, Body, bytes},
    world::Shared,
};

/// A request of the control API, taken apart.
pub(super) struct Ask {
    pub method: String,
    pub query: HashMap<String, String>,
    pub kind: String,
    pub bytes: Bytes,
    pub body: Value,
}

/// A refusal: status and sentence.
#[derive(Debug)]
pub(super) struct Fail(u16, String);

type Done = Result<Value, Fail>;

fn not_found(what: &str) -> Fail {
    Fail(404, format!("there is no such {what}"))
}

fn wrong(message: impl Into<String>) -> Fail {
    Fail(400, message.into())
}

/// An act that people cannot do in this state.
fn impossible(why: String) -> Fail {
    if why.starts_with("there is no") { Fail(404, why) } else { Fail(409, why) }
}

impl Ask {
    fn text(&self, name: &str) -> String {
        let given = &self.body[name];
        let text = given.as_str().map(str::to_string).or_else(|| given.as_i64().map(|number| number.to_string()));
        text.or_else(|| self.query.get(name).cloned()).unwrap_or_default()
    }

    fn integer(&self, name: &str) -> Option<i64> {
        let given = &self.body[name];
        given.as_i64().or_else(|| given.as_str()?.parse().ok()).or_else(|| self.query.get(name)?.parse().ok())
    }

    fn required(&self, name: &str) -> Result<String, Fail> {
        Some(self.text(name)).filter(|text| !text.is_empty()).ok_or_else(|| wrong(format!("\"{name}\" is missing")))
    }
}

/// Answers what stands after `/simulator/`.
pub(super) async fn answer(rest: &str, request: Request<Incoming>, shared: &Arc<Shared>) -> Response<Body> {
    let segments: Vec<&str> = rest.trim_matches('/').split('/').collect();
    if matches!(*request.method(), Method::GET | Method::HEAD) && !reads(&segments) {
        return refuse(&Fail(405, "this changes something: ask with POST".to_string()));
    }
    let ask = match read(request).await {
        Ok(ask) => ask,
        Err(fail) => return refuse(&fail),
    };
    let (shared, segments) = match segments.as_slice() {
        ["bots"] => return respond(bots::answer(shared, &ask)),
        ["bots", id, rest @ ..] => match shared.bot(|bot| bot.token.split(':').next() == Some(id)) {
            Some(bot) => (&bot.clone(), rest),
            None => return refuse(&not_found("bot")),
        },
        all => (shared, all),
    };
    match segments {
        ["events"] => return stream::events(shared),
        ["files", id] => return file(shared, id),
        ["chats", id, "transcript"] => {
            let id = id.parse().unwrap_or(0);
            return bytes(200, "text/plain; charset=utf-8", shared.world().transcript(id));
        }
        ["chats", id, "wait"] => return respond(watch::wait(shared, id, &ask).await),
        _ => {}
    }
    respond(dispatch(shared, segments, &ask))
}

/// What may be asked with GET: it changes nothing.
fn reads(segments: &[&str]) -> bool {
    match segments {
        ["bots", _, rest @ ..] if !rest.is_empty() => reads(rest),
        ["people", "crowd"] => false,
        ["chats", _, what] => matches!(*what, "messages" | "transcript" | "wait"),
        ["chats", _, "messages", _] | ["people" | "chats" | "files", _] => true,
        [what] => matches!(
            *what,
            "state"
                | "bots"
                | "events"
                | "people"
                | "chats"
                | "counters"
                | "requests"
                | "updates"
                | "limits"
                | "faults"
                | "time"
                | "stars"
                | "inline"
        ),
        _ => false,
    }
}

fn dispatch(shared: &Arc<Shared>, segments: &[&str], ask: &Ask) -> Done {
    let mut world = shared.world();
    match segments {
        ["state"] => {
            let mounted = shared.mounted.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let prefixes: Vec<String> = mounted.iter().map(|(prefix, _)| prefix.clone()).collect();
            Ok(world.show_all(&shared.token, &prefixes))
        }
        ["people", rest @ ..] => people::answer(&mut world, rest, ask),
        ["chats", rest @ ..] => chats::answer(&mut world, rest, ask),
        ["counters" | "requests" | "updates", ..] => watch::answer(&mut world, segments, ask),
        _ => tune::answer(&mut world, segments, ask),
    }
}

async fn read(request: Request<Incoming>) -> Result<Ask, Fail> {
    let method = request.method().to_string();
    let query = request.uri().query().unwrap_or("");
    let query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("").to_string();
    let raw = request.uri().path().ends_with("/photo") || request.uri().path().ends_with("/urls");
    let bytes = read_body(request.into_body()).await.map_err(|_| Fail(413, "the body is too large".to_string()))?;
    let body = if raw || bytes.is_empty() {
        json!({})
    } else {
        let body: Value =
            serde_json::from_slice(&bytes).map_err(|why| wrong(format!("the body is not JSON: {why}")))?;
        if !body.is_object() {
            return Err(wrong("the body must be a JSON object"));
        }
        body
    };
    Ok(Ask { method, query, kind, bytes, body })
}

fn respond(done: Done) -> Response<Body> {
    match done {
        Ok(value) => server::json(200, value.to_string().into()),
        Err(fail) => refuse(&fail),
    }
}

fn refuse(fail: &Fail) -> Response<Body> {
    server::json(fail.0, json!({"error": fail.1}).to_string().into())
}

fn file(shared: &Shared, id: &str) -> Response<Body> {
    match shared.world().files.get(id) {
        Some(file) => server::file(&file.mime, file.bytes.clone()),
        None => refuse(&not_found("file")),
    }
}
