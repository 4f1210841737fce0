//! Whether the backlog grows. In: how many chats wait, now and then, and the pace. Out: how long they wait at that pace, where it is
//! long and has not become shorter for half an hour. A push to many is none: it becomes shorter all the time.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

/// How far back it is looked.
const BACK: Duration = Duration::from_secs(1800);
/// Work for longer than that is a backlog; where there is no pace, so many chats are.
const LONG: Duration = Duration::from_secs(1800);
const MANY: usize = 10_000;

/// How many waited when.
#[derive(Debug, Default)]
pub struct Backlog(VecDeque<(Instant, usize)>);

impl Backlog {
    /// So many wait now, at so many messages a second (0: no limit); how long they wait, where that grows.
    pub fn look(&mut self, waiting: usize, rate: u32, now: Instant) -> Option<Duration> {
        while self.0.get(1).is_some_and(|(at, _)| now.duration_since(*at) >= BACK) {
            self.0.pop_front();
        }
        self.0.push_back((now, waiting));
        let lasting = lasting(waiting, rate).filter(|lasting| *lasting >= LONG)?;
        let (first, then) = *self.0.front()?;
        (now.duration_since(first) >= BACK && waiting >= then).then_some(lasting)
    }
}

/// How long so many take; `None`: they are few.
fn lasting(waiting: usize, rate: u32) -> Option<Duration> {
    let seconds = match rate {
        0 => (waiting >= MANY).then_some(LONG.as_secs())?,
        rate => waiting as u64 / u64::from(rate),
    };
    Some(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_no_shorter_for_half_an_hour_grows() {
        let start = Instant::now();
        let check = |rate: u32, waiting: &dyn Fn(u64) -> usize, expected: Option<u64>| {
            let mut backlog = Backlog::default();
            let found: Vec<u64> = (0..=60)
                .filter(|minute| {
                    backlog.look(waiting(*minute), rate, start + Duration::from_secs(60 * minute)).is_some()
                })
                .collect();
            assert_eq!(found.first().copied(), expected, "{rate}: {found:?}");
        };
        check(30, &|_| 0, None);
        check(30, &|minute| 600_000 - 1_800 * minute as usize, None); // a push to many
        check(30, &|minute| 1_000 * minute as usize, Some(54)); // half an hour of work by then
        check(30, &|_| 60_000, Some(30));
        check(30, &|_| 50_000, None);
        check(0, &|_| 9_999, None);
        check(0, &|minute| 10_000 + minute as usize, Some(30));
    }
}
