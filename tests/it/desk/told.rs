//! What staff are told: never as readers, never more than is so.

use std::time::Duration;

use headliner::{
    article::ArticleKey,
    newsroom::Newsroom,
    store::{Kind, staff::Role},
};

use super::{Desk, barred::room};
use crate::harness::{House, MORNING};

const NOW: &str = "2026-11-23T10:00:00+05:00";

#[tokio::test(start_paused = true)]
async fn staff_are_not_answered_as_readers() {
    let desk = Desk::open().await;
    desk.editor.say("Ночью было землетрясение");
    desk.editor.expects("Не понял. Срочная новость: /breaking").await;
    desk.editor.say("/breakin");
    desk.editor.expects("Такой команды нет. Все команды: /help").await;
    desk.editor.say("/latest"); // what only a reader would do still works
    desk.editor.expects("Мост через Есентай").await;
    for foreign in ["https://tengrinews.kz/a/1", "/breaking https://vecher.kz.example/bridge"] {
        desk.editor.say(foreign);
        desk.editor.expects("Ссылка ведёт не на Vecher.kz").await;
    }
    for unknown in ["https://vecher.kz/no-such-story", "https://www.vecher.kz/none", "/push https://m.vecher.kz/none"] {
        desk.editor.say(unknown);
        desk.editor.expects("Этой статьи ещё нет у бота.").await;
    }
    desk.editor.say("/push nothing");
    desk.editor.expects("Такой новости у бота нет").await;
    for admins in ["/stats", "/staff", "/health"] {
        desk.editor.say(admins);
        desk.editor.expects("Это может только администратор.").await;
    }
    desk.editor.say("Смотри: https://vecher.kz/bridge");
    desk.editor.expects("Мост через Есентай").await;
    desk.aigul.say("https://vecher.kz/no-such-story");
    desk.aigul.expects("ничего нет").await;
}

#[tokio::test(start_paused = true)]
async fn a_list_says_which_day_and_how_it_went() {
    let desk = Desk::open().await;
    desk.house.write("old", "society", "Давняя новость", "2025-03-01T09:00:00+05:00", "");
    tokio::time::sleep(Duration::from_secs(60)).await;
    desk.begins_breaking("bridge", "Ничего").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    desk.editor.expects("Разослано").await;
    desk.house.write("nobody", "sport", "Этого никто не ждёт", NOW, "");
    tokio::time::sleep(Duration::from_secs(60)).await;
    let now = desk.house.now();
    let console = headliner::acts::Who::Console;
    let bridge = ArticleKey(desk.number("bridge"));
    let stop = |store: &headliner::store::Writing| {
        let seq = store.entries_of(bridge)?.last().expect("it went out").seq;
        headliner::acts::stop::stop(store, &console, seq, now)
    };
    desk.house.store().write_here(stop).unwrap();
    desk.editor.say("/news");
    let list = desk.editor.expects("Последние").await;
    let labels = list.labels().concat().join("\n");
    for label in
        ["01.03.2025 09:00 Давняя", "22.11 20:00 Ночью ожидается снег", "09:05 В метро", "10:00 Этого никто не ждёт"]
    {
        assert!(labels.lines().any(|line| line.starts_with(label)), "no {label} in {labels}");
    }
    let line = |headline: &str| labels.lines().find(|line| line.contains(headline)).unwrap_or_default().to_owned();
    assert!(line("Мост через").ends_with("■ остановлена"), "{labels}");
    assert!(!line("Этого никто").contains("разослана"), "{labels}");
    for (id, state) in [("bridge", "■ Остановлена: 1 из 1"), ("nobody", "пока никто не получил")]
    {
        desk.editor.say(&format!("/a{}", desk.number(id)));
        desk.editor.expects(state).await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_log_counts_a_storys_copies_once_and_ends_its_lines() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    admin.say("/staff");
    admin.expects("Редакция").await;
    admin.press("＋ Пригласить редактора");
    admin.expects("Приглашение редактору").await;
    for _ in 0..2 {
        desk.begins_breaking("bridge", "Ничего").await;
        crate::harness::reads().await;
        desk.editor.press("⚡️ Отправить");
        desk.editor.expects_edit("Уходит через").await;
        desk.editor.press("Вернуть");
        desk.editor.expects_edit("Отменено").await;
    }
    desk.editor.say("/log");
    let log = desk.editor.expects("Кто что сделал").await.text;
    assert_eq!(log.matches("копий").count(), 1, "{log}");
    assert!(log.lines().any(|line| line.ends_with("приглашение")), "{log}");
}

/// Who is staff by the settings, and comes after the bot's start, has the menu then.
#[tokio::test(start_paused = true)]
async fn staff_of_the_settings_have_their_menu_when_they_come() {
    let mut house = House::closed(MORNING).await;
    let editor = house.sim.person("Редактор", "ru");
    house.set("HEADLINER_EDITORS", editor.id());
    house.start().await;
    let menus = || {
        let set = house.sim.requests_of("setMyCommands").into_iter();
        set.filter(|request| {
            request.params.to_string().contains(&editor.id().to_string()) && request.status == Some(200)
        })
        .count()
    };
    let before = menus();
    editor.start("");
    editor.expects("Вы подписаны").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert!(menus() > before, "no menu was set");
}

/// Whoever joins or leaves the staff has another menu soon, whoever brought it about; a start looks after those who left before.
#[tokio::test(start_paused = true)]
async fn menus_follow_roles() {
    let mut desk = Desk::open().await;
    let has_staff_menu = |desk: &Desk, person: i64| {
        let mut set = desk.house.sim.requests_of("setMyCommands").into_iter();
        let last = set
            .rfind(|request| request.status == Some(200) && request.params.to_string().contains(&person.to_string()));
        last.map(|request| request.params.to_string().contains("breaking"))
    };
    let (aigul, editor) = (desk.aigul.id(), desk.editor.id());
    tokio::time::sleep(Duration::from_secs(60)).await; // Telegram takes none before the editor has spoken
    assert_eq!((has_staff_menu(&desk, aigul), has_staff_menu(&desk, editor)), (None, Some(true)));
    desk.house.employ(&desk.aigul, "Айгүл", Role::Editor);
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(has_staff_menu(&desk, aigul), Some(true));
    desk.house.store().write_here(|store| store.remove_staff(aigul)).unwrap();
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(has_staff_menu(&desk, aigul), Some(false));
    // The editor has acted, and is removed while there is no bot.
    desk.begins_breaking("bridge", "Ничего").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    desk.editor.expects_edit("Уходит").await;
    desk.house.end().await;
    desk.house.store().write_here(|store| store.remove_staff(editor)).unwrap();
    desk.house.start().await;
    assert_eq!(has_staff_menu(&desk, editor), Some(false));
}

#[tokio::test(start_paused = true)]
async fn digests_are_not_promised_at_once() {
    let mut house = House::closed(MORNING).await;
    house.put("newsroom.toml", "[new_reader]\nmode = \"digest\"\nquiet = []\n");
    house.start().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    let welcome = aigul.expects("Вы подписаны").await.text;
    assert!(
        welcome.contains("Новости придут дайджестом в 8:00, 19:00") && !welcome.contains("как только"),
        "{welcome}"
    );
}

/// A channel gets a push, and is in no number of readers: neither before, nor in `/stats`, nor in `/health`.
#[tokio::test(start_paused = true)]
async fn a_channel_is_no_reader() {
    let desk = Desk::open().await;
    let admin = desk.admin();
    let channel = desk.house.sim.channel("Вечерний Алматы", "vecher", &desk.editor);
    channel.promote_bot(&["can_post_messages"]);
    let (new, now) = (room(channel.id(), 0, Kind::Channel, "Вечерний Алматы"), desk.house.now());
    desk.house.store().write_here(|store| store.join(&new, &Newsroom::default().new_reader, now)).unwrap();
    let card = desk.begins_breaking("bridge", "Ничего").await;
    assert!(card.text.contains("Отправить 1 читателю и 1 группе или каналу?"), "{}", card.text);
    assert!(card.labels().concat().contains(&"⚡️ Отправить 1 читателю".to_owned()), "{:?}", card.labels());
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить 1 читателю");
    desk.editor.expects_edit("1 читателю и 1 группе или каналу · Мадина").await;
    channel.expects("Мост через Есентай").await;
    desk.editor.expects("Получили: 2 из 2").await;
    admin.say("/stats");
    let stats = admin.expects("Подписчиков").await.text;
    assert!(stats.contains("Подписчиков: 2"), "{stats}");
    admin.say("/health");
    admin.expects("Очередь: 0 сообщений").await;
}

/// The copies are the story's: where it went out twice, as news and as breaking news, they stand once.
#[tokio::test(start_paused = true)]
async fn the_queue_names_a_story_once_with_its_copies() {
    let desk = Desk::open().await;
    desk.house.write("park", "society", "Парк откроют весной", NOW, "main: true\n");
    desk.aigul.expects("Парк откроют весной").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    desk.begins_breaking("park", "То же, перевод позже").await;
    crate::harness::reads().await;
    desk.editor.press("⚡️ Отправить");
    desk.erlan.expects("Парк откроют весной").await;
    desk.editor.expects("Разослано").await;
    desk.editor.say("/queue");
    let queue = desk.editor.expects("Недавние").await.text;
    let lines: Vec<&str> = queue.lines().filter(|line| line.contains("Парк откроют весной")).collect();
    assert!(lines.len() == 1 && lines[0].ends_with("✓ 2"), "{queue}");
}

/// A second after a start nobody knows much: that is said, and no dash or zero in its place. Telegram has answered by then.
#[tokio::test(start_paused = true)]
async fn what_is_not_known_yet_is_told_as_such() {
    let mut house = House::closed(MORNING).await;
    let admin = house.sim.person("Болат", "ru");
    house.set("HEADLINER_ADMINS", admin.id());
    house.start().await;
    admin.say("/health");
    let health = admin.expects("Версия").await.text;
    assert!(health.contains("Telegram: последний ответ — 1 с назад"), "{health}");
    assert!(health.contains("Статьи: последняя — пока нет") && health.contains("её ещё не делали"), "{health}");
    assert!(!health.contains("ответ — назад") && !health.contains("— —"), "{health}");
}

#[tokio::test(start_paused = true)]
async fn a_photo_that_did_not_go_is_told_once() {
    let desk = Desk::open().await;
    let readers = ["Айгүл", "Данияр"].map(|name| desk.house.sim.person(name, "ru"));
    for reader in &readers {
        reader.start("r_society");
        reader.expects("Готово").await;
    }
    desk.house.write(
        "park",
        "society",
        "Парк <открыт>",
        "2026-11-23T10:00:30+05:00",
        "image: http://127.0.0.1:9/park.jpg",
    );
    for reader in &readers {
        reader.expects("Парк <открыт>").await;
    }
    let said = "Фото к новости «Парк <открыт>» не ушло: адрес ведёт во внутреннюю сеть, которой нет в настройках. Новость вышла без него.";
    desk.editor.expects(said).await;
    desk.editor.expects_silence(Duration::from_secs(1_800)).await;
}
