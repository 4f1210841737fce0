//! More news than the budget carries: breaking first, every headline to everybody, no backlog beyond one visit a reader.

use std::time::Duration;

use headliner::{
    simulator::{Faults, Settings, Simulator},
    store::Lane,
};

use super::{chance::scale, newsdesk::Newsdesk};

/// One slot at thirty a second.
const SLOT: Duration = Duration::from_millis(34);

/// With `HEADLINER_TRIALS=full`: 100,000 waiting visits.
#[tokio::test(start_paused = true)]
async fn breaking_overtakes_waiting_visits_at_the_next_slot() {
    let readers = scale(1_000, 100_000);
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.readers(readers);
    desk.start().await;
    desk.publish("Курс тенге на закрытии", Lane::News);
    desk.sim.wait_for_accepted(300).await;
    let published = desk.clock.now();
    desk.publish("В горах над городом сошёл сель", Lane::Breaking);
    desk.sim.wait_for_accepted(300 + readers).await;
    let sent = texts(&desk.sim);
    let breaking = sent.iter().position(|(text, _)| text.contains("сошёл сель")).unwrap();
    assert!(breaking <= 302, "{breaking} ordinary messages went first");
    assert!(sent[breaking].1 - published.ms() <= SLOT.as_millis() as i64, "the first copy waited too long");
    let run = &sent[breaking..breaking + readers as usize];
    assert!(run.iter().all(|(text, _)| text.contains("сошёл сель")), "an ordinary message came in between");
    let whole = run.last().unwrap().1 - published.ms();
    assert!(whole <= readers as i64 * 1_000 / 30 + 1_000, "the last copy took {whole} ms");
    desk.sim.wait_for_accepted(readers * 2).await;
    assert_eq!(desk.sim.counters().doubles, 0);
    desk.close().await;
}

/// Readers whose ordinary message is on its way, or has just arrived, get breaking news as soon as they may, too.
#[tokio::test(start_paused = true)]
async fn breaking_is_first_for_those_who_are_just_being_served() {
    let latency = 700;
    let faults = Faults { latency_ms: latency, ..Faults::none() };
    let mut desk = Newsdesk::open(Settings { faults, ..Settings::default() }, 30).await;
    desk.readers(600);
    let delivery = desk.start().await;
    desk.publish("Курс тенге на закрытии", Lane::News);
    desk.sim.wait_for_accepted(90).await;
    let published = desk.clock.now();
    desk.publish("В горах над городом сошёл сель", Lane::Breaking);
    desk.settled(&delivery).await;
    let sent = texts(&desk.sim);
    let last = sent.iter().filter(|(text, _)| text.contains("сошёл сель")).map(|(_, at)| *at).max().unwrap();
    let on_its_way = published.ms() + i64::from(latency) + SLOT.as_millis() as i64;
    let between: Vec<_> =
        sent.iter().filter(|(text, at)| !text.contains("сошёл сель") && on_its_way < *at && *at < last).collect();
    assert!(between.is_empty(), "{} ordinary messages before the last copy: {:?}", between.len(), between[0]);
    assert_eq!((sent.len(), desk.sim.counters().doubles), (1_200, 0));
    desk.close().await;
}

/// A bot that starts with a backlog sends breaking news first.
#[tokio::test(start_paused = true)]
async fn breaking_is_first_after_a_start_too() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.readers(300);
    desk.publish("Курс тенге на закрытии", Lane::News);
    desk.publish("В горах над городом сошёл сель", Lane::Breaking);
    desk.start().await;
    desk.sim.wait_for_accepted(600).await;
    let sent = texts(&desk.sim);
    assert!(sent[..300].iter().all(|(text, _)| text.contains("сошёл сель")), "ordinary news overtook breaking news");
    desk.close().await;
}

/// With `HEADLINER_TRIALS=full`: 10,000 readers.
#[tokio::test(start_paused = true)]
async fn forty_stories_at_once_come_as_one_message() {
    let many = scale(1_000, 10_000);
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(many);
    desk.start().await;
    let published = desk.clock.now();
    let headlines: Vec<String> = (1..=40).map(|number| format!("Новость номер {number} этого утра")).collect();
    for headline in &headlines {
        desk.publish(headline, Lane::News);
    }
    let served = |sim: &Simulator, reader: i64| {
        let texts: Vec<String> = sim.room(reader).messages().into_iter().map(|message| message.text).collect();
        headlines
            .iter()
            .all(|headline| texts.iter().any(|text| text.lines().any(|line| line.ends_with(headline.as_str()))))
    };
    desk.sim.wait_until("everybody has the last headline", |sim| sim.counters().accepted >= many).await;
    let ids = readers.clone();
    desk.sim.wait_until("everybody has everything", |sim| ids.clone().all(|reader| served(sim, reader))).await;
    let took = desk.clock.now().since(published);
    assert!(took.as_secs_f64() <= 1.1 * many as f64 / 30.0, "took {took:?}");
    let messages = desk.sim.counters().accepted;
    assert!(messages <= many * 105 / 100, "{messages} messages for {many} readers");
    desk.close().await;
}

/// What was sent, in order, with the time in milliseconds.
fn texts(sim: &Simulator) -> Vec<(String, i64)> {
    sim.sent().into_iter().map(|message| (message.text, message.at_us / 1_000)).collect()
}
