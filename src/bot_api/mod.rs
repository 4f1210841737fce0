//! The Bot API: the one client for all who speak to Telegram. In: a method with its parameters, as a
//! [`Request`]; one that goes to many chats as a [`Parcel`]. Out: an [`Answer`], whole, and what it means as an [`Outcome`], said
//! in one place whoever asked. Methods and results are teloxide's where it knows them; what it does not know is here: buttons
//! with a colour, requests without a chat, answers that keep their code. It decides nothing: when something may leave is the gate's, what follows from an outcome
//! is the askers'.

mod answer;
mod client;
pub mod inline;
pub mod keyboard;
mod meter;
mod parcel;
mod request;

pub use answer::{Answer, Closed, Fault, LONGEST_FLOOD, Outcome, Rival, Unclear};
pub use client::Client;
pub use keyboard::{Action, Button, Keyboard, Style};
pub use meter::Meter;
pub use parcel::{Parcel, PhotoSource};
pub use request::Request;
