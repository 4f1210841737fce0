use super::*;

fn minutes(count: u64) -> Duration {
    Duration::from_secs(count * 60)
}

#[test]
fn work_that_waits_in_vain_for_ten_minutes_is_an_outage() {
    let (mut drought, now) = (Drought::default(), Instant::now());
    drought.look(true, now);
    assert!(!drought.is_outage(now + minutes(9)));
    drought.look(true, now + minutes(9));
    assert!(drought.is_outage(now + minutes(10)));
    drought.ends();
    drought.look(true, now + minutes(10));
    assert_eq!(drought.lasts(now + minutes(11)), minutes(1));
}

#[test]
fn nothing_to_do_is_no_outage() {
    let (mut drought, now) = (Drought::default(), Instant::now());
    drought.look(true, now);
    drought.look(false, now + minutes(5));
    drought.look(true, now + minutes(11));
    assert_eq!(drought.lasts(now + minutes(11)), Duration::ZERO);
}

/// Each of two processes is there for six minutes.
#[test]
fn a_start_is_not_the_end_of_it() {
    let now = Instant::now() + minutes(60);
    let mut drought = Drought::left(minutes(6), now);
    drought.look(false, now);
    drought.look(true, now + minutes(1) / 2);
    assert!(drought.is_outage(now + minutes(4)));
    let mut drought = Drought::left(minutes(6), now);
    drought.look(false, now + minutes(2));
    assert!(!drought.is_outage(now + minutes(4)));
}

/// A single chat sleeps for some seconds after each request that fails: nobody is due meanwhile.
#[test]
fn a_chat_that_is_tried_again_and_again_waits() {
    let (mut drought, now) = (Drought::default(), Instant::now());
    for minute in 0..12 {
        drought.look(true, now + minutes(minute));
        drought.failed(now + minutes(minute));
        drought.look(false, now + minutes(minute) + minutes(1) / 2);
    }
    assert!(drought.is_outage(now + minutes(11)));
    drought.look(false, now + minutes(13));
    assert!(!drought.is_outage(now + minutes(13)));
}
