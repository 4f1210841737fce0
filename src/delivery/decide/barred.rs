//! Chats to which Telegram lets nobody write for now. In: how often in a row, since when. Out: how long such a chat rests, and
//! whether one that is not found is gone. Missing rights, closed topics, what nobody knows: none of it closes a chat, since the
//! cause may go as it came.

use std::time::Duration;

use crate::{bot_api::Closed, bot_api::Outcome, clock::Time, store::barred::Bar};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);
/// The longest rest.
pub const LONGEST: Duration = DAY;

/// How long a chat rests after a refusal: minutes, an hour for the rest of the day, then a day. One that is not found may be
/// there a moment later, and is asked less often after that: most such chats are gone.
pub fn rest(bar: &Bar) -> Duration {
    match (bar.missed > 0, bar.tries) {
        (true, 0..=1) => Duration::from_secs(20),
        (true, 2) => 5 * MINUTE,
        (true, 3) => HOUR,
        (false, 0..=1) => MINUTE,
        (false, 2) => 5 * MINUTE,
        (false, 3) => 20 * MINUTE,
        (false, 4..=27) => HOUR,
        _ => LONGEST,
    }
}

/// What the answer means, now that it is known how it went before: a chat is gone only where it was not found on several days.
pub fn of_missing(outcome: Outcome, bar: Option<&Bar>, now: Time) -> Outcome {
    let is_gone = outcome == Outcome::Missing && bar.is_some_and(|bar| bar.is_gone(now));
    if is_gone { Outcome::Closed(Closed::Gone) } else { outcome }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(tries: u32, missed: u32, last: Time) -> Bar {
        Bar { why: String::new(), since: last, last, tries, missed }
    }

    #[test]
    fn rests_grow_to_a_day() {
        let check =
            |tries, missed, seconds| assert_eq!(rest(&bar(tries, missed, Time(0))).as_secs(), seconds, "{tries}");
        for (tries, seconds) in [(1, 60), (2, 300), (3, 1_200), (4, 3_600), (27, 3_600), (28, 86_400), (999, 86_400)] {
            check(tries, 0, seconds);
        }
        for (tries, seconds) in [(1, 20), (2, 300), (3, 3_600), (4, 86_400), (999, 86_400)] {
            check(tries, 1, seconds);
        }
    }

    #[test]
    fn gone_is_who_was_not_found_on_three_days() {
        let noon = |day: i64| Time(day * 86_400_000 + 43_200_000);
        let check = |missed, last, now, gone| {
            let meant = of_missing(Outcome::Missing, Some(&bar(9, missed, last)), now);
            assert_eq!(meant == Outcome::Closed(Closed::Gone), gone, "{missed} {last:?} {now:?}");
        };
        check(2, noon(5), noon(6), true);
        check(2, noon(5), noon(5), false);
        check(1, noon(5), noon(6), false);
        check(1, noon(5), noon(9), false);
        assert_eq!(of_missing(Outcome::Missing, None, noon(5)), Outcome::Missing);
        let other = Outcome::Barred("closed".to_owned());
        assert_eq!(of_missing(other.clone(), Some(&bar(9, 2, noon(5))), noon(6)), other);
    }
}
