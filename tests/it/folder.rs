//! A folder for a test: in the machine's memory where there is room. A disk that syncs at every commit would be most of
//! the waiting, and what a crash of the process leaves is the same.

use std::{process::Command, sync::LazyLock};

use tempfile::TempDir;

const MEMORY: &str = "/dev/shm";
/// All tests together need less; a container often has 64 MB.
const ENOUGH_KIB: u64 = 1_000_000;

/// Whether the memory is used; whoever sets `TMPDIR` has chosen.
static IN_MEMORY: LazyLock<bool> = LazyLock::new(|| {
    std::env::var_os("TMPDIR").is_none()
        && free().is_some_and(|free| free > ENOUGH_KIB)
        && tempfile::tempdir_in(MEMORY).is_ok()
});

/// An empty folder that goes with the test.
pub fn folder() -> TempDir {
    let made = if *IN_MEMORY { tempfile::tempdir_in(MEMORY) } else { tempfile::tempdir() };
    made.expect("a folder for a test")
}

/// KiB, as `df` says it.
fn free() -> Option<u64> {
    let said = Command::new("df").args(["-k", "--output=avail", MEMORY]).output().ok()?;
    String::from_utf8(said.stdout).ok()?.lines().last()?.trim().parse().ok()
}
