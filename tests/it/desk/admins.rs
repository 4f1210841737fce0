//! Admins: numbers, staff, health.

use std::time::Duration;

use headliner::store::staff::Role;
use insta::assert_snapshot;

use super::Desk;
use crate::harness::seen;

#[tokio::test(start_paused = true)]
async fn numbers_of_the_newspaper() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    admin.say("/stats");
    assert_snapshot!("stats", seen(&admin.expects("Подписчиков: 2").await));
    admin.press("30 дней");
    admin.expects_edit("24 октября – 23 ноября").await;
    desk.editor.say("/stats");
    desk.editor.expects("Это может только администратор.").await;
}

#[tokio::test(start_paused = true)]
async fn an_editor_is_invited_confirmed_and_removed() {
    let desk = Desk::open().await;
    let (admin, daniyar) = (desk.admin(), desk.house.sim.person_with("Данияр", "ru", "daniyar", None));
    admin.say("/staff");
    assert_snapshot!("staff", seen(&admin.expects("Редакция").await));
    admin.press("＋ Пригласить редактора");
    let invitation = admin.expects("Приглашение редактору").await.text;
    let payload = invitation.split("start=").nth(1).expect("the link has a payload").trim().to_owned();
    daniyar.start(&payload);
    daniyar.expects("Администраторы получили ваш запрос").await;
    daniyar.say("/breaking");
    daniyar.expects("Такой команды нет").await;
    assert_snapshot!("asks", seen(&admin.expects("открыл приглашение").await));
    admin.press("Да");
    admin.expects_edit("Данияр теперь редактор").await;
    daniyar.expects("Вы редактор бота").await;
    daniyar.say("/breaking");
    daniyar.expects("Что разослать срочно?").await;
    daniyar.start(&payload);
    daniyar.expects("Это приглашение уже не действует").await;
    admin.say("/staff");
    admin.expects("Данияр").await;
    admin.press("✕ Данияр");
    admin.expects_edit("Закрыть доступ: Данияр?").await;
    admin.press("Да");
    daniyar.expects("Доступ редактора закрыт").await;
    daniyar.press("Отмена");
    daniyar.expects_toast("Вы больше не редактор").await;
}

#[tokio::test(start_paused = true)]
async fn an_editor_is_made_an_admin() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    admin.say("/staff");
    admin.expects("Редакция").await;
    admin.press("★ Администратор");
    let question = admin.expects_edit("Сделать администратором: Мадина?").await;
    admin.press("Отмена");
    admin.expects_edit("Мадина · редактор").await;
    admin.press_on(&question, "Да");
    let list = admin.expects_edit("Мадина · администратор").await;
    assert!(!seen(&list).contains("★"), "{}", seen(&list));
    desk.editor.expects("Вы администратор бота").await;
    desk.editor.say("/staff");
    desk.editor.expects("Редакция").await;
    // A second press changes nothing, and neither does one about somebody who is no staff.
    admin.press_on(&question, "Да");
    admin.press_forged(admin.id(), list.id, &format!("a:h:{}", desk.aigul.id()));
    tokio::time::sleep(Duration::from_secs(5)).await;
    let acts = desk.house.store().read_here(|store| store.acts(0, 9)).unwrap();
    let done: Vec<&str> = acts.iter().map(|act| act.what.as_str()).collect();
    assert_eq!(done, ["staff-admin"]);
    desk.aigul.say("/staff");
    desk.aigul.expects("Такой команды нет").await;
}

#[tokio::test(start_paused = true)]
async fn who_is_declined_stays_a_reader_and_stands_in_the_log() {
    let desk = Desk::open().await;
    let (admin, daniyar) = (desk.admin(), desk.house.sim.person_with("Данияр", "ru", "daniyar", None));
    admin.say("/staff");
    admin.expects("Редакция").await;
    admin.press("＋ Пригласить редактора");
    let invitation = admin.expects("Приглашение редактору").await;
    assert!(seen(&invitation).ends_with("[Скопировать ссылку]"), "{}", seen(&invitation));
    daniyar.start(invitation.text.split("start=").nth(1).expect("the link has a payload").trim());
    admin.expects("открыл приглашение").await;
    admin.press("Нет");
    admin.expects_edit("Данияр: отказано").await;
    daniyar.say("/news");
    daniyar.expects("Такой команды нет").await;
    admin.say("/log");
    admin.expects("отказ по приглашению").await;
}

#[tokio::test(start_paused = true)]
async fn an_admin_who_opens_an_editors_link_stays_an_admin() {
    let desk = Desk::open().await;
    let (admin, daniyar) = (desk.admin(), desk.house.sim.person_with("Данияр", "ru", "daniyar", None));
    admin.say("/staff");
    admin.expects("Редакция").await;
    admin.press("＋ Пригласить редактора");
    let invitation = admin.expects("Приглашение редактору").await.text;
    let payload = invitation.split("start=").nth(1).expect("the link has a payload").trim().to_owned();
    admin.start(&payload);
    admin.expects("Этот доступ у вас уже есть").await;
    admin.say("/health");
    admin.expects("Всё работает").await;
    daniyar.start(&payload);
    daniyar.expects("Администраторы получили ваш запрос").await;
    daniyar.start(&payload);
    daniyar.expects("Администраторы получили ваш запрос").await;
    admin.expects("открыл приглашение").await;
    admin.press("Да");
    daniyar.expects("Вы редактор бота").await;
}

#[tokio::test(start_paused = true)]
async fn two_admins_who_remove_each_other_are_not_both_gone() {
    let desk = Desk::open().await;
    let (bolat, asel) = (desk.admin(), desk.house.sim.person("Асель", "ru"));
    desk.house.employ(&asel, "Асель", Role::Admin);
    for (admin, other) in [(&bolat, "Асель"), (&asel, "Болат")] {
        admin.say("/staff");
        admin.expects("Редакция").await;
        admin.press(&format!("✕ {other}"));
    }
    bolat.expects_edit("Закрыть доступ: Асель?").await;
    let question = asel.expects_edit("Закрыть доступ: Болат?").await;
    bolat.press("Да");
    bolat.expects_edit("Редакция").await;
    asel.press("Да");
    asel.expects_toast("Вы больше не редактор").await;
    let admins = || {
        let staff = desk.house.store().read_here(|store| store.staff()).unwrap();
        staff.into_iter().filter(|member| member.role == Role::Admin).map(|member| member.telegram).collect::<Vec<_>>()
    };
    assert_eq!(admins(), [bolat.id()]);
    // Neither by a button against themselves, nor by leaving.
    bolat.press_on(&question, "Да");
    asel.expects_toast("Это последний администратор").await; // it appears where the button stands
    bolat.say("/stop");
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(admins(), [bolat.id()]);
}

#[tokio::test(start_paused = true)]
async fn health_in_a_few_lines() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    admin.say("/health");
    let health = admin.expects("Всё работает").await;
    assert!(health.text.contains("Очередь: 0 сообщений, скорость 30/с"), "{}", health.text);
    desk.house.put("articles/bad.md", "---\nheadline: [\n---\n");
    desk.editor.expects("Статья не читается").await;
    admin.say("/health");
    admin.expects("Есть неполадки").await;
}

/// Telegram tells another time than the machine: staff hear of it, and when it is over.
#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_told() {
    const HOURS: i64 = 3_600_000;
    let desk = Desk::open().await;
    desk.house.turn_clock(7 * HOURS);
    let told = desk.editor.expects("Часы сервера").await;
    assert!(told.text.contains("расходятся с Telegram на 7 ч"), "{}", told.text);
    desk.house.turn_clock(-7 * HOURS);
    let solved = desk.editor.expects("Решено").await;
    assert!(solved.text.contains("Часы сервера"), "{}", solved.text);
}
