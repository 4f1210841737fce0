//! Mending files where they lie. In: a file of the store. Out: what can be mended safely in it, and a copy of what it held beside it.

use std::{
    fs::{self, File, Permissions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::article::{self, within};

/// How many copies of one file are kept.
const COPIES: usize = 100;

/// Mends a file of the store where it lies, and tells where the copy of it is. By a rename, so that a watching bot never sees half of it. What is no file of the
/// store (a link out of it, a pipe) stays as it is: reading it says what is wrong.
pub(super) fn mend(root: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    let Ok(file) = within(root, path.as_ref()) else { return Ok(None) };
    let about = fs::metadata(&file)?;
    if !about.is_file() || about.len() > article::LARGEST {
        return Ok(None);
    }
    let before = fs::read(&file)?;
    let Some(mended) = article::mend(&before) else { return Ok(None) };
    let copy = keep(&file, &before, about.permissions())?;
    let beside = file.with_extension("part");
    // What lies there was left by a run that broke off, or is a link that may lead anywhere.
    if fs::symlink_metadata(&beside).is_ok() {
        fs::remove_file(&beside)?;
    }
    let mut written = File::create_new(&beside)?;
    written.set_permissions(about.permissions())?;
    written.write_all(&mended)?;
    written.sync_all()?;
    fs::rename(&beside, &file)?;
    Ok(Some(copy))
}

/// Leaves what a file held beside it, under an ending that no article has; a copy that lies there already stays.
fn keep(file: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<PathBuf> {
    for number in 1..=COPIES {
        let mut name = file.as_os_str().to_owned();
        name.push(if number == 1 { ".bak".to_owned() } else { format!(".{number}.bak") });
        match File::create_new(&name) {
            Ok(mut copy) => {
                copy.write_all(bytes)?;
                copy.set_permissions(permissions)?;
                copy.sync_all()?;
                return Ok(name.into());
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other(format!("{COPIES} copies of it lie beside it: delete some")))
}
