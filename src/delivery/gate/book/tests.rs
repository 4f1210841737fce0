use proptest::prelude::*;

use super::*;
use crate::delivery::gate::budget::WINDOW;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn book(rate: u32, now: Instant) -> Pages {
    let pace = Pace::new(rate, 0, now);
    Pages { pace, chats: Chats::default(), queue: Queue::default(), news_waits: false, refused: None }
}

/// Plays news that always waits and replies that come at these times; when each left, replies with how long they waited.
fn play(pages: &mut Pages, start: Instant, asked: &[u64], lasting: u64) -> (Vec<Instant>, Vec<Duration>) {
    pages.note_news(true);
    let (mut left, mut waits) = (Vec::new(), Vec::new());
    let mut waiting: Vec<(i64, Instant, Option<u64>)> = Vec::new();
    let mut promised: Option<(usize, Instant)> = None;
    for at in 0..lasting {
        let now = start + ms(at);
        let come = asked.iter().enumerate().filter(|(_, asked)| **asked == at);
        waiting.extend(come.map(|(chat, _)| (chat as i64, now, None)));
        waiting.retain_mut(|(chat, since, number)| match pages.reply(*chat, number, now) {
            Ok(_) => {
                left.push(now);
                waits.push(now - *since);
                false
            }
            Err(_) => true,
        });
        // A turn at the database takes two milliseconds; meanwhile others may leave.
        match promised {
            Some((visits, end)) if end <= now => {
                for visit in 0..visits {
                    pages.left(Fare::Free, 1_000_000 + (at * 100) as i64 + visit as i64, false, Cause::News, now);
                    left.push(now);
                }
                pages.pace.promise(0);
                promised = None;
            }
            Some(_) => {}
            None => {
                let slots = pages.slots(Fare::Free, 256, now);
                pages.keep(slots, now);
                promised = (slots > 0).then_some((slots, now + ms(2)));
            }
        }
    }
    (left, waits)
}

fn busiest(left: &[Instant]) -> usize {
    let within = |first: &Instant| left.iter().filter(|at| *at >= first && **at < *first + WINDOW).count();
    left.iter().map(within).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever comes when, as long as a second's replies fit into their share.
    #[test]
    fn replies_and_news_together_keep_the_rate_and_use_it(
        gaps in proptest::collection::vec(prop_oneof![4 => 60..200u64, 1 => 0..3u64, 1 => 300..2000u64], 1..60),
    ) {
        let start = Instant::now();
        let asked: Vec<u64> = gaps.iter().scan(500, |at, gap| { *at += gap; Some(*at) }).collect();
        let (left, waits) = play(&mut book(30, start), start, &asked, 8_000);
        prop_assert!(busiest(&left) <= 30, "{} in a second", busiest(&left));
        prop_assert!(left.len() as f64 / 8.0 >= 30.0 * 0.99, "{} departures in eight seconds", left.len());
        prop_assert!(waits.iter().all(|wait| *wait < ms(600)), "{waits:?}");
    }
}

#[test]
fn ten_replies_a_second_wait_for_a_slot_at_most() {
    let start = Instant::now();
    for phase in [0, 13, 27, 41] {
        let asked: Vec<u64> = (0..200).map(|number| 1_000 + phase + number * 100).collect();
        let (left, mut waits) = play(&mut book(30, start), start, &asked, 21_500);
        waits.sort();
        assert_eq!(busiest(&left), 30);
        assert!(waits[waits.len() * 99 / 100] <= ms(50), "{waits:?}");
        assert!(left.len() as f64 / 21.5 >= 30.0 * 0.99, "{}", left.len());
    }
}

/// Ten minutes of a broadcast, with turns that take different times and now and then one of twelve milliseconds: no hole opens
/// in the row of departures, so whoever asks finds a place within a slot and the longest turn.
#[test]
fn the_row_of_departures_stays_even() {
    let start = Instant::now();
    let (mut pages, mut left, mut waits) = (book(30, start), Vec::new(), Vec::new());
    pages.note_news(true);
    let mut visit = None;
    let mut reply: Option<(i64, u64, Option<u64>)> = None;
    for at in 0..600_000u64 {
        let now = start + ms(at);
        if at > 5_000 && at % 1_750 == 3 {
            reply = Some((at as i64, at, None));
        }
        if let Some((chat, since, number)) = &mut reply
            && pages.reply(*chat, number, now).is_ok()
        {
            waits.push(at - *since);
            left.push(now);
            reply = None;
        }
        match visit {
            Some(end) if end <= at => {
                pages.left(Fare::Free, 1_000_000 + at as i64, false, Cause::News, now);
                pages.pace.promise(0);
                left.push(now);
                visit = None;
            }
            Some(_) => {}
            None if pages.slots(Fare::Free, 1, now) == 1 => {
                pages.keep(1, now);
                visit = Some(at + if at % 97 == 0 { 12 } else { 1 + at % 3 });
            }
            None => {}
        }
    }
    let worst = waits.iter().max().unwrap();
    assert!(*worst <= 34 + 12, "of {} answers one took {worst} ms", waits.len());
    assert!(left.len() as f64 / 600.0 >= 30.0 * 0.99, "{} departures", left.len());
}

#[test]
fn a_crowd_leaves_news_a_third_and_does_not_wait_for_more_than_a_second() {
    let start = Instant::now();
    let asked: Vec<u64> = (0..2_000).map(|number| 1_000 + number * 5).collect(); // two hundred a second
    let mut pages = book(30, start);
    let (left, waits) = play(&mut pages, start, &asked, 11_000);
    let news = left.len() - waits.len();
    assert!(news >= 30 + 95, "{news} of news beside the crowd");
    assert!(waits.len() >= 1_960 && waits.iter().all(|wait| *wait <= PATIENCE), "{}", waits.len());
}

#[test]
fn a_crowd_queues_once_telegram_has_refused_one() {
    let now = Instant::now();
    let mut pages = book(2, now);
    let ask = |pages: &mut Pages, chat, now| pages.reply(chat, &mut None, now);
    let first: Vec<_> = (1..=2).map(|chat| ask(&mut pages, chat, now).unwrap()).collect();
    assert!(first.iter().all(|gone| gone.counted));
    let waiting: Vec<u64> = (0..2).map(|_| pages.queue.enter()).collect(); // the next second's places are given away, too
    let beyond = ask(&mut pages, 5, now).unwrap();
    assert!(!beyond.counted);
    pages.reply_flooded(&beyond, ms(1_000), now);
    assert!(ask(&mut pages, 6, now).is_err(), "it is refused as well");
    waiting.into_iter().for_each(|number| pages.queue.leave(number));
}

/// Both sides: news and cards, and replies.
#[test]
fn a_flood_is_known_to_both_sides() {
    let (start, second) = (Instant::now(), Duration::from_secs(1));
    let mut pages = book(30, start);
    pages.flooded(Fare::Free, 1, start, second * 7, start); // of news
    assert_eq!(pages.reply(1, &mut None, start), Err(start + second * 7));
    let gone = pages.reply(2, &mut None, start).unwrap();
    assert_eq!(pages.pace.held_until(start), None, "it is the chat's own so far");
    pages.reply_flooded(&gone, second * 9, start);
    assert_eq!(pages.busy(start).get(&2), Some(&(start + second * 9)));
    assert_eq!(pages.pace.held_until(start), Some(start + second * 9), "two chats: it is everybody's");
    assert_eq!(pages.reply(3, &mut None, start), Err(start + second * 9), "replies wait like the rest");
    assert_eq!(pages.slots(Fare::Free, 256, start), 0);
}

#[test]
fn what_was_promised_is_nobody_elses() {
    let start = Instant::now();
    let mut pages = book(1, start);
    assert_eq!(pages.slots(Fare::Free, 256, start), 1);
    let mut number = None;
    assert!(pages.reply(1, &mut number, start).is_err(), "a turn is being written");
    pages.keep(0, start); // its visit had nothing to say
    assert!(pages.reply(1, &mut number, start).is_ok());
    assert!(pages.reply(2, &mut number, start).is_err());
    assert_eq!(pages.slots(Fare::Free, 256, start + WINDOW), 0, "the next place is the reply's");
    assert_eq!(pages.ready_at(Fare::Free, start + WINDOW), start + WINDOW * 2);
    pages.give_up(&mut number);
    assert_eq!(pages.slots(Fare::Free, 256, start + WINDOW), 1);
}

fn counted(pages: &mut Pages, chat: i64, now: Instant) -> Option<bool> {
    pages.reply(chat, &mut None, now).ok().map(|gone| gone.counted)
}

#[test]
fn caution_ends_after_ten_minutes_and_does_not_begin_inside_the_budget() {
    let now = Instant::now();
    let mut pages = book(1, now);
    let within = pages.reply(1, &mut None, now).unwrap();
    pages.reply_flooded(&within, ms(1_000), now);
    pages.queue.enter(); // the next second's place is given away, too
    let beyond = pages.reply(2, &mut None, now).unwrap();
    assert!(within.counted && !beyond.counted, "that one inside the budget was refused says nothing");
    pages.refused = Some(now);
    pages.queue = Queue::default();
    for (second, expected) in [(597, None), (600, Some(false))] {
        let at = now + Duration::from_secs(second);
        assert_eq!(counted(&mut pages, 3, at), Some(true));
        let number = pages.queue.enter();
        assert_eq!(counted(&mut pages, 4, at), expected, "after {second} s");
        pages.queue.leave(number);
    }
}

/// Whoever would wait too long leaves at once, but not while Telegram is known to mind.
#[test]
fn a_crowd_waits_while_all_are_held_and_while_the_pace_is_lowered() {
    let (start, second) = (Instant::now(), Duration::from_secs(1));
    let mut pages = book(30, start);
    pages.pace.hold(start + second * 9);
    assert_eq!(pages.reply(1, &mut None, start), Err(start + second * 9));
    let mut pages = book(2, start);
    (1..=2).for_each(|chat| pages.flooded(Fare::Free, chat, start, second, start));
    assert_eq!(pages.pace.rate(), 1);
    let after = start + second;
    assert_eq!(counted(&mut pages, 3, after), Some(true));
    let _ahead = [pages.queue.enter(), pages.queue.enter()];
    assert_eq!(counted(&mut pages, 4, after), None);
}

#[test]
fn a_reply_whose_chat_has_to_wait_stands_in_nobodys_way() {
    let start = Instant::now();
    let mut pages = book(1, start);
    assert_eq!(counted(&mut pages, 1, start), Some(true));
    let mut number = None;
    assert!(pages.reply(2, &mut number, start).is_err() && number.is_some());
    pages.flooded(Fare::Free, 2, start, ms(7_000), start);
    assert_eq!(pages.reply(2, &mut number, start + ms(10)), Err(start + ms(7_000)));
    assert_eq!((number, pages.queue.claims(1, start + WINDOW)), (None, 0));
}

#[test]
fn what_left_to_a_chat_counts_there_whoever_sent_it() {
    let (start, second) = (Instant::now(), Duration::from_secs(1));
    let mut pages = book(30, start);
    assert!((0..3).all(|_| counted(&mut pages, 1, start) == Some(true)));
    assert_eq!(pages.reply(1, &mut None, start), Err(start + second), "a fourth reply at once");
    let mut pages = book(30, start);
    for place in 0..20 {
        let now = start + second * place;
        match place % 2 {
            0 => pages.left(Fare::Free, -1, true, Cause::News, now),
            _ => assert_eq!(counted(&mut pages, -1, now), Some(true)),
        }
    }
    assert_eq!(pages.reply(-1, &mut None, start + second * 20), Err(start + second * 60), "a group's minute is full");
}

/// After a while in which nothing left: the first of a row, whatever it is, is followed a slot later.
#[test]
fn a_row_is_spaced_evenly_from_the_first_on() {
    let start = Instant::now();
    let (now, slot) = (start + ms(10_000), WINDOW / 10);
    let check = |what: &str, leave: &dyn Fn(&mut Pages)| {
        let mut pages = book(10, start);
        leave(&mut pages);
        assert_eq!(pages.ready_at(Fare::Free, now), now + slot, "{what}");
    };
    check("news", &|pages| {
        assert_eq!(pages.slots(Fare::Free, 256, now), 1);
        pages.keep(1, now);
        pages.left(Fare::Free, 1, false, Cause::News, now);
    });
    check("a card", &|pages| pages.left(Fare::Free, 1, false, Cause::Other, now));
    check("a reply", &|pages| assert_eq!(counted(pages, 1, now), Some(true)));
}
