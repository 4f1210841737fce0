use super::*;

fn second(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn a_chat_gets_one_message_a_second() {
    let (start, mut tallies) = (Instant::now(), Tallies::default());
    let (one, other) = (ChatKey(1), ChatKey(2));
    assert_eq!(tallies.free_at(one, start), None);
    tallies.departed(one, None, start);
    assert_eq!(tallies.free_at(one, start), Some(start + second(1)));
    assert_eq!(tallies.free_at(other, start), None);
    assert_eq!(tallies.free_at(one, start + second(1)), None);
}

#[test]
fn a_group_gets_twenty_a_minute_and_one_a_second_with_all_its_topics() {
    let (start, mut tallies) = (Instant::now(), Tallies::default());
    for (number, group, expected) in [(-1, Some(-1), Some(60)), (-2, None, None)] {
        for place in 0..20 {
            let now = start + second(place * 2);
            assert!(!tallies.busy_groups(now).contains_key(&number), "{group:?}, message {place}");
            tallies.departed(ChatKey(place as i64), group, now);
            let next = tallies.busy_groups(now).get(&number).copied();
            assert!(place == 19 || next == expected.map(|_| now + second(1)), "{group:?}, message {place}");
        }
        let free = tallies.busy_groups(start + second(40)).get(&number).copied();
        assert_eq!(free, expected.map(|after| start + second(after)), "{group:?}");
        assert!(!tallies.busy_groups(start + second(60)).contains_key(&number));
    }
}

#[test]
fn floods_of_two_chats_together_are_everybodys() {
    let (start, mut tallies) = (Instant::now(), Tallies::default());
    let wait = second(9);
    for (chat, at, expected) in [(1, 0, None), (1, 1, None), (2, 2, Some(wait)), (3, 20, None), (3, 21, None)] {
        assert_eq!(tallies.flooded(chat, wait, start + second(at)), expected, "chat {chat} at {at}");
    }
}
