//! Deciding: plain functions over plain values. Who wants what, when it is due, what follows from an answer.

pub mod age;
pub mod amended;
pub mod barred;
pub mod doubt;
mod fewer;
pub mod follow;
pub mod layout;
pub mod mentions;
pub mod notes;
mod overnight;
pub mod pauses;
mod selection;
pub mod tail;
pub mod timing;
pub mod visit;
pub mod wants;
