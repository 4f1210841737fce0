//! Closing answers: those that somebody contradicts close nobody, those that nobody does close whom they are about.

use std::time::Duration;

use headliner::{
    delivery::Event,
    store::{Lane, State},
};
use simulator::Settings;

use super::newsdesk::Newsdesk;

const BLOCKED: &str = "Forbidden: bot was blocked by the user";
const COLD: &str = "Forbidden: bot can't initiate conversation with a user";
/// As long as another bot's token is at work.
const SPELL: Duration = Duration::from_secs(600);

fn states(desk: &Newsdesk, readers: std::ops::Range<i64>) -> Vec<State> {
    let state = |reader| desk.store.read_here(|store| store.chat_of(reader, 0)).unwrap().unwrap().state;
    readers.map(state).collect()
}

#[tokio::test(start_paused = true)]
async fn of_imported_readers_those_are_closed_who_are_gone() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(400);
    let gone = |reader: &i64| reader * 37 % 100 < 40;
    readers.clone().filter(gone).for_each(|reader| desk.sim.person_by_id(reader).unwrap().block());
    let delivery = desk.start().await;
    let mut events = delivery.events();
    desk.publish("Первая.", Lane::News);
    desk.settled(&delivery).await;
    let mut left = 0;
    while let Ok(event) = events.try_recv() {
        match event {
            Event::Closed(_, State::Blocked) => {}
            Event::Leaving(_) => left += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(left, 1, "that many have gone is told once");
    for (reader, state) in readers.clone().zip(states(&desk, readers)) {
        let received = desk.sim.room(reader).received().len();
        let expected = if gone(&reader) { (State::Blocked, 0) } else { (State::Open, 1) };
        assert_eq!((state, received), expected, "reader {reader}");
    }
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn ten_minutes_of_another_bots_answers_close_nobody() {
    for why in [BLOCKED, COLD] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let readers = desk.readers(200);
        let delivery = desk.start().await;
        let mut events = delivery.events();
        desk.publish("Первая.", Lane::News);
        desk.settled(&delivery).await;
        readers.clone().for_each(|reader| desk.sim.refuse(reader, 403, why));
        desk.publish("Вторая.", Lane::News);
        tokio::time::sleep(SPELL).await;
        assert!(states(&desk, readers.clone()).iter().all(|state| *state == State::Open), "{why}");
        let refused = desk.sim.counters().refused[&403];
        assert!(refused < 60 * 10, "{why}: {refused} requests in ten minutes");
        readers.clone().for_each(|reader| desk.sim.refuse(reader, 403, ""));
        desk.settled(&delivery).await;
        let told: Vec<Event> = std::iter::from_fn(|| events.try_recv().ok()).collect();
        assert!(matches!(told.as_slice(), [Event::Refusing(_)]), "{why}: {told:?}");
        assert!(readers.clone().all(|reader| desk.sim.room(reader).received().len() == 2), "{why}");
        desk.close().await;
    }
}

/// What answers closed is opened again, and gets what waited; who left by themselves is not.
#[tokio::test(start_paused = true)]
async fn what_answers_closed_can_be_opened_again() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(20);
    let (closed, left) = (readers.start, readers.start + 1);
    desk.sim.refuse(closed, 403, BLOCKED);
    let delivery = desk.start().await;
    let before = desk.clock.now();
    desk.publish("Первая.", Lane::News);
    desk.settled(&delivery).await;
    let (key, now) = (desk.key(left), desk.clock.now());
    desk.store.write_here(|store| store.close(key, State::Blocked, now)).unwrap();
    desk.sim.refuse(closed, 403, "");
    let later = desk.clock.now();
    assert_eq!(desk.store.write_here(|store| store.reopen_closed(later, 100, later)).unwrap(), 0);
    assert_eq!(desk.store.write_here(|store| store.reopen_closed(before, 100, later)).unwrap(), 1);
    desk.publish("Вторая.", Lane::News);
    desk.settled(&delivery).await;
    assert_eq!(desk.sim.room(closed).received().len(), 1);
    assert_eq!(states(&desk, closed..left + 1), [State::Open, State::Blocked]);
    desk.close().await;
}
