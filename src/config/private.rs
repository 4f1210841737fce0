//! Files that hold secrets or readers: their owner's alone (0600), from the moment they exist.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

/// Readable and writable by their owner.
const OWN: u32 = 0o600;
/// What others may do.
const OTHERS: u32 = 0o077;

/// A file to be written from its beginning. One that is there loses what it held, and others their rights, before anything is
/// in it; pipes and devices (`/dev/stdout`) stay as they are.
pub fn create(path: &Path) -> io::Result<File> {
    settle(path)?;
    OpenOptions::new().write(true).truncate(true).open(path)
}

/// Makes sure that the file is there, and its owner's alone; what it holds stays. It is not opened where it is there:
/// closing a file ends this process's locks on it, SQLite's too. `true`: others could read or write it until now.
pub fn settle(path: &Path) -> io::Result<bool> {
    match OpenOptions::new().write(true).create_new(true).mode(OWN).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.exists() => close(path),
        // A link to where there is nothing yet.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            OpenOptions::new().write(true).create(true).truncate(false).mode(OWN).open(path).map(|_| false)
        }
        made => made.map(|_| false),
    }
}

/// Takes others' rights to the file. Where that is not ours to do, it stays as whoever owns it wants it.
fn close(path: &Path) -> io::Result<bool> {
    let wide = path.metadata()?.is_file() && is_open_to_others(path);
    Ok(wide && fs::set_permissions(path, Permissions::from_mode(OWN)).is_ok())
}

/// Whether others than its owner may read or write the file; one that is not there is nobody's.
pub fn is_open_to_others(path: &Path) -> bool {
    path.metadata().is_ok_and(|about| about.mode() & OTHERS != 0)
}
