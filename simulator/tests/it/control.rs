//! The control API, as a script in any language meets it.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use simulator::{Mounted, Settings};

use super::ground::Ground;

impl Ground {
    /// Posts to the control API, or reads from it if there is no body.
    async fn control(&self, path: &str, body: Option<Value>) -> Value {
        let url = format!("{}/simulator/{path}", self.sim.url());
        let request = match body {
            Some(body) => self.http.post(url).json(&body),
            None => self.http.get(url),
        };
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let answer: Value = answer.json().await.expect("JSON");
        if status != 200 { json!({"status": status.as_u16(), "error": answer["error"]}) } else { answer }
    }
}

#[tokio::test(start_paused = true)]
async fn a_script_leads_a_conversation() {
    let ground = Ground::free().await;
    let aigul = ground
        .control("people", Some(json!({"name": "Айгүл Серік", "language_code": "kk", "username": "aigul"})))
        .await;
    assert_eq!((&aigul["last_name"], &aigul["started"]), (&json!("Серік"), &json!(false)));
    let id = aigul["id"].as_i64().expect("an id");
    let started = ground.control(&format!("people/{id}/start"), Some(json!({"payload": "w_a"}))).await;
    assert_eq!(started["text"], "/start w_a");
    let keyboard = json!({"inline_keyboard": [[{"text": "Толығырақ", "callback_data": "m"}], [{"text": "Сайт", "url": "https://e.com"}]]});
    let params =
        json!({"chat_id": id, "text": "<b>Тақырып</b> #Қоғам", "parse_mode": "HTML", "reply_markup": keyboard});
    let sent = ground.ok("sendMessage", params).await;
    let waited = ground.control(&format!("chats/{id}/wait?messages=1&timeout=5"), None).await;
    assert_eq!(waited, json!({"messages": 1}));
    let messages = ground.control(&format!("chats/{id}/messages"), None).await;
    let shown = &messages[1];
    assert_eq!((&shown["id"], &shown["from"]["kind"]), (&sent["message_id"], &json!("bot")));
    assert_eq!(shown["display"], "<b>Тақырып</b> <a class=\"hashtag\">#Қоғам</a>");
    assert_eq!(shown["raw"], sent);
    let press = |body: Value| ground.control("people/1000001/press", Some(body));
    assert_eq!(press(json!({"button": "Сайт"})).await, json!({"did": "link", "url": "https://e.com/"}));
    let pressed = press(json!({"message": sent["message_id"], "row": 0, "column": 0})).await;
    assert_eq!(pressed["did"], "query");
    assert_eq!(press(json!({"button": "Жоқ"})).await["status"], 404);
    let updates = ground.control("updates", None).await;
    assert_eq!(updates, json!({"waiting": 2, "kinds": {"message": 1, "callback_query": 1}}));
    let blocked = ground.control(&format!("people/{id}/block"), Some(json!({}))).await;
    assert_eq!(blocked["blocked"], true);
    let requests = ground.control("requests?method=sendMessage&limit=1", None).await;
    assert_eq!((&requests[0]["status"], &requests[0]["params"]["parse_mode"]), (&json!(200), &json!("HTML")));
    assert_eq!(ground.control("counters", None).await["accepted"], 1);
}

#[tokio::test(start_paused = true)]
async fn chats_limits_faults_and_time_can_be_set() {
    let ground = Ground::free().await;
    let owner = ground.sim.person("Иесі", "kk");
    let create = json!({"kind": "supergroup", "title": "Ф", "forum": true, "members": [owner.id()]});
    let forum = ground.control("chats", Some(create)).await;
    let path = format!("chats/{}", forum["id"]);
    let bot = json!({"status": "administrator", "rights": ["can_manage_topics"]});
    let shown = ground.control(&format!("{path}/bot"), Some(bot)).await;
    assert_eq!(shown["bot"]["status"], "administrator");
    let topic = ground.control(&format!("{path}/topics"), Some(json!({"name": "Жаңалық"}))).await;
    ground.control(&format!("{path}/topics/{}/close", topic["id"]), Some(json!({}))).await;
    assert_eq!(ground.control(&path, None).await["topics"][0]["closed"], true);
    assert_eq!(ground.control(&format!("{path}/migrate"), Some(json!({}))).await["status"], 409);
    assert_eq!(ground.control("chats/5", None).await["status"], 404);
    assert_eq!(ground.control("chats", Some(json!({"kind": "zoo", "title": "x"}))).await["status"], 400);

    assert_eq!(ground.control("limits", Some(json!({"preset": "strict"}))).await["per_second"], 30);
    assert_eq!(ground.control("limits", Some(json!({"per_second": 5}))).await["per_second"], 5);
    assert_eq!(ground.control("limits", Some(json!({"per_minute": 5}))).await["status"], 400);
    assert_eq!(ground.control("faults", Some(json!({"lost": 0.5, "seed": 3}))).await["lost"], 0.5);
    assert_eq!(ground.control("faults", Some(json!({"preset": "none"}))).await["lost"], 0.0);
    let before = ground.sim.now_ms();
    let after = ground.control("time", Some(json!({"shift_seconds": 3600}))).await;
    assert!(after["now_us"].as_i64().expect("a time") / 1000 >= before + 3_600_000);
    assert_eq!(ground.control("stars", Some(json!({"balance": 5.0}))).await["balance"], 5.0);
    assert_eq!(ground.control("state", None).await["chats"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn events_tell_what_happens_and_the_program_can_join_in() {
    let ground = Ground::new(Settings::unlimited()).await;
    ground
        .sim
        .mount("/desk/", |visit| async move { Mounted::json(&json!({"path": visit.path, "query": visit.query})) });
    let answer = ground.http.get(format!("{}/desk/a?b=c", ground.sim.url())).send().await.expect("an answer");
    assert_eq!(answer.json::<Value>().await.expect("JSON"), json!({"path": "/desk/a", "query": "b=c"}));

    let events = ground.http.get(format!("{}/simulator/events", ground.sim.url())).send().await.expect("a stream");
    let mut events = events.bytes_stream();
    let marat = ground.sim.person("Марат", "ru");
    marat.start("");
    let sent = ground.ok("sendMessage", json!({"chat_id": marat.id(), "text": "x"})).await;
    ground.ok("deleteMessage", json!({"chat_id": marat.id(), "message_id": sent["message_id"]})).await;
    ground.sim.emit("desk", &json!({"articles": 3}));
    let mut text = String::new();
    let wanted = [
        "event: hello\n",
        "event: person\n",
        "event: message\n",
        "event: delete\n",
        "event: request\n",
        "event: desk\ndata: {\"articles\":3}\n\n",
        "event: meter\n",
    ];
    while !wanted.iter().all(|event| text.contains(event)) {
        let chunk = tokio::time::timeout(Duration::from_secs(5), events.next()).await;
        let chunk = chunk.unwrap_or_else(|_| panic!("not all events came: {text}"));
        text.push_str(&String::from_utf8_lossy(&chunk.expect("the stream goes on").expect("bytes")));
    }
}
