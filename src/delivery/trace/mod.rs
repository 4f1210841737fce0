//! Why a chat got something, or did not: what the ledger tells, and what of the past can be found out. A visit never asks it.

pub mod history;
pub mod why;
