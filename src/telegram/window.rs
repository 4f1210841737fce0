//! The updates that Telegram has not been told about yet. In: what came, what became of it. Out: which offset the next
//! poll may confirm. An update is confirmed when its effect is committed and it is answered, so that a crash loses neither.
//! What is committed, but not answered for long, is confirmed all the same: it must not hide from us what comes after it.

use std::{collections::BTreeMap, time::Duration};

use tokio::time::Instant;

/// How long an answer is waited for: longer than Telegram holds a message, and than the client waits for it.
const PATIENCE: Duration = Duration::from_secs(40);
/// The same while so many updates are unconfirmed that Telegram shows no others.
const CROWDED: Duration = Duration::from_secs(5);

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
    /// How far each has come, and since when it is known.
    updates: BTreeMap<i64, (Progress, Instant)>,
    offset: i64,
}

impl Window {
    /// After a week without updates Telegram begins anew at any number (Bot API, Update): then what comes has numbers
    /// below the offset that it was asked for. `true`: so it is, and the offset follows.
    pub(super) fn begins_anew(&mut self, updates: impl Iterator<Item = i64>) -> bool {
        let Some((least, most)) = updates.fold(None, |span: Option<(i64, i64)>, id| {
            let (least, most) = span.unwrap_or((id, id));
            Some((id.min(least), id.max(most)))
        }) else {
            return false;
        };
        if most >= self.offset {
            return false;
        }
        self.updates.clear();
        self.offset = least;
        true
    }

    /// Takes in an update; `false`: it is known already.
    pub(super) fn take(&mut self, update: i64, now: Instant) -> bool {
        if update < self.offset || self.updates.contains_key(&update) {
            return false;
        }
        self.updates.insert(update, (Progress::Waiting, now));
        true
    }

    /// Notes how far an update has come; it never goes back.
    pub(super) fn note(&mut self, update: i64, progress: Progress) {
        if let Some((known, _)) = self.updates.get_mut(&update) {
            *known = progress.max(*known);
        }
    }

    /// Whether every update has come so far.
    pub(super) fn all_are(&self, progress: Progress) -> bool {
        self.updates.values().all(|(known, _)| *known >= progress)
    }

    /// The offset that confirms all updates before the first that is not done with. `most`: how many unconfirmed ones
    /// Telegram shows at once.
    pub(super) fn confirm(&mut self, most: usize, now: Instant) -> i64 {
        loop {
            let patience = if self.updates.len() >= most { CROWDED } else { PATIENCE };
            let Some(first) = self.updates.first_entry() else { return self.offset };
            let (progress, since) = *first.get();
            let given_up = progress == Progress::Committed && now.duration_since(since) >= patience;
            if progress != Progress::Answered && !given_up {
                return self.offset;
            }
            self.offset = first.key() + 1;
            first.remove();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress::*, *};

    /// Telegram shows three at once; so many seconds after the updates came.
    fn check(steps: &[(i64, Progress)], seconds: u64, offset: i64) {
        let (mut window, came) = (Window::default(), Instant::now());
        for (update, progress) in steps {
            window.take(*update, came);
            window.note(*update, *progress);
        }
        let now = came + Duration::from_secs(seconds);
        assert_eq!(window.confirm(3, now), offset, "{steps:?} after {seconds} s");
    }

    #[test]
    fn nothing_is_confirmed_beyond_the_first_update_that_is_not_answered() {
        check(&[], 0, 0);
        check(&[(7, Waiting)], 0, 0);
        check(&[(7, Committed)], 0, 0);
        check(&[(7, Answered), (8, Waiting), (9, Answered)], 0, 8);
        check(&[(7, Answered), (8, Answered), (12, Answered)], 0, 13);
        check(&[(7, Answered), (7, Waiting)], 0, 8);
    }

    #[test]
    fn an_answer_is_not_waited_for_for_ever() {
        check(&[(7, Committed), (8, Answered)], 39, 0);
        check(&[(7, Committed), (8, Answered)], 40, 9);
        check(&[(7, Waiting), (8, Answered)], 3_600, 0);
        let crowd = [(7, Committed), (8, Committed), (9, Answered)];
        check(&crowd, 4, 0);
        check(&crowd, 5, 8); // then Telegram shows others again
        check(&crowd, 40, 10);
    }

    #[test]
    fn an_update_is_taken_once() {
        let (mut window, now) = (Window::default(), Instant::now());
        assert!(window.take(7, now));
        assert!(!window.take(7, now));
        window.note(7, Answered);
        assert_eq!(window.confirm(3, now), 8);
        assert!(!window.take(7, now));
        assert!(window.take(8, now));
    }

    #[test]
    fn numbers_that_begin_anew_are_followed() {
        let (mut window, now) = (Window::default(), Instant::now());
        assert!(!window.begins_anew([].into_iter()));
        assert!(!window.begins_anew([900, 901].into_iter()));
        for update in [900, 901] {
            assert!(window.take(update, now));
            window.note(update, Answered);
        }
        assert_eq!(window.confirm(100, now), 902);
        assert!(!window.begins_anew([901, 902].into_iter()), "one that came again");
        assert!(window.begins_anew([17, 18].into_iter()));
        assert!(window.take(17, now) && window.take(18, now));
        window.note(17, Answered);
        assert_eq!(window.confirm(100, now), 18);
    }

    #[test]
    fn all_are_answered_or_not() {
        let mut window = Window::default();
        assert!(window.all_are(Answered));
        window.take(7, Instant::now());
        window.note(7, Committed);
        assert!(!window.all_are(Answered));
        assert!(window.all_are(Committed));
    }
}
