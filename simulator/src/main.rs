//! Serves the simulator until Ctrl-C.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use simulator::program::{Options, run};

/// Telegram's Bot API on this machine: an address and a token for any bot, a page with phones, a control API.
#[derive(Parser)]
#[command(name = "headliner-simulator", version, about)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let interrupted = async { drop(tokio::signal::ctrl_c().await) };
    match run(Arguments::parse().options, interrupted).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}"); // there is nowhere left to say it
            ExitCode::FAILURE
        }
    }
}
