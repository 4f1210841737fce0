//! What in the folder could be an article: by name, before anything is opened.

use std::{
    borrow::Cow,
    ffi::OsStr,
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::copies::is_conflict;
use crate::{
    article::{Fault, Sentence},
    clock::Time,
};

/// Endings of files that are articles.
const ENDINGS: [&str; 5] = ["md", "markdown", "json", "html", "htm"];

/// Folders inside folders, at most: deeper ones are a mistake or a trap.
const DEEPEST: usize = 32;

/// What tells a changed file from an unchanged one without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Which file it is and when its entry changed, where the system tells.
    entry: (u64, i64, i64),
}

impl Stamp {
    /// When the file was last written, as it says.
    pub fn written(&self) -> Option<Time> {
        let since = self.modified?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_millis()).ok().map(Time)
    }

    pub fn of(file: &Metadata) -> Stamp {
        Stamp { size: file.len(), modified: file.modified().ok(), entry: entry(file) }
    }
}

#[cfg(unix)]
fn entry(file: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (file.ino(), file.ctime(), file.ctime_nsec())
}

#[cfg(not(unix))]
fn entry(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// One look at the folder.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Candidates in order, as paths below the root.
    pub files: Vec<(PathBuf, Stamp)>,
    /// Folders that cannot be read.
    pub closed: Vec<(PathBuf, Fault)>,
}

/// The paths, below the root and with `/`, of all that claims to be an article, in order; also of what turns out to be
/// none when it is read (a folder called `x.md`).
pub fn every_file(root: &Path) -> io::Result<Vec<String>> {
    Ok(list(root)?.files.iter().map(|(path, _)| shown(path)).collect())
}

/// Whether there is a file, or a link, that is shown so.
pub fn is_there(root: &Path, path: &str) -> bool {
    if root.join(path).symlink_metadata().is_ok() {
        return true;
    }
    let mut real = root.to_owned();
    path.contains('%') && path.split('/').all(|part| named(&mut real, part))
}

/// Goes to what is shown so in a folder.
fn named(folder: &mut PathBuf, part: &str) -> bool {
    let mut found = folder.join(part);
    if found.symlink_metadata().is_err() {
        let entries = fs::read_dir(&*folder).into_iter().flatten().flatten();
        let mut names = entries.map(|entry| entry.file_name()).filter(|name| name.to_str().is_none());
        match names.find(|name| shown_name(name) == part) {
            Some(name) => found = folder.join(name),
            None => return false,
        }
    }
    *folder = found;
    true
}

/// Looks at the whole folder.
pub(super) fn list(root: &Path) -> io::Result<Listing> {
    let mut listing = Listing::default();
    let mut folders = vec![(PathBuf::new(), fs::read_dir(root)?)];
    while let Some((folder, entries)) = folders.pop() {
        for entry in entries.flatten() {
            let (path, kind) = (folder.join(entry.file_name()), entry.file_type());
            let is_folder = kind.is_ok_and(|kind| kind.is_dir());
            if is_hidden(&entry.file_name()) {
                continue;
            }
            if is_article_name(&path) {
                // The entry of a link itself, so that one that leads nowhere is a fault and not passed over.
                if let Ok(file) = fs::metadata(root.join(&path)).or_else(|_| entry.metadata()) {
                    listing.files.push((path, Stamp::of(&file)));
                }
            } else if is_folder && path.components().count() < DEEPEST {
                match fs::read_dir(root.join(&path)) {
                    Ok(entries) => folders.push((path, entries)),
                    // It was moved or deleted since its name was read: what was in it is missing, and that is told in time.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => listing.closed.push((path, unreadable("folder", &error))),
                }
            }
        }
    }
    listing.files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(listing)
}

/// A fault for what the system does not let us read.
pub(super) fn unreadable(what: &str, error: &io::Error) -> Fault {
    let is_forbidden = error.kind() == io::ErrorKind::PermissionDenied;
    let cure = match is_forbidden {
        true => "let the user who runs Headliner read it",
        false => "look whether it can be opened, and save it again",
    };
    let key = match (what, is_forbidden) {
        ("folder", true) => "flaw-folder-forbidden",
        ("folder", false) => "flaw-folder-unreadable",
        (_, true) => "flaw-file-forbidden",
        (_, false) => "flaw-file-unreadable",
    };
    Fault::new(Sentence::new(key, format!("the {what} cannot be read ({error}): {cure}"), Vec::new()))
}

/// Whether a path below the root is to be read at all.
pub(super) fn is_candidate(path: &Path) -> bool {
    let hidden = path.components().any(|part| is_hidden(part.as_os_str()));
    let inside_an_article = path.ancestors().skip(1).any(is_article_name);
    !hidden && !inside_an_article && is_article_name(path)
}

/// Names that editors and programs give to files that are not finished or not for others.
fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().starts_with(b"~")
}

fn is_article_name(path: &Path) -> bool {
    if is_conflict(path) {
        return false;
    }
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// A path below the root as people write it. Names that are no UTF-8 have their other bytes as `%FF`, so that two files
/// never look the same.
pub(super) fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| shown_name(part.as_os_str())).collect();
    parts.join("/")
}

fn shown_name(name: &OsStr) -> Cow<'_, str> {
    let Some(name) = name.to_str() else {
        let mut shown = String::new();
        for chunk in name.as_encoded_bytes().utf8_chunks() {
            shown.push_str(&chunk.valid().replace('%', "%25"));
            shown.extend(chunk.invalid().iter().map(|byte| format!("%{byte:02X}")));
        }
        return shown.into();
    };
    name.into()
}
