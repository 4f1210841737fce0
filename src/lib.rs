//! News push for Telegram.
#![warn(missing_docs)]

pub mod article;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod intake;
pub mod locale;
pub mod message;
pub mod newsroom;
pub mod report;
pub mod simulator;
pub mod store;
pub mod telegram;
