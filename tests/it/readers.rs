//! Conversations with readers, against the simulator, on the paused clock.

mod comes;
