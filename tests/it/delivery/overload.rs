//! More news than the budget carries: every headline to everybody, no backlog beyond one visit a reader.

use std::collections::HashSet;

use headliner::{simulator::Settings, store::Lane};

use super::newsdesk::Newsdesk;
use crate::chance::scale;

/// With `HEADLINER_TRIALS=full`: 10,000 readers.
#[tokio::test(start_paused = true)]
async fn forty_stories_at_once_come_as_one_message() {
    let many = scale(1_000, 10_000);
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(many);
    let delivery = desk.start().await;
    let published = desk.clock.now();
    let headlines: Vec<String> = (1..=40).map(|number| format!("Новость номер {number} этого утра")).collect();
    for headline in &headlines {
        desk.publish(headline, Lane::News);
    }
    desk.settled(&delivery).await;
    let in_time = published.ms() + (1.1 * 1_000.0 * many as f64 / 30.0) as i64;
    for reader in readers {
        let messages = desk.sim.room(reader).received();
        let timely = messages.iter().filter(|message| message.at_us / 1_000 <= in_time);
        let lines: HashSet<&str> = timely.flat_map(|message| message.text.lines()).collect();
        let missing = headlines.iter().find(|headline| !lines.iter().any(|line| line.ends_with(headline.as_str())));
        assert!(missing.is_none(), "reader {reader} did not get «{}» in time", missing.unwrap());
    }
    let messages = desk.sim.counters().accepted;
    assert!(messages <= many * 105 / 100, "{messages} messages for {many} readers");
    desk.close().await;
}
