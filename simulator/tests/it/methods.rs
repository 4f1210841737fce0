//! Every method of the Bot API: known, its required parameters asked for, its result of the right shape.

use serde_json::{Map, Value, json};
use simulator::{Person, Room};

use super::{
    ground::Ground,
    shared::{self, Api, Field},
};

/// Methods whose required parameters Telegram does without.
const LENIENT: [(&str, &str); 9] = [
    ("deleteMessages", "message_ids"),
    ("banChatMember", "user_id"),
    ("setMessageReaction", "message_id"),
    ("answerInlineQuery", "results"),
    ("setWebhook", "url"),
    ("setMyCommands", "commands"),
    ("setChatDescription", "description"),
    ("setChatAdministratorCustomTitle", "custom_title"),
    ("editMessageChecklist", "checklist"),
];

#[tokio::test(start_paused = true)]
async fn every_method_is_known_and_asks_for_what_it_needs() {
    let ground = Ground::free().await;
    let owner = ground.sim.person("Иесі", "kk");
    owner.start("");
    let forum = ground.sim.forum("Ф", &[&owner]);
    forum.promote_bot(&[]);
    let mut wrong = Vec::new();
    for (name, required) in shared::api().methods {
        if matches!(name, "logOut" | "leaveChat" | "getUpdates") {
            continue;
        }
        let all: Map<String, Value> =
            required.iter().map(|field| (field.name.to_string(), plausible(field, forum.id(), owner.id()))).collect();
        for left_out in required.iter().map(|field| field.name) {
            if LENIENT.contains(&(name, left_out)) {
                continue;
            }
            let params: Map<String, Value> =
                all.iter().filter(|(name, _)| **name != left_out).map(|(n, v)| (n.clone(), v.clone())).collect();
            let answer = ground.call(name, params.into()).await;
            if answer["ok"] != false || answer["error_code"] == 404 {
                wrong.push(format!("{name} without {left_out}: {answer}"));
            }
        }
        let answer = ground.call(name, all.into()).await;
        if answer["error_code"] == 404 || answer["error_code"] == 500 {
            wrong.push(format!("{name}: {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn plausible(field: &Field, chat: i64, person: i64) -> Value {
    match (field.name, field.kind) {
        ("chat_id" | "from_chat_id", _) => json!(chat),
        ("user_id", _) => json!(person),
        ("message_id" | "message_thread_id", _) => json!(1),
        ("message_ids", _) => json!([1]),
        ("action", _) => json!("typing"),
        (_, "Integer") => json!(1),
        (_, "Float") => json!(1.5),
        (_, "Boolean") => json!(true),
        (_, kind) if kind.starts_with("Array") => json!([]),
        (_, kind) if kind.contains("String") => json!("text"),
        (_, kind) if kind.contains("InputFile") => json!("attach://file"),
        _ => json!({}),
    }
}

/// Every required field of a type is there, as far as the specification goes.
fn complete(api: &Api, kind: &str, value: &Value, path: &str, wrong: &mut Vec<String>) {
    let kind = concrete(kind, value);
    // What is no type of its own (a number, a text) or one of several types has no fields to look at.
    let Some(fields) = api.types.get(kind.as_str()).filter(|fields| !fields.is_empty()) else { return };
    let optional_for_readers = [("ChatFullInfo", "accent_color_id")];
    for field in fields {
        let name = field.name;
        let (inner, list) = match field.kind.strip_prefix("Array of ") {
            Some(inner) => (inner, true),
            None => (field.kind, false),
        };
        let found = &value[name];
        if found.is_null() {
            if field.required && !optional_for_readers.contains(&(kind.as_str(), name)) {
                wrong.push(format!("{path}.{name} is missing in {value}"));
            }
            continue;
        }
        match found.as_array().filter(|_| list) {
            Some(items) => items.iter().for_each(|item| complete(api, inner, item, &format!("{path}.{name}[]"), wrong)),
            None => complete(api, inner, found, &format!("{path}.{name}"), wrong),
        }
    }
    let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
    for name in value.as_object().into_iter().flat_map(Map::keys).filter(|name| !known.contains(&name.as_str())) {
        wrong.push(format!("{path}.{name} is no field of {kind}"));
    }
}

/// The type behind a type that is one of several.
fn concrete(kind: &str, value: &Value) -> String {
    let of = |field: &str| value[field].as_str().unwrap_or("").to_string();
    match (kind, of("status").as_str(), of("type").as_str()) {
        ("ChatMember", "creator", _) => "ChatMemberOwner".to_string(),
        ("ChatMember", "kicked", _) => "ChatMemberBanned".to_string(),
        ("ChatMember" | "MessageOrigin", status, kind_of) => {
            let name = if kind == "ChatMember" { status } else { kind_of };
            format!("{kind}{}{}", name[..1].to_uppercase(), &name[1..])
        }
        _ => kind.to_string(),
    }
}

#[tokio::test(start_paused = true)]
async fn results_and_updates_are_complete() {
    let api = shared::api();
    let ground = Ground::free().await;
    let owner = ground.sim.person("Иесі Серік", "kk");
    owner.start("w_a");
    let (forum, channel) = (ground.sim.forum("Ф", &[&owner]), ground.sim.channel("К", "kanal", &owner));
    forum.promote_bot(&[]);
    channel.promote_bot(&[]);
    owner.send_photo(&super::picture::png(1600, 900), "қара https://e.com");
    let photo = owner.messages().pop().and_then(|message| message.photo).expect("a photo").file_id;
    let mut wrong = Vec::new();
    let cases = result_cases(&ground, &owner, &forum, &photo);
    for (method, kind, params) in cases {
        let result = ground.ok(method, params).await;
        complete(&api, kind, &result, method, &mut wrong);
    }
    owner.block();
    owner.unblock();
    ground.sim.person("Жаңа", "ru").say_in(&forum, "/help");
    owner.say_in(&channel, "жазба");
    owner.ask_inline("x");
    for update in ground.ok("getUpdates", json!({})).await.as_array().expect("updates") {
        complete(&api, "Update", update, "update", &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Calls whose results are looked at: method, type, parameters.
fn result_cases(
    ground: &Ground,
    owner: &Person,
    forum: &Room,
    photo: &str,
) -> Vec<(&'static str, &'static str, Value)> {
    let chat = json!({"chat_id": forum.id()});
    vec![
        ("getMe", "User", json!({})),
        ("getChat", "ChatFullInfo", chat.clone()),
        ("getChat", "ChatFullInfo", json!({"chat_id": owner.id()})),
        ("getWebhookInfo", "WebhookInfo", json!({})),
        ("getChatMember", "ChatMemberAdministrator", json!({"chat_id": forum.id(), "user_id": ground.sim.bot_id()})),
        ("getChatMember", "ChatMemberOwner", json!({"chat_id": forum.id(), "user_id": owner.id()})),
        (
            "sendMessage",
            "Message",
            json!({"chat_id": owner.id(), "text": "<b>a</b> #б", "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": true}, "protect_content": true, "reply_parameters": {"message_id": 1}}),
        ),
        ("sendPhoto", "Message", json!({"chat_id": "@kanal", "photo": photo, "caption": "c", "has_spoiler": true})),
        ("createForumTopic", "ForumTopic", json!({"chat_id": forum.id(), "name": "Т"})),
        ("sendRichMessage", "Message", json!({"chat_id": owner.id(), "rich_message": {"html": "<h1>x</h1>"}})),
        ("sendDice", "Message", json!({"chat_id": owner.id()})),
        (
            "sendPoll",
            "Message",
            json!({"chat_id": forum.id(), "question": "?", "options": [{"text": "a"}, {"text": "b"}]}),
        ),
        ("sendLocation", "Message", json!({"chat_id": owner.id(), "latitude": 51.1, "longitude": 71.4})),
        ("forwardMessage", "Message", json!({"chat_id": owner.id(), "from_chat_id": owner.id(), "message_id": 2})),
        ("copyMessage", "MessageId", json!({"chat_id": owner.id(), "from_chat_id": owner.id(), "message_id": 2})),
        ("getFile", "File", json!({"file_id": photo})),
        ("createChatInviteLink", "ChatInviteLink", chat),
        ("getMyStarBalance", "StarAmount", json!({})),
    ]
}
