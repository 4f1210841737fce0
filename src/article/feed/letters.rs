//! In: the bytes of a feed, from wherever they can be read twice, and what its server says of them. Out: in which encoding it is
//! written, always. What claims to be UTF-8 and is not, or the other way round, is read as what it is: the mark at its beginning,
//! else UTF-8 where nearly all of it is that, else what it or its server declares, else what it looks like. All of it is looked
//! at, a part at a time. Characters that no text has are left out.

use std::io::{self, Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// Where the declaration of an encoding stands, comments before it included.
const HEAD: usize = 4096;

/// Of so many letters that are not ASCII one may be broken.
const GOOD: usize = 20;

/// So many bytes are read together.
const STEP: usize = 64 * 1024;

/// So much of a text is at hand at least: some fifty items.
const PART: usize = 256 * 1024;

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writing {
    encoding: &'static Encoding,
    /// Bytes of the mark at its beginning.
    mark: u64,
}

/// See the module.
pub(super) fn writing(source: &mut (impl Read + Seek), kind: Option<&str>) -> io::Result<Writing> {
    source.rewind()?;
    let mut head = Vec::with_capacity(HEAD);
    source.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if let Some((encoding, mark)) = Encoding::for_bom(&head) {
        return Ok(Writing { encoding, mark: mark as u64 });
    }
    let encoding = match wide(&head) {
        Some(wide) => wide,
        None => of_all(source, declared(&head).or_else(|| kind.and_then(of_kind)))?,
    };
    Ok(Writing { encoding, mark: 0 })
}

/// What the text is by all of it.
fn of_all(source: &mut (impl Read + Seek), declared: Option<&'static Encoding>) -> io::Result<&'static Encoding> {
    let odd = declared.filter(|encoding| !encoding.is_ascii_compatible());
    match share_of_utf_8(source)? {
        Share::All if odd.is_none() => return Ok(UTF_8),
        Share::Nearly => return Ok(UTF_8),
        _ => {}
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8)
        && fits(source, encoding)?
    {
        return Ok(encoding);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    each(source, |bytes, is_last| {
        detector.feed(bytes, is_last);
        true
    })?;
    Ok(detector.guess(Some(b"kz"), Utf8Detection::Allow))
}

/// Each part of the source, from its beginning, until one is refused; the last one is empty.
fn each(source: &mut (impl Read + Seek), mut part: impl FnMut(&[u8], bool) -> bool) -> io::Result<()> {
    source.rewind()?;
    let mut bytes = vec![0; STEP];
    loop {
        let length = part_of(source, &mut bytes)?;
        if !part(&bytes[..length], length == 0) || length == 0 {
            return Ok(());
        }
    }
}

/// Some bytes more; none: it has ended.
fn part_of(source: &mut impl Read, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// How much of a text is UTF-8.
#[derive(PartialEq, Eq)]
enum Share {
    All,
    Nearly,
    Less,
}

/// Nearly all of it is, where of the letters that are not ASCII one may be broken, or cut at the end.
fn share_of_utf_8(source: &mut (impl Read + Seek)) -> io::Result<Share> {
    let (mut good, mut bad, mut rest) = (0_usize, 0_usize, Vec::new());
    each(source, |bytes, is_last| {
        rest.extend_from_slice(bytes);
        let mut ahead = rest.len();
        for chunk in rest.utf8_chunks() {
            good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            ahead -= chunk.valid().len();
            // At the end of a part: the next one has the rest of that letter.
            if !is_last && ahead == chunk.invalid().len() && is_cut(chunk.invalid()) {
                break;
            }
            ahead -= chunk.invalid().len();
            bad += usize::from(!chunk.invalid().is_empty());
        }
        rest.drain(..rest.len() - ahead);
        true
    })?;
    Ok(match bad {
        0 => Share::All,
        _ if good > 0 && bad <= 1 + good / GOOD => Share::Nearly,
        _ => Share::Less,
    })
}

/// A letter of UTF-8 whose end is missing.
fn is_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Whether all of it can be read in this encoding.
fn fits(source: &mut (impl Read + Seek), encoding: &'static Encoding) -> io::Result<bool> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut fits) = (String::new(), true);
    each(source, |bytes, is_last| {
        text.clear();
        fits = !decode(&mut decoder, bytes, is_last, &mut text);
        fits
    })?;
    Ok(fits)
}

/// Decodes a part; `true`: something in it was broken.
fn decode(decoder: &mut Decoder, bytes: &[u8], is_last: bool, text: &mut String) -> bool {
    // `None` where it would not fit into the memory of the machine.
    text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
    decoder.decode_to_string(bytes, text, is_last).2
}

/// The text of a source, of which a part is at hand.
pub(super) struct Letters<R> {
    source: R,
    writing: Writing,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: String,
    is_last: bool,
}

impl<R: Read + Seek> Letters<R> {
    /// From its beginning.
    pub fn of(mut source: R, writing: Writing) -> io::Result<Letters<R>> {
        source.seek(SeekFrom::Start(writing.mark))?;
        let decoder = writing.encoding.new_decoder_without_bom_handling();
        let bytes = vec![0; STEP];
        let mut letters = Letters { source, writing, decoder, bytes, text: String::new(), is_last: false };
        letters.pass(0)?;
        Ok(letters)
    }

    /// The same from its beginning again.
    pub fn again(self) -> io::Result<Letters<R>> {
        Letters::of(self.source, self.writing)
    }

    /// All that is left.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The part that is at hand.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// It goes to the end.
    pub fn is_last(&self) -> bool {
        self.is_last
    }

    /// Leaves so many bytes of it behind; there is more then, unless it was the last: at least as much again as was left, so that
    /// whoever needs all of a text has looked at it twice at most.
    pub fn pass(&mut self, length: usize) -> io::Result<()> {
        self.text.drain(..length);
        let enough = 2 * self.text.len() + PART;
        while self.text.len() < enough && !self.is_last {
            let read = part_of(&mut self.source, &mut self.bytes)?;
            self.is_last = read == 0;
            let start = self.text.len();
            decode(&mut self.decoder, &self.bytes[..read], self.is_last, &mut self.text);
            if self.text[start..].contains(is_none) {
                let clean = self.text[start..].replace(is_none, "");
                self.text.truncate(start);
                self.text.push_str(&clean);
            }
        }
        Ok(())
    }
}

/// Controls but for white space, and what is no character.
fn is_none(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use encoding_rs::{KOI8_R, WINDOWS_1251, WINDOWS_1252};

    /// All of it, of a source that gives a few bytes at a time.
    fn text(bytes: &[u8], kind: Option<&str>) -> String {
        let mut source = Slow(Cursor::new(bytes));
        let writing = writing(&mut source, kind).unwrap();
        let mut letters = Letters::of(source, writing).unwrap();
        while !letters.is_last() {
            letters.pass(0).unwrap();
        }
        letters.text().to_owned()
    }

    struct Slow<'a>(Cursor<&'a [u8]>);

    impl Read for Slow<'_> {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            let most = bytes.len().min(3);
            self.0.read(&mut bytes[..most])
        }
    }

    impl Seek for Slow<'_> {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

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
        let read = text(&bytes, None);
        assert!(read.contains("закроют на ремонт, движение"), "{read}");
        assert_eq!(text(b"a\x0b\x1fb\x00", None), "ab");
    }
}
