//! Files in encodings of other times and systems, and the sentence that each gets.

use super::{Case, bytes, case};

/// All of them.
pub fn cases() -> Vec<Case> {
    let text = "---\nheadline: Новый мост открыли в Алматы\nlead: Движение началось утром\n---\n";
    let old = |label: &str| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a known encoding");
        encoding.encode(text).0.into_owned()
    };
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = |mark: &[u8], rest: Vec<u8>| [mark, rest.as_slice()].concat();
    vec![
        case("cp1251.md", old("windows-1251"), "the file is in Windows-1251: save it as UTF-8"),
        case("koi8.md", old("koi8-r"), "the file is in KOI8-R: save it as UTF-8"),
        case("dos.md", old("ibm866"), "the file is in DOS encoding (CP866): save it as UTF-8"),
        case(
            "latin.md",
            b"---\nheadline: Les \xe9tudes d\xe9j\xe0 cr\xe9\xe9es\nlead: L'\xe9t\xe9 \xe0 No\xebl\n---\n",
            "line 2: there is a letter that is not UTF-8: save the file as UTF-8",
        ),
        case("utf16le.md", marked(&[0xff, 0xfe], wide(u16::to_le_bytes)), "the file is in UTF-16LE: save it as UTF-8"),
        case("utf16be.md", marked(&[0xfe, 0xff], wide(u16::to_be_bytes)), "the file is in UTF-16BE: save it as UTF-8"),
        case("utf16-unmarked.md", wide(u16::to_le_bytes), "the file is in UTF-16LE: save it as UTF-8"),
        case(
            "one-byte.md",
            bytes(&["---\nheadline: Мост\nlead: ", "\n---\n"], 0xff),
            "line 3: there is a letter that is not UTF-8: save the file as UTF-8",
        ),
        case(
            "zero-byte.md",
            bytes(&["---\nheadline: Мо", "ст\n---\n"], 0),
            "line 2: there is a zero byte in the text: save the file as plain text",
        ),
        case("zeros.md", vec![0; 4096], "the file holds nothing but zero bytes: save it again"),
        case("empty.md", "", "the file is empty: write an article into it or delete it"),
        case("blank.md", "\u{feff} \n\r\n\t", "the file is empty: write an article into it or delete it"),
        case("cut-letter.md", b"---\nheadline: \xd0\x9c\xd0", "the file ends in the middle of a letter: save it again"),
        case(
            "large.md",
            format!("---\nheadline: Мост\n---\n{}", "текст ".repeat(190_000)),
            "the file has 2.0 MiB and the most is 1 MiB: keep pictures in files of their own",
        ),
        case(
            "picture.md",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x05\0",
            "the file is no text: save the article as plain text in UTF-8, a picture under photos/",
        ),
    ]
}
