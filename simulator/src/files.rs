//! Files: uploaded or fetched once, found again by `file_id` or path; what stands at which URL; whether a picture is one.

use std::collections::HashMap;

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    Photo,
    answer::{Stop, bad},
};

/// The largest photo by upload.
pub(super) const PHOTO_BYTES: usize = 10 << 20;
/// The largest photo by URL.
pub(super) const URL_PHOTO_BYTES: usize = 5 << 20;
/// The largest file by URL, and by `getFile`.
pub(super) const URL_FILE_BYTES: usize = 20 << 20;

#[derive(Clone, Debug)]
pub(super) struct File {
    pub id: String,
    pub unique_id: String,
    pub path: String,
    pub name: String,
    pub mime: String,
    pub bytes: Bytes,
    pub width: u32,
    pub height: u32,
    /// `photo`, `document` …: a `file_id` of one kind is not another.
    pub kind: String,
}

/// What is found at a URL.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub mime: String,
    pub bytes: Bytes,
}

#[derive(Debug, Default)]
pub(super) struct Files {
    by_id: HashMap<String, File>,
    by_path: HashMap<String, String>,
    /// What the embedding program says the web holds, and what was fetched (failures too), as Telegram keeps it.
    pub web: HashMap<String, Option<Page>>,
    next: u64,
}

impl Files {
    /// Keeps a file; the same bytes get the same unique id.
    pub fn keep(&mut self, kind: &str, name: &str, mime: &str, bytes: Bytes, size: (u32, u32)) -> File {
        self.next += 1;
        let hash = hash(&bytes);
        let mut id = prefix(kind).to_vec();
        id.extend_from_slice(&self.next.to_be_bytes());
        id.extend_from_slice(&hash.to_be_bytes());
        id.extend_from_slice(&[kind.len() as u8, 0, 0, 0, VERSION]);
        let extension = name.rsplit_once('.').map_or("bin", |(_, extension)| extension);
        let extension = if kind == "photo" { "jpg" } else { extension };
        let file = File {
            id: base64url(&id),
            unique_id: base64url(&hash.to_be_bytes()),
            path: format!("{kind}s/file_{}.{extension}", self.next),
            name: name.to_string(),
            mime: mime.to_string(),
            bytes,
            width: size.0,
            height: size.1,
            kind: kind.to_string(),
        };
        self.by_path.insert(file.path.clone(), file.id.clone());
        self.by_id.insert(file.id.clone(), file.clone());
        file
    }

    /// A photo by any of its sizes: the bytes are those of the largest.
    pub fn get(&self, id: &str) -> Option<&File> {
        self.by_id.get(id).or_else(|| {
            let (whole, size) = id.split_at_checked(id.len().checked_sub(SMALLER.len() + 1)?)?;
            let place = size.strip_prefix(SMALLER)?.bytes().next()?;
            self.by_id.get(whole).filter(|file| file.kind == "photo" && place.is_ascii_digit())
        })
    }

    pub fn at_path(&self, path: &str) -> Option<&File> {
        self.by_path.get(path).and_then(|id| self.by_id.get(id))
    }

    /// The file of a `file_id` as a bot sends it again, or how Telegram says that it is none.
    pub fn again(&self, id: &str, kind: &str) -> Result<File, Stop> {
        if let Some(file) = self.get(id) {
            return if file.kind == kind { Ok(file.clone()) } else { Err(wrong_kind(&file.kind, kind)) };
        }
        Err(match unbase64url(id) {
            Err(message) => bad(&format!("wrong remote file identifier specified: {message}")),
            Ok(bytes) if bytes.last() == Some(&VERSION) => bad("wrong file identifier/HTTP URL specified"),
            Ok(_) => bad("wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
        })
    }
}

fn wrong_kind(is: &str, wanted: &str) -> Stop {
    let title = |kind: &str| kind[..1].to_ascii_uppercase() + &kind[1..];
    bad(&format!("can't use file of type {} as {}", title(is), title(wanted)))
}

/// Whether these bytes may be a photo: its dimensions, or the server's refusal.
pub(super) fn photo_size(bytes: &[u8]) -> Result<(u32, u32), Stop> {
    let size = imagesize::blob_size(bytes).map_err(|_| bad("IMAGE_PROCESS_FAILED"))?;
    let (width, height) = (size.width as u32, size.height as u32);
    let (long, short) = (width.max(height), width.min(height));
    if short == 0 || width + height > 10_000 || long > short * 20 {
        return Err(bad("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok((width, height))
}

/// The sizes in which Telegram keeps a photo: 90, 320, 800 and 1280 at the longer side.
pub(super) fn photo_sizes(photo: &Photo, file_size: usize) -> Value {
    let longer = photo.width.max(photo.height).max(1);
    let mut sizes: Vec<u32> = [90, 320, 800, 1280].into_iter().filter(|side| *side < longer).collect();
    if longer <= 1280 {
        sizes.push(longer);
    }
    let last = sizes.len().saturating_sub(1);
    let size = |(place, side): (usize, &u32)| {
        let scaled = |length: u32| (u64::from(length) * u64::from(*side) / u64::from(longer)).max(1);
        let full = place == last;
        let mark = if full { String::new() } else { format!("{SMALLER}{place}") };
        json!({
            "file_id": if full { photo.file_id.clone() } else { format!("{}{mark}", photo.file_id) },
            "file_unique_id": format!("{}{mark}", photo.file_unique_id),
            "width": scaled(photo.width), "height": scaled(photo.height),
            "file_size": if full { file_size as u64 } else { scaled(photo.width) * scaled(photo.height) / 8 + 300 },
        })
    };
    Value::Array(sizes.iter().enumerate().map(size).collect())
}

/// Before the number of a photo's smaller size, at the end of its ids.
const SMALLER: &str = "s";

/// The last byte of every `file_id`.
const VERSION: u8 = 4;

fn prefix(kind: &str) -> &'static [u8] {
    if kind == "photo" { &[0x02, 0x00, 0x02, 0x02] } else { &[0x06, 0x04, 0x02, 0x02] }
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn base64url(bytes: &[u8]) -> String {
    let mut written = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            written.push(char::from(ALPHABET[(word >> (18 - 6 * place) & 63) as usize]));
        }
    }
    written
}

fn unbase64url(text: &str) -> Result<Vec<u8>, &'static str> {
    let text = text.trim_end_matches('=');
    if text.len() % 4 == 1 {
        return Err("Wrong string length");
    }
    let mut bytes = Vec::new();
    for chunk in text.as_bytes().chunks(4) {
        let mut word = 0u32;
        for letter in chunk {
            let value = ALPHABET.iter().position(|known| known == letter).ok_or("Wrong character in the string")?;
            word = word << 6 | value as u32;
        }
        word <<= 6 * (4 - chunk.len());
        bytes.extend_from_slice(&word.to_be_bytes()[1..chunk.len()]);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_goes_both_ways() {
        for length in 0..9u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(97)).collect();
            assert_eq!(unbase64url(&base64url(&bytes)), Ok(bytes));
        }
    }

    #[test]
    fn a_photo_has_its_sizes() {
        let photo = Photo { file_id: "A".into(), file_unique_id: "B".into(), width: 1600, height: 800, spoiler: false };
        let sizes = photo_sizes(&photo, 1000);
        let widths: Vec<u64> =
            sizes.as_array().expect("array").iter().map(|size| size["width"].as_u64().expect("w")).collect();
        assert_eq!(widths, [90, 320, 800, 1280]);
        assert_eq!(sizes[3]["file_id"], "A");
    }
}
