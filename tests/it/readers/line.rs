//! The line to Telegram: updates that come twice, crashes, a second poller, busy chats.

use std::time::Duration;

use headliner::store::{State, Writing};
use simulator::{Fault, Faults, Limits};

use crate::harness::{House, pass};

#[tokio::test(start_paused = true)]
async fn a_flood_of_starts_is_answered_whole() {
    let house = House::open().await;
    let people: Vec<_> = (0..500).map(|number| house.sim.person(&format!("Читатель {number}"), "ru")).collect();
    people.iter().for_each(|person| person.start(""));
    for person in &people {
        person.expects("Вы подписаны").await;
    }
    let active = house.store().read_here(|store| store.census(house.now())).unwrap().active;
    assert_eq!(active, 500);
}

#[tokio::test(start_paused = true)]
async fn a_crash_loses_no_start() {
    for answered in [1, 40, 99, 130] {
        let mut house = House::open().await;
        let people: Vec<_> = (0..200).map(|number| house.sim.person(&format!("Читатель {number}"), "ru")).collect();
        house.sim.set_faults(Faults { latency_ms: 50, jitter_ms: 150, ..Faults::none() });
        people.iter().for_each(|person| person.start(""));
        house.sim.wait_for_accepted(answered).await;
        house.crash().await;
        let before = people.iter().filter(|person| !person.received().is_empty()).count();
        assert!(before < 200, "the crash came in the middle");
        house.start().await;
        for person in &people {
            person.expects("подписаны").await;
        }
        let active = house.store().read_here(|store| store.census(house.now())).unwrap().active;
        assert_eq!(active, 200);
    }
}

/// What a reader has done, and what came out since, stays as it is when the same updates come again.
#[tokio::test(start_paused = true)]
async fn what_comes_again_after_a_crash_has_no_effect() {
    let mut house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    house.sim.fail_next("sendMessage", Fault::Delay(20_000), 2);
    aigul.say("/stop");
    aigul.start("");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (lasting, now) = (Duration::from_secs(60), house.now());
    let hold = |store: &Writing| store.hold_chat(store.chat_of(aigul.id(), 0)?.unwrap().key, lasting, now);
    house.store().write_here(hold).unwrap();
    house.write("snow-2", "society", "Снег растает к среде", "2026-11-23T10:00:01+05:00", "");
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = aigul.received().len();
    house.crash().await;
    house.start().await;
    aigul.wait_for(before + 2).await; // both are answered
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(aigul.transcript().matches("<b>Снег растает к среде").count(), 1, "{}", aigul.transcript());
}

/// Everybody is in the database, nobody is answered yet, and the next poll would long have been due.
#[tokio::test(start_paused = true)]
async fn a_crash_loses_no_answer_that_takes_long() {
    let mut house = House::open().await;
    let people: Vec<_> = (0..60).map(|number| house.sim.person(&format!("Читатель {number}"), "ru")).collect();
    house.sim.fail_next("sendMessage", Fault::Delay(6_000), 60);
    people[..50].iter().for_each(|person| person.start(""));
    tokio::time::sleep(Duration::from_secs(2)).await;
    people[50..].iter().for_each(|person| person.start("")); // others come meanwhile
    tokio::time::sleep(Duration::from_secs(2)).await;
    let active = house.store().read_here(|store| store.census(house.now())).unwrap().active;
    assert_eq!(active, 60, "not all are in the database before the first is answered");
    house.crash().await;
    assert!(people.iter().all(|person| person.received().is_empty()), "the crash came too late");
    house.start().await;
    for person in &people {
        person.expects("подписаны").await;
    }
}

/// An end in order waits for the answer that is under way, and Telegram hears of it.
#[tokio::test(start_paused = true)]
async fn what_is_answered_at_the_end_is_not_answered_again() {
    let mut house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    house.sim.fail_next("sendMessage", Fault::Delay(3_000), 1);
    aigul.start("");
    tokio::time::sleep(Duration::from_secs(1)).await;
    house.end().await;
    let said = aigul.received().len();
    assert!(said > 0, "it was not waited for");
    house.start().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(aigul.received().len(), said, "{}", aigul.transcript());
}

#[tokio::test(start_paused = true)]
async fn no_conversation_goes_on_in_a_bot_that_has_stopped() {
    let mut house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    house.sim.fail_next("sendMessage", Fault::Flood(20), 1);
    aigul.start("");
    tokio::time::sleep(Duration::from_secs(5)).await;
    house.crash().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(aigul.received().is_empty(), "{}", aigul.transcript());
}

/// Telegram shows the rest of a second's updates only to who does not ask at once again for what is unconfirmed.
#[tokio::test(start_paused = true)]
async fn while_an_answer_takes_long_updates_are_asked_for_twice_a_second() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    let polls = || house.sim.counters().requests - house.sim.requests().len() as u64; // all but polls are logged
    house.sim.fail_next("sendMessage", Fault::Delay(20_000), 1);
    aigul.say("/help");
    let before = polls();
    tokio::time::sleep(Duration::from_secs(15)).await;
    let polls = polls() - before;
    assert!((28..=32).contains(&polls), "{polls} polls in fifteen seconds");
}

/// To a person who waits, an answer that comes twice is better than none.
#[tokio::test(start_paused = true)]
async fn an_answer_that_may_be_lost_is_said_again() {
    let house = House::open().await;
    let faults = [
        (Fault::ResetBefore, 1),
        (Fault::ResetAfter, 2),
        (Fault::BadGateway, 1),
        (Fault::BadGatewayAfter, 2),
        (Fault::Restart, 2),
        (Fault::Truncated, 2),
        (Fault::Flood(3), 1),
    ];
    for (fault, most) in faults {
        house.sim.fail_next("sendMessage", fault, 1);
        let reader = house.sim.person(&format!("{fault:?}"), "ru");
        reader.start("");
        reader.expects("Вы подписаны").await;
        tokio::time::sleep(Duration::from_secs(60)).await;
        let said = reader.transcript().matches("Вы подписаны").count();
        assert!(said <= most, "{fault:?}: {}", reader.transcript());
    }
}

#[tokio::test(start_paused = true)]
async fn a_chat_whose_replies_are_slow_delays_no_other() {
    let house = House::open().await;
    let slow = house.sim.person("Медленный", "ru");
    let quick = house.sim.person("Быстрый", "ru");
    house.sim.fail_next("sendMessage", Fault::Delay(15_000), 1);
    for _ in 0..20 {
        slow.say("/latest");
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let asked = house.now();
    quick.start("");
    quick.expects("Вы подписаны").await;
    assert!(house.now().since(asked) < Duration::from_secs(2), "{:?}", house.now().since(asked));
    slow.wait_for(20).await;
}

/// Somebody, or something, sends thousands of commands: whoever comes meanwhile is answered at once.
#[tokio::test(start_paused = true)]
async fn a_chat_that_asks_without_end_delays_no_other() {
    let house = House::open().await;
    let busy = house.sim.person("Назойливый", "ru");
    house.sim.set_faults(Faults { latency_ms: 100, ..Faults::none() });
    for _ in 0..3_000 {
        busy.say("/latest");
    }
    for number in 0..5 {
        let quick = house.sim.person(&format!("Быстрый {number}"), "ru");
        let asked = house.now();
        quick.start("");
        quick.expects("Вы подписаны").await;
        // Behind what Telegram shows before it: thirty polls of a hundred.
        assert!(house.now().since(asked) < Duration::from_secs(5), "{number}: {:?}", house.now().since(asked));
    }
    assert!(busy.received().len() < 1_000, "all was answered before");
}

/// A person's flood, whatever it is of, and somebody else in the middle of it.
#[tokio::test(start_paused = true)]
async fn what_one_person_does_does_not_reach_another() {
    let long = "а".repeat(4_000);
    for flood in ["/start", "/latest", "/help", &long, "/stop"] {
        let house = House::open().await;
        let busy = house.sim.person("Назойливый", "ru");
        house.sim.set_faults(Faults { latency_ms: 20, ..Faults::none() });
        house.sim.set_limits(Limits { chat_burst: 3, ..Limits::strict() });
        for number in 0..600 {
            busy.say(flood);
            if number % 200 != 100 {
                continue;
            }
            let quick = house.sim.person(&format!("Быстрый {number}"), "ru");
            let asked = house.now();
            quick.start("");
            quick.expects("Вы подписаны").await;
            let waited = house.now().since(asked);
            assert!(waited <= Duration::from_millis(120), "{flood:.8} {number}: {waited:?}"); // twice there and back
            quick.say("/help");
            quick.expects("/rubrics").await;
        }
        busy.say("/stop");
        tokio::time::sleep(Duration::from_secs(100)).await;
        assert_eq!(house.refusals(), 0, "{flood:.8}: {:?}", house.sim.counters());
        assert!(busy.received().len() <= 60, "{flood:.8}: {} answers", busy.received().len());
        let known = house.store().read_here(|store| store.chat_of(busy.id(), 0)).unwrap();
        assert!(known.is_none_or(|chat| chat.state == State::Left), "{flood:.8}: the last word was not heard");
    }
}

/// In a group one member's presses and commands do not hold up another's.
#[tokio::test(start_paused = true)]
async fn in_a_group_members_take_turns() {
    let house = House::open().await;
    let (busy, quick) = (house.sim.person("Назойливый", "ru"), house.sim.person("Быстрый", "ru"));
    let group = house.sim.supergroup("Двор", &[&busy, &quick]);
    group.add_bot();
    tokio::time::sleep(Duration::from_secs(70)).await;
    house.sim.set_limits(Limits { chat_burst: 3, ..Limits::strict() });
    house.sim.set_faults(Faults { latency_ms: 20, ..Faults::none() });
    let before = group.received().len();
    for _ in 0..100 {
        busy.say_in(&group, "/help@headliner_bot");
    }
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let asked = house.now();
    quick.say_in(&group, "/latest@headliner_bot");
    let elsewhere = house.sim.person("Другой", "ru");
    elsewhere.start("");
    elsewhere.expects("Вы подписаны").await;
    let waited = house.now().since(asked);
    assert!(waited <= Duration::from_millis(120), "elsewhere: {waited:?}");
    house.sim.wait_until("the other is answered", |_| group.transcript().contains("Мост через")).await;
    let waited = house.now().since(asked);
    assert!(waited <= Duration::from_secs(3), "behind one of the other's: {waited:?}");
    tokio::time::sleep(Duration::from_secs(200)).await;
    assert_eq!(house.refusals(), 0, "{:?}", house.sim.counters());
    assert!(group.received().len() - before <= 60, "{}", group.received().len());
}

/// A row that cannot be written, as on a full disk: whoever it is for is told, and nobody else notices.
#[tokio::test(start_paused = true)]
async fn what_cannot_be_written_is_answered_with_an_apology() {
    let house = House::open().await;
    let (unlucky, other) = (house.sim.person("Неудачник", "ru"), house.sim.person("Удачник", "ru"));
    let refuse = format!(
        "CREATE TRIGGER refuse BEFORE INSERT ON chat WHEN new.telegram = {} BEGIN SELECT RAISE(ABORT, 'disk full'); END",
        unlucky.id()
    );
    let database = rusqlite::Connection::open(house.path("headliner.db")).unwrap();
    database.execute_batch(&refuse).unwrap();
    let asked = house.now();
    unlucky.start("");
    other.start("");
    other.expects("Вы подписаны").await;
    let waited = house.now().since(asked);
    assert!(waited <= Duration::from_millis(120), "behind another's: {waited:?}");
    unlucky.expects("Не получилось").await;
    let tried = house.now().since(asked);
    assert!(
        (Duration::from_millis(2_100)..Duration::from_secs(4)).contains(&tried),
        "four times, ever later: {tried:?}"
    );
    database.execute_batch("DROP TRIGGER refuse").unwrap();
    unlucky.start("");
    unlucky.expects("Вы подписаны").await;
}

#[tokio::test(start_paused = true)]
async fn an_outage_of_updates_is_waited_out() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    house.sim.fail_next("getUpdates", Fault::ResetBefore, 6);
    tokio::time::sleep(Duration::from_secs(10)).await; // until the poll that is held has ended
    let asked = house.now();
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    let waited = house.now().since(asked).as_secs();
    assert!((50..=65).contains(&waited), "{waited} s: six polls wait for 1, 2, 4, 8, 16 and 32 s");
}

#[tokio::test(start_paused = true)]
async fn a_second_poller_is_outlived() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    let stranger = reqwest::Client::new();
    for _ in 0..5 {
        let url = format!("{}/bot{}/getUpdates?timeout=5", house.sim.url(), house.sim.token());
        stranger.get(url).send().await.unwrap();
    }
    let polls = || house.sim.counters().requests - house.sim.requests().len() as u64; // all but polls are logged
    let before = polls();
    tokio::time::sleep(Duration::from_secs(60)).await;
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    let polls = polls() - before;
    assert!((1..30).contains(&polls), "{polls} polls are a busy loop");
}

/// The same for an article: its neighbours come at once, itself as soon as it can be written, and nothing is lost.
#[tokio::test(start_paused = true)]
async fn an_article_that_cannot_be_written_is_tried_again() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("r_society");
    aigul.expects("Готово").await;
    let database = rusqlite::Connection::open(house.path("headliner.db")).unwrap();
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON article WHEN new.id = 'unlucky' \
                  BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    database.execute_batch(refuse).unwrap();
    house.write("unlucky", "society", "Неудачная новость", "2026-11-23T10:00:30+05:00", "");
    house.write("other", "society", "Удачная новость", "2026-11-23T10:00:30+05:00", "");
    aigul.expects("Удачная новость").await;
    aigul.expects_silence(Duration::from_secs(60)).await;
    database.execute_batch("DROP TRIGGER refuse").unwrap();
    pass(Duration::from_secs(3600)).await; // tried again, and not too soon after the other
    aigul.expects("Неудачная новость").await;
}
