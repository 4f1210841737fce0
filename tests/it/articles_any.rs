//! Whatever the bytes are: no panic, no hanging, and what comes out keeps its promises.

use std::{fs, path::Path, sync::LazyLock};

use chrono_tz::Tz;
use encoding_rs::{KOI8_R, UTF_8, WINDOWS_1251};
use headliner::{
    article::{self, Article, Image, Key, Language, Status, mend, rewrite, template},
    clock::Time,
    intake::watch::every_file,
};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::{
    articles::tables::{Case, cases},
    chance::scale,
};

/// What the type promises.
fn holds(article: &Article) {
    let lines = [Some(&article.headline), Some(&article.lead), article.credit.as_ref(), article.byline.as_ref()];
    for line in lines.into_iter().flatten().chain(&article.rubrics).chain(&article.tags) {
        assert!(!line.contains(char::is_control) && line.trim() == line, "{line:?}");
    }
    assert!(!article.headline.is_empty() && article.headline.chars().count() <= 300, "{:?}", article.headline);
    assert!((1..=200).contains(&article.id.0.len()) && !article.id.0.contains(char::is_control), "{:?}", article.id);
    assert!(article.urgency.is_none_or(|urgency| (1..=9).contains(&urgency)));
    match &article.image {
        Some(Image::Path(path)) => {
            let inside = path.split('/').all(|part| !part.is_empty() && part != ".." && part != ".");
            assert!(inside && !path.contains(['\\', '\0']), "{path:?}");
        }
        Some(Image::Url(url)) => assert!(["http", "https"].contains(&url.scheme()), "{url}"),
        None => {}
    }
}

/// What an article may have at most for each byte of its file: entities and shared values unfold, and nothing more.
const UNFOLDS: usize = 16;

fn read(name: &str, bytes: &[u8]) {
    match article::parse(name, bytes, Tz::Asia__Almaty) {
        Ok(article) => {
            holds(&article);
            let lists = article.rubrics.iter().chain(&article.tags).map(String::len).sum::<usize>();
            let size = article.headline.len() + article.lead.len() + article.body.len() + lists;
            assert!(size <= UNFOLDS * bytes.len() + 4096, "{size} bytes of {}", bytes.len());
            assert!(article.rubrics.len() <= 100 && article.tags.len() <= 100 && article.warnings.len() <= 20);
        }
        Err(fault) => assert!(!fault.what.is_empty() && fault.line != Some(0)),
    }
    if let Some(mended) = mend(bytes) {
        assert_eq!(mend(&mended), None, "mending is done at once");
    }
}

/// What can be written into the file is read from it.
fn writes(name: &str, bytes: &[u8]) {
    for (key, text) in
        [(Key::Headline, "Мост: «да» # 5"), (Key::Lead, "- да"), (Key::Correction, "нет"), (Key::Status, "withdrawn")]
    {
        let Ok(written) = rewrite(name, bytes, Tz::Asia__Almaty, &[(key, Some(text))]) else { continue };
        let article = article::parse(name, &written, Tz::Asia__Almaty).expect("it was read before");
        match key {
            Key::Headline => assert_eq!(article.headline, text),
            Key::Lead => assert_eq!(article.lead, text),
            Key::Correction => assert_eq!(article.correction.as_deref(), Some(text)),
            _ => assert_eq!(article.status, Status::Withdrawn),
        }
    }
}

/// Whole files to be spoiled: the samples, and one of each foreign format.
fn originals() -> Vec<Vec<u8>> {
    let root = Path::new("data/articles");
    let files = every_file(root).expect("the samples are there");
    let mut originals: Vec<Vec<u8>> =
        files.iter().filter_map(|path| fs::read(root.join(path)).ok()).filter(|bytes| bytes.len() < 4000).collect();
    originals.push(
        br#"{"uri":"urn:1","type":"text","pubStatus":"usable","headlines":[{"role":"main","value":"<b>H</b>"}],"urgency":3,
            "bodies":[{"contentType":"text/html","value":"<p>A &amp; B</p>"}],"associations":[{"name":"featuremedia",
            "renditions":[{"href":"http://a.kz/1.jpg"}]}],"embargoedUntil":"2026-11-23T10:00:00+0000"}"#
            .to_vec(),
    );
    originals.push(
        br#"<html lang="ru"><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"H",
            "image":{"@id":"i"},"datePublished":"2026-11-23T10:00:00Z",},{"@id":"i","url":"http://a.kz/1.jpg"}]}</script></html>"#
            .to_vec(),
    );
    originals.push(
        b"+++\ntitle = \"H\"\ndate = 2026-11-23\n[taxonomies]\ntags = [\"a\"]\n+++\n| a |\n|---|\n| <b>b |\n".to_vec(),
    );
    originals
}

/// Every case of the tables, with the path that tells its kind, in the encodings in which such files come.
fn kinds() -> &'static [(String, Vec<u8>)] {
    static KINDS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
        let tables = ["tests/data/fronts", "tests/data/items", "tests/data/pages"];
        let cases = tables.into_iter().flat_map(cases);
        let encodings = [UTF_8, WINDOWS_1251, KOI8_R, UTF_8];
        let encoded = |(number, case): (usize, Case)| {
            let bytes = encodings[number % encodings.len()].encode(&case.text).0.into_owned();
            (case.path, bytes)
        };
        cases.enumerate().map(encoded).collect()
    });
    &KINDS
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(scale(400, 100_000)))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..600)) {
        read("a.md", &bytes);
    }

    #[test]
    fn any_text_in_any_format(text in "\\PC{0,200}", begin in 0..6_usize) {
        let around = [("", ""), ("---\n", "\n---\n"), ("---\nheadline: ", "\n---\n"), ("{\"headline\": \"", "\"}"),
            ("+++\nheadline = \"", "\"\n+++\n"), ("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"", "\"}</script>")];
        let file = format!("{}{text}{}", around[begin].0, around[begin].1);
        read("a.json", file.as_bytes());
        writes("a.json", file.as_bytes());
    }

    #[test]
    fn any_value_of_any_key(text in "[\\PC<>&:#\"'\\\\/.%@~ -]{0,60}", key in 0..12_usize) {
        let keys = ["headline", "lead", "image", "url", "published", "id", "rubrics", "tags", "status", "language", "byline", "follows"];
        let value = serde_json::Value::String(text);
        read("a.json", format!("{{\"headline\": \"a\", \"{}\": {value}}}", keys[key]).as_bytes());
        let file = format!("---\n{}: {value}\n---\n", keys[key]);
        read("a.md", file.as_bytes());
        writes("a.md", file.as_bytes());
    }

    #[test]
    fn spoiled_articles(which in any::<Index>(), spoils in vec((any::<Index>(), any::<u8>(), 0..4_u8), 1..8)) {
        let originals = originals();
        let mut bytes = originals[which.index(originals.len())].clone();
        for (place, byte, kind) in spoils {
            let at = place.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match kind {
                _ if bytes.is_empty() => bytes.push(byte),
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at.max(bytes.len() / 2)),
            }
        }
        read("a.md", &bytes);
        writes("a.md", &bytes);
    }

    #[test]
    fn spoiled_files_of_every_kind(
        which in any::<Index>(),
        other in any::<Index>(),
        spoils in vec((any::<Index>(), any::<u8>(), 0..8_u8), 1..12),
    ) {
        let kinds = kinds();
        let ((name, bytes), (_, stranger)) = (&kinds[which.index(kinds.len())], &kinds[other.index(kinds.len())]);
        let mut bytes = bytes.clone();
        for (place, byte, kind) in spoils {
            let at = place.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match kind {
                _ if bytes.is_empty() => bytes.push(byte),
                0 => bytes[at] = byte,
                1 => bytes.insert(at, b"\"'<>{}[]&:\\\n-"[usize::from(byte) % 13]),
                2 => drop(bytes.remove(at)),
                3 => bytes.truncate(at.max(bytes.len() / 2)),
                // A piece twice, a piece of another file, both sides exchanged.
                4 => {
                    let piece = bytes[at..(at + usize::from(byte)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
                5 => {
                    let from = usize::from(byte).min(stranger.len());
                    bytes.splice(at..at, stranger[from..(from + 80).min(stranger.len())].iter().copied());
                }
                6 => bytes.rotate_left(at),
                _ => bytes[at] ^= 1 << (byte % 8),
            }
        }
        read(name, &bytes);
        writes(name, &bytes);
    }

    #[test]
    fn a_new_article_can_be_read(rubric in "\\PC{0,30}", headline in "\\PC{0,80}") {
        let at = Time(1_795_402_800_000).utc().with_timezone(&Tz::Asia__Almaty);
        let text = template("x", &rubric, &headline, Language::Kk, at);
        let read = article::parse("x.md", text.as_bytes(), Tz::Asia__Almaty);
        match read {
            Ok(article) => prop_assert_eq!(article.status, article::Status::Draft),
            Err(fault) => prop_assert!(fault.what.contains("headline is empty"), "{} in {}", fault, text),
        }
    }
}

/// What makes readers look for an end that is not there. Were the work of one not linear, this would go on for hours.
const PIECES: [&str; 24] = [
    "<a=\"",
    "<b a",
    "<!--",
    "&",
    "&amp",
    "&x;",
    "[",
    "![",
    "*a ",
    "> ",
    "`",
    "<script",
    "\"",
    "- ",
    "a: {",
    "|",
    "<div class=share>",
    "<article>",
    "<h1>",
    "<p itemprop=author>",
    "<p itemprop=articlesection>a</p>",
    "<form>",
    " - ",
    "\u{e9} ",
];

#[test]
fn what_could_take_for_ever_does_not() {
    for piece in PIECES {
        let text = piece.repeat(200_000 / piece.len());
        let quoted = serde_json::Value::String(text.clone());
        let meta = "<meta property=og:type content=article><meta property=og:title content=a>";
        for (name, file) in [
            ("a.md", format!("---\nheadline: a\n---\n{text}")),
            ("a.html", format!("<html>{text}")),
            ("b.html", format!("<html>{meta}{text}")),
            ("c.html", format!("<script type=application/ld+json>{{\"@type\": \"Article\", {text}</script>")),
            ("b.md", format!("---\n{text}\n---\n")),
            ("a.json", format!("{{\"headline\": \"a\", \"body_html\": {quoted}}}")),
        ] {
            read(name, file.as_bytes());
        }
    }
}

#[test]
fn safe_mistakes_are_mended() {
    let check = |before: &[u8], after: Option<&str>| {
        assert_eq!(mend(before).map(|bytes| String::from_utf8(bytes).expect("UTF-8")).as_deref(), after);
    };
    let colon = "---\nrubric: city\nheadline: Аким: \"дороги\" починят\r\n---\nТекст: да\n";
    check(colon.as_bytes(), Some("---\nrubric: city\nheadline: \"Аким: \\\"дороги\\\" починят\"\r\n---\nТекст: да\n"));
    check("---\nheadline: Школа #159\n---\n".as_bytes(), Some("---\nheadline: \"Школа #159\"\n---\n"));
    for headline in ["*Срочно*", "&laquo;Мост&raquo; открыт", "[Видео] Мост", "> 18 лет", "!Важно мост", "- Да"]
    {
        let mended = format!("---\nheadline: \"{headline}\"\n---\n");
        check(format!("---\nheadline: {headline}\n---\n").as_bytes(), Some(&mended));
    }
    check("\u{feff}---\nheadline: Мост\n---\n".as_bytes(), Some("---\nheadline: Мост\n---\n"));
    check("---\nheadline: Мост\n---\n".as_bytes(), None);
    check("---\nheadline: Аким: дороги\ntags: [a\n---\n".as_bytes(), None);
    check(b"---\nheadline: \xff\n---\n", None);
    // What letters these bytes are is known to their writer alone.
    let old = [
        (encoding_rs::WINDOWS_1251, "---\nheadline: Мост: открыт «сегодня»\n---\nДвижение пустили утром.\n"),
        (encoding_rs::KOI8_R, "---\nheadline: Мост: открыт\n---\nДвижение пустили утром.\n"),
        (encoding_rs::WINDOWS_1252, "---\nheadline: Les études: à l'été\n---\nDéjà près de là, où l'âge élève.\n"),
        (encoding_rs::WINDOWS_1254, "---\nheadline: Köprü: açıldı\n---\nYağışlı günde şehir göründü.\n"),
        (encoding_rs::WINDOWS_1250, "---\nheadline: Říční: most\n---\nPříští týden začnou práce.\n"),
    ];
    for (encoding, text) in old {
        check(&encoding.encode(text).0, None);
    }
}
