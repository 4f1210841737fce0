//! A crash in the middle of a repair: what is owed is computed from what stands, so it goes on.

use std::time::Duration;

use headliner::store::Lane;
use simulator::{Faults, Settings};
use tokio::time::sleep;

use crate::{
    chance::{Chance, scale, seeds},
    delivery::newsdesk::Newsdesk,
};

#[tokio::test(start_paused = true)]
async fn a_crash_in_the_middle_of_a_repair() {
    for seed in seeds(scale(4, 200)) {
        let mut chance = Chance(seed);
        let faults = Faults { seed, latency_ms: 10, jitter_ms: 400, ..Faults::none() };
        let mut desk = Newsdesk::open(Settings { faults, ..Settings::unlimited() }, 30).await;
        let readers = desk.readers(20 + chance.below(30));
        let delivery = desk.start().await;
        let articles = ["Первая.", "Вторая."].map(|headline| desk.publish(headline, Lane::News));
        if chance.one_in(2) {
            desk.settled(&delivery).await;
        } else {
            sleep(Duration::from_millis(chance.below(1_500))).await;
        }
        desk.correct(articles[0], "Первая, но другая.", "другая");
        sleep(Duration::from_millis(chance.below(1_000))).await;
        let retracts = chance.one_in(2);
        if retracts {
            desk.retract(articles[1], None);
        }
        sleep(Duration::from_millis(chance.below(1_500))).await;
        for _ in 0..chance.below(12) {
            tokio::task::yield_now().await;
        }
        desk.crash().await;
        let delivery = desk.start().await;
        desk.settled(&delivery).await;
        sleep(Duration::from_secs(30)).await; // an edit that was unclear rests
        desk.settled(&delivery).await;
        for reader in readers.clone() {
            // A copy without a number (its answer was lost in the crash) is out of reach.
            let numbered: Vec<i64> = desk.numbered(reader);
            for message in desk.sim.room(reader).received().iter().filter(|message| numbered.contains(&message.id)) {
                assert!(!message.text.contains("Первая."), "seed {seed}: {}", message.text);
                assert!(!retracts || !message.text.contains("Вторая."), "seed {seed}: {}", message.text);
            }
        }
        desk.all_right(readers);
        desk.close().await;
    }
}
