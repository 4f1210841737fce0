use super::*;
use crate::{
    article::{ArticleKey, Form},
    delivery::decide::{visit::Shown, wants::Reason},
    store::{ChatKey, editions::Layout, ledger::Served},
};

const PUSH: Seq = Seq(7);

/// A visit led by this entry.
fn visit(seq: Seq, urgent: bool) -> Visit {
    Visit {
        chat: ChatKey(1),
        served: if urgent { Served::Breaking } else { Served::News },
        after: Seq(0),
        upto: seq,
        show: vec![Shown { seq, article: ArticleKey(1), reason: Reason::Breaking, urgent }],
        mentions: Vec::new(),
        overnight: Vec::new(),
        offers: false,
        older: 0,
        pause: false,
        brief: false,
        layout: Layout::Single,
        silent: false,
        attempt: 0,
        most: 3,
        form: Form::Formatted,
        more: false,
    }
}

fn purse(tenths: u32, stars: u32) -> Purse {
    let mut purse = Purse::default();
    purse.fill(&[(PUSH, Price { most: tenths, spent: 0 })]);
    purse.has(stars);
    purse
}

/// `f`: free, `u`: paid but inside the free rate, `b`: billed, `-`: no slot.
fn travels(till: &mut Till, visits: &[Visit]) -> String {
    let travel = |visit| match till.ticket(visit) {
        None => '-',
        Some(Ticket { fare: Fare::Free, .. }) => 'f',
        Some(Ticket { billed: None, .. }) => 'u',
        Some(Ticket { billed: Some(seq), .. }) => {
            assert_eq!(seq, PUSH);
            'b'
        }
    };
    visits.iter().map(travel).collect()
}

#[test]
fn what_goes_beyond_the_free_rate_is_billed_up_to_the_ceiling() {
    let check = |tenths, stars, free, visits: &[Visit], expected| {
        let mut till = purse(tenths, stars).till(free);
        assert_eq!(travels(&mut till, visits), expected, "{tenths} tenths of {stars} Stars, {free} free");
    };
    let push = vec![visit(PUSH, true); 6];
    check(100, 20_000, 2, &push, "uubbbb");
    check(3, 20_000, 2, &push, "uubbb-");
    check(0, 20_000, 2, &push, "ff----");
    check(100, NEEDED - 1, 2, &push, "ff----");
    check(100, 20_000, 0, &push, "bbbbbb");
    let others = [visit(Seq(8), true), visit(PUSH, true), visit(PUSH, false), visit(PUSH, true)];
    check(100, 20_000, 1, &others, "fb-b");
    assert_eq!(travels(&mut Till::closed(), &others), "ffff");
}

#[test]
fn charges_are_taken_out_and_given_back() {
    let mut purse = purse(2, 20_000);
    for _ in 0..2 {
        assert!(purse.is_open());
        purse.charge(PUSH);
    }
    assert!(!purse.is_open(), "the ceiling is reached");
    purse.give_back(PUSH);
    assert!(purse.is_open());
    let charged = |visits: usize| {
        let mut till = purse.till(0);
        travels(&mut till, &vec![visit(PUSH, true); visits]);
        till.charged().collect::<Vec<_>>()
    };
    assert_eq!(charged(5), [(PUSH, 1)]);
    // What is read from the store is older than what is known here.
    purse.fill(&[(PUSH, Price { most: 2, spent: 0 })]);
    purse.charge(PUSH);
    assert!(!purse.is_open());
    purse.fill(&[]);
    purse.give_back(PUSH);
    assert!(!purse.is_open(), "it was stopped");
}

#[test]
fn the_balance_is_looked_at_before_each_push_that_may_cost() {
    let (mut purse, start) = (Purse::default(), Instant::now());
    assert!(!purse.asks(start), "nothing costs anything");
    purse.fill(&[(PUSH, Price { most: 50, spent: 0 })]);
    assert!(!purse.is_open(), "nobody has looked yet");
    assert!(purse.asks(start) && !purse.asks(start), "once");
    assert!(purse.asks(start + AGAIN), "Telegram did not say");
    purse.has(20_000);
    assert!(purse.is_open() && !purse.asks(start + AGAIN * 3));
    purse.fill(&[(PUSH, Price::default()), (Seq(9), Price { most: 50, spent: 50 })]);
    assert!(!purse.is_open() && purse.asks(start + AGAIN * 3), "another push");
}
