use super::*;

fn second(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn replies_may_come_in_threes_and_one_a_second_after_that() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    let mut now = start;
    let left: Vec<Duration> = (0..6)
        .map(|_| {
            now = chats.reply_at(1, now);
            chats.left(1, false, Cause::Other, now);
            now - start
        })
        .collect();
    assert_eq!(left, [0, 0, 0, 1, 2, 3].map(second));
    assert_eq!(chats.reply_at(2, now), now, "another chat does not wait");
    assert_eq!(chats.reply_at(1, now + second(5)), now + second(5));
}

#[test]
fn what_nobody_asked_for_waits_a_second_after_a_reply_or_a_card() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    chats.left(1, false, Cause::Other, start);
    chats.left(2, false, Cause::News, start); // the engine knows that of itself
    assert_eq!(chats.busy(start), HashMap::from([(1, start + second(1))]));
    assert!(chats.busy(start + second(1)).is_empty());
    assert_eq!(chats.reply_at(2, start), start, "a reply does not wait for news that has just come");
}

#[test]
fn a_group_gets_twenty_a_minute_of_whatever_kind() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    for place in 0..20 {
        let now = start + second(place * 2);
        assert!(!chats.busy(now).contains_key(&-1), "message {place}");
        assert_eq!(chats.reply_at(-1, now), now, "message {place}");
        let cause = if place % 2 == 0 { Cause::News } else { Cause::Other };
        chats.left(-1, true, cause, now);
        chats.left(-2, false, Cause::News, now);
        assert!(place == 19 || chats.busy(now).get(&-1) == Some(&(now + second(1))), "message {place}");
    }
    let full = start + second(40);
    assert_eq!(chats.busy(full), HashMap::from([(-1, start + second(60))]), "a channel has no such minute");
    assert_eq!(chats.reply_at(-1, full), start + second(60));
    assert!(chats.busy(start + second(60)).is_empty());
}

#[test]
fn floods_of_two_chats_together_are_everybodys() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    let wait = second(9);
    for (chat, at, expected) in [(1, 0, false), (1, 1, false), (2, 2, true), (3, 20, false), (3, 21, false)] {
        assert_eq!(chats.flooded(chat, wait, start + second(at)), expected, "chat {chat} at {at}");
    }
}

#[test]
fn a_chat_that_was_flooded_is_left_alone_by_all() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    chats.flooded(1, second(9), start);
    chats.flooded(1, second(2), start + second(1)); // a shorter one takes nothing back
    let until = start + second(9);
    assert_eq!(chats.reply_at(1, start + second(1)), until);
    assert_eq!(chats.busy(start + second(1)), HashMap::from([(1, until)]));
    assert_eq!(chats.reply_at(1, until), until);
    assert!(chats.busy(until).is_empty());
}

#[test]
fn a_group_gets_twenty_in_any_minute() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    (0..20).for_each(|place| chats.left(-1, true, Cause::News, start + second(place * 2)));
    chats.left(-1, true, Cause::News, start + second(60));
    assert_eq!(chats.reply_at(-1, start + second(60)), start + second(62), "not another twenty");
    let minute_later = start + second(120);
    assert!(chats.busy(minute_later).is_empty() && chats.groups.is_empty(), "it is remembered for a minute");
}

#[test]
fn a_minute_goes_on_at_a_start() {
    let start = Instant::now();
    let mut chats = Chats::of_groups((0..20).map(|place| (-1, start + second(place))));
    assert_eq!(chats.busy(start + second(30)), HashMap::from([(-1, start + second(60))]));
}

#[test]
fn what_says_nothing_any_more_is_forgotten_and_only_that() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    chats.left(1, false, Cause::Other, start);
    chats.left(2, false, Cause::Other, start);
    chats.left(1, false, Cause::Other, start + second(2));
    chats.left(3, false, Cause::Other, start + second(3));
    assert!(!chats.heard.contains_key(&2) && chats.in_order.len() == 2, "{chats:?}");
    assert_eq!(chats.heard[&1].last, start + second(2), "it has had something since");
}

#[test]
fn a_pause_saves_nothing_up() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    chats.left(1, false, Cause::Other, start);
    let later = start + Duration::from_millis(2_900);
    (0..3).for_each(|_| chats.left(1, false, Cause::Other, later));
    assert_eq!(chats.reply_at(1, later), later + second(1), "a fourth at once");
}

#[test]
fn the_longest_of_what_holds_a_chat_counts() {
    let (start, mut chats) = (Instant::now(), Chats::default());
    chats.flooded(1, second(9), start);
    chats.left(1, false, Cause::Other, start);
    assert_eq!(chats.busy(start), HashMap::from([(1, start + second(9))]));
}
