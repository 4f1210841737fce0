//! The integration crate.

mod articles;
mod articles_any;
mod articles_watch;
mod browser;
mod chance;
mod client;
mod conversations;
mod delivery;
mod demo;
mod desk;
mod folder;
mod harness;
mod identity;
mod messages;
mod messages_anything;
mod messages_digest;
mod messages_examples;
mod messages_limits;
mod model;
mod month;
mod news;
mod program;
mod readers;
mod tidy;
mod words;
mod words_in_code;
