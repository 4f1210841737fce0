//! The Bot API: one request, its whole answer, and what it means.

pub mod answer;
pub mod client;
