//! The integration crate.

mod articles;
mod articles_watch;
mod messages;
mod messages_anything;
mod messages_digest;
mod tidy;
mod words;
