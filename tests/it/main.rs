//! The integration crate.

mod simulator;
