//! Feeds that others collected, where they are there beside the project: each gives the entries that it has, by the account of whoever
//! collected them, or says of each why not. They are not ours to carry along; where HEADLINER_REQUIRE_COLLECTION is set they must be there.

use std::{collections::BTreeSet, fs, path::PathBuf};

use headliner::article::feed::{self, Origin};
use serde_json::Value;

/// Every feed with what it holds.
fn feeds() -> Vec<(PathBuf, Value)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/feeds");
    let kinds = fs::read_dir(root).into_iter().flatten().flatten();
    let files = kinds.flat_map(|kind| fs::read_dir(kind.path()).into_iter().flatten().flatten());
    let known = |path: PathBuf| {
        let told = fs::read(path.with_extension("serde.json")).ok()?;
        Some((path, serde_json::from_slice(&told).unwrap()))
    };
    files
        .map(|file| file.path())
        .filter(|path| !path.to_string_lossy().ends_with(".serde.json"))
        .filter_map(known)
        .collect()
}

/// Only the letters and digits: quotes are set anew, and markup is left out.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn every_entry_is_a_story_or_says_why_it_is_none() {
    let (mut wrong, feeds) = (Vec::new(), feeds());
    if feeds.is_empty() {
        assert!(std::env::var_os("HEADLINER_REQUIRE_COLLECTION").is_none(), "there is no collection of feeds");
        return println!("not tried: there is no collection of feeds beside the project");
    }
    assert!(feeds.len() > 60, "only {} feeds", feeds.len());
    for (path, told) in &feeds {
        let origin = Origin { address: None, kind: None, zone: chrono_tz::UTC };
        let entries = told["entries"].as_array().unwrap();
        let read = match feed::read(&fs::read(path).unwrap(), &origin) {
            Ok(read) => read,
            Err(fault) => {
                wrong.push(format!("{}: {fault}, and has {} entries", path.display(), entries.len()));
                continue;
            }
        };
        let found: BTreeSet<String> = read.items.iter().map(|item| letters(&item.headline)).collect();
        let untold = entries.iter().filter_map(|entry| entry["title"]["content"].as_str()).filter(|title| {
            let title = scraper::Html::parse_fragment(title).root_element().text().collect::<String>();
            !letters(&title).is_empty() && !found.contains(&letters(&title))
        });
        let untold: Vec<&str> = untold.collect();
        if read.items.len() + read.refused.len() != entries.len() || untold.len() > read.refused.len() {
            wrong.push(format!(
                "{}: {} of {} entries, {:?} refused, not found: {untold:?}",
                path.display(),
                read.items.len(),
                entries.len(),
                read.refused
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
