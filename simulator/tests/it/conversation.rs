//! People and a bot, as conversations.

use std::time::Duration;

use serde_json::json;
use simulator::Pressed;

use super::ground::Ground;

#[tokio::test(start_paused = true)]
async fn a_reader_starts_and_presses_and_leaves() {
    let ground = Ground::free().await;
    let aigul = ground.sim.person("Айгүл", "kk");
    assert_eq!(
        ground.refused("sendMessage", json!({"chat_id": aigul.id(), "text": "x"})).await,
        "Forbidden: bot can't initiate conversation with a user"
    );
    aigul.start("w_society");
    let updates = ground.ok("getUpdates", json!({"timeout": 30})).await;
    assert_eq!(updates[0]["message"]["text"], "/start w_society");
    assert_eq!(updates[0]["message"]["from"]["language_code"], "kk");
    assert_eq!(updates[0]["message"]["entities"][0]["type"], "bot_command");

    let keyboard = json!({"inline_keyboard": [[{"text": "Қоғам", "callback_data": "r:1"}]]});
    let html = "<b>Қош келдіңіз!</b>";
    let sent = ground
        .ok("sendMessage", json!({"chat_id": aigul.id(), "text": html, "parse_mode": "HTML", "reply_markup": keyboard}))
        .await;
    let message = aigul.expects("Қош келдіңіз").await;
    assert_eq!(message.html(), html);
    assert_eq!(sent["message_id"], message.id);

    let Pressed::Query(query) = aigul.press("Қоғам") else { panic!("a query") };
    let offset = updates[0]["update_id"].as_i64().expect("an id") + 1;
    let updates = ground.ok("getUpdates", json!({"timeout": 30, "offset": offset})).await;
    assert_eq!(updates[0]["callback_query"]["data"], "r:1", "{updates}");
    ground.ok("answerCallbackQuery", json!({"callback_query_id": query, "text": "Дайын"})).await;
    assert_eq!(aigul.expects_toast("").await, "Дайын");

    ground.ok("editMessageText", json!({"chat_id": aigul.id(), "message_id": message.id, "text": "Жаңа"})).await;
    assert_eq!(aigul.expects_edit("Жаңа").await.id, message.id);

    aigul.block();
    let blocked = ground.refused("sendMessage", json!({"chat_id": aigul.id(), "text": "x"})).await;
    assert_eq!(blocked, "Forbidden: bot was blocked by the user");
    let updates = ground.ok("getUpdates", json!({"timeout": 30, "offset": offset + 1})).await;
    assert_eq!(updates[0]["my_chat_member"]["new_chat_member"]["status"], "kicked");
    aigul.expects_silence(Duration::from_secs(60)).await;
}

#[tokio::test(start_paused = true)]
async fn a_long_poll_wakes_for_an_update_and_ends_without_one() {
    let ground = Ground::free().await;
    let started = tokio::time::Instant::now();
    assert_eq!(ground.ok("getUpdates", json!({"timeout": 40})).await, json!([]));
    assert_eq!(started.elapsed().as_secs(), 40);
    let marat = ground.sim.person("Марат", "ru");
    let waiting = ground.ok("getUpdates", json!({"timeout": 40, "offset": 5}));
    let (updates, ()) = tokio::join!(waiting, async {
        tokio::time::sleep(Duration::from_secs(7)).await;
        marat.say("привет");
    });
    assert_eq!(updates[0]["message"]["text"], "привет");
    assert_eq!(started.elapsed().as_secs(), 47);
}
