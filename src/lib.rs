//! News push for Telegram: a newsroom puts articles into a folder, readers get headline, lead and photo on their phones.
//!
//! # The way of an article
//!
//! A file comes into the folder ([`intake`]); what it says is read ([`article`]) and what it means here is decided; it is
//! kept with its revision and gets a place in the log ([`store`]). The chats that want it are found and put into the run
//! queue; at a slot of the gate the next chat is visited: what lies after its cursors is rendered ([`message`], in the
//! words of [`locale`]), written into the ledger without an outcome, sent, and finished with what Telegram answered
//! ([`delivery`]). What people say and press is understood in [`telegram`]. `app` wires it together, [`cli`] starts it.
//!
//! # The rooms, in reading order
//!
//! Each imports only from those after it; a test holds that.
//!
//! - [`cli`]: the command line; prints, never decides
//! - [`app`]: wires a running Headliner together, the only file that knows all
//! - [`ops`]: other programs, by HTTP: articles handed in, word of what happened; health, figures and a page for the admin
//! - [`telegram`]: conversations with readers, editors, admins
//! - [`acts`]: what staff do, whoever asked
//! - [`delivery`]: how news leaves
//! - [`intake`]: how news arrives
//! - [`report`]: numbers as text and JSON
//! - [`reader_list`]: readers as a table, written and read
//! - [`message`]: articles as Telegram messages, within Telegram's limits
//! - [`store`]: SQLite, the only place with SQL
//! - [`search`]: words and their forms, what is looked for
//! - [`bot_api`]: the one client of the Bot API, and what its answers mean
//! - [`fetch`]: files of the web, within limits
//! - [`locale`]: every word a person reads, in Russian, Kazakh and English
//! - [`newsroom`]: the newsroom's file
//! - [`article`]: what an article is, one file for each format
//! - [`config`]: the settings of the installation
//! - [`clock`]: the one clock
//!
//! Beside them stands [`simulator`], a crate of its own: the Bot API on this machine, for the demo and the tests.
//!
//! # What holds
//!
//! The invariants are in `docs/design.md`. Those that are absences: no SQL outside [`store`], no unasked message outside
//! the gate, no word for readers outside [`locale`], no transaction open over an `.await`, no clock but [`clock`], no
//! behaviour that depends on being tested.
#![warn(missing_docs)]

pub mod acts;
pub mod app;
pub mod article;
pub mod bot_api;
pub mod cli;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod fetch;
pub mod intake;
pub mod locale;
pub mod message;
pub mod newsroom;
pub mod ops;
pub mod reader_list;
pub mod report;
pub mod search;
pub mod store;
pub mod telegram;
