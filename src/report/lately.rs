//! How many stories come out a day. In: what routes the stories of the last two weeks. Out: a number for whatever somebody chooses
//! of it; before there is a week to count, none is known.

use std::{collections::HashSet, time::Duration};

use crate::{
    article::Language,
    clock::Time,
    store::{Reading, Result, routes::Route},
};

const DAY: Duration = Duration::from_secs(86_400);
/// Over how long "so many a day" is reckoned…
const LONGEST: Duration = Duration::from_secs(14 * 86_400);
/// …and over how long at least.
const LEAST: Duration = Duration::from_secs(7 * 86_400);

/// The stories of the last two weeks, by what routes them.
#[derive(Debug, Default)]
pub struct News {
    routes: Vec<Route>,
    /// The time over which they came.
    lasting: Duration,
}

impl News {
    /// What has come out by `now`.
    pub fn read(store: &Reading, now: Time) -> Result<News> {
        let first = store.first_published(now)?.unwrap_or(now);
        Ok(News { routes: store.routes_between(now - LONGEST, now)?, lasting: now.since(first).min(LONGEST) })
    }

    /// Whether there is a week to count.
    pub fn is_known(&self) -> bool {
        self.lasting >= LEAST
    }

    /// How many stories of these rubrics come out a day in these languages, rounded. Where that is not known, as many as came out a
    /// day until now.
    pub fn a_day(&self, rubrics: u64, languages: u8) -> u32 {
        let wanted = |route: &&Route| route.rubrics & rubrics != 0 && route.language.bit() & languages != 0;
        let stories: HashSet<i64> = self.routes.iter().filter(wanted).map(|route| route.story).collect();
        let (lasting, stories) = (self.lasting.max(DAY).as_secs(), stories.len() as u64);
        u32::try_from((stories * DAY.as_secs() + lasting / 2) / lasting).unwrap_or(u32::MAX)
    }

    /// The same of one language.
    pub fn a_day_in(&self, rubrics: u64, language: Language) -> u32 {
        self.a_day(rubrics, language.bit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stories of a rubric, so many over so many hours.
    fn check(stories: i64, hours: u64, expected: (bool, u32)) {
        let route = |story| Route { story, rubrics: 0b10, language: Language::Ru, published: Time(0) };
        let translated = |story| Route { language: Language::Kk, ..route(story) };
        let routes = (0..stories).flat_map(|story| [route(story), translated(story)]).collect();
        let news = News { routes, lasting: Duration::from_secs(hours * 3600) };
        assert_eq!((news.is_known(), news.a_day(0b11, 3)), expected, "{stories} in {hours} hours");
        assert_eq!(news.a_day(0b100, 3) + news.a_day_in(0b10, Language::En), 0);
    }

    #[test]
    fn stories_a_day_are_rounded_and_known_after_a_week() {
        check(28, 14 * 24, (true, 2));
        check(20, 14 * 24, (true, 1));
        check(22, 14 * 24, (true, 2));
        check(6, 14 * 24, (true, 0));
        check(14, 7 * 24, (true, 2));
        check(14, 7 * 24 - 1, (false, 2));
        // What the first hours brought is no more than came.
        check(5, 2, (false, 5));
        check(0, 0, (false, 0));
    }
}
