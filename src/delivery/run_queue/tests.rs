use super::*;

fn chats(keys: impl IntoIterator<Item = i64>) -> impl Iterator<Item = ChatKey> {
    keys.into_iter().map(ChatKey)
}

/// All that is due, in the order in which it is visited.
fn drain(queue: &mut RunQueue) -> Vec<(Lane, i64, i64)> {
    std::iter::from_fn(|| queue.pop()).map(|(lane, due, chat)| (lane, due.0, chat.0)).collect()
}

#[test]
fn breaking_goes_first_then_who_waited_longest() {
    let mut queue = RunQueue::default();
    queue.add(Lane::News, Time(20), chats([1, 2, 3]));
    queue.add(Lane::News, Time(10), chats([4, 5]));
    queue.add(Lane::Breaking, Time(30), chats([5, 6]));
    assert_eq!(queue.len(), 7);
    let (breaking, news) = (Lane::Breaking, Lane::News);
    let expected = [
        (breaking, 30, 5),
        (breaking, 30, 6),
        (news, 10, 4),
        (news, 10, 5),
        (news, 20, 1),
        (news, 20, 2),
        (news, 20, 3),
    ];
    assert_eq!(drain(&mut queue), expected);
    assert!(queue.is_empty());
}

#[test]
fn a_chat_is_in_a_lane_once_and_keeps_its_place() {
    let mut queue = RunQueue::default();
    queue.add(Lane::News, Time(10), chats([1, 2, 1]));
    queue.add(Lane::News, Time(5), chats([2, 3]));
    queue.add(Lane::News, Time(1), chats([1]));
    assert_eq!(queue.len(), 3);
    assert_eq!(drain(&mut queue), [(Lane::News, 5, 3), (Lane::News, 10, 1), (Lane::News, 10, 2)]);
    queue.add(Lane::News, Time(7), chats([1]));
    assert_eq!(drain(&mut queue), [(Lane::News, 7, 1)]);
}

#[test]
fn sleepers_wake_at_their_time_and_not_before() {
    let mut queue = RunQueue::default();
    queue.sleep(Lane::News, ChatKey(1), Time(100));
    queue.sleep(Lane::News, ChatKey(2), Time(50));
    queue.sleep(Lane::News, ChatKey(2), Time(50));
    assert_eq!((queue.next_wake(), queue.buckets(), queue.is_empty()), (Some(Time(50)), 2, true));
    queue.wake(Time(49));
    assert!(queue.is_empty());
    queue.wake(Time(99));
    assert_eq!(drain(&mut queue), [(Lane::News, 50, 2)]);
    queue.wake(Time(100));
    assert_eq!(drain(&mut queue), [(Lane::News, 100, 1)]);
    assert_eq!(queue.next_wake(), None);
}

#[test]
fn sleepers_wake_in_their_lane() {
    let mut queue = RunQueue::default();
    queue.add(Lane::News, Time(10), chats([1]));
    queue.sleep(Lane::News, ChatKey(2), Time(20));
    queue.sleep(Lane::Breaking, ChatKey(3), Time(30));
    assert_eq!(queue.next_wake(), Some(Time(20)));
    queue.wake(Time(30));
    assert_eq!(drain(&mut queue), [(Lane::Breaking, 30, 3), (Lane::News, 10, 1), (Lane::News, 20, 2)]);
}

#[test]
fn a_chat_that_falls_asleep_again_and_again_takes_no_more_room() {
    let mut queue = RunQueue::default();
    for round in 0..100_000 {
        queue.sleep(Lane::News, ChatKey(round % 3), Time(10));
    }
    assert!(queue.row(Lane::News).sleeping[&Time(10)].chats.len() <= 4096);
    queue.wake(Time(10));
    assert_eq!(queue.len(), 3);
}
