//! Every button of readers in the wrong hands, twice, by two at once, and data that nobody wrote. The table names a sample of
//! everything that a button can say; a test holds it against the samples that stand beside the code.

use std::{fs, path::Path};

use headliner::store::{Chat, wishes::Mute};
use rusqlite::{Connection, types::Value};
use simulator::{Person, Room};

use crate::harness::House;

/// What a press does in a group.
#[derive(Clone, Copy, Debug, PartialEq)]
enum May {
    /// It only shows something, to anybody.
    Everybody,
    /// It changes something, or opens what does.
    Administrators,
    /// It is about a channel.
    Staff,
}
use May::{Administrators, Everybody, Staff};

/// A new button of readers is a line here.
const PRESSES: &[(&str, May)] = &[
    ("r", Administrators),
    ("r+3", Administrators),
    ("r-1", Administrators),
    ("r+3.-1001234567890", Staff),
    ("rg3", Administrators),
    ("rg3.-1001234567890", Staff),
    ("r<", Administrators),
    ("r<.-1001234567890", Staff),
    ("r!", Administrators),
    ("r!.-1001234567890", Staff),
    ("r2", Administrators),
    ("r1", Administrators),
    ("w+3", Administrators),
    ("w0", Administrators),
    ("l:kk", Administrators),
    ("l:kkr3", Administrators),
    ("l:kka1", Administrators),
    ("t", Administrators),
    ("s:d", Administrators),
    ("t:mixed", Administrators),
    ("t!", Administrators),
    ("n", Everybody),
    ("n:*.0", Everybody),
    ("n:3.0", Everybody),
    ("rest", Everybody),
    ("rest:2", Everybody),
    ("f:p*.8", Everybody),
    ("f:p3.8", Everybody),
    ("f:r*", Everybody),
    ("f:n3", Everybody),
    ("f:a1", Everybody),
    ("f:w", Administrators),
    ("fw-17", Administrators),
    ("k-1.8", Administrators),
    ("s:o", Administrators),
    ("s:p-", Administrators),
    ("z:t+", Administrators),
    ("z:1+", Administrators),
    ("z:d-", Administrators),
    ("z:x", Administrators),
    ("z:r", Administrators),
    ("q:1795410000000", Everybody),
    ("x:dull", Administrators),
    ("x:breaking", Administrators),
    ("x:back", Administrators),
    ("x:forget", Administrators),
    ("x:yes", Administrators),
    ("x:no", Administrators),
    ("m:1", Everybody),
    ("m:1:d1", Administrators),
    ("m:1:w1", Administrators),
    ("m:1:o1", Administrators),
    ("m:1:l", Administrators),
    ("m:1:s", Administrators),
    ("m:1:tf", Administrators),
    ("m:1:tm", Administrators),
    ("mb:1:tn", Administrators),
    ("m:1:y", Everybody),
    ("m:1:b", Everybody),
    ("mb:1", Everybody),
];

/// Nobody's, staff's, or too much.
const FOREIGN: &[&str] = &[
    "",
    ":",
    "я",
    "r+63",
    "r+3.",
    "rg",
    "n:*.-1",
    "m:999999",
    "m:x",
    "s:",
    "x:nothing",
    "d:n:1",
    "d:z:1",
    "a:l:0",
    "a:u:1",
    "c:1",
    "r+3.-1001234567890.5",
    "w+99999999999999999999",
    "l:xxr1",
    "n:*.4294967296",
    "q:99999999999999999999",
];

const ADMINS_ONLY: &str = "Настройки меняет администратор группы.";

/// Everything that is kept, but for which updates were handled.
pub fn everything(house: &House) -> Vec<String> {
    let database = Connection::open(house.path("headliner.db")).unwrap();
    let rows = |sql: &str| -> Vec<String> {
        let mut found = database.prepare(sql).unwrap();
        let width = found.column_count();
        let row = |row: &rusqlite::Row| {
            (0..width).map(|place| row.get::<_, Value>(place)).collect::<rusqlite::Result<Vec<_>>>()
        };
        found.query_map([], |found| row(found).map(|row| format!("{row:?}"))).unwrap().map(Result::unwrap).collect()
    };
    let mut tables =
        database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.iter().any(|name| name == "chat"), "{names:?}");
    let kept = names.iter().filter(|name| !["handled", "meta"].contains(&name.as_str()));
    kept.flat_map(|name| rows(&format!("SELECT '{name}', * FROM \"{name}\""))).collect()
}

/// A house with one story that went to a group, of which there is a new one for each button.
async fn group(house: &House) -> (Room, [Person; 3]) {
    let people = ["Хозяин", "Второй", "Гость"].map(|name| house.sim.person(name, "ru"));
    let [owner, deputy, member] = &people;
    let group = house.sim.supergroup("Соседи", &[owner, deputy, member]);
    group.appoint(deputy);
    group.add_bot();
    group.expects("Здравствуйте").await;
    owner.press_in(&group, "🗂 Выбрать рубрики");
    group.expects("Что вам присылать?").await;
    owner.press_in(&group, "👥 Общество");
    group.expects_toast("«Общество» включена").await;
    group.expects_edit("Что вам присылать?").await;
    (group, people)
}

fn wishes(house: &House, group: &Room) -> Option<(Chat, Vec<(u8, headliner::clock::Time)>)> {
    let wishes = |store: &headliner::store::Reading| {
        let Some(chat) = store.chat_of(group.id(), 0)? else { return Ok(None) };
        let mut mutes: Vec<Mute> = store.mutes(chat.key)?;
        mutes.retain(|mute| mute.until > house.now());
        Ok(Some((chat, mutes.into_iter().map(|mute| (mute.rubric, mute.until)).collect())))
    };
    house.store().read_here(wishes).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_button_in_the_wrong_hands_changes_nothing() {
    let house = House::open().await;
    let (group, [.., member]) = group(&house).await;
    let stranger = house.sim.person("Чужой", "ru");
    let before = everything(&house);
    for (data, may) in PRESSES {
        member.press_forged(group.id(), group.last().id, data);
        let said = group.expects_toast("").await;
        match may {
            Administrators => assert_eq!(said, ADMINS_ONLY, "{data}"),
            Staff => assert!(said.contains("не редактор"), "{data}: {said}"),
            Everybody => {}
        }
        stranger.press_forged(stranger.id(), 1, data); // who has not even pressed Start
        stranger.expects_toast("").await;
        assert_eq!(everything(&house), before, "{data}");
    }
    assert_eq!(house.store().read_here(|store| store.chat_of(stranger.id(), 0)).unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn a_button_pressed_twice_or_by_two_at_once_is_pressed_once() {
    let house = House::open().await;
    for (data, may) in PRESSES {
        let (group, [owner, deputy, _]) = group(&house).await;
        let screen = group.last().id;
        owner.press_forged(group.id(), screen, data);
        deputy.press_forged(group.id(), screen, data);
        let said = [group.expects_toast("").await, group.expects_toast("").await];
        if *may == Staff {
            assert!(said.iter().all(|said| said.contains("не редактор")), "{data}: {said:?}");
        }
        assert!(!said.contains(&ADMINS_ONLY.to_owned()), "{data}: {said:?}");
        let once = wishes(&house, &group);
        owner.press_forged(group.id(), screen, data);
        group.expects_toast("").await;
        assert_eq!(wishes(&house, &group), once, "{data}");
        assert_eq!(once.is_none(), *data == "x:yes", "{data}");
    }
}

#[tokio::test(start_paused = true)]
async fn data_that_nobody_wrote_is_answered_and_changes_nothing() {
    let house = House::open().await;
    let (group, [owner, ..]) = group(&house).await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    let welcome = aigul.expects("Вы подписаны").await;
    let before = everything(&house);
    for data in FOREIGN {
        aigul.press_forged(aigul.id(), welcome.id, data);
        let said = aigul.expects_toast("").await;
        assert!(!said.is_empty() || data.is_empty(), "{data}");
        owner.press_forged(group.id(), group.last().id, data);
        assert_eq!(group.expects_toast("").await, said, "{data}");
    }
    assert_eq!(everything(&house), before);
}

/// Screens that read what stands behind a prefix of theirs.
const PARTS: &[(&str, &str)] = &[("pause", "z:"), ("search", "f:"), ("settings", "s:")];

/// What the tests beside the code read (`check("r+3", Some(…`), in `press.rs` and wherever else a screen has buttons of its own.
fn samples(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            samples(&entry, found);
        } else if entry.ends_with("press.rs") || entry.ends_with("press/tests.rs") {
            let code = fs::read_to_string(&entry).unwrap();
            let part = entry.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
            let prefix = PARTS.iter().find(|(name, _)| *name == part).map_or("", |(_, prefix)| prefix);
            let checks = code.lines().filter_map(|line| line.trim().strip_prefix("check(\"")?.split_once("\", Some("));
            found.extend(checks.map(|(data, _)| format!("{prefix}{data}")));
        }
    }
}

#[test]
fn the_table_names_every_button() {
    let mut found = Vec::new();
    samples(Path::new("src/telegram/reader"), &mut found);
    assert!(found.len() > 30, "the samples are written otherwise now: {found:?}");
    // Without what it carries: numbers, a language, a mode, a reason.
    let kind = |data: &str| -> String {
        let data = data.replace("mb:", "m:").replace(|c: char| c.is_ascii_digit() || c == '*', "");
        match data.split_once(':') {
            Some((word @ ("t" | "l" | "n" | "q"), _)) => format!("{word}:"),
            _ => data.replace(['+', '-'], "±"),
        }
    };
    let known: Vec<String> = PRESSES.iter().map(|(data, _)| kind(data)).collect();
    let missing: Vec<&String> = found.iter().filter(|data| !known.contains(&kind(data))).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
}
