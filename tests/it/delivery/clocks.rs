//! Clocks that are wrong, and that are set while the program runs or between two runs. Telegram's answers say what time it
//! is there. Nobody loses a story by it, nothing comes before its time, and nothing waits for hours that was to wait seconds.

use std::time::Duration;

use headliner::{
    article::ArticleKey,
    config::Uncertain,
    delivery::{
        decide::{
            tail::Tail,
            visit::{Floor, Rules, gather},
        },
        trace::why::Why,
        wishes,
    },
    newsroom::{Minute, Mode},
    store::{Kind, Lane, Volume, Writing, log::Publication, plans::Cause},
};
use simulator::{Fault, Settings};

use super::newsdesk::{MORNING, Newsdesk};

const HOUR: Duration = Duration::from_secs(3_600);
/// Milliseconds.
const HOURS: i64 = 3_600_000;
const READERS: u64 = 300;

/// How many hours the machine's clock is ahead in one run, and in the next.
const AHEAD: [(i64, i64); 6] = [(7, 0), (-7, 0), (0, 7), (0, -7), (7, -7), (-7, 7)];

#[tokio::test(start_paused = true)]
async fn a_clock_that_was_wrong_at_a_start_loses_nobody() {
    for (first, second) in AHEAD {
        let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
        let readers = desk.readers(READERS);
        desk.clock.turn(first * HOURS);
        let delivery = desk.start().await;
        let article = desk.publish("Мост открыт.", Lane::News);
        desk.sim.wait_for_accepted(80).await;
        desk.crash().await;
        drop(delivery);
        desk.clock.turn((second - first) * HOURS);
        let delivery = desk.start().await;
        assert_eq!(desk.why(readers.end - 1, article), Why::Due, "{first}, then {second}");
        desk.settled(&delivery).await;
        let floor = desk.store.read_here(Floor::kept).unwrap();
        assert_eq!(floor, Floor::default(), "{first}, then {second}: the floor rose");
        let lost = readers.clone().filter(|reader| desk.sim.room(*reader).received().is_empty()).count();
        assert_eq!(lost, 0, "{first}, then {second}");
        let status = delivery.status().borrow().clone();
        let error = status.clock_error.map(|ahead| (ahead as f64 / HOURS as f64).round() as i64);
        assert_eq!((status.raised, error), (None, (second != 0).then_some(second)));
        desk.close().await;
    }
}

/// Seven hours without a program are an outage, whatever the machine's clock says; and it is told.
#[tokio::test(start_paused = true)]
async fn an_outage_is_one_whatever_the_clock_says() {
    for (ahead, later) in [(0, 0), (7, 7), (-7, 0)] {
        let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
        desk.readers(3);
        desk.clock.turn(ahead * HOURS);
        desk.start().await;
        desk.crash().await;
        desk.later(HOUR * 7);
        desk.clock.turn(later * HOURS);
        let delivery = desk.start().await;
        let (_, lasted) = delivery.status().borrow().raised.expect("nothing was sent for seven hours");
        assert_eq!(lasted.as_secs() / 3_600, 7, "{ahead}, {later}");
        desk.close().await;
    }
}

/// An embargo of ten minutes, and a clock that says something else; what is published when.
#[tokio::test(start_paused = true)]
async fn an_embargo_does_not_leak() {
    for ahead in [7, -7] {
        let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
        let reader = desk.readers(1).start;
        let article = desk.keep("Отчёт акима.", desk.bit("society"), None);
        let publication = Publication { article, lane: Lane::News, languages: 0, volume: Volume::AsChosen, by: None };
        let plan = |store: &Writing| store.plan_later(&publication, MORNING + HOUR / 6, Cause::Embargo, MORNING);
        desk.store.write_here(plan).unwrap();
        desk.clock.turn(ahead * HOURS);
        desk.start().await;
        let received = |desk: &Newsdesk| desk.sim.room(reader).received().len();
        tokio::time::sleep(HOUR / 6 - Duration::from_secs(30)).await;
        assert_eq!(received(&desk), 0, "{ahead}: it leaked");
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(received(&desk), usize::from(ahead > 0), "{ahead}: by the later of both clocks");
        desk.clock.turn(-ahead * HOURS);
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(received(&desk), 1, "{ahead}: the clock is right");
        desk.close().await;
    }
}

/// The ledger is kept and a digest keeps its stories while the machine is two months ahead.
#[tokio::test(start_paused = true)]
async fn a_clock_that_is_months_ahead_forgets_nothing() {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let [now, digest] = [1, 2].map(|reader| desk.readers(reader).start);
    let key = desk.key(digest);
    let soon = |store: &Writing| {
        store.set_digests(key, &[Minute(11 * 60 + 5)])?;
        wishes::set_mode(store, key, Mode::Digest, MORNING)
    };
    desk.store.write_here(soon).unwrap();
    let delivery = desk.start().await;
    desk.publish("Мост открыт.", Lane::News);
    desk.sim.wait_for_accepted(2).await;
    let rows = |desk: &Newsdesk| desk.store.read_here(|store| store.last_deliveries(desk.key(now), 9)).unwrap().len();
    assert_eq!(rows(&desk), 1);
    desk.clock.turn(60 * 24 * HOURS);
    tokio::time::sleep(HOUR + HOUR / 30).await;
    assert_eq!(rows(&desk), 1, "the ledger was pruned");
    assert!(desk.sim.room(digest).received().is_empty(), "the digest came too early");
    tokio::time::sleep(HOUR / 12).await;
    let received = desk.sim.room(digest).received();
    assert!(received.len() == 1 && received[0].text.contains("Мост открыт."), "{received:?}");
    drop(delivery);
    desk.close().await;
}

/// Telegram asks one chat, then everybody, to wait for a minute; meanwhile the clock is found to be seven hours ahead, or
/// is set while the program is away.
#[tokio::test(start_paused = true)]
async fn a_flood_does_not_outlast_a_wrong_clock() {
    for (count, restarts) in [(1, false), (1, true), (40, false), (40, true)] {
        let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
        let readers = desk.readers(count);
        desk.clock.turn(7 * HOURS);
        desk.start().await;
        desk.sim.fail_next("sendMessage", Fault::Flood(60), u32::try_from(count.min(3)).unwrap());
        desk.publish("Мост открыт.", Lane::News);
        tokio::time::sleep(Duration::from_secs(10)).await;
        if restarts {
            desk.crash().await;
        }
        desk.clock.turn(-7 * HOURS);
        if restarts {
            desk.start().await;
        }
        tokio::time::sleep(Duration::from_secs(240)).await;
        let served = readers.filter(|reader| desk.sim.room(*reader).received().len() == 1).count();
        assert_eq!(served as u64, count, "restarts: {restarts}");
        desk.close().await;
    }
}

/// What a process noted that did not know Telegram's time, seven hours ahead: a chat's hold, everybody's, an editor's
/// countdown, a story of the future.
#[tokio::test(start_paused = true)]
async fn what_was_noted_in_the_future_begins_at_the_start() {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let readers = desk.readers(2);
    let (key, future) = (desk.key(readers.start), MORNING + HOUR * 7);
    let article = desk.publish("Мост открыт.", Lane::News);
    let urgent = desk.keep("Сель.", desk.bit("society"), None);
    let minute = Duration::from_secs(60);
    let notes = |store: &Writing| {
        store.hold_chat(key, minute, future)?;
        store.set_number("held", (future + minute).ms())?;
        store.set_number("held_at", future.ms())?;
        let publication =
            Publication { article: urgent, lane: Lane::Breaking, languages: 0, volume: Volume::AsChosen, by: None };
        store.plan_later(&publication, future + minute, Cause::Countdown, future)?;
        store.publish(&Publication { article, lane: Lane::News, ..publication }, future)?;
        store.set_sign_of_life(&headliner::clock::Moment { wall: future, there: None, up: None })
    };
    desk.store.write_here(notes).unwrap();
    let delivery = desk.start().await;
    tokio::time::sleep(minute / 2).await;
    assert_eq!(desk.sim.counters().accepted, 0, "Telegram had asked to wait");
    tokio::time::sleep(minute * 3 / 2).await;
    for reader in readers {
        let texts: Vec<String> = desk.sim.room(reader).received().into_iter().map(|message| message.text).collect();
        for story in ["Мост открыт.", "Сель."] {
            assert_eq!(texts.iter().filter(|text| text.contains(story)).count(), 1, "{story} {texts:?}");
        }
    }
    assert!(
        desk.store
            .read_here(|store| store.entries_after(headliner::store::Seq(0)))
            .unwrap()
            .iter()
            .all(|entry| entry.at <= desk.clock.now())
    );
    drop(delivery);
    desk.close().await;
}

/// A group has had its twenty messages of the minute under a clock that was ahead.
#[tokio::test(start_paused = true)]
async fn a_groups_minute_is_no_longer_than_a_minute() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let admin = desk.sim.person("Админ", "ru");
    let room = desk.sim.group("Двор", &[&admin]);
    room.add_bot();
    desk.join(Kind::Group, room.id(), desk.bit("society"));
    desk.clock.turn(7 * HOURS);
    desk.start().await;
    for number in 0..20 {
        desk.publish(&format!("Сюжет-{number}."), Lane::News);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    desk.crash().await;
    desk.clock.turn(-7 * HOURS);
    desk.start().await;
    let last: ArticleKey = desk.publish("Последний.", Lane::News);
    tokio::time::sleep(Duration::from_secs(90)).await;
    assert!(matches!(desk.why(room.id(), last), Why::Has { .. }), "{:?}", desk.why(room.id(), last));
    desk.close().await;
}

/// What counts for a day's messages is what left that day, with a minute for clocks that are apart; what seems to have left
/// later left before the clock was set back, and nobody waits for that.
#[tokio::test(start_paused = true)]
async fn messages_of_a_day_that_is_still_to_come_do_not_fill_this_one() {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let reader = desk.readers(1).start;
    let key = desk.key(reader);
    let delivery = desk.start().await;
    desk.publish("Мост открыт.", Lane::News);
    desk.settled(&delivery).await;
    let left = desk.store.read_here(|store| store.last_deliveries(key, 1)).unwrap()[0].at;
    let full = |limit, now| {
        desk.store.write_here(|store| store.set_limit(key, limit)).unwrap();
        let rules = Rules::new(desk.newsroom.zone, Uncertain::Mention, Floor::default());
        let facts = desk.store.read_here(|store| gather(store, key, &Tail::default(), now, &rules));
        facts.unwrap().expect("the chat is open").full
    };
    let second = Duration::from_secs(1);
    for (limit, now, expected) in [
        (1, left + second, true),
        (2, left + second, false),
        (0, left + second, false),
        (1, left - second * 30, true),
        (1, left - second * 90, false),
        (1, left - HOUR * 7, false),
        (1, left + HOUR * 24, false),
    ] {
        assert_eq!(full(limit, now), expected, "{limit} a day at {now}");
    }
    drop(delivery);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn the_tail_is_read_again_when_the_log_has_changed_or_its_beginning_is_too_old() {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let mut tail = Tail::default();
    let mut refreshed = |desk: &Newsdesk, oldest| {
        let again = desk.store.read_here(|store| tail.refresh(store, oldest)).unwrap();
        (again, tail.entries().len())
    };
    desk.publish("Мост открыт.", Lane::News);
    assert_eq!([(); 2].map(|()| refreshed(&desk, MORNING)), [(true, 1), (false, 1)]);
    desk.publish("Сель.", Lane::News);
    assert_eq!(refreshed(&desk, MORNING), (true, 2));
    assert_eq!(refreshed(&desk, MORNING + HOUR), (true, 0));
}
