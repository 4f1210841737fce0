//! Every act of staff in the hands of those who may not: a reader, an editor who was removed, somebody in the desk's group who is called as
//! an editor is; and what is an admin's in the hands of an editor. Commands and buttons are read from the code that declares them, so
//! that a new one is tried by itself.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use headliner::{acts, acts::staff::Appointed, telegram::read_again};
use simulator::{Limits, Person, Room};

use super::{Desk, asks::desk_with_group};
use crate::{harness::pass, readers::presses::everything};

/// What buttons carry: numbers, and what lies in several of them; whatever one declares reads one of these.
const CARRIED: [&str; 9] = [
    "1",
    "7",
    "b:1:1:0:0:0:1795410000:0",
    "n:1:1:1:0:0:1795410000:0",
    "n:1:1:1:0:0:1795410000:0:29923500",
    "1-3",
    "1-ru",
    "n-1-0",
    "n-1-0-29923500",
];

/// Whether this is an admin's alone.
fn is_admins(data: &str) -> bool {
    data.starts_with("a:")
}

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// Data of every button that staff have.
fn buttons() -> Vec<String> {
    let mut found = Vec::new();
    for code in ["src/telegram/desk", "src/telegram/admin"].into_iter().flat_map(|folder| files(Path::new(folder))) {
        let Some((_, declared)) = code.split_once("buttons! {") else { continue };
        let declared = declared.split("\n}").next().unwrap();
        let prefix = declared.split(" enum ").nth(1).and_then(|name| name.split('"').nth(1)).expect("a prefix");
        for line in declared.lines().map(str::trim) {
            let Some((name, word)) = line.strip_suffix("\",").and_then(|line| line.split_once(" = \"")) else {
                continue;
            };
            if !name.contains('(') {
                found.push(format!("{prefix}{word}"));
                continue;
            }
            let data = CARRIED.iter().map(|carried| format!("{prefix}{word}:{carried}"));
            let read: Vec<String> = data.filter(|data| read_again(data).as_ref() == Some(data)).take(2).collect();
            assert!(!read.is_empty(), "{line} reads nothing of CARRIED");
            found.extend(read);
        }
    }
    assert!(found.len() > 80, "buttons are declared otherwise now: {found:?}");
    found
}

/// Staff's commands with something behind them, and whether they are an admin's.
fn commands() -> Vec<(String, bool)> {
    let code = fs::read_to_string("src/telegram/commands.rs").unwrap();
    let rows = code.lines().filter_map(|line| line.trim().strip_prefix("row("));
    let command = |row: &str| {
        let mut parts = row.split(", ");
        let (name, role) = (parts.next()?.trim_matches('"').to_owned(), parts.next()?);
        let said = if name == "NUMBERED" { "/a1".to_owned() } else { format!("/{name} 1 18:30") };
        ["EDITOR", "ADMIN"].contains(&role).then(|| (said, role == "ADMIN"))
    };
    let found: Vec<(String, bool)> = rows.filter_map(command).collect();
    assert!(
        found.len() > 15 && found.iter().any(|(_, admins)| *admins),
        "commands are declared otherwise now: {found:?}"
    );
    found
}

/// Presses everything, and says everything; it changes nothing and shows nothing.
async fn tries(desk: &Desk, who: &Person, room: &Room, what: impl Fn(bool) -> bool) {
    let before = everything(&desk.house);
    let place = room.messages().last().map_or(1, |message| message.id);
    for data in buttons().into_iter().filter(|data| what(is_admins(data))) {
        who.press_forged(room.id(), place, &data);
        let said = room.expects_toast("").await;
        assert!(said.contains("не редактор"), "{data}: {said}");
        assert_eq!(everything(&desk.house), before, "{data}");
    }
    let shown = room.received().len();
    for (said, _) in commands().into_iter().filter(|(_, admins)| what(*admins)) {
        who.say_in(room, &said);
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(everything(&desk.house), before, "{said}");
    }
    let answers: BTreeSet<String> = room.received().into_iter().skip(shown).map(|message| message.text).collect();
    let refusals = ["Такой команды нет", "Это может только администратор"];
    let telling: Vec<&String> =
        answers.iter().filter(|answer| !refusals.iter().any(|no| answer.starts_with(no))).collect();
    assert!(telling.is_empty(), "{telling:?}");
}

#[tokio::test(start_paused = true)]
async fn a_reader_can_do_nothing_of_it() {
    let desk = Desk::open().await;
    tries(&desk, &desk.aigul, &desk.aigul.chat(), |_| true).await;
}

#[tokio::test(start_paused = true)]
async fn an_editor_who_was_removed_can_do_nothing_of_it() {
    let desk = Desk::open().await;
    let timur = desk.house.editor("Тимур").await;
    timur.say("/news");
    timur.expects("Последние статьи").await;
    remove(&desk, &timur);
    tries(&desk, &timur, &timur.chat(), |_| true).await;
}

#[tokio::test(start_paused = true)]
async fn an_editor_can_do_nothing_of_an_admins() {
    let desk = Desk::open().await;
    tries(&desk, &desk.editor, &desk.editor.chat(), |admins| admins).await;
}

#[tokio::test(start_paused = true)]
async fn a_member_of_the_desks_group_is_not_known_by_the_name() {
    let (desk, _, group) = desk_with_group(Limits::none()).await;
    let namesake = desk.house.sim.person_with("Мадина", "ru", "madina_editor", None);
    namesake.join(&group);
    tokio::time::sleep(Duration::from_secs(5)).await;
    tries(&desk, &namesake, &group, |_| true).await;
    // Nor does the group's administrator become one by that.
    group.appoint(&namesake);
    tries(&desk, &namesake, &group, |_| true).await;
}

fn remove(desk: &Desk, person: &Person) {
    let (now, nobody) = (desk.house.now(), Appointed { admins: vec![1], ..Appointed::default() });
    let removed = desk
        .house
        .store()
        .write_here(|store| acts::staff::remove(store, &acts::Who::Console, &nobody, person.id(), now));
    assert_eq!(removed.unwrap(), acts::staff::Removal::Removed);
}

/// Questions that wait, cards that stand, what is on its way: all of it ends with the role, however it was taken.
#[tokio::test(start_paused = true)]
async fn removal_takes_effect_at_once() {
    let desk = Desk::open().await;
    let timur = desk.house.editor("Тимур").await;
    timur.say(&format!("/a{}", desk.number("metro")));
    timur.expects("Ещё не разослана").await;
    timur.press("Позже…");
    let question = timur.expects("Когда?").await;
    desk.editor.say("/breaking bridge");
    desk.editor.expects("Это на русском").await;
    desk.editor.press("Ничего");
    desk.editor.expects_edit("Отправить").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    let card = timur.expects("Мост через Есентай").await;
    remove(&desk, &timur);
    let before = everything(&desk.house);
    // The question that waits, by a reply and as the next text.
    timur.reply(&question, "18:30");
    timur.expects("Вы больше не редактор").await;
    timur.say("18:30");
    timur.expects("Вы больше не редактор").await;
    // Cards are looked at once a second. The one that stands takes neither a text nor a photo for its copies: they are a
    // reader's now.
    tokio::time::sleep(Duration::from_secs(5)).await;
    timur.reply(&card, "https://vecher.kz/other");
    timur.expects("ничего нет").await;
    timur.reply_photo(&card, &fs::read("data/articles/photos/withdrawn.png").unwrap());
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(acts_of(&before), acts_of(&everything(&desk.house)), "something was done by who may do nothing");
    // It tells no more how it goes, and no alert comes.
    let stands = timur.chat().message(card.id).unwrap().text;
    pass(Duration::from_secs(120)).await;
    desk.house.turn_clock(7 * 3_600_000);
    desk.editor.expects("Часы сервера").await;
    assert_eq!(timur.chat().message(card.id).unwrap().text, stands);
    assert!(!timur.transcript().contains("Часы сервера"), "{}", timur.transcript());
}

/// Rows of the log of acts.
fn acts_of(rows: &[String]) -> Vec<&String> {
    rows.iter().filter(|row| row.starts_with("[Text(\"act\")") || row.starts_with("[Text(\"plan\")")).collect()
}

/// A press that is on its way while the role is taken: whichever comes first, nothing is done by who has none.
#[tokio::test(start_paused = true)]
async fn a_press_on_its_way_does_not_outrun_a_removal() {
    let desk = Desk::open().await;
    let (admin, timur) = (desk.admin(), desk.house.editor("Тимур").await);
    admin.say("/staff");
    admin.expects("Редакция").await;
    admin.press("✕ Тимур");
    admin.expects_edit("Закрыть доступ: Тимур?").await;
    timur.say("/breaking bridge");
    timur.expects("Это на русском").await;
    timur.press("Ничего");
    timur.expects_edit("Отправить").await;
    crate::harness::reads().await;
    admin.press("Да");
    timur.press("⚡️ Отправить");
    timur.expects_toast("").await;
    admin.expects_edit("Редакция").await;
    let acts = desk.house.store().read_here(|store| store.acts(0, 9)).unwrap();
    let removed = acts.iter().position(|act| act.what == "staff-remove").expect("it is in the log");
    assert!(acts[..removed].iter().all(|act| act.by != Some(timur.id())), "{acts:?}");
}
