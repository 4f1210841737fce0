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

#[test]
fn no_feed_takes_long() {
    let began = tokio::time::Instant::now();
    let feeds = [
        "<item><title>".repeat(80_000),
        format!("<rss><item><title>a</title><description>{}", "<b>".repeat(300_000)),
        format!("<rss><channel>{}", "<a x=\"".repeat(150_000)),
        format!("<rss>{}", "<![CDATA[".repeat(100_000)),
        format!("<rss>{}", "<!--".repeat(200_000)),
        format!("<rss>{}]]>", "<![CDATA[</item>".repeat(60_000)),
        format!("<rss>{}", "<?>".repeat(300_000)),
        format!("<rss>{}", "<!a[>".repeat(200_000)),
        format!("<rss>{}", "<a x=\"' y='\"".repeat(80_000)),
        format!("<rss>{}", "<a>".repeat(300_000)),
        format!("[{}", "{\"a\":".repeat(180_000)),
        format!("<rss><item><title>a</title><link>b</link><description>{}", "&amp;".repeat(200_000)),
    ];
    for feed in feeds {
        let _ = read(feed.as_bytes());
    }
    // Some twelve MiB, in a build that is hardly optimised.
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
}
