//! Feeds: how news arrives that nobody puts into the store. In: the feeds of the settings and of the newsroom's file, or files and
//! addresses that somebody imports. Out: a file of the store for each story, as anybody else would write it, from where it goes
//! the way of every article; in the database, what the next poll must know. Nothing is withdrawn because it left a feed.

mod files;
mod import;
mod pace;
mod poll;
mod round;
mod sources;
mod take;

pub use files::FOLDER;
pub use import::{Import, Imported, Step, import};
pub use round::run;
pub use sources::{Source, wanted};
pub use take::Taken;

/// What is liked of a feed's address.
const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, \
    application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";
