//! One story by several ways is one article: a file, a feed's file, a request.

use std::{fs, time::Duration};

use super::{Office, article, field};

const TEXT: &str = "Движение по улице Саина откроют после шести утра, сообщили в акимате города Алматы.";

fn story(id: &str, headline: &str, url: &str) -> String {
    format!(
        "---\nid: {id}\nrubric: society\nheadline: \"{headline}\"\nurl: {url}\nlanguage: ru\npublished: 2026-11-23T10:00:00+05:00\n---\n{TEXT}\n"
    )
}

impl Office {
    fn write(&self, path: &str, text: &str) {
        let file = self.house.path("articles").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

/// Longer than silent changes are gathered.
async fn settle() {
    tokio::time::sleep(Duration::from_secs(300)).await;
}

/// Address and name of each way differ as they do in life; whichever comes first.
#[tokio::test(start_paused = true)]
async fn three_ways_tell_one_story() {
    let ways = [
        ("feed", "guid-1", "http://www.vecher.kz/tunnel/?utm_source=rss"),
        ("file", "t-1", "https://vecher.kz/tunnel"),
        ("post", "wp-1", "https://vecher.kz/tunnel/#comments"),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
        let mut office = Office::open().await;
        for way in order {
            let (kind, id, url) = ways[way];
            let text = story(id, "Тоннель на ВОАД закроют", url);
            match kind {
                "feed" => office.write("feeds/vecher/1.md", &text),
                "file" => office.write("export/1.md", &text),
                _ => assert!(office.post(text).await.0 < 300),
            }
            settle().await;
        }
        office.house.end().await;
        office.house.start().await;
        settle().await;
        assert_eq!((office.articles(), office.count("Тоннель")), (1, 1), "{order:?}");
        assert!(!office.editor.transcript().contains("Ждут"), "{order:?}: {}", office.editor.transcript());
        // A revision by HTTP is the article's, and what the others say then is old.
        let changed = office.put("wp-1", story("wp-1", "Тоннель на ВОАД закроют в субботу", ways[2].2)).await;
        assert_eq!((changed.0, field(&changed, "state")), (200, "published"), "{order:?}: {changed:?}");
        office.reader.expects_edit("в субботу").await;
        office.write("feeds/vecher/1.md", &story("guid-2", "Тоннель на ВОАД закроют", ways[0].2));
        settle().await;
        assert_eq!((office.articles(), office.count("Тоннель")), (1, 1), "{order:?}");
        let edited = office.reader.received();
        assert!(edited.iter().any(|message| message.text.contains("в субботу")), "{order:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_headline_that_was_edited_is_no_other_story() {
    let office = Office::open().await;
    office.write("feeds/vecher/1.md", &story("guid-1", "Тоннель на ВОАД закроют", "https://vecher.kz/tunnel"));
    office.reader.expects("Тоннель").await;
    let said = office.post(story("wp-1", "Почему утром не проехать по Саина", "http://vecher.kz/tunnel/")).await;
    assert_eq!(said.0, 200, "{said:?}");
    office.reader.expects_edit("Почему утром").await;
    assert_eq!((office.articles(), office.count("Почему утром")), (1, 1));
    assert_eq!(office.get("wp-1").await.1["number"], said.1["number"]);
    // The feed lags behind.
    office.write("feeds/vecher/1.md", &story("guid-1", "Тоннель на ВОАД закроют до утра", "https://vecher.kz/tunnel"));
    settle().await;
    assert_eq!(office.count("Почему утром"), 1);
    // A file that somebody changes after that is the newest word.
    office.write("export/1.md", &story("wp-1", "Почему утром не проехать по Саина: карта", "https://vecher.kz/tunnel"));
    office.reader.expects_edit("карта").await;
    assert_eq!((office.articles(), office.count("карта")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn other_pages_are_other_stories() {
    let office = Office::open().await;
    office.write("feeds/vecher/1.md", &story("guid-1", "Тоннель на ВОАД закроют", "https://vecher.kz/news?id=1"));
    office.reader.expects("Тоннель").await;
    let other = story("wp-1", "Снегопад остановил поезда", "https://vecher.kz/news?id=2");
    assert_eq!(office.post(other.replace(TEXT, "Поезда стоят у Шу.")).await.0, 201);
    office.reader.expects("Снегопад").await;
    // Nearly the same on another page waits for a person.
    let said = office.post(story("wp-2", "Тоннель на ВОАД закроют", "https://vecher.kz/news?id=3")).await;
    assert_eq!((said.0, field(&said, "state")), (201, "held"), "{said:?}");
    assert!(field(&said, "why").contains("says the same"), "{said:?}");
    // A site is no page of a story.
    let front = article("wp-3", "Парк открылся", "").replace("https://vecher.kz/wp-3", "https://vecher.kz/");
    assert_eq!(office.post(front.clone()).await.0, 201);
    let front = front.replace("wp-3", "wp-4").replace("Парк открылся", "Каток залили");
    assert_eq!(office.post(front).await.0, 201);
}

/// Two files without an id of their own, and their pages: one of them is the other's.
#[tokio::test(start_paused = true)]
async fn an_address_is_one_name_however_it_is_written() {
    let nameless = |headline: &str, url: &str| story("x", headline, url).replace("id: x\n", "");
    for (change, url) in
        [("http", "http://vecher.kz/tunnel"), ("slash", "https://vecher.kz/tunnel/"), ("utm", "/tunnel?utm_source=x")]
    {
        let office = Office::open().await;
        office.write("tunnel.md", &nameless("Тоннель на ВОАД закроют", "https://vecher.kz/tunnel"));
        office.reader.expects("Тоннель").await;
        office.write("tunnel.md", &nameless("Почему утром не проехать", url));
        office.reader.expects_edit("Почему утром").await;
        assert_eq!(office.articles(), 1, "{change}");
        // A second file of the page is held, as one of the same id.
        office.write("other.md", &nameless("Совсем другие слова о снегопаде", "https://www.vecher.kz/tunnel#1"));
        settle().await;
        office.editor.expects("снегопаде").await;
        assert_eq!(office.count("снегопаде"), 0, "{change}");
    }
}
