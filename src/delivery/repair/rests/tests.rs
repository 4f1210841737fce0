use super::*;

const CHAT: ChatKey = ChatKey(7);

#[test]
fn a_copy_rests_longer_each_time_until_it_has_ended() {
    let (mut rests, now, copy) = (Rests::default(), Instant::now(), Time(1));
    for seconds in [10, 60, 600, 3600, 3600] {
        assert_eq!(rests.failed(CHAT, copy, now), now + Duration::from_secs(seconds));
    }
    rests.failed(CHAT, Time(2), now);
    assert_eq!(rests.of(CHAT).len(), 2);
    rests.ended(CHAT, copy);
    assert_eq!(rests.of(CHAT).iter().map(|rest| rest.copy).collect::<Vec<_>>(), [Time(2)]);
    assert_eq!(rests.failed(CHAT, copy, now), now + PAUSES[0]);
    rests.wake(CHAT);
    assert!(rests.of(CHAT).is_empty() && rests.of(ChatKey(8)).is_empty());
}

#[test]
fn the_plainer_form_is_tried_once() {
    let (mut rests, now) = (Rests::default(), Instant::now());
    assert!(rests.plainer(CHAT, Time(1), now) && !rests.plainer(CHAT, Time(1), now));
    assert!(rests.plainer(CHAT, Time(2), now), "each copy for itself");
    assert!(rests.of(CHAT).iter().all(|rest| rest.plainer && rest.until == now), "and at once");
    rests.refused(CHAT, Time(1), now);
    assert_eq!(rests.of(CHAT)[0].until, now + REFUSED);
}
