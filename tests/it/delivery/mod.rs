//! Delivery as a whole, against the simulator, on the paused clock.

mod newsdesk;
mod overload;
mod pace;
