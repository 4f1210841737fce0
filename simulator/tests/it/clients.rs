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
