//! What is known of each file, and what a new reading of it means: news, nothing, or "read it again soon". No files are
//! touched here.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    Seen,
    read::{Outcome, Print},
    tree::{Stamp, shown},
};

/// When a file that looks unfinished is read again. Then it is what it is, and its fault is told.
const AGAIN: [Duration; 3] = [Duration::from_millis(300), Duration::from_secs(1), Duration::from_secs(2)];

/// What is to be done about a file that was read.
#[derive(Debug)]
pub(super) enum Verdict {
    Nothing,
    Tell(Seen),
    /// Read it again after this, if it looks like this then.
    Again(Duration, Option<Stamp>),
}

/// The memory of the watcher; forgets files that are gone.
#[derive(Debug, Default)]
pub(super) struct Memory {
    files: HashMap<PathBuf, Known>,
    look: u64,
}

#[derive(Debug, Default)]
struct Known {
    stamp: Option<Stamp>,
    /// What was told last.
    told: Option<Print>,
    /// What it held when it looked unfinished, and how often.
    unfinished: Option<(Print, usize)>,
    look: u64,
}

impl Memory {
    /// What was told of the file last.
    pub fn told(&self, path: &Path) -> Option<Print> {
        self.files.get(path)?.told
    }

    /// Whether a full look that found the file with this stamp must have it read.
    pub fn is_new(&mut self, path: &Path, stamp: Stamp) -> bool {
        let look = self.look;
        self.files.get_mut(path).is_none_or(|known| {
            known.look = look;
            known.stamp != Some(stamp)
        })
    }

    /// A full look begins: what is neither found by it nor read meanwhile is gone.
    pub fn begin_look(&mut self) {
        self.look += 1;
    }

    /// The full look is over.
    pub fn end_look(&mut self) {
        let look = self.look;
        self.files.retain(|_, known| known.look == look);
    }

    /// Whether this fault of a folder is news.
    pub fn is_news(&mut self, path: &Path, print: Print) -> bool {
        let look = self.look;
        let known = self.files.entry(path.to_owned()).or_default();
        known.look = look;
        known.told.replace(print) != Some(print)
    }

    /// What a reading means.
    pub fn judge(&mut self, path: &Path, outcome: Outcome) -> Verdict {
        let look = self.look;
        if matches!(outcome, Outcome::Gone) {
            return Verdict::Nothing;
        }
        let known = self.files.entry(path.to_owned()).or_default();
        known.look = look;
        match outcome {
            Outcome::Gone => Verdict::Nothing,
            Outcome::Moving(stamp) => Verdict::Again(super::STILL, Some(stamp)),
            Outcome::Same(stamp) => {
                known.stamp = Some(stamp);
                Verdict::Nothing
            }
            Outcome::Read { stamp, print, article } => {
                known.stamp = stamp;
                if known.told == Some(print) {
                    return Verdict::Nothing;
                }
                if article.as_ref().is_err_and(|fault| fault.unfinished)
                    && let Some(pause) = known.pause(print)
                {
                    return Verdict::Again(pause, None);
                }
                known.told = Some(print);
                known.unfinished = None;
                let path = shown(path);
                Verdict::Tell(match article {
                    Ok(article) => Seen::Article { path, article, digest: print },
                    Err(fault) => Seen::Fault { path, fault },
                })
            }
        }
    }
}

impl Known {
    /// How long to wait before an unfinished file is read again; `None` if that was done often enough. A file that has
    /// grown meanwhile begins anew.
    fn pause(&mut self, print: Print) -> Option<Duration> {
        let tries = self.unfinished.filter(|(before, _)| *before == print).map_or(0, |(_, tries)| tries);
        self.unfinished = Some((print, tries + 1));
        AGAIN.get(tries).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Fault;

    fn reading(print: u8, unfinished: bool) -> Outcome {
        let fault = Fault { unfinished, ..Fault::new("no article") };
        Outcome::Read { stamp: None, print: [print; 32], article: Err(fault) }
    }

    /// What the verdicts on these readings of one file are, in short.
    fn check(readings: Vec<Outcome>, expected: &[&str]) {
        let mut memory = Memory::default();
        let verdicts: Vec<String> = readings
            .into_iter()
            .map(|outcome| match memory.judge(Path::new("a/b.md"), outcome) {
                Verdict::Nothing => "nothing".to_owned(),
                Verdict::Tell(Seen::Fault { path, .. }) => format!("tell {path}"),
                Verdict::Tell(other) => format!("{other:?}"),
                Verdict::Again(pause, still) => {
                    format!("again {pause:?} {}", if still.is_some() { "still" } else { "" })
                }
            })
            .collect();
        assert_eq!(verdicts, expected);
    }

    #[test]
    fn a_fault_is_told_once_per_content() {
        let readings = vec![reading(1, false), reading(1, false), reading(2, false), Outcome::Gone, reading(1, false)];
        check(readings, &["tell a/b.md", "nothing", "tell a/b.md", "nothing", "tell a/b.md"]);
    }

    #[test]
    fn an_unfinished_file_is_read_three_times_more() {
        let same = (0..5).map(|_| reading(1, true)).collect();
        check(same, &["again 300ms ", "again 1s ", "again 2s ", "tell a/b.md", "nothing"]);
        let growing = vec![reading(1, true), reading(1, true), reading(2, true), reading(3, false)];
        check(growing, &["again 300ms ", "again 1s ", "again 300ms ", "tell a/b.md"]);
    }

    #[test]
    fn a_look_forgets_what_is_gone() {
        let mut memory = Memory::default();
        memory.begin_look();
        memory.judge(Path::new("a.md"), reading(1, false));
        memory.end_look();
        assert_eq!(memory.told(Path::new("a.md")), Some([1; 32]));
        memory.begin_look();
        memory.end_look();
        assert_eq!(memory.told(Path::new("a.md")), None);
    }
}
