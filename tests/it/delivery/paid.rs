//! Breaking news that is paid for: faster than thirty a second, only as far as the ceiling and the balance go, and never
//! anything else.

use std::time::Duration;

use headliner::store::{Lane, Seq};
use simulator::{Limits, Settings, Simulator};

use super::newsdesk::Newsdesk;

const STARS: f64 = 20_000.0;
const BREAKING: &str = "В горах над городом сошёл сель";

/// A newsroom that may send 1,000 a second where it pays; its bot has so many Stars.
async fn desk(stars: f64) -> Newsdesk {
    let limits = Limits { silent_wait: 0, ..Limits::telegram() };
    let mut desk = Newsdesk::open(Settings { limits, ..Settings::default() }, 30).await;
    desk.outfit.paid_rate = 1_000;
    desk.sim.set_stars(stars, 50_000);
    desk
}

/// What the ledger says that a push has cost, in tenths of a Star.
fn spent(desk: &Newsdesk, seq: Seq) -> u32 {
    desk.store.read_here(|store| store.price(seq)).unwrap().spent
}

/// Requests that allow Telegram to bill them, and all others.
fn requests(sim: &Simulator) -> (usize, usize) {
    let sent = sim.requests_of("sendMessage");
    let paid = sent.iter().filter(|request| request.params["allow_paid_broadcast"] == true).count();
    (paid, sent.len() - paid)
}

fn billed(sim: &Simulator) -> u32 {
    u32::try_from(sim.counters().paid).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_push_that_is_paid_for_takes_seconds() {
    let mut desk = desk(STARS).await;
    desk.readers(5_000);
    let delivery = desk.start().await;
    let begun = desk.clock.now();
    let seq = desk.publish_for(BREAKING, 600);
    desk.sim.wait_for_accepted(5_000).await;
    let took = desk.clock.now().since(begun);
    assert!(took < Duration::from_millis(5_200), "it took {took:?}");
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert!(counters.refused.is_empty() && counters.busiest_second <= 1_000, "{counters:?}");
    let (billed, spent) = (billed(&desk.sim), spent(&desk, seq));
    assert!(billed >= 4_700 && (billed..=billed + 90).contains(&spent), "{billed} were billed, {spent} were charged");
    assert!((desk.sim.stars() - (STARS - f64::from(billed) / 10.0)).abs() < 0.01);
    assert_eq!(counters.doubles, 0);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn beyond_the_ceiling_it_goes_on_for_free() {
    let mut desk = desk(STARS).await;
    desk.readers(700);
    let delivery = desk.start().await;
    let begun = desk.clock.now();
    let seq = desk.publish_for(BREAKING, 30);
    desk.sim.wait_for_accepted(300).await;
    assert!(desk.clock.now().since(begun) < Duration::from_secs(2), "it was not paid for");
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert_eq!((counters.accepted, counters.doubles, counters.refused.len()), (700, 0, 0), "{counters:?}");
    let (billed, spent) = (billed(&desk.sim), spent(&desk, seq));
    assert!(billed <= 300 && spent == 300, "{billed} were billed, {spent} were charged");
    let last = desk.sim.sent().last().unwrap().at_us / 1_000 - begun.ms();
    assert!((11_000..=15_000).contains(&last), "370 at thirty a second took {last} ms");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_not_accepted_costs_nothing() {
    let mut desk = desk(STARS).await;
    let people = desk.readers(1_500);
    people.clone().step_by(3).for_each(|person| desk.sim.person_by_id(person).unwrap().block());
    let delivery = desk.start().await;
    let seq = desk.publish_for(BREAKING, 600);
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert_eq!((counters.accepted, counters.refused[&403]), (1_000, 500), "{counters:?}");
    let (billed, spent) = (billed(&desk.sim), spent(&desk, seq));
    assert!(billed > 800 && (billed..=billed + 90).contains(&spent), "{billed} were billed, {spent} were charged");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn only_breaking_news_with_a_price_is_paid_for() {
    let mut desk = desk(STARS).await;
    desk.readers(200);
    let delivery = desk.start().await;
    desk.publish("Курс тенге на закрытии", Lane::News);
    desk.sim.wait_for_accepted(30).await;
    desk.publish("Без цены", Lane::Breaking);
    desk.sim.wait_for_accepted(90).await;
    desk.publish_for(BREAKING, 100);
    desk.settled(&delivery).await;
    let paid: Vec<String> = desk
        .sim
        .requests_of("sendMessage")
        .into_iter()
        .filter_map(|request| {
            let paid = request.params["allow_paid_broadcast"] == true;
            paid.then(|| request.params["text"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    assert!(paid.len() >= 100 && paid.iter().all(|text| text.contains("сель")), "{} were paid for", paid.len());
    let counters = desk.sim.counters();
    assert_eq!((counters.refused.len(), counters.doubles), (0, 0), "{counters:?}");
    let texts: Vec<String> = desk.sim.sent().into_iter().map(|message| message.text).collect();
    for headline in ["Курс тенге", "Без цены", "сель"] {
        let copies = texts.iter().filter(|text| text.contains(headline)).count();
        assert_eq!(copies, 200, "{headline}");
    }
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn with_too_few_stars_nothing_is_paid_for() {
    let mut desk = desk(9_999.0).await;
    desk.readers(150);
    let delivery = desk.start().await;
    let seq = desk.publish_for(BREAKING, 600);
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert_eq!((counters.accepted, counters.refused.len(), counters.busiest_second), (150, 0, 30), "{counters:?}");
    assert_eq!((requests(&desk.sim), spent(&desk, seq)), ((0, 150), 0));
    assert_eq!(desk.sim.requests_of("getMyStarBalance").len(), 1, "the balance is looked at first, once");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_crash_spends_nothing_twice() {
    let mut desk = desk(STARS).await;
    desk.readers(1_500);
    desk.start().await;
    let seq = desk.publish_for(BREAKING, 80);
    desk.sim.wait_for_accepted(500).await;
    desk.crash().await;
    let before = spent(&desk, seq);
    assert!((400..800).contains(&before), "{before} tenths were charged before the crash");
    let delivery = desk.start().await;
    desk.settled(&delivery).await;
    let (billed, spent) = (billed(&desk.sim), spent(&desk, seq));
    assert!(billed <= 800 && spent == 800, "{billed} were billed, {spent} were charged");
    let counters = desk.sim.counters();
    assert!(counters.refused.is_empty() && counters.busiest_second <= 1_000, "{counters:?}");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn without_stars_on_the_way_it_goes_on_for_free() {
    let mut desk = desk(STARS).await;
    desk.readers(2_000);
    let delivery = desk.start().await;
    let seq = desk.publish_for(BREAKING, 600);
    desk.sim.wait_for_accepted(500).await;
    desk.sim.set_stars(0.0, 0); // Telegram bills no more: what goes beyond thirty a second is refused
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert_eq!((counters.accepted, counters.doubles), (2_000, 0), "{counters:?}");
    assert!(counters.refused[&429] <= 100, "{counters:?}");
    let billed = billed(&desk.sim);
    assert!(spent(&desk, seq) <= billed + 200, "refused ones are not given back");
    desk.close().await;
}
