//! Storms of revisions are folded: each copy is edited at most as often as the rounds allow, and ends right.

use std::time::Duration;

use headliner::store::Lane;
use simulator::Settings;
use tokio::time::sleep;

use crate::{chance::scale, delivery::newsdesk::Newsdesk};

#[tokio::test(start_paused = true)]
async fn twenty_revisions_within_a_minute() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(scale(30, 10_000));
    let delivery = desk.start().await;
    let article = desk.publish("Версия 0.", Lane::News);
    desk.settled(&delivery).await;
    for version in 1..=20 {
        desk.typo(article, &format!("Версия {version}."));
        sleep(Duration::from_secs(3)).await;
    }
    sleep(Duration::from_secs(scale(200, 3_600))).await;
    desk.settled(&delivery).await;
    let edits = desk.sim.requests_of("editMessageText");
    for reader in readers.clone() {
        assert!(desk.only(reader).text.starts_with("Версия 20."));
        let own: Vec<i64> =
            edits.iter().filter(|edit| edit.chat == Some(reader)).map(|edit| edit.at_us / 1_000_000).collect();
        assert!(own.len() <= 2, "{own:?}");
        assert!(own.windows(2).all(|two| two[1] - two[0] >= 60), "{own:?}");
    }
    desk.all_right(readers);
    desk.close().await;
}

/// What is told does not wait for a round.
#[tokio::test(start_paused = true)]
async fn a_correction_does_not_wait_for_the_round_of_a_typo() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let delivery = desk.start().await;
    let article = desk.publish("Версия 0.", Lane::News);
    desk.settled(&delivery).await;
    for (version, note) in [("Версия 1.", None), ("Версия 2.", Some("вторая")), ("Версия 3.", Some("третья"))]
    {
        desk.revise(article, |facts| {
            facts.headline = version.to_owned();
            facts.correction = note.map(str::to_owned);
        });
        sleep(super::SOON).await;
        assert!(desk.only(reader).text.starts_with(version), "{}", desk.only(reader).text);
    }
    desk.retract(article, None);
    sleep(super::SOON).await;
    assert!(desk.only(reader).text.starts_with("🚫"));
    desk.close().await;
}
