//! The integration crate.
mod articles;
mod articles_any;
mod articles_watch;
