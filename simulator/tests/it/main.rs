//! The simulator as a bot and as a test meet it.

mod bots;
mod clients;
mod control;
mod conversation;
mod errors;
mod floods;
mod ground;
mod hostile;
mod inline;
mod methods;
mod picture;
mod rooms;
mod shared;
mod wire;
