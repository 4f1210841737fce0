//! Conversations with readers, against the simulator, on the paused clock.

mod ask;
mod beside;
mod choose;
mod comes;
mod line;
mod newsroom;
mod together;
