//! A second file with the name, or with the words, of a story: it waits for a person and is told; readers have the story
//! once.

use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt, time::Duration};

use headliner::{article::ArticleKey, store::articles::Listed};

use super::{
    fate,
    identity::{MINUTE, TEXT, count, open, rename, settle, write},
    listed,
};
use crate::{desk::Desk, harness::pass};

const HEADLINE: &str = "Тоннель на ВОАД закроют";
const OTHER: &str = "Мост через Есентай откроют";
const OTHER_TEXT: &str =
    "Ремонт закончили на месяц раньше, по мосту пойдут автобусы, сообщили в управлении мобильности.";

/// What waits, each with its reason as the command line says it.
fn waiting(desk: &Desk) -> Vec<(Listed, String)> {
    let held = desk.house.store().read_here(|store| store.held(0, 50)).unwrap();
    let said = |(listed, reasons): (Listed, Vec<headliner::store::held::Reason>)| {
        (listed, reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    };
    held.into_iter().map(said).collect()
}

fn headline(desk: &Desk, id: &str) -> String {
    listed(&desk.house.store(), id).story.headline
}

fn remove(desk: &Desk, path: &str) {
    fs::remove_file(desk.house.path("articles").join(path)).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_second_file_with_the_name_of_another_waits() {
    for (name, id) in [
        ("id: tunnel", "tunnel"),
        ("url: https://vecher.kz/tunnel", "https://vecher.kz/tunnel"),
        ("link: https://vecher.kz/tunnel", "https://vecher.kz/tunnel"),
        ("id: tunnel\nversion: 3", "tunnel"),
    ] {
        let mut desk = open().await;
        write(&desk, "1.md", HEADLINE, name, TEXT);
        settle().await;
        write(&desk, "2.md", OTHER, name, OTHER_TEXT);
        let told = desk.editor.expects("ждут решения: 1").await;
        assert!(told.html().contains(OTHER) && told.html().contains("уже у файла 1.md"), "{name}: {}", told.html());
        settle().await;
        assert_eq!((count(&desk, HEADLINE), count(&desk, OTHER)), (1, 0), "{name}");
        assert_eq!(headline(&desk, id), HEADLINE, "{name}: the first stays what it is");
        let [(held, why)] = &waiting(&desk)[..] else { panic!("{name}: {:?}", waiting(&desk)) };
        assert_eq!((held.story.headline.as_str(), held.path.as_deref()), (OTHER, Some("2.md")), "{name}");
        assert_eq!(
            why,
            &format!(
                "the file 1.md has the same id \"{id}\": add a line with an id of its own, or delete one of the two files"
            )
        );
        // Nothing of it moves with a start, or with another look at either.
        desk.house.end().await;
        desk.house.start().await;
        write(&desk, "1.md", HEADLINE, name, &TEXT.replace("шести", "семи"));
        desk.editor.expects_silence(MINUTE).await;
        assert_eq!((waiting(&desk).len(), headline(&desk, id).as_str()), (1, HEADLINE), "{name}");
        desk.editor.say("/held");
        desk.editor.expects("Ждут решения: 1").await;
        desk.editor.press(OTHER);
        desk.editor.expects("уже у файла 1.md").await;
        desk.editor.press("Выпустить");
        desk.editor.expects_edit("Отправляется 1 читателю").await;
        settle().await;
        assert_eq!((count(&desk, HEADLINE), count(&desk, OTHER)), (1, 1), "{name}");
        // It is a story of its own from now on, whatever becomes of the first.
        remove(&desk, "1.md");
        settle().await;
        write(&desk, "2.md", OTHER, name, &OTHER_TEXT.replace("месяц", "два месяца"));
        settle().await;
        assert_eq!((count(&desk, HEADLINE), count(&desk, OTHER), waiting(&desk).len()), (1, 1, 0), "{name}");
        assert_eq!(headline(&desk, id), HEADLINE, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_file_is_the_story_when_the_first_is_gone() {
    for (away, restart) in [("deleted", false), ("deleted", true), ("hidden", false)] {
        let mut desk = open().await;
        write(&desk, "1.md", HEADLINE, "id: tunnel", TEXT);
        settle().await;
        write(&desk, "2.md", "Тоннель на ВОАД закроют на час раньше", "id: tunnel", TEXT);
        desk.editor.expects("ждут решения: 1").await;
        if restart {
            desk.house.end().await;
        }
        match away {
            "deleted" => remove(&desk, "1.md"),
            _ => rename(&desk, "1.md", ".1.md"),
        }
        if restart {
            desk.house.start().await;
        }
        settle().await;
        assert_eq!(count(&desk, HEADLINE), 1, "{away}: it is a revision: {}", desk.aigul.transcript());
        assert_eq!(headline(&desk, "tunnel"), "Тоннель на ВОАД закроют на час раньше", "{away}");
        assert_eq!(listed(&desk.house.store(), "tunnel").path.as_deref(), Some("2.md"), "{away}");
        assert_eq!(waiting(&desk).len(), 0, "{away}");
        // And if the first comes back, it is the second.
        write(&desk, "1.md", HEADLINE, "id: tunnel", TEXT);
        settle().await;
        assert_eq!((count(&desk, HEADLINE), waiting(&desk).len()), (1, 1), "{away}");
        assert!(!desk.editor.transcript().contains("исчез"), "{away}: {}", desk.editor.transcript());
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_file_with_a_name_of_its_own_goes_out() {
    let desk = open().await;
    write(&desk, "1.md", HEADLINE, "id: tunnel", TEXT);
    write(&desk, "2.md", OTHER, "id: tunnel", OTHER_TEXT);
    settle().await;
    assert_eq!((count(&desk, HEADLINE) + count(&desk, OTHER), waiting(&desk).len()), (1, 1));
    let held = waiting(&desk)[0].0.path.clone().unwrap();
    let (headline, text) = if held == "1.md" { (HEADLINE, TEXT) } else { (OTHER, OTHER_TEXT) };
    write(&desk, &held, headline, "id: bridge", text);
    settle().await;
    assert_eq!((count(&desk, HEADLINE), count(&desk, OTHER), waiting(&desk).len()), (1, 1, 0));
}

/// Files that say what the story says: what is changed in the text, and whether they wait.
const TEXTS: &[(&str, &str, &str, bool)] = &[
    ("the same", "", "", true),
    ("a mended letter", "вентиляции", "вентиляций", true),
    ("another word", "сообщили в акимате", "сообщает акимат", true),
    ("a number", "шести", "7", false),
    ("a number in words", "шести", "семи", false),
    ("a name", "Саина", "Абая", false),
    ("a date", "утра", "утра четверга", false),
    ("another text", TEXT, OTHER_TEXT, false),
];

#[tokio::test(start_paused = true)]
async fn what_says_the_same_waits() {
    let desk = open().await;
    write(&desk, "tunnel.md", HEADLINE, "id: tunnel", TEXT);
    settle().await;
    for (number, (_, from, to, _)) in TEXTS.iter().enumerate() {
        write(&desk, &format!("{number}.md"), HEADLINE, &format!("id: copy-{number}"), &TEXT.replace(from, to));
        settle().await;
    }
    let store = desk.house.store();
    let found: Vec<_> = (0..TEXTS.len()).map(|number| fate(&store, &format!("copy-{number}"))).collect();
    for ((what, .., waits), fate) in TEXTS.iter().zip(found) {
        assert_eq!(fate, if *waits { "held" } else { "sent" }, "{what}");
    }
    let told = desk.editor.transcript();
    assert!(told.contains("Текст тот же, что в tunnel.md"), "{told}");
}

#[tokio::test(start_paused = true)]
async fn an_older_text_in_a_copy_is_not_the_newest() {
    for id in ["id: tunnel", "id: other", "", "url: https://vecher.kz/tunnel"] {
        for in_place in [true, false] {
            let desk = open().await;
            let (old, new) = (TEXT, TEXT.replace("Саина", "Абая"));
            write(&desk, "2026/tunnel.md", HEADLINE, "id: tunnel\nurl: https://vecher.kz/tunnel", old);
            settle().await;
            write(&desk, "2026/tunnel.md", HEADLINE, "id: tunnel\nurl: https://vecher.kz/tunnel", &new);
            settle().await;
            if !in_place {
                remove(&desk, "2026/tunnel.md");
            }
            write(&desk, "backup/tunnel.md", HEADLINE, id, old);
            settle().await;
            assert_eq!(count(&desk, HEADLINE), 1, "{id:?}");
            let lead = listed(&desk.house.store(), "tunnel").story.lead;
            assert!(lead.contains("Абая"), "{id:?}, {in_place}: {lead}");
            assert_eq!(waiting(&desk).len(), 1, "{id:?}, {in_place}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_copy_whose_first_is_deleted_is_that_file_renamed() {
    for id in ["", "id: t-2"] {
        let desk = open().await;
        write(&desk, "tunnel.md", HEADLINE, "", TEXT);
        settle().await;
        write(&desk, "tonnel.md", HEADLINE, id, TEXT); // as `mv` does from one disk to another
        settle().await;
        remove(&desk, "tunnel.md");
        settle().await;
        assert_eq!((count(&desk, HEADLINE), waiting(&desk).len()), (1, 0), "{id:?}");
        write(&desk, "tonnel.md", HEADLINE, id, &TEXT.replace("Саина", "Абая"));
        settle().await;
        assert_eq!(count(&desk, HEADLINE), 1, "{id:?}");
        let lead = listed(&desk.house.store(), "tunnel").story.lead;
        assert!(lead.contains("Абая"), "{id:?}, the story follows the file: {lead}");
    }
}

#[tokio::test(start_paused = true)]
async fn nearly_the_same_waits_where_the_first_has_just_vanished() {
    let desk = open().await;
    write(&desk, "tunnel.md", HEADLINE, "", TEXT);
    settle().await;
    remove(&desk, "tunnel.md");
    write(&desk, "tonnel.md", HEADLINE, "", &TEXT.replace("сообщили в акимате", "сообщает акимат"));
    let told = desk.editor.expects("ждут решения: 1").await;
    assert!(told.html().contains("Текст тот же, что в tunnel.md"), "{}", told.html());
    desk.aigul.expects_silence(MINUTE).await;
}

#[tokio::test(start_paused = true)]
async fn names_that_look_alike_are_told_apart() {
    let (composed, decomposed) = ("Бейнеле\u{439}.md", "Бейнеле\u{438}\u{306}.md");
    let desk = open().await;
    write(&desk, composed, HEADLINE, "", TEXT);
    settle().await;
    rename(&desk, composed, decomposed);
    write(&desk, decomposed, HEADLINE, "", &TEXT.replace("Саина", "Абая"));
    settle().await;
    assert_eq!((count(&desk, HEADLINE), waiting(&desk).len()), (1, 0), "it is the same file");
    write(&desk, composed, OTHER, "", OTHER_TEXT);
    settle().await;
    assert_eq!((count(&desk, HEADLINE), count(&desk, OTHER)), (1, 1), "another story in the other spelling");

    // Two names that differ in bytes that are no letters.
    let desk = open().await;
    let at = |name: &[u8]| desk.house.path("articles").join(OsStr::from_bytes(name));
    let file = |headline: &str, text: &str| {
        format!(
            "---\nheadline: \"{headline}\"\nrubric: society\nmain: true\npublished: 2026-11-23T10:00:00+05:00\n---\n{text}\n"
        )
    };
    fs::write(at(b"\xf1.md"), file(HEADLINE, TEXT)).unwrap();
    settle().await;
    fs::write(at(b"\xf2.md"), file(OTHER, OTHER_TEXT)).unwrap();
    settle().await;
    assert_eq!((count(&desk, HEADLINE), count(&desk, OTHER)), (1, 1));
    fs::write(at(b"\xf3.md"), file(HEADLINE, TEXT)).unwrap();
    settle().await;
    assert_eq!((count(&desk, HEADLINE), waiting(&desk).len()), (1, 1), "its words are those of a file that stands");
    fs::rename(at(b"\xf2.md"), at(b"\xf4.md")).unwrap();
    settle().await;
    assert_eq!((count(&desk, OTHER), waiting(&desk).len()), (1, 1));
    fs::remove_file(at(b"\xf1.md")).unwrap();
    settle().await;
    assert_eq!((count(&desk, HEADLINE), waiting(&desk).len()), (1, 0));
}

/// An archive may say a thing twice: nobody is asked about that.
#[tokio::test(start_paused = true)]
async fn an_archive_has_no_copies() {
    let desk = open().await;
    let old = "published: 2015-03-01T10:00:00+05:00\nid: old";
    write(&desk, "1.md", HEADLINE, old, TEXT);
    settle().await;
    write(&desk, "2.md", HEADLINE, old, TEXT);
    write(&desk, "3.md", OTHER, old, OTHER_TEXT);
    settle().await;
    let store = desk.house.store();
    assert_eq!(["old", "2.md", "3.md"].map(|id| fate(&store, id)), ["archive", "archive", "archive"]);
    assert_eq!(waiting(&desk).len(), 0);
    assert_eq!(
        store.read_here(|store| store.listed(ArticleKey(desk.number("old")))).unwrap().unwrap().path.as_deref(),
        Some("1.md")
    );
    desk.aigul.expects_silence(Duration::from_secs(60)).await;
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_renamed_hours_later_is_the_same_story() {
    let desk = open().await;
    write(&desk, "tunnel.md", HEADLINE, "", TEXT);
    settle().await;
    pass(7 * 60 * MINUTE).await;
    rename(&desk, "tunnel.md", "tonnel.md");
    settle().await;
    write(&desk, "tonnel.md", HEADLINE, "published: 2026-11-23T17:00:00+05:00", &TEXT.replace("Саина", "Абая"));
    settle().await;
    assert_eq!((count(&desk, HEADLINE), waiting(&desk).len()), (1, 0), "{}", desk.aigul.transcript());
    assert!(listed(&desk.house.store(), "tunnel").story.lead.contains("Абая"));
}

/// The copy of one that waited has taken its place by the time at which that comes back.
#[tokio::test(start_paused = true)]
async fn a_file_that_is_put_back_beside_its_copy_waits() {
    for id in ["", "id: tunnel"] {
        let desk = open().await;
        let keys = format!("{id}\npublished: 2026-11-23T10:10:00+05:00");
        write(&desk, "tunnel.md", HEADLINE, &keys, TEXT);
        settle().await;
        write(&desk, "copied/other.md", HEADLINE, &keys, TEXT);
        settle().await;
        remove(&desk, "tunnel.md");
        settle().await;
        write(&desk, "tunnel.md", HEADLINE, &keys, TEXT);
        settle().await;
        assert_eq!(count(&desk, HEADLINE), 0, "{id:?}: before its time");
        pass(10 * MINUTE).await;
        assert_eq!((count(&desk, HEADLINE), waiting(&desk).len()), (1, 1), "{id:?}");
    }
}
