//! What is known of each file, and what a new reading of it means: news, nothing, or "read it again soon". No files are
//! touched here.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::time::Instant;

use super::{
    Found, GONE, Seen,
    read::{Job, Outcome, Print},
    tree::{Stamp, is_candidate, shown},
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

/// The memory of the watcher; forgets files when it has told that they are gone.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// In order, so that those of a folder stand together.
    files: BTreeMap<PathBuf, Known>,
    /// What was told of folders that cannot be read.
    closed: HashMap<PathBuf, Print>,
    look: u64,
}

#[derive(Debug, Default)]
struct Known {
    stamp: Option<Stamp>,
    /// What was told last.
    told: Option<Print>,
    /// What it held when it looked unfinished, and how often.
    unfinished: Option<(Print, usize)>,
    /// Since when it has not been there.
    missing: Option<Instant>,
    look: u64,
}

impl Memory {
    /// These files, and folders that could not be read, were known when the program ended: where that is otherwise now, it
    /// is news.
    pub fn remember(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        let (files, folders): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| is_candidate(path));
        self.files.extend(files.into_iter().map(|path| (path, Known::default())));
        self.closed.extend(folders.into_iter().map(|path| (path, Print::default())));
    }

    /// The files that are known below a folder.
    pub fn below(&self, folder: &Path) -> Vec<PathBuf> {
        let from = self.files.range::<Path, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded));
        from.map(|(path, _)| path).take_while(|path| path.starts_with(folder)).cloned().collect()
    }

    /// What is to be known for reading a file.
    pub fn job(&self, path: PathBuf, still: Option<Stamp>) -> Job {
        let known = self.files.get(&path);
        Job { known: known.is_some(), last: known.and_then(|known| known.told), path, still }
    }

    /// Whether a full look that found the file with this stamp must have it read.
    pub fn is_new(&mut self, path: &Path, stamp: Stamp) -> bool {
        let look = self.look;
        self.files.get_mut(path).is_none_or(|known| {
            known.look = look;
            known.missing.take().is_some() || known.stamp != Some(stamp)
        })
    }

    /// A full look begins: what is neither found by it nor read meanwhile is gone.
    pub fn begin_look(&mut self) {
        self.look += 1;
    }

    /// The full look is over, and could not look into these folders: what is newly missing.
    pub fn end_look(&mut self, closed: &[PathBuf], now: Instant) -> Vec<PathBuf> {
        let unseen: Vec<PathBuf> = closed.iter().flat_map(|folder| self.below(folder)).collect();
        unseen.iter().for_each(|path| self.seen(path));
        let look = self.look;
        let missing = self.files.iter_mut().filter(|(_, known)| known.look != look && known.missing.is_none());
        let missing = missing.map(|(path, known)| {
            known.missing = Some(now);
            path.clone()
        });
        missing.collect()
    }

    /// Forgets a file that is missing. `false`: it has come back, or has a name that is no UTF-8 and was remembered as it
    /// is shown.
    pub fn forget_missing(&mut self, path: &Path) -> bool {
        let missing = self.files.get(path).is_some_and(|known| known.missing.is_some());
        let is_shown = |(other, known): (&PathBuf, &Known)| {
            other.to_str().is_none() && known.missing.is_none() && Path::new(&shown(other)) == path
        };
        missing && self.files.remove(path).is_some() && !self.files.iter().any(is_shown)
    }

    /// What the file that is shown so holds is to be told anew.
    pub fn forget_told(&mut self, path: &str) -> Option<PathBuf> {
        let found = match self.files.contains_key(Path::new(path)) {
            true => PathBuf::from(path),
            false => self.files.keys().find(|other| other.to_str().is_none() && shown(other) == path)?.clone(),
        };
        self.files.get_mut(&found)?.told = None;
        Some(found)
    }

    /// Whether this fault of a folder is news.
    pub fn is_news(&mut self, path: &Path, print: Print) -> bool {
        self.closed.insert(path.to_owned(), print) != Some(print)
    }

    /// Folders that could not be read and now can: all but these.
    pub fn opened(&mut self, still_closed: &[PathBuf]) -> Vec<PathBuf> {
        let opened: Vec<PathBuf> = self.closed.keys().filter(|path| !still_closed.contains(path)).cloned().collect();
        self.closed.retain(|path, _| still_closed.contains(path));
        opened
    }

    fn seen(&mut self, path: &Path) {
        let look = self.look;
        if let Some(known) = self.files.get_mut(path) {
            known.look = look;
        }
    }

    /// A file is not there: one that was known is gone when it has not come back for a while.
    fn misses(&mut self, path: &Path, now: Instant) -> Verdict {
        let Some(known) = self.files.get_mut(path) else { return Verdict::Nothing };
        let missing = now.duration_since(*known.missing.get_or_insert(now));
        match GONE.checked_sub(missing).filter(|rest| !rest.is_zero()) {
            Some(rest) => Verdict::Again(rest, None),
            None => {
                self.files.remove(path);
                Verdict::Tell(Seen::Gone { path: shown(path) })
            }
        }
    }

    /// What a reading means.
    pub fn judge(&mut self, path: &Path, outcome: Outcome, now: Instant) -> Verdict {
        let look = self.look;
        match outcome {
            Outcome::Gone => return self.misses(path, now),
            Outcome::Unknown => return Verdict::Nothing,
            _ => {}
        }
        let known = self.files.entry(path.to_owned()).or_default();
        known.look = look;
        known.missing = None;
        match outcome {
            Outcome::Gone | Outcome::Unknown => Verdict::Nothing,
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
                    Ok(article) => Seen::Article { path, article, digest: print, found: Found::Since },
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
        let (mut memory, now) = (Memory::default(), Instant::now());
        let verdicts: Vec<String> = readings
            .into_iter()
            .map(|outcome| match memory.judge(Path::new("a/b.md"), outcome, now) {
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
        check(readings, &["tell a/b.md", "nothing", "tell a/b.md", "again 10s ", "tell a/b.md"]);
    }

    #[test]
    fn an_unfinished_file_is_read_three_times_more() {
        let same = (0..5).map(|_| reading(1, true)).collect();
        check(same, &["again 300ms ", "again 1s ", "again 2s ", "tell a/b.md", "nothing"]);
        let growing = vec![reading(1, true), reading(1, true), reading(2, true), reading(3, false)];
        check(growing, &["again 300ms ", "again 1s ", "again 300ms ", "tell a/b.md"]);
    }

    #[test]
    fn a_file_is_gone_after_ten_seconds() {
        let (mut memory, now) = (Memory::default(), Instant::now());
        let (path, later) = (Path::new("2026/a.md"), |seconds| now + Duration::from_secs(seconds));
        memory.begin_look();
        memory.judge(path, reading(1, false), now);
        assert!(memory.end_look(&[], now).is_empty());
        memory.begin_look();
        assert_eq!(memory.end_look(&[PathBuf::from("2026")], now), Vec::<PathBuf>::new(), "nobody could look");
        memory.begin_look();
        assert_eq!(memory.end_look(&[], now), [path]);
        assert!(
            matches!(memory.judge(path, Outcome::Gone, later(9)), Verdict::Again(rest, None) if rest.as_secs() == 1)
        );
        memory.judge(path, reading(2, false), later(9));
        assert!(matches!(memory.judge(path, Outcome::Gone, later(12)), Verdict::Again(..)), "it was back meanwhile");
        let gone = memory.judge(path, Outcome::Gone, later(22));
        assert!(matches!(gone, Verdict::Tell(Seen::Gone { path }) if path == "2026/a.md"));
        assert!(matches!(memory.judge(path, Outcome::Gone, later(30)), Verdict::Nothing), "once");
    }

    #[test]
    fn the_files_of_a_folder_stand_together() {
        let mut memory = Memory::default();
        memory.remember(["a.md", "b/1.md", "b/c/2.md", "b-1.md", "b.md", "c/3.md"].map(PathBuf::from));
        assert_eq!(memory.below(Path::new("b")), [Path::new("b/1.md"), Path::new("b/c/2.md")]);
        assert_eq!(memory.below(Path::new("")).len(), 6);
    }
}
