//! The Bot API: the one client for all who speak to Telegram. In: a method with its parameters, as a [`Parcel`]. Out: an
//! [`Answer`], whole, and what it means as an [`Outcome`], said in one place whoever asked. What teloxide does not know is
//! here too: buttons with a colour. It decides nothing: when something may leave is the gate's, what follows from an outcome
//! is the askers'.

mod answer;
mod client;
pub mod keyboard;
mod parcel;

pub use answer::{Answer, Closed, Fault, LONGEST_FLOOD, Outcome};
pub use client::Client;
pub use keyboard::{Action, Button, Keyboard, Style};
pub use parcel::{Parcel, PhotoSource};
