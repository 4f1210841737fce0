//! Whoever erased their data stays erased, and leaves no trace: whatever copy of the database comes back, whatever list is
//! brought in.

use std::{fs, os::unix::fs::PermissionsExt, process::Output, time::Duration};

use headliner::{
    article::Language,
    clock::Clock,
    newsroom::Newsroom,
    store::{Kind, Writing, chats::NewChat},
};
use simulator::Settings;

use super::office::Office;

/// Five bytes in the file that nothing else has.
const ERASED: i64 = 0x5A_5B5C_5D5E;
const OTHER: i64 = 0x5A_5B5C_5D5F;
const GROUP: i64 = -1_001_234_567_890;

/// An office with three hundred readers.
async fn office() -> Office {
    let office = Office::open(Settings::unlimited()).await;
    let numbers = [ERASED, OTHER].into_iter().chain(1_000_000..1_000_298);
    let lines: String = numbers.map(|number| format!("{number},ru,society,now,\n")).collect();
    fs::write(office.path("readers.csv"), format!("chat_id,language,rubrics,mode,source\n{lines}")).unwrap();
    office.performs(&["readers", "import", "readers.csv"]).await;
    office
}

fn is_known(office: &Office, number: i64) -> bool {
    office.store().read_here(|store| store.chat_of(number, 0)).unwrap().is_some()
}

/// In which of the database's files the number stands, as SQLite writes it or as people do.
fn traces(office: &Office, number: i64) -> Vec<String> {
    let (bytes, digits) = (number.to_be_bytes(), number.to_string());
    let names = ["headliner.db", "headliner.db-wal", "headliner.db.forgotten"];
    let holds = |name: &&str| {
        let file = fs::read(office.path(name)).unwrap_or_default();
        file.windows(5).any(|five| five == &bytes[3..]) || String::from_utf8_lossy(&file).contains(&digits)
    };
    names.into_iter().filter(holds).map(str::to_owned).collect()
}

/// A copy takes the place of the database, as the README says.
fn restore(office: &Office, copy: &str) {
    for log in ["headliner.db-wal", "headliner.db-shm"] {
        let _ = fs::remove_file(office.path(log)); // a database that is closed has none
    }
    fs::copy(office.path(copy), office.path("headliner.db")).unwrap();
}

fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_copy_and_no_list_brings_an_erased_reader_back() {
    let office = office().await;
    office.performs(&["backup", "before.db"]).await;
    assert_ne!(traces(&office, ERASED), [""; 0], "the test looks in the wrong way");
    let erased = ERASED.to_string();
    office.performs(&["readers", "forget", "--yes", &erased]).await;
    assert_eq!(traces(&office, ERASED), [""; 0]);
    let list = office.path("headliner.db.forgotten");
    assert_eq!(fs::metadata(&list).unwrap().permissions().mode() & 0o777, 0o600);
    office.performs(&["readers", "import", "readers.csv"]).await;
    assert!(!is_known(&office, ERASED) && is_known(&office, OTHER), "the list of readers has brought them back");
    restore(&office, "before.db");
    assert!(!office.performs(&["readers", "list"]).await.contains(&erased), "the copy has brought them back");
    assert_eq!(traces(&office, ERASED), [""; 0], "of the restored copy");
    assert!(is_known(&office, OTHER));
    // The list goes along with a copy, wherever that is opened.
    office.performs(&["readers", "forget", "--yes", &OTHER.to_string()]).await;
    office.performs(&["backup", "after.db"]).await;
    fs::copy(office.path("before.db"), office.path("after.db")).unwrap();
    let opened = office.performs(&["--database", "after.db", "readers", "list"]).await;
    assert!(!opened.contains(&erased) && !opened.contains(&OTHER.to_string()) && opened.contains("1000000"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erasure_says_nothing_about_whoever_came_again_after_it() {
    let office = office().await;
    office.performs(&["readers", "forget", "--yes", &ERASED.to_string()]).await;
    let later = Clock::system().now() + Duration::from_secs(1);
    let (tongue, telegram) = (Language::Ru, ERASED);
    let new =
        NewChat { telegram, topic: 0, kind: Kind::Reader, tongue, languages: 1, rubrics: 1, source: None, title: None };
    let starts = |store: &Writing| store.join(&new, &Newsroom::default().new_reader, later).map(drop);
    office.store().write_here(starts).unwrap();
    office.performs(&["backup", "copy.db"]).await;
    office.performs(&["readers", "forget", "--yes", &OTHER.to_string()]).await;
    restore(&office, "copy.db");
    office.performs(&["readers", "list"]).await;
    assert!(is_known(&office, ERASED) && !is_known(&office, OTHER));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_list_a_database_is_not_opened() {
    let office = office().await;
    office.performs(&["readers", "forget", "--yes", &ERASED.to_string()]).await;
    fs::write(office.path("headliner.db.forgotten"), "chat_id\n").unwrap();
    let said = refusal(&office.perform(&["readers", "list"]).await);
    assert!(
        said.contains("headliner.db.forgotten: its first line") && said.contains("put back its last copy"),
        "{said}"
    );
    let said = refusal(&office.perform(&["readers", "forget", "--yes", &OTHER.to_string()]).await);
    assert!(said.contains("put back its last copy"), "{said}");
    fs::remove_file(office.path("headliner.db.forgotten")).unwrap();
    let said = office.perform(&["readers", "list"]).await;
    assert!(String::from_utf8_lossy(&said.stderr).contains("is missing"), "{said:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_is_erased_with_its_topics() {
    let office = Office::open(Settings::unlimited()).await;
    let joins = |store: &Writing| {
        for topic in [0, 7] {
            let (tongue, telegram, kind) = (Language::Ru, GROUP, Kind::Group);
            let new = NewChat { telegram, topic, kind, tongue, languages: 1, rubrics: 1, source: None, title: None };
            store.join(&new, &Newsroom::default().new_reader, Clock::system().now())?;
        }
        store.chats_at(GROUP).map(|chats| chats.len())
    };
    assert_eq!(office.store().write_here(joins).unwrap(), 2);
    office.performs(&["readers", "forget", "--yes", &GROUP.to_string()]).await;
    assert_eq!(office.store().read_here(|store| store.chats_at(GROUP)).unwrap(), []);
}
