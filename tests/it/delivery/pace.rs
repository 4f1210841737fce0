//! The pace: the budget is used, and never exceeded.

use std::time::Duration;

use headliner::store::Lane;
use simulator::{Faults, Settings};

use super::newsdesk::Newsdesk;
use crate::chance::scale;

#[tokio::test(start_paused = true)]
async fn a_thousand_readers_get_a_story_at_thirty_a_second() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(1_000);
    desk.start().await;
    let begun = desk.clock.now();
    desk.publish("В Алматы открыли новый парк", Lane::News);
    desk.sim.wait_for_accepted(1_000).await;
    let took = desk.clock.now().since(begun);
    assert!((33.0..=35.0).contains(&took.as_secs_f64()), "took {took:?}");
    let counters = desk.sim.counters();
    assert_eq!((counters.busiest_second, counters.refused.len()), (30, 0), "{counters:?}");
    assert!(desk.sim.room(readers.start).messages().last().unwrap().text.starts_with("В Алматы открыли новый парк"));
    desk.close().await;
}

/// While work waits, at least 99 % of the budget is used, and no sliding second exceeds it: at the slowest and the
/// fastest pace, while answers take their time, other news comes in between, and after there was nothing to do.
#[tokio::test(start_paused = true)]
async fn the_budget_is_used_and_never_exceeded() {
    for (rate, readers) in
        [(1, 10), (7, 30), (30, scale(300, 10_000)), (100, 210), (scale(300, 1_000), scale(650, 2_100))]
    {
        let faults = Faults { seed: rate, latency_ms: 40, jitter_ms: 400, ..Faults::none() };
        let log_capacity = 4 * readers as usize + 100;
        let settings = Settings { faults, log_capacity, ..Settings::unlimited() };
        let mut desk = Newsdesk::open(settings, u32::try_from(rate).unwrap()).await;
        desk.readers(readers);
        let delivery = desk.start().await;
        tokio::time::sleep(Duration::from_millis(2_500)).await;
        desk.publish("Курс тенге на закрытии", Lane::News);
        desk.sim.wait_for_accepted(readers / 3).await;
        desk.publish("В горах над городом сошёл сель", Lane::Breaking);
        desk.sim.wait_for_accepted(readers).await;
        desk.publish("Сель остановили", Lane::News);
        desk.settled(&delivery).await;
        let before = desk.sim.counters().accepted as usize;
        desk.publish("Дороги открыты", Lane::News);
        desk.settled(&delivery).await;
        let left: Vec<i64> = desk.sim.requests_of("sendMessage").iter().map(|request| request.at_us).collect();
        check_crowds(&left, rate);
        // The last readers of the first story get the third apart, a second after it: then little waits.
        check_use(&left[..readers as usize * 2], rate);
        check_use(&left[before..], rate);
        desk.close().await;
    }
}

const SECOND: i64 = 1_000_000;

/// No sliding second holds more departures than the rate; times are in microseconds.
fn check_crowds(left: &[i64], rate: u64) {
    let budget = rate as usize;
    let crowded = left.windows(budget + 1).find(|some| some[budget] - some[0] < SECOND);
    assert!(crowded.is_none(), "more than {rate} in a second: {crowded:?}");
}

/// No two seconds hold less than 99 % of the rate, so that no pause hides behind a good average. Of fast rates they are filled but
/// for what stays for replies.
fn check_use(left: &[i64], rate: u64) {
    let stretch = 2 * (rate - rate / 300) as usize;
    let most = stretch as f64 / (0.99 * rate as f64) * SECOND as f64;
    assert!(left.len() > stretch, "{} departures say nothing about {rate} a second", left.len());
    let idle = left.windows(stretch + 1).find(|some| (some[stretch] - some[0]) as f64 > most);
    assert!(idle.is_none(), "less than 99 % of {rate} a second: {idle:?}");
}

/// What a process that died has used up of Telegram's second, the next one does not use again.
#[tokio::test(start_paused = true)]
async fn a_start_right_after_a_crash_keeps_the_pace() {
    for latency in [215, 5] {
        crash_between_slots(latency).await; // with messages in flight, and without
    }
}

async fn crash_between_slots(latency_ms: u32) {
    let faults = Faults { latency_ms, ..Faults::none() };
    let mut desk = Newsdesk::open(Settings { faults, ..Settings::default() }, 30).await;
    desk.readers(300);
    desk.start().await;
    desk.publish("В Алматы открыли новый парк", Lane::News);
    desk.sim.wait_for_accepted(100).await;
    desk.crash().await;
    let delivery = desk.start().await;
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert_eq!((counters.busiest_second_asked, counters.refused.len()), (30, 0), "{counters:?}");
    desk.close().await;
}
