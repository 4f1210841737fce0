//! Requests that are well formed and mean no good: each is answered, and the simulator goes on.

use serde_json::{Value, json};

use simulator::Settings;

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

#[tokio::test]
async fn no_other_page_drives_it() {
    let ground = Ground::free().await;
    let before = ground.sim.counters().requests;
    let bot = format!("{}/bot{}/setMyName?name=Owned", ground.sim.url(), ground.sim.token());
    let asked = |request: reqwest::RequestBuilder| async { request.send().await.expect("an answer").status().as_u16() };
    for url in [bot.clone(), format!("{}/simulator/people", ground.sim.url()), format!("{}/desk/x", ground.sim.url())] {
        let ask = || ground.http.post(&url).body(r#"{"name":"Чужой"}"#);
        assert_eq!(asked(ask().header("origin", "https://evil.example")).await, 403, "{url}");
        assert_eq!(asked(ask().header("origin", "null")).await, 403, "{url}");
        assert_eq!(asked(ask().header("host", "evil.example")).await, 403, "{url}");
        assert_eq!(asked(ground.http.get(&url).header("sec-fetch-site", "cross-site")).await, 403, "{url}");
    }
    let state = format!("{}/simulator/state", ground.sim.url());
    let rebound = ground.http.get(&state).header("host", "evil.example:8081").send().await.expect("an answer");
    assert!(!rebound.text().await.expect("a text").contains(ground.sim.token()));
    assert_eq!(ground.sim.counters().requests, before, "the bot's server heard of it");
    assert_eq!(asked(ground.http.get(bot)).await, 200, "programs may ask as they do");
}

#[tokio::test]
async fn looking_changes_nothing() {
    let ground = Ground::free().await;
    let reader = ground.sim.person("Оқырман", "kk");
    let now = ground.sim.now_ms();
    for path in [
        format!("people/{}/start", reader.id()),
        format!("people/{}/say?text=привет", reader.id()),
        format!("people/{}/delete", reader.id()),
        "people/crowd?count=5".to_owned(),
        format!("chats/{}/delete", reader.id()),
        format!("chats/{}/refuse?code=403", reader.id()),
        "counters/reset".to_owned(),
        "faults/next?method=getMe".to_owned(),
        "urls?url=https://a.example/x.jpg".to_owned(),
    ] {
        let url = format!("{}/simulator/{path}", ground.sim.url());
        assert_eq!(ground.http.get(&url).send().await.expect("an answer").status(), 405, "{path}");
    }
    let shift = format!("{}/simulator/time?shift_seconds=86400", ground.sim.url());
    assert_eq!(ground.http.get(shift).send().await.expect("an answer").status(), 200);
    assert!(ground.sim.now_ms() - now < 3_600_000, "looking at the time moved it");
    assert!(reader.received().is_empty() && ground.sim.person_by_id(reader.id()).is_some());
}

#[tokio::test]
async fn private_addresses_are_fetched_only_where_that_is_wanted() {
    let secret = Ground::free().await; // another service of this machine
    let url = format!("{}/simulator/state", secret.sim.url());
    for fetch_private in [false, true] {
        let ground = Ground::new(Settings { fetch_private, ..Settings::unlimited() }).await;
        let reader = ground.sim.person("Оқырман", "kk");
        reader.start("");
        let params = json!({"chat_id": reader.id(), "document": url});
        let answer = ground.call("sendDocument", params).await;
        assert_eq!(answer["ok"], fetch_private, "{answer}");
    }
}

#[tokio::test]
async fn what_is_uploaded_is_no_page_of_this_address() {
    let ground = Ground::free().await;
    let reader = ground.sim.person("Оқырман", "kk");
    reader.start("");
    let page = reqwest::multipart::Part::bytes(b"<script>alert(1)</script>".as_slice()).file_name("x.html");
    let page = page.mime_str("text/html").expect("a type");
    let form = reqwest::multipart::Form::new().text("chat_id", reader.id().to_string()).part("document", page);
    let url = format!("{}/bot{}/sendDocument", ground.sim.url(), ground.sim.token());
    let sent: Value =
        ground.http.post(url).multipart(form).send().await.expect("an answer").json().await.expect("JSON");
    let id = sent["result"]["document"]["file_id"].as_str().expect("a file").to_owned();
    let file = ground.ok("getFile", json!({"file_id": id})).await;
    let path = file["file_path"].as_str().expect("a path").to_owned();
    for url in [
        format!("{}/simulator/files/{id}", ground.sim.url()),
        format!("{}/file/bot{}/{path}", ground.sim.url(), ground.sim.token()),
    ] {
        let answer = ground.http.get(&url).send().await.expect("an answer");
        let header = |name| answer.headers()[name].to_str().expect("a text").to_owned();
        assert_eq!(
            (header("content-disposition"), header("x-content-type-options")),
            ("attachment".into(), "nosniff".into())
        );
        assert_eq!(header("content-security-policy"), "sandbox", "{url}");
    }
}
