//! What became of an article, and why.

use std::time::Duration;

use super::{Office, article, field};
use crate::harness::pass;

#[tokio::test(start_paused = true)]
async fn every_state_has_its_reason() {
    let office = Office::open().await;
    let cases = [
        ("draft", "status: draft", "draft", ""),
        ("withheld", "status: withheld", "withheld", ""),
        ("old", "published: 2026-11-20T10:00:00+05:00", "archive", "too long before it came"),
        ("embargo", "published: 2026-11-23T12:00:00+05:00", "scheduled", "embargo until 2026-11-23T12:00:00+05:00"),
        ("urgent", "breaking: true", "scheduled", "asked for a breaking push"),
        ("foreign", "canonical: x\nfeatured: false\nembargo_until: x", "held", "embargo_until"),
        ("over", "expires: 2026-11-23T09:00:00+05:00", "withheld", "its time is over"),
    ];
    for (id, keys, state, why) in cases {
        let said = office.post(article(id, &format!("Новость под именем {id}"), keys)).await;
        assert_eq!((said.0, field(&said, "state")), (201, state), "{said:?}");
        assert!(said.1["why"].as_str().unwrap_or_default().contains(why), "{said:?}");
    }
    let unknown = article("space", "Спутник вышел на орбиту", "").replace("society", "космос");
    let said = office.post(unknown.clone()).await;
    assert_eq!(field(&said, "state"), "held");
    assert!(field(&said, "why").contains("aliases = [\"космос\"]"), "{said:?}");
    // The editors are asked as by a file, and told what is held.
    office.editor.expects("Новость под именем urgent").await;
    office.editor.expects("космос").await;
    // Mended, it goes out.
    let said = office.post(unknown.replace("космос", "society")).await;
    assert_eq!((said.0, field(&said, "state")), (200, "published"));
    office.reader.expects("Спутник вышел").await;
    pass(Duration::from_secs(3 * 3600)).await;
    assert_eq!(field(&office.get("embargo").await, "state"), "published");
    assert_eq!(field(&office.get("urgent").await, "state"), "published");
    let seen = office.reader.transcript();
    assert!(seen.contains("под именем embargo") && seen.contains("под именем urgent"), "{seen}");
    assert!(!seen.contains("под именем old") && !seen.contains("под именем draft"), "{seen}");
}

#[tokio::test(start_paused = true)]
async fn a_warning_is_in_the_answer() {
    let office = Office::open().await;
    let said = office.post(article("a", "Мост закроют", "urgency: высокая")).await;
    assert_eq!(said.0, 201);
    assert!(said.1["warnings"][0].as_str().unwrap().contains("urgency"), "{said:?}");
}

/// What could not be handed in while there was no process came then.
#[tokio::test(start_paused = true)]
async fn news_of_a_downtime_is_news() {
    let mut office = Office::open().await;
    pass(Duration::from_secs(300)).await;
    office.house.sleep_without_bot(Duration::from_secs(12 * 3600)).await;
    let meanwhile = "published: 2026-11-23T11:00:00+05:00";
    let said = office.post(article("meanwhile", "Ночью прорвало трубу", meanwhile)).await;
    assert_eq!(field(&said, "state"), "published", "{said:?}");
    let before = "published: 2026-11-23T02:00:00+05:00";
    let said = office.post(article("before", "Вчера убрали снег", before)).await;
    assert_eq!(field(&said, "state"), "archive", "{said:?}");
    pass(Duration::from_secs(2 * 3600)).await;
    let said = office.post(article("late", "Днём прорвало трубу", meanwhile)).await;
    assert_eq!(field(&said, "state"), "archive", "{said:?}");
}

/// A file of the newsroom's own is withdrawn as the desk does it.
#[tokio::test(start_paused = true)]
async fn a_file_of_others_can_be_withdrawn() {
    let office = Office::open().await;
    std::fs::write(office.house.path("articles/most.md"), article("most", "Мост закроют на ремонт", "")).unwrap();
    office.reader.expects("Мост закроют").await;
    let said = office.delete("most", "{\"note\": \"Ошибка\"}").await;
    assert_eq!((said.0, field(&said, "state")), (200, "withdrawn"));
    office.reader.expects_edit("Ошибка").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let file = std::fs::read_to_string(office.house.path("articles/most.md")).unwrap();
    assert!(file.contains("status: withdrawn"), "{file}");
    office.editor.say("/log");
    office.editor.expects("система редакции").await;
}
