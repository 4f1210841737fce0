//! Articles that wait for a person: what holds them, what the desk is told, what lets them out.

use std::time::Duration;

use super::{fate, listed, stays_silent, write};
use crate::{desk::Desk, harness::pass};

const NOW: &str = "2026-11-23T10:00:00+05:00";

/// The lines of an article that goes out.
fn lines(id: &str, more: &str) -> String {
    format!("id: {id}\nheadline: \"Новость {id}\"\nurl: https://vecher.kz/{id}\nrubric: society\n{more}")
}

/// Names, lines of the file, and what becomes of it.
const CASES: &[(&str, &str, &str)] = &[
    ("plain", "date: 2026-11-23T10:00:00+05:00", "sent"),
    // What is known.
    ("publish-false", "date: 2026-11-23T10:00:00+05:00\npublish: false", "draft"),
    ("publish-true", "date: 2026-11-23T10:00:00+05:00\npublish: true", "sent"),
    ("published-false", "date: 2026-11-23T10:00:00+05:00\npublished: false", "draft"),
    ("jekyll-true", "published: true\ndate: 2026-11-23T10:00:00+05:00", "sent"),
    ("published-no-date", "published: yes", "sent"),
    ("private", "private: true", "draft"),
    ("private-no", "private: false", "sent"),
    ("is-draft", "isDraft: true", "draft"),
    ("hidden", "hidden: yes", "draft"),
    ("unlisted", "unlisted: true", "draft"),
    ("visibility", "visibility: private", "draft"),
    ("visibility-public", "visibility: public", "sent"),
    ("expired-date", "expiryDate: 2026-11-22T10:00:00+05:00", "expired"),
    ("expired", "expires: 2026-11-23 09:59", "expired"),
    ("expires-later", "expires: 2026-11-24T10:00:00+05:00", "sent"),
    ("astro", "pubDatetime: 2026-11-24T10:00:00+05:00", "later"),
    ("astro-now", "pubDatetime: 2026-11-23T10:00:00+05:00", "sent"),
    // What nobody knows.
    ("draft-of", "draft_of: другой", "held"),
    ("no-publish", "dont_publish_yet: true", "held"),
    ("password", "password: тайна", "held"),
    ("visib", "visibility: subscribers", "held"),
    ("visible-to", "visible_to: [editors]", "held"),
    ("embargo-note", "embargo_note: до вторника", "held"),
    ("go-live", "go_live: 2026-12-01", "held"),
    ("go-lived", "go_live: 2026-11-01", "sent"),
    ("event", "event_date: 2026-12-01", "sent"),
    ("publisher", "publisher: Vecher.kz", "sent"),
    ("nothing", "password: \"\"\ndraft_of:", "sent"),
    // Links and rubrics.
    ("no-link", "url: \"\"", "held"),
    ("foreign", "url: https://example.org/a", "held"),
    ("sub-domain", "url: https://m.vecher.kz/a", "sent"),
    ("other-own", "url: https://www.aqshamnews.kz/a", "sent"),
    ("looks-own", "url: https://notvecher.kz/a", "held"),
    ("no-rubric", "rubric:", "held"),
];

/// A desk whose reader asked for society too.
async fn open() -> Desk {
    let desk = Desk::open().await;
    desk.aigul.start("r_society");
    tokio::time::sleep(Duration::from_secs(5)).await;
    desk
}

#[tokio::test(start_paused = true)]
async fn keys_that_mean_not_now_are_understood_or_held() {
    let desk = Desk::open().await;
    let newsroom = "hosts = [\"aqshamnews.kz\"]\n[articles]\nignore = [\"event_date\"]\n";
    desk.house.put("newsroom.toml", newsroom);
    tokio::time::sleep(Duration::from_secs(5)).await;
    for (id, more, _) in CASES {
        let own: Vec<&str> = more.lines().map(|line| line.split(':').next().unwrap()).collect();
        let all = lines(id, more);
        let mut kept: Vec<&str> = Vec::new();
        for line in all.lines() {
            let key = line.split(':').next().unwrap();
            if !own.contains(&key) || more.lines().any(|own| own == line) {
                kept.push(line);
            }
        }
        write(&desk.house, &format!("{id}.md"), &kept.join("\n"));
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
    let store = desk.house.store();
    let wrong: Vec<String> = CASES
        .iter()
        .map(|(id, _, expected)| (id, expected, fate(&store, id)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(id, expected, found)| format!("{id}: {found} and not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn the_end_of_its_time_comes_by_itself() {
    let desk = open().await;
    write(&desk.house, "sale.md", &lines("sale", "expires: 2026-11-23T11:00:00+05:00"));
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(fate(&desk.house.store(), "sale"), "sent");
    desk.aigul.say("/latest");
    desk.aigul.expects("Новость sale").await;
    pass(Duration::from_secs(3600)).await;
    let before = desk.aigul.transcript().matches("Новость sale").count();
    desk.aigul.say("/latest");
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(desk.aigul.transcript().matches("Новость sale").count(), before, "{}", desk.aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn the_desk_is_told_of_all_that_is_held_at_once() {
    let desk = open().await;
    for number in 0..25 {
        let text =
            lines(&format!("n{number}"), &format!("date: {NOW}")).replace("society", &format!("космос-{number}"));
        write(&desk.house, &format!("n{number}.md"), &text);
    }
    let told = desk.editor.expects("ждут решения: 25").await;
    assert!(told.html().contains("aliases = ["), "{}", told.html());
    // It names ten; the lines to add for the others come with it.
    let others = desk.editor.expects("Добавьте в newsroom.toml").await.html();
    assert!(others.contains("космос-14") && others.contains("космос-5") && !others.contains("космос-15"), "{others}");
    stays_silent(&desk.editor, Duration::from_secs(600)).await;
    // What comes meanwhile waits for the quarter of an hour.
    write(&desk.house, "late.md", &lines("late", "").replace("vecher.kz", "example.org"));
    desk.editor.expects_silence(Duration::from_secs(60)).await;
    tokio::time::sleep(Duration::from_secs(240)).await;
    let told = desk.editor.expects("ждут решения: 1").await;
    assert!(told.html().contains("hosts = ["), "{}", told.html());
    stays_silent(&desk.editor, Duration::from_secs(7200)).await;
    desk.aigul.expects_silence(Duration::from_secs(60)).await;
}

#[tokio::test(start_paused = true)]
async fn nothing_is_told_again_after_a_start() {
    let mut desk = open().await;
    write(&desk.house, "cosmos.md", &lines("cosmos", "draft_of: другой"));
    desk.editor.expects("ждут решения: 1").await;
    desk.house.end().await;
    desk.house.start().await;
    stays_silent(&desk.editor, Duration::from_secs(3600)).await;
    assert_eq!(fate(&desk.house.store(), "cosmos"), "held");
}

#[tokio::test(start_paused = true)]
async fn an_editor_releases_with_a_rubric_or_drops() {
    let mut desk = open().await;
    for id in ["orbit", "comet"] {
        write(&desk.house, &format!("{id}.md"), &lines(id, "").replace("society", "космос"));
    }
    desk.editor.expects("ждут решения: 2").await;
    desk.editor.say("/held");
    desk.editor.expects("Ждут решения: 2").await;
    desk.editor.press("Новость orbit");
    desk.editor.expects("Рубрика «космос» неизвестна").await;
    desk.editor.press("Общество");
    desk.editor.expects_edit("Отправляется").await;
    desk.aigul.expects("Новость orbit").await;
    desk.editor.say("/held");
    desk.editor.expects("Ждут решения: 1").await;
    desk.editor.press("Новость comet");
    desk.editor.expects("Рубрика «космос» неизвестна").await;
    desk.editor.press("Не выпускать");
    desk.editor.expects_edit("Рассылать не будем").await;
    desk.editor.say("/held");
    desk.editor.expects("Ничего не ждёт решения").await;
    // Both decisions hold after a start, and with a newsroom's file that knows the rubric.
    desk.house.end().await;
    desk.house.start().await;
    let newsroom =
        "[[rubric]]\nid = \"society\"\ntitle = \"Общество\"\n[[rubric]]\nid = \"space\"\ntitle = \"Космос\"\n";
    desk.house.put("newsroom.toml", newsroom);
    stays_silent(&desk.aigul, Duration::from_secs(3600)).await;
    let store = desk.house.store();
    assert_eq!(fate(&store, "orbit"), "sent");
    assert_eq!(fate(&store, "comet"), "held");
    let key = listed(&store, "orbit").story.key;
    assert_eq!(store.read_here(|store| store.entries_of(key)).unwrap().len(), 1, "published once");
}

#[tokio::test(start_paused = true)]
async fn a_mended_file_or_newsroom_releases_by_itself() {
    let desk = open().await;
    write(&desk.house, "a.md", &lines("a", "go_live: 2026-12-01"));
    write(&desk.house, "b.md", &lines("b", "").replace("society", "космос"));
    write(&desk.house, "c.md", &lines("c", "").replace("vecher.kz", "vecher.org"));
    desk.editor.expects("ждут решения: 3").await;
    write(&desk.house, "a.md", &lines("a", ""));
    desk.aigul.expects("Новость a").await;
    let newsroom =
        "hosts = [\"vecher.org\"]\n[[rubric]]\nid = \"society\"\ntitle = \"Общество\"\naliases = [\"космос\"]\n";
    desk.house.put("newsroom.toml", newsroom);
    pass(Duration::from_secs(3600)).await;
    let seen = desk.aigul.transcript();
    for id in ["a", "b", "c"] {
        assert_eq!(seen.matches(&format!("Новость {id}")).count(), 1, "{id} in {seen}");
    }
    stays_silent(&desk.editor, Duration::from_secs(3600)).await;
}

#[tokio::test(start_paused = true)]
async fn items_that_are_no_text_are_passed_over() {
    let desk = open().await;
    let item = |kind: &str, headline: &str| {
        let keys =
            "\"pubstatus\": \"usable\", \"url\": \"https://vecher.kz/item\", \"service\": [{\"name\": \"Общество\"}]";
        let text =
            format!("{{\"guid\": \"urn:{headline}\", \"type\": \"{kind}\", \"headline\": \"{headline}\", {keys}}}");
        desk.house.put(&format!("articles/{headline}.json"), text);
    };
    for kind in ["picture", "video", "planning"] {
        item(kind, kind);
    }
    stays_silent(&desk.editor, Duration::from_secs(1200)).await;
    // Of what was an article the desk hears.
    item("text", "Мост");
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(fate(&desk.house.store(), "urn:Мост"), "sent");
    item("picture", "Мост");
    desk.editor.expects("picture").await;
}

#[tokio::test(start_paused = true)]
async fn when_a_story_was_made_does_not_make_it_old() {
    let desk = open().await;
    let made = |rubric: &str| {
        let text = lines("made", "created: 2015-03-01").replace("society", rubric);
        write(&desk.house, "made.md", &text);
    };
    made("космос");
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(fate(&desk.house.store(), "made"), "held");
    made("society");
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(fate(&desk.house.store(), "made"), "sent");
}
