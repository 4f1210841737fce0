//! How often a feed is asked. In: when something in it changed, what its server wants, how often it failed. Out: how long to wait.
//! Plain functions. A feed is asked about four times between two changes, once a minute at most and twice an hour at least;
//! one that is quiet, at night say, is asked less and less. `ttl` and `Retry-After` are obeyed, within reason: most systems
//! write an hour that nobody has thought about.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use crate::clock::Time;

/// The shortest and the longest pause.
pub(super) const SHORTEST: Duration = Duration::from_secs(60);
pub(super) const LONGEST: Duration = Duration::from_secs(30 * 60);
/// How often a feed is asked between two changes.
const LOOKS: u32 = 4;
/// What is thought of a feed of which nothing is known.
const FIRST_GAP: Duration = Duration::from_secs(8 * 60);
/// Nobody is left alone for longer, whatever the server says.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);
/// Up to so many hundredths are added to each pause, so that not all feeds are asked at once.
const JITTER: u64 = 10;

/// How long lies between two changes now that there was another one.
pub(super) fn gap(known: Option<Duration>, since_change: Option<Duration>) -> Option<Duration> {
    let new = since_change?.min(LONGEST * LOOKS);
    Some(known.map_or(new, |known| (known * 3 + new) / 4))
}

/// How long to wait after an answer.
pub(super) fn pause(gap: Option<Duration>, changed: Option<Time>, ttl: Option<u32>, now: Time) -> Duration {
    let quiet = changed.map_or(Duration::ZERO, |changed| now.since(changed));
    let gap = gap.unwrap_or(FIRST_GAP).max(quiet);
    let wanted = ttl.map_or(Duration::ZERO, |minutes| SHORTEST * minutes.min(60));
    (gap / LOOKS).max(wanted).clamp(SHORTEST, LONGEST)
}

/// How long to wait after so many failures, the last one included.
pub(super) fn after_failures(failures: u32, asked: Option<Duration>) -> Duration {
    let own = SHORTEST.saturating_mul(1 << failures.saturating_sub(1).min(8)).min(LONGEST);
    own.max(asked.unwrap_or_default()).min(LONGEST_WAIT)
}

/// The pause, a little longer: each feed in its own way, each time in another.
pub(super) fn jittered(pause: Duration, url: &str, time: u64) -> Duration {
    let mut hasher = DefaultHasher::new();
    (url, time).hash(&mut hasher);
    let hundredths = u32::try_from(hasher.finish() % (JITTER + 1)).unwrap_or_default();
    pause + pause * hundredths / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(1_795_410_000_000);
    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn a_feed_is_asked_as_often_as_it_changes() {
        let check = |gap: u32, quiet: u32, ttl: Option<u32>, expected: u32| {
            let found = pause(Some(MINUTE * gap), Some(NOW - MINUTE * quiet), ttl, NOW);
            assert_eq!(found, MINUTE * expected, "{gap} {quiet} {ttl:?}");
        };
        check(1, 0, None, 1);
        check(20, 0, None, 5);
        check(20, 60, None, 15);
        check(500, 0, None, 30);
        check(20, 1000, None, 30);
        check(1, 0, Some(5), 5);
        check(1, 0, Some(1440), 30);
        assert_eq!(pause(None, None, None, NOW), MINUTE * 2);
    }

    #[test]
    fn the_gap_follows_what_happens() {
        let gap_of = |known: Option<u32>, since: u32| gap(known.map(|known| MINUTE * known), Some(MINUTE * since));
        assert_eq!(gap_of(None, 10), Some(MINUTE * 10));
        assert_eq!(gap_of(Some(10), 30), Some(MINUTE * 15));
        assert_eq!(gap_of(Some(8), 600), Some(MINUTE * 36), "a night is no measure");
        assert_eq!(gap(Some(MINUTE), None), None);
    }

    #[test]
    fn failures_make_it_patient() {
        let check = |failures: u32, asked: Option<u32>, expected: u32| {
            let found = after_failures(failures, asked.map(|asked| MINUTE * asked));
            assert_eq!(found, MINUTE * expected, "{failures} {asked:?}");
        };
        check(1, None, 1);
        check(2, None, 2);
        check(5, None, 16);
        check(60, None, 30);
        check(1, Some(120), 120);
        check(1, Some(100_000), 1440);
    }

    #[test]
    fn not_all_are_asked_at_once() {
        let pauses: Vec<Duration> = (0..20).map(|time| jittered(MINUTE, "https://vecher.kz/rss", time)).collect();
        assert!(pauses.iter().all(|pause| (MINUTE..=MINUTE * 11 / 10).contains(pause)), "{pauses:?}");
        assert!(pauses.iter().any(|pause| *pause != pauses[0]), "{pauses:?}");
    }
}
