//! In: the bytes of a file. Out: its text, in whichever encoding it is: by its mark of byte order, as UTF-8, as the file itself says,
//! or as a detector finds by the letters. What is UTF-8 but for a few letters is damaged, and what is no text of a language
//! written here is none: that is a fault, since gibberish would reach readers.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_5, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1254, WINDOWS_1257,
};

use super::{Fault, Told, sentence};

/// How far a file is read for what it says of its encoding.
const HEAD: usize = 4096;

/// How much of a file the detector is shown: the letters of a few pages tell as much as all of them.
const ENOUGH: usize = 64 * 1024;

/// What the detector may find: encodings of one byte of the languages around here. Those of Asia it finds in noise.
const CYRILLIC: [&Encoding; 5] = [WINDOWS_1251, KOI8_U, KOI8_R, IBM866, ISO_8859_5];
const LATIN: [&Encoding; 5] = [WINDOWS_1252, WINDOWS_1250, WINDOWS_1254, WINDOWS_1257, ISO_8859_2];

/// In fewer Cyrillic letters than this nobody can tell: a word in capitals of one encoding is another word in small letters of the other.
const LEAST: usize = 16;

/// A file's text, without a byte order mark.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub text: Cow<'a, str>,
    /// Another encoding than UTF-8, and how it is known.
    pub encoding: Option<(&'static str, Told)>,
}

/// The text of a file.
pub(super) fn text(bytes: &[u8]) -> Result<Text<'_>, Fault> {
    if let Some((encoding, told)) = wide(bytes) {
        return decoded(bytes, encoding, told).ok_or_else(not_a_letter);
    }
    if !bytes.is_empty() && bytes.iter().all(|&byte| byte == 0) {
        return Err(
            Fault::new(sentence!("flaw-zeros", "the file holds nothing but zero bytes: save it again")).unfinished()
        );
    }
    let found = match std::str::from_utf8(bytes) {
        Ok(text) => Text { text: Cow::Borrowed(text.trim_start_matches('\u{feff}')), encoding: None },
        Err(error) => not_utf8(bytes, error)?,
    };
    match found.text.find('\0') {
        Some(at) => Err(Fault::at(
            line_at(&found.text, at),
            sentence!("flaw-zero", "there is a zero byte in the text: save the file as plain text"),
        )),
        None => Ok(found),
    }
}

/// The line, from 1, of a place in a text.
pub(super) fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// What people call it.
fn name(encoding: &'static Encoding) -> &'static str {
    match encoding {
        encoding if encoding == WINDOWS_1251 => "Windows-1251",
        encoding if encoding == KOI8_R || encoding == KOI8_U => "KOI8-R",
        encoding if encoding == IBM866 => "CP866 (DOS)",
        encoding if encoding == WINDOWS_1252 => "Latin-1",
        encoding => encoding.name(),
    }
}

/// The text, if all bytes mean something in this encoding, and no control character.
fn decoded(bytes: &[u8], encoding: &'static Encoding, told: Told) -> Option<Text<'static>> {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let is_text = !had_errors && !text.contains(|c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\0'));
    is_text.then(|| Text { text: Cow::Owned(text.into_owned()), encoding: Some((name(encoding), told)) })
}

fn not_a_letter() -> Fault {
    Fault::new(sentence!("flaw-letter", "there is a letter that is not UTF-8: save the file as UTF-8"))
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Result<Text<'static>, Fault> {
    if error.error_len().is_none() {
        return Err(Fault::new(sentence!(
            "flaw-half-letter",
            "the file ends in the middle of a letter: save it again"
        ))
        .unfinished());
    }
    if bytes.iter().any(|&byte| byte < 9) {
        return Err(Fault::new(sentence!(
            "flaw-binary",
            "the file is no text: save the article as plain text in UTF-8, a picture under photos/"
        )));
    }
    let fault = || {
        let whole = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        Fault { line: Some(line_at(&whole, whole.len())), ..not_a_letter() }
    };
    if is_damaged(bytes) {
        return Err(fault());
    }
    let declared = declared(bytes).and_then(|encoding| decoded(bytes, encoding, Told::ByFile));
    declared.or_else(|| detected(bytes)).ok_or_else(fault)
}

/// UTF-8 but for a few letters: more of them are whole than broken.
fn is_damaged(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// What a page or an XML file says of its encoding, if that is one of single bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    if !head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().starts_with('<') {
        return None;
    }
    let label = ["charset=", "encoding="].iter().find_map(|key| {
        let rest = head.split_once(key)?.1.trim_start_matches(['"', '\'', ' ']);
        rest.split(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).next()
    })?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8 && encoding.is_single_byte())
}

/// What the letters tell: Cyrillic ones make words of their own, others stand among letters of ASCII.
fn detected(bytes: &[u8]) -> Option<Text<'static>> {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[first.saturating_sub(8)..bytes.len().min(first + ENOUGH)], true);
    // Where Kazakh and Russian are written, Cyrillic is likelier than anything else.
    let read = |place, known: &[&Encoding]| {
        let encoding = detector.guess(place, Utf8Detection::Deny);
        decoded(bytes, encoding, Told::ByLetters).filter(|_| known.contains(&encoding))
    };
    let cyrillic = read(Some(&b"kz"[..]), &CYRILLIC).filter(|found| {
        let (alone, among) = words(&found.text);
        let letters = || found.text.chars().filter(|letter| !letter.is_ascii());
        let (small, all) = (
            letters().filter(|letter| letter.is_lowercase()).count(),
            letters().filter(|letter| letter.is_alphabetic()).count(),
        );
        all >= LEAST && small * 2 > all && alone > among
    });
    let is_latin = |found: &Text| {
        let (alone, among) = words(&found.text);
        alone <= among
    };
    cyrillic.or_else(|| read(None, &LATIN).filter(is_latin))
}

/// How many words are made of letters beyond ASCII alone, and how many have both.
fn words(text: &str) -> (usize, usize) {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii());
    words.fold((0, 0), |(alone, among), word| match word.contains(|c: char| c.is_ascii()) {
        true => (alone, among + 1),
        false => (alone + 1, among),
    })
}

/// UTF-16 by its mark, or by every other byte being small as in Russian and English texts.
fn wide(bytes: &[u8]) -> Option<(&'static Encoding, Told)> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        return Some((encoding, Told::ByFile));
    }
    let head = &bytes[..bytes.len().min(512) & !1];
    let small = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte <= 4).count();
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    let most = head.len() / 2 * 9 / 10;
    match head.len() >= 8 && zeros > 0 && zeros < head.len() * 3 / 4 {
        true if small(1) >= most.max(1) && small(0) < most / 2 => Some((UTF_16LE, Told::ByLetters)),
        true if small(0) >= most.max(1) && small(1) < most / 2 => Some((UTF_16BE, Told::ByLetters)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(encoding: &'static Encoding, text: &str) -> Option<String> {
        super::text(&encoding.encode(text).0).ok().map(|found| found.text.into_owned())
    }

    #[test]
    fn a_line_is_enough_and_a_word_is_none() {
        for text in [
            "title: Мост через реку открыт\n",
            "title: ТЭЦ-2 остановят на ремонт\n",
            "title: Аким: «дороги» починят летом\n",
        ] {
            for encoding in [WINDOWS_1251, KOI8_R, IBM866] {
                let text = text.replace(['«', '»'], "'");
                assert_eq!(read(encoding, &text).as_deref(), Some(text.as_str()), "{}", encoding.name());
            }
        }
        for text in ["title: Café\n", "title: Les études déjà créées à Noël\n", "title: Müller fährt nach Köln\n"]
        {
            assert_eq!(read(WINDOWS_1252, text).as_deref(), Some(text));
        }
        for text in ["title: ТЭЦ\n", "title: Мост\n", "a: Да\n", "title: НОВЫЙ МОСТ ЧЕРЕЗ РЕКУ\n"]
        {
            for encoding in [WINDOWS_1251, KOI8_R] {
                let found = read(encoding, text);
                assert!(found.is_none() || found.as_deref() == Some(text), "{found:?} for {text}");
            }
        }
    }
}
