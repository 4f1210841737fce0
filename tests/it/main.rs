//! The integration crate.
mod articles;
