//! The pace: the budget is used, and never exceeded.

use headliner::{
    simulator::{Faults, Settings, Simulator},
    store::Lane,
};

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
/// fastest pace, while answers take their time and other news comes in between.
#[tokio::test(start_paused = true)]
async fn the_budget_is_used_and_never_exceeded() {
    for (rate, readers) in [(1, 10), (7, 30), (30, scale(300, 10_000)), (100, 300), (1_000, 2_000)] {
        let faults = Faults { seed: rate, latency_ms: 40, jitter_ms: 400, ..Faults::none() };
        let log_capacity = 2 * readers as usize + 100;
        let settings = Settings { faults, log_capacity, ..Settings::unlimited() };
        let mut desk = Newsdesk::open(settings, u32::try_from(rate).unwrap()).await;
        desk.readers(readers);
        desk.start().await;
        desk.publish("Курс тенге на закрытии", Lane::News);
        desk.sim.wait_for_accepted(readers / 3).await;
        desk.publish("В горах над городом сошёл сель", Lane::Breaking);
        desk.sim.wait_for_accepted(readers).await;
        desk.publish("Сель остановили", Lane::News);
        desk.sim.wait_for_accepted(readers * 2).await;
        check_budget(&departures(&desk.sim, readers * 2), rate);
        desk.close().await;
    }
}

/// When the first so many requests left, in microseconds.
fn departures(sim: &Simulator, count: u64) -> Vec<i64> {
    sim.requests_of("sendMessage").iter().take(count as usize).map(|request| request.at_us).collect()
}

fn check_budget(left: &[i64], rate: u64) {
    const SECOND: i64 = 1_000_000;
    let budget = rate as usize;
    let crowded = left.windows(budget + 1).find(|some| some[budget] - some[0] < SECOND);
    assert!(crowded.is_none(), "more than {rate} in a second: {crowded:?}");
    // Over any three seconds, so that no pause hides behind a good average.
    let stretch = 3 * budget;
    let most = 3.0 * SECOND as f64 / 0.99;
    let idle = left.windows(stretch + 1).find(|some| (some[stretch] - some[0]) as f64 > most);
    assert!(left.len() > stretch, "{} departures say nothing about {rate} a second", left.len());
    assert!(idle.is_none(), "less than 99 % of {rate} a second: {idle:?}");
}
