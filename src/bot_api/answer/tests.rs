use super::*;

fn reply(status: u16, body: &str) -> Answer {
    Answer::Reply { status, body: body.as_bytes().to_vec() }
}

fn refusal(code: u16, description: &str) -> Outcome {
    let body = serde_json::json!({ "ok": false, "error_code": code, "description": description });
    reply(code, &body.to_string()).outcome()
}

/// The kind of an outcome in a word.
fn kind(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered { .. } => "delivered",
        Outcome::Closed(Closed::Gone) => "gone",
        Outcome::Closed(Closed::Blocked) => "blocked",
        Outcome::Barred(_) => "barred",
        Outcome::Moved(_) => "moved",
        Outcome::NoTopic => "no topic",
        Outcome::Missing => "missing",
        Outcome::Content(Fault::Photo, _) => "photo",
        Outcome::Content(Fault::PhotoName, _) => "photo name",
        Outcome::Content(Fault::Text, _) => "text",
        Outcome::Flood(_) => "flood",
        Outcome::NotSent(_) => "not sent",
        Outcome::Token => "token",
        Outcome::Unchanged => "unchanged",
        Outcome::Stuck(_) => "stuck",
        Outcome::Uncertain(Unclear::Failure, _) => "failure",
        Outcome::Uncertain(Unclear::Silence, _) => "silence",
    }
}

#[test]
fn what_is_kept_of_a_description_is_one_short_line() {
    let long = refusal(400, &format!("Bad Request: new\n{}", "я".repeat(1_000_000)));
    let Outcome::Content(Fault::Text, text) = &long else { panic!("{long:?}") };
    assert_eq!((text.chars().count(), text.contains('\n')), (300, false));
}

/// Code, text, and what it means.
const REFUSALS: &[(u16, &str, &str)] = &[
    (403, "Forbidden: bot was blocked by the user", "blocked"),
    (403, "Forbidden: bot can't initiate conversation with a user", "blocked"),
    (403, "Forbidden: bot was kicked from the supergroup chat", "blocked"),
    (403, "Forbidden: bot is not a member of the channel chat", "blocked"),
    (403, "Forbidden: user is deactivated", "gone"),
    (403, "Forbidden: the bot can't send messages to the bot", "gone"),
    (403, "Forbidden: the group chat was deleted", "gone"),
    (403, "Forbidden: something new", "barred"),
    (400, "Bad Request: chat not found", "missing"),
    (400, "Bad Request: private chat not found", "missing"),
    (400, "Bad Request: user not found", "missing"),
    (400, "Bad Request: PEER_ID_INVALID", "missing"),
    (400, "Bad Request: not enough rights to send text messages to the chat", "barred"),
    (400, "Bad Request: have no write access to the chat", "barred"),
    (400, "Bad Request: need administrator rights in the channel chat", "barred"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN", "barred"),
    (400, "Bad Request: TOPIC_CLOSED", "barred"),
    (400, "Bad Request: message thread not found", "no topic"),
    (400, "Bad Request: not enough rights to send photos to the chat", "photo"),
    (400, "Bad Request: failed to get HTTP URL content", "photo"),
    (400, "Bad Request: PHOTO_INVALID_DIMENSIONS", "photo"),
    (400, "Bad Request: message caption is too long", "photo"),
    (413, "Request Entity Too Large", "photo"),
    (400, "Bad Request: wrong file identifier/HTTP URL specified", "photo name"),
    (400, "Bad Request: message is not modified: specified new message content", "unchanged"),
    (400, "Bad Request: message to edit not found", "stuck"),
    (400, "Bad Request: message can't be deleted for everyone", "stuck"),
    (400, "Bad Request: can't parse entities: Unsupported start tag \"br\" at byte offset 0", "text"),
    (400, "Bad Request: message is too long", "text"),
    (400, "Bad Request: inline keyboard button URL 'foo' is invalid: Wrong HTTP URL", "text"),
    (400, "Bad Request: nobody has ever heard of this", "text"),
    (401, "Unauthorized", "token"),
    (404, "Not Found", "token"),
    (400, "Logged out", "token"),
    (409, "Conflict: terminated by other getUpdates request", "not sent"),
    (429, "Too Many Requests: retry after 5", "flood"),
    (500, "Internal Server Error: restart", "failure"),
    (502, "Bad Gateway", "failure"),
];

#[test]
fn refusals_mean_what_they_say() {
    for (code, description, expected) in REFUSALS {
        assert_eq!(kind(&refusal(*code, description)), *expected, "{code} {description}");
    }
}

#[test]
fn parameters_are_read() {
    let flood = r#"{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":35}}"#;
    assert_eq!(reply(429, flood).outcome(), Outcome::Flood(Duration::from_secs(35)));
    let absurd = flood.replace("35", "18446744073709551615");
    assert_eq!(reply(429, &absurd).outcome(), Outcome::Flood(Duration::from_secs(86_400)));
    let moved = r#"{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-100123}}"#;
    assert_eq!(reply(400, moved).outcome(), Outcome::Moved(-100_123));
}

#[test]
fn what_is_no_answer_of_the_bot_api_is_judged_by_its_status() {
    for (status, body, expected) in [
        (200, r#"{"ok":true,"result":{"message_id":7}}"#, "delivered"),
        (200, r#"{"ok":true,"result":{"message_id":7,"chat":{"id"#, "delivered"),
        (200, "{ \"ok\" : true, \"resu", "delivered"),
        (200, "<html>welcome</html>", "silence"),
        (200, "", "silence"),
        (302, "", "silence"),
        (400, "<html>bad request</html>", "not sent"),
        (413, "<html>too large</html>", "photo"),
        (429, "<html>slow down</html>", "flood"),
        (500, "", "failure"),
        (502, "<html>bad gateway</html>", "failure"),
        (504, "<html>time-out</html>", "failure"),
    ] {
        assert_eq!(kind(&reply(status, body).outcome()), expected, "{status} {body}");
    }
    assert_eq!(kind(&Answer::Unreachable("refused".into()).outcome()), "not sent");
    assert_eq!(kind(&Answer::Lost("reset".into()).outcome()), "silence");
}

#[test]
fn the_largest_photo_and_the_message_are_remembered() {
    let body = r#"{"ok":true,"result":{"message_id":7,"photo":[{"file_id":"small"},{"file_id":"large"}]}}"#;
    assert_eq!(reply(200, body).outcome(), Outcome::Delivered { message: 7, photo: Some("large".into()) });
    assert_eq!(reply(200, r#"{"ok":true,"result":true}"#).outcome(), Outcome::Delivered { message: 0, photo: None });
}

#[test]
fn who_else_takes_the_updates() {
    let errors = include_str!("../../../simulator/tests/data/errors.json");
    let errors: Vec<serde_json::Value> = serde_json::from_str(errors).unwrap();
    for error in errors {
        let status = u16::try_from(error["error_code"].as_u64().unwrap()).unwrap();
        let body = serde_json::json!({ "ok": false, "error_code": status, "description": error["description"] });
        let expected = match error["id"].as_str().unwrap() {
            "conflict_getupdates" => Some(Rival::Poller),
            "conflict_webhook" | "conflict_setwebhook" => Some(Rival::Webhook),
            _ => None,
        };
        assert_eq!(reply(status, &body.to_string()).rival(), expected, "{error}");
    }
}

#[test]
fn results_are_read_or_the_answer_says_why_not() {
    assert_eq!(reply(200, r#"{"ok":true,"result":7}"#).result::<i64>(), Ok(7));
    let unread = reply(200, r#"{"ok":true,"result":"seven"}"#).result::<i64>();
    assert_eq!(unread, Err(Outcome::Delivered { message: 0, photo: None }));
    let refused = reply(401, r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#).result::<i64>();
    assert_eq!(refused, Err(Outcome::Token));
    assert!(matches!(Answer::Late.result::<i64>(), Err(Outcome::Uncertain(Unclear::Silence, _))));
}

#[test]
fn clear_is_all_but_silence() {
    for (answer, clear) in [
        (reply(200, r#"{"ok":true}"#), true),
        (reply(403, r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#), true),
        (reply(429, "{}"), true),
        (reply(502, ""), false),
        (Answer::Lost(String::new()), false),
        (Answer::Unreachable(String::new()), false),
    ] {
        assert_eq!(answer.is_clear(), clear, "{answer:?}");
    }
}

/// What a sender is advised to do, and what is not in contradiction to it.
fn fits(action: &str, kind: &str) -> bool {
    let fitting: &[&str] = match action {
        "deactivate subscriber" | "deactivate" | "deactivate chat" => &["blocked", "gone", "missing"],
        "deactivate after N" => &["missing"],
        "pause chat" | "pause chat, tell admins" | "pause topic" => &["barred"],
        "drop topic id" => &["no topic"],
        "replace chat id and resend" => &["moved"],
        "fall back to text" | "send text" | "resize or send text" | "retry / send text" | "smaller file" => &["photo"],
        "download and upload, or send text" => &["photo"],
        "re-upload" => &["photo name"],
        "treat as success" => &["unchanged", "stuck"],
        "forget message" | "forget" | "give up" | "use editMessageCaption" | "ignore" => &["stuck"],
        "shorten" => &["text", "photo"],
        "fewer links" | "fall back to plain text" | "fall back" | "fewer buttons" | "drop button" => &["text"],
        "resend without reply" => &["text"],
        "stop, alert" | "stop" => &["token"],
        "exit or back off" | "deleteWebhook" => &["not sent"],
        "wait" => &["flood"],
        "retry later" | "unknown outcome: see idempotency" => &["failure", "silence"],
        "bug" => &["text", "photo", "token"],
        "" => &["gone", "missing", "token", "not sent"],
        _ => &[],
    };
    fitting.contains(&kind)
}

#[test]
fn every_known_error_is_classified() {
    let errors = include_str!("../../../simulator/tests/data/errors.json");
    let errors: Vec<serde_json::Value> = serde_json::from_str(errors).unwrap();
    assert!(errors.len() >= 80);
    for error in errors {
        let code = u16::try_from(error["error_code"].as_u64().unwrap()).unwrap();
        let body = serde_json::json!({ "ok": false, "error_code": code, "description": error["description"],
            "parameters": error["parameters"] });
        let outcome = reply(code, &body.to_string()).outcome();
        let action = error["action"].as_str().unwrap();
        assert!(fits(action, kind(&outcome)), "{}: {action}, but {outcome:?}", error["id"]);
    }
}
