//! The judge of one reader's week. In: the reader's settings, what was published when, what the simulator received. Out: a sentence
//! for each thing that should not be so. It knows nothing of logs, cursors and visits.

use std::collections::BTreeMap;

use headliner::{
    newsroom::{Mode, Night, Sound},
    store::Volume,
};

use super::reader::{Reader, Story};

const MINUTE: i64 = 60_000;
/// Breaking news that was held leads the morning's message if that comes so soon.
const MORNING: i64 = 120 * MINUTE;

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Told {
    pub at: i64,
    pub silent: bool,
    /// By their numbers.
    pub stories: Vec<usize>,
    /// So many more are only counted.
    pub tail: usize,
}

/// See the module.
pub struct Judge<'a> {
    pub reader: &'a Reader,
    pub stories: &'a [Story],
    /// In the order in which they came.
    pub told: &'a [Told],
}

impl Judge<'_> {
    /// What is wrong.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.of_stories();
        for place in 0..self.told.len() {
            let what = [self.of_night(place), self.of_sound(place), self.of_time(place)];
            faults.extend(what.into_iter().flatten().map(|fault| format!("{fault}: {}", self.seen(place))));
        }
        faults.extend(self.of_pace());
        faults
    }

    /// The message and the one before it, with what is known of their stories.
    fn seen(&self, place: usize) -> String {
        let told = &self.told[place.saturating_sub(1)..=place];
        told.iter().map(|told| format!("{told:?} of {:?}\n", self.shown(told).collect::<Vec<_>>())).collect()
    }

    /// Everything wanted came once, and when it should.
    fn of_stories(&self) -> Vec<String> {
        let mut came: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, told) in self.told.iter().enumerate() {
            told.stories.iter().for_each(|story| came.entry(*story).or_default().push(place));
        }
        let mut counted: Vec<usize> = self.told.iter().map(|told| told.tail).collect();
        let mut faults = Vec::new();
        for (number, story) in self.stories.iter().enumerate() {
            let places = came.remove(&number).unwrap_or_default();
            match (self.reader.wants(story), &places[..]) {
                (false, []) => {}
                (true, [place]) => faults.extend(self.of_moment(number, *place)),
                (true, []) if self.is_counted(story, &mut counted) => {}
                (wanted, places) => faults.push(format!("{number} came {} times, wanted: {wanted}", places.len())),
            }
        }
        if counted.iter().any(|left| *left > 0) {
            faults.push(format!("more is counted than there was: {counted:?}"));
        }
        faults
    }

    /// Monday's first digest of a reader who takes none at weekends names ten stories, and counts the rest.
    fn is_counted(&self, story: &Story, counted: &mut [usize]) -> bool {
        if !self.reader.weekend.is_empty() || !self.reader.takes_as_digest(story) {
            return false;
        }
        let due = self.reader.next_digest(story.at);
        let is_it = |told: &Told| (due..=due + MINUTE).contains(&told.at) || self.waited(told, due);
        let place = (0..counted.len()).find(|place| counted[*place] > 0 && is_it(&self.told[*place]));
        place.inspect(|place| counted[*place] -= 1).is_some()
    }

    /// Whether a digest of then was held up by a main story, and came right after it.
    fn waited(&self, told: &Told, due: i64) -> bool {
        let before = self.told.iter().rfind(|other| other.at < told.at);
        told.at > due && before.is_some_and(|before| self.holds_up(before, told, due))
    }

    /// Whether it is a digest that a main story held up: it brings what has come out since, too.
    fn is_late_digest(&self, told: &Told) -> bool {
        let stories = told.stories.iter().map(|story| self.reader.next_digest(self.stories[*story].at));
        stories.min().is_some_and(|due| self.waited(told, due))
    }

    /// A main story that waits (for the morning, or for the distance to other messages) goes before a digest of these hours.
    fn holds_up(&self, before: &Told, told: &Told, due: i64) -> bool {
        let waits = |story: &usize| self.stories[*story].is_main() && self.stories[*story].at <= due;
        matches!(self.reader.mode, Mode::Mixed | Mode::Now)
            && told.at - before.at <= MINUTE
            && before.stories.iter().any(waits)
    }

    /// Not before it may, and within a minute of when it is due.
    fn of_moment(&self, number: usize, place: usize) -> Option<String> {
        let (reader, story, told) = (self.reader, &self.stories[number], &self.told[place]);
        let at_once = reader.spacing.is_zero() && (reader.limit == 0 || reader.mode == Mode::Mixed || story.is_main());
        let (from, to) = if reader.takes_as_digest(story) {
            let due = reader.next_digest(story.at);
            let led = reader.takes_along(story) && self.shown(told).any(Story::is_main);
            let early = led || self.is_late_digest(told);
            let late = self.waited(told, due) || (led && told.at > due);
            (if early { story.at } else { due }, if late { told.at } else { due })
        } else if reader.holds(story) {
            (story.at, reader.awake(story.at) + MORNING)
        } else if reader.is_urgent(story) {
            (story.at, story.at)
        } else {
            (story.at, if at_once { reader.awake(story.at) } else { i64::MAX - MINUTE })
        };
        let right = (from..=to + MINUTE).contains(&told.at);
        (!right).then(|| format!("{number} of {} was due from {from} to {to}: {}", story.at, self.seen(place)))
    }

    /// At night comes what may: breaking news as it was chosen, and a digest whose hour was chosen so.
    fn of_night(&self, place: usize) -> Option<&'static str> {
        let (reader, told) = (self.reader, &self.told[place]);
        let is_digest = reader.mode == Mode::Now || self.is_digest(told);
        let may_be = reader.has_digests() && is_digest && reader.is_digest_time(told.at);
        if may_be || !reader.is_quiet(told.at) {
            return None;
        }
        let urgent = self.urgent(told);
        if told.stories.len() > urgent.len() {
            return Some("ordinary news in quiet hours");
        }
        let held = reader.night == Night::Hold && urgent.iter().all(|story| story.volume != Volume::Wake);
        held.then_some("breaking news in quiet hours, which was to be held")
    }

    fn of_sound(&self, place: usize) -> Option<&'static str> {
        let (reader, told) = (self.reader, &self.told[place]);
        let (quiet, urgent) = (reader.is_quiet(told.at), self.urgent(told));
        let main = self.shown(told).any(Story::is_main);
        let of = |volume| urgent.iter().filter(|story| story.volume == volume).count();
        let silent = match (urgent.len(), reader.sound) {
            (0, Sound::All) => quiet,
            (0, Sound::Main) => quiet || !main,
            (0, Sound::Breaking | Sound::None) => true,
            _ if of(Volume::Wake) > 0 => false,
            (all, _) if of(Volume::Silent) == all => true,
            // Of two that were pushed differently either may lead.
            _ if of(Volume::Silent) > 0 => told.silent,
            (_, sound) => sound == Sound::None || (quiet && reader.night != Night::Wake),
        };
        (silent != told.silent).then_some("the sound is wrong")
    }

    /// Digests come at their hours.
    fn of_time(&self, place: usize) -> Option<&'static str> {
        let (reader, told) = (self.reader, &self.told[place]);
        let is_digest = self.is_digest(told);
        let held_up = || place.checked_sub(1).is_some_and(|before| self.holds_up(&self.told[before], told, told.at));
        (is_digest && !reader.is_digest_time(told.at) && !held_up()).then_some("a digest at no hour of one")
    }

    /// For whom all comes at once: the distance between ordinary messages, and how many a day has. Main and breaking news does not
    /// count, and what is over the limit comes at the hours of a digest.
    fn of_pace(&self) -> Vec<String> {
        let reader = self.reader;
        let mut faults = Vec::new();
        let (mut days, mut last) = (BTreeMap::<_, u32>::new(), None::<i64>);
        let counts = |told: &Told| self.urgent(told).is_empty() && !self.shown(told).any(Story::is_main);
        let counting = self.told.iter().enumerate().filter(|(_, told)| reader.mode == Mode::Now && counts(told));
        for (place, told) in counting {
            let today = days.entry(reader.wall(told.at).0).or_default();
            let full = reader.limit > 0 && *today >= reader.limit;
            *today += 1;
            let spacing = i64::try_from(reader.spacing.as_millis()).unwrap();
            // A message is as old as its leaving, which the simulator does not see.
            let near = last.replace(told.at).is_some_and(|last| told.at - last < spacing - 1_000);
            let held_up = place.checked_sub(1).is_some_and(|before| self.holds_up(&self.told[before], told, told.at));
            if full && !reader.is_digest_time(told.at) && !held_up {
                faults.push(format!("beyond the limit: {}", self.seen(place)));
            } else if !full && near {
                faults.push(format!("too near to the last: {}", self.seen(place)));
            }
        }
        faults
    }

    fn is_digest(&self, told: &Told) -> bool {
        let reader = self.reader;
        let led = self.shown(told).any(Story::is_main);
        self.shown(told).any(|story| reader.takes_as_digest(story) && !(led && reader.takes_along(story)))
    }

    fn shown(&self, told: &Told) -> impl Iterator<Item = &Story> {
        told.stories.iter().map(|story| &self.stories[*story])
    }

    /// What of it is breaking news.
    fn urgent(&self, told: &Told) -> Vec<&Story> {
        self.shown(told).filter(|story| self.reader.is_urgent(story)).collect()
    }
}
