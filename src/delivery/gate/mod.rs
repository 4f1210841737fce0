//! The gate: it alone knows when something may leave, how many, and for what fare.

pub(super) mod drought;
pub(super) mod health;
pub mod pace;
pub mod purse;
pub(super) mod tallies;
