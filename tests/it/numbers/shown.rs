//! How numbers are shown: the picture and its text, one message that changes, files; and to whom.

use std::time::Duration;

use image::{Rgb, RgbImage};
use simulator::Person;

use super::{document, painted};
use crate::{desk::Desk, harness::House};

const WHITE: Rgb<u8> = Rgb([255, 255, 255]);

/// How much of a part of the picture is not its ground, in thousandths.
fn ink(picture: &RgbImage, [left, top, right, bottom]: [u32; 4]) -> u32 {
    let all = (left..right).flat_map(|x| (top..bottom).map(move |y| (x, y)));
    let inked = all.filter(|(x, y)| *picture.get_pixel(*x, *y) != WHITE).count();
    u32::try_from(inked * 1_000 / ((right - left) * (bottom - top)) as usize).unwrap()
}

/// The parts of the picture: what they are, where, and the least and the most that is drawn there.
const PARTS: [(&str, [u32; 4], u32, u32); 8] = [
    ("whose numbers", [56, 40, 700, 95], 40, 400),
    ("the dates", [56, 100, 500, 140], 30, 400),
    ("how many readers", [600, 170, 1024, 240], 20, 500),
    ("the curve", [206, 260, 1024, 545], 10, 800),
    ("its scale", [56, 255, 200, 555], 5, 300),
    ("messages", [206, 745, 1024, 965], 5, 800),
    ("rubrics", [56, 1100, 1024, 1400], 30, 700),
    ("the margin", [0, 0, 50, 1400], 0, 0),
];

fn check_picture(picture: &RgbImage, who: &str) {
    assert_eq!(picture.dimensions(), (1080, 1400));
    for (what, place, least, most) in PARTS {
        let inked = ink(picture, place);
        assert!((least..=most).contains(&inked), "{who}: {what}: {inked} of a thousand pixels are drawn");
    }
    let corners = [(0, 0), (1079, 0), (0, 1399), (1079, 1399)];
    assert!(corners.iter().all(|(x, y)| *picture.get_pixel(*x, *y) == WHITE), "its ground is its own");
}

async fn asks(person: &Person, command: &str, answer: &str) {
    person.say(command);
    person.expects(answer).await;
}

#[tokio::test(start_paused = true)]
async fn the_picture_and_its_text_change_in_one_message() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    desk.house.write("park", "society", "Парк откроют весной", "2026-11-23T10:00:00+05:00", "main: true");
    desk.aigul.expects("Парк откроют весной").await;
    admin.say("/stats");
    let first = admin.expects("Подписчиков: 2").await;
    let week = painted(&desk.house.sim, &first).await;
    check_picture(&week, "in Russian");
    let sent = admin.received().len();
    for (button, says) in [
        ("30 дней", "24 октября – 23 ноября"),
        ("Год", "23 ноября – 23 ноября"),
        ("Рубрики", "Главное — 2"),
        ("Новости недели", "Парк откроют весной"),
        ("7 дней", "16 ноября – 23 ноября"),
    ] {
        admin.press(button);
        let changed = admin.expects_edit(says).await;
        assert!(changed.id == first.id && changed.text.chars().count() <= 1024, "{}", changed.text);
        check_picture(&painted(&desk.house.sim, &changed).await, button);
    }
    assert_eq!(admin.received().len(), sent, "it is the same message");
    assert!(admin.last().text.contains("Лучший источник") || !admin.last().text.contains("источник за период"));
}

/// A Kazakh admin gets Kazakh words, in the picture too.
#[tokio::test(start_paused = true)]
async fn the_picture_speaks_the_admins_language() {
    let desk = Desk::open().await;
    let (admin, other) = (desk.admin(), desk.house.sim.person("Асель", "kk"));
    desk.house.employ(&other, "Асель", headliner::store::staff::Role::Admin);
    admin.say("/stats");
    other.say("/stats");
    let (russian, kazakh) = (admin.expects("Подписчиков").await, other.expects("Жазылушылар").await);
    let [russian, kazakh] = [painted(&desk.house.sim, &russian).await, painted(&desk.house.sim, &kazakh).await];
    check_picture(&kazakh, "in Kazakh");
    let heading = |picture: &RgbImage| {
        let places = (56..500).flat_map(|x| (180..240).map(move |y| (x, y)));
        places.map(|(x, y)| *picture.get_pixel(x, y)).collect::<Vec<_>>()
    };
    assert_ne!(heading(&russian), heading(&kazakh), "the headings are in two languages");
}

/// Files open in a spreadsheet of the admin's country; they come where nobody else reads.
#[tokio::test(start_paused = true)]
async fn numbers_come_as_files() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    let group = desk.house.sim.supergroup("Болтовня", &[&admin]);
    group.add_bot();
    admin.start("");
    admin.expects("Вы подписаны").await;
    admin.say_in(&group, "/export 30");
    tokio::time::sleep(Duration::from_secs(10)).await;
    let files: Vec<_> = admin.received().into_iter().filter(|message| message.more.contains_key("document")).collect();
    assert!(files.len() == 3 && !group.received().iter().any(|message| message.more.contains_key("document")));
    let mut sheets = Vec::new();
    for message in &files {
        sheets.push(document(&desk.house.sim, message).await);
    }
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["headliner-days.csv", "headliner-publications.csv", "headliner-readers.csv"]);
    let lines: Vec<&str> = sheets[0].1.lines().collect();
    assert!(lines[0].starts_with("\u{feff}date;readers;new;") && lines.len() == 32, "{}", lines[0]);
    assert_eq!(lines[31], "2026-11-23;3;3;0;0;0;0;0;0;0;0;0");
    assert!(
        sheets[2].1.contains("rubric;society;Общество;") && sheets[2].1.contains("language;ru;;2\n"),
        "{}",
        sheets[2].1
    );
    admin.say("/stats");
    admin.expects("Подписчиков: 3").await;
    admin.press("CSV");
    tokio::time::sleep(Duration::from_secs(10)).await;
    let files = admin.received().into_iter().filter(|message| message.more.contains_key("document")).count();
    assert_eq!(files, 6);
}

/// An empty newspaper has no numbers, and says what to do.
#[tokio::test(start_paused = true)]
async fn an_empty_newspaper_says_so() {
    let house = House::open().await;
    let admin = house.sim.person("Болат", "ru");
    house.employ(&admin, "Болат", headliner::store::staff::Role::Admin);
    admin.say("/stats");
    let said = admin.expects("Подписчиков пока нет").await;
    let link = format!("https://t.me/{}", house.sim.bot_username());
    assert!(said.photo.is_none() && said.text.ends_with(&link) && !said.text.contains('%'), "{}", said.text);
}

/// Numbers are the admins': by command, by an old button, and by one that is forged.
#[tokio::test(start_paused = true)]
async fn nobody_else_is_told_numbers() {
    let desk = Desk::open().await;
    for command in ["/stats", "/stats 30", "/export", "/stats a1"] {
        asks(&desk.editor, command, "Это может только администратор.").await;
        asks(&desk.aigul, command, "Такой команды нет").await;
    }
    let admin = desk.admin();
    admin.say("/stats");
    let message = admin.expects("Подписчиков").await;
    for data in ["a:d:30", "a:k:0", "a:s:0", "a:f:30"] {
        for person in [&desk.editor, &desk.aigul] {
            let received = person.received().len();
            person.press_forged(message.chat, message.id, data);
            admin.expects_toast("Вы больше не редактор").await; // it appears where the button stands
            assert_eq!(person.received().len(), received, "{data}");
        }
    }
    assert_eq!(admin.last(), message, "nothing of theirs has changed it");
}
