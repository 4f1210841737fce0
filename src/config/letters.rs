//! The letters of a file that people write by hand: `.env`, the newsroom's file, words. In: its bytes. Out: its text, or the line
//! that is not UTF-8 and what to do. A byte order mark goes; what a comment is written in matters to nobody.

use std::io;

/// The text; else the line, from 1, and what is wrong with it.
pub fn plain_text(bytes: &[u8]) -> Result<String, (usize, &'static str)> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0) {
        return Err((1, "the file is in UTF-16 or no text at all; save it as UTF-8"));
    }
    let mut text = String::with_capacity(bytes.len());
    for (before, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(error) if comment(line).is_some_and(|at| at <= error.valid_up_to()) => {
                text.push_str(&String::from_utf8_lossy(line));
            }
            Err(_) => {
                let what = "a letter of this line is not UTF-8 (Windows-1251 perhaps); save the file as UTF-8";
                return Err((before + 1, what));
            }
        }
    }
    Ok(text)
}

/// Where the line's comment begins.
fn comment(line: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in line.iter().enumerate() {
        let begins = at == 0 || line[at - 1].is_ascii_whitespace();
        match quote {
            None if *byte == b'#' && begins => return Some(at),
            None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            Some(open) if *byte == open => quote = None,
            _ => {}
        }
    }
    None
}

/// Why a file cannot be read, and what to do.
pub fn unreadable(shown: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("{shown} is not there; look at its path"),
        io::ErrorKind::IsADirectory => format!("{shown} is a folder; name a file"),
        io::ErrorKind::PermissionDenied => format!("{shown} may not be read; let the user who runs Headliner read it"),
        _ => format!("{shown} cannot be read ({error}); look whether it can be opened, and save it again"),
    }
}
