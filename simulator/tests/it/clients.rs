//! What other people's clients do: each way of asking that Telegram takes.

use serde_json::{Value, json};

use crate::{ground::Ground, picture::png};

/// python-telegram-bot writes the token's colon as `%3A`, and fetches a photo by whichever size it likes.
#[tokio::test]
async fn every_size_of_a_photo_can_be_sent_and_fetched() {
    let ground = Ground::free().await;
    let reader = ground.sim.person("Aigul", "kk");
    reader.start("");
    let base = format!("{}/bot{}", ground.sim.url(), ground.sim.token().replace(':', "%3A"));
    let picture = png(1600, 800);
    let form = reqwest::multipart::Form::new()
        .text("chat_id", reader.id().to_string())
        .part("photo", reqwest::multipart::Part::bytes(picture.clone()).file_name("a.png"));
    let sent = ground.http.post(format!("{base}/sendPhoto")).multipart(form).send().await.unwrap();
    let sent: Value = sent.json().await.unwrap();
    let sizes = sent["result"]["photo"].as_array().unwrap_or_else(|| panic!("{sent}")).clone();
    assert_eq!(sizes.len(), 4);
    for size in &sizes {
        let id = size["file_id"].as_str().unwrap();
        let file = ground.ok("getFile", json!({"file_id": id})).await;
        assert_eq!(file["file_id"], id);
        let path = file["file_path"].as_str().unwrap().replace('/', "%2F");
        let files = base.replace("/bot", "/file/bot");
        let bytes = ground.http.get(format!("{files}/{path}")).send().await.unwrap().bytes().await.unwrap();
        assert_eq!(bytes, picture);
        ground.ok("sendPhoto", json!({"chat_id": reader.id(), "photo": id})).await;
    }
    let unknown = format!("{}s", sizes[3]["file_id"].as_str().unwrap());
    assert_eq!(ground.refused("getFile", json!({"file_id": unknown})).await, "Bad Request: invalid file_id");
}

#[tokio::test]
async fn a_name_of_digits_stays_a_name() {
    let ground = Ground::free().await;
    let reader = ground.sim.person("Aigul", "kk");
    reader.start("");
    let contact = json!({"chat_id": reader.id(), "phone_number": "+7701", "first_name": "123", "last_name": "1e5"});
    let sent = ground.ok("sendContact", contact).await;
    assert_eq!((&sent["contact"]["first_name"], &sent["contact"]["last_name"]), (&json!("123"), &json!("1e5")));
    let place = json!({"chat_id": reader.id(), "latitude": "43.25", "longitude": 76.9, "live_period": 60});
    let sent = ground.ok("sendLocation", place).await;
    assert_eq!((&sent["location"]["latitude"], &sent["location"]["live_period"]), (&json!(43.25), &json!(60)));
}

fn one(kind: &str, offset: i64, length: i64) -> Value {
    json!([{"type": kind, "offset": offset, "length": length}])
}

/// Formatting as entities: each case with what Telegram was seen to say, or keeps.
#[tokio::test]
async fn entities_that_cannot_be_are_refused() {
    let ground = Ground::free().await;
    let reader = ground.sim.person("Aigul", "kk");
    reader.start("");
    let send = |text: &str, entities: Value| json!({"chat_id": reader.id(), "text": text, "entities": entities});
    for (entities, said) in [
        (one("bold", -1, 1), "receive an entity with incorrect offset -1"),
        (one("bold", 0, -1), "receive an entity with incorrect length -1"),
        (one("bold", 1_000_001, 1), "receive an entity with incorrect offset 1000001"),
        (
            one("bold", 0, 100),
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        (one("bold", 5, 1), "entity beginning at UTF-16 offset 5 ends after the end of the text at UTF-16 offset 6"),
        (one("bold", 6, 1), "entity begins after the end of the text at UTF-16 offset 6"),
        (one("shiny", 0, 1), "can't parse MessageEntity: Unsupported type specified"),
        (one("", 0, 1), "can't parse MessageEntity: Type is not specified"),
        (json!(["bold"]), "can't parse MessageEntity: expected an Object"),
        (json!([{"type": "bold", "length": 1}]), "can't parse MessageEntity: Can't find field \"offset\""),
        (one("text_link", 0, 1), "can't parse MessageEntity: Can't find field \"url\""),
        (
            json!([{"type": "text_link", "offset": 0, "length": 5, "url": ""}]),
            "entity URL '' is invalid: URL host is empty",
        ),
        (
            json!([{"type": "text_mention", "offset": 0, "length": 5, "user": 7}]),
            "can't parse MessageEntity: Field \"user\" must be of type Object",
        ),
        (
            json!([{"type": "custom_emoji", "offset": 0, "length": 1, "custom_emoji_id": "9999999999999999999"}]),
            "can't parse MessageEntity: Field \"custom_emoji_id\" must be a valid Number",
        ),
    ] {
        assert_eq!(ground.refused("sendMessage", send("hello", entities)).await, format!("Bad Request: {said}"));
    }
    for (offset, length, said) in [
        (1, 1, "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        (0, 1, "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4"),
    ] {
        let said = format!("Bad Request: {said}");
        assert_eq!(ground.refused("sendMessage", send("👉 👉", one("bold", offset, length))).await, said);
    }
}

#[tokio::test]
async fn entities_that_can_be_are_kept() {
    let ground = Ground::free().await;
    let reader = ground.sim.person("Aigul", "kk");
    reader.start("");
    let send = |text: &str, entities: Value| json!({"chat_id": reader.id(), "text": text, "entities": entities});
    let kept = async |text: &str, entities: Value| {
        let sent = ground.ok("sendMessage", send(text, entities)).await;
        let entities = sent["entities"].as_array().cloned().unwrap_or_default();
        let shown =
            entities.iter().map(|one| format!("{} {} {}", one["type"].as_str().unwrap(), one["offset"], one["length"]));
        shown.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(kept("👉 жаңа", one("bold", 0, 2)).await, "bold 0 2");
    assert_eq!(kept("hello", one("bold", 9, 0)).await, "", "an empty one is none, wherever it stands");
    assert_eq!(kept("hello", json!([{"type": "bold", "offset": "0", "length": "5"}])).await, "bold 0 5");
    assert_eq!(
        kept("see #tag", one("mention", 0, 3)).await,
        "hashtag 4 4",
        "what Telegram finds by itself is passed over"
    );
    assert_eq!(kept("hello", json!("[{")).await, "", "what is no JSON is no formatting");
    let nested = json!([{"type": "bold", "offset": 0, "length": 5}, {"type": "code", "offset": 1, "length": 2}]);
    assert_eq!(kept("hello", nested).await, "bold 0 1, code 1 2, bold 3 2");
    // With a parse mode they are not looked at.
    let both =
        json!({"chat_id": reader.id(), "text": "<b>a</b>", "parse_mode": "HTML", "entities": one("shiny", 0, 1)});
    assert_eq!(ground.ok("sendMessage", both).await["entities"][0]["type"], "bold");
    let caption = json!({"chat_id": reader.id(), "photo": "https://example.com/a.png", "caption": "x", "caption_entities": one("bold", 0, 2)});
    let said = ground.refused("sendPhoto", caption).await;
    assert!(said.contains("ends after the end of the text at UTF-16 offset 2"), "{said}");
}
