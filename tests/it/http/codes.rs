//! Every code of the table, and what stands in the answer.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use super::{Office, TOKEN, article, field, said};

#[tokio::test(start_paused = true)]
async fn an_article_is_taken_changed_and_withdrawn() {
    let office = Office::open().await;
    let first = article("most", "Мост закроют на ремонт", "");
    let taken = office.post(first.clone()).await;
    assert_eq!(taken.0, 201, "{taken:?}");
    let number = taken.1["number"].as_i64().unwrap();
    let of = taken.1["of"].as_i64().unwrap();
    let expected =
        json!({"id": "most", "number": number, "state": "published", "why": null, "warnings": [], "sent": 0, "of": of});
    assert_eq!(taken.1, expected);
    assert_eq!(of, 1);
    assert_eq!(office.files(), ["api/most.md"]);
    assert_eq!(std::fs::read_to_string(office.house.path("articles/api/most.md")).unwrap(), first);
    office.reader.expects("Мост закроют на ремонт").await;
    // The same twice changes nothing.
    tokio::time::sleep(Duration::from_secs(60)).await;
    for _ in 0..2 {
        let again = office.post(first.clone()).await;
        assert_eq!((again.0, &again.1["number"], &again.1["sent"]), (200, &json!(number), &json!(1)));
    }
    let changed = office.put("most", article("most", "Мост закроют на месяц", "correction: Уточнён срок")).await;
    assert_eq!((changed.0, field(&changed, "state")), (200, "published"));
    office.reader.expects_edit("Мост закроют на месяц").await;
    assert_eq!(office.count("Мост закроют"), 1);
    let withdrawn = office.delete("most", "{\"note\": \"Ремонта не будет\"}").await;
    assert_eq!((withdrawn.0, field(&withdrawn, "state")), (200, "withdrawn"));
    office.reader.expects_edit("Ремонта не будет").await;
    assert_eq!(field(&office.get("most").await, "state"), "withdrawn");
    let again = office.delete("most", "").await;
    assert_eq!((again.0, field(&again, "state")), (200, "withdrawn"));
    // And published again.
    let restored = office.put("most", article("most", "Мост закроют на месяц", "")).await;
    assert_eq!((restored.0, field(&restored, "state")), (200, "published"));
    office.reader.expects_edit("Мост закроют на месяц").await;
    assert_eq!((office.articles(), office.files().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_is_told() {
    let office = Office::open().await;
    for token in [None, Some("wrong"), Some(""), Some(&TOKEN[1..])] {
        let mut request = office.client.post(format!("{}/articles", office.base)).body(article("a", "А", ""));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
        assert_eq!(said(answer).await.0, 401, "{token:?}");
    }
    let basic = office.client.get(format!("{}/articles/a", office.base)).basic_auth("a", Some(TOKEN)).send().await;
    assert_eq!(basic.unwrap().status(), 401);

    assert_eq!(office.get("none").await.0, 404);
    assert_eq!(office.delete("none", "").await.0, 404);
    assert_eq!(office.ask(Method::GET, "/other", "").await.0, 404);
    assert_eq!(office.ask(Method::GET, "/articlesa", "").await.0, 404);
    assert_eq!(office.ask(Method::PUT, "/articles", "").await.0, 405);
    assert_eq!(office.ask(Method::POST, "/articles/a", "").await.0, 405);

    let wrong = office.post("---\nid: a\nheadline: Аким: дороги\n---\n").await;
    assert_eq!((wrong.0, wrong.1["line"].as_i64()), (400, Some(3)), "{wrong:?}");
    let wrong = office.post("---\nid: a\nheadline: А\npublished: вчера\n---\n").await;
    assert_eq!((wrong.0, wrong.1["line"].as_i64(), field(&wrong, "key")), (400, Some(4), "published"), "{wrong:?}");
    let nameless = office.post("---\nheadline: Мост\n---\n").await;
    assert_eq!((nameless.0, field(&nameless, "key")), (400, "id"));
    assert!(field(&nameless, "error").contains("PUT /articles/ID"), "{nameless:?}");
    let long = office.put(&"a".repeat(201), article("a", "А", "")).await;
    assert_eq!((long.0, field(&long, "key")), (400, "id"));
    let empty = office.post("").await;
    assert_eq!(empty.0, 400);
    let large = office.post("a".repeat(1024 * 1024 + 1)).await;
    assert_eq!(large.0, 413, "{large:?}");
    assert!(office.files().is_empty(), "nothing of this was taken");

    office.put("a", article("a", "Мост закроют на ремонт", "")).await;
    let note = office.delete("a", &format!("{{\"note\": \"{}\"}}", "н".repeat(2000))).await;
    assert_eq!((note.0, field(&note, "key")), (400, "note"), "{note:?}");
    assert_eq!(office.delete("a", "[]").await.0, 400);
    assert_eq!(field(&office.get("a").await, "state"), "published");
}

#[tokio::test(start_paused = true)]
async fn an_id_of_another_story_is_refused() {
    let office = Office::open().await;
    let file =
        article("42", "Футболисты выиграли в Астане", "").replace("https://vecher.kz/42", "https://vecher.kz/sport");
    std::fs::write(office.house.path("articles/export.md"), file).unwrap();
    office.reader.expects("Футболисты").await;
    let other = office.post(article("42", "Мост через Есентай закроют на ремонт", "")).await;
    assert_eq!(other.0, 409, "{other:?}");
    assert!(field(&other, "error").contains("export.md"), "{other:?}");
    assert_eq!(office.put("42", article("42", "Мост через Есентай закроют на ремонт", "")).await.0, 409);
    // Two systems that count from one.
    assert_eq!(office.post(article("7", "В метро новые вагоны", "")).await.0, 201);
    let other = article("7", "Снегопад остановил поезда", "").replace("vecher.kz/7", "vecher.kz/snow");
    assert_eq!(office.post(other.clone()).await.0, 409);
    // By its name it is meant.
    assert_eq!(office.put("7", other).await.0, 200);
    assert_eq!(office.files(), ["api/7.md", "export.md"]);
}

#[tokio::test(start_paused = true)]
async fn any_format_and_any_name() {
    let office = Office::open().await;
    let ninjs = json!({
        "guid": "urn:newsml:vecher.kz:2026:1", "headline": "Троллейбусы вернулись", "pubstatus": "usable", "version": 2,
        "service": [{"code": "society"}], "url": "https://vecher.kz/trolley", "firstpublished": "2026-11-23T05:00:00Z",
    });
    let page = "<html><head><script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Парк открылся\", \
        \"url\": \"https://vecher.kz/park\", \"articleSection\": \"society\", \"datePublished\": \"2026-11-23T10:00:00+05:00\"}\
        </script></head><body><p>Текст</p></body></html>";
    let taken = office.post(ninjs.to_string()).await;
    assert_eq!(
        (taken.0, field(&taken, "id"), field(&taken, "state")),
        (201, "urn:newsml:vecher.kz:2026:1", "published")
    );
    let taken = office.post(page).await;
    assert_eq!((taken.0, field(&taken, "id"), field(&taken, "state")), (201, "https://vecher.kz/park", "published"));
    // A name of one's own, in whatever letters.
    let name = "wp%3A12%2Fмост%20%281%29";
    let plain = article("x", "Мост открыли", "").replace("id: x\n", "");
    let taken = office.put(name, plain.clone()).await;
    assert_eq!((taken.0, field(&taken, "id")), (201, "wp:12/мост (1)"));
    tokio::time::sleep(Duration::from_secs(10)).await;
    for words in ["Троллейбусы", "Парк открылся", "Мост открыли"] {
        assert_eq!(office.count(words), 1, "{}", office.reader.transcript());
    }
    // Another format under the same name takes its place.
    let json = json!({"headline": "Мост открыли", "rubric": "society", "url": "https://vecher.kz/x"});
    assert_eq!(office.put(name, json.to_string()).await.0, 200);
    assert_eq!(office.files().len(), 3);
    // What cannot be changed in its own format is withdrawn too.
    for id in ["urn:newsml:vecher.kz:2026:1", "https:%2F%2Fvecher.kz%2Fpark"] {
        let withdrawn = office.delete(id, "").await;
        assert_eq!((withdrawn.0, field(&withdrawn, "state")), (200, "withdrawn"), "{withdrawn:?}");
    }
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert_eq!((office.articles(), office.files().len()), (3, 3));
    assert_eq!(field(&office.put("urn:newsml:vecher.kz:2026:1", ninjs.to_string()).await, "state"), "published");
}

#[tokio::test(start_paused = true)]
async fn what_was_taken_is_the_same_after_a_restart() {
    let mut office = Office::open().await;
    office.put("a:1", article("other", "Мост закроют на ремонт", "")).await;
    office.post(article("b", "В метро новые вагоны", "")).await;
    office.delete("b", "").await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    let before = (office.get("a:1").await, office.get("b").await);
    office.house.end().await;
    office.house.start().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!((office.get("a:1").await, office.get("b").await), before);
    assert_eq!((office.count("Мост закроют"), office.articles()), (1, 2));
}

/// As Superdesk's ninjs is: versions of one guid, the last of which kills it.
#[tokio::test(start_paused = true)]
async fn an_item_of_superdesk() {
    let office = Office::open_with("link_template = \"https://vecher.kz/news/{id}\"", |_| {}).await;
    let item = |version: u8, status: &str, headline: &str| {
        let item = json!({
            "type": "text", "guid": "urn:newsml:localhost:2026-11-23T09:58:11.731234:8f1c6b1e-2e44-4f", "version": version.to_string(),
            "pubstatus": status, "headline": headline, "slugline": "bridge", "language": "ru", "urgency": 3, "priority": 6,
            "body_html": "<p>Мост через Есентай закроют в субботу.</p><p>Объезд по улице Саина.</p>",
            "service": [{"code": "society", "name": "Общество"}], "versioncreated": "2026-11-23T04:59:00+0000",
            "firstpublished": "2026-11-23T04:58:11+0000", "authors": [{"name": "Иван Иванов", "role": "writer"}],
        });
        item.to_string()
    };
    let taken = office.post(item(2, "usable", "Мост закроют в субботу")).await;
    assert_eq!((taken.0, field(&taken, "state")), (201, "published"), "{taken:?}");
    let message = office.reader.expects("Мост закроют в субботу").await;
    assert!(message.text.contains("Мост через Есентай"), "{}", message.text);
    // An older version that comes late says nothing.
    assert_eq!(office.post(item(1, "usable", "Мост, может быть, закроют")).await.0, 200);
    let file = std::fs::read_to_string(office.house.path("articles").join(&office.files()[0])).unwrap();
    assert!(file.contains("Мост закроют в субботу"), "{file}");
    let killed = office.post(item(3, "canceled", "KILL KILL KILL")).await;
    assert_eq!((killed.0, field(&killed, "state")), (200, "withdrawn"), "{killed:?}");
    office.reader.expects_edit("снят").await;
    assert_eq!((office.articles(), office.count("может быть"), office.count("KILL")), (1, 0, 0));
}
