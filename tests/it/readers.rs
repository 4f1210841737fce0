//! Conversations with readers, against the simulator, on the paused clock.

mod ask;
mod choose;
mod comes;
<<<<<<< HEAD
mod line;
mod together;

=======
>>>>>>> desk
