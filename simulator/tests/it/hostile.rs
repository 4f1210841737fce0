//! Requests that are well formed and mean no good: each is answered, and the simulator goes on.

use serde_json::{Value, json};

use super::ground::Ground;

#[tokio::test(start_paused = true)]
async fn no_parameter_breaks_it() {
    let ground = Ground::free().await;
    let reader = ground.sim.person("Оқырман", "kk");
    reader.start("");
    let huge = usize::MAX;
    let values: Vec<Value> = vec![
        json!(null),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(-1.5e300),
        json!("\u{0}\u{202E}ж😀"),
        json!([[[]]]),
        json!({"a": {"b": []}}),
        json!([{"type": "text_mention", "offset": 0, "length": 1}, {"type": "date_time", "offset": huge, "length": huge}]),
        json!([{"type": "bold", "offset": 1, "length": huge}, {"type": "pre", "offset": 0, "length": 2}]),
        json!("[".repeat(500)),
        json!("<a href=\"".repeat(50)),
    ];
    let methods = [
        (
            "sendMessage",
            vec!["text", "entities", "parse_mode", "reply_markup", "reply_parameters", "link_preview_options"],
        ),
        ("sendPhoto", vec!["photo", "caption_entities", "chat_id"]),
        ("sendMediaGroup", vec!["media"]),
        ("editMessageText", vec!["message_id", "text", "rich_message"]),
        ("editMessageMedia", vec!["media"]),
        ("deleteMessages", vec!["message_ids"]),
        ("getUpdates", vec!["offset", "limit", "allowed_updates"]),
        ("setMyCommands", vec!["commands", "scope"]),
        ("answerInlineQuery", vec!["results", "button"]),
        ("restrictChatMember", vec!["permissions", "user_id"]),
        ("sendRichMessage", vec!["rich_message"]),
    ];
    for (method, names) in methods {
        for name in names {
            for value in &values {
                let mut params = json!({"chat_id": reader.id(), "text": "жаңалық 😀", "message_id": 1});
                params[name] = value.clone();
                let answer = ground.call(method, params).await;
                assert!(answer["ok"].is_boolean(), "{method} {name}: {answer}");
            }
        }
    }
    let url = format!("{}/simulator/chats/{}/messages", ground.sim.url(), reader.id());
    let shown: Value = ground.http.get(url).send().await.expect("an answer").json().await.expect("JSON");
    assert!(shown.as_array().is_some_and(|messages| messages.len() > 5));
    assert!(!reader.transcript().is_empty());
}

#[tokio::test(start_paused = true)]
async fn no_control_breaks_it() {
    let ground = Ground::free().await;
    let paths = [
        ("limits", json!({"chat_per_second": 1e-300, "chat_burst": u32::MAX, "per_second": u32::MAX})),
        ("faults", json!({"lost": -5.0, "jitter_ms": 1})),
        ("time", json!({"shift_seconds": i64::MAX})),
        ("people/crowd", json!({"count": u64::MAX})),
        ("people", json!({"name": "x", "id": i64::MAX})),
        ("faults/outage", json!({"fault": "restart", "seconds": i64::MIN})),
        ("faults/next", json!({"fault": {"flood": -1}})),
        ("stars", json!({"balance": 1e308})),
    ];
    for (path, body) in paths {
        let url = format!("{}/simulator/{path}", ground.sim.url());
        let answer = ground.http.post(url).json(&body).send().await.expect("an answer");
        assert!(matches!(answer.status().as_u16(), 200 | 400 | 409), "{path}: {}", answer.status());
    }
    let (chat, text) = (ground.sim.crowd(1).start, "x".repeat(10));
    for _ in 0..3 {
        let url = format!("{}/bot{}/sendMessage?chat_id={chat}&text={text}", ground.sim.url(), ground.sim.token());
        ground.http.get(url).send().await.expect("an answer");
    }
}
