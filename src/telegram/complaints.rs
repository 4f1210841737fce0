//! What is said in the log about a person who asks too much: one line each minute, however much it is. In: that it was too
//! much, once more. Out: whether a line is due, and about how many.

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

const EVERY: Duration = Duration::from_secs(60);
/// With more persons than that, those of whom the last line is old are forgotten.
const REMEMBERED: usize = 1_000;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Complaints(HashMap<i64, (Instant, u32)>);

impl Complaints {
    /// It was too much of this person; how many times since the last line, if a line is due.
    pub(super) fn note(&mut self, asker: i64, now: Instant) -> Option<u32> {
        if self.0.len() >= REMEMBERED {
            self.0.retain(|_, (since, _)| now.duration_since(*since) < EVERY);
        }
        let Some((since, count)) = self.0.get_mut(&asker) else {
            self.0.insert(asker, (now, 0));
            return Some(1);
        };
        *count += 1;
        if now.duration_since(*since) < EVERY {
            return None;
        }
        *since = now;
        Some(std::mem::take(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_a_person_and_minute() {
        let (mut complaints, start) = (Complaints::default(), Instant::now());
        let lines: Vec<Option<u32>> =
            (0..150).map(|second| complaints.note(1, start + Duration::from_secs(second))).collect();
        let said: Vec<(usize, u32)> =
            lines.into_iter().enumerate().filter_map(|(at, line)| Some((at, line?))).collect();
        assert_eq!(said, [(0, 1), (60, 60), (120, 60)]);
        assert_eq!(complaints.note(2, start), Some(1), "another person has a line of their own");
    }

    #[test]
    fn of_many_persons_those_are_forgotten_who_have_been_quiet_for_a_minute() {
        let (mut complaints, start) = (Complaints::default(), Instant::now());
        let at = |second| start + Duration::from_secs(second);
        assert!((0..1_000).all(|asker| complaints.note(asker, at(asker as u64 / 10)) == Some(1)));
        assert_eq!(complaints.note(1_000, at(99)), Some(1));
        assert!(complaints.0.len() < 700, "{} are remembered", complaints.0.len());
        assert_eq!(complaints.note(999, at(100)), None, "the line about them is a second old");
    }
}
