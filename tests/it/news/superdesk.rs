//! A Superdesk desk that writes into the store: each version a file of its own, pictures and plans beside the texts.

use std::{fs, time::Duration};

use serde_json::{Value, json};

use super::{fate, stays_silent};
use crate::desk::Desk;

const MINUTE: Duration = Duration::from_secs(60);
const GUID: &str = "urn:newsml:vecher.example:2026-11-23T09:00:00.123456:7d1f";

/// Superdesk's "File" transmitter: `<guid>-<version>-<number>.json`, written in place.
fn transmit(desk: &Desk, version: u32, more: Value) {
    let mut item = json!({
        "guid": GUID, "type": "text", "version": version.to_string(), "pubstatus": "usable", "priority": 6, "urgency": 3,
        "language": "ru", "profile": "text", "slugline": "BRIDGE", "byline": "Мария Ким",
        "headline": "Мост у вокзала открыли", "description_text": "Движение пустили утром, сообщает Vecher.kz.",
        "body_html": "<p>Движение пустили утром.</p>", "service": [{"code": "o", "name": "Общество"}],
        "firstpublished": "2026-11-23T04:55:00+0000", "versioncreated": "2026-11-23T04:55:00+0000",
        "extra": {"url": "https://vecher.kz/ru/most"}, "ednote": "Проверить фамилию",
    });
    item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let name = format!("articles/{}-{version}-{}.json", GUID.replace(':', "-"), version + 40);
    desk.house.put(&name, item.to_string());
}

#[tokio::test(start_paused = true)]
async fn versions_are_one_story_and_a_kill_takes_it_back() {
    let desk = Desk::open().await;
    desk.aigul.start("r_society");
    desk.aigul.expects("Общество").await;
    transmit(&desk, 1, json!({}));
    desk.aigul.expects("Мост у вокзала открыли").await;
    let shown = desk.aigul.last().text;
    assert!(shown.contains("Движение пустили утром.") && !shown.contains("фамилию"), "{shown}");
    transmit(&desk, 2, json!({"headline": "Мост у вокзала открыли для машин"}));
    tokio::time::sleep(5 * MINUTE).await;
    let copies = |text: &str| desk.aigul.received().iter().filter(|message| message.text.contains(text)).count();
    assert_eq!((copies("открыли для машин"), copies("Мост у вокзала")), (1, 1), "{}", desk.aigul.transcript());
    // An old version that comes late, and what is no text, change nothing.
    transmit(&desk, 1, json!({}));
    fs::write(
        desk.house.path("articles/p.json"),
        json!({"guid": "urn:p", "type": "picture", "pubstatus": "usable"}).to_string(),
    )
    .unwrap();
    stays_silent(&desk.aigul, 10 * MINUTE).await;
    transmit(&desk, 3, json!({"pubstatus": "withheld"}));
    tokio::time::sleep(5 * MINUTE).await;
    assert_eq!((copies("Мост у вокзала"), fate(&desk.house.store(), GUID)), (0, "sent".to_owned()));
    transmit(&desk, 4, json!({"pubstatus": "usable"}));
    tokio::time::sleep(5 * MINUTE).await;
    assert_eq!(copies("Мост у вокзала открыли"), 1, "{}", desk.aigul.transcript());
    transmit(&desk, 5, json!({"pubstatus": "cancelled", "headline": "KILL KILL KILL"}));
    tokio::time::sleep(5 * MINUTE).await;
    assert_eq!((copies("Мост у вокзала"), copies("KILL")), (0, 0), "{}", desk.aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn an_item_without_a_link_or_a_rubric_waits_and_an_urgent_one_asks() {
    let desk = Desk::open().await;
    transmit(&desk, 1, json!({"extra": {}, "service": [{"code": "x9", "name": "Космос"}]}));
    let told = desk.editor.expects("ждут решения: 1").await;
    assert!(told.text.contains("aliases = [\"Космос\"]") && told.text.contains("link_template"), "{}", told.text);
    assert_eq!(fate(&desk.house.store(), GUID), "held");
    transmit(&desk, 2, json!({"urgency": 1}));
    desk.editor.expects("Мост у вокзала открыли").await;
    let plans = desk.editor.transcript();
    assert!(plans.contains("срочн") || plans.contains("Срочн"), "{plans}");
}
