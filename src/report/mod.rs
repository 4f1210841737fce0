//! Numbers for people and for scripts. In: the store. Out: [`Statistics`] (subscribers, coming and going, deliveries)
//! and [`Push`] (how one publication went), as text in the reader's language, as a picture, as sheets of a spreadsheet and as JSON
//! with names that stay. Everything is read from totals, so that it takes no longer for a million readers; no number is made up:
//! what is not known is left out.

mod days;
mod lately;
mod lists;
mod period;
mod picture;
mod push;
mod sheets;
mod statistics;
mod stories;
#[cfg(test)]
mod tests;
mod text;

pub use days::Day;
pub use lately::News;
pub use lists::{rubrics, stories};
pub use period::{Left, Period};
pub use picture::picture;
pub use push::Push;
pub use sheets::{Separator, Sheet, sheets};
pub use statistics::{Readers, Statistics};
pub use stories::{Told, widest};
pub use text::{Telling, percent, refused};
