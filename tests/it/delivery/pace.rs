//! The pace: the budget is used, and never exceeded.

use headliner::{simulator::Settings, store::Lane};

use super::newsdesk::Newsdesk;

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
