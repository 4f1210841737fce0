//! More news than the budget carries: every headline to everybody, no backlog beyond one visit a reader.

use std::{collections::HashSet, time::Duration};

use headliner::store::{Lane, Writing};
use simulator::{Faults, Settings};

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

/// Readers to whom the story before is on its way when the next one comes out; they have a limit a day, as new ones do.
#[tokio::test(start_paused = true)]
async fn what_comes_out_while_another_is_on_its_way_comes_after_it() {
    let faults = Faults { latency_ms: 700, ..Faults::none() };
    let mut desk = Newsdesk::open(Settings { faults, ..Settings::default() }, 30).await;
    let readers = desk.readers(60);
    for reader in readers.clone() {
        let limit = |store: &Writing| store.set_limit(store.chat_of(reader, 0)?.unwrap().key, 10);
        desk.store.write_here(limit).unwrap();
    }
    let delivery = desk.start().await;
    for headline in ["Мост закрыт", "Мост открыт", "Мост перекрашен"] {
        desk.publish(headline, Lane::News);
        tokio::time::sleep(Duration::from_millis(650)).await;
    }
    desk.settled(&delivery).await;
    for reader in readers {
        let texts: String = desk.sim.room(reader).received().into_iter().map(|message| message.text).collect();
        for word in ["закрыт", "открыт", "перекрашен"] {
            assert!(texts.contains(word), "reader {reader} did not get «{word}»: {texts}");
        }
    }
    desk.close().await;
}
