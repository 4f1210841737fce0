//! The updates that Telegram has not been told about yet. In: what came, what became of it. Out: which offset the next
//! poll may confirm. An update is confirmed when its effect is committed, and if possible only when it is answered too,
//! so that a crash loses neither.

use std::collections::BTreeMap;

/// How far an update has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Progress {
    /// Nothing is written yet.
    Waiting,
    /// Its effect is on disk.
    Committed,
    /// Its replies have left, or were given up.
    Answered,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Window {
    updates: BTreeMap<i64, Progress>,
    offset: i64,
}

impl Window {
    /// Takes in an update; `false`: it is known already.
    pub(super) fn take(&mut self, update: i64) -> bool {
        if update < self.offset || self.updates.contains_key(&update) {
            return false;
        }
        self.updates.insert(update, Progress::Waiting);
        true
    }

    /// Notes how far an update has come; it never goes back.
    pub(super) fn note(&mut self, update: i64, progress: Progress) {
        if let Some(known) = self.updates.get_mut(&update) {
            *known = progress.max(*known);
        }
    }

    /// Whether every update has come so far.
    pub(super) fn all_are(&self, progress: Progress) -> bool {
        self.updates.values().all(|known| *known >= progress)
    }

    /// The offset that confirms all updates before the first that is not committed.
    pub(super) fn confirm(&mut self) -> i64 {
        while let Some(first) = self.updates.first_entry()
            && *first.get() >= Progress::Committed
        {
            self.offset = first.key() + 1;
            first.remove();
        }
        self.offset
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress::*, *};

    fn check(steps: &[(i64, Progress)], offset: i64) {
        let mut window = Window::default();
        for (update, progress) in steps {
            window.take(*update);
            window.note(*update, *progress);
        }
        assert_eq!(window.confirm(), offset, "{steps:?}");
    }

    #[test]
    fn nothing_is_confirmed_beyond_the_first_update_without_effect() {
        check(&[], 0);
        check(&[(7, Waiting)], 0);
        check(&[(7, Committed)], 8);
        check(&[(7, Answered), (8, Waiting), (9, Answered)], 8);
        check(&[(7, Committed), (8, Committed), (12, Answered)], 13);
        check(&[(7, Answered), (7, Waiting)], 8);
    }

    #[test]
    fn an_update_is_taken_once() {
        let mut window = Window::default();
        assert!(window.take(7));
        assert!(!window.take(7));
        window.note(7, Committed);
        assert_eq!(window.confirm(), 8);
        assert!(!window.take(7));
        assert!(window.take(8));
    }

    #[test]
    fn all_are_answered_or_not() {
        let mut window = Window::default();
        assert!(window.all_are(Answered));
        window.take(7);
        window.note(7, Committed);
        assert!(!window.all_are(Answered));
        assert!(window.all_are(Committed));
    }
}
