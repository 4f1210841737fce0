//! What the newsroom's store says about who gets what and when: whole Headliners on the paused clock.

mod archive;
mod copies;
mod day;
mod embargo;
mod held;
mod identity;
mod main_later;
mod pen;
mod retract;
mod superdesk;
mod translations;
mod upgrade;

use std::time::Duration;

use headliner::store::{
    Store,
    articles::{Listed, Readiness},
};

use simulator::Person;

use crate::harness::{House, pass};

/// An article of the store.
fn listed(store: &Store, id: &str) -> Listed {
    let found = store.read_here(|store| store.article_key(id)?.map_or(Ok(None), |key| store.listed(key)));
    found.unwrap().unwrap_or_else(|| panic!("{id} is not known"))
}

/// What became of an article, in a word: sent, or why not.
fn fate(store: &Store, id: &str) -> String {
    let article = listed(store, id);
    if article.pushed.is_some() {
        return "sent".to_owned();
    }
    if article.readiness != Readiness::Ready {
        return format!("{:?}", article.readiness).to_lowercase();
    }
    let archive = store.read_here(|store| store.archive(0, 10_000)).unwrap();
    match archive.iter().any(|other| other.story.key == article.story.key) {
        true => "archive".to_owned(),
        false if article.embargo.is_some() => "later".to_owned(),
        false => "ready".to_owned(),
    }
}

/// Writes a file of the store with these lines between its bars.
fn write(house: &House, path: &str, lines: &str) {
    let path = house.path(&format!("articles/{path}"));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("---\n{lines}\n---\nТекст статьи.\n")).unwrap();
}

/// So much time goes by, and somebody is neither written to nor sees a change.
async fn stays_silent(person: &Person, lasting: Duration) {
    let before = person.transcript();
    pass(lasting).await;
    assert_eq!(person.transcript(), before);
}
