//! Inline mode, as its owner switches it, people ask, and Telegram keeps answers.

use std::time::Duration;

use serde_json::{Value, json};

use super::ground::Ground;

fn result(id: &str, text: &str) -> Value {
    json!({"type": "article", "id": id, "title": "x", "input_message_content": {"message_text": text, "parse_mode": "HTML"}})
}

fn answer(query: &str, results: &[Value]) -> Value {
    json!({"inline_query_id": query, "results": results, "cache_time": 60, "is_personal": true})
}

async fn asked(ground: &Ground) -> usize {
    tokio::time::sleep(Duration::from_secs(1)).await; // the same offset at once gets one update
    ground.ok("getUpdates", json!({"offset": -100})).await.as_array().expect("updates").len()
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_kept_for_who_asks_the_same() {
    let ground = Ground::free().await;
    let (aigul, serik) = (ground.sim.person("Айгүл", "kk"), ground.sim.person("Серік", "kk"));
    let query = aigul.ask_inline("метро");
    assert_eq!(aigul.found_inline(&query), None);
    ground.ok("answerInlineQuery", answer(&query, &[result("1", "<b>x</b>")])).await;
    assert_eq!(aigul.found_inline(&query).map(|found| found.len()), Some(1));
    let again = aigul.ask_inline("метро");
    assert_eq!(aigul.found_inline(&again).map(|found| found.len()), Some(1), "without the bot");
    assert_eq!(asked(&ground).await, 1);
    serik.ask_inline("метро");
    aigul.read_on("метро", "20");
    assert_eq!(asked(&ground).await, 3, "another person, another offset");
    tokio::time::sleep(Duration::from_secs(61)).await;
    let later = aigul.ask_inline("метро");
    assert_eq!(aigul.found_inline(&later), None, "kept for a minute");
    let message = aigul.choose_inline(&query, "1", &aigul.chat());
    assert_eq!(message.html(), "<b>x</b>");
}

#[tokio::test(start_paused = true)]
async fn results_are_read_as_telegram_reads_them() {
    let ground = Ground::free().await;
    let query = ground.sim.person("Айгүл", "kk").ask_inline("x");
    let within = "Bad Request: can't parse inline query result: ";
    let cases = [
        (json!([result("1", "<b>x")]), format!("{within}Can't parse entities: ")),
        (json!([result("1", &"x".repeat(4097))]), format!("{within}MESSAGE_TOO_LONG")),
        (json!([{"type": "article", "id": "1", "title": "x"}]), format!("{within}Can't find field")),
        (json!([result(&"x".repeat(65), "x")]), "Bad Request: RESULT_ID_INVALID".to_string()),
        (json!([result("1", "x"), result("1", "y")]), "Bad Request: RESULT_ID_DUPLICATE".to_string()),
    ];
    for (results, expected) in cases {
        let results = results.as_array().expect("results").clone();
        let why = ground.refused("answerInlineQuery", answer(&query, &results)).await;
        assert!(why.starts_with(&expected), "{why} instead of {expected}");
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_asks_a_bot_without_inline_mode() {
    let ground = Ground::free().await;
    assert_eq!(ground.ok("getMe", json!({})).await["supports_inline_queries"], true);
    ground.sim.set_inline(false);
    assert_eq!(ground.ok("getMe", json!({})).await["supports_inline_queries"], false);
    ground.sim.person("Айгүл", "kk").ask_inline("x");
    assert_eq!(asked(&ground).await, 0);
}
