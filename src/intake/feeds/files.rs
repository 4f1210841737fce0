//! Files of the store for stories of feeds. In: a story's name and text. Out: the place of its file, and the file there, whole and on
//! disk, renamed into place as anybody else's.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use sha2::{Digest, Sha256};
use url::Url;

use crate::article::{LARGEST, feed::Item};

/// The folder of the store for stories of feeds.
pub const FOLDER: &str = "feeds/";

/// Letters of an address that a file's name keeps.
const LONGEST: usize = 60;

/// Below the store: the site's folder, and a name that people recognise and no other story has.
pub(super) fn place(item: &Item, feed: &Url) -> String {
    let host = item.url.as_ref().and_then(Url::host_str).or_else(|| feed.host_str());
    let host = plain(host.unwrap_or_default(), |letter| letter == '.');
    let mut segments = item.url.iter().filter_map(Url::path_segments).flatten();
    let last = segments.rfind(|part| !part.is_empty()).unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let slug = plain(stem, |_| false);
    let joint = if slug.is_empty() { "" } else { "-" };
    let print = format!("{:x}", Sha256::digest(item.id.as_bytes()));
    format!("{FOLDER}{host}/{slug}{joint}{:.12}.json", print)
}

/// Small letters and digits, others as hyphens, no two together.
fn plain(text: &str, may: fn(char) -> bool) -> String {
    let mut out = String::new();
    for letter in text.to_lowercase().chars() {
        let fits = letter.is_ascii_alphanumeric() || may(letter);
        if fits {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= LONGEST {
            break;
        }
    }
    out.trim_matches(['-', '.']).to_owned()
}

/// Puts a file into its place.
pub(super) fn write(folder: &Path, path: &str, text: &str) -> io::Result<()> {
    let file = folder.join(path);
    if fs::metadata(&file).is_ok_and(|about| about.len() == text.len() as u64)
        && fs::read(&file).is_ok_and(|bytes| bytes == text.as_bytes())
    {
        return Ok(());
    }
    let parent = file.parent().unwrap_or(folder);
    fs::create_dir_all(parent)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let part = file.with_file_name(format!(".{name}.part"));
    let written = File::create(&part).and_then(|mut part| {
        part.write_all(text.as_bytes())?;
        part.sync_all()
    });
    let placed = written.and_then(|()| fs::rename(&part, &file));
    if placed.is_err() {
        let _ = fs::remove_file(&part); // it may not have come to be
    }
    placed
}

/// What a file says; `None`: it is not there, or is none of ours.
pub(super) fn read(folder: &Path, path: &str) -> Option<String> {
    let file = folder.join(path);
    let fits = fs::metadata(&file).is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
    fits.then(|| fs::read_to_string(file).ok())?
}
