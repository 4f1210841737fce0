use super::*;

/// Notes each request (`.` clear, `x` not); at which of them sending stopped.
fn stops(requests: &str) -> Option<usize> {
    let now = Instant::now();
    let mut health = Health::default();
    let stopped: Vec<usize> =
        requests.chars().enumerate().filter(|(_, how)| health.note(*how == '.', now)).map(|(place, _)| place).collect();
    assert!(stopped.len() <= 1, "{requests} stops more than once: {stopped:?}");
    assert_eq!(health.probe_at().is_some(), !stopped.is_empty());
    stopped.first().copied()
}

#[test]
fn three_in_a_row_or_a_fifth_of_fifty_stop_sending() {
    let check = |requests: &str, expected| assert_eq!(stops(requests), expected, "{requests}");
    check("", None);
    check("xx.xx.xx", None);
    check("..xxx", Some(4));
    check("xxxxx", Some(2));
    check(&"x...".repeat(9), None);
    check(&"x...".repeat(10), Some(36));
    check(&("x.....").repeat(40), None);
}

/// A line that has just been found to be bad.
fn broken(now: Instant) -> Health {
    let mut health = Health::default();
    assert_eq!([false; 3].map(|clear| health.note(clear, now)), [false, false, true]);
    health
}

#[test]
fn get_me_is_tried_ever_more_slowly_until_it_answers() {
    let mut at = Instant::now();
    let mut health = broken(at);
    for wait in [1, 2, 4, 8, 15, 15] {
        at += Duration::from_secs(wait);
        assert_eq!(health.probe_at(), Some(at));
        assert!(!health.probed(false, at));
    }
    assert!(health.probed(true, at));
    assert_eq!(health.probe_at(), None);
    assert!(!health.note(true, at) && !health.is_trying());
    assert!(!health.note(false, at), "the past is forgotten");
}

#[test]
fn where_messages_fail_though_get_me_is_answered_one_is_tried_ever_more_rarely() {
    let mut at = Instant::now();
    let mut health = broken(at);
    for wait in [1, 2, 4, 8, 15, 15] {
        at += Duration::from_secs(wait);
        assert_eq!(health.probe_at(), Some(at));
        assert!(health.probed(true, at) && health.is_trying());
        assert!(health.note(false, at), "the first that fails stops sending again");
    }
}
