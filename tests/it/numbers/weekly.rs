//! Mondays at nine: the numbers of the week come by themselves, once, whatever restarts.

use std::time::Duration;

use headliner::{clock::Time, store::staff::Role};
use simulator::{Message, Person};

use super::painted;
use crate::harness::{House, MORNING, pass};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
const GREETING: &str = "Доброе утро. Итоги недели";
const HONEST: &str = "Открытия Telegram не сообщает";

/// A Sunday evening, an hour before midnight, of a newspaper with a reader and an admin.
async fn sunday() -> (House, Person) {
    let mut house = House::closed(Time(MORNING.0 - 11 * HOUR.as_millis() as i64)).await;
    let admin = house.sim.person("Болат", "ru");
    house.employ(&admin, "Болат", Role::Admin);
    house.start().await;
    let reader = house.sim.person("Айгүл", "ru");
    for person in [&admin, &reader] {
        person.start("r_society__qr");
        person.expects("Готово").await;
    }
    (house, admin)
}

fn greetings(person: &Person) -> Vec<Message> {
    person.received().into_iter().filter(|message| message.text.starts_with(GREETING)).collect()
}

fn honest(person: &Person) -> usize {
    person.received().iter().filter(|message| message.text.starts_with(HONEST)).count()
}

#[tokio::test(start_paused = true)]
async fn the_week_comes_on_monday_at_nine_once() {
    let (mut house, admin) = sunday().await;
    let editor = house.editor("Мадина").await;
    house.sleep_without_bot(9 * HOUR + HOUR / 2).await; // half past eight
    pass(HOUR / 2 - Duration::from_secs(60)).await;
    assert!(greetings(&admin).is_empty(), "it is not nine yet");
    pass(Duration::from_secs(300)).await;
    let told = greetings(&admin);
    assert_eq!((told.len(), honest(&admin)), (1, 1));
    let text = &told[0].text;
    assert!(
        text.contains("Подписчиков: 2 (+2 за период)") && text.contains("Лучший источник за период: qr, пришли 2"),
        "{text}"
    );
    assert!(text.contains("До этого (9 ноября – 16 ноября): пришли 0, ушли 0"), "{text}");
    assert_eq!(painted(&house.sim, &told[0]).await.dimensions(), (1080, 1400));
    assert!(greetings(&editor).is_empty(), "numbers are the admins'");
    // Neither a restart nor a crash tells it twice.
    house.end().await;
    house.start().await;
    pass(Duration::from_secs(300)).await;
    house.crash().await;
    house.start().await;
    pass(Duration::from_secs(300)).await;
    assert_eq!(greetings(&admin).len(), 1);
    // The next one comes without what was said once.
    house.sleep_without_bot(7 * DAY).await;
    pass(Duration::from_secs(300)).await;
    assert_eq!((greetings(&admin).len(), honest(&admin)), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_bot_that_was_away_at_nine_tells_it_on_that_day() {
    let (mut house, admin) = sunday().await;
    house.sleep_without_bot(20 * HOUR).await; // Monday, 19:00
    pass(Duration::from_secs(300)).await;
    assert_eq!(greetings(&admin).len(), 1);
    let (mut house, admin) = sunday().await;
    house.sleep_without_bot(23 * HOUR).await; // Monday, 22:00
    pass(Duration::from_secs(300)).await;
    assert!(greetings(&admin).is_empty(), "the day is over");
}

/// Where there is a desk, it is told there; a newspaper that has begun on that Monday has no week yet.
#[tokio::test(start_paused = true)]
async fn the_week_is_told_at_the_desk_and_to_nobody_new() {
    let mut house = House::closed(MORNING).await;
    let admin = house.sim.person("Болат", "ru");
    let desk = house.sim.supergroup("Редакция", &[&admin]);
    desk.add_bot();
    house.set("HEADLINER_DESK", desk.id());
    house.employ(&admin, "Болат", Role::Admin);
    house.start().await;
    pass(Duration::from_secs(300)).await;
    let told = |text: &str| desk.received().iter().filter(|message| message.text.contains(text)).count();
    assert_eq!(told(GREETING), 0);
    house.sleep_without_bot(7 * DAY).await;
    pass(Duration::from_secs(300)).await;
    assert_eq!((told(GREETING), told("Подписчиков пока нет"), told(HONEST)), (1, 1, 1), "{}", desk.transcript());
    assert!(greetings(&admin).is_empty());
}
