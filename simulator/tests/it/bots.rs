//! Several bots at one address: each has its own chats, updates and counters, and the same people.

use serde_json::{Value, json};
use simulator::Simulator;

use super::ground::Ground;

const TOKEN: &str = "7000000002:AAAnotherBot-0123456789";

async fn call(ground: &Ground, bot: &Simulator, method: &str, params: Value) -> Value {
    let url = format!("{}/bot{}/{method}", bot.url(), bot.token());
    ground.http.post(url).json(&params).send().await.expect("an answer").json().await.expect("JSON")
}

#[tokio::test(start_paused = true)]
async fn each_bot_has_its_own_chats_and_counters() {
    let ground = Ground::free().await;
    let (aigul, crowd) = (ground.sim.person("Айгүл", "kk"), ground.sim.crowd(2));
    aigul.start("");
    let other = ground.sim.another_bot(TOKEN, "Другая", "@other_bot");
    let late = ground.sim.person("Ерлан", "kk");
    let me = call(&ground, &other, "getMe", json!({})).await;
    assert_eq!(
        (me["result"]["id"].as_i64(), me["result"]["username"].as_str()),
        (Some(7_000_000_002), Some("other_bot"))
    );
    assert_eq!(ground.ok("getMe", json!({})).await["id"], 7_000_000_001_i64);
    let cold = "Forbidden: bot can't initiate conversation with a user";
    for (chat, refused) in [
        (aigul.id(), cold),
        (crowd.start, cold),
        (late.id(), cold),
        (777, "Bad Request: chat not found"),
        (-1_001_000_000_001, "Bad Request: chat not found"),
    ] {
        let answer = call(&ground, &other, "sendMessage", json!({"chat_id": chat, "text": "x"})).await;
        assert_eq!(answer["description"], refused, "{chat}");
    }
    ground.ok("sendMessage", json!({"chat_id": aigul.id(), "text": "от первой"})).await;
    other.person_by_id(aigul.id()).expect("she is known").start("");
    let heard = call(&ground, &other, "getUpdates", json!({"timeout": 30})).await;
    assert_eq!(heard["result"][0]["message"]["text"], "/start");
    let sent = call(&ground, &other, "sendMessage", json!({"chat_id": aigul.id(), "text": "от второй"})).await;
    assert_eq!(sent["result"]["message_id"], other.room(aigul.id()).last().id);
    assert_eq!((ground.sim.counters().accepted, other.counters().accepted), (1, 1));
    assert_eq!((ground.sim.counters().refused.len(), other.counters().refused[&403]), (0, 3));
    assert!(!ground.sim.room(aigul.id()).transcript().contains("от второй"));
}

#[tokio::test(start_paused = true)]
async fn the_control_adds_bots_and_speaks_of_each() {
    let ground = Ground::free().await;
    let control = |path: &str| format!("{}/simulator/{path}", ground.sim.url());
    let get = async |path: &str| -> Value {
        ground.http.get(control(path)).send().await.expect("an answer").json().await.expect("JSON")
    };
    let post = async |path: &str, body: Value| -> Value {
        ground.http.post(control(path)).json(&body).send().await.expect("an answer").json().await.expect("JSON")
    };
    let bot = json!({"token": TOKEN, "name": "Другая", "username": "other_bot"});
    assert_eq!(post("bots", bot.clone()).await["id"], 7_000_000_002_i64);
    assert!(post("bots", bot).await["error"].as_str().is_some_and(|why| why.contains("no other bot's")));
    assert_eq!(get("bots").await.as_array().map(Vec::len), Some(2));
    post("bots/7000000002/people", json!({"name": "Айгүл", "id": 555})).await;
    post("bots/7000000002/people/555/start", json!({})).await;
    assert_eq!(get("bots/7000000002/updates").await["waiting"], 1);
    assert_eq!(get("updates").await["waiting"], 0);
    assert_eq!(get("bots/8/updates").await["error"], "there is no such bot");
}
