//! Shares: what is repaired beside news, and what beside breaking news.

use std::time::Duration;

use headliner::store::{Kind, Lane};
use simulator::{Limits, Settings};
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

/// Nobody pays for an edit: beside a push that is paid for repairs leave by the free rate, and neither stops the other.
#[tokio::test(start_paused = true)]
async fn repairs_leave_beside_a_push_that_is_paid_for() {
    let limits = Limits { silent_wait: 0, ..Limits::telegram() };
    let mut desk = Newsdesk::open(Settings { limits, log_capacity: 100_000, ..Settings::default() }, 30).await;
    desk.outfit.paid_rate = 1_000;
    desk.sim.set_stars(20_000.0, 50_000);
    let count = scale(3_000, 20_000);
    desk.readers(count);
    let delivery = desk.start().await;
    let first = desk.publish_for("Мост открыт.", 5_000);
    desk.settled(&delivery).await;
    let article = desk.store.read_here(|store| store.entry(first)).unwrap().unwrap().article;
    desk.correct(article, "Мост закрыт.", "закрыт");
    sleep(Duration::from_secs(2)).await;
    let begun = desk.sim.now_ms() * 1_000;
    desk.publish_for("Другая новость.", 5_000);
    desk.sim.wait_for_accepted(2 * count).await;
    let took = desk.sim.now_ms() * 1_000 - begun;
    let within = |request: &&simulator::Request| (begun + 300_000..begun + took).contains(&request.at_us);
    let edits = desk.sim.requests_of("editMessageText").iter().filter(within).count() as i64;
    assert!(took <= count as i64 * 1_080 + 500_000, "the push took {} ms", took / 1_000);
    // In the first second those count that left before it.
    let seconds = took / 1_000_000;
    assert!(((seconds - 1) * 9..=(seconds + 1) * 10).contains(&edits), "{edits} edits in {seconds} s");
    desk.settled(&delivery).await;
    let counters = desk.sim.counters();
    assert_eq!((counters.edited, counters.doubles), (count, 0), "{counters:?}");
    assert!(counters.refused.is_empty() && counters.busiest_second <= 1_000, "{counters:?}");
    desk.close().await;
}
