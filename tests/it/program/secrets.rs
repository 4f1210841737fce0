//! What readers write and what they are called is nobody's business: no line of the log holds it, whatever comes back from
//! Telegram and in whatever state. Who they are and the token are the owner's: no file with them can be read by others.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
};

use simulator::{Fault, Settings};

use super::office::Office;

/// A letter that no line of the program has.
const MARK: &str = "Ѣ";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_log_holds_what_readers_write_or_are_called() {
    let office = Office::open(Settings::unlimited()).await;
    let mut running = office.start_and_look().await;
    let person = |number: usize| office.sim.person(&format!("{MARK}имя {number}"), "ru");
    let readers: Vec<_> = (0..8).map(person).collect();
    for fault in [Fault::Truncated, Fault::BadGatewayAfter, Fault::Restart, Fault::ResetAfter] {
        office.sim.fail_next("getUpdates", fault, 1);
        office.sim.fail_next("sendMessage", fault, 1);
        for (number, reader) in readers.iter().enumerate() {
            reader.say(&format!("{MARK}тайна {number}"));
            reader.say(&format!("/{MARK} @{MARK} {number}"));
            reader.say(&format!("/start r_{MARK}{number}"));
        }
        let last = person(1_000);
        last.start("");
        running.until("an answer to everybody", || !last.received().is_empty()).await;
    }
    running.signal("TERM").await;
    let said = running.text();
    assert!(said.contains("updates cannot be had"), "nothing went wrong: {said}");
    assert!(!said.contains(MARK), "{said}");
}

fn mode(office: &Office, name: &str) -> u32 {
    fs::metadata(office.path(name)).unwrap_or_else(|_| panic!("there is no {name}")).permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_names_readers_is_the_owners_alone() {
    let office = Office::open(Settings::unlimited()).await;
    let readers = office.import(2).await;
    office.performs(&["readers", "forget", "--yes", &readers.start.to_string()]).await;
    let kept = ["headliner.db", "headliner.db-wal", "headliner.db-shm", "headliner.db.forgotten"];
    for name in kept {
        assert_eq!(mode(&office, name), 0o600, "{name}");
        fs::set_permissions(office.path(name), Permissions::from_mode(0o644)).unwrap(); // as older versions made them
    }
    fs::write(office.path("list.csv"), "open to all").unwrap();
    office.performs(&["readers", "export", "list.csv"]).await;
    office.performs(&["backup", "copy.db"]).await;
    for name in kept.into_iter().chain(["list.csv", "copy.db", "copy.db.forgotten"]) {
        assert_eq!(mode(&office, name), 0o600, "{name}");
    }
    assert!(fs::read_to_string(office.path("list.csv")).unwrap().starts_with("chat_id,"));
    // What editors and others write stays as their umask says.
    let article = office.performs(&["new", "--rubric", "society", "Мост"]).await;
    assert_ne!(mode(&office, article.trim()), 0o600);

    fs::write(office.path(".env"), "HEADLINER_KEEP=30d\n").unwrap();
    for (rights, warned) in [(0o600, false), (0o640, true), (0o644, true)] {
        fs::set_permissions(office.path(".env"), Permissions::from_mode(rights)).unwrap();
        let said = office.perform(&["readers", "list"]).await;
        let warns = String::from_utf8_lossy(&said.stderr).contains("chmod 600 .env");
        assert_eq!((warns, said.status.success()), (warned, true), "{rights:o}: {said:?}");
    }
}
