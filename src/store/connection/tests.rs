use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::{super::Store, MIGRATIONS, lock_file};
use crate::{
    clock::Time,
    store::{
        Seq,
        editions::{A_DAY, EditionId},
        progress::Progress,
    },
};

/// A story that four chats were sent: it arrived after 100, 200 and (at the second attempt) 30,300 ms; one blocked the
/// bot; one of those who got it left. Another that was pruned.
const WITH_LEDGER: &str = "
    INSERT INTO article (key, id, revision, state, story, published, arrived) VALUES (1, 'a', 1, 1, 1, 0, 0), (2, 'b', 1, 1, 2, 0, 0);
    INSERT INTO publication (seq, article, lane, rubrics, languages, at) VALUES (1, 1, 2, 2, 1, 1000000), (2, 2, 2, 2, 1, 1000000);
    INSERT INTO edition (id, hash, form, tongue) VALUES (1, x'01', 1, 1);
    INSERT INTO edition_article VALUES (1, 0, 1, 1);
    INSERT INTO delivery (chat, at, lane, after, upto, sent, edition, outcome, message, answered, stuck) VALUES
      (1, 1000000, 3, 0, 1, 1, 1, 1, 11, 1000100, NULL), (2, 1000000, 3, 0, 1, 1, 1, 1, 12, 1000200, NULL),
      (3, 1000000, 3, 0, 1, 1, 1, 3, NULL, 1030000, NULL), (3, 1030100, 3, 0, 1, 1, 1, 1, 13, 1030300, NULL),
      (4, 1000000, 3, 0, 1, 1, 1, 2, NULL, 1000100, 1), (5, 1000000, 3, 0, 1, 1, 1, NULL, NULL, NULL, NULL);
    INSERT INTO event (chat, at, what) VALUES (1, 1060000, 2), (2, 9000000, 2);
    INSERT INTO total VALUES (0, 0, 3, 1, 0, 7), (0, 2, 3, 1, 0, 7);";

/// A database as version 3 left it.
fn old(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("headliner.db");
    let old = Connection::open(&path).unwrap();
    MIGRATIONS[..3].iter().for_each(|sql| old.execute_batch(sql).unwrap());
    old.execute_batch(WITH_LEDGER).unwrap();
    old.pragma_update(None, "user_version", 3).unwrap();
    path
}

/// Where the old file is kept.
fn kept() -> String {
    format!("headliner.db.before-{}", MIGRATIONS.len())
}

#[test]
fn an_upgrade_that_was_broken_off_is_begun_again() {
    let kept = kept();
    for left in [&format!("{kept}.part"), &kept] {
        let folder = tempfile::tempdir().unwrap();
        let path = old(&folder);
        std::fs::write(folder.path().join(left), "a part").unwrap();
        let store = Store::open(&path).unwrap();
        assert_eq!(store.read_here(|store| store.progress(Seq(1))).unwrap().delivered, 3, "{left}");
        assert!(!folder.path().join(format!("{kept}.part")).exists(), "{left}");
    }
}

#[test]
fn a_database_that_is_sent_from_is_not_upgraded_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = old(&folder);
    let lock = std::fs::File::create(lock_file(&path)).unwrap();
    lock.lock().unwrap();
    let refusal = Store::open(&path).err().unwrap().to_string();
    assert!(refusal.contains("headliner.db is of an older version") && refusal.contains("stop"), "{refusal}");
    Store::open_locked(&path).unwrap();
    Store::open(&path).unwrap(); // it is new now
}

#[test]
fn what_was_sent_before_there_were_totals_is_in_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = old(&folder);
    let store = Store::open(&path).unwrap();
    let (first, pruned) = store.read_here(|store| Ok((store.progress(Seq(1))?, store.progress(Seq(2))?))).unwrap();
    assert_eq!(first, Progress { delivered: 3, blocked: 1, ..Progress::default() });
    assert_eq!(pruned, Progress { delivered: 7, ..Progress::default() });
    assert_eq!(store.read_here(|store| store.left_after(Seq(1))).unwrap(), (1, 0));
    let moments = store.read_here(|store| store.moments(Seq(1))).unwrap().unwrap();
    assert_eq!((moments.first, moments.middle, moments.last), (Time(1_000_100), Time(1_000_200), Time(1_030_300)));
    assert!(folder.path().join(kept()).exists(), "the old file is kept");
}

#[test]
fn an_edition_of_before_is_not_rendered_again_and_stays_while_its_messages_do() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&old(&folder)).unwrap();
    assert_eq!(store.read_here(|store| store.edition(EditionId(1))).unwrap(), None);
    let newest = Time(1_030_100);
    let old = |before: i64| {
        store.read_here(|store| store.old_editions(Time(newest.0 + before), EditionId(0), 9, 9)).unwrap().0
    };
    assert_eq!((old(A_DAY).len(), old(A_DAY - 1).len()), (1, 0));
}

/// A push in two languages, and another of the same story a moment later: what version 3 knew by story and moment.
#[test]
fn the_parts_of_a_push_of_before_stay_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = old(&folder);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "INSERT INTO article (key, id, revision, state, story, published, arrived) VALUES (3, 'kk', 1, 1, 1, 0, 0);
             INSERT INTO publication (seq, article, lane, rubrics, languages, at) VALUES
               (3, 1, 1, 2, 1, 2000000), (4, 3, 1, 2, 2, 2000000), (5, 3, 1, 2, 2, 2000001);",
        )
        .unwrap();
    drop(connection);
    let store = Store::open(&path).unwrap();
    let parts = |seq| {
        let entries = store.read_here(|store| store.entries_of_push(Seq(seq))).unwrap();
        entries.iter().map(|entry| entry.seq.0).collect::<Vec<_>>()
    };
    assert_eq!([1, 3, 4, 5].map(parts), [vec![1], vec![3, 4], vec![3, 4], vec![5]]);
    assert_eq!(store.read_here(|store| store.breaking_since(Time(0))).unwrap(), 2);
    let listed = store.read_here(|store| store.published_between(Time(0), Time(9_000_000), 9)).unwrap();
    assert_eq!(listed, [5, 3, 2, 1].map(Seq));
}
