//! The disk of the database. In: where the database is. Out: how much room is left there for those who are not root, as the system
//! says it; no guess where it does not.

use std::path::{Path, PathBuf};

use super::Store;

impl Store {
    /// How many bytes are free on the disk of the database; `None`: in memory, or the system does not say.
    pub fn free(&self) -> Option<u64> {
        free(self.0.path.as_deref()?)
    }

    /// The copy that was made before the database was brought to this version of its schema, where it is still there.
    pub fn kept_copy(&self, schema: i64) -> Option<PathBuf> {
        let copy = PathBuf::from(format!("{}.before-{schema}", self.0.path.as_deref()?.display()));
        copy.exists().then_some(copy)
    }
}

/// The same of any file, or of its folder where it is not there.
fn free(path: &Path) -> Option<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let disk = rustix::fs::statvfs(path).or_else(|_| rustix::fs::statvfs(folder)).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_told_of_a_file_and_of_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        assert!(free(&file).unwrap() > 0);
        std::fs::write(&file, "x").unwrap();
        assert!(free(&file).unwrap() > 0);
        assert_eq!(free(Path::new("/no/such/folder/file")), None);
        assert_eq!(Store::in_memory().unwrap().free(), None);
    }
}
