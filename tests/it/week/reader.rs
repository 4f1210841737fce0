//! A reader with settings by chance, and what these mean: told by looking at the wall clock in the reader's zone, quarter of an
//! hour by quarter of an hour. All times that are chosen here are such quarters, and none lies where clocks are shifted.

use std::{collections::BTreeSet, time::Duration};

use chrono::{Datelike, Timelike};
use chrono_tz::Tz;
use headliner::{
    clock::Time,
    newsroom::{Minute, Mode, NewReader, Night, Sound},
    store::{Kind, Lane, Result, Volume, Writing, chats::NewChat},
};

use crate::{chance::Chance, delivery::newsdesk::newcomer};

const QUARTER: i64 = 15 * 60_000;
/// Within so many days there is a digest, and an end of quiet hours.
const WEEK: i64 = 7 * 96;
/// Almaty has no summer time, nor have Tokyo and Kolkata; Berlin is shifted in the week, New York in the month.
const ZONES: [Tz; 5] =
    [Tz::Asia__Almaty, Tz::Europe__Berlin, Tz::Asia__Tokyo, Tz::America__New_York, Tz::Asia__Kolkata];

/// What was published.
#[derive(Clone, Debug)]
pub struct Story {
    pub at: i64,
    pub lane: Lane,
    pub volume: Volume,
    pub rubrics: u64,
    pub languages: u8,
}

impl Story {
    pub fn is_main(&self) -> bool {
        self.rubrics & 1 == 1
    }
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Reader {
    pub telegram: i64,
    pub zone: Tz,
    pub mode: Mode,
    pub usual: Vec<Minute>,
    pub weekend: Vec<Minute>,
    pub quiet: Option<(Minute, Minute)>,
    pub night: Night,
    pub sound: Sound,
    pub spacing: Duration,
    pub limit: u32,
    pub rubrics: u64,
    pub languages: u8,
    /// Wants breaking news as such.
    pub urgent: bool,
}

impl Reader {
    /// Whoever it is asks for some of these rubrics.
    pub fn by_chance(chance: &mut Chance, telegram: i64, rubrics: &[u64]) -> Reader {
        let first = chance.of(rubrics);
        let asked = rubrics.iter().filter(|_| chance.one_in(2)).fold(first, |mask, bit| mask | bit);
        let quiet = (quarter(chance, 20, 26), quarter(chance, 5, 10));
        Reader {
            telegram,
            zone: chance.of(&ZONES),
            mode: chance.of(Mode::ALL),
            usual: hours(chance, 1),
            weekend: hours(chance, 0),
            quiet: (!chance.one_in(5)).then_some(quiet),
            night: chance.of(Night::ALL),
            sound: chance.of(Sound::ALL),
            spacing: Duration::from_secs(60 * chance.of(&[0, 0, 30, 120])),
            limit: chance.of(&[0, 0, 2, 5]),
            rubrics: asked,
            languages: chance.of(&[1, 1, 2, 3]),
            urgent: !chance.one_in(5),
        }
    }

    /// Begins to read.
    pub fn joins(&self, store: &Writing, defaults: &NewReader, now: Time) -> Result<()> {
        let new = newcomer(Kind::Reader, self.telegram, self.rubrics);
        let key = store.join(&NewChat { languages: self.languages, ..new }, defaults, now)?.0.key;
        store.set_zone(key, (self.zone != Tz::Asia__Almaty).then_some(self.zone))?;
        store.set_mode(key, self.mode)?;
        store.set_digests(key, &self.usual)?;
        store.set_weekend(key, &self.weekend)?;
        store.set_quiet(key, self.quiet)?;
        store.set_night(key, self.night)?;
        store.set_sound(key, self.sound)?;
        store.set_spacing(key, self.spacing)?;
        store.set_limit(key, self.limit)?;
        store.set_urgent(key, self.urgent)
    }

    /// Whether it is breaking news to this reader.
    pub fn is_urgent(&self, story: &Story) -> bool {
        story.lane == Lane::Breaking && self.urgent
    }

    pub fn wants(&self, story: &Story) -> bool {
        let ordinary = self.mode != Mode::Breaking && story.rubrics & self.rubrics != 0;
        story.languages & self.languages != 0 && (self.is_urgent(story) || ordinary)
    }

    /// Whether the story comes with a digest.
    pub fn takes_as_digest(&self, story: &Story) -> bool {
        !self.is_urgent(story) && (self.mode == Mode::Digest || (self.mode == Mode::Mixed && !story.is_main()))
    }

    /// Breaking news that is none to this reader waits for the digest, or comes with a main story before it: the same cursor decides both.
    pub fn takes_along(&self, story: &Story) -> bool {
        story.lane == Lane::Breaking && self.mode == Mode::Mixed && self.takes_as_digest(story)
    }

    /// Whether there are digests at all; of who takes all at once, the surplus of a full day is one.
    pub fn has_digests(&self) -> bool {
        match self.mode {
            Mode::Digest | Mode::Mixed => true,
            Mode::Now => self.limit > 0,
            Mode::Breaking => false,
        }
    }

    /// Whether it waits for the morning although it is breaking news.
    pub fn holds(&self, story: &Story) -> bool {
        self.is_urgent(story) && self.night == Night::Hold && story.volume != Volume::Wake && self.is_quiet(story.at)
    }

    /// The day there, and the minute of it.
    pub fn wall(&self, at: i64) -> (chrono::NaiveDate, Minute) {
        let local = Time(at).utc().with_timezone(&self.zone);
        (local.date_naive(), Minute(u16::try_from(local.hour() * 60 + local.minute()).unwrap()))
    }

    pub fn is_quiet(&self, at: i64) -> bool {
        let minute = self.wall(at).1;
        self.quiet.is_some_and(
            |(from, to)| {
                if from < to { from <= minute && minute < to } else { from <= minute || minute < to }
            },
        )
    }

    /// When it is quiet no more.
    pub fn awake(&self, at: i64) -> i64 {
        if self.is_quiet(at) { first_quarter(at, |quarter| !self.is_quiet(quarter)) } else { at }
    }

    /// The first digest after that.
    pub fn next_digest(&self, at: i64) -> i64 {
        first_quarter(at, |quarter| self.is_hour(quarter))
    }

    /// Whether a digest was due within the minute before. Who takes all at once has the surplus of a full day at these hours; and at
    /// weekends without any, at those of other days.
    pub fn is_digest_time(&self, at: i64) -> bool {
        let quarter = at.div_euclid(QUARTER) * QUARTER;
        at - quarter <= 60_000 && self.is_hour(quarter)
    }

    fn is_hour(&self, at: i64) -> bool {
        let (day, minute) = self.wall(at);
        let weekend = day.weekday().num_days_from_monday() >= 5;
        let own = weekend && !(self.mode == Mode::Now && self.weekend.is_empty());
        if own { &self.weekend } else { &self.usual }.contains(&minute)
    }
}

fn first_quarter(after: i64, is: impl Fn(i64) -> bool) -> i64 {
    let first = after.div_euclid(QUARTER) + 1;
    (first..first + WEEK).map(|quarter| quarter * QUARTER).find(|quarter| is(*quarter)).expect("within a week")
}

/// A quarter of an hour between these hours, which may go over midnight.
fn quarter(chance: &mut Chance, from: u64, to: u64) -> Minute {
    let quarters = from * 4 + chance.below((to - from) * 4);
    Minute(u16::try_from(quarters * 15 % 1_440).unwrap())
}

/// Up to three times of a digest, ascending.
fn hours(chance: &mut Chance, least: u64) -> Vec<Minute> {
    let count = least + chance.below(4 - least);
    let hours: BTreeSet<Minute> = (0..count).map(|_| quarter(chance, 5, 23)).collect();
    hours.into_iter().collect()
}
