//! The database goes away under the running program: removed, moved, replaced by a backup. Nothing leaves that nobody would
//! know of afterwards, nothing that was kept is lost, and what is there in the end is whole.

use std::{fs, path::PathBuf, time::Duration};

use simulator::Settings;

use super::office::{Office, Running};

/// An office with three readers, at work, and its database.
async fn at_work() -> (Office, Vec<i64>, Running, PathBuf) {
    let office = Office::open(Settings::unlimited()).await;
    let readers = office.import(3).await.collect();
    let running = office.start_and_look().await;
    let database = office.path("headliner.db");
    (office, readers, running, database)
}

async fn everybody_has(office: &Office, readers: &[i64], running: &Running, headline: &str) {
    let copies = |count: usize| readers.iter().all(|reader| office.copies(*reader, headline) == count);
    running.until(headline, || copies(1)).await;
}

/// The database is sound, and says of each reader that it was sent this.
async fn tells(office: &Office, readers: &[i64], headline: &str) {
    let checked = office.performs(&["--database", "headliner.db", "check"]).await;
    assert!(checked.contains("no mistakes") || checked.contains("everything is in order"), "{checked}");
    for reader in readers {
        let told = office.performs(&["trace", &reader.to_string()]).await;
        let lines: Vec<&str> = told.lines().filter(|line| line.contains(headline)).collect();
        assert!(lines.len() == 1 && lines[0].contains("delivered"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_comes_back_is_gone_on_with() {
    let (office, readers, mut running, database) = at_work().await;
    fs::rename(&database, office.path("away.db")).unwrap();
    office.write("bridge", "Мост открыт");
    running.says("headliner.db was removed: nothing is sent").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(office.sim.counters().accepted, 0, "it was sent from a file that is away");
    fs::rename(office.path("away.db"), &database).unwrap();
    running.says("headliner.db is there again").await;
    everybody_has(&office, &readers, &running, "Мост открыт").await;
    assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
    tells(&office, &readers, "Мост открыт").await;
}

/// Only the running program still has what it held: it is kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removed_database_is_kept_and_can_be_put_back() {
    let (office, readers, mut running, database) = at_work().await;
    office.write("bridge", "Мост открыт");
    everybody_has(&office, &readers, &running, "Мост открыт").await;
    let written = || office.store().read_here(|store| store.count_open()).unwrap() == 0;
    running.until("what it has sent is written", written).await;
    fs::remove_file(&database).unwrap();
    office.write("park", "Парк закрыт");
    let line = running.says("what the removed database held is in").await;
    assert_eq!(office.sim.counters().accepted, 3, "it was sent from a file that is gone");
    let name = line.split_whitespace().find(|word| word.contains(".removed-")).unwrap().trim_end_matches(':');
    fs::rename(office.path(name), &database).unwrap();
    running.says("headliner.db was replaced; Headliner starts anew").await;
    everybody_has(&office, &readers, &running, "Парк закрыт").await;
    assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
    assert!(readers.iter().all(|reader| office.copies(*reader, "Мост") == 1), "it forgot what it had sent");
    for headline in ["Мост открыт", "Парк закрыт"] {
        tells(&office, &readers, headline).await;
    }
}

/// A backup in its place, copied or moved there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_backup_is_taken_up() {
    for copied in [true, false] {
        let (office, readers, mut running, database) = at_work().await;
        office.performs(&["backup", "copy.db"]).await;
        for story in 0..20 {
            office.write(&format!("story{story}"), &format!("Сюжет-{story}.")); // so that the old file's log is full
        }
        everybody_has(&office, &readers, &running, "Сюжет-19.").await;
        for story in 0..20 {
            fs::remove_file(office.path(&format!("articles/story{story}.md"))).unwrap();
        }
        if copied {
            fs::remove_file(&database).unwrap();
            fs::copy(office.path("copy.db"), &database).unwrap();
        } else {
            fs::rename(office.path("copy.db"), &database).unwrap();
        }
        office.write("bridge", "Мост открыт");
        running.says("headliner.db was replaced; Headliner starts anew").await;
        everybody_has(&office, &readers, &running, "Мост открыт").await;
        assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
        tells(&office, &readers, "Мост открыт").await;
    }
}
