use std::time::Duration;

use super::*;

#[test]
fn a_chat_gets_one_message_a_second() {
    let (start, mut tallies) = (Instant::now(), Tallies::default());
    let (one, other) = (ChatKey(1), ChatKey(2));
    assert_eq!(tallies.free_at(one, start), None);
    tallies.departed(one, start);
    let later = start + Duration::from_secs(1);
    assert_eq!(tallies.free_at(one, start), Some(later));
    assert_eq!(tallies.free_at(other, start), None);
    assert_eq!(tallies.free_at(one, later), None);
}
