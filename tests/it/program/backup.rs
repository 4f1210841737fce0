//! Backups and moves on the real program: a database of before that is killed while it is brought up to date, one of a newer
//! program, and an old copy that comes back.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
    time::Duration,
};

use headliner::store::part_of;
use rusqlite::{Connection, OpenFlags};
use simulator::Settings;

use super::office::Office;

/// Messages in the old database: to bring it up to date takes a while.
const MESSAGES: i64 = 120_000;

/// The migrations, in order.
fn migrations() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// A database as the third version left it: as many readers as messages, each with one story.
fn make_old(path: &Path, migrations: &[String]) {
    let old = Connection::open(path).unwrap();
    migrations[..3].iter().for_each(|sql| old.execute_batch(sql).unwrap());
    let rows = format!(
        "BEGIN;
         INSERT INTO article (key, id, revision, state, story, published, arrived) VALUES (1, 'a', 1, 1, 1, 0, 0);
         INSERT INTO revision (article, revision, at, hash, headline, lead, language, rubrics) VALUES (1, 1, 0, x'01', 'A', '', 1, 2);
         INSERT INTO publication (seq, article, lane, rubrics, languages, at) VALUES (1, 1, 2, 2, 1, 1000000);
         INSERT INTO edition (id, hash, form, tongue) VALUES (1, x'01', 1, 1);
         INSERT INTO edition_article VALUES (1, 0, 1, 1);
         WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {MESSAGES})
           INSERT INTO chat (key, telegram, kind, state, breaking, main, news, rubrics, languages, urgent, mode, spacing, cap,
             tongue, photos, sound, joined_at) SELECT i, i, 0, 0, 1, 1, 1, 2, 1, 1, 0, 0, 0, 0, 1, 0, 0 FROM n;
         INSERT INTO delivery (chat, at, lane, after, upto, sent, edition, outcome, message, answered)
           SELECT key, 1000000 + key, 3, 0, 1, 1, 1, 1, key, 1000100 + key FROM chat;
         PRAGMA user_version = 3;
         COMMIT;"
    );
    old.execute_batch(&rows).unwrap();
}

/// Version and messages of a database file, whole as SQLite sees it.
fn look(path: &Path) -> (i64, i64) {
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let number = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let sound: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok", "{}", path.display());
    (number("PRAGMA user_version"), number("SELECT count(*) FROM delivery"))
}

/// At whatever moment it is killed, the old database is whole: as itself, or as the copy that was made of it. The next start
/// goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_during_a_migration_leaves_the_old_database() {
    let office = Office::open(Settings::unlimited()).await;
    let (migrations, path) = (migrations(), office.path("headliner.db"));
    let newest = migrations.len() as i64;
    make_old(&path, &migrations);
    let copy = office.path(&format!("headliner.db.before-{newest}"));
    let part = part_of(&copy);
    let version = || look(&path).0;
    let mut unfinished = 0;
    let moments: [(&str, &dyn Fn() -> bool); 3] = [
        ("while the copy is made", &|| part.exists() || copy.exists()),
        ("when the copy is there", &|| copy.exists()),
        ("some steps later", &|| copy.exists() && version() > 3),
    ];
    for (moment, has_come) in moments {
        let mut running = office.start();
        running.says("is brought from version").await;
        running.until(moment, has_come).await;
        running.kill().await;
        let kept = if copy.exists() { look(&copy) } else { look(&path) };
        assert_eq!(kept, (3, MESSAGES), "{moment}");
        assert_eq!(look(&path).1, MESSAGES, "{moment}");
        unfinished += usize::from(version() < newest);
    }
    assert!(unfinished >= 2, "the kills came too late to mean anything");
    let mut running = office.start();
    running.says("is at work").await;
    assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
    assert_eq!((look(&path), look(&copy)), ((newest, MESSAGES), (3, MESSAGES)));
    assert!(!part.exists());
    let checked = office.performs(&["check", "--database"]).await;
    assert!(checked.contains("everything is in order"), "{checked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_a_newer_program_is_left_alone() {
    let office = Office::open(Settings::unlimited()).await;
    office.store();
    let path = office.path("headliner.db");
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 900).unwrap();
    let before = fs::read(&path).unwrap();
    for command in [&["run"][..], &["stats"], &["backup", "copy.db"], &["check", "--database"]] {
        let output = office.perform(command).await;
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{command:?}: {said}");
        assert_eq!(
            said.lines().collect::<Vec<_>>(),
            ["the database headliner.db is of a newer version of Headliner (900); update the program"],
            "{command:?}"
        );
    }
    assert!(fs::read(&path).unwrap() == before, "it was changed");
}

/// What a newsroom finds that puts yesterday's copy back: nobody is lost, what was sent since the copy comes once more, and who
/// was erased since then stays erased.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_copy_comes_back() {
    let office = Office::open(Settings::unlimited()).await;
    let readers: Vec<i64> = office.import(3).await.collect();
    let all_have = |headline: &'static str| readers.iter().all(|reader| office.copies(*reader, headline) >= 1);
    let mut running = office.start_and_look().await;
    office.write("bridge", "Мост открыт");
    running.until("the first story", || all_have("Мост открыт")).await;
    running.until("it is written", || office.store().read_here(|store| store.count_open()).unwrap() == 0).await;
    office.performs(&["backup", "old.db"]).await;
    office.write("park", "Парк закрыт");
    running.until("the second story", || all_have("Парк закрыт")).await;
    let erased = readers[2];
    office.performs(&["readers", "forget", "--yes", &erased.to_string()]).await;
    assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(office.path(&format!("headliner.db{end}"))); // a database that is closed has no log
    }
    fs::copy(office.path("old.db"), office.path("headliner.db")).unwrap();
    let mut running = office.start();
    running.says("had asked to be erased, and are erased again").await;
    let again = || readers[..2].iter().all(|reader| office.copies(*reader, "Парк закрыт") == 2);
    running.until("what the copy does not know of comes again", again).await;
    office.write("snow", "Снег убирают");
    running.until("and what is new", || readers[..2].iter().all(|reader| office.copies(*reader, "Снег") == 1)).await;
    assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
    assert!(readers.iter().all(|reader| office.copies(*reader, "Мост открыт") == 1), "the copy knew of it");
    assert_eq!(
        (office.copies(erased, "Парк закрыт"), office.copies(erased, "Снег")),
        (1, 0),
        "who was erased stays so"
    );
    let checked = office.performs(&["check", "--database"]).await;
    assert!(checked.contains("3 articles, no mistakes"), "{checked}");
}

fn sentence(output: Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "one sentence: {said}");
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_whole_or_not_there() {
    let office = Office::open(Settings::unlimited()).await;
    // The folder comes first, before a database that is not there either.
    let said = sentence(office.perform(&["backup", "away/copy.db"]).await);
    assert!(said.starts_with("cannot write away/copy.db: there is no folder away; make it first"), "{said}");
    let said = sentence(office.perform(&["backup", "articles"]).await);
    assert!(said.contains("articles exists already"), "{said}");
    office.import(2_000).await;
    fs::write(office.path("copy.db.part"), "what a copy that was broken off left").unwrap();
    assert_eq!(office.performs(&["backup", "copy.db"]).await, "copy.db\n");
    assert_eq!(look(&office.path("copy.db")).1, 0);
    assert!(!office.path("copy.db.part").exists());
    // The disk is full: nothing is left that could be taken for a copy.
    let mut command = tokio::process::Command::new("prlimit");
    let program = env!("CARGO_BIN_EXE_headliner");
    command.args(["--fsize=65536:unlimited", "env", "--ignore-signal=XFSZ", program, "backup", "full.db"]);
    command.current_dir(office.path("")).env_clear().env("HEADLINER_DATABASE", "headliner.db");
    let said = sentence(tokio::time::timeout(Duration::from_secs(60), command.output()).await.unwrap().unwrap());
    assert!(
        said.starts_with("cannot copy the database to full.db: ") && said.contains("is there room for it?"),
        "{said}"
    );
    assert!(!office.path("full.db").exists() && !office.path("full.db.part").exists());
}
