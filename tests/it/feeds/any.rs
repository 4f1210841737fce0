//! Whatever the bytes are: feeds that somebody has cut, mixed and spoilt make nothing panic, take no time, and give items that a
//! file of the store gives back as they are.

use std::time::Duration;

use headliner::article::{self, feed};
use proptest::prelude::*;

use super::{data, read};

const FEEDS: [&str; 5] = ["yandex.xml", "atom.xml", "feed.json", "rest.json", "wordpress.xml"];

/// Pieces that hurt.
const PIECES: [&str; 16] = [
    "<item>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&",
    "&#0;",
    "\"",
    "<",
    ">",
    "\u{0}\u{b}",
    "\u{feff}",
    "<entry>",
    "</title>",
    "{",
    "<!DOCTYPE x [<!ENTITY a \"&a;&a;\">",
];

/// One change of a feed's bytes.
fn change() -> impl Strategy<Value = (usize, usize, Vec<u8>)> {
    let piece = prop_oneof![
        prop::sample::select(PIECES.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..8),
    ];
    (any::<usize>(), 0_usize..200, piece)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_feed_makes_nothing_panic(
        name in prop::sample::select(FEEDS.to_vec()),
        changes in prop::collection::vec(change(), 1..6),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut bytes = data(name);
        for (at, length, piece) in changes {
            let at = at % (bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, piece);
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len() + 1));
        }
        let Ok(found) = read(&bytes) else { return Ok(()) };
        for item in found.items {
            let text = feed::file(&item, &feed::Share::default());
            let again = article::parse("feeds/vecher.kz/a.json", text.as_bytes(), chrono_tz::Asia::Almaty);
            let again = again.map_err(|fault| TestCaseError::fail(format!("{fault}: {text}")))?;
            prop_assert_eq!(&again.id.0, &item.id);
            prop_assert_eq!(&again.headline, &item.headline);
            if !item.lead.is_empty() {
                prop_assert_eq!(&again.lead, &item.lead);
            }
        }
    }
}

/// How long this thread has been at work, whatever else the machine does (Linux).
fn worked() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

/// What would take a square of its length is seen at a quarter of a MiB: it takes seconds and more.
#[test]
fn no_feed_takes_long() {
    let feeds = [
        ("<item><title>", ""),
        ("<rss><item><title>a</title><description>", "<b>"),
        ("<rss><channel>", "<a x=\""),
        ("<rss>", "<![CDATA["),
        ("<rss>", "<!--"),
        ("<rss>", "<![CDATA[</item>"),
        ("<rss>", "<?>"),
        ("<rss>", "<!a[>"),
        ("<rss>", "<a x=\"' y='\""),
        ("<rss>", "<a>"),
        ("<rss>", "<item>"),
        ("[", "{\"a\":"),
        ("<rss><item><title>a</title><link>b</link><description>", "&amp;"),
        ("<rss><item><title>a</title><link>b</link><description>", "&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;"),
        ("<rss><item><title>a</title><link>b</link><description><![CDATA[", "<p>Читать далее</p>"),
        ("<rss><item><title>a</title><link>b</link><description><![CDATA[", "<img src='counter'>"),
    ];
    for (begin, piece) in feeds {
        let piece = if piece.is_empty() { begin } else { piece };
        let feed = format!("{begin}{}]]></description></item></rss>", piece.repeat((256 << 10) / piece.len()));
        let before = worked();
        let _ = read(feed.as_bytes());
        let took = worked() - before;
        assert!(took < Duration::from_secs(1), "{took:?} for {begin}{piece}");
    }
}
