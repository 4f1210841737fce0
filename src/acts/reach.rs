//! Before a publication: whom does it reach, how long does it take, what does it cost. In: the article, the lane, the pace.
//! Out: a [`Reach`], an [`Estimate`]. Whoever publishes asks the same questions here, so that the answers cannot differ.

use std::time::Duration;

use chrono_tz::Tz;

use crate::{
    article::{ArticleKey, Language},
    clock::Time,
    delivery::{Delivery, Status, decide::timing::minute_of, gate::purse::NEEDED, repair},
    locale::Words,
    store::{
        Entry, Lane, Reading, Result,
        queue::Moment,
        reach::{Proposal, Reach},
    },
};

/// How fast a publication may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tempo {
    /// Messages a second; 0: no limit.
    pub free: u32,
    /// The same where they are paid for; no more than `free`: never.
    pub paid: u32,
    /// The Stars that it may cost at most.
    pub most: u32,
    /// The Stars that the bot has, where that was asked and answered.
    pub balance: Option<u32>,
    /// So many visits with breaking news wait now, and so many with other news.
    pub waiting: (usize, usize),
}

/// How long a publication takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Until half of the readers have it.
    pub middle: Duration,
    /// Until the last has it.
    pub last: Duration,
    /// The Stars that it costs at most.
    pub stars: u32,
}

impl Tempo {
    /// So many messages a second (0: no limit), and nothing is paid for.
    pub fn free(rate: u32) -> Tempo {
        Tempo { free: rate, ..Tempo::default() }
    }

    /// How fast a running delivery goes, for a publication that may cost so many Stars. Looks at the bot's Stars where that
    /// makes a difference.
    pub async fn of(delivery: &Delivery, most: u32) -> Tempo {
        let (free, waiting) = {
            let status = delivery.status();
            let status = status.borrow();
            (status.rate, (status.breaking, status.news))
        };
        let mut tempo = Tempo { free, paid: delivery.paid_rate(), most, balance: None, waiting };
        if tempo.would_pay() {
            tempo.balance = delivery.star_balance().await;
        }
        tempo
    }

    /// How long it takes to mend so many copies: nobody pays for an edit.
    pub fn mends(&self, copies: u64) -> Duration {
        let (breaking, news) = self.waiting;
        repair::estimate(copies, &Status { rate: self.free, breaking, news, ..Status::default() })
    }

    /// Whether paying makes it faster, and the newsroom would pay.
    pub fn would_pay(&self) -> bool {
        self.free > 0 && self.paid > self.free && self.most > 0
    }

    /// The Stars that can be spent: none where the bot has fewer than paid broadcasts need.
    fn budget(&self) -> u32 {
        let balance = self.balance.filter(|balance| *balance >= NEEDED).unwrap_or(0);
        if self.would_pay() { balance.min(self.most) } else { 0 }
    }
}

/// The time, as questions about audiences need it.
pub fn moment(now: Time, zone: Tz) -> Moment {
    Moment { now, minute: minute_of(&now.utc().with_timezone(&zone)).0 }
}

/// Whom a publication of the article's newest revision would reach now. `languages` 0: the article's own, and for a breaking
/// push those of its translations.
pub fn reach(store: &Reading, article: ArticleKey, lane: Lane, languages: u8, at: Moment) -> Result<Option<Reach>> {
    let Some((story, _)) = store.story(article)? else { return Ok(None) };
    let parts = store.parts(article, lane, languages, at.now)?;
    let mask = |languages| if languages == 0 { story.language.bit() } else { languages };
    let languages = parts.into_iter().fold(0, |all, (_, languages)| all | mask(languages));
    let words = if lane == Lane::News { store.words_in(article)? } else { Vec::new() };
    let proposal = Proposal { article, lane, languages, rubrics: story.rubrics, words };
    store.reach(&proposal, at).map(Some)
}

/// Whom an entry of the log reaches from now on, by its own routing.
pub fn of_entry(store: &Reading, entry: &Entry, at: Moment) -> Result<Reach> {
    let Entry { article, lane, rubrics, .. } = *entry;
    let together = store.together(entry)?;
    let languages = together.iter().fold(entry.languages, |mask, part| mask | part.languages);
    store.reach(&Proposal { article, lane, languages, rubrics, words: entry.words.clone() }, at)
}

/// The same in words, «3 читателям и 2 группам и каналам»: a channel is no reader.
pub fn told(reach: &Reach, words: &Words, tongue: Language) -> String {
    let rooms = reach.rooms;
    let readers = reach.audience.saturating_sub(rooms);
    words.audience_to(tongue, u64::from(readers), u64::from(rooms))
}

/// The same as short as a button wants it: groups and channels only where they are all.
pub fn told_shortly(reach: &Reach, words: &Words, tongue: Language) -> String {
    let rooms = reach.rooms;
    let readers = reach.audience.saturating_sub(rooms);
    words.audience_to(tongue, u64::from(readers), u64::from(if readers > 0 { 0 } else { rooms }))
}

/// How long so many messages take, and what they cost. Telegram bills what goes beyond the free rate, a tenth of a Star a
/// message (Bots FAQ, paid broadcasts); when nothing may be spent any more, the rest goes at the free rate.
pub fn estimate(messages: u32, tempo: &Tempo) -> Estimate {
    let (all, free, paid) = (u64::from(messages), u64::from(tempo.free), u64::from(tempo.paid));
    let budget = u64::from(tempo.budget()) * 10;
    let billed = if budget > 0 { all.saturating_sub(free * all.div_ceil(paid)) } else { 0 };
    let fast = match billed.min(budget) {
        0 => 0,
        tenths if tenths == billed => all,
        tenths => tenths * paid / (paid - free),
    };
    let after = |count: u64| {
        let (fast, slow) = (count.min(fast), count.saturating_sub(fast));
        let time = |count: u64, rate: u64| (count * 1000).checked_div(rate).unwrap_or(0);
        Duration::from_millis(time(fast, paid) + time(slow, free))
    };
    let stars = u32::try_from(billed.min(budget).div_ceil(10)).unwrap_or(u32::MAX);
    Estimate { middle: after(all.div_ceil(2)), last: after(all), stars }
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
            let (middle, last) = (Duration::from_millis(middle), Duration::from_millis(last));
            let expected = Estimate { middle, last, stars: 0 };
            assert_eq!(estimate(messages, &Tempo::free(rate)), expected, "{messages} at {rate}/s");
        };
        check(12_402, 30, 206_700, 413_400);
        check(1, 30, 33, 33);
        check(0, 30, 0, 0);
        check(1_000_000, 0, 0, 0);
        check(u32::MAX, 1, 2_147_483_648_000, 4_294_967_295_000);
    }

    #[test]
    fn speed_has_its_price() {
        let check = |messages, most, balance, expected: (u64, u64, u32)| {
            let tempo = Tempo { free: 30, paid: 1_000, most, balance, ..Tempo::default() };
            let found = estimate(messages, &tempo);
            let found = (found.middle.as_millis() as u64, found.last.as_millis() as u64, found.stars);
            assert_eq!(found, expected, "{messages} for {most} of {balance:?} Stars");
        };
        check(12_402, 2_000, Some(25_000), (6_201, 12_402, 1_202)); // 12,402 less 30 free ones in each of 13 seconds
        check(12_402, 97, Some(25_000), (174_366, 381_066, 97)); // 1,000 fast, the rest at thirty a second
        check(12_402, 20_000, Some(10_050), (6_201, 12_402, 1_202));
        check(12_402, 2_000, Some(9_999), (206_700, 413_400, 0));
        check(12_402, 2_000, None, (206_700, 413_400, 0));
        check(12_402, 0, Some(25_000), (206_700, 413_400, 0));
        check(30, 2_000, Some(25_000), (500, 1_000, 0));
        check(1_000_000, 1_000_000, Some(1_000_000), (500_000, 1_000_000, 97_000));
        assert_eq!(
            estimate(9_000, &Tempo { free: 0, paid: 1_000, most: 9, balance: Some(99_999), ..Tempo::default() }).stars,
            0
        );
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
