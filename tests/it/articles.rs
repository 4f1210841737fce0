//! What article files become, good and bad. The tables of bad files are in the files beside this one.

mod details;
mod edit;
mod encodings;
mod front;
mod json;
mod odd;
mod pages;
mod real;
pub mod tables;
mod texts;

use std::{collections::BTreeMap, fs};

use chrono_tz::Tz;
use headliner::{
    article,
    intake::watch::{EVERY, Seen, Watcher},
};

/// A file's name, its bytes and the sentence it gets.
pub struct Case {
    name: String,
    bytes: Vec<u8>,
    sentence: String,
}

fn case(name: &str, bytes: impl AsRef<[u8]>, sentence: &str) -> Case {
    Case { name: name.to_owned(), bytes: bytes.as_ref().to_vec(), sentence: sentence.to_owned() }
}

/// Texts with a byte between them that UTF-8 does not have there.
fn bytes(texts: &[&str; 2], between: u8) -> Vec<u8> {
    [texts[0].as_bytes(), &[between], texts[1].as_bytes()].concat()
}

fn all() -> Vec<Case> {
    let mut cases = front::made();
    cases.extend(encodings::cases());
    cases.push(case("deep.json", json::deep(), "line 1: the JSON is nested too deeply: an article has plain keys"));
    let mut add = |rows: &[(&str, &str, &str)], around: fn(&str) -> String| {
        cases.extend(rows.iter().map(|(name, text, sentence)| case(name, around(text), sentence)));
    };
    [front::SYNTAX, front::VALUES, json::SYNTAX, json::PAGES].iter().for_each(|rows| add(rows, str::to_owned));
    add(front::DATES, |line| format!("---\nheadline: Мост\n{line}\n---\n"));
    add(json::ITEMS, |more| format!("{{\"uri\": \"urn:1\", \"headline\": \"Мост\", \"pubstatus\": \"usable\"{more}}}"));
    add(json::SCRIPTS, |script| {
        let page = "<!doctype html>\n<html lang=\"ru\"><head>\n<script type=\"application/ld+json\">";
        format!("{page}{script}</script>\n</head></html>\n")
    });
    cases
}

#[test]
fn each_bad_article_gets_its_sentence() {
    let cases = all();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let found = match article::parse(&case.name, &case.bytes, Tz::Asia__Almaty) {
            Ok(article) => format!("an article: {article:?}"),
            Err(fault) => fault.to_string(),
        };
        if found != case.sentence {
            wrong.push(format!("{}:\n  {found}\n  {}", case.name, case.sentence));
        }
    }
    assert!(wrong.is_empty(), "found and expected differ:\n{}", wrong.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn no_bad_article_stops_the_good_ones_beside_it() {
    let store = tempfile::tempdir().expect("a folder");
    let bad: BTreeMap<String, String> = all().iter().map(|case| (case.name.clone(), case.sentence.clone())).collect();
    for (number, case) in all().iter().enumerate() {
        fs::write(store.path().join(&case.name), &case.bytes).expect("a bad file");
        let good = format!("---\nheadline: Хороший {number}\n---\n");
        fs::write(store.path().join(format!("good-{number}.md")), good).expect("a good file");
    }
    fs::create_dir(store.path().join("folder.md")).expect("a folder with an article's name");
    let (_watcher, mut seen) = Watcher::start(store.path(), Tz::Asia__Almaty, EVERY).expect("the folder is there");
    let (mut good, mut faults) = (0, BTreeMap::new());
    let mut looks = 0;
    // The second look is behind all the tries that unfinished files get.
    while looks < 2 {
        match seen.recv().await.expect("it watches") {
            Seen::Article { .. } => good += 1,
            Seen::Fault { path, fault } => assert_eq!(faults.insert(path, fault.to_string()), None, "told once"),
            Seen::Looked { .. } => looks += 1,
            other => panic!("all files are there: {other:?}"),
        }
    }
    assert_eq!(good, all().len());
    let folder = faults.remove("folder.md");
    assert_eq!(folder.as_deref(), Some("this is a folder with the name of an article: rename the folder"));
    assert_eq!(faults, bad);
}

#[test]
fn unfinished_files_are_known_as_such() {
    let unfinished: Vec<String> = all()
        .iter()
        .filter(|case| article::parse(&case.name, &case.bytes, Tz::Asia__Almaty).is_err_and(|fault| fault.unfinished))
        .map(|case| case.name.clone())
        .collect();
    let expected = [
        "zeros.md",
        "empty.md",
        "blank.md",
        "cut-letter.md",
        "unclosed.md",
        "unclosed-toml.md",
        "cut.json",
        "cut-early.json",
        "half.html",
    ];
    assert_eq!(unfinished, expected);
}
