//! Which file is which story: two files of one name are two stories, one story under two names is pushed once.

use std::{fs, time::Duration};

use crate::{
    desk::Desk,
    harness::{House, MORNING},
};

pub(super) const MINUTE: Duration = Duration::from_secs(60);
pub(super) const TEXT: &str =
    "Причина — проверка вентиляции, объезд по улице Саина, движение откроют после шести утра, сообщили в акимате.";

/// A newsroom whose stories need no link of their own, and come one by one.
pub(super) async fn open() -> Desk {
    let mut house = House::closed(MORNING).await;
    let newsroom = "link_template = \"https://vecher.kz/{slug}\"\n[new_reader]\nspacing = \"0s\"\nlimit = 0\n";
    house.put("newsroom.toml", newsroom);
    house.start().await;
    Desk::in_house(house).await
}

/// Writes a file with the keys of a story of this morning.
pub(super) fn write(desk: &Desk, path: &str, headline: &str, keys: &str, text: &str) {
    let file = desk.house.path("articles").join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let date = if keys.contains("published") { "" } else { "published: 2026-11-23T10:00:00+05:00\n" };
    let keys = format!("headline: \"{headline}\"\nrubric: society\nmain: true\n{date}{keys}");
    fs::write(file, format!("---\n{keys}\n---\n{text}\n")).unwrap();
}

pub(super) fn rename(desk: &Desk, from: &str, to: &str) {
    let at = |name: &str| desk.house.path("articles").join(name);
    fs::rename(at(from), at(to)).unwrap();
}

/// How many messages with these words the reader has.
pub(super) fn count(desk: &Desk, words: &str) -> usize {
    desk.aigul.received().iter().map(|message| message.text.matches(words).count()).sum()
}

pub(super) async fn settle() {
    tokio::time::sleep(MINUTE).await; // longer than between two looks at the store
}

#[tokio::test(start_paused = true)]
async fn a_path_is_more_than_its_last_part() {
    let desk = open().await;
    write(&desk, "2026/11/22/weather.md", "Мороз 22 градуса", "", "Ветер 3 метра в секунду.");
    settle().await;
    write(&desk, "2026/11/23/weather.md", "Мороз 23 градуса", "", "Ветер 4 метра в секунду.");
    settle().await;
    assert_eq!((count(&desk, "Мороз 22"), count(&desk, "Мороз 23")), (1, 1), "{}", desk.aigul.transcript());
    write(&desk, "2026/11/22/weather.md", "Мороз 22 градуса", "", "Ветер 5 метров в секунду.");
    write(&desk, "2026/11/23/weather.md", "Мороз 23 градуса", "", "Ветер 6 метров в секунду.");
    settle().await;
    assert_eq!((count(&desk, "Мороз 22"), count(&desk, "Мороз 23")), (1, 1), "revisions are not pushed again");
    let ids = desk.house.store().read_here(|store| store.articles(0, 50)).unwrap();
    let ids: Vec<String> =
        ids.into_iter().map(|listed| listed.story.id.0).filter(|id| id.contains("weather")).collect();
    assert_eq!(ids, ["2026/11/23/weather.md", "weather"]);
    // Nor is it when the other is gone by then.
    fs::remove_file(desk.house.path("articles/2026/11/22/weather.md")).unwrap();
    fs::remove_file(desk.house.path("articles/2026/11/23/weather.md")).unwrap();
    write(&desk, "2026/11/24/weather.md", "Мороз 24 градуса", "", "Ветер 7 метров в секунду.");
    settle().await;
    assert_eq!(count(&desk, "Мороз 24"), 1, "{}", desk.aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn a_higher_version_is_a_revision() {
    let desk = open().await;
    let keys = |version| format!("id: tunnel\nurl: https://vecher.kz/tunnel\nversion: {version}");
    write(&desk, "1.md", "Тоннель закроют до утра", &keys(1), TEXT);
    settle().await;
    write(&desk, "2.md", "Тоннель закроют до полудня", &keys(2), TEXT);
    settle().await;
    assert_eq!((count(&desk, "Тоннель закроют"), desk.editor.transcript().contains("Ждут")), (1, false));
    let story =
        desk.house.store().read_here(|store| store.listed(headliner::article::ArticleKey(desk.number("tunnel"))));
    assert_eq!(story.unwrap().unwrap().story.headline, "Тоннель закроют до полудня");
}

#[tokio::test(start_paused = true)]
async fn one_story_under_another_name_is_not_pushed_again() {
    const HEADLINE: &str = "Тоннель на ВОАД закроют";
    let link = "url: https://vecher.kz/tunnel";
    type Deed = fn(&Desk);
    let deeds: [(&str, Deed); 7] = [
        ("renamed", |desk| rename(desk, "tunnel.md", "tonnel.md")),
        ("renamed and given an id", |desk| {
            fs::remove_file(desk.house.path("articles/tunnel.md")).unwrap();
            write(
                desk,
                "tonnel.md",
                HEADLINE,
                "id: t-1\nurl: https://vecher.kz/other",
                &TEXT.replace("сообщили", "сообщает"),
            );
        }),
        ("copied", |desk| write(desk, "other.md", HEADLINE, "id: t-2\nurl: https://vecher.kz/other", TEXT)),
        ("an id is added", |desk| write(desk, "tunnel.md", HEADLINE, "id: t-1\nurl: https://vecher.kz/tunnel", TEXT)),
        ("https", |desk| write(desk, "tunnel.md", HEADLINE, "url: http://vecher.kz/tunnel", TEXT)),
        ("a mended slug", |desk| write(desk, "tunnel.md", HEADLINE, "url: https://vecher.kz/tonnel", TEXT)),
        ("moved", |desk| {
            fs::create_dir(desk.house.path("articles/2026")).unwrap();
            rename(desk, "tunnel.md", "2026/tunnel.md");
        }),
    ];
    for (what, deed) in deeds {
        let desk = open().await;
        write(&desk, "tunnel.md", HEADLINE, if matches!(what, "moved" | "renamed") { "" } else { link }, TEXT);
        settle().await;
        assert_eq!(count(&desk, HEADLINE), 1, "{what}");
        deed(&desk);
        settle().await;
        assert_eq!(count(&desk, HEADLINE), 1, "{what}: {}", desk.aigul.transcript());
    }
}

#[tokio::test(start_paused = true)]
async fn a_column_may_say_the_same_on_another_day() {
    const HEADLINE: &str = "Курс доллара не изменился";
    let desk = open().await;
    let text = "Доллар держится у прежней отметки: 512 тенге.";
    write(&desk, "1.md", HEADLINE, "url: https://vecher.kz/1", text);
    settle().await;
    write(&desk, "2.md", HEADLINE, "url: https://vecher.kz/2\npublished: 2026-11-24T00:30:00+05:00", text);
    settle().await;
    write(&desk, "3.md", HEADLINE, "url: https://vecher.kz/3", &text.replace("512", "513"));
    settle().await;
    let pushed = desk.aigul.received().iter().filter(|message| message.text.contains(HEADLINE)).count();
    assert_eq!(pushed, 2, "{}", desk.aigul.transcript());
    assert_eq!(super::fate(&desk.house.store(), "https://vecher.kz/2"), "later");
}

#[tokio::test(start_paused = true)]
async fn copies_beside_a_file_are_no_articles() {
    const HEADLINE: &str = "Тоннель на ВОАД закроют";
    let desk = open().await;
    let link = "url: https://vecher.kz/tunnel";
    write(&desk, "story.md", HEADLINE, link, TEXT);
    settle().await;
    for name in ["story (conflicted copy).md", "story (1).md", "story — копия.md", "story.sync-conflict-1-2-A.md"]
    {
        write(&desk, name, "Тоннель закроют, старый текст", link, "Старый текст.");
    }
    settle().await;
    assert_eq!((count(&desk, HEADLINE), count(&desk, "старый текст")), (1, 0));
    assert!(!desk.editor.transcript().contains("старый текст"), "{}", desk.editor.transcript());
}

#[test]
fn a_pattern_of_addresses_is_filled_and_is_no_name() {
    for (link, expected, id) in [
        ("/:categories/:title/", Some("/bridge/"), "bridge"),
        (":year/:month/:slug.html", None, "bridge"),
        ("/2026/10:30", Some("/2026/10:30"), "/2026/10:30"),
        ("https://vecher.kz/a", Some("https://vecher.kz/a"), "https://vecher.kz/a"),
    ] {
        let file = format!("---\ntitle: Мост\npermalink: \"{link}\"\n---\n");
        let article = headliner::article::parse("2026/bridge.md", file.as_bytes(), chrono_tz::Tz::UTC).unwrap();
        assert_eq!(article.url.as_deref(), expected);
        assert_eq!(article.id.0, id);
    }
}
