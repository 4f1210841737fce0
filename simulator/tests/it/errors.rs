//! Every refusal of `tests/data/errors.json` that the simulator can come into, word for word.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::{Fault, Limits};

use super::{ground::Ground, shared};

/// Refusals that only Telegram's servers come into, or that are unverified.
const UNREACHABLE: [&str; 8] = [
    "private_chat_not_found",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_deleted",
    "button_url",
    "button_type",
    "upload_url",
    "unauthorized_fmt",
];

struct Case<'a> {
    ground: &'a Ground,
    known: Vec<Value>,
    seen: BTreeSet<String>,
}

impl Case<'_> {
    /// Calls and compares with the entry `id`.
    async fn check(&mut self, id: &str, method: &str, params: Value) {
        let answer = self.ground.call(method, params.clone()).await;
        self.compare(id, &answer, &format!("{method} {params}"));
    }

    fn compare(&mut self, id: &str, answer: &Value, what: &str) {
        let entry = self.known.iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no entry {id}"));
        let wanted = (&entry["description"], &entry["error_code"]);
        assert_eq!((&answer["description"], &answer["error_code"]), wanted, "{id}: {what}");
        let has = |value: &Value| value["parameters"].is_object();
        assert_eq!(has(answer), has(entry), "{id}: parameters in {answer}");
        self.seen.insert(id.to_string());
    }
}

#[tokio::test(start_paused = true)]
async fn every_reachable_refusal_is_telegrams() {
    let ground = Ground::free().await;
    let mut case = Case { ground: &ground, known: shared::errors(), seen: BTreeSet::new() };
    people(&mut case).await;
    rooms(&mut case).await;
    texts(&mut case).await;
    keyboards(&mut case).await;
    edits_and_deletes(&mut case).await;
    files(&mut case).await;
    queries(&mut case).await;
    servers(&mut case).await;
    let reachable = case.known.iter().filter_map(|entry| entry["id"].as_str()).filter(|id| !UNREACHABLE.contains(id));
    let missed: Vec<&str> = reachable.filter(|id| !case.seen.contains(*id)).collect();
    assert!(missed.is_empty(), "not looked at: {missed:?}");
    assert!(case.seen.len() >= 70, "only {} refusals", case.seen.len());
}

async fn people(case: &mut Case<'_>) {
    let sim = case.ground.sim.clone();
    let text = |chat: i64| json!({"chat_id": chat, "text": "x"});
    let [blocked, gone, stranger] = ["Б", "Д", "Н"].map(|name| sim.person(name, "ru"));
    blocked.start("");
    blocked.block();
    case.check("blocked", "sendMessage", text(blocked.id())).await;
    gone.start("");
    gone.deactivate();
    case.check("user_deactivated", "sendMessage", text(gone.id())).await;
    case.check("cant_initiate", "sendMessage", text(stranger.id())).await;
    case.check("to_bot", "sendMessage", text(sim.bot_id())).await;
    case.check("chat_not_found", "sendMessage", text(42)).await;
    case.check("chat_not_found", "sendMessage", json!({"chat_id": "@nobody_here", "text": "x"})).await;
    case.check("chat_id_empty", "sendMessage", json!({"text": "x"})).await;
    let group = sim.supergroup("Г", &[&gone]);
    group.promote_bot(&[]);
    case.check("user_not_found", "getChatMember", json!({"chat_id": group.id(), "user_id": 43})).await;
}

async fn rooms(case: &mut Case<'_>) {
    let sim = case.ground.sim.clone();
    let text = |chat: i64| json!({"chat_id": chat, "text": "x"});
    let owner = sim.person("Иесі", "kk");
    let (group, supergroup) = (sim.group("г", &[&owner]), sim.supergroup("с", &[&owner]));
    let channel = sim.channel("к", "", &owner);
    for (room, name) in [(&group, "group"), (&supergroup, "supergroup"), (&channel, "channel")] {
        room.promote_bot(&[]);
        room.kick_bot();
        case.check(&format!("kicked_{name}"), "sendMessage", text(room.id())).await;
        room.add_bot();
        room.remove_bot();
        case.check(&format!("not_member_{name}"), "sendMessage", text(room.id())).await;
    }
    let dead = sim.group("г", &[&owner]);
    dead.add_bot();
    dead.delete();
    case.check("group_deleted", "sendMessage", text(dead.id())).await;
    let moved = sim.group("г", &[&owner]);
    moved.add_bot();
    let to = moved.migrate();
    let answer = case.ground.call("sendMessage", text(moved.id())).await;
    assert_eq!(answer["parameters"]["migrate_to_chat_id"], to.id());
    case.compare("migrated", &answer, "a migrated group");
    supergroup.restrict_bot(&["can_send_messages"]);
    case.check("no_rights_text", "sendMessage", text(supergroup.id())).await;
    supergroup.restrict_bot(&["can_send_photos"]);
    let picture = file_of(&owner);
    case.check("no_rights_photo", "sendPhoto", json!({"chat_id": supergroup.id(), "photo": picture})).await;
    channel.promote_bot(&["can_edit_messages"]);
    case.check("need_admin_channel", "sendMessage", text(channel.id())).await;
    channel.restrict_bot(&[]);
    case.check("chat_admin_required", "getChatAdministrators", json!({"chat_id": channel.id()})).await;
    sim.refuse(supergroup.id(), 400, "Bad Request: have no write access to the chat");
    supergroup.promote_bot(&[]);
    case.check("no_write_access", "sendMessage", text(supergroup.id())).await;
    topics(case, &owner).await;
}

async fn topics(case: &mut Case<'_>, owner: &simulator::Person) {
    let forum = case.ground.sim.forum("ф", &[owner]);
    forum.add_bot();
    let topic = forum.topic("Новости");
    let params = |thread: i64| json!({"chat_id": forum.id(), "message_thread_id": thread, "text": "x"});
    forum.close_topic(topic);
    case.check("topic_closed", "sendMessage", params(topic)).await;
    forum.delete_topic(topic);
    case.check("thread_not_found", "sendMessage", params(topic)).await;
}

async fn texts(case: &mut Case<'_>) {
    let reader = case.ground.sim.person("Оқырман", "kk");
    reader.start("");
    let html = |text: &str| json!({"chat_id": reader.id(), "text": text, "parse_mode": "HTML"});
    case.check("text_empty", "sendMessage", json!({"chat_id": reader.id()})).await;
    case.check("text_blank", "sendMessage", html("<b> </b>\n")).await;
    case.check("too_long", "sendMessage", html(&"😀".repeat(4097))).await;
    case.ground.ok("sendMessage", html(&"😀".repeat(4096))).await;
    case.check("text_over_32k", "sendMessage", html(&"a".repeat(32_769))).await;
    case.check("parse_unclosed", "sendMessage", html("<b>x")).await;
    case.check("parse_unsupported", "sendMessage", html("<br>")).await;
    case.check("parse_mode", "sendMessage", json!({"chat_id": reader.id(), "text": "x", "parse_mode": "XML"})).await;
    let links: String = (0..90).map(|n| format!("<a href=\"https://e.com/{n}/{}\">x</a> ", "y".repeat(100))).collect();
    case.check("entities_too_long", "sendMessage", html(&links)).await;
    let reply = json!({"chat_id": reader.id(), "text": "x", "reply_parameters": {"message_id": 999_999}});
    case.check("reply_not_found", "sendMessage", reply).await;
    case.check("wrong_action", "sendChatAction", json!({"chat_id": reader.id(), "action": "dancing"})).await;
    let url = format!(
        "{}/bot{}/sendMessage?chat_id={}&text=%FF",
        case.ground.sim.url(),
        case.ground.sim.token(),
        reader.id()
    );
    let answer = case.ground.http.get(url).send().await.expect("an answer").json().await.expect("JSON");
    case.compare("utf8", &answer, "bytes that are not UTF-8");
}

async fn keyboards(case: &mut Case<'_>) {
    let reader = case.ground.sim.person("Оқырман", "kk");
    reader.start("");
    let with = |markup: Value| json!({"chat_id": reader.id(), "text": "x", "reply_markup": markup});
    let button = |button: Value| with(json!({"inline_keyboard": [[button]]}));
    case.check("markup_json", "sendMessage", with(json!("{"))).await;
    case.check("text_button", "sendMessage", button(json!({"text": "x"}))).await;
    case.check("text_button", "sendMessage", button(json!({"text": "x", "callback_data": ""}))).await;
    let style = json!({"text": "x", "callback_data": "y", "style": "loud"});
    case.check("button_style", "sendMessage", button(style)).await;
    let long = json!({"text": "x", "callback_data": "ж".repeat(33)});
    case.check("button_data", "sendMessage", button(long)).await;
    case.check("button_url_local", "sendMessage", button(json!({"text": "x", "url": "foo"}))).await;
    let many: Vec<Value> = (0..101).map(|n| json!([{"text": "x", "callback_data": n.to_string()}])).collect();
    case.check("markup_too_long", "sendMessage", with(json!({"inline_keyboard": many}))).await;
}

async fn edits_and_deletes(case: &mut Case<'_>) {
    let sim = case.ground.sim.clone();
    let reader = sim.person("Оқырман", "kk");
    reader.start("");
    let sent = case.ground.ok("sendMessage", json!({"chat_id": reader.id(), "text": "a"})).await;
    let id = &sent["message_id"];
    let edit = |text: &str| json!({"chat_id": reader.id(), "message_id": id, "text": text});
    case.check("not_modified", "editMessageText", edit("a")).await;
    case.check("too_long_edit", "editMessageText", edit(&"a".repeat(4097))).await;
    case.check("edit_not_found", "editMessageText", json!({"chat_id": reader.id(), "message_id": 999, "text": "b"}))
        .await;
    case.check("message_id_missing", "editMessageText", json!({"chat_id": reader.id(), "text": "b"})).await;
    let own = reader.messages()[0].id;
    case.check("cant_edit", "editMessageText", json!({"chat_id": reader.id(), "message_id": own, "text": "b"})).await;
    let photo = json!({"chat_id": reader.id(), "photo": file_of(&reader)});
    let photo = case.ground.ok("sendPhoto", photo).await;
    let on_photo = json!({"chat_id": reader.id(), "message_id": photo["message_id"], "text": "b"});
    case.check("no_text_to_edit", "editMessageText", on_photo).await;
    let caption = json!({"chat_id": reader.id(), "message_id": photo["message_id"], "caption": "c".repeat(1025)});
    case.check("caption_too_long_edit", "editMessageCaption", caption).await;
    case.check("delete_not_found", "deleteMessage", json!({"chat_id": reader.id(), "message_id": 999})).await;
    let group = sim.supergroup("с", &[&reader]);
    group.add_bot();
    reader.say_in(&group, "/hello");
    let theirs = group.messages().last().expect("a message").id;
    case.check("cant_delete", "deleteMessage", json!({"chat_id": group.id(), "message_id": theirs})).await;
    sim.shift_time(std::time::Duration::from_secs(48 * 3600));
    case.check("cant_delete_everyone", "deleteMessage", json!({"chat_id": reader.id(), "message_id": id})).await;
    case.ground.ok("editMessageText", edit("still editable")).await;
}

async fn files(case: &mut Case<'_>) {
    let sim = case.ground.sim.clone();
    let reader = sim.person("Оқырман", "kk");
    reader.start("");
    let photo = |photo: &str| json!({"chat_id": reader.id(), "photo": photo});
    case.check("no_photo", "sendPhoto", json!({"chat_id": reader.id()})).await;
    case.check("remote_id_wrong", "sendPhoto", photo("AAAA")).await;
    case.check("file_id_wrong", "sendPhoto", photo("AAAABAAE")).await;
    case.check("url_fetch", "sendPhoto", photo("https://example.org/none.jpg")).await;
    sim.put_url("https://example.org/page", "text/html", "<html>");
    case.check("url_type", "sendPhoto", photo("https://example.org/page")).await;
    case.check("url_wrong", "sendPhoto", photo("ftp://example.org/a.jpg")).await;
    sim.put_url("https://example.org/bad.jpg", "image/jpeg", "not a picture");
    case.check("image_process", "sendPhoto", photo("https://example.org/bad.jpg")).await;
    sim.put_url("https://example.org/long.png", "image/png", super::picture::png(2100, 100));
    case.check("photo_dims", "sendPhoto", photo("https://example.org/long.png")).await;
    let good = file_of(&reader);
    let long = json!({"chat_id": reader.id(), "photo": good, "caption": "c".repeat(1025)});
    case.check("caption_too_long", "sendPhoto", long).await;
    let media = json!([{"type": "photo", "media": good}, {"type": "document", "media": good}]);
    case.check("album", "sendMediaGroup", json!({"chat_id": reader.id(), "media": media})).await;
    let part = reqwest::multipart::Part::bytes(vec![0; 53 << 20]).file_name("a.jpg");
    let form = reqwest::multipart::Form::new().text("chat_id", reader.id().to_string()).part("photo", part);
    let url = format!("{}/bot{}/sendPhoto", sim.url(), sim.token());
    let answer =
        case.ground.http.post(url).multipart(form).send().await.expect("an answer").json().await.expect("JSON");
    case.compare("entity_too_large", &answer, "53 MB");
}

async fn queries(case: &mut Case<'_>) {
    let reader = case.ground.sim.person("Оқырман", "kk");
    case.check("query_too_old", "answerCallbackQuery", json!({"callback_query_id": "1"})).await;
    let query = reader.ask_inline("новости");
    let result = |n: i32| json!({"type": "article", "id": n.to_string(), "title": "x", "input_message_content": {"message_text": "x"}});
    let results: Vec<Value> = (0..51).map(result).collect();
    let answer = json!({"inline_query_id": query, "results": results});
    case.check("inline_too_many", "answerInlineQuery", answer).await;
}

async fn servers(case: &mut Case<'_>) {
    let sim = case.ground.sim.clone();
    let reader = sim.person("Оқырман", "kk");
    reader.start("");
    let text = json!({"chat_id": reader.id(), "text": "x"});
    sim.fail_next("", Fault::Flood(5), 1);
    case.check("flood", "sendMessage", text.clone()).await;
    sim.set_limits(Limits { chat_per_second: 0.2, chat_burst: 1, silent_wait: 0, reply_window: 0, ..Limits::none() });
    case.ground.ok("sendMessage", text.clone()).await;
    case.check("flood", "sendMessage", text.clone()).await;
    sim.fail_next("", Fault::Restart, 1);
    case.check("restart", "sendMessage", text.clone()).await;
    sim.fail_next("", Fault::BadGateway, 1);
    let url = format!("{}/bot{}/sendMessage", sim.url(), sim.token());
    let answer = case.ground.http.post(&url).json(&text).send().await.expect("an answer");
    assert_eq!(answer.status(), 502);
    assert!(answer.text().await.expect("a body").contains("Bad Gateway"));
    case.seen.insert("bad_gateway".into());
    case.check("method_not_found", "sendNothing", json!({})).await;
    for (id, path) in
        [("unauthorized", "bot7000000001:AAwrong/getMe"), ("not_found", "bothello/getMe"), ("not_found", "hello")]
    {
        let url = format!("{}/{path}", sim.url());
        let answer = case.ground.http.get(url).send().await.expect("an answer").json().await.expect("JSON");
        case.compare(id, &answer, path);
    }
    let first = case.ground.call("getUpdates", json!({"timeout": 50, "offset": -1}));
    let second = async {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        case.ground.call("getUpdates", json!({"timeout": 1, "offset": -1})).await
    };
    sim.shift_time(std::time::Duration::from_secs(25 * 3600));
    let (first, _) = tokio::join!(first, second);
    case.compare("conflict_getupdates", &first, "two pollers");
    let waiting = case.ground.call("getUpdates", json!({"timeout": 50, "offset": 0}));
    let hook = async {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        case.ground.ok("setWebhook", json!({"url": "https://example.org/hook"})).await
    };
    let (ended, _) = tokio::join!(waiting, hook);
    case.compare("conflict_setwebhook", &ended, "a webhook during a poll");
    case.check("conflict_webhook", "getUpdates", json!({})).await;
    case.ground.ok("logOut", json!({})).await;
    case.check("logged_out", "getMe", json!({})).await;
}

/// The id of a picture that the bot may send: somebody sent it.
fn file_of(person: &simulator::Person) -> String {
    person.send_photo(&super::picture::png(640, 480), "");
    let sent = person.messages().into_iter().rev().find_map(|message| message.photo);
    sent.expect("the photo just sent").file_id
}
