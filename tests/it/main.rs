//! The integration crate.

mod messages;
mod messages_anything;
mod messages_digest;
mod words;
