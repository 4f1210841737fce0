//! In: the bytes of a file. Out: its text, if it is UTF-8 (with or without a byte order mark), else a fault that names
//! the encoding it seems to be in. Nothing is converted silently: a wrong guess would reach readers as gibberish.

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

use super::{Fault, sentence};

/// The text without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if let Some(encoding) = wide(bytes) {
        return Err(save_as_utf8(encoding));
    }
    if !bytes.is_empty() && bytes.iter().all(|&byte| byte == 0) {
        return Err(
            Fault::new(sentence!("flaw-zeros", "the file holds nothing but zero bytes: save it again")).unfinished()
        );
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(bytes, error)),
    };
    let text = text.trim_start_matches('\u{feff}');
    match text.find('\0') {
        Some(at) => Err(Fault::at(
            line_at(text, at),
            sentence!("flaw-zero", "there is a zero byte in the text: save the file as plain text"),
        )),
        None => Ok(text),
    }
}

/// The line, from 1, of a place in a text.
pub(super) fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1
}

fn save_as_utf8(encoding: &'static Encoding) -> Fault {
    Fault::new(sentence!("flaw-encoding", "the file is in {encoding}: save it as UTF-8", encoding = name(encoding)))
}

fn name(encoding: &'static Encoding) -> &'static str {
    match encoding {
        encoding if encoding == WINDOWS_1251 => "Windows-1251",
        encoding if encoding == KOI8_R => "KOI8-R",
        encoding if encoding == IBM866 => "DOS encoding (CP866)",
        encoding => encoding.name(),
    }
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Fault {
    let good = error.valid_up_to();
    if error.error_len().is_none() {
        return Fault::new(sentence!("flaw-half-letter", "the file ends in the middle of a letter: save it again"))
            .unfinished();
    }
    if bytes.iter().any(|&byte| byte < 9) {
        return Fault::new(sentence!(
            "flaw-binary",
            "the file is no text: save the article as plain text in UTF-8, a picture under photos/"
        ));
    }
    let whole = String::from_utf8_lossy(&bytes[..good]);
    let line = line_at(&whole, whole.len());
    match guess(bytes) {
        Some(encoding) => save_as_utf8(encoding),
        None => {
            Fault::at(line, sentence!("flaw-letter", "there is a letter that is not UTF-8: save the file as UTF-8"))
        }
    }
}

/// UTF-16 by its mark, or by every other byte being small as in Russian and English texts.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        return Some(encoding);
    }
    let head = &bytes[..bytes.len().min(512) & !1];
    let small = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte <= 4).count();
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    let most = head.len() / 2 * 9 / 10;
    match head.len() >= 8 && zeros > 0 && zeros < head.len() * 3 / 4 {
        true if small(1) >= most.max(1) && small(0) < most / 2 => Some(UTF_16LE),
        true if small(0) >= most.max(1) && small(1) < most / 2 => Some(UTF_16BE),
        _ => None,
    }
}

/// Which of the old Cyrillic encodings the bytes are in, if it is one of those. Running text is mostly small letters: the encodings differ in
/// where they keep them.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let high: Vec<u8> = bytes.iter().copied().filter(|&byte| byte >= 0x80).collect();
    if high.len() < 4 || bytes.iter().any(|&byte| byte < 0x20 && !b"\t\n\r".contains(&byte)) {
        return None;
    }
    // Cyrillic words are made of such bytes; in Latin ones they stand alone between letters of ASCII.
    let alone = bytes.split(|byte| !byte.is_ascii_alphabetic() && *byte < 0x80).filter(|word| !word.is_ascii());
    let mixed = alone.clone().filter(|word| word.iter().any(u8::is_ascii_alphabetic)).count();
    if mixed * 2 > alone.count() {
        return None;
    }
    let within = |from: u8, to: u8| high.iter().filter(|&&byte| (from..=to).contains(&byte)).count() * 100 / high.len();
    let (low_half, high_half) = (within(0xC0, 0xDF), within(0xE0, 0xFF));
    let dos = within(0xA0, 0xAF) + within(0xE0, 0xEF);
    if dos >= 60 && within(0xA0, 0xAF) >= 25 {
        Some(IBM866)
    } else if high_half >= 60 && high_half > low_half * 2 {
        Some(WINDOWS_1251)
    } else if low_half >= 60 && low_half > high_half * 2 {
        Some(KOI8_R)
    } else {
        None
    }
}
