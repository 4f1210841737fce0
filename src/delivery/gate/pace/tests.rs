use proptest::prelude::*;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Sends as often as it may, each time so many milliseconds late; the departures.
fn depart(pace: &mut Pace, start: Instant, late: &[u64]) -> Vec<Instant> {
    let mut now = start;
    let mut departures = Vec::new();
    for late in late {
        now = pace.ready_at(Fare::Free, 0, now).max(now);
        pace.let_go(now);
        now += ms(*late);
        pace.depart(Fare::Free, now);
        departures.push(now);
    }
    departures
}

/// The most departures in any second.
fn busiest(departures: &[Instant]) -> usize {
    let within = |first: &Instant| departures.iter().filter(|at| *at >= first && **at < *first + SECOND).count();
    departures.iter().map(within).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn no_second_has_more_departures_than_the_rate(
        rate in 1u32..60,
        late in proptest::collection::vec(prop_oneof![8 => 0..3u64, 2 => 0..80u64, 1 => 0..3000u64], 1..200),
    ) {
        let start = Instant::now();
        let departures = depart(&mut Pace::new(rate, 0, start), start, &late);
        prop_assert!(busiest(&departures) <= rate as usize);
    }

    #[test]
    fn the_rate_is_used_while_work_waits(rate in 1u32..60, late in proptest::collection::vec(0..8u64, 300)) {
        let start = Instant::now();
        let departures = depart(&mut Pace::new(rate, 0, start), start, &late);
        let took = (*departures.last().unwrap() - start).as_secs_f64();
        let least = (departures.len() - 1) as f64 / f64::from(rate);
        prop_assert!(least / took >= 0.99, "{} departures took {took} s", departures.len());
    }

    #[test]
    fn floods_are_obeyed_and_never_make_it_faster(
        floods in proptest::collection::vec((0..40usize, 1..5000u64), 0..4),
        late in proptest::collection::vec(0..5u64, 40),
    ) {
        let mut now = Instant::now();
        let mut pace = Pace::new(30, 0, now);
        let (mut departures, mut held) = (Vec::new(), now);
        for (place, late) in late.iter().enumerate() {
            for (_, wait) in floods.iter().filter(|(at, _)| *at == place) {
                pace.flood(Fare::Free, now, now, ms(*wait));
                held = held.max(now + ms(*wait));
            }
            now = pace.ready_at(Fare::Free, 0, now).max(now) + ms(*late);
            now = pace.ready_at(Fare::Free, 0, now).max(now);
            pace.depart(Fare::Free, now);
            prop_assert!(now >= held);
            departures.push(now);
        }
        prop_assert!(busiest(&departures) <= 30);
    }
}

#[test]
fn a_flood_halves_the_rate_which_recovers_by_one_a_second() {
    let start = Instant::now();
    let mut pace = Pace::new(30, 0, start);
    pace.flood(Fare::Free, start, start, ms(5000));
    assert_eq!(pace.rate(), 15);
    assert_eq!(pace.held_until(start), Some(start + ms(5000)));
    assert!(pace.ready_at(Fare::Free, 0, start) >= start + ms(5000));
    for (after, rate) in [(5000, 15), (5999, 15), (6000, 16), (10_000, 20), (19_999, 29), (20_000, 30), (90_000, 30)] {
        pace.ready_at(Fare::Free, 0, start + ms(after));
        assert_eq!(pace.rate(), rate, "after {after} ms");
    }
}

#[test]
fn what_was_in_flight_together_halves_the_rate_once() {
    let start = Instant::now();
    let mut pace = Pace::new(30, 0, start);
    for (left, answered, rate) in [(100, 200, 15), (120, 210, 15), (199, 500, 15), (200, 600, 7), (550, 610, 7)] {
        pace.flood(Fare::Free, start + ms(left), start + ms(answered), ms(1000));
        assert_eq!(pace.rate(), rate, "left at {left}, answered at {answered}");
        assert_eq!(pace.held_until(start), Some(start + ms(answered + 1000)), "it is obeyed all the same");
    }
}

#[test]
fn paid_departures_have_a_budget_of_their_own_around_the_free_one() {
    let mut now = Instant::now();
    let (mut pace, mut left, mut billed) = (Pace::new(30, 1_000, now), Vec::new(), 0);
    assert_eq!(pace.free_room(now), 0, "what left before the start is not known");
    now += SECOND * 2;
    while left.len() < 5_000 {
        // One of staff in between, whenever it may go for free.
        let fare = if left.len() % 50 == 49 && pace.slots(Fare::Free, 0, now) > 0 { Fare::Free } else { Fare::Paid };
        for _ in 0..pace.slots(fare, 0, now).min(50 - left.len() % 50) {
            billed += usize::from(pace.free_room(now) == 0);
            assert!(fare == Fare::Paid || pace.free_room(now) > 0, "a free one beyond the free rate");
            pace.depart(fare, now);
            left.push(now);
        }
        now = pace.ready_at(Fare::Paid, 0, now).max(now + Duration::from_micros(200));
    }
    assert!(
        left.windows(1_001).all(|some| some[1_000].duration_since(some[0]) >= SECOND),
        "more than 1,000 in a second"
    );
    let seconds = left[4_999].duration_since(left[0]).as_secs_f64();
    assert!(5_000.0 / seconds >= 990.0, "only {} a second", 5_000.0 / seconds);
    let free = 5_000 - billed;
    assert!(free as f64 <= 30.0 * (seconds + 1.0), "{free} free ones in {seconds} s");
    assert!(free as f64 >= 29.0 * seconds, "only {free} free ones in {seconds} s");
}

#[test]
fn a_flood_of_paid_ones_lowers_only_their_rate() {
    let start = Instant::now();
    let mut pace = Pace::new(30, 240, start);
    for (after, paid) in [(0, true), (10, true), (20, false)] {
        pace.flood(Fare::Paid, start + ms(after), start + ms(after), ms(0));
        assert_eq!((pace.rate(), pace.can_be_paid()), (30, paid), "after {after} ms");
    }
    pace.ready_at(Fare::Paid, 0, start + ms(1_020));
    assert!(pace.can_be_paid(), "it recovers");
    assert!(!Pace::new(30, 0, start).can_be_paid() && !Pace::new(0, 1_000, start).can_be_paid());
}

#[test]
fn no_limit_is_no_limit() {
    let start = Instant::now();
    let mut pace = Pace::new(0, 0, start);
    let departures = depart(&mut pace, start, &[0; 1000]);
    assert_eq!(departures.last(), Some(&start));
    pace.hold(start + ms(100));
    assert_eq!(pace.ready_at(Fare::Free, 0, start), start + ms(100));
}

#[test]
fn together_is_what_fits_into_ten_milliseconds() {
    let now = Instant::now();
    let check =
        |rate, slots| assert_eq!(Pace::new(rate, 0, now).slots(Fare::Free, 0, now), slots, "at {rate} a second");
    check(30, 1);
    check(100, 1);
    check(1_000, 10);
    check(0, usize::MAX);
}

#[test]
fn no_sliding_second_holds_more_than_the_rate() {
    for rate in [1, 7, 30, 250, 1_000] {
        let mut now = Instant::now();
        let (mut pace, mut left) = (Pace::new(rate, 0, now), Vec::new());
        while left.len() < rate as usize * 3 {
            for _ in 0..pace.slots(Fare::Free, 0, now) {
                pace.depart(Fare::Free, now);
                left.push(now);
            }
            now = pace.ready_at(Fare::Free, 0, now).max(now + Duration::from_micros(100));
        }
        let most = rate as usize;
        let full = left.windows(most + 1).all(|some| some[most].duration_since(some[0]) >= SECOND);
        assert!(full, "more than {rate} in a second");
        let used = left.len() as f64 / left[left.len() - 1].duration_since(left[0]).as_secs_f64();
        assert!(used >= f64::from(rate) * 0.99, "only {used} of {rate} a second");
    }
}

#[test]
fn a_late_row_makes_up_for_two_slots_and_never_leaves_in_a_heap() {
    let start = Instant::now();
    let mut pace = Pace::new(10, 0, start);
    let slot = WINDOW / 10;
    for at in [start, start + ms(300)] {
        pace.let_go(at);
        pace.depart(Fare::Free, at);
    }
    assert_eq!(pace.ready_at(Fare::Free, 0, start + ms(300)), start + ms(300) + slot * 9 / 10);
    let mut fast = Pace::new(1_000, 0, start);
    let now = start + SECOND * 10;
    assert_eq!(fast.slots(Fare::Free, 0, now), 66, "what a commit may take");
    fast.let_go(now);
    fast.depart(Fare::Free, now);
    assert_eq!(fast.slots(Fare::Free, 0, now), 65, "the rest of them does not wait");
}

#[test]
fn a_heap_is_no_larger_than_its_second_has_room_for() {
    let start = Instant::now();
    let mut pace = Pace::new(1_000, 0, start);
    (0..995).for_each(|_| pace.depart(Fare::Free, start));
    assert_eq!(pace.slots(Fare::Free, 0, start + ms(1_001)), 2, "three stay for replies");
    let mut pace = Pace::new(1_000, 0, start);
    pace.promise(995);
    assert_eq!(pace.slots(Fare::Free, 0, start), 2);
    pace.promise(1_000);
    assert_eq!(pace.ready_at(Fare::Free, 0, start), start + WINDOW);
}

#[test]
fn a_reply_finds_a_place_in_the_hole_that_a_late_turn_leaves() {
    let start = Instant::now();
    let mut pace = Pace::new(1_000, 0, start);
    for step in 0..5_000 {
        let now = start + ms(step);
        if !(1_000..1_060).contains(&step) {
            // A commit that takes long is in between.
            (0..pace.slots(Fare::Free, 0, now)).for_each(|_| pace.depart(Fare::Free, now));
        }
        assert!(pace.reply_at(0, now) <= now, "a reply waits at {step} ms");
    }
}

#[test]
fn what_was_promised_is_used_by_its_departure() {
    let start = Instant::now();
    let mut pace = Pace::new(2, 10, start);
    pace.promise(1);
    let later = start + SECOND * 2;
    assert_eq!(pace.free_room(later), 1);
    pace.depart(Fare::Free, later);
    assert_eq!((pace.free_room(later), pace.reply_at(0, later)), (1, later));
}

#[test]
fn a_pace_of_one_stays_one_and_every_other_recovers_to_itself() {
    let start = Instant::now();
    for (limit, lowered) in [(1, 1), (2, 1), (50, 25)] {
        let mut pace = Pace::new(limit, 0, start);
        pace.flood(Fare::Free, start, start, ms(0));
        assert_eq!(pace.rate(), lowered);
        pace.ready_at(Fare::Free, 0, start + SECOND * 60);
        assert_eq!(pace.rate(), limit);
    }
}

#[test]
fn a_shorter_hold_takes_nothing_back() {
    let start = Instant::now();
    let mut pace = Pace::new(30, 0, start);
    pace.hold(start + SECOND * 9);
    pace.hold(start + SECOND * 2);
    assert_eq!(pace.held_until(start), Some(start + SECOND * 9));
}

/// Whoever took the time first may come to the book last.
#[test]
fn departures_are_in_order_whoever_comes_first() {
    let start = Instant::now();
    let mut pace = Pace::new(1, 0, start);
    pace.depart(Fare::Free, start + ms(10));
    pace.depart(Fare::Free, start + ms(5));
    assert_eq!(pace.reply_at(0, start + ms(10)), start + ms(10) + WINDOW);
}

#[test]
fn replies_are_part_of_what_is_paid_for_while_it_is() {
    let start = Instant::now();
    let mut pace = Pace::new(2, 4, start);
    (0..3).for_each(|_| pace.depart(Fare::Paid, start));
    assert_eq!(pace.reply_at(0, start), start, "the free second is full, but those were paid for");
    pace.reply_left(start);
    assert_eq!(pace.reply_at(0, start), start + WINDOW, "and it counts among them");
    let mut pace = Pace::new(2, 4, start);
    (0..2).for_each(|_| pace.depart(Fare::Free, start));
    assert_eq!(pace.reply_at(0, start), start + WINDOW, "nothing is paid for");
}

/// Floods of what is paid for may lower that below the free rate: it holds for all departures.
#[test]
fn nothing_goes_beyond_the_paid_rate() {
    let start = Instant::now();
    let mut pace = Pace::new(4, 5, start);
    pace.flood(Fare::Paid, start, start, ms(0));
    (0..2).for_each(|_| pace.depart(Fare::Free, start));
    assert_eq!(pace.ready_at(Fare::Free, 0, start), start + WINDOW);
    let mut pace = Pace::new(200, 400, start);
    [0, 1].into_iter().for_each(|at| pace.flood(Fare::Paid, start + ms(at), start + ms(at), ms(0)));
    (0..99).for_each(|_| pace.depart(Fare::Free, start + ms(1)));
    assert_eq!(pace.slots(Fare::Free, 0, start + ms(600)), 1);
    let mut pace = Pace::new(2, 1, start);
    pace.depart(Fare::Free, start);
    assert_eq!(pace.ready_at(Fare::Free, 0, start), start + WINDOW / 2, "a paid rate below the free one is none");
}
