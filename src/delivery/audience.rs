//! Before a publication by hand: may it go out, whom does it reach, how long does it take. In: the article, the lane, the
//! pace. Out: what stands in the way ([`Obstacle`]) or an [`Estimate`]. The editors' desk and the command line ask the
//! same questions here, so that they cannot differ.

use std::time::Duration;

use chrono_tz::Tz;

use super::timing::minute_of;
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{
        Lane, Reading, Result, Volume,
        articles::{Listed, Readiness},
        queue::Moment,
        reach::{Proposal, Reach},
    },
};

/// Why an article may not go out now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is a draft.
    Draft,
    /// Not before this time.
    Embargo(Time),
    /// The newsroom holds it back.
    Withheld,
    /// It is retracted.
    Withdrawn,
    /// None of its rubrics is known.
    Held,
    /// Telegram takes it in no form.
    SetAside,
}

/// How long a publication takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Until half of the readers have it.
    pub middle: Duration,
    /// Until the last has it.
    pub last: Duration,
}

/// The time, as questions about audiences need it.
pub fn moment(now: Time, zone: Tz) -> Moment {
    Moment { now, minute: minute_of(&now.utc().with_timezone(&zone)).0 }
}

/// What stands in the way of an article; `None`: it may go out now.
pub fn obstacle(store: &Reading, article: &Listed, now: Time) -> Result<Option<Obstacle>> {
    Ok(match article.readiness {
        Readiness::Draft => Some(Obstacle::Draft),
        Readiness::Withheld => Some(Obstacle::Withheld),
        Readiness::Withdrawn => Some(Obstacle::Withdrawn),
        Readiness::Held => Some(Obstacle::Held),
        Readiness::Ready => match article.embargo.filter(|embargo| *embargo > now) {
            Some(embargo) => Some(Obstacle::Embargo(embargo)),
            None if !store.is_ready(article.story.key)? => Some(Obstacle::SetAside),
            None => None,
        },
    })
}

/// Whom a publication of the article's newest revision would reach now. `languages` 0: the article's own.
pub fn reach(store: &Reading, article: ArticleKey, lane: Lane, languages: u8, at: Moment) -> Result<Option<Reach>> {
    let Some((story, _)) = store.story(article)? else { return Ok(None) };
    let languages = if languages == 0 { story.language.bit() } else { languages };
    let proposal = Proposal { article, lane, languages, rubrics: story.rubrics };
    store.reach(&proposal, at).map(Some)
}

/// How many get it with this volume: a push that wakes everybody does not wait for the end of a break either.
pub fn audience(reach: &Reach, volume: Volume) -> u32 {
    if volume == Volume::Wake { reach.audience.saturating_add(reach.paused) } else { reach.audience }
}

/// How long so many messages take at this rate (messages a second; 0: no limit).
pub fn estimate(messages: u32, rate: u32) -> Estimate {
    let after = |messages: u32| match rate {
        0 => Duration::ZERO,
        rate => Duration::from_millis(u64::from(messages) * 1000 / u64::from(rate)),
    };
    Estimate { middle: after(messages.div_ceil(2)), last: after(messages) }
}

/// Whether it is night for most of the audience.
pub fn is_night(reach: &Reach) -> bool {
    reach.quiet > reach.audience / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_follows_rate() {
        let check = |messages, rate, middle, last| {
            let expected = Estimate { middle: Duration::from_millis(middle), last: Duration::from_millis(last) };
            assert_eq!(estimate(messages, rate), expected, "{messages} at {rate}/s");
        };
        check(12_402, 30, 206_700, 413_400);
        check(1, 30, 33, 33);
        check(0, 30, 0, 0);
        check(1_000_000, 0, 0, 0);
        check(u32::MAX, 1, 2_147_483_648_000, 4_294_967_295_000);
    }

    #[test]
    fn night_is_the_night_of_most() {
        let check = |audience, quiet, night| {
            assert_eq!(is_night(&Reach { audience, quiet, ..Reach::default() }), night, "{quiet} of {audience}");
        };
        check(0, 0, false);
        check(2, 1, false);
        check(3, 2, true);
        check(10, 10, true);
    }
}
