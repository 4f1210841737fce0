//! The numbers of the newspaper: who reads now, and what happened in the last day, week, or days.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Told,
    days::{Calendar, Day},
    period::{Period, rfc3339},
    stories::told,
};
use crate::{
    article::Language,
    clock::Time,
    newsroom::Newsroom,
    store::{Reading, Result, State},
};

/// The rubric of main news in JSON.
const MAIN: &str = "main";
/// The source of those who came without a link in JSON.
const DIRECT: &str = "direct";
/// So many publications are told one by one in JSON; a file of all is [`super::sheets`]'s.
const TOLD: usize = 50;
/// The days of a week.
const WEEK: u32 = 7;

/// All numbers. The names of the fields are those of `headliner stats --json`; they stay. Times are RFC 3339, UTC.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statistics {
    /// When it was counted.
    pub at: String,
    /// Subscribers now.
    pub readers: Readers,
    /// Messages that Telegram has not answered yet.
    pub in_flight: u32,
    /// The last 24 hours.
    pub day: Period,
    /// The last seven days.
    pub week: Period,
    /// The days that were asked for, if others were.
    pub period: Option<Period>,
    /// As many days before those that were asked for, else before the week.
    pub before: Period,
    /// The dates that these days touch, each whole, in the newsroom's zone.
    pub by_date: Vec<Day>,
    /// Messages of these dates by the hour of the newsroom's day: 24 numbers.
    pub by_hour: Vec<u32>,
    /// The hours of the newsroom's day in which most messages left.
    pub busiest_hours: Vec<u32>,
}

/// Subscribers now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readers {
    /// Readers who get news.
    pub active: u32,
    /// Of them on a break.
    pub paused: u32,
    /// Groups that get news; in no other number here.
    pub groups: u32,
    /// Channels that get news; in no other number here.
    pub channels: u32,
    /// Readers who said `/stop`.
    pub left: u32,
    /// Readers who blocked the bot.
    pub blocked: u32,
    /// Readers whose account is deleted.
    pub gone: u32,
    /// By the rubric's id; `main` for main news. A reader counts in each of their rubrics.
    pub by_rubric: BTreeMap<String, u32>,
    /// By the languages of news: `ru`, `kk`, `kk+ru`.
    pub by_language: BTreeMap<String, u32>,
    /// By when news comes: `now`, `mixed`, `digest`, `breaking`.
    pub by_mode: BTreeMap<String, u32>,
    /// By the link they came by; `direct` without one.
    pub by_source: BTreeMap<String, u32>,
}

impl Statistics {
    /// Counts everything at `now`; `days`: a further period besides day and week.
    pub fn gather(store: &Reading, newsroom: &Newsroom, days: Option<u32>, now: Time) -> Result<Statistics> {
        let readers = readers(store, newsroom, now)?;
        let (day, week) = (Period::gather(store, 1, now)?, Period::gather(store, WEEK, now)?);
        let period = days.map(|days| Period::gather(store, days, now)).transpose()?;
        let asked = period.as_ref().unwrap_or(&week);
        let (before, calendar) = (asked.before(store)?, Calendar::gather(store, asked, newsroom.zone, readers.active)?);
        let busiest_hours = calendar.busiest();
        Ok(Statistics {
            at: rfc3339(now),
            readers,
            in_flight: store.count_open()?,
            day,
            week,
            period,
            before,
            by_date: calendar.days,
            by_hour: calendar.hours,
            busiest_hours,
        })
    }

    /// As `headliner stats --json` prints it; `pushes`: the newest publications of the days that were asked for.
    pub fn json(&self, pushes: &[Told]) -> String {
        #[derive(Serialize)]
        struct Whole<'a> {
            #[serde(flatten)]
            statistics: &'a Statistics,
            pushes: &'a [Told],
        }
        let whole = Whole { statistics: self, pushes };
        serde_json::to_string_pretty(&whole).expect("plain fields and maps of text cannot fail")
    }

    /// The newest publications of the days that were asked for.
    pub fn pushes(&self, store: &Reading) -> Result<Vec<Told>> {
        told(store, self.asked(), TOLD)
    }

    /// The period that was asked for, else the week.
    pub fn asked(&self) -> &Period {
        self.period.as_ref().unwrap_or(&self.week)
    }

    /// Whether there is nothing to tell: nobody reads, and in these days nobody came, went, or was sent anything.
    pub fn is_empty(&self) -> bool {
        let period = self.asked();
        let rooms = self.readers.groups.saturating_add(self.readers.channels);
        let came = period.new.saturating_add(period.returned);
        self.readers.active == 0 && rooms == 0 && came == 0 && period.went() == 0 && period.messages() == 0
    }
}

fn readers(store: &Reading, newsroom: &Newsroom, now: Time) -> Result<Readers> {
    let census = store.census(now)?;
    let of_bit = |bit: u8| census.rubrics.get(&bit).copied().unwrap_or_default();
    let mut by_rubric = BTreeMap::from([(MAIN.to_owned(), of_bit(0))]);
    for rubric in &newsroom.rubrics {
        by_rubric.insert(rubric.id.clone(), of_bit(rubric.bit));
    }
    let mut by_language = BTreeMap::new();
    for (mask, count) in census.languages {
        *by_language.entry(languages(mask)).or_default() += count;
    }
    let away = |state: State| census.away.get(&state).copied().unwrap_or_default();
    let named = |source: String| if source.is_empty() { DIRECT.to_owned() } else { source };
    Ok(Readers {
        active: census.active,
        paused: census.paused,
        groups: census.groups,
        channels: census.channels,
        left: away(State::Left),
        blocked: away(State::Blocked),
        gone: away(State::Gone),
        by_rubric,
        by_language,
        by_mode: census.modes.into_iter().map(|(mode, count)| (mode.name().to_owned(), count)).collect(),
        by_source: census.sources.into_iter().map(|(source, count)| (named(source), count)).collect(),
    })
}

/// `kk+ru`
fn languages(mask: u8) -> String {
    let read = Language::ALL.into_iter().filter(|language| mask & language.bit() != 0);
    read.map(Language::code).collect::<Vec<_>>().join("+")
}
