use super::*;
use crate::{
    bot_api::{Fault, Unclear},
    delivery::gate::{lanes::IN_FLIGHT, purse::Ticket},
};

const PUSH: Seq = Seq(7);
const NEWS: Waiting = Waiting { breaking: false, repairs: 0 };
const BREAKING: Waiting = Waiting { breaking: true, repairs: 0 };

/// A gate of `free` (and `paid`) messages a second that has been open for a while; with the time.
fn gate(free: u32, paid: u32) -> (Gate, Instant) {
    let now = Instant::now();
    (Gate::new(Beginning { free, paid, ..Beginning::default() }, now), now + SECOND)
}

fn visit(lane: Lane, chat: i64, left: Instant) -> Passage {
    Passage { lane, chat: Some(ChatKey(chat)), telegram: chat, group: false, ticket: Ticket::FREE, left }
}

fn card(chat: i64, left: Instant) -> Passage {
    Passage { chat: None, ..visit(Lane::Staff, chat, left) }
}

fn delivered() -> Outcome {
    Outcome::Delivered { message: 1, photo: None }
}

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

#[test]
fn the_lanes_are_a_table() {
    let shares = Lane::ALL.map(|lane| lane.rule().share);
    assert_eq!(shares, [10, 100, 34, 50, 100, 10], "staff have a tenth while others wait");
    assert!(Lane::ALL.is_sorted(), "the order of the table is the order of service");
}

#[test]
fn repairs_have_their_shares_of_what_leaves() {
    // Of six hundred departures, while all of these wait: how many are of which lane.
    let shares = |lanes: &[Lane], breaking: bool, news: bool| -> Vec<usize> {
        let (mut gate, _) = gate(30, 0);
        let mut left = vec![0; lanes.len()];
        for _ in 0..600 {
            let next = lanes.iter().position(|lane| gate.admits_repair(*lane, breaking, news));
            gate.called(next.map_or(Lane::News, |place| lanes[place]));
            next.into_iter().for_each(|place| left[place] += 1);
        }
        left
    };
    assert_eq!(
        shares(&[Lane::Repair, Lane::Marked, Lane::Silent], true, false),
        [200, 0, 0],
        "beside breaking a third"
    );
    assert_eq!(shares(&[Lane::Repair], true, true), [200]);
    assert_eq!(shares(&[Lane::Marked], false, true), [300], "beside news half");
    assert_eq!(shares(&[Lane::Silent], false, true), [60], "a typo a tenth");
    let all = shares(&[Lane::Repair, Lane::Marked, Lane::Silent], false, true);
    assert_eq!(all, [150, 150, 0], "together half, the most urgent first");
    assert_eq!(shares(&[Lane::Silent], false, false), [600], "alone everything");
}

#[test]
fn staff_have_their_share_while_others_wait_and_everything_else() {
    let (mut gate, start) = gate(30, 0);
    // One card every slot for a second, each answered at once.
    let mut sent = |others: bool, from: Instant| {
        (0..30u64)
            .map(|slot| from + ms(slot * 1000 / 30 + slot))
            .filter(|now| {
                let goes = gate.admits_staff(others, *now);
                if goes {
                    let passage = card(100, *now);
                    gate.left(&passage);
                    gate.came_back(&passage, &delivered(), *now);
                }
                goes
            })
            .count()
    };
    assert_eq!(sent(true, start), 3);
    assert_eq!(sent(false, start + SECOND * 2), 30);
}

#[test]
fn of_staff_three_are_told_at_a_time() {
    let (mut gate, now) = gate(0, 0);
    let out: Vec<Passage> = (0..3).map(|chat| card(chat, now)).collect();
    for passage in &out {
        assert!(gate.admits_staff(true, now));
        gate.left(passage);
    }
    assert!(!gate.admits_staff(true, now));
    assert_eq!(gate.opening(NEWS, now).visits, VISITS_PER_TURN, "visits are not held up by that");
    gate.came_back(&out[1], &delivered(), now);
    assert!(gate.admits_staff(true, now));
}

#[test]
fn no_more_visits_are_out_than_telegram_holds() {
    let (mut gate, now) = gate(0, 0);
    for chat in 0..IN_FLIGHT as i64 - 1 {
        gate.left(&visit(Lane::News, chat, now));
    }
    assert_eq!((gate.opening(NEWS, now).visits, gate.visits_out()), (1, IN_FLIGHT - 1));
    gate.left(&visit(Lane::Breaking, 1_000, now));
    assert_eq!(gate.opening(BREAKING, now).visits, 0);
    assert_eq!(gate.opens_for_visits(BREAKING, now), None, "an answer has to come first");
}

#[test]
fn a_bad_line_lets_nothing_through_but_the_probe_and_then_one() {
    let (mut gate, now) = gate(0, 0);
    for chat in 0..3 {
        let passage = visit(Lane::News, chat, now);
        gate.left(&passage);
        gate.came_back(&passage, &Outcome::Uncertain(Unclear::Failure, "502".to_owned()), now);
    }
    assert!(gate.is_broken() && !gate.admits_staff(false, now));
    assert_eq!(gate.opening(BREAKING, now).visits, 0);
    assert_eq!(gate.chore(now), None, "not at once");
    let later = gate.next_chore().unwrap();
    assert_eq!((gate.chore(later), gate.chore(later)), (Some(Chore::Probe), None), "one at a time");
    gate.probed(true, later);
    assert_eq!(gate.opening(BREAKING, later).visits, 1, "messages are tried one by one first");
    let passage = visit(Lane::News, 9, later);
    gate.left(&passage);
    assert_eq!(gate.opening(BREAKING, later).visits, 0);
    gate.came_back(&passage, &delivered(), later);
    assert_eq!(gate.opening(BREAKING, later).visits, VISITS_PER_TURN);
}

#[test]
fn a_flood_of_one_chat_is_its_own_whoever_was_asked() {
    let (mut gate, now) = gate(30, 0);
    let flood = || Outcome::Flood(SECOND * 7);
    for (passage, holds) in [(visit(Lane::News, 1, now), false), (card(1, now), false), (card(2, now), true)] {
        gate.left(&passage);
        gate.came_back(&passage, &flood(), now);
        assert_eq!(gate.held_until(now).is_some(), holds, "{passage:?}");
    }
    assert_eq!(gate.lasting_hold(now), Some(now + SECOND * 7));
}

#[test]
fn a_refused_token_is_told_once_and_forgotten_at_another_start() {
    let (mut gate, now) = gate(30, 0);
    let mut asked = |outcome| {
        let passage = visit(Lane::News, 1, now);
        gate.left(&passage);
        gate.came_back(&passage, &outcome, now).no_token
    };
    assert_eq!([asked(Outcome::Token), asked(Outcome::Token)], [true, false]);
    assert!(!asked(delivered()) && asked(Outcome::Token));
    assert!(gate.held_until(now).is_some() && gate.lasting_hold(now).is_none());
}

#[test]
fn what_was_charged_comes_back_unless_it_may_be_billed() {
    let check = |outcome: Outcome, refund: Option<Seq>| {
        let (mut gate, now) = gate(30, 1_000);
        gate.fill_purse(&[(PUSH, Price { most: 100, spent: 0 })]);
        assert_eq!(gate.chore(now), Some(Chore::Balance));
        gate.has_stars(Some(NEEDED));
        assert_eq!(gate.opening(BREAKING, now).fare, Fare::Paid);
        let ticket = Ticket { fare: Fare::Paid, billed: Some(PUSH) };
        let passage = Passage { ticket, ..visit(Lane::Breaking, 1, now) };
        gate.left(&passage);
        assert_eq!(gate.came_back(&passage, &outcome, now).refund, refund, "{outcome:?}");
    };
    check(delivered(), None);
    check(Outcome::Uncertain(Unclear::Silence, "reset".to_owned()), None);
    check(Outcome::NotSent("no connection".to_owned()), Some(PUSH));
    check(Outcome::Flood(SECOND), Some(PUSH));
    check(Outcome::Content(Fault::Text, "markup".to_owned()), Some(PUSH));
}

/// Nobody pays for an edit, and what is paid for fills the free places too: it yields the repairs their third of them. Before it
/// began they had all places, one after the other.
#[test]
fn repairs_have_their_share_of_the_free_rate_beside_what_is_paid_for() {
    let (mut gate, start) = gate(30, 1_000);
    gate.fill_purse(&[(PUSH, Price { most: 100_000, spent: 0 })]);
    assert_eq!(gate.chore(start), Some(Chore::Balance));
    gate.has_stars(Some(NEEDED));
    // What Telegram counts as free: within its second thirty, of which what is paid for takes whatever is left.
    let mut free: Vec<Instant> = Vec::new();
    let (mut repairs, mut paid) = (Vec::new(), Vec::new());
    for now in (0..12_000).map(|at| start + ms(at)) {
        let opening = gate.opening(Waiting { breaking: now >= start + SECOND, repairs: 1_000 }, now);
        free.retain(|at| now.duration_since(*at) < SECOND);
        for chat in 0..opening.visits as i64 {
            let is_repair = opening.fare == Fare::Free;
            let passage = if is_repair {
                assert!(free.len() < 30, "a repair is refused after {:?}", now - start);
                repairs.push(now);
                visit(Lane::Repair, chat, now)
            } else {
                paid.push(now);
                let ticket = Ticket { fare: Fare::Paid, billed: None };
                Passage { ticket, ..visit(Lane::Breaking, chat, now) }
            };
            gate.left(&passage);
            gate.came_back(&passage, &delivered(), now);
            if free.len() < 30 {
                free.push(now);
            }
        }
        gate.keep_promised(0, now);
    }
    let within = |all: &[Instant], from: u64, to: u64| {
        all.iter().filter(|at| (start + ms(from)..start + ms(to)).contains(at)).count()
    };
    assert_eq!(paid.first(), Some(&(start + SECOND)), "breaking news begins at once");
    let most = (1_000..11_000).map(|from| within(&repairs, from + 1, from + 1_001)).max();
    assert!(within(&repairs, 0, 1_000) >= 29 && most <= Some(30), "alone they have everything: {most:?}");
    let most = (2_000..11_000).map(|from| within(&repairs, from, from + 1_000)).max();
    assert_eq!(most, Some(10), "a third of thirty");
    assert!(within(&repairs, 2_000, 12_000) >= 90, "{} in ten seconds", within(&repairs, 2_000, 12_000));
    assert!(within(&paid, 2_000, 12_000) >= 9_300, "{} were paid for", within(&paid, 2_000, 12_000));
}

#[test]
fn a_card_counts_for_its_chat_and_news_for_itself() {
    let (mut gate, now) = gate(30, 0);
    gate.left(&visit(Lane::News, 1, now));
    gate.left(&card(2, now));
    assert_eq!(gate.busy(now), HashMap::from([(2, now + SECOND)]));
    assert_eq!(gate.chat_free_at(ChatKey(1), now), Some(now + SECOND));
}

/// While news waits a crowd of replies has two thirds of the budget.
#[test]
fn replies_leave_news_a_third_while_it_waits() {
    for (waits, leave) in [(true, 20), (false, 30)] {
        let (mut gate, now) = gate(30, 0);
        gate.note_work(waits, now);
        let book = gate.book();
        let left = (1..=30).filter(|chat| book.open().reply(*chat, &mut None, now).is_ok()).count();
        assert_eq!(left, leave, "news waits: {waits}");
    }
}

#[test]
fn only_news_that_is_taken_ends_an_outage_and_a_hold_is_no_end() {
    let (mut gate, now) = gate(30, 0);
    gate.rest(now + SECOND * 3_000);
    gate.note_work(true, now);
    let later = now + SECOND * 1_199; // the gate is a second old
    gate.note_work(false, later); // nothing is due, since all are held
    assert_eq!(gate.dry_for(later), SECOND * 1_200);
    gate.slept(SECOND * 100);
    assert_eq!(gate.dry_for(later), SECOND * 1_300, "timers stood still meanwhile");
    for (passage, dry) in [(card(1, later), true), (visit(Lane::News, 2, later), false)] {
        gate.left(&passage);
        gate.came_back(&passage, &delivered(), later);
        assert_eq!(gate.is_outage(later), dry, "{passage:?}");
    }
}
