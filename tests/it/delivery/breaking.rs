//! Breaking news while other news waits: it is first, it is alone until its last reader has it, and people who talk to
//! the bot are answered meanwhile.

use std::time::Duration;

use headliner::{
    clock::Time,
    newsroom::{Mode, NewReader, Newsroom, Night, Sound},
    store::{Kind, Lane, staff::Role},
};
use simulator::{Faults, Person, Settings, Simulator};

use super::newsdesk::{Newsdesk, newcomer};
use crate::{
    chance::scale,
    harness::{House, MORNING},
};

/// How often somebody says something.
const EVERY: Duration = Duration::from_millis(1_750);
/// One slot at thirty a second.
const SLOT: Duration = Duration::from_millis(34);

#[tokio::test(start_paused = true)]
async fn breaking_overtakes_waiting_visits_at_the_next_slot() {
    let readers = scale(1_000, 10_000);
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.readers(readers);
    desk.start().await;
    desk.publish("Курс тенге на закрытии", Lane::News);
    desk.sim.wait_for_accepted(300).await;
    let published = desk.clock.now();
    desk.publish("В горах над городом сошёл сель", Lane::Breaking);
    desk.sim.wait_for_accepted(300 + readers).await;
    let sent = texts(&desk.sim);
    let breaking = sent.iter().position(|(text, _)| text.contains("сошёл сель")).unwrap();
    assert!(breaking <= 302, "{breaking} ordinary messages went first");
    assert!(sent[breaking].1 - published.ms() <= SLOT.as_millis() as i64, "the first copy waited too long");
    let run = &sent[breaking..breaking + readers as usize];
    assert!(run.iter().all(|(text, _)| text.contains("сошёл сель")), "an ordinary message came in between");
    let whole = run.last().unwrap().1 - published.ms();
    assert!(whole <= readers as i64 * 1_000 / 30 + 1_000, "the last copy took {whole} ms");
    desk.sim.wait_for_accepted(readers * 2).await;
    assert_eq!(desk.sim.counters().doubles, 0);
    desk.close().await;
}

/// Readers whose ordinary message is on its way, or has just arrived, get breaking news as soon as they may, too.
#[tokio::test(start_paused = true)]
async fn breaking_is_first_for_those_who_are_just_being_served() {
    // At each of these moments the breaking lane comes to other readers while their ordinary message is on its way.
    for accepted in (1..80).step_by(13) {
        breaking_after(accepted).await;
    }
}

async fn breaking_after(accepted: u64) {
    let (readers, latency) = (100, 700);
    let faults = Faults { latency_ms: latency, ..Faults::none() };
    let mut desk = Newsdesk::open(Settings { faults, ..Settings::default() }, 30).await;
    desk.readers(readers);
    let delivery = desk.start().await;
    desk.publish("Курс тенге на закрытии", Lane::News);
    desk.sim.wait_for_accepted(accepted).await;
    let published = desk.clock.now();
    desk.publish("В горах над городом сошёл сель", Lane::Breaking);
    desk.settled(&delivery).await;
    let sent = texts(&desk.sim);
    let last = sent.iter().filter(|(text, _)| text.contains("сошёл сель")).map(|(_, at)| *at).max().unwrap();
    let on_its_way = published.ms() + i64::from(latency) + SLOT.as_millis() as i64;
    let between: Vec<_> =
        sent.iter().filter(|(text, at)| !text.contains("сошёл сель") && on_its_way < *at && *at < last).collect();
    assert!(between.is_empty(), "after {accepted}: {} ordinary before the last copy: {between:?}", between.len());
    assert_eq!((sent.len() as u64, desk.sim.counters().doubles), (readers * 2, 0));
    desk.close().await;
}

/// Those who take breaking news as news among others wait with the others: also where they come first, and also where a
/// bot starts with a backlog.
#[tokio::test(start_paused = true)]
async fn breaking_is_first_for_those_who_want_it_so() {
    breaking_and_other_news(true).await;
    breaking_and_other_news(false).await;
}

async fn breaking_and_other_news(as_backlog: bool) {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(300);
    for reader in readers.start..readers.start + 150 {
        desk.wants_breaking(reader, false);
    }
    if !as_backlog {
        desk.start().await;
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    desk.publish("Курс тенге на закрытии", Lane::News);
    desk.publish("В горах над городом сошёл сель", Lane::Breaking);
    if as_backlog {
        desk.start().await;
    }
    desk.sim.wait_for_accepted(450).await;
    let sent = texts(&desk.sim);
    let urgent = |text: &str| text.contains("сошёл сель") && !text.contains("Курс тенге");
    // After a while with nothing to do three slots are free at once, before the second publication has been seen.
    let first = sent.iter().position(|(text, _)| urgent(text)).unwrap();
    let run = sent[first..].iter().take_while(|(text, _)| urgent(text)).count();
    assert!(first <= 3 && run == 150, "{run} after {first} others, as a backlog: {as_backlog}");
    desk.close().await;
}

/// What was sent, in order, with the time in milliseconds.
fn texts(sim: &Simulator) -> Vec<(String, i64)> {
    sim.sent().into_iter().map(|message| (message.text, message.at_us / 1_000)).collect()
}

/// With `HEADLINER_TRIALS=full`: 20,000 waiting visits. The whole bot, an editor who pushes, and people who talk.
#[tokio::test(start_paused = true)]
async fn people_are_answered_throughout_breaking_news() {
    let count = scale(1_000, 20_000);
    let mut house = House::closed(MORNING).await;
    let crowd = crowd(&house, count);
    house.write("bridge", "society", "Мост через Есентай закрыт", "2026-11-23T08:10:00+05:00", "");
    house.start().await;
    let editor = house.sim.person("Мадина", "ru");
    house.employ(&editor, "Мадина", Role::Editor);
    house.write("tenge", "society", "Курс тенге на закрытии", "2026-11-23T10:00:30+05:00", "");
    house.sim.wait_for_accepted(200).await;
    let published = push(&house, &editor).await;
    // The editor's card, one in three seconds, and the answers to people have places of the same budget,
    // of which there are thirty in each 1.002 seconds; all but one in a thousand are used.
    let alone = count * 1_002 / 30;
    let beside = alone / 30 / 3 + alone / 30 * 1_000 / EVERY.as_millis() as u64;
    let most = Duration::from_millis((alone + beside) * 1_001 / 1_000 + 1_000);
    let waits = talk(&house, published + most).await;
    let worst = waits.iter().max().unwrap();
    assert!(*worst <= SLOT, "of {} answers to people one took {worst:?}", waits.len());
    let mut sent: Vec<(i64, bool)> = crowd.flat_map(|reader| news(&house.sim, reader)).collect();
    sent.sort_by_key(|(at, breaking)| (*at, !*breaking)); // a late slot is made up for in the same millisecond
    let first = sent.iter().position(|(_, breaking)| *breaking).unwrap();
    let late = sent[first].0 - published.ms();
    // The word itself is answered first, with the next slot.
    assert!(late <= 2 * SLOT.as_millis() as i64, "the first copy left {late} ms after the editor's word");
    let last = sent.iter().rposition(|(_, breaking)| *breaking).unwrap();
    // What leaves together with the last copy may arrive before it, over a connection that was open already.
    let until = sent[last].0 - SLOT.as_millis() as i64;
    let between: Vec<_> = sent[first..last].iter().filter(|(at, breaking)| !breaking && *at < until).collect();
    assert!(between.is_empty(), "ordinary news came between {:?} and {:?}: {between:?}", sent[first], sent[last]);
    let took = Duration::from_millis((sent[last].0 - published.ms()) as u64);
    assert!(took <= most, "the last copy took {took:?}, not {most:?}");
    let copies = sent.iter().filter(|(_, breaking)| *breaking).count();
    assert_eq!(copies, count as usize, "not everybody has it after {took:?}");
    house.end().await;
}

/// So many readers who get everything at once.
fn crowd(house: &House, count: u64) -> std::ops::Range<i64> {
    let (people, now, newsroom) = (house.sim.crowd(count), house.now(), Newsroom::default());
    let new = NewReader {
        mode: Mode::Now,
        quiet: None,
        night: Night::Silent,
        sound: Sound::Breaking,
        spacing: Duration::ZERO,
        limit: 0,
        ..newsroom.new_reader
    };
    let mut newsroom = Newsroom::default();
    let store = house.store();
    store.write_here(|store| store.settle_rubrics(&mut newsroom)).unwrap();
    let rubrics = 1 | 1 << newsroom.rubric_named("society").unwrap().bit;
    let join = |telegram| newcomer(Kind::Reader, telegram, rubrics);
    store.write_here(|store| people.clone().try_for_each(|id| store.join(&join(id), &new, now).map(drop))).unwrap();
    people
}

/// The editor pushes the bridge and does not wait for the countdown; when they said so.
async fn push(house: &House, editor: &Person) -> Time {
    editor.say("/breaking bridge");
    editor.expects("Отправить").await;
    crate::harness::reads().await;
    editor.press("⚡️ Отправить");
    editor.expects_edit("Уходит через").await;
    editor.press("Отправить сейчас");
    house.now()
}

/// Until then people come, ask for the latest news and change their wishes; how long each waited.
async fn talk(house: &House, until: Time) -> Vec<Duration> {
    let mut waits = Vec::new();
    while house.now() < until {
        let person = house.sim.person("Читатель", "ru");
        for (word, answer) in [("/start", "Вы подписаны"), ("/help", "/latest"), ("/latest", "Есентай")]
        {
            let asked = house.now();
            if word == "/start" {
                person.start("")
            } else {
                person.say(word)
            }
            person.expects(answer).await;
            waits.push(house.now().since(asked));
            tokio::time::sleep(EVERY).await;
        }
    }
    waits
}

/// When the reader's messages came, in milliseconds, and whether they are the breaking one.
fn news(sim: &Simulator, reader: i64) -> Vec<(i64, bool)> {
    let messages = sim.room(reader).received().into_iter();
    messages.map(|message| (message.at_us / 1_000, message.text.contains("Есентай"))).collect()
}
