//! The real program, as an operator runs it, against the simulator: real time, real signals, a real file.

mod backup;
mod database;
mod door;
mod endings;
mod erase;
mod explained;
mod hands;
mod init;
mod kill;
mod line;
mod lists;
mod machine;
mod mend;
mod moves;
mod numbers;
mod office;
mod push;
mod refusals;
mod secrets;
mod start;
mod terminal;
mod trace;
mod watched;
