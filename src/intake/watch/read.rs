//! Reads single files: what they are, how large, what they hold. All of it blocks; callers on the runtime use
//! `spawn_blocking`.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use chrono_tz::Tz;
use sha2::{Digest, Sha256};

use super::{
    copies::original,
    tree::{Stamp, shown, unreadable},
};
use crate::article::{self, Article, Fault, LARGEST, sentence, within};

/// SHA-256 of a file's bytes; of the fault's sentence where they could not be read.
pub(super) type Print = [u8; 32];

/// A file to be read.
#[derive(Debug)]
pub(super) struct Job {
    /// Below the root.
    pub path: PathBuf,
    /// It is read only if it still looks so.
    pub still: Option<Stamp>,
    /// It was told, or is expected: it is no copy, whatever its name.
    pub known: bool,
    /// What it held last: the same again is not parsed.
    pub last: Option<Print>,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Outcome {
    /// There is no such file any more.
    Gone,
    /// Nothing is to be told: the whole store is away, or the file is a copy of the one beside it.
    Unknown,
    /// It is being written.
    Moving(Stamp),
    /// It holds what it held.
    Same(Stamp),
    /// It holds something else.
    Read { stamp: Option<Stamp>, print: Print, article: Result<Box<Article>, Fault> },
}

/// Reads one file of the store as an article; `path` is below `root`. What is not there is a fault too.
pub fn read_file(root: &Path, path: &str, zone: Tz) -> Result<Article, Fault> {
    let bytes = open(root, Path::new(path)).and_then(|(file, _)| read_bytes(file))?;
    article::parse(path, &bytes, zone)
}

/// Reads a file for the watcher.
pub(super) fn read(root: &Path, job: &Job, zone: Tz) -> Outcome {
    let full = root.join(&job.path);
    if let Some(absent) = absent(root, &full) {
        return absent;
    }
    if !job.known && original(&job.path).is_some_and(|original| root.join(original).is_file()) {
        return Outcome::Unknown;
    }
    let stamp = fs::metadata(&full).ok().map(|file| Stamp::of(&file));
    if let (Some(now), Some(before)) = (stamp, job.still)
        && now != before
    {
        return Outcome::Moving(now);
    }
    let bytes = match open(root, &job.path).and_then(|(file, _)| read_bytes(file)) {
        Ok(bytes) => bytes,
        Err(fault) => {
            // It may have been moved or deleted since it was looked for.
            if let Some(absent) = absent(root, &full) {
                return absent;
            }
            let print = Sha256::digest(fault.what.split(':').next_back().unwrap_or_default()).into();
            return Outcome::Read { stamp, print, article: Err(fault) };
        }
    };
    let print: Print = Sha256::digest(&bytes).into();
    match stamp {
        Some(stamp) if job.last == Some(print) => Outcome::Same(stamp),
        stamp => {
            let article = article::parse(&shown(&job.path), &bytes, zone).map(Box::new);
            Outcome::Read { stamp, print, article }
        }
    }
}

/// What it means that a file is not there; `None` where it is.
fn absent(root: &Path, full: &Path) -> Option<Outcome> {
    let absent = fs::symlink_metadata(full).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    absent.then(|| if root.is_dir() { Outcome::Gone } else { Outcome::Unknown })
}

/// Opens a file of the store; links may lead elsewhere inside it but not out of it.
fn open(root: &Path, path: &Path) -> Result<(File, Stamp), Fault> {
    let full = within(root, path).map_err(|error| match error.to_string().contains("leaves the article store") {
        true => Fault::new(sentence!(
            "flaw-link",
            "this is a link to a file outside of the article store: put the file itself here"
        )),
        false => unreadable("file", &error),
    })?;
    let data = fs::metadata(&full).map_err(|error| unreadable("file", &error))?;
    if data.is_dir() {
        return Err(Fault::new(sentence!(
            "flaw-folder",
            "this is a folder with the name of an article: rename the folder"
        )));
    }
    if !data.is_file() {
        return Err(Fault::new(sentence!("flaw-pipe", "this is a pipe or a device and no file: delete it")));
    }
    if data.len() > LARGEST {
        return Err(Fault::too_large(data.len()));
    }
    let file = File::open(&full).map_err(|error| unreadable("file", &error))?;
    Ok((file, Stamp::of(&data)))
}

/// All bytes, at most one more than an article may have.
pub(in crate::intake) fn read_bytes(file: File) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable("file", &error))?;
    Ok(bytes)
}
