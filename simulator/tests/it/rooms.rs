//! Groups, channels and topics, as the bot hears of them.

use serde_json::{Value, json};
use simulator::{Fault, Sender};

use super::ground::Ground;

/// The kinds of the updates that wait, and the updates; all are confirmed.
async fn heard(ground: &Ground) -> Vec<Value> {
    let updates = ground.ok("getUpdates", json!({"timeout": 1})).await.as_array().expect("updates").clone();
    if let Some(last) = updates.last() {
        let offset = last["update_id"].as_i64().expect("an id") + 1;
        ground.ok("getUpdates", json!({"offset": offset})).await;
    }
    updates
}

#[tokio::test(start_paused = true)]
async fn in_a_group_the_bot_hears_what_concerns_it() {
    let ground = Ground::free().await;
    let (owner, guest) = (ground.sim.person("Иесі", "kk"), ground.sim.person("Қонақ", "kk"));
    let group = ground.sim.supergroup("Редакция", &[&owner]);
    owner.say_in(&group, "/help");
    assert!(heard(&ground).await.is_empty(), "the bot is not there yet");
    group.add_bot();
    let updates = heard(&ground).await;
    assert_eq!(updates[0]["my_chat_member"]["new_chat_member"]["status"], "member");
    assert_eq!(updates[1]["message"]["new_chat_members"][0]["is_bot"], true);
    let sent = ground.ok("sendMessage", json!({"chat_id": group.id(), "text": "Сәлем"})).await;
    for text in ["жай сөз", "/news", "/news@other_bot", "сұрақ @headliner_bot"] {
        owner.say_in(&group, text);
    }
    let message = group.message(sent["message_id"].as_i64().expect("an id")).expect("the message");
    owner.reply(&message, "рақмет");
    let texts: Vec<Value> = heard(&ground).await.iter().map(|update| update["message"]["text"].clone()).collect();
    assert_eq!(texts, ["/news", "сұрақ @headliner_bot", "рақмет"]);
    group.promote_bot(&[]);
    guest.say_in(&group, "енді бәрі естіледі");
    let updates = heard(&ground).await;
    assert_eq!(updates.last().expect("one")["message"]["text"], "енді бәрі естіледі");
}

#[tokio::test(start_paused = true)]
async fn a_group_becomes_a_supergroup_and_the_bot_is_told() {
    let ground = Ground::free().await;
    let owner = ground.sim.person("Иесі", "kk");
    let group = ground.sim.group("Топ", &[&owner]);
    group.add_bot();
    heard(&ground).await;
    let to = group.migrate();
    let updates = heard(&ground).await;
    assert_eq!(updates[0]["message"]["migrate_to_chat_id"], to.id());
    assert_eq!(updates[1]["message"]["migrate_from_chat_id"], group.id());
    assert_eq!(updates[2]["my_chat_member"]["old_chat_member"]["status"], "left");
    assert_eq!(updates[2]["my_chat_member"]["chat"]["id"], to.id());
    ground.ok("sendMessage", json!({"chat_id": to.id(), "text": "жаңа"})).await;
    assert_eq!(to.expects("жаңа").await.from, Sender::Bot);
}

#[tokio::test(start_paused = true)]
async fn a_channel_takes_posts_and_edits_and_pins() {
    let ground = Ground::free().await;
    let owner = ground.sim.person("Иесі", "kk");
    let channel = ground.sim.channel("Кеш", "kesh", &owner);
    let post = json!({"chat_id": "@kesh", "text": "пост"});
    assert_eq!(ground.refused("sendMessage", post.clone()).await, "Forbidden: bot is not a member of the channel chat");
    channel.promote_bot(&["can_post_messages", "can_edit_messages"]);
    let sent = ground.ok("sendMessage", post).await;
    assert_eq!((&sent["sender_chat"]["username"], &sent["from"]), (&json!("kesh"), &Value::Null));
    let at = |extra: Value| {
        let mut params = json!({"chat_id": channel.id(), "message_id": sent["message_id"]});
        params.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        params
    };
    ground.ok("editMessageText", at(json!({"text": "түзетілген пост"}))).await;
    ground.ok("pinChatMessage", at(json!({}))).await;
    assert_eq!(channel.pinned(), [sent["message_id"].as_i64().expect("an id")]);
    assert!(channel.transcript().contains("Кеш (edited, pinned): түзетілген пост"), "{}", channel.transcript());
    ground.ok("deleteMessage", at(json!({}))).await;
    assert!(channel.received().is_empty());
}

#[tokio::test(start_paused = true)]
async fn topics_are_opened_closed_and_written_in() {
    let ground = Ground::free().await;
    let owner = ground.sim.person("Иесі", "kk");
    let forum = ground.sim.forum("Форум", &[&owner]);
    forum.promote_bot(&[]);
    let topic = ground.ok("createForumTopic", json!({"chat_id": forum.id(), "name": "Спорт"})).await;
    let thread = topic["message_thread_id"].as_i64().expect("a thread");
    let params = json!({"chat_id": forum.id(), "message_thread_id": thread, "text": "гол"});
    let sent = ground.ok("sendMessage", params.clone()).await;
    assert_eq!((&sent["message_thread_id"], &sent["is_topic_message"]), (&json!(thread), &json!(true)));
    let close = json!({"chat_id": forum.id(), "message_thread_id": thread});
    ground.ok("closeForumTopic", close.clone()).await;
    assert_eq!(ground.refused("closeForumTopic", close).await, "Bad Request: TOPIC_NOT_MODIFIED");
    forum.restrict_bot(&[]);
    assert_eq!(ground.refused("sendMessage", params).await, "Bad Request: TOPIC_CLOSED");
}

#[tokio::test(start_paused = true)]
async fn what_a_fault_hid_from_the_bot_is_in_the_chat() {
    let ground = Ground::free().await;
    let reader = ground.sim.person("Оқырман", "kk");
    reader.start("");
    ground.sim.fail_next("sendMessage", Fault::BadGatewayAfter, 1);
    let url = format!("{}/bot{}/sendMessage", ground.sim.url(), ground.sim.token());
    for _ in 0..2 {
        let request = ground.http.post(&url).json(&json!({"chat_id": reader.id(), "text": "бір рет"}));
        request.send().await.expect("an answer");
    }
    assert_eq!(reader.received().len(), 2);
    let counters = ground.sim.counters();
    assert_eq!((counters.doubles, counters.answers_lost), (1, 1));
}
