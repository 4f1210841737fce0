//! A database of an earlier version with the same store: nobody gets again what he has, and names stay.

use std::{fs, path::Path};

use headliner::store::articles::Listed;
use rusqlite::Connection;

use super::{
    fate,
    identity::{MINUTE, TEXT, count, open, rename, settle, write},
};
use crate::{desk::Desk, harness::pass};

/// The schema of version 7, the last before files and what is held were known.
const BEFORE: [&str; 7] = [
    include_str!("../../../src/store/migrations/0001_start.sql"),
    include_str!("../../../src/store/migrations/0002_desk.sql"),
    include_str!("../../../src/store/migrations/0003_prices.sql"),
    include_str!("../../../src/store/migrations/0004_totals.sql"),
    include_str!("../../../src/store/migrations/0005_editions.sql"),
    include_str!("../../../src/store/migrations/0006_barred.sql"),
    include_str!("../../../src/store/migrations/0007_clocks.sql"),
];

fn names(database: &Connection, sql: &str) -> Vec<String> {
    let mut found = database.prepare(sql).unwrap();
    found.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// Makes the database what version 7 had left: its tables, with what is in them now.
fn set_back(path: &Path) {
    let old = path.with_extension("old");
    let database = Connection::open(&old).unwrap();
    BEFORE.iter().for_each(|sql| database.execute_batch(sql).unwrap());
    database.execute("ATTACH ?1 AS new", [path.to_str().unwrap()]).unwrap();
    database.pragma_update(None, "foreign_keys", false).unwrap();
    for table in
        names(&database, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    {
        let columns = names(&database, &format!("SELECT name FROM pragma_table_info('{table}', 'main')")).join(", ");
        let copy = format!(
            "DELETE FROM main.{table}; INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table};"
        );
        database.execute_batch(&copy).unwrap_or_else(|error| panic!("{copy}: {error}"));
    }
    database.execute_batch("DETACH new; PRAGMA user_version = 7;").unwrap();
    drop(database);
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", path.display()));
    }
    fs::rename(old, path).unwrap();
}

/// The articles, by number: the name of each, and how often it is in the log.
fn articles(desk: &Desk) -> Vec<(i64, String, usize)> {
    let store = desk.house.store();
    let all: Vec<Listed> = store.read_here(|store| store.articles(0, 100)).unwrap();
    let entries = |listed: &Listed| store.read_here(|store| store.entries_of(listed.story.key)).unwrap().len();
    let mut all: Vec<_> =
        all.iter().map(|listed| (listed.story.key.0, listed.story.id.0.clone(), entries(listed))).collect();
    all.sort();
    all
}

/// Every kind of name, in a store as it is.
const FILES: [(&str, &str, &str); 6] = [
    ("story.md", "Мост откроют", ""),
    ("2026/11/23/rates.md", "Курс доллара 512", ""),
    ("by-id.md", "Тоннель закроют", "id: t-1"),
    ("by-link.md", "Парк откроют", "url: https://vecher.kz/park"),
    ("undated.md", "Рынок переедет", "published:"),
    ("translation.md", "Көпір ашылады", "language: kk\ntranslation_of: story"),
];

#[tokio::test(start_paused = true)]
async fn an_earlier_version_left_all_that_is_known() {
    let mut desk = open().await;
    for (path, headline, keys) in FILES {
        write(&desk, path, headline, keys, &format!("Сообщили в акимате города {}.", path.len()));
    }
    write(&desk, "later.md", "Школы закроют", "published: 2026-11-23T10:15:00+05:00", TEXT);
    write(&desk, "old.md", "Старая новость", "published: 2015-03-01T10:00:00+05:00", "Давно прошло.");
    write(&desk, "draft.md", "Черновик", "status: draft", "Не готово.");
    settle().await;
    let before = articles(&desk);
    let has = |desk: &Desk| FILES.map(|(_, headline, _)| count(desk, headline));
    assert_eq!(has(&desk), [1, 1, 1, 1, 1, 0]);
    desk.house.end().await;
    set_back(&desk.house.path("headliner.db"));
    desk.house.start().await;
    settle().await;
    assert_eq!((articles(&desk), has(&desk)), (before, [1, 1, 1, 1, 1, 0]));
    assert_eq!(desk.erlan.received().iter().filter(|message| message.text.contains("Көпір")).count(), 1);
    assert_eq!(["later", "old", "draft"].map(|id| fate(&desk.house.store(), id)), ["later", "archive", "draft"]);
    assert!(!desk.editor.transcript().contains("Ждут"), "{}", desk.editor.transcript());
    // What comes after it is news as ever, and what is known stays what it is.
    write(&desk, "story.md", "Мост откроют", "", "Уточнение: мост откроют, сообщили в акимате города 9.");
    write(&desk, "new.md", "Новая линия метро", "", "Её начнут строить весной, сообщили в метрополитене.");
    settle().await;
    assert_eq!((count(&desk, "Мост откроют"), count(&desk, "Новая линия")), (1, 1));
    pass(15 * MINUTE).await;
    assert_eq!(count(&desk, "Школы закроют"), 1, "what waited goes out in its time");
}

/// The earlier version took two files of one name for one article, which said by turns what either says.
#[tokio::test(start_paused = true)]
async fn two_files_that_were_one_article_are_not_pushed_again() {
    for keys in ["", "id: weather"] {
        let mut desk = open().await;
        let (yesterday, today) = ("Мороз 22 градуса", "Мороз 23 градуса");
        write(&desk, "27/weather.md", yesterday, keys, "Ветер 3 метра в секунду, без осадков.");
        settle().await;
        // As it did: the second file is a revision of the first.
        fs::create_dir(desk.house.path("articles/28")).unwrap();
        rename(&desk, "27/weather.md", "28/weather.md");
        settle().await;
        write(&desk, "28/weather.md", today, keys, "Ветер 4 метра в секунду, без осадков.");
        settle().await;
        let before = articles(&desk);
        desk.house.end().await;
        set_back(&desk.house.path("headliner.db"));
        write(&desk, "27/weather.md", yesterday, keys, "Ветер 3 метра в секунду, без осадков.");
        desk.house.start().await;
        settle().await;
        // What was sent is that article, and says by now what it says.
        assert_eq!((count(&desk, yesterday), count(&desk, today)), (0, 1), "{keys:?}: {}", desk.aigul.transcript());
        let after = articles(&desk);
        assert_eq!(after[..before.len()], before, "{keys:?}");
        assert_eq!(fate(&desk.house.store(), "27/weather.md"), "held", "{keys:?}: the desk is asked");
    }
}
