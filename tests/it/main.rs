//! The integration crate.

mod messages;
mod messages_anything;
mod words;
