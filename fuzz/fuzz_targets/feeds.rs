//! Feeds of the web. In: any bytes, as a feed of this address. It holds that an item is a story or is refused with a sentence, that no two
//! have the same name, and that the file which is written for a story is read as that story.
#![no_main]

use std::collections::HashSet;

use headliner::article::{self, feed};
use libfuzzer_sys::fuzz_target;
use url::Url;

const ZONE: chrono_tz::Tz = chrono_tz::Asia::Almaty;

fuzz_target!(|bytes: &[u8]| {
    let address = Url::parse("https://vecher.kz/ru/rss.xml").expect("an address");
    let origin = feed::Origin { address: Some(&address), kind: None, zone: ZONE };
    let found = match feed::read(bytes, &origin) {
        Ok(found) => found,
        Err(fault) => return assert!(!fault.what.is_empty()),
    };
    assert!(found.refused.iter().all(|refused| !refused.why.is_empty()));
    let mut names = HashSet::new();
    for item in found.items {
        assert!(names.insert(item.id.clone()), "{} is twice in it", item.id);
        let text = feed::file(&item, &feed::Share::default());
        let article = article::parse("feeds/vecher.kz/a.json", text.as_bytes(), ZONE).expect("our own file is read");
        assert_eq!((&article.id.0, without_signs(&article.headline)), (&item.id, without_signs(&item.headline)));
    }
});

/// Without quotes and dashes: those of print are set when a file is read.
fn without_signs(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '"' | '«' | '»' | '„' | '“' | '”' | '‘' | '’' | '-' | '—')).collect()
}
