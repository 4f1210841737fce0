//! In: the bytes of a feed and what its server says of them. Out: its text, always. What claims to be UTF-8 and is not, or the other
//! way round, is read as what it is: the mark at its beginning, else UTF-8 where nearly all of it is that, else what it or
//! its server declares, else what it looks like. Characters that no text has are left out.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// Where the declaration of an encoding stands, comments before it included.
const HEAD: usize = 4096;

/// Of so many letters that are not ASCII one may be broken.
const GOOD: usize = 20;

/// See the module.
pub(super) fn text<'a>(bytes: &'a [u8], kind: Option<&str>) -> Cow<'a, str> {
    let text = read(bytes, kind);
    match text.contains(is_none) {
        true => text.replace(is_none, "").into(),
        false => text,
    }
}

/// Controls but for white space, and what is no character.
fn is_none(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn read<'a>(bytes: &'a [u8], kind: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(encoding) = wide(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    let declared = declared(bytes).or_else(|| kind.and_then(of_kind));
    let odd = declared.filter(|encoding| !encoding.is_ascii_compatible());
    match std::str::from_utf8(bytes) {
        Ok(text) if odd.is_none() => return text.into(),
        Err(_) if is_nearly_utf_8(bytes) => return String::from_utf8_lossy(bytes),
        _ => {}
    }
    for encoding in odd.into_iter().chain(declared.filter(|encoding| *encoding != UTF_8)) {
        let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
        if !has_errors {
            return text;
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"kz"), Utf8Detection::Allow).decode_without_bom_handling(bytes).0
}

/// UTF-16 without its mark, by the first sign of a feed.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<' | b'{' | b'[', 0, _, ..] => Some(UTF_16LE),
        [0, b'<' | b'{' | b'[', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of an XML declaration, wherever near the beginning it stands.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let (_, declaration) = head.split_once("<?xml")?;
    let (_, value) = declaration.split_once("?>")?.0.split_once("encoding")?;
    let label = value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
    of_label(label.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '?')).next()?)
}

/// `text/xml; charset=windows-1251`
fn of_kind(kind: &str) -> Option<&'static Encoding> {
    let (_, charset) = kind.split_once("charset=")?;
    of_label(charset.split(';').next()?.trim_matches(['"', '\'', ' ']))
}

/// A declaration of UTF-16 that can be read as ASCII is wrong.
fn of_label(label: &str) -> Option<&'static Encoding> {
    let found = Encoding::for_label(label.as_bytes())?;
    (found.is_ascii_compatible() || found == ISO_2022_JP).then_some(found)
}

/// Whether nearly all letters that are not ASCII are UTF-8: one may be broken, or cut at the end.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && bad <= 1 + good / GOOD
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{KOI8_R, WINDOWS_1251, WINDOWS_1252};

    const HEADLINE: &str = "Мост через Есентай закроют на ремонт, движение пойдёт по улице Саина";

    fn check(encoding: &'static Encoding, declared: &str, kind: Option<&str>) {
        let feed = format!("<?xml version=\"1.0\"{declared}?><title>{HEADLINE}</title>");
        let (bytes, _, _) = encoding.encode(&feed);
        let read = text(&bytes, kind);
        assert!(read.contains(HEADLINE), "{} {declared} {kind:?}: {read}", encoding.name());
    }

    #[test]
    fn whatever_is_declared() {
        for declared in ["", " encoding=\"utf-8\"", " encoding='windows-1251'", " encoding=\"koi8-r\" standalone='yes'"]
        {
            check(UTF_8, declared, Some("text/xml; charset=windows-1251"));
        }
        for declared in [" encoding=\"windows-1251\"", " encoding=\"UTF-8\"", ""] {
            check(WINDOWS_1251, declared, None);
        }
        check(KOI8_R, " encoding='koi8-r'", None);
        check(KOI8_R, "", Some("application/rss+xml; charset=KOI8-R"));
        let french =
            WINDOWS_1252.encode("<?xml version='1.0' encoding='utf-8'?>Le café est fermé à côté de l’église").0;
        assert!(text(&french, None).contains("café est fermé à côté"), "{}", text(&french, None));
    }

    #[test]
    fn wide_letters_and_marks() {
        let wide = |little: bool, mark: &str| -> Vec<u8> {
            let feed = format!("{mark}<?xml version=\"1.0\" encoding=\"utf-16\"?>{HEADLINE}");
            let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            feed.encode_utf16().flat_map(bytes).collect()
        };
        for (little, mark) in [(true, "\u{feff}"), (false, "\u{feff}"), (true, ""), (false, "")] {
            assert!(text(&wide(little, mark), None).ends_with(HEADLINE));
        }
        assert!(text(format!("\u{feff}<a>{HEADLINE}").as_bytes(), None).starts_with("<a>"));
    }

    #[test]
    fn what_is_broken_costs_itself() {
        let mut bytes = HEADLINE.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        bytes[20] = 0xff;
        let read = text(&bytes, None).into_owned();
        assert!(read.contains("закроют на ремонт, движение"), "{read}");
        assert_eq!(text(b"a\x0b\x1fb\x00", None), "ab");
    }
}
