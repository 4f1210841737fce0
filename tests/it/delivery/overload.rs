//! More news than the budget carries: breaking first, every headline to everybody, no backlog beyond one visit a reader.

use std::time::Duration;

use headliner::{
    simulator::{Settings, Simulator},
    store::Lane,
};

use super::newsdesk::Newsdesk;

/// One slot at thirty a second.
const SLOT: Duration = Duration::from_millis(34);

#[tokio::test(start_paused = true)]
async fn breaking_overtakes_waiting_visits_at_the_next_slot() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.readers(1_500);
    desk.start().await;
    desk.publish("Курс тенге на закрытии", Lane::News);
    desk.sim.wait_for_accepted(300).await;
    let published = desk.clock.now();
    desk.publish("В горах над городом сошёл сель", Lane::Breaking);
    desk.sim.wait_for_accepted(300 + 1_500).await;
    let sent = texts(&desk.sim);
    let breaking = sent.iter().position(|(text, _)| text.contains("сошёл сель")).unwrap();
    assert!(breaking <= 302, "{breaking} ordinary messages went first");
    assert!(sent[breaking].1 - published.ms() <= SLOT.as_millis() as i64, "the first copy waited too long");
    let run = &sent[breaking..breaking + 1_500];
    assert!(run.iter().all(|(text, _)| text.contains("сошёл сель")), "an ordinary message came in between");
    let whole = run.last().unwrap().1 - published.ms();
    assert!(whole <= 1_500 * 1_000 / 30 + 1_000, "the last copy took {whole} ms");
    desk.sim.wait_for_accepted(1_500 * 2).await;
    assert_eq!(desk.sim.counters().doubles, 0);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn forty_stories_at_once_come_as_one_message() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(1_000);
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
    desk.sim.wait_until("everybody has the last headline", |sim| sim.counters().accepted >= 1_000).await;
    let ids = readers.clone();
    desk.sim.wait_until("everybody has everything", |sim| ids.clone().all(|reader| served(sim, reader))).await;
    let took = desk.clock.now().since(published);
    assert!(took.as_secs_f64() <= 1.1 * 1_000.0 / 30.0, "took {took:?}");
    let messages = desk.sim.counters().accepted;
    assert!(messages <= 1_050, "{messages} messages for a thousand readers");
    desk.close().await;
}

/// What was sent, in order, with the time in milliseconds.
fn texts(sim: &Simulator) -> Vec<(String, i64)> {
    sim.sent().into_iter().map(|message| (message.text, message.at_us / 1_000)).collect()
}
