//! What lies in `deploy/` goes by names that there are.

use std::{collections::BTreeSet, fs, time::Duration};

use headliner::store::feeds::Known;
use serde_json::Value;

use super::Watched;
use crate::harness::notices;

const RULES: &str = "deploy/prometheus/headliner.rules.yml";
const RULES_TESTS: [(&str, usize); 2] =
    [("deploy/prometheus/headliner.rules.test.yml", 12), ("deploy/prometheus/headliner.rules.days.test.yml", 5)];
const DASHBOARD: &str = "deploy/grafana/headliner.json";

/// What a text calls that looks like one of our figures.
fn named(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let is_figure = |word: &&str| {
        ["headliner_", "process_"].iter().any(|start| word.strip_prefix(start).is_some_and(|rest| !rest.is_empty()))
    };
    words.filter(is_figure).map(str::to_owned).collect()
}

/// Every expression of a dashboard.
fn expressions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if matches!(name.as_str(), "expr" | "definition" | "query") => {
                        found.push(text.clone());
                    }
                    value => expressions(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| expressions(value, found)),
        _ => {}
    }
}

fn check(file: &str, text: &str, known: &BTreeSet<String>, least: usize) {
    let named = named(text);
    assert!(named.len() >= least, "{file} names only {named:?}");
    let unknown: Vec<&String> = named.difference(known).collect();
    assert!(unknown.is_empty(), "{file} names what there is not: {unknown:?}; there are {known:?}");
}

#[tokio::test(start_paused = true)]
async fn rules_and_dashboard_name_figures_that_there_are() {
    let mut watched = Watched::closed().await;
    let feed = "http://127.0.0.1:1/rss";
    watched.house.set("HEADLINER_FEEDS", feed);
    watched.house.start().await;
    let reader = watched.house.sim.person("Айгүл", "ru");
    reader.start("r_society");
    reader.expects("Первая новость придёт").await;
    watched.house.write("bridge", "society", "Мост закроют", "2026-11-23T10:00:00+05:00", "");
    notices(Duration::from_secs(10)).await;
    reader.expects("Мост закроют").await;
    let read = watched.house.now();
    let row = Known { etag: None, modified: None, print: None, rules: None, read, changed: None, gap: None };
    watched
        .house
        .store()
        .write_here(|store| store.note_backup(read).and_then(|()| store.keep_feed(feed, &row)))
        .unwrap();
    tokio::time::sleep(Duration::from_secs(30)).await;
    let known: BTreeSet<String> = watched.figures().await.names().into_iter().map(str::to_owned).collect();
    let rules = fs::read_to_string(RULES).unwrap();
    check(RULES, &rules, &known, 15);
    for (file, least) in RULES_TESTS {
        check(file, &fs::read_to_string(file).unwrap(), &known, least);
    }
    let dashboard: Value = serde_json::from_str(&fs::read_to_string(DASHBOARD).unwrap()).unwrap();
    let mut found = Vec::new();
    expressions(&dashboard, &mut found);
    check(DASHBOARD, &found.join("\n"), &known, 20);
}
