//! The integration crate.
mod articles;
mod articles_watch;
