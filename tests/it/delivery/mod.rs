//! Delivery as a whole, against the simulator, on the paused clock.

mod barred;
mod breaking;
mod clocks;
mod crash;
mod digests;
mod doubt;
mod editions;
mod floods;
mod keeping;
mod mention;
mod mixture;
pub mod newsdesk;
mod oracle;
mod outages;
mod overload;
mod pace;
mod paid;
mod photos;
mod refusals;
mod repair;
mod reports;
mod rooms;
mod threads;
mod trace;
mod witness;
