//! How long it takes until the last of so many copies is mended. In: how many, how delivery goes. Out: a duration. A plain function; what
//! comes in between is not known, nor that a chat lets nobody edit.

use std::time::Duration;

use super::super::{
    gate::lanes::{AMENDMENTS, Lane},
    status::Status,
};

/// Where there is no limit, so many a second are thought of.
const UNLIMITED: u32 = 1_000;

/// When the last of so many copies is mended, of what is told to readers: beside the breaking news and the news that wait now, repairs
/// have their shares, and after that everything.
pub fn estimate(copies: u64, status: &Status) -> Duration {
    let rate = f64::from(if status.rate == 0 { UNLIMITED } else { status.rate });
    let (mut left, mut seconds) = (copies as f64, 0.0);
    for (waiting, hundredths) in [(status.breaking, Lane::Repair.rule().share), (status.news, AMENDMENTS)] {
        let share = f64::from(hundredths) / 100.0;
        let beside = waiting as f64 / (rate * (1.0 - share));
        let takes = (left / (rate * share)).min(beside);
        seconds += takes;
        left -= takes * rate * share;
    }
    Duration::from_secs_f64(seconds + left.max(0.0) / rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_mended_by_their_shares() {
        let check = |copies, rate, breaking, news, seconds: u64| {
            let status = Status { rate, breaking, news, ..Status::default() };
            assert_eq!(estimate(copies, &status).as_secs(), seconds, "{copies} beside {breaking} and {news}");
        };
        check(0, 30, 1_000, 1_000, 0);
        check(100_000, 30, 0, 0, 3_333);
        check(100_000, 30, 0, 1_000_000, 6_666);
        check(100_000, 30, 1_000_000, 0, 9_803);
        // Half a minute beside news takes 450 of them, the others go alone.
        check(900, 30, 0, 450, 30 + 15);
        check(600, 0, 0, 0, 0);
    }
}
