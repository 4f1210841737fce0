//! Numbers for people and for scripts. In: the store. Out: [`Statistics`] (subscribers, coming and going, deliveries)
//! and [`Push`] (how one publication went), as text in the reader's language and as JSON with names that stay. Nothing
//! here asks for more than a pass over the chats; no number is made up: what is not known is left out.

mod lately;
mod push;
mod statistics;
#[cfg(test)]
mod tests;
mod text;

pub use lately::News;
pub use push::Push;
pub use statistics::{Left, Period, Readers, Statistics};
pub use text::{percent, refused};
