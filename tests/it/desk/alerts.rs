//! What staff hear of trouble: each kind once, that it is solved, and nothing of it twice after a restart; and `/health`.

use std::time::Duration;

use headliner::store::Store;
use simulator::{Fault, Person};

use super::{Desk, cards::crowd};
use crate::harness::{House, MORNING, pass};

const HOUR: Duration = Duration::from_secs(3_600);
/// A look comes every minute.
const LOOK: Duration = Duration::from_secs(70);

fn heard(person: &Person, what: &str) -> usize {
    person.received().iter().filter(|message| message.text.contains(what)).count()
}

#[tokio::test(start_paused = true)]
async fn a_mistake_in_the_newsrooms_file_is_told_with_its_line() {
    let desk = Desk::open().await;
    let write = |text: &str| desk.house.put("newsroom.toml", text);
    write("language = \"ru\"\ntimezone = \"Asia/Almata\"\n");
    let told = desk.editor.expects("Ошибка в newsroom.toml").await.text;
    assert!(told.contains("строка 2: значение ключа timezone не подходит"), "{told}");
    assert!(told.contains("Действует прежний файл"), "{told}");
    write("language = \"ru\"\n\n\ntimezon = \"Asia/Almaty\"\n");
    let told = desk.editor.expects("строка 4").await.text;
    assert!(told.contains("ключа timezon здесь нет, похож timezone"), "{told}");
    write("language = \"ru\"\ntimezone = \"Asia/Almaty\"\n");
    desk.editor.expects("✅ Решено: Ошибка в newsroom.toml").await;
}

#[tokio::test(start_paused = true)]
async fn two_days_without_main_news_are_told_once() {
    let mut desk = Desk::open().await;
    desk.house.sleep_without_bot(HOUR * 50).await;
    tokio::time::sleep(LOOK).await;
    let told = desk.editor.expects("ни одной главной новости").await.text;
    assert!(told.contains("За 2 дня") && told.contains("подписаны 2 читателя"), "{told}");
    desk.house.end().await;
    desk.house.start().await;
    pass(LOOK * 5).await;
    assert_eq!(heard(&desk.editor, "ни одной главной новости"), 1, "a restart told it again");
    desk.house.write("park", "society", "Парк открыт", "2026-11-25T12:01:00+05:00", "main: true");
    pass(LOOK * 2).await;
    assert_eq!(heard(&desk.editor, "ни одной главной новости"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_second_bot_with_the_same_token_is_told() {
    let desk = Desk::open().await;
    let url = format!("{}/bot{}/getUpdates?timeout=5", desk.house.sim.url(), desk.house.sim.token());
    let (stranger, rival) = (reqwest::Client::new(), url.clone());
    for _ in 0..4 {
        stranger.get(&rival).send().await.unwrap();
    }
    desk.editor.expects("Второй бот работает с тем же токеном").await;
    pass(LOOK * 2).await;
    desk.editor.expects("✅ Решено: Второй бот").await;
}

#[tokio::test(start_paused = true)]
async fn a_token_that_was_refused_is_told_when_it_works_again() {
    let desk = Desk::open().await;
    desk.house.sim.outage(Fault::Unauthorized, Duration::from_secs(120));
    pass(Duration::from_secs(300)).await;
    desk.editor.expects("✅ Решено: Telegram не принимает токен").await;
    assert_eq!(heard(&desk.editor, "не принимает токен"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_push_that_many_refuse_is_told_once() {
    let desk = Desk::open().await;
    crowd(&desk.house, 60);
    let end = desk.house.sim.crowd(0).start;
    for person in end - 12..end {
        desk.house.sim.person_by_id(person).expect("one of the crowd").deactivate();
    }
    desk.house.write("park", "society", "Парк открыт", "2026-11-23T10:01:00+05:00", "main: true");
    pass(HOUR).await;
    let told = desk.editor.expects("не дошло").await.text;
    assert!(told.contains("«Парк открыт» не дошло") && told.contains("аккаунт удалён"), "{told}");
    pass(HOUR * 2).await;
    assert_eq!(heard(&desk.editor, "не дошло"), 1);
}

#[tokio::test(start_paused = true)]
async fn another_version_is_told_once() {
    let mut house = House::open().await;
    let editor = house.editor("Мадина").await;
    tokio::time::sleep(LOOK).await;
    assert_eq!(heard(&editor, "Запущен"), 0, "the first start is no news");
    house.end().await;
    house.store().write_here(|store| store.set_number("version-told", 1)).unwrap();
    house.start().await;
    tokio::time::sleep(LOOK).await;
    let told = editor.expects("Запущен").await.text;
    assert!(told.contains(env!("CARGO_PKG_VERSION")) && told.contains("В очереди 0 сообщений"), "{told}");
    assert!(!told.contains("База обновлена"), "{told}");
    house.end().await;
    house.start().await;
    tokio::time::sleep(LOOK).await;
    assert_eq!(heard(&editor, "Запущен"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_hour_without_network_loses_nothing() {
    let mut house = House::closed(MORNING).await;
    house.set("HEADLINER_UNCERTAIN", "resend");
    house.start().await;
    let desk = Desk::in_house(house).await;
    desk.house.sim.outage(Fault::ResetBefore, HOUR);
    desk.house.write("park", "society", "Парк открыт", "2026-11-23T10:01:00+05:00", "main: true");
    pass(HOUR / 2).await;
    assert_eq!(heard(&desk.aigul, "Парк открыт"), 0);
    desk.aigul.say("/rubrics");
    desk.house.write("tram", "society", "Трамвай вернулся", "2026-11-23T10:31:00+05:00", "main: true");
    pass(HOUR).await;
    for headline in ["Парк открыт", "Трамвай вернулся", "Что вам присылать"] {
        assert_eq!(heard(&desk.aigul, headline), 1, "{headline}");
    }
}

#[tokio::test(start_paused = true)]
async fn health_is_true_at_every_moment() {
    let mut house = House::closed(MORNING).await;
    house.start_soon();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let admin = house.sim.person("Болат", "ru");
    house.employ(&admin, "Болат", headliner::store::staff::Role::Admin);
    admin.say("/health");
    let health = admin.expects("Версия").await.text;
    for part in [
        "последний ответ — 1 с назад",
        "Статьи: последняя — пока нет, с ошибкой 0",
        "свободно на диске ",
        "headliner backup",
    ] {
        assert!(health.contains(part), "no «{part}» in {health}");
    }
    let now = house.now();
    let store: Store = house.store();
    store.write_here(|store| store.note_backup(now)).unwrap();
    pass(HOUR * 3).await;
    admin.say("/health");
    let health = admin.expects("Резервная копия: 3 ч").await.text;
    assert!(health.contains("✅ Всё работает") && health.contains("работает 3 ч"), "{health}");
}

#[tokio::test(start_paused = true)]
async fn unknown_rubrics_of_many_stories_are_told_with_the_lines_to_add() {
    let desk = Desk::open().await;
    for number in 0..14 {
        let headline = format!("Выпуск номер {number}");
        let published = "2026-11-23T10:01:00+05:00";
        desk.house.write(&format!("story{number}"), &format!("Раздел-{number}"), &headline, published, "");
    }
    desk.editor.expects("Не разосланы, ждут решения: 14").await;
    let told = desk.editor.expects("статья никому не уйдёт").await.text;
    assert_eq!(told.matches("aliases = [").count(), 4, "ten of the stories have their lines before: {told}");
}
