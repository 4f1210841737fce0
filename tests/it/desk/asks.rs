//! What the desk hears without asking.

use std::time::Duration;

use insta::assert_snapshot;
use simulator::{Fault, Limits, Person, Room};

use super::Desk;
use crate::harness::{House, seen};

const NOW: &str = "2026-11-23T10:00:00+05:00";

#[tokio::test(start_paused = true)]
async fn an_article_asks_for_a_breaking_push() {
    let desk = Desk::open().await;
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, "breaking: true\nbyline: Алия Серикова");
    assert_snapshot!("ask", seen(&desk.editor.expects("Просят разослать срочно").await));
    desk.editor.press("⚡️ Посмотреть и разослать");
    desk.editor.expects_edit("Решает Мадина").await;
    desk.editor.expects("⚡️").await;
    desk.editor.expects("Это на русском").await;
    desk.editor.press("То же, перевод позже");
    desk.editor.expects_edit("Отправить 2").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    desk.aigul.expects("Ночью было землетрясение").await;
    desk.editor.expects("Разослано").await;
    desk.aigul.expects_silence(Duration::from_secs(3600)).await;
}

#[tokio::test(start_paused = true)]
async fn unanswered_it_goes_as_ordinary_news() {
    let desk = Desk::open().await;
    desk.aigul.start("r_incidents");
    desk.aigul.expects("Происшествия").await;
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, "breaking: true");
    desk.editor.expects("Просят разослать срочно").await;
    tokio::time::sleep(Duration::from_secs(270)).await;
    assert!(!desk.aigul.transcript().contains("землетрясение"), "the editors have five minutes");
    let news = desk.aigul.expects("землетрясение").await;
    assert!(!news.text.contains("⚡️"), "{}", news.text);
    desk.editor.expects_edit("Выйдет обычной новостью. Решение: автоматически").await;
}

#[tokio::test(start_paused = true)]
async fn refused_it_does_not_go() {
    let desk = Desk::open().await;
    desk.aigul.start("r_incidents");
    desk.aigul.expects("Происшествия").await;
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, "breaking: true");
    desk.editor.expects("Просят разослать срочно").await;
    desk.editor.press("Не рассылать");
    assert_snapshot!("refused", seen(&desk.editor.expects_edit("Рассылать не будем. Решение: Мадина").await));
    desk.aigul.expects_silence(Duration::from_secs(3600)).await;
}

#[tokio::test(start_paused = true)]
async fn a_bad_file_and_an_unknown_rubric_are_told_once() {
    let desk = Desk::open().await;
    desk.house.put("articles/bad.md", "---\nheadline: [\n---\n");
    desk.editor.expects("Статья не читается").await;
    for id in ["cosmos-1", "cosmos-2"] {
        desk.house.write(id, "cosmos", "Запуск с Байконура", NOW, "");
    }
    desk.editor.expects("Рубрика «cosmos» неизвестна").await;
    desk.editor.expects_silence(Duration::from_secs(600)).await;
    desk.house.write("bad", "society", "Теперь всё в порядке", NOW, "");
    desk.editor.expects("✅ Решено: bad.md").await;
}

#[tokio::test(start_paused = true)]
async fn what_an_article_goes_without_is_told_once() {
    let mut desk = Desk::open().await;
    desk.aigul.start("r_incidents");
    desk.aigul.expects("Происшествия").await;
    let details = "image: ../images/a.jpg\nupdated: 0000-00-00";
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, details);
    desk.editor.expects("Статья принята не целиком: quake.md, строка 8. В ключе image стоит «../images/a.jpg»").await;
    desk.aigul.expects("Ночью было землетрясение").await;
    desk.house.end().await;
    desk.house.start().await;
    desk.editor.expects_silence(Duration::from_secs(600)).await;
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, "");
    desk.editor.expects("✅ Решено: quake.md").await;
}

#[tokio::test(start_paused = true)]
async fn what_telegram_has_no_time_for_is_said_again() {
    for fault in [Fault::Flood(20), Fault::Flood(3)] {
        let desk = Desk::open().await;
        desk.house.sim.fail_next("sendMessage", fault, 3);
        desk.house.put("articles/bad.md", "---\nheadline: [\n---\n");
        tokio::time::sleep(Duration::from_secs(120)).await;
        let told = desk.editor.transcript().matches("Статья не читается").count();
        assert_eq!(told, 1, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_somebody_whom_telegram_lets_wait() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    admin.say("/help_editor");
    admin.expects("Редактору").await;
    desk.house.sim.fail_next("sendMessage", Fault::Flood(25), 1);
    desk.house.put("articles/bad.md", "---\nheadline: [\n---\n");
    let told = || [&desk.editor, &admin].iter().filter(|one| one.transcript().contains("Статья не читается")).count();
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(told(), 1);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(told(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_comes_up_in_an_outage_is_said_after_it() {
    let desk = Desk::open().await;
    desk.house.sim.outage(Fault::BadGateway, Duration::from_secs(1_800));
    let before = desk.house.sim.requests_of("sendMessage").len();
    for number in 0..5 {
        desk.house.put(&format!("articles/bad-{number}.md"), "---\nheadline: [\n---\n");
        tokio::time::sleep(Duration::from_secs(240)).await;
    }
    // Three unclear answers tell that Telegram is away; the first two may still have been on their way then.
    let tried = desk.house.sim.requests_of("sendMessage").len() - before;
    assert!(tried <= 5, "{tried} messages were tried in an outage");
    tokio::time::sleep(Duration::from_secs(1_200)).await;
    assert!(desk.editor.transcript().contains("bad-4.md"), "{}", desk.editor.transcript());
}

/// A house whose desk is a group: the group, and its owner, who is no staff.
pub async fn desk_with_group(limits: Limits) -> (Desk, Person, Room) {
    let mut house = House::open().await;
    house.end().await;
    let chief = house.sim.person("Болат", "ru");
    let group = house.sim.supergroup("Редакция", &[&chief]);
    group.add_bot();
    house.set("HEADLINER_DESK", group.id());
    house.sim.set_limits(limits);
    house.start().await;
    (Desk::in_house(house).await, chief, group)
}

#[tokio::test(start_paused = true)]
async fn with_a_desk_everything_goes_to_its_group() {
    let (desk, chief, group) = desk_with_group(Limits::telegram()).await;
    let greeted = group.transcript();
    assert!(greeted.contains("Это рабочая группа редакции") && !greeted.contains("Выбрать рубрики"), "{greeted}");
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, "breaking: true");
    group.expects("Просят разослать срочно").await;
    let id = desk.editor.id();
    desk.editor.press_in(&group, "⚡️ Посмотреть и разослать");
    group.expects_edit("Решает Мадина").await;
    group.expects("Это на русском").await;
    desk.editor.press_in(&group, "То же, перевод позже");
    group.expects_edit("Отправить").await;
    crate::harness::reads().await;
    desk.editor.press_in(&group, "⚡️ Отправить");
    desk.aigul.expects("Ночью было землетрясение").await;
    group.expects("Разослано").await;
    let private = desk.house.sim.room(id).transcript();
    assert!(!private.contains("землетрясение"), "{private}");
    chief.press_in(&group, "Цифры");
    group.expects_toast("Вы больше не редактор").await;
}

#[tokio::test(start_paused = true)]
async fn many_alerts_are_few_messages_and_none_stands_before_a_question() {
    let (desk, _, group) = desk_with_group(Limits { silent_wait: 0, ..Limits::telegram() }).await;
    for number in 0..25 {
        desk.house.write(&format!("r{number}"), &format!("rubric-{number}"), &format!("Новость {number}"), NOW, "");
        let bad = desk.house.path(&format!("articles/bad-{number}.md"));
        std::fs::write(bad, "---\nheadline: [\n---\n").unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, "breaking: true");
    group.expects("Просят разослать срочно").await;
    tokio::time::sleep(Duration::from_secs(1000)).await;
    let told = group.transcript();
    let counts = told.split("ждут решения: ").skip(1).filter_map(|rest| rest.split('<').next()?.parse::<u32>().ok());
    assert_eq!(counts.sum::<u32>(), 25, "{told}");
    let requests = desk.house.sim.requests_of("sendMessage");
    assert!(requests.iter().all(|request| request.status != Some(429)), "a message was too many");
    let to_group = requests.iter().filter(|request| request.chat == Some(group.id())).count();
    assert!(to_group <= 8, "{to_group} messages");
}

#[tokio::test(start_paused = true)]
async fn a_question_waits_as_long_as_telegram_says_and_comes_first() {
    let desk = Desk::open().await;
    let sent = || desk.house.sim.requests_of("sendMessage").len();
    let before = sent();
    desk.house.sim.fail_next("sendMessage", Fault::Flood(200), 1);
    desk.house.put("articles/bad.md", "---\nheadline: [\n---\n");
    tokio::time::sleep(Duration::from_secs(20)).await;
    desk.house.put("articles/worse.md", "---\nheadline: [\n---\n");
    tokio::time::sleep(Duration::from_secs(20)).await;
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, "breaking: true");
    tokio::time::sleep(Duration::from_secs(140)).await;
    assert_eq!(sent() - before, 1, "nothing is sent into a flood");
    desk.editor.expects("Просят разослать срочно").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let told = desk.editor.transcript();
    let place = |text: &str| told.find(text).unwrap_or_else(|| panic!("{text} is missing: {told}"));
    assert!(place("Просят разослать срочно") < place("bad.md"), "{told}");
    place("worse.md");
}

/// What an earlier process did not come to ask is asked by the next one.
#[tokio::test(start_paused = true)]
async fn a_question_survives_a_crash() {
    let mut desk = Desk::open().await;
    desk.house.sim.fail_next("sendMessage", Fault::Flood(60), 1);
    desk.house.write("quake", "incidents", "Ночью было землетрясение", NOW, "breaking: true");
    tokio::time::sleep(Duration::from_secs(20)).await;
    desk.house.crash().await;
    desk.house.start().await;
    desk.editor.expects("Просят разослать срочно").await;
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert_eq!(desk.editor.transcript().matches("Просят разослать срочно").count(), 1);
}
