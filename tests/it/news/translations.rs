//! One story in several languages: each reader has it once, in their own, in whatever order its files come.

use std::fs;

use simulator::Person;

use super::identity::{MINUTE, open};
use crate::desk::Desk;

const RU: (&str, &str, &str) = ("ru", "Тоннель на ВОАД закроют", "Объезд по улице Саина.");
const KK: (&str, &str, &str) = ("kk", "ВОАД-тағы тоннель жабылады", "Айналма жол — Саин көшесі.");
const EN: (&str, &str, &str) = ("en", "The tunnel will be closed", "The detour is Sain Street.");

/// All orders of three.
const ORDERS: [[(&str, &str, &str); 3]; 6] =
    [[RU, KK, EN], [RU, EN, KK], [KK, RU, EN], [KK, EN, RU], [EN, RU, KK], [EN, KK, RU]];

/// What the files of translations say that they translate: the original, or one another.
const LINKS: [(&str, &str); 3] = [("ru", "ru"), ("ru", "kk"), ("en", "ru")];

fn text((language, headline, lead): (&str, &str, &str), of: Option<&str>) -> String {
    let of = of.map_or(String::new(), |of| format!("translation_of: {of}\n"));
    format!(
        "---\nid: {language}\nheadline: \"{headline}\"\nrubric: society\nmain: true\nlanguage: {language}\n\
         published: 2026-11-23T10:00:00+05:00\n{of}---\n{lead}\n"
    )
}

fn links(language: &str, (kk, en): (&'static str, &'static str)) -> Option<&'static str> {
    match language {
        "kk" => Some(kk),
        "en" => Some(en),
        _ => None,
    }
}

/// The newsroom with a reader of English besides, who takes news in all languages.
async fn readers() -> (Desk, Person) {
    let desk = open().await;
    let ann = desk.house.sim.person("Ann", "en");
    ann.start("");
    ann.expects("You are subscribed").await;
    (desk, ann)
}

/// How often somebody has each of the three.
fn has(person: &Person) -> [usize; 3] {
    let received = person.received();
    [RU, KK, EN].map(|(_, headline, _)| received.iter().map(|message| message.text.matches(headline).count()).sum())
}

#[tokio::test(start_paused = true)]
async fn files_that_come_together_are_one_story() {
    for order in ORDERS {
        for link in LINKS {
            let (desk, ann) = readers().await;
            let folder = desk.house.path("coming");
            fs::create_dir(&folder).unwrap();
            for (place, version) in order.into_iter().enumerate() {
                let of = links(version.0, link);
                fs::write(folder.join(format!("{place}.md")), text(version, of)).unwrap();
            }
            fs::rename(folder, desk.house.path("articles/2026")).unwrap();
            tokio::time::sleep(MINUTE).await;
            let found = [&desk.aigul, &desk.erlan, &ann].map(has);
            assert_eq!(found, [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "{order:?}, {link:?}");
            assert!(!ann.transcript().contains("more"), "{}", ann.transcript());
        }
    }
}

/// Who reads them all has the first that came, and no other.
#[tokio::test(start_paused = true)]
async fn files_that_come_apart_are_one_story() {
    for order in ORDERS {
        for link in LINKS {
            let (desk, ann) = readers().await;
            for version in order {
                let of = links(version.0, link);
                let file = desk.house.path(&format!("articles/{}.md", version.0));
                fs::write(file, text(version, of)).unwrap();
                tokio::time::sleep(MINUTE).await;
            }
            assert_eq!([&desk.aigul, &desk.erlan].map(has), [[1, 0, 0], [0, 1, 0]], "{order:?}, {link:?}");
            // Where they name one another, what one of them names may not be there yet: then they are two to her.
            let first = [RU, KK, EN].map(|version| usize::from(version == order[0]));
            assert!(has(&ann) == first || link != LINKS[0], "{order:?}: {:?}", has(&ann));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_said_later_counts() {
    let (desk, ann) = readers().await;
    let write = |version: (&str, &str, &str), of: Option<&str>| {
        desk.house.put(&format!("articles/{}.md", version.0), text(version, of));
    };
    let story = |id: &str| {
        let number = desk.number(id);
        let entries = desk.house.store().read_here(|store| store.entries_of(headliner::article::ArticleKey(number)));
        entries.unwrap()[0].story
    };
    write(RU, None);
    tokio::time::sleep(MINUTE).await;
    write(KK, Some("mistake"));
    tokio::time::sleep(MINUTE).await;
    assert_ne!(story("ru"), story("kk"));
    write(KK, Some("ru"));
    tokio::time::sleep(MINUTE).await;
    assert_eq!(story("ru"), story("kk"));
    write(EN, Some("kk"));
    tokio::time::sleep(MINUTE).await;
    assert_eq!([story("kk"), story("en")], [story("ru"); 2]);
    assert_eq!(has(&ann)[2], 0, "she has it");
    // What readers had as one story stays one.
    write(KK, None);
    write(EN, None);
    tokio::time::sleep(MINUTE).await;
    assert_eq!([story("kk"), story("en")], [story("ru"); 2]);
}
