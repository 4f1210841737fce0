//! Telegram's Bot API on this machine, for the demo and the tests: a bot is given [`Simulator::url`] and
//! [`Simulator::token`] and cannot tell the difference. It answers as `docs/reference.md` describes, in its refusals too:
//! markup errors, lengths, blocked readers, floods, lost answers.
//!
//! It promises:
//! - one task per connection on the caller's own runtime, no threads, no blocking: it runs beside the bot under test on a
//!   current-thread runtime, and on a paused clock all of its time (timers, dates, expiry, limits) is the runtime's;
//! - what is fed to it from outside is answered or dropped, and never stops it.
//!
//! A conversation in a test reads like one:
//!
//! ```no_run
//! # use simulator::{Fault, Settings, Simulator};
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
//! let sim = Simulator::start(Settings::default()).await?;
//! // … start the bot against sim.url() with sim.token() …
//! let aigul = sim.person("Айгүл", "kk");
//! aigul.start("");
//! aigul.expects("Қош келдіңіз").await;
//! aigul.press("Қоғам");
//! sim.fail_next("sendMessage", Fault::Lost, 1);
//! sim.wait_for_accepted(2).await;
//! assert_eq!(sim.counters().doubles, 0);
//! # Ok(()) }
//! ```
//!
//! Acts (`start`, `say`, `press`, `block` …) happen at once and are not awaited; what the bot does about them is awaited
//! (`expects`, `expects_edit`, `wait_for` …), and a wait that is in vain panics with the chat's transcript.
#![warn(missing_docs)]

mod access;
mod acts;
mod answer;
mod args;
mod bot;
mod bot_api;
mod chats;
mod clock;
mod control;
mod counters;
mod events;
mod faults;
mod files;
mod floods;
mod guard;
mod handle;
mod inline;
mod keyboard;
mod listening;
mod markup;
mod membership;
mod messages;
mod methods;
mod page;
mod person;
mod polling;
#[cfg(feature = "program")]
pub mod program;
mod queries;
mod request;
mod requests;
mod room;
mod server;
mod settings;
mod updates;
mod watch;
mod web;
mod wire;
mod world;

pub use counters::Counters;
pub use faults::{Fault, Faults};
pub use floods::Limits;
pub use handle::{Mounted, Simulator, Visit};
pub use listening::Events;
pub use messages::{Button, Entity, Message, Photo, Sender};
pub use person::{Person, Pressed};
pub use requests::Request;
pub use room::Room;
pub use settings::Settings;
