use serde_json::json;

use super::*;

fn said(text: &str) -> What {
    let update = json!({ "update_id": 7, "message": {
        "message_id": 3, "date": 1, "chat": { "id": 5, "type": "private", "first_name": "A" },
        "from": { "id": 5, "is_bot": false, "first_name": "A", "last_name": "B", "language_code": "kk-KZ" },
        "text": text } });
    parse(update, "headliner_bot").unwrap().what
}

fn check_speech(text: &str, expected: Option<Speech>) {
    let speech = match said(text) {
        What::Said(said) => Some(said.speech),
        _ => None,
    };
    assert_eq!(speech, expected, "{text}");
}

#[test]
fn commands_and_words() {
    let command = |name: &str, rest: &str| Some(Speech::Command { name: name.into(), rest: rest.into() });
    check_speech("/start", command("start", ""));
    check_speech("/start r_society__site", command("start", "r_society__site"));
    check_speech("/Latest@Headliner_Bot  Спорт ", command("latest", "Спорт"));
    check_speech("/a412", command("a412", ""));
    check_speech("/breaking\nHeadline\nLead", command("breaking", "Headline\nLead"));
    check_speech("/help@other_bot", None);
    check_speech(" метро ", Some(Speech::Text("метро".into())));
    check_speech("/", Some(Speech::Text("/".into())));
    check_speech("/помощь", Some(Speech::Text("/помощь".into())));
}

#[test]
fn who_speaks() {
    let What::Said(said) = said("hi") else { panic!("nobody") };
    let language = Some(Language::Kk);
    assert_eq!(said.person, Person { id: 5, name: "A B".into(), username: None, language });
    assert_eq!(said.address, Address { chat: 5, topic: 0, place: Place::Private, title: None });
}

#[test]
fn only_an_answer_to_the_bot_is_one() {
    let check = |author: Value, expected| {
        let user = json!({ "id": 5, "is_bot": false, "first_name": "A" });
        let chat = json!({ "id": -100, "type": "supergroup", "title": "G" });
        let reply = json!({ "message_id": 2, "date": 1, "chat": chat, "from": author });
        let update = json!({ "update_id": 7, "message": {
            "message_id": 3, "chat": chat, "from": user, "text": "18:30", "reply_to_message": reply } });
        let What::Said(said) = parse(update, "headliner_bot").unwrap().what else { panic!("it is said") };
        assert_eq!(said.reply_to, expected, "{author}");
    };
    check(json!({ "id": 9, "is_bot": true, "first_name": "H", "username": "Headliner_bot" }), Some(2));
    check(json!({ "id": 8, "is_bot": true, "first_name": "O", "username": "other_bot" }), None);
    check(json!({ "id": 6, "is_bot": false, "first_name": "B" }), None);
    check(Value::Null, None);
}

fn check_kind(update: Value, expected: &str) {
    let kind = match parse(update.clone(), "headliner_bot") {
        None => "nothing",
        Some(update) => match update.what {
            What::Said(_) => "said",
            What::Pressed(_) => "pressed",
            What::Asked(_) => "asked",
            What::Membership(_) => "membership",
            What::Moved { .. } => "moved",
            What::Other(_) => "other",
        },
    };
    assert_eq!(kind, expected, "{update}");
}

#[test]
fn whatever_comes_is_something() {
    let user = json!({ "id": 5, "is_bot": false, "first_name": "A" });
    let chat = json!({ "id": -100, "type": "supergroup", "title": "G" });
    let message = |more: Value| {
        let mut message = json!({ "message_id": 3, "chat": chat, "from": user });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "update_id": 7, "message": message })
    };
    check_kind(json!([]), "nothing");
    check_kind(json!({ "message": {} }), "nothing");
    check_kind(json!({ "update_id": 7 }), "other");
    check_kind(json!({ "update_id": 7, "message": {} }), "other");
    check_kind(json!({ "update_id": 7, "poll_answer": {} }), "other");
    check_kind(message(json!({ "text": "x" })), "said");
    check_kind(message(json!({ "photo": [] })), "said");
    check_kind(message(json!({ "new_chat_members": [] })), "other");
    check_kind(message(json!({ "migrate_to_chat_id": -200 })), "moved");
    check_kind(message(json!({ "migrate_from_chat_id": -5 })), "moved");
    check_kind(message(json!({ "from": { "id": 9, "is_bot": true, "first_name": "B" }, "text": "x" })), "other");
    let bot = json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group" });
    check_kind(
        message(json!({ "from": bot, "sender_chat": { "id": -100, "type": "a new kind" }, "text": "/x" })),
        "said",
    );
    check_kind(message(json!({ "sender_chat": { "id": -300 }, "text": "/x" })), "other");
    check_kind(message(json!({ "chat": { "id": -100, "type": "a new kind" }, "text": "x" })), "other");
    let query =
        json!({ "id": "1", "from": user, "data": "r", "message": { "message_id": 3, "date": 0, "chat": chat } });
    check_kind(json!({ "update_id": 7, "callback_query": query }), "pressed");
    check_kind(
        json!({ "update_id": 7, "callback_query": { "id": "1", "from": user, "inline_message_id": "x" } }),
        "other",
    );
    let inline = json!({ "id": "1", "from": user, "query": " метро ", "offset": "", "chat_type": "sender" });
    check_kind(json!({ "update_id": 7, "inline_query": inline }), "asked");
    check_kind(json!({ "update_id": 7, "inline_query": { "id": "1", "from": user } }), "other");
    let member = |status: &str| json!({ "status": status, "user": user });
    let change =
        json!({ "chat": chat, "from": user, "old_chat_member": member("left"), "new_chat_member": member("member") });
    check_kind(json!({ "update_id": 7, "my_chat_member": change }), "membership");
}

fn check_standing(kind: &str, member: Value, expected: Standing) {
    let user = json!({ "id": 5, "is_bot": false, "first_name": "A" });
    let old = json!({ "status": "left" });
    let change =
        json!({ "chat": { "id": 1, "type": kind }, "from": user, "old_chat_member": old, "new_chat_member": member });
    let update = parse(json!({ "update_id": 7, "my_chat_member": change }), "headliner_bot").unwrap();
    let What::Membership(membership) = update.what else { panic!("no membership") };
    assert_eq!((membership.before, membership.after), (Standing::Out, expected), "{kind} {member}");
}

#[test]
fn where_the_bot_stands() {
    check_standing("private", json!({ "status": "member" }), Standing::In);
    check_standing("private", json!({ "status": "kicked", "until_date": 0 }), Standing::Out);
    check_standing("group", json!({ "status": "member" }), Standing::In);
    check_standing("supergroup", json!({ "status": "left" }), Standing::Out);
    check_standing(
        "supergroup",
        json!({ "status": "restricted", "is_member": true, "can_send_messages": false }),
        Standing::Mute,
    );
    check_standing("supergroup", json!({ "status": "restricted", "is_member": false }), Standing::Out);
    check_standing("channel", json!({ "status": "administrator", "can_post_messages": true }), Standing::In);
    check_standing("channel", json!({ "status": "administrator", "can_post_messages": false }), Standing::Mute);
}

#[test]
fn the_button_of_the_rest_is_seen() {
    let markup = json!({ "inline_keyboard": [[{ "text": "⋯", "callback_data": "mb:1" }], [{ "text": "Ещё 5", "callback_data": "rest" }]] });
    let message = json!({ "message_id": 3, "chat": { "id": 5, "type": "private" }, "reply_markup": markup });
    let query = json!({ "id": "1", "from": { "id": 5, "is_bot": false, "first_name": "A" }, "data": "mb:1", "message": message });
    let update = parse(json!({ "update_id": 7, "callback_query": query }), "headliner_bot").unwrap();
    let What::Pressed(pressed) = update.what else { panic!("no press") };
    assert_eq!(pressed.rest.as_deref(), Some("Ещё 5"));
}

#[test]
fn what_telegram_adds_costs_nothing_of_what_we_know() {
    let markup = json!({ "inline_keyboard": [[
        { "text": "a", "callback_data": "x", "style": "danger", "disabled": {} },
        { "text": "Ещё 5", "callback_data": "rest" },
    ]], "force_reply": true });
    let user = json!({ "id": 5, "is_bot": false, "first_name": "A", "has_topics_enabled": true });
    let chat = json!({ "id": -100, "type": "supergroup", "title": "G", "is_forum": true, "is_direct_messages": false });
    let message = json!({ "message_id": 3, "date": 1, "chat": chat, "from": user, "text": "завтра в 9",
        "message_thread_id": 8, "is_topic_message": true, "reply_markup": markup,
        "entities": [{ "type": "date_time", "offset": 0, "length": 6, "unix": 1 }] });
    let read = |update: Value| parse(update, "headliner_bot").unwrap().what;
    let What::Said(said) = read(json!({ "update_id": 7, "message": message })) else { panic!("nothing said") };
    assert_eq!((said.speech, said.address.topic), (Speech::Text("завтра в 9".into()), 8));
    let query = json!({ "id": "1", "from": user, "chat_instance": "1", "data": "x", "message": message });
    let What::Pressed(pressed) = read(json!({ "update_id": 7, "callback_query": query })) else { panic!("no press") };
    assert_eq!((pressed.rest.as_deref(), pressed.address.topic), (Some("Ещё 5"), 8));
}
