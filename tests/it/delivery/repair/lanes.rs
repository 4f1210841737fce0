//! Shares: what is repaired beside news, and what beside breaking news.

use std::time::Duration;

use headliner::store::{Kind, Lane};
use simulator::Settings;
use tokio::time::sleep;

use crate::{chance::scale, delivery::newsdesk::Newsdesk};

/// Departures of these methods within so many seconds.
fn left(desk: &Newsdesk, method: &str, from: i64, seconds: i64) -> usize {
    let within = |at: i64| (from..from + seconds * 1_000_000).contains(&at);
    desk.sim.requests_of(method).iter().filter(|request| within(request.at_us)).count()
}

/// How many hundredths of what leaves while both wait are edits, and whether all places are used.
async fn beside(lane: Lane, repair: impl Fn(&mut Newsdesk, headliner::article::ArticleKey)) -> u32 {
    let seconds = scale(5, 10);
    let log_capacity = 10_000;
    let mut desk = Newsdesk::open(Settings { log_capacity, ..Settings::default() }, 30).await;
    let count = scale(190, 4_000);
    desk.readers(count);
    let delivery = desk.start().await;
    let article = desk.publish("Мост открыт.", lane);
    desk.settled(&delivery).await;
    repair(&mut desk, article);
    sleep(Duration::from_secs(2)).await;
    let other = desk.publish("Другая новость.", lane);
    let begun = desk.sim.now_ms() * 1_000 + 300_000;
    sleep(Duration::from_secs(seconds as u64 + 1)).await;
    let (sent, edited) = (left(&desk, "sendMessage", begun, seconds), left(&desk, "editMessageText", begun, seconds));
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert_eq!(counters.edited, count, "all are repaired in the end");
    assert!(counters.busiest_second_asked <= 30 && counters.refused.is_empty(), "{counters:?}");
    assert!(other.0 > article.0);
    desk.close().await;
    assert!(sent + edited >= 30 * seconds as usize - 3, "places stay empty: {sent} sent, {edited} edited");
    u32::try_from(edited * 100 / (sent + edited)).unwrap()
}

#[tokio::test(start_paused = true)]
async fn repairs_have_their_shares() {
    let correct = |desk: &mut Newsdesk, article| desk.correct(article, "Мост закрыт.", "закрыт");
    let retract = |desk: &mut Newsdesk, article| desk.retract(article, None);
    let typo = |desk: &mut Newsdesk, article| desk.typo(article, "Мост закрыт.");
    let edited = beside(Lane::News, correct).await;
    assert!((48..=50).contains(&edited), "beside news half: {edited}");
    let edited = beside(Lane::Breaking, correct).await;
    assert!((31..=34).contains(&edited), "beside breaking a third: {edited}");
    let edited = beside(Lane::Breaking, retract).await;
    assert!((31..=34).contains(&edited), "beside breaking a third: {edited}");
    let edited = beside(Lane::News, typo).await;
    assert!((9..=10).contains(&edited), "beside news a tenth: {edited}");
    let edited = beside(Lane::Breaking, typo).await;
    assert!(edited <= 1, "nothing beside breaking: {edited}");
}

/// Silent edits of many copies delay no push by more than a slot.
#[tokio::test(start_paused = true)]
async fn a_silent_edit_of_many_copies_delays_no_push() {
    let log_capacity = 300_000;
    let mut desk = Newsdesk::open(Settings { log_capacity, ..Settings::default() }, 30).await;
    let count = scale(300, 100_000);
    desk.readers(count);
    let delivery = desk.start().await;
    let article = desk.publish("Мост открыт.", Lane::News);
    desk.settled(&delivery).await;
    let alone = desk.sim.crowd(1).start;
    desk.join(Kind::Reader, alone, desk.bit("politics"));
    desk.typo(article, "Мост  через реку открыт.");
    sleep(Duration::from_secs(3)).await;
    for number in 0..5 {
        let before = desk.sim.room(alone).received().len();
        let begun = tokio::time::Instant::now();
        desk.publish_with(&format!("Срочно {number}."), Lane::News, desk.bit("politics"), None);
        while desk.sim.room(alone).received().len() == before {
            sleep(Duration::from_millis(1)).await;
        }
        // A look at the log, a search, a slot: 33 ms apart.
        assert!(begun.elapsed() <= Duration::from_millis(100), "a push took {:?}", begun.elapsed());
        sleep(Duration::from_millis(1_100)).await;
    }
    assert!(desk.sim.counters().edited < count, "the edits were over before");
    desk.close().await;
}
