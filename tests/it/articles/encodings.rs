//! Files in encodings of other times and systems: those that are read, and the sentence that each of the others gets.

use chrono_tz::Tz;
use headliner::article::{self, Told};

use super::{Case, bytes, case};

/// In many letters the encoding shows.
const TEXT: &str = "---\nheadline: Новый мост открыли в Алматы\nlead: Движение началось утром\n---\n";

fn old(label: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a known encoding");
    encoding.encode(text).0.into_owned()
}

fn wide(order: fn(u16) -> [u8; 2], text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn other_encodings_are_read() {
    let check = |name: &str, bytes: Vec<u8>, headline: &str, encoding: Option<(&str, Told)>| {
        let article = article::parse(name, &bytes, Tz::Asia__Almaty).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!((article.headline.as_str(), article.source.encoding), (headline, encoding), "{name}");
    };
    let bridge = "Новый мост открыли в Алматы";
    let marked = |mark: &[u8], rest: Vec<u8>| [mark, rest.as_slice()].concat();
    let letters = |name: &'static str| Some((name, Told::ByLetters));
    check("utf8.md", marked(b"\xef\xbb\xbf", TEXT.into()), bridge, None);
    check("cp1251.md", old("windows-1251", TEXT), bridge, letters("Windows-1251"));
    check("koi8.md", old("koi8-r", TEXT), bridge, letters("KOI8-R"));
    check("dos.md", old("ibm866", TEXT), bridge, letters("CP866 (DOS)"));
    let french = "---\nheadline: Les études déjà créées\nlead: L'été à Noël\n---\n";
    check("latin.md", old("windows-1252", french), "Les études déjà créées", letters("Latin-1"));
    check("one.md", old("windows-1252", "---\nheadline: Café fermé\n---\n"), "Café fermé", letters("Latin-1"));
    let by_mark = |name: &'static str| Some((name, Told::ByFile));
    check("le.md", marked(&[0xff, 0xfe], wide(u16::to_le_bytes, TEXT)), bridge, by_mark("UTF-16LE"));
    check("be.md", marked(&[0xfe, 0xff], wide(u16::to_be_bytes, TEXT)), bridge, by_mark("UTF-16BE"));
    check("unmarked.md", wide(u16::to_le_bytes, TEXT), bridge, letters("UTF-16LE"));
    check("unmarked-be.md", wide(u16::to_be_bytes, TEXT), bridge, letters("UTF-16BE"));
    let page = |declares: &str| {
        let data = "{\"@type\": \"NewsArticle\", \"headline\": \"Мост\"}";
        format!(
            "<!doctype html><html><head>{declares}<script type=\"application/ld+json\">{data}</script></head></html>"
        )
    };
    for declares in [
        "<meta charset=\"windows-1251\">",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=Windows-1251\">",
        "<META CHARSET=cp1251>",
    ] {
        check("declared.html", old("windows-1251", &page(declares)), "Мост", by_mark("Windows-1251"));
    }
    check("declared.html", old("koi8-r", &page("<meta charset='koi8-r'>")), "Мост", by_mark("KOI8-R"));
    // What it says is wrong.
    let lies = page("<meta charset=\"utf-8\">").replace("Мост", bridge);
    check("lies.html", old("windows-1251", &lies), bridge, letters("Windows-1251"));
    check("lies.html", page("<meta charset=windows-1251>").into(), "Мост", None);
}

/// Those that are not read.
pub fn cases() -> Vec<Case> {
    vec![
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
