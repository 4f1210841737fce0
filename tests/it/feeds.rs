//! News that comes by feeds: what is read in them, what is imported, and how they are polled.

mod any;
mod corpus;
mod fetching;
mod import;
mod polling;
mod reading;
mod site;

use headliner::article::feed::{self, Feed, Origin};
use url::Url;

/// A feed of the tests' own.
fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/data/feeds/{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read(bytes: &[u8]) -> Result<Feed, String> {
    let address = Url::parse("https://vecher.kz/ru/rss.xml").unwrap();
    let origin = Origin { address: Some(&address), kind: None, zone: chrono_tz::Asia::Almaty };
    feed::read(bytes, &origin).map_err(|fault| fault.to_string())
}
