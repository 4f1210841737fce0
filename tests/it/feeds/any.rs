//! Whatever the bytes are: feeds that somebody has cut, mixed and spoilt make nothing panic, take no time, and give items that a
//! file of the store gives back as they are.

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

/// What would take a square of its length takes seconds and more at a quarter of a MiB. How fast it is, the bench shows.
#[test]
fn what_could_take_for_ever_does_not() {
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
        // It is a feed of nothing, or none; what counts is that it ends.
        let items = read(feed.as_bytes()).map_or(0, |found| found.items.len());
        assert!(items < feed.len(), "{begin}{piece}");
    }
}
