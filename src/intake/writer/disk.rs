//! Files on disk, whole or not at all. In: a place below the store and its new content. Out: written under a name that the watcher
//! passes over, synced, and renamed into place with the rights of what was there.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use chrono_tz::Tz;

use super::{End, Unwritten};
use crate::article::{self, ArticleId};

/// How many places are tried for a typed story's file.
const MOST_PLACES: u32 = 100;

/// The place for a typed story's file, or the next beside it that no other story has.
pub(super) fn free_place(folder: &Path, path: &str, id: &ArticleId, zone: Tz) -> String {
    let stem = path.trim_end_matches(".md");
    let is_others = |path: &String| {
        let there = fs::read(folder.join(path)).ok();
        there.is_some_and(|bytes| article::parse(path, &bytes, zone).map_or(true, |there| there.id != *id))
    };
    let mut place = path.to_owned();
    for number in 2..MOST_PLACES {
        if !is_others(&place) {
            break;
        }
        place = format!("{stem}-{number}.md");
    }
    place
}

/// A new file. One that is there already is read first.
pub(super) fn create(file: &Path, text: &str) -> io::Result<End> {
    if file.exists() {
        return Ok(End::Later);
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if fs::metadata(folder)?.permissions().readonly() {
        return Ok(End::Unwritten(Unwritten::ReadOnly));
    }
    let part = beside(file);
    let written = write(&part, text.as_bytes(), None).and_then(|()| fs::rename(&part, file));
    if written.is_err() {
        let _ = fs::remove_file(&part); // it may not have come to be
    }
    written?;
    settle(folder);
    Ok(End::Written)
}

/// The file with this content, whatever it held, if any.
pub(in crate::intake) fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let part = beside(file);
    let like = fs::metadata(file).ok();
    let written = write(&part, bytes, like.as_ref()).and_then(|()| fs::rename(&part, file));
    if written.is_err() {
        let _ = fs::remove_file(&part); // it may not have come to be
    }
    written?;
    settle(folder);
    Ok(())
}

/// The file with another content, unless it has changed since it looked like `about`.
pub(super) fn replace(file: &Path, about: &Metadata, text: &[u8]) -> io::Result<End> {
    let folder = file.parent().unwrap_or(Path::new("."));
    if about.permissions().readonly() || fs::metadata(folder)?.permissions().readonly() {
        return Ok(End::Unwritten(Unwritten::ReadOnly));
    }
    let part = beside(file);
    let written = write(&part, text, Some(about)).and_then(|()| {
        let now = fs::metadata(file)?;
        if now.len() != about.len() || now.modified()? != about.modified()? {
            return Ok(End::Later);
        }
        fs::rename(&part, file)?;
        Ok(End::Written)
    });
    if !matches!(written, Ok(End::Written)) {
        let _ = fs::remove_file(&part); // it may not have come to be
    }
    settle(folder);
    written
}

/// A name that the watcher passes over.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.headliner"))
}

/// A whole file on disk, with the rights of `like`.
fn write(part: &Path, text: &[u8], like: Option<&Metadata>) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(part)?;
    file.write_all(text)?;
    if let Some(like) = like {
        file.set_permissions(like.permissions())?;
        own(&file, like);
    }
    file.sync_all()
}

/// The owner stays who it is, where the system lets us.
fn own(file: &File, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(like.uid()), Some(like.gid())); // others may not give files away
}

/// The folder's entry is on disk too, where the system can do that.
fn settle(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all()); // the file itself is; some systems know no more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_story_takes_a_place_that_is_nobodys() {
        let folder = tempfile::tempdir().unwrap();
        let place =
            |id: &str| free_place(folder.path(), "telegram/1.md", &ArticleId(id.into()), chrono_tz::Asia::Almaty);
        let file = |id: &str| format!("---\nid: {id}\nheadline: Толчки\n---\n");
        let keeps = |id: &str| create(&folder.path().join(place(id)), &file(id)).unwrap();
        assert_eq!((place("a"), keeps("a")), ("telegram/1.md".into(), End::Written));
        assert_eq!((place("a"), keeps("a")), ("telegram/1.md".into(), End::Later), "it is there, and is read");
        assert_eq!((place("b"), keeps("b")), ("telegram/1-2.md".into(), End::Written));
        fs::write(folder.path().join("telegram/1-3.md"), "нет").unwrap();
        assert_eq!(place("c"), "telegram/1-4.md");
        assert_eq!(fs::read_dir(folder.path().join("telegram")).unwrap().count(), 3);
    }

    #[test]
    fn a_file_that_has_changed_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "один").unwrap();
        let about = fs::metadata(&file).unwrap();
        assert_eq!(replace(&file, &about, b"two").unwrap(), End::Written);
        assert_eq!(replace(&file, &about, b"three").unwrap(), End::Later);
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}
