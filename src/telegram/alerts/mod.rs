//! What is wrong with a running Headliner, and what the desk knows of it. In: that something is wrong, or is over, from whoever
//! notices it. Out: all that stands now, for whoever looks ([`Board::standing`]), and what is to be told ([`Board::take_due`]):
//! each kind once; again after an hour where it got worse, or holds up all sending (that it does so from now on, at once); and that
//! it is solved. What comes and goes
//! within the hour is not told a second time before the hour is over.
//!
//! Nothing here looks at anything or sends anything: `rounds` and the rooms that notice do the former, the desk the latter.

pub(super) mod backlog;
pub(super) mod refusals;
pub(super) mod rounds;
mod sentence;
mod trouble;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

pub(super) use sentence::flaw;
pub use trouble::{Kind, Trouble};

use crate::{
    article::Language,
    clock::{Clock, Time},
    locale::{Words, args},
};

/// See the module. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Board {
    clock: Clock,
    known: Arc<Mutex<BTreeMap<Kind, Known>>>,
    changed: Arc<Notify>,
}

/// Something that is wrong now.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// A name for machines, such as `disk`; it stays.
    pub kind: &'static str,
    /// Since when it is so, as far as this process knows.
    pub since: Time,
    trouble: Trouble,
}

impl Standing {
    /// What is wrong and what to do, as Telegram's HTML.
    pub fn sentence(&self, words: &Words, tongue: Language) -> String {
        self.trouble.sentence(words, tongue)
    }
}

/// What is to be told.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// This is wrong.
    Stands(Trouble),
    /// This is over.
    Solved(Trouble),
}

impl Word {
    /// What it is about.
    pub fn kind(&self) -> Kind {
        match self {
            Word::Stands(trouble) | Word::Solved(trouble) => trouble.kind(),
        }
    }

    /// What is told, as Telegram's HTML.
    pub fn sentence(&self, words: &Words, tongue: Language) -> String {
        match self {
            Word::Stands(trouble) => trouble.sentence(words, tongue),
            Word::Solved(trouble) => words.say(tongue, "alert-solved", &args![what = trouble.sentence(words, tongue)]),
        }
    }
}

#[derive(Debug, Default)]
struct Known {
    standing: Option<Stands>,
    told: Option<Told>,
}

#[derive(Debug)]
struct Stands {
    trouble: Trouble,
    since: Time,
    from: Instant,
}

/// The last that was told of a kind.
#[derive(Debug)]
struct Told {
    /// `None`: a process before this one told it, and what exactly is not known.
    trouble: Option<Trouble>,
    at: Instant,
    /// That it is over has not been told.
    is_open: bool,
}

impl Board {
    /// Nothing is known to be wrong.
    pub fn new(clock: &Clock) -> Board {
        Board { clock: clock.clone(), known: Arc::default(), changed: Arc::default() }
    }

    /// This is wrong now.
    pub fn stands(&self, trouble: Trouble) {
        let (now, kind) = (self.clock.now(), trouble.kind());
        let mut all = self.known();
        let known = all.entry(kind).or_default();
        match &mut known.standing {
            Some(standing) => standing.trouble = trouble,
            None => {
                log::info!("alert: {}", kind.name());
                known.standing = Some(Stands { trouble, since: now, from: Instant::now() });
            }
        }
        drop(all);
        self.changed.notify_one();
    }

    /// Nothing of this kind is wrong any more.
    pub fn is_over(&self, kind: Kind) {
        let mut all = self.known();
        let Some((known, ended)) =
            all.get_mut(&kind).and_then(|known| known.standing.take().map(|ended| (known, ended)))
        else {
            return;
        };
        log::info!("solved: {}", kind.name());
        if ended.trouble.is_told_afterwards() {
            known.told = Some(Told { trouble: Some(ended.trouble), at: ended.from, is_open: true });
        }
        drop(all);
        self.changed.notify_one();
    }

    /// The one or the other.
    pub fn set(&self, kind: Kind, trouble: Option<Trouble>) {
        match trouble {
            Some(trouble) => self.stands(trouble),
            None => self.is_over(kind),
        }
    }

    /// All that is wrong now.
    pub fn standing(&self) -> Vec<Standing> {
        let all = self.known();
        let standing = all.iter().filter_map(|(kind, known)| {
            let Stands { trouble, since, .. } = known.standing.as_ref()?;
            Some(Standing { kind: kind.name(), since: *since, trouble: trouble.clone() })
        });
        standing.collect()
    }

    /// A process before this one told of this kind, so long ago, and not that it is over.
    pub fn was_told(&self, kind: Kind, ago: Duration, now: Instant) {
        let at = now.checked_sub(ago).unwrap_or(now);
        self.known().entry(kind).or_default().told = Some(Told { trouble: None, at, is_open: true });
    }

    /// What was told by a process before this one and has not been found since its start is over, without a word: those kinds.
    pub fn settle(&self) -> Vec<Kind> {
        let is_lost = |known: &Known| {
            known.standing.is_none() && known.told.as_ref().is_some_and(|told| told.is_open && told.trouble.is_none())
        };
        let mut all = self.known();
        let lost: Vec<Kind> = all.iter().filter(|(_, known)| is_lost(known)).map(|(kind, _)| *kind).collect();
        lost.iter().for_each(|kind| drop(all.remove(kind)));
        lost
    }

    /// What is to be told now; it counts as told.
    pub fn take_due(&self, now: Instant) -> Vec<Word> {
        self.known().values_mut().filter_map(|known| known.take_due(now)).collect()
    }

    /// Comes when something may be to be told: at a change, or with the time.
    pub async fn due(&self) {
        let changed = self.changed.notified();
        match self.next_due() {
            Some(at) => tokio::select! {
                () = changed => {}
                () = tokio::time::sleep_until(at) => {}
            },
            None => changed.await,
        }
    }

    fn next_due(&self) -> Option<Instant> {
        self.known().values().filter_map(Known::due).min()
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<Kind, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// From when on it may be told how it stands; `None`: there is nothing to tell.
    fn due(&self) -> Option<Instant> {
        match (&self.standing, &self.told) {
            (Some(now), _) if !now.trouble.is_for_the_desk() => None,
            (Some(now), None) => Some(now.from + now.trouble.patience()),
            (Some(now), Some(told)) => {
                let before = told.trouble.as_ref();
                if before.is_some_and(|before| now.trouble.holds_up_all() && !before.holds_up_all()) {
                    return Some(told.at); // at once
                }
                let worse = before.is_some_and(|before| now.trouble.is_worse_than(before));
                let again = !told.is_open || worse || now.trouble.holds_up_all();
                again.then(|| told.at + now.trouble.pause())
            }
            (None, Some(Told { trouble: Some(_), is_open: true, at })) => Some(*at),
            _ => None,
        }
    }

    fn take_due(&mut self, now: Instant) -> Option<Word> {
        self.due().filter(|due| *due <= now)?;
        if let Some(standing) = &self.standing {
            self.told = Some(Told { trouble: Some(standing.trouble.clone()), at: now, is_open: true });
            return Some(Word::Stands(standing.trouble.clone()));
        }
        let told = self.told.as_mut()?;
        told.is_open = false;
        told.trouble.clone().map(Word::Solved)
    }
}

#[cfg(test)]
mod tests;
