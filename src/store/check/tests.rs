use super::{super::Store, RULES};

/// Two chats: one was sent a story and follows a word, one has an open message.
const SOUND: &str = "
    INSERT INTO article (key, id, revision, state, story, published, arrived) VALUES (1, 'a', 2, 1, 1, 0, 0);
    INSERT INTO revision (article, revision, at, hash, headline, lead, language, rubrics) VALUES
      (1, 1, 0, x'01', 'A', '', 1, 1), (1, 2, 0, x'02', 'A', '', 1, 1);
    INSERT INTO publication (seq, article, lane, rubrics, languages, at) VALUES (1, 1, 2, 1, 1, 0), (2, 1, 1, 1, 1, 0);
    INSERT INTO price (publication, most, spent) VALUES (2, 100, 100);
    INSERT INTO chat (key, telegram, kind, state, breaking, main, news, rubrics, languages, urgent, mode, spacing, cap, tongue,
        photos, sound, joined_at, words) VALUES
      (1, 11, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1), (2, 12, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0);
    INSERT INTO since (chat, what, item, seq) VALUES (2, 0, 1, 2);
    INSERT INTO word (id, text, said, at) VALUES (1, 'a', 'a', 0);
    INSERT INTO follow (chat, word, since, said) VALUES (1, 1, 2, 'a');
    INSERT INTO matched (seq, word) VALUES (1, 1);
    INSERT INTO edition (id, hash, form, tongue, layout) VALUES (1, x'01', 1, 1, 1);
    INSERT INTO edition_article VALUES (1, 0, 1, 1);
    INSERT INTO delivery (chat, at, lane, after, upto, sent, edition, outcome, message, answered) VALUES
      (1, 5, 3, 0, 1, 1, 1, 1, 77, 6), (2, 5, 1, 0, 2, 1, 1, NULL, NULL, NULL);
    INSERT INTO copies (article, revision, how, n) VALUES (1, 1, 0, 1);
    INSERT INTO plan (id, article, lane, why, at, goes_on) VALUES (1, 1, 1, 6, 0, 2);";

/// What is found after this has been done to a sound database.
fn found(harm: &str) -> Vec<String> {
    let store = Store::in_memory().unwrap();
    let connection = store.0.writer.lock().unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    connection.execute_batch(SOUND).unwrap();
    connection.execute_batch(harm).unwrap();
    drop(connection);
    store.read_here(|store| store.check(|_, _| {})).unwrap()
}

#[test]
fn a_sound_database_is_called_sound() {
    assert_eq!(found(""), [""; 0]);
}

/// Each rule is broken, and told alone.
#[test]
fn each_rule_is_looked_at() {
    let harms: [(&str, &str); RULES.len()] = [
        ("UPDATE chat SET news = 3 WHERE key = 1", "a cursor lies outside the log: 1 chat"),
        (
            "UPDATE chat SET main = 0 WHERE key = 1",
            "a cursor lies before what was delivered, which would come again: 1 chat",
        ),
        (
            "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'publication';
             INSERT INTO publication (seq, article, lane, rubrics, languages, at) VALUES (3, 1, 2, 1, 1, 0);
             UPDATE sqlite_sequence SET seq = 2 WHERE name = 'publication'",
            "it lies beyond the end of the log: 1 publication",
        ),
        ("UPDATE delivery SET after = 3 WHERE chat = 2", "it decides what is not in the log: 1 delivery"),
        (
            "INSERT INTO delivery (chat, at, lane, after, upto, sent, edition) VALUES (2, 6, 1, 0, 2, 1, 1)",
            "more than one message is open: 1 chat",
        ),
        ("UPDATE delivery SET answered = 6 WHERE chat = 2", "what became of it cannot be: 1 delivery"),
        (
            "INSERT INTO delivery (chat, at, lane, after, upto, sent, edition, outcome) VALUES (9, 6, 1, 0, 2, 1, 1, 2)",
            "its chat is not there: 1 delivery",
        ),
        ("UPDATE delivery SET edition = 9, sent = 9 WHERE chat = 2", "what it shows is not there: 1 delivery"),
        (
            "INSERT INTO edition (id, hash, form, tongue) VALUES (2, x'02', 1, 1); INSERT INTO edition_article VALUES (2, 0, 1, 3)",
            "it shows an article in a revision that there never was: 1 edition",
        ),
        ("DELETE FROM revision WHERE revision = 2", "its newest revision has no text: 1 article"),
        ("UPDATE price SET spent = 101", "it cost more than was confirmed: 1 publication"),
        ("UPDATE since SET seq = 3", "a wish counts from outside the log: 1 chat"),
        ("UPDATE follow SET since = 3", "a word is followed from outside the log: 1 chat"),
        ("UPDATE chat SET words = 2", "its followed words are counted otherwise than there are: 2 chats"),
        ("UPDATE matched SET seq = 3", "words are noted of what is not in the log: 1 publication"),
        ("UPDATE plan SET goes_on = 7", "it goes on with a publication that is not there: 1 plan"),
    ];
    for ((harm, expected), (.., what)) in harms.into_iter().zip(RULES) {
        assert!(expected.starts_with(what), "{expected} is no test of «{what}»");
        assert_eq!(found(harm), [format!("database: {expected}")], "{harm}");
    }
}

#[test]
fn copies_and_names_of_rows_are_looked_at() {
    assert_eq!(found("UPDATE copies SET n = 2"), ["database: copies are counted otherwise than the ledger holds them"]);
    assert_eq!(
        found("INSERT INTO saved (chat, article, at) VALUES (1, 8, 0), (1, 9, 0)"),
        ["database: a row of saved names one of article that is not there: 2 rows"]
    );
}

/// A page of the file that is not what it should be.
#[test]
fn a_damaged_file_is_told_with_its_cure() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("headliner.db");
    let store = Store::open(&path).unwrap();
    let connection = store.0.writer.lock().unwrap();
    connection.execute_batch(SOUND).unwrap();
    let place = "SELECT rootpage FROM sqlite_master WHERE name = 'event_at'";
    let root: u32 = connection.query_row(place, [], |row| row.get(0)).unwrap();
    let fill = "WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400)
                INSERT INTO event (chat, at, what) SELECT 1, i, 0 FROM n";
    connection.execute_batch(fill).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(connection);
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    let page = usize::try_from(root - 1).unwrap() * 4096;
    bytes[page + 100..page + 4096].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let store = Store::open(&path).unwrap();
    let wrong = store.read_here(|store| store.check(|_, _| {})).unwrap();
    assert!(!wrong.is_empty() && wrong[0].ends_with("restore a backup or run `sqlite3 FILE .recover`"), "{wrong:?}");
}
